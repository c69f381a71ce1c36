import { guessLanguage, nearestLanguage } from "../../core/language/detect.ts";
import type { Told } from "../../core/language/letters.ts";
import type { LettersModel } from "../../core/language/likely.ts";
import { learn } from "./learn.ts";
import type { Sample } from "./samples.ts";

/** A message judged: its language, and where it was put. */
export interface Judged {
  readonly language: Told;
  readonly text: string;
  readonly found: Told;
  /** Whether a conversation would have followed it. */
  readonly sure: boolean;
}

/** What is asked of sentences of three words and more, in percent found. */
export const goals: Readonly<Partial<Record<Told, number>>> = {
  fr: 99,
  en: 99,
  "ary-Latn": 98,
  ar: 97,
  ary: 94,
};

const folds = 10;

/** Judges one tenth of the topics and wordings by what the others teach. `fold` counts from 0. */
export function judgeFold(samples: readonly Sample[], fold: number): readonly Judged[] {
  const sources = [...new Set(samples.map(({ source }) => source))].toSorted();
  const held = new Set(sources.filter((_, at) => at % folds === fold));
  const model = learn(samples.filter(({ source }) => !held.has(source)));
  return judge(
    samples.filter(({ source }) => held.has(source)),
    model,
  );
}

/** Every sentence judged once, by what it did not teach. Takes half a minute. */
export function crossValidate(samples: readonly Sample[]): readonly Judged[] {
  return Array.from({ length: folds }, (_, fold) => judgeFold(samples, fold)).flat();
}

/** Without a model: by the one conversations use. */
export function judge(
  samples: readonly Pick<Sample, "language" | "text">[],
  model?: LettersModel,
): readonly Judged[] {
  return samples.map(({ language, text }) => ({
    language,
    text,
    found: nearestLanguage(text, model).language,
    sure: guessLanguage(text, model).sure,
  }));
}

export function isSentence({ text }: Pick<Sample, "text">): boolean {
  return text.split(/\s+/u).length >= 3;
}

/** How many of one language were found, and of those taken for sure how many wrongly. */
export interface Count {
  readonly of: number;
  readonly right: number;
  readonly sure: number;
  readonly surelyWrong: number;
}

export function countByLanguage(judged: readonly Judged[]): ReadonlyMap<Told, Count> {
  const counts = new Map<Told, Count>();
  for (const { language, found, sure } of judged) {
    const so = counts.get(language) ?? { of: 0, right: 0, sure: 0, surelyWrong: 0 };
    counts.set(language, {
      of: so.of + 1,
      right: so.right + Number(found === language),
      sure: so.sure + Number(sure),
      surelyWrong: so.surelyWrong + Number(sure && found !== language),
    });
  }
  return counts;
}

/** A line a language: never what was said. */
export function tableOf(judged: readonly Judged[]): string {
  const share = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`.padStart(8);
  return [...countByLanguage(judged)]
    .map(
      ([language, { of, right, sure, surelyWrong }]) =>
        `${language.padEnd(9)}${String(of).padStart(6)}  right${share(right, of)}  sure${share(sure, of)}  surely wrong ${surelyWrong}\n`,
    )
    .join("");
}
