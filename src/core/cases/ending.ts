import { day, hour, type Instant } from "../instant.ts";
import { rowOf, type Case, type CasePlay } from "./case.ts";
import { asksWhetherResolved, leavesAction, type Closing } from "./closing.ts";
import { accept, flush, promise } from "./holding.ts";

/** « Non » within so long brings the same student back (brief § 6.5). */
export const reopensFor = 7 * day;
/** An answer given in time may be a while on its way. */
const onItsWay = day;
const satisfactionAfter = 2 * hour;
const followUpAfter = 14 * day;
/** The text of a case (brief § 8: 12 months). */
export const keptFor = 365 * day;
/** Time for what was posted to be carried before the owner is removed. */
const goodbye = hour / 4;

/** Ends a case in the consultant's words; the bot resumes. */
export function closeCase(play: CasePlay, how: Closing, by = play.from): void {
  const { file, now, hours } = play;
  const hold = play.isHeld ? file.hold : 0;
  flush(play);
  const asks = asksWhetherResolved(how.code);
  const sorry = file.due.apology !== undefined;
  const due: Partial<Record<keyof Case["due"], Instant>> = { forget: now + keptFor };
  if (asks) due.satisfaction = hours.permitted(now + satisfactionAfter);
  if (leavesAction(how.code)) due["follow-up"] = hours.permitted(now + followUpAfter);
  play.change({
    phase: "closed",
    closed: { at: now, by, how },
    offered: [],
    invited: null,
    holding: false,
    warned: null,
    waitsSince: null,
    due,
  });
  play.note(`closed:${how.code}`, how.done, by);
  const summary = [...how.summary];
  for (const text of summary) {
    play.journal.push({ kind: "message", author: "bot", by: "", at: now, n: 0, text, media: null });
  }
  play.tell({
    kind: "released",
    hold,
    life: file.reopened,
    why: "closed",
    summary,
    language: how.language,
    sorry,
    asks,
  });
  play.tellDesk({ kind: "listed", row: rowOf(play) });
}

/** The person ends it: nothing is asked, nobody is told but the team. */
export function endByPerson(play: CasePlay, done: string): void {
  if (play.file.phase === "closed") return play.change({ due: forgetOnly(play.file) });
  const how = automatic("user_stopped", done, play);
  play.change({
    phase: "closed",
    closed: { at: play.now, by: "person", how },
    offered: [],
    invited: null,
    holding: false,
    // Words on their way to somebody who left stay in the journal.
    queue: [],
    warned: null,
    waitsSince: null,
    due: { forget: play.now + keptFor },
  });
  play.note("closed:user_stopped", done, "person");
  play.tellDesk({ kind: "listed", row: rowOf(play) });
}

/** A closing that nobody wrote: the person reads no summary. */
export function automatic(code: Closing["code"], done: string, { file }: CasePlay): Closing {
  const { language } = file.need;
  return { code, done, next: null, summary: [], language, referredTo: null };
}

function forgetOnly({ due }: Case): Case["due"] {
  return due.forget === undefined ? {} : { forget: due.forget };
}

/** Keeps nothing of what was said; the owner with its journal is removed a moment later. */
export function forget(play: CasePlay): void {
  if (!play.file.erased) play.tellDesk({ kind: "removed", case: play.id });
  play.change({
    phase: "closed",
    brief: [],
    queue: [],
    holders: [],
    offered: [],
    invited: null,
    closed: null,
    answers: [],
    warned: null,
    waitsSince: null,
    holding: false,
    erased: true,
    due: { forget: play.now + goodbye },
  });
}

/** « Est-ce résolu ? » The last answer counts; « Non » within seven days brings it back. */
export function resolve(play: CasePlay, answer: "yes" | "partly" | "no", reopens: boolean): void {
  const { closed, holders, reopened } = play.file;
  // Reopened already: the same « Non » again.
  if (closed === null) return;
  play.change({ resolved: answer });
  play.note(`resolved:${answer}`, "", "person");
  if (!reopens) return;
  if (play.now > closed.at + reopensFor + onItsWay) return play.tell({ kind: "gone" });
  const { forget: _, ...others } = play.file.due;
  const { satisfaction: __, "follow-up": ___, ...due } = others;
  play.change({
    phase: holders.length > 0 ? "accepted" : "new",
    closed: null,
    promised: null,
    answered: null,
    round: 0,
    tried: [],
    reopened: reopened + 1,
    waitsSince: play.now,
    due,
  });
  play.note("reopened", "", "person");
  promise(play, "reopened");
  if (holders.length > 0) accept(play);
  else play.tellDesk({ kind: "find", row: rowOf(play) });
}
