import type { Instant } from "../instant.ts";
import { act } from "./acts.ts";
import { CasePlay, rowOf, type Case, type CaseTurn } from "./case.ts";
import { nextDue, proceed } from "./due.ts";
import { tellPromise } from "./holding.ts";
import type { Hours } from "./hours.ts";
import type { CaseMail, FromDesk } from "./mail.ts";
import { contactOf, deskOwner } from "./number.ts";
import { begin, hearPerson, openCase } from "./person.ts";
import { appoint, escalate, invite, offer, refuse, seat, unseat } from "./seats.ts";

/**
 * Plays what a case is told: who has it, what was said, what was promised.
 *
 * `from` is who posted it: the case's own contact, the desk, `consultant:<id>`, `coordinator:<id>`,
 * or "" for its timer. Mail from anybody else, or of a kind that is not theirs, changes nothing.
 */
export function advanceCase(
  before: Case | null,
  told: CaseMail,
  from: string,
  now: Instant,
  id: string,
  hours: Hours,
): CaseTurn {
  const source = sourceOf(from, id);
  if (before === null) {
    if (source === "contact" && told.kind === "open") return open(told, from, now, id, hours);
    return nobody(told, from, source, id);
  }
  const play = new CasePlay(before, id, from, now, hours);
  proceed(play, told.kind === "say" || told.kind === "close");
  if (!play.erase) dispatch(play, told, source);
  return turnOf(play);
}

type Source = "contact" | "desk" | "team" | "timer" | "stranger";

function sourceOf(from: string, id: string): Source {
  if (from === "") return "timer";
  if (from === deskOwner) return "desk";
  if (from === contactOf(id)) return "contact";
  return /^(?:consultant|coordinator):./u.test(from) ? "team" : "stranger";
}

function open(
  told: Extract<CaseMail, { kind: "open" }>,
  from: string,
  now: Instant,
  id: string,
  hours: Hours,
): CaseTurn {
  const play = new CasePlay(openCase(from, told, now), id, from, now, hours);
  begin(play, told);
  return turnOf(play);
}

/** There is no such case, or no longer: whoever still counts on it is told. */
function nobody(told: CaseMail, from: string, source: Source, id: string): CaseTurn {
  const body =
    told.kind === "wrote"
      ? ({ kind: "returned", n: told.n, words: told.words, media: told.media } as const)
      : ({ kind: "gone" } as const);
  const isWaiting = told.kind === "wrote" || told.kind === "holding" || told.kind === "resolved";
  const posts = [];
  if (source === "contact" && isWaiting) {
    posts.push({ to: from, body: { kind: "case", case: id, told: body } });
  }
  if (source === "desk") {
    posts.push({ to: deskOwner, body: { kind: "removed", case: id } });
  }
  return { file: null, posts, wake: null, journal: [], erase: false };
}

function dispatch(play: CasePlay, told: CaseMail, source: Source): void {
  if (play.file.erased) {
    if (told.kind !== "wrote") return;
    // They came back at once: what they say is for the bot.
    const { n, words, media } = told;
    return play.tell({ kind: "returned", n, words, media });
  }
  switch (told.kind) {
    case "say":
    case "note":
    case "warn":
    case "close":
    case "give-back":
      if (source === "team") act(play, told);
      return;
    case "registered":
    case "offer":
    case "nobody":
    case "seat":
    case "appoint":
    case "invite":
    case "refused":
    case "unseat":
      if (source === "desk") hearDesk(play, told);
      return;
    case "wake":
      return;
    case "open":
    case "wrote":
    case "holding":
    case "missed":
    case "absent":
    case "withdraw":
    case "stopped":
    case "erased":
    case "urge":
    case "resolved":
    case "rated":
    case "remarked":
    case "followed":
      if (source === "contact") hearPerson(play, told);
  }
}

function hearDesk(play: CasePlay, told: FromDesk): void {
  // The desk still counts on a case that is over.
  if (play.file.phase === "closed") play.tellDesk({ kind: "listed", row: rowOf(play) });
  switch (told.kind) {
    case "registered":
      return register(play, told);
    case "offer":
      return offer(play, told);
    case "nobody":
      return escalate(play, told.round);
    case "seat":
      return seat(play, told);
    case "appoint":
      return appoint(play, told);
    case "invite":
      return invite(play, told);
    case "refused":
      return refuse(play, told.consultant);
    case "unseat":
      return unseat(play, told.consultant);
  }
}

/** The desk's date, unless an earlier one was told before. */
function register(play: CasePlay, told: Extract<FromDesk, { kind: "registered" }>): void {
  const { file } = play;
  play.change({ mode: told.mode });
  if (file.phase === "closed" || file.answered !== null) return;
  if (file.promises === 0 && file.promised === null) return tell("opened");
  if (file.promised !== null && told.promised < file.promised) tell("urged");

  function tell(why: "opened" | "urged"): void {
    tellPromise(play, told.promised, why);
    play.tellDesk({ kind: "listed", row: rowOf(play) });
  }
}

function turnOf(play: CasePlay): CaseTurn {
  const { file, posts, journal, erase } = play;
  return { file, posts, wake: nextDue(play), journal, erase };
}
