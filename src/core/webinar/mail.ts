import { z } from "zod";
import { languages } from "../language/languages.ts";
import { ownerId, shardOfOwner } from "../shard.ts";
import { webinarSchema, type Webinar } from "./webinar.ts";

/*
 * Who tells whom. A contact and the coordinator only ever write to the webinar itself; a contact
 * hears of a webinar from one place alone, its roll, so that what it hears is in order.
 *
 *   contact --register, leave, remind, answer--> webinar --the same, with the contact--> roll
 *   roll --take, resize, drop, give, where--> webinar --granted, waiting, full--> roll
 *   coordinator --put, edit, attended, replan--> webinar --news, attended, replan--> every roll
 *   roll --{ kind: "webinar", news }--> contact
 *   webinar --listed--> programme (the catalogue)
 */

/** Where everything about one webinar is decided: its seats, its changes. */
export function webinarOwner(webinar: string): string {
  return ownerId("w", webinar);
}

/** The catalogue: every webinar with what is left of it. Its state is read by `readCatalogue`. */
export const programmeOwner = ownerId("w", "programme", 0);

/** The registrations of one webinar that are kept in one shard, with their reminders. */
export function rollOwner(webinar: string, shard: number): string {
  return ownerId("r", webinar, shard);
}

/** The roll in which a contact stands for a webinar: beside the contact. */
export function rollOf(webinar: string, contact: string): string {
  return rollOwner(webinar, shardOfOwner(contact));
}

/** One person, or two: « Je viens à deux ». */
export const seatsSchema = z.literal([1, 2]);
export type Seats = z.infer<typeof seatsSchema>;

/** Kept with the registration: an answer to the person for `chat`, silent for `import`. */
export const sourceSchema = z.enum(["chat", "import"]);

/** What may be answered to a moment. Other words are kept in the journal only, without the person. */
export const intents = ["comes", "cannot", "replay"] as const;
export type Intent = (typeof intents)[number];

/**
 * Grows with every request of one contact (its `moves` serve well): what comes back names the
 * request it belongs to, so that an answer that was overtaken is not believed.
 */
const ask = z.int().min(0).default(0);
const contact = z.string().regex(/^c\d\d-./u);
const instant = z.int().min(0);

const shape = webinarSchema.shape;

/** What a coordinator changes: only what is named. `sequence` is counted by the webinar itself. */
export const changesSchema = z
  .strictObject({
    title: shape.title,
    summary: shape.summary,
    starts: shape.starts,
    zone: shape.zone.unwrap(),
    minutes: shape.minutes.unwrap(),
    spoken: shape.spoken,
    audience: shape.audience.unwrap(),
    capacity: shape.capacity.unwrap(),
    link: shape.link.unwrap(),
    speaker: shape.speaker.unwrap(),
    documents: shape.documents.unwrap(),
    replay: shape.replay.unwrap(),
    /** Cancelled is final: who comes back is told of another date. */
    state: z.enum(["published", "cancelled"]),
  })
  .partial();
export type Changes = z.infer<typeof changesSchema>;

/** Who was there, by contact id or by the code of the registration, and for how long. */
export const attendanceSchema = z.strictObject({
  who: z.string().min(1).max(80),
  minutes: z.int().min(0).max(1_440),
});
export type Attendance = z.infer<typeof attendanceSchema>;

/** A webinar at one moment of its life. The higher `revision` is the truth. */
export const snapshotSchema = z.strictObject({
  webinar: webinarSchema,
  /** Counts every change. */
  revision: z.int().min(0),
  /** The last revision that everybody must hear of: moved, another link, cancelled; 0 for none. */
  notice: z.int().min(0),
  /** How often it was moved, and when the last time: a moment is sent once an occasion. */
  occasion: z.int().min(0),
  moved: instant,
  /** When its replay was published; null before. */
  replayed: instant.nullable(),
  /** Seats taken when this was written: how many there are to be reminded. */
  taken: z.int().min(0),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

const registerSchema = z.strictObject({
  kind: z.literal("register"),
  seats: seatsSchema,
  language: z.enum(languages),
  /** « Rappels : oui / non ». */
  reminders: z.boolean(),
  source: sourceSchema,
  ask,
  /** For whom, when it is not the sender who registers (an import). */
  contact: contact.optional(),
});
const leaveSchema = z.strictObject({
  kind: z.literal("leave"),
  ask,
  contact: contact.optional(),
});
const remindSchema = z.strictObject({ kind: z.literal("remind"), reminders: z.boolean() });
const answerSchema = z.strictObject({
  kind: z.literal("answer"),
  moment: z.string().min(1),
  /** An intent, `opened` (the link), or words already freed of personal data. */
  answer: z.string().min(1).max(300),
});

/** The number of a request for seats: unique within its roll. */
const ticket = z.int().min(1);

/** Everything that is posted to a webinar. */
export const webinarMailSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("put"), webinar: webinarSchema }),
  z.strictObject({ kind: z.literal("edit"), changes: changesSchema }),
  z.strictObject({
    kind: z.literal("attended"),
    people: z.array(attendanceSchema).min(1).max(500),
  }),
  /** The calendar changed: a feast was confirmed, a day of silence begins or ends. */
  z.strictObject({ kind: z.literal("replan") }),
  registerSchema,
  leaveSchema,
  remindSchema,
  answerSchema,
  // From the rolls.
  z.strictObject({ kind: z.literal("take"), ticket, seats: seatsSchema }),
  z.strictObject({ kind: z.literal("resize"), ticket, seats: seatsSchema }),
  z.strictObject({ kind: z.literal("drop"), ticket }),
  z.strictObject({ kind: z.literal("give"), seats: seatsSchema }),
  z.strictObject({ kind: z.literal("where"), ticket }),
]);
export type WebinarMail = z.infer<typeof webinarMailSchema>;

/** Everything that is posted to a roll. */
export const rollMailSchema = z.discriminatedUnion("kind", [
  registerSchema.extend({ contact, snapshot: snapshotSchema }),
  leaveSchema.extend({ contact }),
  remindSchema.extend({ contact }),
  answerSchema.extend({ contact }),
  z.strictObject({ kind: z.literal("attended"), people: z.array(attendanceSchema) }),
  z.strictObject({ kind: z.literal("news"), snapshot: snapshotSchema }),
  z.strictObject({ kind: z.literal("granted"), ticket, seats: seatsSchema, promoted: z.boolean() }),
  z.strictObject({ kind: z.literal("waiting"), ticket, place: z.int().min(1) }),
  z.strictObject({ kind: z.literal("full"), ticket }),
  z.strictObject({ kind: z.literal("replan") }),
  /** Its own timer. */
  z.strictObject({ kind: z.literal("wake"), moment: z.string().nullable() }),
]);
export type RollMail = z.infer<typeof rollMailSchema>;

/** Everything that is posted to the catalogue. */
export const programmeMailSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("listed"),
    webinar: webinarSchema,
    revision: z.int().min(0),
    left: z.int().min(0).nullable(),
  }),
  /** Passed on to every webinar that is still to come. */
  z.strictObject({ kind: z.literal("replan") }),
]);
export type ProgrammeMail = z.infer<typeof programmeMailSchema>;

/** What a contact must know of a webinar to be told right; the rest stands in the catalogue. */
export const cardSchema = webinarSchema
  .pick({
    id: true,
    title: true,
    starts: true,
    zone: true,
    minutes: true,
    link: true,
    replay: true,
    state: true,
    sequence: true,
  })
  .extend({ revision: z.int().min(0), occasion: z.int().min(0) });
export type Card = z.infer<typeof cardSchema>;

/** The card of a webinar as it is in a snapshot. */
export function cardOf({ webinar, revision, occasion }: Snapshot): Card {
  const { id, title, starts, zone, minutes, link, replay, state, sequence } = webinar;
  return {
    id,
    title,
    starts,
    zone,
    minutes,
    link,
    replay,
    state,
    sequence,
    revision,
    occasion,
  };
}

/** What kind of message a moment is: a reminder they were promised, or news they may refuse. */
export const classSchema = z.enum(["reminder", "news"]);

/** How a contact stands in a roll. Answers `register` and `remind`. */
const standing = {
  card: cardSchema,
  ask: z.int().min(0),
  source: sourceSchema,
  language: z.enum(languages),
  reminders: z.boolean(),
  /** What they say on entering, by which the coordinator knows them. */
  code: z.string(),
  /** Seats they hold, and how many they asked for: 0 held is on the waiting list only. */
  held: z.int().min(0).max(2),
  wanted: seatsSchema,
  /** Their place on the waiting list, counted from 1; null when they wait for nothing. */
  place: z.int().min(1).nullable(),
};

/** What a contact is told of a webinar. */
export const newsSchema = z.discriminatedUnion("kind", [
  /** They are in: seated, or on the waiting list. */
  z.strictObject({ kind: z.literal("registered"), ...standing }),
  /** Seats became free for them. */
  z.strictObject({ kind: z.literal("promoted"), ...standing }),
  /** Neither a seat nor a place on the waiting list. Answers `register`. */
  z.strictObject({ kind: z.literal("full"), card: cardSchema, ask: z.int().min(0) }),
  /** Nobody can register: not known or not published, cancelled, over. Answers `register`. */
  z.strictObject({
    kind: z.literal("closed"),
    webinar: z.string(),
    reason: z.enum(["unknown", "cancelled", "over"]),
    ask: z.int().min(0),
  }),
  /** They are no longer in. Answers `leave`. */
  z.strictObject({ kind: z.literal("left"), webinar: z.string(), ask: z.int().min(0) }),
  /** Another time, length or link: `noteNews` says which, from what they were told last. */
  z.strictObject({ kind: z.literal("changed"), card: cardSchema }),
  z.strictObject({ kind: z.literal("cancelled"), card: cardSchema }),
  /** A moment is due; `accepts` decides whether it is said. Makes no sense from `expires` on. */
  z.strictObject({
    kind: z.literal("moment"),
    moment: z.string(),
    card: cardSchema,
    expires: instant,
    class: classSchema,
  }),
  /** How long they were there, as the coordinator noted it. Nothing is said. */
  z.strictObject({ kind: z.literal("attended"), webinar: z.string(), minutes: z.int().min(0) }),
]);
export type News = z.infer<typeof newsSchema>;
export type MomentNews = Extract<News, { kind: "moment" }>;

/** What rolls and webinars post to a contact. */
export const contactMailSchema = z.strictObject({ kind: z.literal("webinar"), news: newsSchema });
export type ContactMail = z.infer<typeof contactMailSchema>;

/** The id of the webinar a piece of news is about. */
export function webinarOf(news: News): Webinar["id"] {
  return "card" in news ? news.card.id : news.webinar;
}
