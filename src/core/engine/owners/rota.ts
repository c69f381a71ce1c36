import { z } from "zod";
import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { advanceDesk } from "../../cases/advance-desk.ts";
import { blankDesk, type Desk } from "../../cases/desk.ts";
import { deskMailSchema } from "../../cases/desk-mail.ts";
import type { Rules } from "../../webinar/moments.ts";
import { hoursIn } from "./hours-of.ts";
import { keep, type OwnerMail, type OwnerTurn } from "./owner.ts";

const older = z.object({ kind: z.enum(["case", "words"]) });

/** Every open case, who is asked for it and who has it; its journal is the audit of commands. */
export function rota(
  state: Json | null,
  mail: OwnerMail,
  now: Instant,
  _id: string,
  rules: Rules,
): OwnerTurn {
  // Posted by a contact before there were cases: kept where it always was, for whoever reads it.
  if (older.safeParse(mail.body).success && mail.from.startsWith("c")) {
    return { ...keep(state ?? {}), journal: [{ from: mail.from, request: mail.body }] };
  }
  const told = deskMailSchema.parse(mail.body);
  const { desk, posts, wake, journal } = advanceDesk(
    readDesk(state),
    told,
    mail.from,
    now,
    hoursIn(rules),
  );
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
