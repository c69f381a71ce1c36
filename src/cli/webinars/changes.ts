import { z } from "zod";
import { editWebinar } from "../../core/webinar/edit.ts";
import type { Changes } from "../../core/webinar/mail.ts";
import { startOf } from "../../core/webinar/plan.ts";
import type { Seen } from "../../runtime/webinars-kept.ts";
import { readYaml } from "./add.ts";
import { readArguments } from "./arguments.ts";
import { checkStarts, readStarts, sayStart } from "./dates.ts";
import { knownWebinar, readChanges, tell, type Command, type Desk } from "./desk.ts";
import { Mistake } from "./mistake.ts";
import { readTable } from "./text-file.ts";

const publishUsage =
  "publish ID                             from now on it is shown, and people register";

/** Makes a draft visible. */
export const publish: Command = {
  usage: publishUsage,
  async run(args, desk) {
    const seen = await named(args, publishUsage, desk, 1);
    const { webinar } = seen.kept;
    const warnings = checkStarts(webinar, await desk.calendar(), desk.now);
    await change(desk, seen, "publish", { state: "published" });
    desk.say(sayStart(webinar));
    for (const warning of warnings) desk.warn(`careful: ${warning}`);
    if (webinar.link === null) desk.warn("careful: it has no link yet");
  },
};

const moveUsage = "move ID --starts 2027-01-21T18:30      another day or hour: everybody is told";

/** Another day or hour. */
export const move: Command = {
  usage: moveUsage,
  async run(args, desk) {
    const options = { starts: { type: "string" } } as const;
    const { values, positionals } = readArguments(args, moveUsage, options, { least: 1, most: 1 });
    const seen = await knownWebinar(desk, positionals[0]);
    const { webinar } = seen.kept;
    if (values.starts === undefined) throw new Mistake("when? --starts 2027-01-21T18:30", 2);
    const moved = { ...webinar, starts: readStarts(values.starts) };
    const warnings = checkStarts(moved, await desk.calendar(), desk.now);
    if (webinar.state === "published" && startOf(webinar) <= desk.now) {
      throw new Mistake(`${webinar.id} has begun: it cannot be moved`);
    }
    await change(desk, seen, "move", { starts: moved.starts });
    desk.say(`from ${sayStart(webinar)}`);
    desk.say(`to   ${sayStart(moved)}`);
    for (const warning of warnings) desk.warn(`careful: ${warning}`);
  },
};

const linkUsage = "link ID https://…                      where to join";
export const link: Command = setUrl("link", linkUsage);

const replayUsage =
  "replay ID https://…                    where to watch it again: those who want it are told";
export const replay: Command = setUrl("replay", replayUsage);

function setUrl(name: "link" | "replay", usage: string): Command {
  return {
    usage,
    async run(args, desk) {
      const seen = await named(args, usage, desk, 2);
      const url = args[1] ?? "";
      const result = z.url({ protocol: /^https$/u }).safeParse(url);
      if (!result.success) throw new Mistake(`“${url}” is no address that begins with https://`);
      await change(desk, seen, name, readChanges({ [name]: result.data }));
    },
  };
}

const capacityUsage = "capacity ID 40                         how many seats; none for no limit";

/** How many may come. Nobody loses a seat. */
export const capacity: Command = {
  usage: capacityUsage,
  async run(args, desk) {
    const seen = await named(args, capacityUsage, desk, 2);
    const said = args[1] ?? "";
    if (said !== "none" && !/^[1-9]\d{0,5}$/u.test(said)) {
      throw new Mistake(`“${said}” is no number of seats: a whole number, or none`);
    }
    const seats = said === "none" ? null : Number(said);
    await change(desk, seen, "capacity", { capacity: seats });
    const { taken } = seen.kept;
    if (seats !== null && seats < taken) {
      desk.warn(`careful: ${taken} seats are taken, and nobody loses theirs`);
    }
  },
};

const cancelUsage = "cancel ID                              for good: everybody is told";

/** It does not take place. */
export const cancel: Command = {
  usage: cancelUsage,
  async run(args, desk) {
    const seen = await named(args, cancelUsage, desk, 1);
    await change(desk, seen, "cancel", { state: "cancelled" });
  },
};

const documentsUsage =
  "documents ID FILE                      title and address (https) a line, in YAML or CSV";

/** What there is to read, all of it: what stood there before is replaced. */
export const documents: Command = {
  usage: documentsUsage,
  async run(args, desk) {
    const seen = await named(args, documentsUsage, desk, 2);
    const path = args[1] ?? "";
    const bytes = await desk.file(path);
    const found = /\.ya?ml$|\.json$/iu.test(path) ? readYaml(bytes) : documentsIn(bytes);
    await change(desk, seen, "documents", readChanges({ documents: found }));
  },
};

function documentsIn(bytes: Uint8Array) {
  const rows = readTable(bytes).table.rows.map(({ cells }) => cells.map((cell) => cell.trim()));
  return rows
    .filter((cells, at) => at > 0 || cells.some((cell) => /^https?:/iu.test(cell)))
    .map(([title = "", url = ""]) => ({ title, url }));
}

async function named(
  args: readonly string[],
  usage: string,
  desk: Desk,
  count: number,
): Promise<Seen> {
  const { positionals } = readArguments(args, usage, {}, { least: count, most: count });
  return knownWebinar(desk, positionals[0]);
}

/** Posts a change, unless it changes nothing. */
async function change(desk: Desk, { kept }: Seen, act: string, changes: Changes): Promise<void> {
  const { id, state } = kept.webinar;
  const edit = editWebinar(kept, changes, desk.now);
  if (edit === null) {
    if (state === "cancelled" && changes.state !== "cancelled") {
      throw new Mistake(`${id} is cancelled, and that is final: add another one`);
    }
    if (wouldChange(kept.webinar, changes))
      throw new Mistake(`${id} is over: this cannot be changed`);
    return desk.say(`${id} is like that already`);
  }
  await tell(desk, id, act, { kind: "edit", changes });
  desk.say(`${id}: ${act} is noted`);
}

function wouldChange(webinar: Seen["kept"]["webinar"], changes: Changes): boolean {
  return Object.entries(changes).some(
    // The names of changes are names of what a webinar has.
    ([name, value]) => JSON.stringify(webinar[name as keyof Changes]) !== JSON.stringify(value),
  );
}
