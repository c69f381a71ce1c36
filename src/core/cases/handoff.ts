import type { Human } from "./human.ts";

/**
 * What becomes of a conversation between bot and human, in the words of the Bot Framework protocol
 * (`handoff.initiate`, `handoff.status`).
 */
export interface Handoff {
  readonly state: "initiated" | "accepted" | "failed" | "completed";
  /** The number of the case, as the person knows it. */
  readonly number: string;
  /** Why, for whoever reads the protocol: a code. */
  readonly why: "asked" | "reopened" | "taken" | "given-back" | "withdrawn" | "nobody" | "ended";
}

/**
 * What a turn did to the request of a contact, in the order it happened.
 *
 * A request that ends before a human had it has failed; so has one that its human gave back, though
 * the team looks for another, who will accept it anew.
 */
export function handoffsBetween(before: Human, after: Human): readonly Handoff[] {
  const [was, is] = [before.open, after.open];
  const isSame = was?.case === is?.case && was?.life === is?.life;
  const happened: Handoff[] = [];
  if (was !== null && (is === null || !isSame)) {
    const { number } = was;
    const ended = after.last?.case === was.case;
    if (was.stage === "held") happened.push({ state: "completed", number, why: "ended" });
    else happened.push({ state: "failed", number, why: ended ? "nobody" : "withdrawn" });
  }
  if (is === null) return happened;
  const { number } = is;
  if (was === null || !isSame) {
    happened.push({ state: "initiated", number, why: is.life > 0 ? "reopened" : "asked" });
    if (is.stage === "held") happened.push({ state: "accepted", number, why: "taken" });
    return happened;
  }
  if (is.stage === "held" && (was.stage !== "held" || is.hold > was.hold)) {
    happened.push({ state: "accepted", number, why: "taken" });
  }
  if (is.stage === "waiting" && was.stage === "held") {
    happened.push({ state: "failed", number, why: "given-back" });
  }
  return happened;
}
