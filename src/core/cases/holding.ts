import { day } from "../instant.ts";
import { rowOf, type CasePlay, type Holder } from "./case.ts";

/** Open hours an offer waits, and a person waits for a holder's word before somebody looks. */
export const offerHours = 4;
/** « 24 hours without any message after a warning » (brief § 6.5). */
export const afterWarning = day;

/** Somebody has the case now: the bot is asked to be silent, and only then are words carried. */
export function accept(play: CasePlay): void {
  const { file, now } = play;
  play.change({
    phase: "accepted",
    hold: file.hold + 1,
    holding: false,
    offered: [],
    invited: null,
    round: 0,
    waitsSince: file.waitsSince ?? now,
    nudges: 0,
  });
  play.due("offer", null);
  expectWord(play);
  tellHeld(play);
  play.tellDesk({ kind: "listed", row: rowOf(play) });
}

/** Also when the people change: the same hold, another who. */
export function tellHeld(play: CasePlay): void {
  const who = play.file.holders.map(({ name }) => name);
  play.tell({ kind: "held", hold: play.file.hold, who });
}

/** It is the holders' turn. */
export function expectWord(play: CasePlay): void {
  play.due("nudge", null);
  play.due("no-answer", null);
  play.due("give-back", null);
  play.due("silent", play.hours.afterOpenHours(play.now, offerHours));
}

/** Nobody has the case any more: the bot resumes, a new date is promised, the desk looks again. */
export function release(play: CasePlay, why: "given-back" | "silent"): void {
  const { file } = play;
  const gone = file.holders.map(({ id }) => id);
  flush(play);
  play.tell({
    kind: "released",
    hold: file.hold,
    life: file.reopened,
    why,
    summary: [],
    language: file.need.language,
    sorry: false,
    asks: false,
  });
  play.change({
    phase: "new",
    holders: [],
    invited: null,
    holding: false,
    tried: [...new Set([...file.tried, ...gone])],
    round: 0,
    // A promise that was kept counts no more; one still open goes on.
    promised: file.answered === null ? file.promised : null,
    answered: null,
    nudges: 0,
    warned: null,
    waitsSince: file.waitsSince ?? play.now,
  });
  for (const one of ["silent", "give-back", "close", "nudge", "no-answer"] as const) {
    play.due(one, null);
  }
  promise(play, "returned");
  play.tellDesk({ kind: "alert", case: play.id, why });
  play.tellDesk({ kind: "find", row: rowOf(play) });
}

/** Tells a date by which a human answers, counted from now; a nearer one still to come is kept. */
export function promise(play: CasePlay, why: "late" | "returned" | "reopened"): void {
  const { file, now, hours } = play;
  // Whoever was urgent and let down twice is not promised every evening and every morning.
  const isUrgent = file.need.urgent && file.late < 2;
  const counted = hours.promise(now, file.mode, isUrgent);
  const standing = file.promised !== null && file.promised > now ? file.promised : counted;
  tellPromise(play, Math.min(counted, standing), why);
}

export function tellPromise(
  play: CasePlay,
  promised: number,
  why: "opened" | "urged" | "late" | "returned" | "reopened",
): void {
  const { mode, promises, need } = play.file;
  play.change({ promised, promises: promises + 1 });
  play.due("promise", promised);
  play.due("apology", null);
  const returns = mode.kind === "closed" && !need.urgent ? mode.returns : null;
  play.note(`promised:${why}`, String(promised), "");
  play.tell({ kind: "promised", n: play.file.promises, promised, returns, why });
}

/** Carries what waits, in order. The contact heard of the hold before: mail keeps its order. */
export function flush(play: CasePlay): void {
  for (const words of play.file.queue) play.tell(words);
  play.change({ queue: [] });
}

export function withHolder(holders: readonly Holder[], one: Holder): readonly Holder[] {
  return [...holders.filter(({ id }) => id !== one.id), one];
}
