import { languages } from "../../core/language/languages.ts";
import { lettersOnly, scriptsOf, wordsIn, type Told } from "../../core/language/letters.ts";

/** A sentence whose language is known, from one place of one file. */
export interface Sample {
  readonly language: Told;
  readonly text: string;
  /** What must not be torn apart when some sentences are held back: a topic, a wording. */
  readonly source: string;
}

/** The files whose sentences teach: what the bot says, what it knows, what people say to it. */
export function isTeaching(path: string): boolean {
  return /^(?:locales\/|flows\/knowledge\/|flows\/talk\.yaml$)/u.test(path);
}

/** Every sentence under a language in what a file says, in the order of the file. */
export function samplesIn(path: string, said: unknown): readonly Sample[] {
  const found: Sample[] = [];
  const visit = (node: unknown, key: string): void => {
    if (typeof node !== "object" || node === null) return;
    // What YAML gives is plain.
    const parts: readonly [string, unknown][] = Object.entries(node);
    for (const [name, value] of parts) {
      const language = [...languages, "zgh" as const].find((one) => one === name);
      const texts = textsUnder(value);
      if (language === undefined || texts.length === 0) visit(value, `${key}.${name}`);
      else {
        for (const [at, text] of texts.entries()) {
          const source = path.startsWith("flows/knowledge/") ? path : `${path}${key}.${at}`;
          found.push(...sentencesOf(text).map((part) => ({ language, text: part, source })));
        }
      }
    }
  };
  visit(said, "");
  return found;
}

function textsUnder(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === "string");
}

/** An answer has many, with bullets; a wording has names of variables. */
function sentencesOf(text: string): readonly string[] {
  return withoutVariables(text)
    .split(/\n|(?<=[.!?؟:])\s+/u)
    .map((part) =>
      part
        .replace(/^[\s•*-]+/u, "")
        .replaceAll(/\s+/gu, " ")
        .trim(),
    )
    .filter((part) => part !== "");
}

/** `{count}` goes; of `{n, plural, one {a} other {b}}` the words stay. */
function withoutVariables(text: string): string {
  return text
    .replaceAll(/\{\w+, (?:plural|select|selectordinal),|#/gu, " ")
    .replaceAll(/(?:\b(?:zero|one|two|few|many|other|yes|no)|=\d+) ?\{|\{\w+\}|\}/gu, " ");
}

/**
 * The samples that tell something: not those said word for word in two languages (titles, names of
 * products), nor those mostly in another script than their language's.
 */
export function telling(samples: readonly Sample[]): readonly Sample[] {
  const languagesOf = new Map<string, Set<Told>>();
  for (const { language, text } of samples) {
    const key = keyOf(text);
    const known = languagesOf.get(key) ?? new Set();
    languagesOf.set(key, known.add(language));
  }
  return samples.filter(({ language, text }) => {
    const key = keyOf(text);
    const own = scriptsOf(language)
      .flatMap((script) => wordsIn(key, script))
      .join("").length;
    return languagesOf.get(key)?.size === 1 && own > 2 && 2 * own > key.replaceAll(" ", "").length;
  });
}

function keyOf(text: string): string {
  return lettersOnly(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
