import { z } from "zod";
import { languages, type Language } from "../../core/language/languages.ts";
import type { Graph } from "../meta/graph.ts";
import { mistakesOf, parseProfile, reviewSteps, type Profile } from "../meta/profile.ts";
import { errors } from "./failures.ts";
import { payloadOf, startPayload } from "./payloads.ts";

/** channel-facts § 2.8: four questions, twenty entries; developers.facebook.com for the letters. */
const most = {
  greeting: 160,
  questions: 4,
  question: 80,
  entries: 20,
  entry: 30,
  says: 200,
} as const;

/** Locales of Meta's that our readers may have. */
const metaLocales = ["default", "fr_FR", "fr_CA", "ar_AR", "en_US", "en_GB"] as const;

const each = (longest: number) =>
  z.strictObject(
    Object.fromEntries(languages.map((language) => [language, z.string().min(1).max(longest)])) as {
      // `fromEntries` forgets which keys it was given.
      readonly [Key in Language]: z.ZodString;
    },
  );
const entryOf = (longest: number) =>
  z.strictObject({ label: each(longest), says: each(most.says) });

const schema = z.object({
  messenger: z.strictObject({
    locales: z
      .partialRecord(z.enum(metaLocales), z.enum(languages))
      .refine((locales) => locales.default !== undefined, "needs `default`, for everybody else"),
    greeting: each(most.greeting),
    "ice-breakers": z.array(entryOf(most.question)).min(1).max(most.questions),
    menu: z.array(entryOf(most.entry)).min(1).max(most.entries),
  }),
});
export type MessengerProfile = z.infer<typeof schema>["messenger"];

/** What is wrong with the text of the profile's file, a line each; nothing when it is right. */
export function checkMessengerProfile(text: string): readonly string[] {
  const parsed = schema.safeParse(parseProfile(text));
  if (!parsed.success) {
    return mistakesOf(parsed.error);
  }
  const { menu, "ice-breakers": questions } = parsed.data.messenger;
  return languages.flatMap((language) =>
    [menu, questions].flatMap((entries) => {
      const labels = entries.map(({ label }) => label[language]);
      const twice = labels.filter((label, at) => labels.indexOf(label) !== at);
      return twice.map((label) => `messenger: « ${label} » stands twice in ${language}`);
    }),
  );
}

/** Reads a file that was found right. */
export function readMessengerProfile(text: string): MessengerProfile {
  return schema.parse(parseProfile(text)).messenger;
}

/** The fields of Meta's Messenger Profile, in the order in which they may be set. */
export function fieldsOf(profile: MessengerProfile): Readonly<Record<string, unknown>> {
  const locales = Object.entries(profile.locales);
  return {
    // The menu needs it.
    get_started: { payload: startPayload },
    greeting: locales.map(([locale, language]) => ({ locale, text: profile.greeting[language] })),
    ice_breakers: locales.map(([locale, language]) => ({
      locale,
      call_to_actions: profile["ice-breakers"].map(({ label, says }) => ({
        question: label[language],
        payload: payloadOf(says[language]),
      })),
    })),
    persistent_menu: locales.map(([locale, language]) => ({
      locale,
      composer_input_disabled: false,
      call_to_actions: profile.menu.map(({ label, says }) => ({
        type: "postback",
        title: label[language],
        payload: payloadOf(says[language]),
      })),
    })),
  };
}

const answer = z.object({ data: z.array(z.record(z.string(), z.unknown())) });

/** The greeting, the button « Démarrer », the questions and the menu of our page. */
export function messengerProfile(
  parts: { readonly graph: Graph; readonly pageId: string } | null,
): Profile {
  return {
    check: checkMessengerProfile,
    async review(text, write, signal) {
      if (parts === null) return { changed: [], trouble: "off" };
      const { graph, pageId } = parts;
      const route = `${pageId}/messenger_profile`;
      const wanted = fieldsOf(readMessengerProfile(text));
      const fields = Object.keys(wanted).join(",");
      let asked: Promise<unknown> | null = null;
      const standing = async (): Promise<Readonly<Record<string, unknown>>> => {
        const { data } = answer.safeParse(await (asked ??= graph.get(route, { fields }, signal)));
        return data?.data[0] ?? {};
      };
      const steps = Object.entries(wanted).map(([name, value]) => ({
        name,
        isRight: async () => canonical((await standing())[name]) === canonical(value),
        write: () => graph.post(route, { [name]: value }, signal),
      }));
      return reviewSteps(steps, write, errors);
    },
  };
}

/** The same whatever the order of keys and of locales, in which Meta gives them back as it likes. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => {
    if (
      Array.isArray(one) &&
      one.every((each) => typeof each === "object" && "locale" in Object(each))
    ) {
      return one.toSorted((left, right) => localeOf(left).localeCompare(localeOf(right)));
    }
    if (typeof one !== "object" || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function localeOf(value: unknown): string {
  return z.object({ locale: z.string() }).catch({ locale: "" }).parse(value).locale;
}
