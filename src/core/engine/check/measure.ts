import { fallbacks, languages, type Language } from "../../language/languages.ts";
import { render, type Args } from "../../language/sentences.ts";
import type { Reading } from "./reading.ts";

/** Stands in for words that are only known when something is said. */
const sample = "…".repeat(8);
const sampleNumber = 100;

/** Says sentences as they will be shown, with the longest word for the organization. */
export interface Measure {
  /** The rendered words; null when nobody wrote them, or they cannot be read. */
  words(key: string, language: Language): string | null;
}

export function makeMeasure(reading: Reading): Measure {
  const known = new Map<string, string | null>();
  const organization = new Map(
    languages.map((language) => [language, longestOrganization(reading, language)]),
  );
  return {
    words(key, language) {
      const id = `${language} ${key}`;
      const before = known.get(id);
      if (before !== undefined) return before;
      const words = say(reading, key, language, organization.get(language) ?? "");
      known.set(id, words);
      return words;
    },
  };
}

/** The form that is said in a language, its own or the first of its fallbacks; null when none is. */
export function spokenForm(reading: Reading, key: string, language: Language): Language | null {
  const forms = reading.sentences.get(key)?.forms;
  return [language, ...fallbacks[language]].find((one) => forms?.has(one)) ?? null;
}

function say(
  reading: Reading,
  key: string,
  language: Language,
  organization: string,
): string | null {
  const spoken = spokenForm(reading, key, language);
  const form = spoken && reading.sentences.get(key)?.forms.get(spoken);
  if (form === null || form === undefined || form.mistake !== null) return null;
  const args: Record<string, Args[string]> = {};
  for (const [name, { numeric }] of form.variables) args[name] = numeric ? sampleNumber : sample;
  if (form.variables.has("org")) args["org"] = organization;
  return render(reading.speech, { say: key, with: args }, language);
}

function longestOrganization(reading: Reading, language: Language): string {
  let longest = "";
  for (const [key] of reading.sentences) {
    if (!/^words\.org\.[^.]+$/u.test(key)) continue;
    const words = say(reading, key, language, "") ?? "";
    if (words.length > longest.length) longest = words;
  }
  return longest;
}
