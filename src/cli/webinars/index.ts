import { add } from "./add.ts";
import { attendance } from "./attendance.ts";
import { cancel, capacity, documents, link, move, publish, replay } from "./changes.ts";
import { exportRegistrations } from "./export.ts";
import { importRegistrations } from "./import.ts";
import { list } from "./list.ts";
import { report } from "./report.ts";
import { show } from "./show.ts";

/** Every command, in the order of the help. */
export const commands = {
  list,
  show,
  add,
  publish,
  move,
  link,
  capacity,
  cancel,
  import: importRegistrations,
  report,
  attendance,
  replay,
  documents,
  export: exportRegistrations,
} as const;
