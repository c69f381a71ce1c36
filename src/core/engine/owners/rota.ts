import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { advanceDesk } from "../../cases/advance-desk.ts";
import { blankDesk, type Desk } from "../../cases/desk.ts";
import type { Hours } from "../../cases/hours.ts";
import { deskMailSchema } from "../../cases/desk-mail.ts";
import type { OwnerMail, OwnerTurn } from "./owner.ts";

/** Every open case, who is asked for it and who has it; its journal is the audit of commands. */
export function rota(
  state: Json | null,
  mail: OwnerMail,
  now: Instant,
  _id: string,
  hours: Hours,
): OwnerTurn {
  const told = deskMailSchema.parse(mail.body);
  const { desk, posts, wake, journal } = advanceDesk(readDesk(state), told, mail.from, now, hours);
  return {
    // Plain data by construction.
    state: desk as unknown as Json,
    posts,
    timers: wake === null ? [] : [{ id: "wake", at: wake, body: { kind: "wake" } }],
    journal,
  };
}

/** For whoever shows the list. What the older desk kept (`last`) is nothing to this one. */
export function readDesk(state: Json | null): Desk {
  // Written by `rota` alone.
  const kept = state as unknown as Partial<Desk> | null;
  return kept?.rows === undefined ? blankDesk : { ...blankDesk, ...kept };
}
