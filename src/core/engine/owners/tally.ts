import { countIn, readTally, tallyMailSchema } from "../../diagnostic/tally.ts";
import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { ownerId } from "../../shard.ts";
import { keep, type OwnerMail, type OwnerTurn } from "./owner.ts";

/** The one tally of all diagnoses. */
export const tallyOwner = ownerId("y", "tally");

/** Counts diagnoses as they end, so that nobody's has to be read for the figures. */
export function tally(state: Json | null, mail: OwnerMail, _now: Instant): OwnerTurn {
  const next = countIn(readTally(state), tallyMailSchema.parse(mail.body));
  return keep(next);
}
