import type { Instant } from "../instant.ts";
import { isHeld } from "./case.ts";
import { command } from "./commands.ts";
import { DeskPlay, type Desk, type DeskTurn } from "./desk.ts";
import type { Hours } from "./hours.ts";
import type { DeskCommand, DeskMail, Row, ToDesk } from "./desk-mail.ts";
import { find, findForAll } from "./offers.ts";

/**
 * Plays what the desk is told: by cases (`from` is the case), by consultants and coordinators
 * (`consultant:<id>`, `coordinator:<id>`), or by its own timer ("").
 */
export function advanceDesk(
  before: Desk,
  told: DeskMail,
  from: string,
  now: Instant,
  hours: Hours,
): DeskTurn {
  const play = new DeskPlay(before, from, now, hours);
  comeBack(play);
  if (/^(?:consultant|coordinator):./u.test(from)) {
    if ("command" in told && told.kind !== "seated") command(play, told satisfies DeskCommand);
  } else if (from !== "" && told.kind !== "wake" && isToDesk(told) && caseOf(told) === from) {
    hearCase(play, told);
  }
  const { desk, posts, journal } = play;
  return { desk, posts, journal, wake: desk.mode.kind === "closed" ? desk.mode.returns : null };
}

/** Back from an absence: what waited for it is offered. */
function comeBack(play: DeskPlay): void {
  const { mode } = play.desk;
  if (mode.kind !== "closed" || mode.returns > play.now) return;
  play.change({ mode: { kind: "normal" } });
  findForAll(play);
}

const toDesk: readonly string[] = ["register", "find", "listed", "removed", "seated", "alert"];

function isToDesk(told: DeskMail): told is ToDesk {
  return toDesk.includes(told.kind);
}

function caseOf(told: ToDesk): string {
  return "row" in told ? told.row.case : told.case;
}

function hearCase(play: DeskPlay, told: ToDesk): void {
  switch (told.kind) {
    case "register": {
      if (!list(play, told.row)) return;
      const { mode } = play.desk;
      const promised = play.hours.promise(play.now, mode, told.row.need.urgent);
      play.tell(told.row.case, { kind: "registered", mode, promised });
      return isHeld(told.row.phase) ? undefined : find(play, told.row);
    }
    case "find":
      if (list(play, told.row)) find(play, told.row);
      return;
    case "listed":
      list(play, told.row);
      return;
    case "removed":
      return remove(play, told.case);
    case "seated":
      return seated(play, told);
    case "alert":
      return play.alarm(told.case, told.why);
  }
}

/** Notes how a case stands; false when that is known already, or overtaken. */
function list(play: DeskPlay, row: Row): boolean {
  const known = play.desk.rows[row.case];
  if (known !== undefined && known.revision >= row.revision) return false;
  if (row.phase === "closed") {
    close(play, row);
    return false;
  }
  play.change({ rows: { ...play.desk.rows, [row.case]: row } });
  for (const id of row.holders) {
    if (known?.holders.includes(id) === true) continue;
    play.remember(id, { lastGiven: play.now });
    play.knows(row.need.organization, id);
  }
  // Somebody who left the team may be in a case that was closed then and is open again.
  for (const id of row.holders) {
    if (play.consultant(id) === undefined) play.tell(row.case, { kind: "unseat", consultant: id });
  }
  return true;
}

function close(play: DeskPlay, row: Row): void {
  if (play.desk.rows[row.case] === undefined) return;
  for (const id of row.holders) {
    play.remember(id, { closed: play.record(id).closed + 1 });
  }
  remove(play, row.case);
}

function remove(play: DeskPlay, caseId: string): void {
  const { [caseId]: _, ...rows } = play.desk.rows;
  play.change({ rows, alarms: play.desk.alarms.filter((one) => one.case !== caseId) });
  for (const claim of play.desk.claims) {
    if (claim.case === caseId) play.answer(claim.command, "closed");
  }
  play.change({ claims: play.desk.claims.filter((one) => one.case !== caseId) });
}

function seated(play: DeskPlay, told: Extract<ToDesk, { kind: "seated" }>): void {
  const claims = play.desk.claims.filter((one) => one.command !== told.command);
  if (claims.length === play.desk.claims.length) return;
  play.change({ claims });
  play.answer(told.command, told.outcome, told.holders);
}
