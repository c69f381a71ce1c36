import { languages, type Language } from "../../../language/languages.ts";
import type { Place } from "../finding.ts";
import { makeMeasure, spokenForm, type Measure } from "../measure.ts";
import type { Family } from "../mistake.ts";
import type { ReadStep } from "../read-flow.ts";
import type { Reading } from "../reading.ts";
import { placeOf } from "../source.ts";
import { choicesOf } from "../uses.ts";

/** What every channel can show (see `channels` for the pages these were read on). Invisible isolates count. */
const limits = { row: 24, button: 20, buttons: 3, about: 72, open: 20, body: 1_024, short: 480 };

/** Words too long for a channel, counted as they are shown. */
export const lengthMistakes = {
  "label-too-long": {
    severity: "error",
    *find(reading) {
      for (const { label, words, language, limit, measure } of labels(reading)) {
        if (words.length <= limit || measure.words(`${label}.short`, language) !== null) continue;
        yield {
          at: formPlace(reading, label, language),
          message: `the ${language} label of "${label}" has ${words.length} characters, and ${limit} fit`,
          suggestion: `shorten it, or add \`short:\` under it with at most ${limit}`,
        };
      }
    },
  },
  "short-label-too-long": {
    severity: "error",
    *find(reading) {
      for (const { label, words, language, limit, measure } of labels(reading)) {
        const short = measure.words(`${label}.short`, language);
        if (words.length <= limit || short === null || short.length <= limit) continue;
        yield {
          at: formPlace(reading, `${label}.short`, language),
          message: `the short ${language} label of "${label}" has ${short.length} characters, and ${limit} fit`,
          suggestion: "shorten it",
        };
      }
    },
  },
  "about-too-long": {
    severity: "error",
    *find(reading) {
      for (const { label, language, measure } of labels(reading)) {
        const about = measure.words(`${label}.about`, language);
        if (about === null || about.length <= limits.about) continue;
        yield {
          at: formPlace(reading, `${label}.about`, language),
          message: `what stands under "${label}" in ${language} has ${about.length} characters, and ${limits.about} fit`,
          suggestion: "shorten it",
        };
      }
    },
  },
  "open-too-long": {
    severity: "error",
    *find(reading) {
      const measure = makeMeasure(reading);
      for (const language of languages) {
        const words = measure.words("system.choose", language) ?? "";
        if (words.length <= limits.open) continue;
        if (spokenForm(reading, "system.choose", language) !== language) continue;
        yield {
          at: formPlace(reading, "system.choose", language),
          message: `the button that opens a list has ${words.length} characters in ${language}, and ${limits.open} fit`,
          suggestion: "shorten it",
        };
      }
    },
  },
  "equal-labels": {
    severity: "error",
    *find(reading) {
      const measure = makeMeasure(reading);
      for (const { source, steps } of reading.flows) {
        for (const read of steps) {
          for (const language of languages) {
            const seen = new Map<string, string>();
            for (const { label, path } of choicesOf(read)) {
              const words = measure.words(label, language)?.toLowerCase();
              const before = words === undefined ? undefined : seen.get(words);
              if (words === undefined || before === undefined) {
                if (words !== undefined) seen.set(words, label);
                continue;
              }
              yield {
                at: placeOf(source, path),
                message: `"${label}" and "${before}" have the same ${language} label: « ${words} »`,
                suggestion: "say how they differ: people answer by typing the label",
              };
            }
          }
        }
      }
    },
  },
  "question-too-long": {
    severity: "error",
    *find(reading) {
      for (const { read, at, key, language, length } of messages(reading)) {
        if (read.kind !== "ask" || length <= limits.body) continue;
        yield {
          at,
          message: `the question "${key}" has ${length} characters in ${language}, and ${limits.body} fit above choices`,
          suggestion: "shorten it, or say a part of it in a step before",
        };
      }
    },
  },
  "message-too-long": {
    severity: "warning",
    *find(reading) {
      for (const { read, at, key, language, length } of messages(reading)) {
        if (length <= limits.short || (read.kind === "ask" && length > limits.body)) continue;
        yield {
          at,
          message: `the message with "${key}" has ${length} characters in ${language}`,
          suggestion: `a message on a phone is read to about ${limits.short}: shorten it, or send a part apart`,
        };
      }
    },
  },
} satisfies Family;

interface Label {
  readonly label: string;
  readonly words: string;
  readonly language: Language;
  readonly limit: number;
  readonly measure: Measure;
}

/** Each label once a language, with the narrower limit where it stands among few. */
function* labels(reading: Reading): Iterable<Label> {
  const measure = makeMeasure(reading);
  for (const [label, limit] of limitsOf(reading)) {
    for (const language of languages) {
      const words = measure.words(label, language);
      // What is shown from another language is told there.
      if (words === null || spokenForm(reading, label, language) !== language) continue;
      yield { label, words, language, limit, measure };
    }
  }
}

function limitsOf({ flows }: Reading): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const read of flows.flatMap(({ steps }) => steps)) {
    if (read.kind !== "ask" || read.step.choicesFrom !== undefined) continue;
    const choices = choicesOf(read);
    const count = choices.length + (read.step.doubt === "choice" ? 1 : 0);
    const limit = count > limits.buttons ? limits.row : limits.button;
    const keys = choices.map(({ label }) => label);
    if (read.step.doubt === "choice") keys.push("system.dont-know");
    for (const key of keys) found.set(key, Math.min(limit, found.get(key) ?? limit));
  }
  return found;
}

interface Measured {
  readonly read: ReadStep;
  readonly at: Place;
  readonly key: string;
  readonly language: Language;
  readonly length: number;
}

/** The longest text of each step that speaks, with what stands above and below a question. */
function* messages(reading: Reading): Iterable<Measured> {
  const measure = makeMeasure(reading);
  for (const { source, steps } of reading.flows) {
    for (const read of steps) {
      for (const { key, path, around } of textsOf(read)) {
        let longest: { language: Language; length: number } | null = null;
        for (const language of languages) {
          if (measure.words(key, language) === null) continue;
          const parts = [key, ...around].map((one) => measure.words(one, language)?.length ?? 0);
          // Two line breaks between paragraphs.
          const length = parts.reduce((sum, part) => sum + (part === 0 ? 0 : part + 2), -2);
          if (length > (longest?.length ?? 0)) longest = { language, length };
        }
        if (longest !== null) yield { read, at: placeOf(source, path), key, ...longest };
      }
    }
  }
}

function textsOf({ kind, step, path }: ReadStep) {
  if (kind === "say") return [{ key: step.say, path: [...path, "say"], around: [] }];
  if (kind !== "ask") return [];
  const around = [
    ...(step.before ?? []),
    `${step.ask}.hint`,
    ...(step.footer === undefined ? [] : [step.footer]),
  ];
  return [
    { key: step.ask, path: [...path, "ask"], around },
    ...(step.instead ?? []).map((one, at) => ({
      key: one.ask,
      path: [...path, "instead", at, "ask"],
      around,
    })),
  ];
}

function formPlace(reading: Reading, key: string, language: Language): Place {
  const spoken = spokenForm(reading, key, language) ?? language;
  const sentence = reading.sentences.get(key);
  return sentence?.forms.get(spoken)?.at ?? sentence?.at ?? { file: "locales", line: 1, column: 1 };
}
