import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { advanceCatalogue, readCatalogue } from "../../webinar/catalogue.ts";
import { troubleOf, type Trouble } from "../../webinar/forecast.ts";
import { programmeMailSchema, programmeOwner, webinarMailSchema } from "../../webinar/mail.ts";
import type { Rules } from "../../webinar/moments.ts";
import { planMoments } from "../../webinar/plan.ts";
import { advanceWebinar, keptWebinarSchema, type KeptWebinar } from "../../webinar/seats.ts";
import { keep, type OwnerMail, type OwnerTurn } from "./owner.ts";

/** A webinar with its seats; one of them is the catalogue of all (`programmeOwner`). */
export function webinars(
  state: Json | null,
  mail: OwnerMail,
  now: Instant,
  id: string,
  rules: Rules,
): OwnerTurn {
  if (id === programmeOwner) {
    const told = programmeMailSchema.parse(mail.body);
    const next = advanceCatalogue(readCatalogue(state), told, now);
    return { ...keep({ webinars: next.webinars }), posts: next.posts };
  }
  const kept = keptWebinarSchema.nullable().parse(state);
  const told = webinarMailSchema.parse(mail.body);
  const turn = advanceWebinar(kept, told, mail.from, now, id.slice("w00-".length));
  const journal = [...turn.journal, ...crowdedSince(kept, turn.kept, rules)];
  return { ...keep(turn.kept), posts: turn.posts, journal };
}

/** From so many people on their messages take longer than seconds. */
const many = 10;

/** A note for the coordinator when a moment comes to have more people than can be told in time. */
function crowdedSince(
  before: KeptWebinar | null,
  after: KeptWebinar | null,
  rules: Rules,
): readonly Json[] {
  if (after === null || after.taken < many * rules.perSecond) return [];
  if (before?.taken === after.taken && before.revision === after.revision) return [];
  const known = before === null ? {} : troublesOf(before, rules);
  return Object.entries(troublesOf(after, rules))
    .filter(([moment, trouble]) => known[moment] !== trouble)
    .map(([moment, trouble]) => ({ kind: "crowded", moment, trouble, people: after.taken }));
}

/** What of a webinar's plan cannot be told to everybody in time, by the moment. */
export function troublesOf(kept: KeptWebinar, rules: Rules): Readonly<Record<string, Trouble>> {
  const troubles: Record<string, Trouble> = {};
  for (const planned of planMoments(kept.webinar, rules, kept)) {
    const trouble = troubleOf(planned, kept.webinar, kept.taken, rules);
    if (trouble !== null) troubles[planned.moment] = trouble;
  }
  return troubles;
}
