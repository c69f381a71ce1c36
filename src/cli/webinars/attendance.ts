import { fold } from "../../core/language/fold.ts";
import { isCode, registrationCode } from "../../core/webinar/code.ts";
import { cleanCell } from "../../core/webinar/import/cells.ts";
import type { Row } from "../../core/webinar/import/table.ts";
import type { Attendance } from "../../core/webinar/mail.ts";
import { startOf } from "../../core/webinar/plan.ts";
import { rollsOf } from "../../runtime/webinars-kept.ts";
import { readArguments } from "./arguments.ts";
import { knownWebinar, registered, tell, type Command } from "./desk.ts";
import { Mistake } from "./mistake.ts";
import { readTable } from "./text-file.ts";

const usage = "attendance ID FILE.csv                 who was there: code, minutes";

/** As many as one mail carries. */
const perMail = 500;

/** Who was there and for how long; whoever came back has their minutes added up. */
export const attendance: Command = {
  usage,
  async run(args, desk) {
    const { positionals } = readArguments(args, usage, {}, { least: 2, most: 2 });
    const [id, path = ""] = positionals;
    const { kept } = await knownWebinar(desk, id);
    const { webinar } = kept;
    if (startOf(webinar) > desk.now) throw new Mistake(`${webinar.id} has not begun yet`);
    const { rows } = readTable(await desk.file(path)).table;
    const people = registered(await rollsOf(desk.store, kept)).map(([contact]) => contact);
    const known = new Map(people.map((one) => [one, registrationCode(webinar.id, one)]));
    const present = new Map<string, number>();
    for (const { line, who, minutes } of peopleIn(rows)) {
      const found = [...known].find(([contact, code]) => contact === who || isCode(who, code));
      if (found === undefined) desk.warn(`line ${line}: nobody is registered with “${who}”`);
      else if (minutes === null) desk.warn(`line ${line}: the minutes are not understood`);
      else present.set(found[0], Math.min(1_440, (present.get(found[0]) ?? 0) + minutes));
    }
    const all: Attendance[] = [...present].map(([who, minutes]) => ({ who, minutes }));
    if (all.length === 0) throw new Mistake("nobody in the file is registered: nothing is noted");
    for (let at = 0; at < all.length; at += perMail) {
      await tell(desk, webinar.id, "attendance", {
        kind: "attended",
        people: all.slice(at, at + perMail),
      });
    }
    const stayed = all.filter(({ minutes }) => minutes >= webinar.minutes * 0.6).length;
    desk.say(`${all.length} people came, ${stayed} of them for 60 % or more`);
  },
};

interface Present {
  readonly line: number;
  readonly who: string;
  readonly minutes: number | null;
}

/** The columns by their headers; without headers, the first two. */
function peopleIn(rows: readonly Row[]): readonly Present[] {
  const names = (rows[0]?.cells ?? []).map((cell) => fold(cleanCell(cell)));
  const who = names.findIndex((name) => /code|contact|رمز/u.test(name));
  const minutes = names.findIndex((name) => /minute|duree|duration|دقيق|مده/u.test(name));
  const isHeaded = who !== -1 && minutes !== -1;
  const [whoAt, minutesAt] = isHeaded ? [who, minutes] : [0, 1];
  return rows.slice(isHeaded ? 1 : 0).flatMap(({ line, cells }) => {
    const person = cleanCell(cells[whoAt] ?? "").replace(/^'/u, "");
    return person === "" ? [] : [{ line, who: person, minutes: minutesIn(cells[minutesAt] ?? "") }];
  });
}

/** « 45 », « 45 min », « 1:05 », « 0:45:30 », « 1 h 05 ». */
function minutesIn(cell: string): number | null {
  const text = fold(cleanCell(cell)).replace(/^'/u, "");
  const clock = /^(\d{1,2})\s*[:h]\s*([0-5]?\d)?(?:\s*(?::|min|m)\s*[0-5]?\d?)?\s*s?$/u.exec(text);
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2] ?? 0);
  const plain = /^(\d{1,4})(?:[.,]\d+)?\s*(?:m|mn|min|minutes?|دقيقه|دقائق)?\.?$/u.exec(text);
  return plain === null || Number(plain[1]) > 1_440 ? null : Number(plain[1]);
}
