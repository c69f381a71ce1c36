import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { advanceCase } from "../../cases/advance-case.ts";
import type { Case } from "../../cases/case.ts";
import { caseMailSchema } from "../../cases/mail.ts";
import type { Rules } from "../../webinar/moments.ts";
import { hoursIn } from "./hours-of.ts";
import type { OwnerMail, OwnerTurn } from "./owner.ts";

/**
 * One request for a human, from open to closed; its journal is its conversation.
 *
 * `erase` asks the runtime to remove the owner with its journal instead of keeping a state.
 */
export function cases(
  state: Json | null,
  mail: OwnerMail,
  now: Instant,
  id: string,
  rules: Rules,
): OwnerTurn {
  const told = caseMailSchema.parse(mail.body);
  const turn = advanceCase(readCase(state), told, mail.from, now, id, hoursIn(rules));
  const { file, posts, wake, journal, erase } = turn;
  return {
    // Plain data by construction; an empty state is none.
    state: (file ?? {}) as unknown as Json,
    posts,
    timers: wake === null ? [] : [{ id: "wake", at: wake, body: { kind: "wake" } }],
    journal,
    erase,
  };
}

/** For whoever shows a case; null when there is none. */
export function readCase(state: Json | null): Case | null {
  if (state === null || Object.keys(state).length === 0) return null;
  // Written by `cases` alone.
  return state as unknown as Case;
}
