import type { Instant } from "../instant.ts";

/**
 * A request for a human as its contact knows it: kept in the contact's state, changed only by
 * `ask-for-human.ts`, `hear-case.ts` and `to-case.ts`, in the contact's own turn.
 */
export interface OpenCase {
  /** The owner of the case. */
  readonly case: string;
  readonly number: string;
  readonly since: Instant;
  /** `held`: a human speaks, and the bot does not. */
  readonly stage: "waiting" | "held";
  /** The last hold heard of; 0 before the first. */
  readonly hold: number;
  /** How often « Non » has brought it back. */
  readonly life: number;
  /** Who has it, as the person is told; empty while waiting. */
  readonly who: readonly string[];
  /** A human answers before this; null until the team has said so, or has answered. */
  readonly promised: Instant | null;
  /** The team is away until then; null when it is there. */
  readonly returns: Instant | null;
  /** Counts of what was heard, so that nothing is said twice. */
  readonly promises: number;
  readonly told: number;
  readonly nudges: number;
  /** Words of the person posted to the case so far. */
  readonly wrote: number;
  /** When a human or « un étudiant s'occupe de vous » was last heard; 0 before. */
  readonly attended: Instant;
}

/** The case that ended last: « Non » brings it back, and it may be rated once. */
export interface LastCase {
  readonly case: string;
  readonly number: string;
  readonly since: Instant;
  readonly closed: Instant;
  /** As in `OpenCase`: the counts go on if it is opened again. */
  readonly counts: Pick<OpenCase, "hold" | "life" | "promises" | "told" | "wrote">;
  /** Questions the person was asked, and those answered. */
  readonly asked: readonly Question[];
  readonly answered: readonly Question[];
}

export type Question = "resolved" | "satisfaction" | "remark" | "follow-up";

/** What a contact's turn must know of humans: who speaks. */
export interface Human {
  /**
   * Grows whenever the bot falls silent or resumes. What was begun under another one, such as an
   * answer of a model, is dropped when it comes back (`isOvertaken`).
   */
  readonly epoch: number;
  /** Cases opened so far: the next one's owner is named by it. */
  readonly cases: number;
  readonly open: OpenCase | null;
  readonly last: LastCase | null;
  /** The last words that came back from a case, by its owner and their count; null before. */
  readonly back: readonly [caseId: string, n: number] | null;
  /** Somebody of ours answers from the provider's own inbox; left out while nobody does. */
  readonly elsewhere?: Elsewhere;
}

/** A human at the provider's inbox, of whom nothing but their words reaches us. */
export interface Elsewhere {
  /** When they were last heard of. */
  readonly at: Instant;
  /** It was said that the bot takes over soon. */
  readonly warned: boolean;
}

/** Before the first request. */
export const noHuman: Human = { epoch: 0, cases: 0, open: null, last: null, back: null };

/** What the bot may want to say. */
export type Class =
  /** Anything a flow, the knowledge or a model says. */
  | "answer"
  /** The answer to a universal command: menu, langue, stop, mes données… */
  | "command"
  /** A reminder that was promised: of a webinar. Not that of an unfinished conversation. */
  | "reminder"
  /** « Un étudiant s'occupe de vous », what a consultant says, a promised date and its apology. */
  | "case"
  /** Whatever else we start: news, invitations, « L'action a-t-elle été faite ? ». */
  | "started";

/** Whether the bot may say something now (brief § 6.4). */
export function mayBotSpeak({ open, elsewhere }: Human, what: Class): boolean {
  if (open?.stage !== "held" && elsewhere === undefined) return true;
  return what === "command" || what === "reminder" || what === "case";
}

/** Whether an answer asked for under `epoch` comes too late: the bot fell silent or resumed since. */
export function isOvertaken({ epoch }: Human, asked: number): boolean {
  return epoch !== asked;
}

/** The same with the next epoch. */
export function inNextEpoch(human: Human, changes: Partial<Human>): Human {
  return { ...human, ...changes, epoch: human.epoch + 1 };
}
