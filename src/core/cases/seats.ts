import { accept, release, tellHeld, withHolder } from "./holding.ts";
import { rowOf, type CasePlay } from "./case.ts";
import type { Seating } from "./desk-mail.ts";
import type { FromDesk } from "./mail.ts";

type Told<Kind extends FromDesk["kind"]> = Extract<FromDesk, { kind: Kind }>;

/** Offered to these people; an offer that was overtaken is not believed. */
export function offer(play: CasePlay, told: Told<"offer">): void {
  const { file } = play;
  const isWanted = file.phase === "new" || file.phase === "offered";
  if (!isWanted || told.round !== file.round + 1 || told.urgent !== file.need.urgent) return;
  const offered = told.to.filter(({ id }) => !file.holders.some((one) => one.id === id));
  play.change({ phase: "offered", offered, round: told.round, mode: told.mode });
  play.due("offer", told.until);
  play.note("offered", offered.map(({ id }) => id).join(" "), "");
  play.tellDesk({ kind: "listed", row: rowOf(play) });
}

/** Nobody is left to be asked: whoever wants may take it, and the coordinator must see to it. */
export function escalate(play: CasePlay, round: number): void {
  const { phase, round: mine } = play.file;
  if ((phase !== "new" && phase !== "offered") || round !== mine) return;
  const offered = play.file.offered.map(({ id }) => id);
  play.change({
    phase: "escalated",
    offered: [],
    tried: [...new Set([...play.file.tried, ...offered])],
  });
  play.due("offer", null);
  play.note("escalated", "", "");
  play.tellDesk({ kind: "listed", row: rowOf(play) });
}

/** The time of the offer is over, or all have refused. */
export function endOffer(play: CasePlay): void {
  const { phase, offered, tried } = play.file;
  if (phase !== "offered") return;
  const asked = offered.map(({ id }) => id);
  play.due("offer", null);
  play.change({ offered: [], tried: [...new Set([...tried, ...asked])] });
  play.tellDesk({ kind: "find", row: rowOf(play) });
}

/** The compare-and-set: of any number of claims each seat goes to one, the others are told who. */
export function seat(play: CasePlay, told: Told<"seat">): void {
  const before = play.file.answers.find((one) => one.command === told.command);
  const outcome = before === undefined ? trySeat(play, told.consultant) : null;
  if (outcome !== null) play.answer(told.command, outcome);
  const answer = play.file.answers.find((one) => one.command === told.command);
  play.tellDesk({
    kind: "seated",
    command: told.command,
    case: play.id,
    consultant: told.consultant.id,
    // Answered before: only `trySeat` answers commands of this kind.
    outcome: (answer?.outcome ?? "closed") as Seating,
    holders: answer === undefined ? [] : [...answer.with],
  });
}

function trySeat(play: CasePlay, one: Told<"seat">["consultant"]): Seating {
  const { file } = play;
  if (file.phase === "closed") return "closed";
  if (file.holders.some(({ id }) => id === one.id)) return play.isHeld ? "seated" : "waits";
  if (file.invited?.to.id === one.id && play.isHeld) {
    const { by } = file.invited;
    const holders = file.holders.filter(({ id }) => id !== by);
    play.change({ holders: withHolder(holders, one), invited: null });
    play.note("handed-over", one.id);
    tellHeld(play);
    play.tellDesk({ kind: "listed", row: rowOf(play) });
    return "seated";
  }
  if (file.holders.length >= file.seats) return "taken";
  const experienced = file.holders.some((holder) => !holder.newcomer);
  if (one.newcomer && !experienced) {
    if (file.holders.length > 0) return "needs-experience";
    play.change({ seats: 2 });
  }
  play.change({ holders: withHolder(file.holders, one) });
  play.note("claimed", one.id);
  if (play.file.holders.length >= play.file.seats) {
    accept(play);
    return "seated";
  }
  play.tellDesk({ kind: "listed", row: rowOf(play) });
  return "waits";
}

/** The coordinator's word goes before every rule of seats. */
export function appoint(play: CasePlay, told: Told<"appoint">): void {
  if (play.file.answers.some(({ command }) => command === told.command)) return;
  if (play.file.phase === "closed") return play.answer(told.command, "closed");
  const wasHeld = play.isHeld;
  play.change({ holders: told.to, invited: null, seats: told.to.length > 1 ? 2 : 1 });
  play.note("appointed", told.to.map(({ id }) => id).join(" "), told.by);
  if (wasHeld) {
    tellHeld(play);
    play.tellDesk({ kind: "listed", row: rowOf(play) });
  } else {
    accept(play);
  }
  play.answer(told.command, "done");
}

/** Only a holder hands over, and keeps the case until the other has taken it. */
export function invite(play: CasePlay, told: Told<"invite">): void {
  if (play.file.answers.some(({ command }) => command === told.command)) return;
  const mine = play.file.holders.some(({ id }) => id === told.by);
  if (!play.isHeld || !mine) return play.answer(told.command, "not-yours");
  play.change({ invited: { by: told.by, to: told.to } });
  play.note("invited", told.to.id, `consultant:${told.by}`);
  play.tellDesk({ kind: "listed", row: rowOf(play) });
  play.answer(told.command, "done");
}

export function refuse(play: CasePlay, consultant: string): void {
  const { file } = play;
  if (file.invited?.to.id === consultant) {
    play.change({ invited: null });
    play.note("refused", consultant);
    play.tellDesk({ kind: "listed", row: rowOf(play) });
  }
  if (!file.offered.some(({ id }) => id === consultant)) return;
  play.change({
    offered: file.offered.filter(({ id }) => id !== consultant),
    tried: [...new Set([...file.tried, consultant])],
  });
  play.note("refused", consultant);
  if (play.file.offered.length === 0) endOffer(play);
  else play.tellDesk({ kind: "listed", row: rowOf(play) });
}

/** Somebody left the team, or the coordinator took the case from them. */
export function unseat(play: CasePlay, consultant: string): void {
  const { file } = play;
  if (file.phase === "closed") return;
  if (!file.holders.some(({ id }) => id === consultant)) return refuse(play, consultant);
  const holders = file.holders.filter(({ id }) => id !== consultant);
  play.note("unseated", consultant);
  if (play.isHeld && holders.length === 0) return release(play, "given-back");
  play.change({ holders, tried: [...new Set([...file.tried, consultant])] });
  if (play.isHeld) tellHeld(play);
  play.tellDesk({ kind: "listed", row: rowOf(play) });
}
