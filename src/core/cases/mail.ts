import { z } from "zod";
import { languages } from "../language/languages.ts";
import { briefLabels } from "./brief.ts";
import { closingSchema } from "./closing.ts";
import { modeSchema } from "./hours.ts";
import { consultantId, consultantName, skills } from "./rota.ts";
import { spokenSchema } from "./talk.ts";

/*
 * Who tells whom. The case is the only one that speaks of itself to its contact, so that what a
 * contact hears of it is in order; the desk alone gives cases to people, so that nobody gets too many.
 *
 *   contact --open, wrote, holding, missed, absent, withdraw, stopped, erased, urge,
 *             resolved, rated, remarked, followed--> case
 *   case --{ kind: "case", case, told }--> contact       (told: promised, held, words, warned,
 *             nudged, released, question, returned, gone)
 *   case --register, find, listed, removed, seated, alert--> desk
 *   desk --registered, offer, nobody, seat, appoint, invite, refused, unseat--> case
 *   consultant --claim, refuse, hand-over, report--> desk
 *   consultant --say, note, warn, close, give-back--> case
 *   coordinator --rota, mode, assign, free, seen--> desk;  note, close--> case
 *
 * The console posts what consultants do with `from: "consultant:<id>"`, and what a coordinator does
 * with `from: "coordinator:<id>"`: it has checked who they are. Every such command carries an id of
 * its own; the same id twice does nothing twice. Its answer is kept under that id in the state of
 * whom it was posted to (`answers`): a claim is answered in the desk, a word in the case.
 *
 * Between any two, mail arrives in the order it was posted. Mail that comes twice changes nothing.
 */

export const instant = z.int().min(0);
/** Counts from 1, one by one. */
export const count = z.int().min(1);
export const command = z.string().min(1).max(80);
export const consultant = consultantId;
export const name = consultantName;
export const caseId = z.string().regex(/^k\d\d-./u);
export const contact = z.string().regex(/^c\d\d-./u);
/** As long as a message may be. */
const words = z.string().max(4_096);

/** Why a person is passed on (brief § 6.1). */
export const reasons = [
  "asked",
  "misunderstood",
  "legal",
  "expired",
  "hacked",
  "money-lost",
  "date",
  "distress",
  "result",
  "work",
  "not-solved",
] as const;
export type Reason = (typeof reasons)[number];

/** What the desk must know of a case to find somebody for it. */
export const needSchema = z.strictObject({
  language: z.enum(languages),
  /** They speak Tamazight and would rather be called. */
  amazigh: z.boolean(),
  skill: z.enum(skills).nullable(),
  /** Account hacked, money at risk: the duty list, the same evening or the next morning. */
  urgent: z.boolean(),
  /** Money or law: two people. */
  sensitive: z.boolean(),
  organization: z.string().nullable(),
});

/** What the student reads before anything else: `briefLines` makes it. Already freed of numbers. */
const brief = z.array(z.strictObject({ label: z.enum(briefLabels), text: z.string() })).max(30);

/** What was said before a human answered, and is not in the case yet; oldest first. */
const talk = z.array(spokenSchema).max(60).optional();

/** Posted to a case by its contact. */
export const fromContactSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("open"),
    need: needSchema,
    reason: z.enum(reasons),
    brief,
    /** The request in the person's own words; null when they have yet to say it. */
    words: words.nullable(),
    /** The date the contact has told already; null: the case tells it. A promise told is kept. */
    promised: instant.nullable(),
    talk,
  }),
  /** Something the person said that is for the team. */
  z.strictObject({
    kind: z.literal("wrote"),
    n: count,
    words,
    /** Where a picture or a voice note is kept. */
    media: z.string().nullable(),
  }),
  /** The bot is silent from now on. Answers `held`. */
  z.strictObject({ kind: z.literal("holding"), hold: count, talk }),
  /** Words of a consultant that came when the person had left. */
  z.strictObject({ kind: z.literal("missed"), n: count }),
  /** The contact knows of no such case (any more): it was withdrawn, or everything was erased. */
  z.strictObject({ kind: z.literal("absent") }),
  z.strictObject({ kind: z.literal("withdraw") }),
  /** They want no message of ours at all. */
  z.strictObject({ kind: z.literal("stopped") }),
  /** They had everything erased: the case forgets them, and then itself. */
  z.strictObject({ kind: z.literal("erased") }),
  /** It has become urgent. */
  z.strictObject({ kind: z.literal("urge") }),
  z.strictObject({
    kind: z.literal("resolved"),
    answer: z.enum(["yes", "partly", "no"]),
    /** « Non », in time, and no other case is open: the contact counts on this one again. */
    reopens: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("rated"), score: z.literal([1, 2, 3, 4, 5]) }),
  /** The one free sentence. */
  z.strictObject({ kind: z.literal("remarked"), words }),
  /** « L'action a-t-elle été faite ? » */
  z.strictObject({ kind: z.literal("followed"), answer: z.enum(["yes", "partly", "no"]) }),
]);
export type FromContact = z.infer<typeof fromContactSchema>;

/** Posted to a case by whoever holds it; `note` and `close` by a coordinator too. */
export const actSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("say"),
    command,
    text: words.min(1),
    language: z.enum(languages),
    /** The words were proposed by a program and sent by the consultant. */
    assisted: z.boolean(),
  }),
  /** For the team only. */
  z.strictObject({ kind: z.literal("note"), command, text: words.min(1) }),
  /** « Sans message de votre part d'ici 24 heures… »: then the case is closed in this way. */
  z.strictObject({ kind: z.literal("warn"), command, closing: closingSchema }),
  z.strictObject({ kind: z.literal("close"), command, closing: closingSchema }),
  /** Back to the team: the bot resumes, the desk looks for somebody else. */
  z.strictObject({ kind: z.literal("give-back"), command, note: words.min(1) }),
]);
export type Act = z.infer<typeof actSchema>;

const person = z.strictObject({ id: consultant, name, newcomer: z.boolean() });

/** Posted to a case by the desk. */
export const fromDeskSchema = z.discriminatedUnion("kind", [
  /** Answers `register`. */
  z.strictObject({ kind: z.literal("registered"), mode: modeSchema, promised: instant }),
  /** Answers `find`: offered to these until then. */
  z.strictObject({
    kind: z.literal("offer"),
    round: count,
    to: z.array(person).min(1),
    until: instant,
    mode: modeSchema,
    /** As the desk knew the need: an offer made before it became urgent is not believed. */
    urgent: z.boolean(),
  }),
  /** Answers `find`: there is nobody (left); the coordinator was alerted. */
  z.strictObject({ kind: z.literal("nobody"), round: z.int().min(0) }),
  /** A consultant takes it: a compare-and-set, answered by `seated`. */
  z.strictObject({ kind: z.literal("seat"), command, consultant: person }),
  /** The coordinator gives it to these, whoever had it. */
  z.strictObject({
    kind: z.literal("appoint"),
    command,
    by: z.string(),
    to: z.array(person).min(1).max(2),
  }),
  /** A holder wants to hand it over; it changes hands when the other takes it. */
  z.strictObject({ kind: z.literal("invite"), command, by: consultant, to: person }),
  z.strictObject({ kind: z.literal("refused"), consultant }),
  /** They are no longer in the rota, or the coordinator took it from them. */
  z.strictObject({ kind: z.literal("unseat"), consultant }),
]);
export type FromDesk = z.infer<typeof fromDeskSchema>;

/** Its own timer: a reason to look at what is due. */
export const wakeSchema = z.strictObject({ kind: z.literal("wake") });

/** Everything that is posted to a case. Who may post what is checked by the case. */
export const caseMailSchema = z.union([fromContactSchema, actSchema, fromDeskSchema, wakeSchema]);
export type CaseMail = z.infer<typeof caseMailSchema>;

/** Where a case stands (brief § 6.4). `escalated`: nobody took it, the coordinator must. */
export const phases = [
  "new",
  "offered",
  "escalated",
  "accepted",
  "waiting_user",
  "active",
  "closed",
] as const;
export type Phase = (typeof phases)[number];

/** What a contact is told of its case. */
export const toldSchema = z.discriminatedUnion("kind", [
  /**
   * A human answers before this date. `late`: it was not kept; the apology comes first.
   * `returned`: whoever had it gave it back. `returns`: the team is away until then.
   */
  z.strictObject({
    kind: z.literal("promised"),
    n: count,
    promised: instant,
    returns: instant.nullable(),
    why: z.enum(["opened", "urged", "late", "returned", "reopened"]),
  }),
  /** A human speaks from now on. The same hold again: the people changed. */
  z.strictObject({ kind: z.literal("held"), hold: count, who: z.array(name).min(1) }),
  /** What a consultant says, word for word. `sorry`: later than promised, and not yet excused. */
  z.strictObject({
    kind: z.literal("words"),
    n: count,
    text: words,
    language: z.enum(languages),
    who: name,
    sorry: z.boolean(),
  }),
  /** Without a message of theirs until then the bot resumes. */
  z.strictObject({ kind: z.literal("warned"), hold: count, until: instant }),
  /** « Nous attendons votre réponse. » */
  z.strictObject({ kind: z.literal("nudged"), n: count }),
  /** The bot speaks again. Hold 0: nobody had it when it was closed. */
  z.strictObject({
    kind: z.literal("released"),
    hold: z.int().min(0),
    /** How often it was opened again before: an end is the end of one of its lives. */
    life: z.int().min(0),
    why: z.enum(["closed", "given-back", "silent"]),
    summary: z.array(z.string()).max(3),
    language: z.enum(languages),
    /** Later than promised, and not yet excused. */
    sorry: z.boolean(),
    /** « Est-ce résolu ? » follows. */
    asks: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal("question"),
    question: z.enum(["satisfaction", "follow-up"]),
    /** What the consultant wrote as the next step; null when nothing was. */
    action: z.string().nullable(),
  }),
  /** It came when the case was closed, and nobody answered it: the bot does, as if just heard. */
  z.strictObject({
    kind: z.literal("returned"),
    n: count,
    words,
    media: z.string().nullable(),
  }),
  /** There is no such case any more. */
  z.strictObject({ kind: z.literal("gone") }),
]);
export type Told = z.infer<typeof toldSchema>;

/** What cases post to a contact. */
export const contactMailSchema = z.strictObject({
  kind: z.literal("case"),
  case: caseId,
  told: toldSchema,
});
export type ContactMail = z.infer<typeof contactMailSchema>;

/** An entry of a case's journal: its conversation in order, and who did what. */
export const entrySchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("message"),
    author: z.enum(["person", "bot", "assisted", "consultant", "note"]),
    /** The consultant's id; "" for the person and the bot. */
    by: z.string(),
    at: instant,
    /** Counts the person's words and the consultants' apart; 0 for the others. */
    n: z.int().min(0),
    text: words,
    media: z.string().nullable(),
    /** From before a human answered: the answers offered under it, and whether it was one, tapped. */
    choices: z.array(z.string()).optional(),
    tapped: z.literal(true).optional(),
    /** The move of the contact that said it, by which its deliveries are called. */
    move: z.int().min(0).optional(),
  }),
  z.strictObject({
    kind: z.literal("act"),
    act: z.string(),
    /** Who did it: `consultant:<id>`, `coordinator:<id>`, a contact's "person", or "". */
    by: z.string(),
    at: instant,
    detail: z.string(),
  }),
]);
export type Entry = z.infer<typeof entrySchema>;
