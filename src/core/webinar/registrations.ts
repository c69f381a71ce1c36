import { z } from "zod";
import { day, type Instant } from "../instant.ts";
import { languages } from "../language/languages.ts";
import {
  cardSchema,
  intents,
  seatsSchema,
  sourceSchema,
  type Card,
  type News,
  webinarOf,
} from "./mail.ts";
import { type Fate, fatesSchema, withFate } from "./fates.ts";
import { endOf, startOf } from "./plan.ts";

const registrationSchema = z.strictObject({
  card: cardSchema,
  ask: z.int(),
  source: sourceSchema,
  language: z.enum(languages),
  reminders: z.boolean(),
  code: z.string(),
  held: z.int(),
  wanted: seatsSchema,
  place: z.int().nullable(),
  intent: z.enum(intents).nullable(),
  opened: z.boolean(),
  attended: z.int().nullable(),
  /** The moments that were said to them, for the present date. */
  done: z.array(z.string()),
  /** What became of each moment; absent where an older version kept it. */
  fates: fatesSchema.optional(),
});
export type Registration = z.infer<typeof registrationSchema>;

/** What a contact keeps of its webinars. */
export const registrationsSchema = z.strictObject({
  of: z.record(z.string(), registrationSchema),
  /** The last request about a webinar that is not answered yet. */
  asked: z.record(z.string(), z.int()),
});
export type Registrations = z.infer<typeof registrationsSchema>;

export const noRegistrations: Registrations = { of: {}, asked: {} };

/** What the contact is to be told after some news; `nothing` is silent. */
export type Tell =
  | { readonly kind: "nothing" }
  /** In: seated (`held` > 0), or waiting at `place`. Fewer `held` than `wanted`: one still waits. */
  | { readonly kind: "registered"; readonly registration: Registration }
  | { readonly kind: "promoted"; readonly registration: Registration }
  | { readonly kind: "full"; readonly card: Card }
  | {
      readonly kind: "closed";
      readonly webinar: string;
      readonly reason: "unknown" | "cancelled" | "over";
    }
  | { readonly kind: "left"; readonly webinar: string }
  | {
      readonly kind: "changed";
      readonly registration: Registration;
      /** What they were told last. */
      readonly was: Card;
      readonly moved: boolean;
      readonly relinked: boolean;
      readonly longer: boolean;
    }
  | { readonly kind: "cancelled"; readonly card: Card }
  /** Ask `accepts` whether it is said. */
  | { readonly kind: "moment"; readonly news: Extract<News, { kind: "moment" }> };

/** How long a registration is remembered after the end: replay, certificate, two weeks after. */
export const rememberedFor = 60 * day;

/**
 * Notes that the contact asks to register or to leave: `ask` is what goes into the mail. Leaving
 * counts at once, so that no reminder that is under way is said any more.
 */
export function noteAsked(
  registrations: Registrations,
  kind: "register" | "leave",
  webinar: string,
  ask: number,
): Registrations {
  const { [webinar]: known, ...others } = registrations.of;
  const of = kind === "leave" || known === undefined ? others : registrations.of;
  return { of, asked: { ...registrations.asked, [webinar]: ask } };
}

/** Notes what the contact said about a webinar it is registered for, which its roll is told too. */
export function noteSaid(
  registrations: Registrations,
  webinar: string,
  said: Partial<Pick<Registration, "intent" | "opened" | "reminders">>,
): Registrations {
  const known = registrations.of[webinar];
  return known === undefined ? registrations : keep(registrations, { ...known, ...said });
}

/** Takes in what a webinar tells, and says what of it the contact is to hear. */
export function noteNews(
  before: Registrations,
  news: News,
  now: Instant,
): { readonly registrations: Registrations; readonly tell: Tell } {
  const registrations = forget(before, now);
  const id = webinarOf(news);
  const known = registrations.of[id];
  const nothing = { registrations, tell: { kind: "nothing" } } as const;
  // Overtaken by a later request of theirs, which will be answered too.
  if ("ask" in news && news.ask < (registrations.asked[id] ?? 0)) return nothing;
  switch (news.kind) {
    case "registered":
    case "promoted": {
      const { kind, ...standing } = news;
      const blank = { intent: null, opened: false, attended: null, done: [], fates: {} };
      const same = known?.card.occasion === news.card.occasion ? known : blank;
      const { intent, opened, attended, done, fates = {} } = same;
      const registration = { ...standing, intent, opened, attended, done, fates };
      const next = keep(answered(registrations, id), registration);
      return { registrations: next, tell: { kind, registration } };
    }
    case "full":
      return {
        registrations: answered(registrations, id),
        tell: { kind: "full", card: news.card },
      };
    case "closed": {
      const { kind, webinar, reason } = news;
      return { registrations: answered(registrations, id), tell: { kind, webinar, reason } };
    }
    case "left": {
      const next = without(answered(registrations, id), id);
      return { registrations: next, tell: { kind: "left", webinar: id } };
    }
    case "changed": {
      if (known === undefined || news.card.revision <= known.card.revision) return nothing;
      const registration = withCard(known, news.card);
      const { was, ...differs } = differences(known.card, news.card);
      const tells = differs.moved || differs.relinked || differs.longer;
      return {
        registrations: keep(registrations, registration),
        tell: tells ? { kind: "changed", registration, was, ...differs } : nothing.tell,
      };
    }
    case "cancelled": {
      if (known === undefined) return nothing;
      const next = without(registrations, id);
      return { registrations: next, tell: { kind: "cancelled", card: news.card } };
    }
    case "moment":
      return { registrations, tell: { kind: "moment", news } };
    case "attended": {
      const attended = news.minutes;
      return {
        ...nothing,
        registrations: known ? keep(registrations, { ...known, attended }) : registrations,
      };
    }
  }
}

/** Marks a moment as said, for every webinar it was said of. */
export function noteDone(
  registrations: Registrations,
  moment: string,
  webinars: readonly string[],
): Registrations {
  return webinars.reduce((kept, webinar) => {
    const known = kept.of[webinar];
    if (known === undefined || known.done.includes(moment)) return kept;
    return keep(kept, { ...known, done: [...known.done, moment] });
  }, registrations);
}

/** Notes what became of a moment, for the webinars it was about: how deliveries are told later. */
export function noteFate(
  registrations: Registrations,
  moment: string,
  webinars: readonly string[],
  fate: Fate,
): Registrations {
  return webinars.reduce((kept, webinar) => {
    const known = kept.of[webinar];
    if (known === undefined) return kept;
    return keep(kept, { ...known, fates: withFate(known.fates, moment, fate) });
  }, registrations);
}

/** The registrations with a newer card than they know: another date asks everything anew. */
function withCard(known: Registration, card: Card): Registration {
  if (card.occasion === known.card.occasion) return { ...known, card };
  return { ...known, card, intent: null, opened: false, done: [], fates: {} };
}

function differences(was: Card, card: Card) {
  return {
    was,
    moved: startOf(was) !== startOf(card),
    relinked: was.link !== null && was.link !== card.link,
    longer: was.minutes !== card.minutes,
  };
}

function forget({ of, asked }: Registrations, now: Instant): Registrations {
  const kept = Object.entries(of).filter(([, { card }]) => now < endOf(card) + rememberedFor);
  return { of: Object.fromEntries(kept), asked };
}

function keep(registrations: Registrations, registration: Registration): Registrations {
  return { ...registrations, of: { ...registrations.of, [registration.card.id]: registration } };
}

function answered(registrations: Registrations, webinar: string): Registrations {
  const { [webinar]: _answered, ...asked } = registrations.asked;
  return { ...registrations, asked };
}

function without(registrations: Registrations, webinar: string): Registrations {
  const { [webinar]: _gone, ...of } = registrations.of;
  return { ...registrations, of };
}
