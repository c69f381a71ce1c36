import { fallbacks, languages, isRightToLeft, type Language } from "../../../language/languages.ts";
import type { Family } from "../mistake.ts";
import { didYouMean } from "../nearest.ts";
import type { Form, Part, ReadSentence } from "../read-sentences.ts";

/** The rows of a sentence: one a language, each in its own script. */
export const translationMistakes = {
  "unknown-language": {
    severity: "error",
    *find({ strays }) {
      for (const { kind, name, at } of strays) {
        if (kind !== "language") continue;
        yield {
          at,
          message: `"${name}" is none of the languages we speak`,
          suggestion: didYouMean(
            name,
            languages,
            `one of ${languages.join(", ")}; a new one goes into languages.ts`,
          ),
        };
      }
    },
  },
  "not-a-sentence": {
    severity: "error",
    *find({ strays }) {
      for (const { kind, name, at } of strays) {
        if (kind !== "shape") continue;
        yield {
          at,
          message: `"${name}" is a list where sentences are expected`,
          suggestion: "write one line a language under it: `fr: …`",
        };
      }
    },
  },
  "empty-sentence": {
    severity: "error",
    *find({ strays }) {
      for (const { kind, name, at } of strays) {
        if (kind !== "empty") continue;
        yield {
          at,
          message: `nothing is written after "${name}:"`,
          suggestion:
            "write the sentence, or remove the line: then another language is shown instead",
        };
      }
    },
  },
  "missing-language": {
    severity: "error",
    *find({ sentences }) {
      for (const { key, at, forms } of sentences.values()) {
        const lost = languages.filter(
          (language) => !forms.has(language) && !hasFallback(forms, language),
        );
        if (lost.length === 0) continue;
        yield {
          at,
          message: `"${key}" cannot be said in ${lost.join(", ")}, nor in what is shown instead`,
          suggestion: `add \`${lost[0] ?? ""}:\` or one of ${lost.flatMap((one) => fallbacks[one]).join(", ")}`,
        };
      }
    },
  },
  "fallback-language": {
    severity: "warning",
    *find({ sentences }) {
      for (const { key, at, forms } of sentences.values()) {
        const missing = languages.filter(
          (language) => !forms.has(language) && hasFallback(forms, language),
        );
        if (missing.length === 0) continue;
        const shown = fallbacks[missing[0] ?? "fr"].find((one) => forms.has(one)) ?? "";
        yield {
          at,
          message: `"${key}" lacks ${missing.join(", ")}`,
          suggestion: `translate it; until then ${missing[0] ?? ""} speakers read it in ${shown}`,
        };
      }
    },
  },
  "wrong-script": {
    severity: "warning",
    *find({ sentences }) {
      for (const sentence of sentences.values()) {
        if (sameEverywhere(sentence)) continue;
        for (const [language, form] of sentence.forms) {
          const rtl = isRightToLeft(language);
          const words = literalOf(form);
          const arabic = words.match(/\p{Script=Arabic}/gu)?.length ?? 0;
          const latin = words.match(/\p{Script=Latin}/gu)?.length ?? 0;
          if (rtl ? arabic > 0 || latin < 4 : arabic <= latin) continue;
          yield {
            at: form.at,
            message: `the ${language} line of "${sentence.key}" is in ${rtl ? "Latin" : "Arabic"} letters`,
            suggestion: "see whether two lines were exchanged",
          };
        }
      }
    },
  },
  "typed-isolate": {
    severity: "error",
    *find({ sentences }) {
      for (const { forms } of sentences.values()) {
        for (const { text, placeOf } of forms.values()) {
          const index = text.search(/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/u);
          if (index === -1) continue;
          yield {
            at: placeOf(index),
            message: "an invisible direction mark was typed here",
            suggestion:
              "delete it: numbers, links and Latin names are wrapped when the sentence is said",
          };
        }
      }
    },
  },
} satisfies Family;

function hasFallback(forms: ReadSentence["forms"], language: Language): boolean {
  return fallbacks[language].some((one) => forms.has(one));
}

/** Such as the names of the languages, which stay what they are. */
function sameEverywhere({ forms }: ReadSentence): boolean {
  return new Set([...forms.values()].map(({ text }) => text)).size === 1;
}

function literalOf({ text, parts }: Form): string {
  return parts.length === 0 ? text : literal(parts);
}

function literal(parts: readonly Part[]): string {
  return parts
    .map(({ type, value, options, children }) =>
      type === 0
        ? (value ?? "")
        : [
            ...Object.values(options ?? {}).map((one) => literal(one.value)),
            literal(children ?? []),
          ].join(" "),
    )
    .join(" ");
}
