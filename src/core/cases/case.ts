import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";
import type { BriefLine } from "./brief.ts";
import type { Closing } from "./closing.ts";
import type { Hours, Mode } from "./hours.ts";
import type { Answer, Row, ToDesk } from "./desk-mail.ts";
import type { CaseMail, Entry, Phase, Reason, Told } from "./mail.ts";
import { contactOf, deskOwner } from "./number.ts";

/** What a case waits for, each at most once. */
export type Deadline =
  /** Nobody took the offer. */
  | "offer"
  /** The promised date. */
  | "promise"
  /** The first permitted moment to apologize for it. */
  | "apology"
  /** It is our turn and nobody wrote: the consultant is warned. */
  | "silent"
  /** A day after that warning. */
  | "give-back"
  /** A day after the person was warned. */
  | "close"
  /** It is the person's turn. */
  | "nudge"
  | "no-answer"
  | "satisfaction"
  | "follow-up"
  /** Nothing is kept any longer. */
  | "forget";

export interface Holder {
  readonly id: string;
  readonly name: string;
  readonly newcomer: boolean;
}

/** Words of a consultant that wait until the bot is known to be silent. */
export type Words = Extract<Told, { kind: "words" }>;

/** Everything kept about a case between turns. Its conversation stands in its journal. */
export interface Case {
  readonly contact: string;
  readonly revision: number;
  readonly phase: Phase;
  readonly opened: Instant;
  readonly reason: Reason;
  readonly need: Row["need"];
  readonly seats: 1 | 2;
  readonly brief: readonly BriefLine[];
  readonly mode: Mode;
  /** What was promised last, and how often something was: null before the desk has. */
  readonly promised: Instant | null;
  readonly promises: number;
  /** Promises not kept. */
  readonly late: number;
  /** When a human first answered the present request; null before. */
  readonly answered: Instant | null;
  readonly holders: readonly Holder[];
  readonly offered: readonly Holder[];
  readonly invited: { readonly by: string; readonly to: Holder } | null;
  readonly tried: readonly string[];
  readonly round: number;
  /** Holds so far, and whether the contact said that its bot is silent. */
  readonly hold: number;
  readonly holding: boolean;
  /** Words of consultants so far, and those not carried yet. */
  readonly said: number;
  readonly queue: readonly Words[];
  /** Words of the person so far, as the contact counts them. */
  readonly wrote: number;
  readonly waitsSince: Instant | null;
  readonly nudges: number;
  /** How it is closed when the person, who was warned, does not write. */
  readonly warned: Closing | null;
  readonly closed: { readonly at: Instant; readonly by: string; readonly how: Closing } | null;
  readonly resolved: "yes" | "partly" | "no" | null;
  readonly reopened: number;
  readonly score: number | null;
  readonly followed: "yes" | "partly" | "no" | null;
  /** Questions asked after the end: each once. */
  readonly asked: readonly ("satisfaction" | "follow-up")[];
  /** Everything about the person was erased; so is this, shortly. */
  readonly erased: boolean;
  readonly due: Readonly<Partial<Record<Deadline, Instant>>>;
  /** What became of the last commands, oldest first. */
  readonly answers: readonly Answer[];
}

/** What follows from one mail to a case. */
export interface CaseTurn {
  /** Null when there is no such case. */
  readonly file: Case | null;
  readonly posts: readonly { readonly to: string; readonly body: Json }[];
  /** When to look again; null: nothing is due. Replaces what was said before. */
  readonly wake: Instant | null;
  readonly journal: readonly Entry[];
  /** Removes the owner with its journal. */
  readonly erase: boolean;
}

/** Results of commands that are kept. */
const answersKept = 100;

/** A case while one mail is played. */
export class CasePlay {
  file: Case;
  readonly posts: { readonly to: string; readonly body: Json }[] = [];
  readonly journal: Entry[] = [];
  readonly id: string;
  readonly from: string;
  readonly now: Instant;
  readonly hours: Hours;
  erase = false;

  constructor(file: Case, id: string, from: string, now: Instant, hours: Hours) {
    this.file = file;
    this.id = id;
    this.from = from;
    this.now = now;
    this.hours = hours;
  }

  change(changes: Partial<Case>): void {
    this.file = { ...this.file, ...changes };
  }

  /** Sets a deadline, or takes it back with null. */
  due(deadline: Deadline, at: Instant | null): void {
    const { [deadline]: _, ...others } = this.file.due;
    this.change({ due: at === null ? others : { ...others, [deadline]: at } });
  }

  tell(told: Told): void {
    this.posts.push({ to: this.file.contact, body: { kind: "case", case: this.id, told } });
  }

  tellDesk(told: ToDesk): void {
    this.posts.push({ to: deskOwner, body: told });
  }

  note(act: string, detail = "", by = this.from): void {
    this.journal.push({ kind: "act", act, by, at: this.now, detail });
  }

  /** The answer to a command; the latest one under its id counts. */
  answer(command: string, outcome: Answer["outcome"]): void {
    const answer = { command, outcome, with: this.file.holders.map(({ name }) => name) };
    const others = this.file.answers.filter((one) => one.command !== command);
    this.change({ answers: [...others, answer].slice(-answersKept) });
  }

  get isHeld(): boolean {
    return isHeld(this.file.phase);
  }
}

/** A human has the conversation. */
export function isHeld(phase: Phase): boolean {
  return phase === "accepted" || phase === "waiting_user" || phase === "active";
}

/** How it stands, for the desk; `revision` grows with each. */
export function rowOf(play: CasePlay): Row {
  play.change({ revision: play.file.revision + 1 });
  const { file, id } = play;
  return {
    case: id,
    contact: contactOf(id),
    revision: file.revision,
    phase: file.phase,
    need: file.need,
    seats: file.seats,
    reason: file.reason,
    opened: file.opened,
    promised: file.promised,
    answered: file.answered !== null,
    holders: file.holders.map((one) => one.id),
    offered: [...file.offered.map((one) => one.id), ...(file.invited ? [file.invited.to.id] : [])],
    tried: [...file.tried],
    round: file.round,
    waitsSince: file.waitsSince,
  };
}

/** The command a mail carries, if it is one. */
export function commandOf(mail: CaseMail): string | null {
  return "command" in mail ? mail.command : null;
}
