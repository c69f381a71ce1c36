import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { advanceCatalogue, readCatalogue } from "../../webinar/catalogue.ts";
import { programmeMailSchema, programmeOwner, webinarMailSchema } from "../../webinar/mail.ts";
import { advanceWebinar, keptWebinarSchema } from "../../webinar/seats.ts";
import { keep, type OwnerMail, type OwnerTurn } from "./owner.ts";

/** A webinar with its seats; one of them is the catalogue of all (`programmeOwner`). */
export function webinars(state: Json | null, mail: OwnerMail, now: Instant, id: string): OwnerTurn {
  if (id === programmeOwner) {
    const told = programmeMailSchema.parse(mail.body);
    const next = advanceCatalogue(readCatalogue(state), told, now);
    return { ...keep({ webinars: next.webinars }), posts: next.posts };
  }
  const kept = keptWebinarSchema.nullable().parse(state);
  const told = webinarMailSchema.parse(mail.body);
  const turn = advanceWebinar(kept, told, mail.from, now, id.slice("w00-".length));
  return { ...keep(turn.kept), posts: turn.posts, journal: turn.journal };
}
