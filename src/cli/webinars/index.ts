import { add } from "./add.ts";
import { budget } from "./budget.ts";
import { attendance } from "./attendance.ts";
import { cancel, capacity, documents, link, move, publish, replay } from "./changes.ts";
import { deliveries } from "./deliveries.ts";
import { exportRegistrations } from "./export.ts";
import { forecast } from "./forecast.ts";
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
  forecast,
  budget,
  report,
  deliveries,
  attendance,
  replay,
  documents,
  export: exportRegistrations,
} as const;
