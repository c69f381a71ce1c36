import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { commandOf } from "../../core/language/commands.ts";
import { languages, type Language } from "../../core/language/languages.ts";
import type { Graph } from "../meta/graph.ts";
import { mistakesOf, parseProfile, reviewSteps, type Profile } from "../meta/profile.ts";
import { whatsappErrors } from "./failures.ts";

const words = (most: number) => z.string().trim().min(1).max(most);
const inEach = <Words extends z.ZodType<string>>(schema: Words) =>
  z.strictObject({ fr: schema, ar: schema, ary: schema, "ary-Latn": schema, en: schema });

/**
 * The part `whatsapp` of `infra/meta/profile.yaml`. WhatsApp knows no languages there: everybody sees
 * the same, so that it says it in all of them.
 *
 * developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/conversational-components
 * and …/business-profiles, read 2026-11-25.
 */
const schema = z.object({
  whatsapp: z.strictObject({
    /** What stands under the name. */
    about: words(139),
    /** Lines of the profile's page: one a language. */
    description: inEach(words(250)),
    vertical: z.enum(["NONPROFIT", "EDU", "PROF_SERVICES", "OTHER"]),
    websites: z.array(z.url({ protocol: /^https$/u }).max(256)).max(2),
    /** What is shown when somebody types a slash, and what it does. */
    commands: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[a-z0-9_]{1,32}$/u, "must be short, in a-z, 0-9 and _"),
          about: inEach(words(60)),
        }),
      )
      .max(30),
    /** What somebody who never wrote can tap; it arrives as if they had typed it. */
    "ice-breakers": z
      .array(z.strictObject({ language: z.enum(languages), text: words(80) }))
      .max(4),
  }),
});
type Part = z.infer<typeof schema>["whatsapp"];

/** All five on one line, equal ones once: a Frenchman's word is often an Arab's too. */
function joined(texts: Readonly<Record<Language, string>>, by: string): string {
  return [...new Set(languages.map((language) => texts[language]))].join(by);
}

function aboutIn({ about, description, vertical, websites }: Part) {
  return { about, description: joined(description, "\n"), vertical, websites: bare(websites) };
}

function automationIn(part: Part) {
  return {
    // The welcome is the conversation's own: nobody pays for a chat that was only opened.
    enable_welcome_message: false,
    prompts: part["ice-breakers"].map(({ text }) => text),
    commands: part.commands.map(({ name, about }) => ({
      command_name: name,
      command_description: joined(about, " · "),
    })),
  };
}

/** The profile, commands and ice breakers of our number. */
export function whatsappProfile(
  parts: { readonly graph: Graph; readonly phoneNumberId: string } | null,
): Profile {
  return {
    check(text) {
      const { data, error } = schema.safeParse(parseProfile(text));
      if (data === undefined) return mistakesOf(error);
      const { about, automation } = wishIn(data.whatsapp);
      const unknown = data.whatsapp.commands
        .filter(({ name }) => commandOf(`/${name}`) === null)
        .map(({ name }) => `whatsapp.commands ${name} is no command that Rafiq understands`);
      const long = automation.commands
        .filter((one) => one.command_description.length > 256)
        .map((one) => `whatsapp.commands ${one.command_name} is longer than 256 in all languages`);
      return [
        ...unknown,
        ...long,
        ...(about.description.length > 512
          ? ["whatsapp.description is longer than 512 in all languages"]
          : []),
      ];
    },
    async review(text, write, signal) {
      if (parts === null) return { changed: [], trouble: "off" };
      const { graph, phoneNumberId } = parts;
      const { about, automation } = wishIn(schema.parse(parseProfile(text)).whatsapp);
      const profile = `${phoneNumberId}/whatsapp_business_profile`;
      const steps = [
        {
          name: "profile",
          async isRight() {
            const fields = "about,description,vertical,websites";
            const there = await graph.get(profile, { fields }, signal);
            return isDeepStrictEqual(readAbout(there), about);
          },
          write: () => graph.post(profile, { messaging_product: "whatsapp", ...about }, signal),
        },
        {
          name: "commands and ice breakers",
          async isRight() {
            const there = await graph.get(
              phoneNumberId,
              { fields: "conversational_automation" },
              signal,
            );
            return isDeepStrictEqual(readAutomation(there), automation);
          },
          write: () => graph.post(`${phoneNumberId}/conversational_automation`, automation, signal),
        },
      ];
      return reviewSteps(steps, write, whatsappErrors);
    },
  };
}

function wishIn(part: Part) {
  return { about: aboutIn(part), automation: automationIn(part) };
}

/** Meta writes a slash after a host without a path. */
function bare(websites: readonly string[]): string[] {
  return websites.map((one) => one.replace(/\/$/u, ""));
}

const aboutSchema = z.object({
  data: z
    .array(
      z.object({
        about: z.string().catch(""),
        description: z.string().catch(""),
        vertical: z.string().catch(""),
        websites: z.array(z.string()).transform(bare).catch([]),
      }),
    )
    .min(1),
});

function readAbout(answer: unknown) {
  const [first] = aboutSchema.safeParse(answer).data?.data ?? [];
  return first ?? null;
}

const automationSchema = z.object({
  conversational_automation: z.object({
    enable_welcome_message: z.boolean().catch(false),
    prompts: z.array(z.string()).catch([]),
    commands: z
      .array(z.object({ command_name: z.string(), command_description: z.string() }))
      .catch([]),
  }),
});

function readAutomation(answer: unknown) {
  return automationSchema.safeParse(answer).data?.conversational_automation ?? null;
}
