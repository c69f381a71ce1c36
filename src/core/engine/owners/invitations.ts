import { z } from "zod";
import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { keep, type OwnerMail, type OwnerTurn } from "./owner.ts";

const keptSchema = z.object({ organization: z.string(), until: z.number() }).nullable();
const mailSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("open"), organization: z.string(), until: z.number() }),
  z.object({ kind: z.literal("redeem") }),
]);

/** One code: opened for an organization, redeemed by colleagues until it runs out. */
export function invitations(state: Json | null, mail: OwnerMail, now: Instant): OwnerTurn {
  const kept = keptSchema.parse(state);
  const told = mailSchema.parse(mail.body);
  if (told.kind === "open") {
    // A code that still belongs to others is not taken over.
    if (kept !== null && kept.until > now && kept.organization !== told.organization)
      return keep(kept);
    return keep({ organization: told.organization, until: told.until });
  }
  const valid = kept !== null && now < kept.until;
  return {
    ...keep(kept),
    posts: [
      valid
        ? { to: kept.organization, body: { kind: "join", contact: mail.from } }
        : {
            to: mail.from,
            body: { kind: "event", event: "refused", values: {}, organization: null },
          },
    ],
  };
}
