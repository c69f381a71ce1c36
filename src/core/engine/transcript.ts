import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { closingCodes } from "../cases/closing.ts";
import { documentForms } from "../documents/document.ts";
import { Fault } from "../fault.ts";
import { day, hour, minute } from "../instant.ts";
import { languages } from "../language/languages.ts";
import { changesSchema } from "../webinar/mail.ts";

/** How a choice is given: its button, the digit beside it, its label typed, or its label in Latin Darija. */
export const ways = ["tap", "number", "label", "arabizi"] as const;
export type Way = (typeof ways)[number];

/** What a contact may send besides words and taps. */
export const sendings = [
  "voice",
  "audio",
  "image",
  "video",
  "document",
  "sticker",
  "location",
  "contact-card",
  "reaction",
  "edit",
  "revoke",
  "unsupported",
  "opt-out",
  "opt-in",
  // Not the contact, but somebody of the team at the provider's own inbox.
  "human-spoke",
  "human-took",
  "human-left",
] as const;

/** The commands of brief § 1 in the words a person of each language would write. */
export const commandWords = {
  menu: words("menu", "القائمة", "القائمة", "lmenu", "menu"),
  back: words("retour", "رجوع", "رجوع", "rje3", "back"),
  pause: words("pause", "توقف", "توقف", "wa9ef", "pause"),
  resume: words("continuer", "متابعة", "نكملو", "nkemlo", "continue"),
  skip: words("passer", "تجاوز", "دوز", "skip", "skip"),
  help: words("aide", "مساعدة", "مساعدة", "3awni", "help"),
  human: words("humain", "إنسان", "بنادم", "bnadem", "human"),
  language: words("langue", "لغة", "لغة", "logha", "language"),
  correct: words("corriger", "تصحيح", "صحح", "sa77e7", "edit"),
  result: words("mon résultat", "نتيجتي", "النتيجة", "natija", "my result"),
  why: words("pourquoi", "لماذا", "علاش", "3lach", "why"),
  "my-data": words("mes données", "معطياتي", "المعطيات ديالي", "lmo3tayat dyali", "my data"),
  stop: words("stop", "توقيف", "سطوب", "stop", "stop"),
  start: words("début", "بداية", "بداية", "bdaya", "start"),
} as const;

function words(fr: string, ar: string, ary: string, latn: string, en: string) {
  return { fr, ar, ary, "ary-Latn": latn, en };
}

const perLanguage = z.union([z.string(), z.partialRecord(z.enum(languages), z.string())]);
const choiceId = z
  .union([z.string(), z.number()])
  .transform(String)
  .describe("The id of a choice; `{language}` is the language of the run.");

const botStep = z.strictObject({
  bot: z
    .union([z.string(), z.array(z.string()).min(1)])
    .describe(
      "The next message: one of its sentences, or all of them in their order (hints aside).",
    ),
  choices: z.array(choiceId).optional().describe("The ids of all the choices it offers, in order."),
  says: perLanguage.optional().describe("Words that stand in it."),
  file: z
    .enum(documentForms)
    .nullable()
    .optional()
    .describe("What document is sent along; null for none."),
});

const contactSteps = [
  z.strictObject({
    contact: perLanguage.describe("Words typed; `{code}` is the last code shown to anybody."),
  }),
  z.strictObject({
    choice: choiceId.describe("One of the answers last offered, in the way of the run."),
  }),
  z.strictObject({
    answers: z
      .record(z.string(), z.union([z.string(), z.number()]).transform(String))
      .describe(
        "Questions one after the other, by their ids: the bot asks each, the contact answers.",
      ),
  }),
  z.strictObject({
    tap: z
      .strictObject({ of: z.string(), choice: choiceId })
      .describe("A button of the last message that said this key."),
  }),
  z.strictObject({
    quote: z
      .strictObject({ of: z.string(), contact: perLanguage })
      .describe("Words that quote the last message that said this key."),
  }),
  z.strictObject({ command: z.enum(Object.keys(commandWords) as [Command, ...Command[]]) }),
  z.strictObject({ sends: z.enum(sendings) }),
  z.strictObject({
    again: z.literal(true).describe("The last thing sent is sent once more, as another message."),
  }),
] as const;

const after = z.strictObject({
  after: z.string().regex(/^\d+(?:\.\d+)?(?:s|m|h|d)$/u, "is a number and s, m, h or d"),
});

/** What a student or a coordinator does about the contact's last request, as the console would. */
const team = z.union([
  z.strictObject({ takes: z.enum(["amal", "salma"]) }),
  z.strictObject({ says: perLanguage }),
  z.strictObject({ "gives-back": z.string() }),
  z.strictObject({
    closes: z.enum(closingCodes),
    summary: z.array(perLanguage).min(1).max(3),
    next: z.string().optional(),
  }),
  z.strictObject({
    webinar: z
      .string()
      .describe("Changes of a webinar, or who was there, as the coordinator tells it."),
    changes: changesSchema.optional(),
    attended: z.number().optional().describe("Minutes for which the contact was there."),
  }),
  z.strictObject({
    mode: z.union([
      z.enum(["normal", "reduced"]),
      z.strictObject({ closed: z.iso.datetime({ offset: true }).describe("Until then.") }),
    ]),
  }),
]);
export type TeamStep = z.infer<typeof team>;

const step = z.union([botStep, ...contactSteps, after, z.strictObject({ team })]);

const colleague = z.strictObject({
  colleague: z.array(step).min(1).describe("The same kinds of steps, with another contact."),
});

/** One expected conversation: a document of `flows/*.test.yaml`. */
export const transcriptSchema = z.strictObject({
  conversation: z.string().describe("What it is about, as a sentence."),
  given: z.strictObject({
    flow: z.string().optional().describe("The flow they stand before; their first word opens it."),
    languages: z.array(z.enum(languages)).min(1).describe("Replayed in each."),
    ways: z
      .array(z.enum(ways))
      .min(1)
      .default([...ways])
      .describe("How choices are given: once each."),
    at: z.iso.datetime({ offset: true }),
    consent: z
      .boolean()
      .optional()
      .describe(
        "They agreed and chose the language; as soon as `flow` or `org` is given when left out.",
      ),
    org: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .describe("What is known of the organization."),
    webinars: z
      .array(
        z.strictObject({
          id: z.string(),
          session: z.number().describe("Its number in flows/programme.yaml."),
          starts: z.string(),
          capacity: z.number().nullable().default(null),
          link: z.string().nullable().default("https://meet.example/abc"),
          taken: z.literal([1, 2]).optional().describe("Seats that somebody else has."),
        }),
      )
      .default([])
      .describe("Webinars that are published."),
  }),
  when: z.array(z.union([step, colleague])).min(1),
  then: z
    .strictObject({
      answers: z
        .record(z.string(), z.union([z.string(), z.number(), z.null()]))
        .optional()
        .describe("Facts of the organization; null for one that is not known."),
      language: z.enum([...languages, "{language}"]).optional(),
      effects: z
        .array(z.string())
        .optional()
        .describe(
          "What was done for others, in this order: kinds of posts (`case`, `result`, …) or `erase`.",
        ),
      at: z
        .string()
        .nullable()
        .optional()
        .describe("The question that waits, as `flow step`; null when none does."),
      result: z
        .strictObject({
          variant: z.enum(["court", "complet", "tout"]).optional(),
          asked: z.number().optional().describe("Questions of the rubric that were asked."),
          score: z.number().optional().describe("Full precision, to 0.01."),
          level: z.number().nullable().optional(),
          dimensions: z.record(z.string(), z.number()).optional().describe("To 0.01."),
          plan: z.array(z.string()).optional(),
        })
        .optional(),
      messages: z
        .number()
        .optional()
        .describe("At most so many messages were sent, from the first."),
    })
    .optional(),
});

export type Transcript = z.infer<typeof transcriptSchema>;
export type TranscriptStep = z.infer<typeof step>;
export type Command = keyof typeof commandWords;

/**
 * Reads a file of transcripts: one conversation a YAML document.
 *
 * Throws `book/invalid` with the file and what is wrong in it.
 */
export function readTranscripts(path: string, text: string): readonly Transcript[] {
  return [parseAllDocuments(text)].flat().map((document, at) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Fault("book/invalid", `${path}: ${error.message}`);
    const parsed = transcriptSchema.safeParse(document.toJS());
    if (!parsed.success) {
      throw new Fault(
        "book/invalid",
        `${path}, conversation ${at + 1}: ${z.prettifyError(parsed.error)}`,
      );
    }
    return parsed.data;
  });
}

const units = { s: 1_000, m: minute, h: hour, d: day } as const;

/** « 26h » in milliseconds; null when it is no duration. */
export function durationOf(text: string): number | null {
  const [, count, unit] = /^(\d+(?:\.\d+)?)\s*([smhd])$/u.exec(text.trim()) ?? [];
  // The pattern leaves these four units only.
  return count === undefined ? null : Number(count) * units[unit as keyof typeof units];
}
