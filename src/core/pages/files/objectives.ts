import { printable } from "../../documents/printable.ts";
import type { Document } from "../../documents/document.ts";
import type { Language } from "../../language/languages.ts";
import { objectivesOf, type Objective } from "../objectives.ts";
import type { Pages, Version } from "../pages.ts";
import { headOf, wordsFor, type Making, type Words } from "./shown.ts";

/** The page of objectives in one language or in two. */
export function objectivesDocument(
  making: Making,
  pages: Pages,
  version: Version,
  languages: readonly Language[],
): Document {
  const editions = languages.map((language) => {
    const words = wordsFor(making, language);
    const objectives = objectivesOf(version).map((one, at) => ({
      number: String(at + 1),
      what: printable(one.what),
      facts: factsOf(words, one),
      progress: { label: words.say(`progress.${one.progress}`), state: one.progress },
    }));
    return { ...headOf(making, words, pages, version), objectives };
  });
  return { form: "objectives", editions };
}

function factsOf({ say, day }: Words, { who, when, seen }: Objective) {
  return [
    ...(who === null ? [] : [{ label: say("who"), value: printable(who) }]),
    ...(when === null ? [] : [{ label: say("when"), value: day(when) }]),
    ...(seen === null ? [] : [{ label: say("seen"), value: printable(seen) }]),
  ];
}

/** The objectives as a short text to share. */
export function objectivesText(
  making: Making,
  pages: Pages,
  version: Version,
  language: Language,
): string {
  const words = wordsFor(making, language);
  const { heading, organization } = headOf(making, words, pages, version);
  const lines = objectivesOf(version).map(({ what, who, when }, at) => {
    const more = [who === null ? "" : printable(who), when === null ? "" : words.day(when)];
    const around = more.filter((one) => one !== "").join(" · ");
    return `${at + 1}. ${printable(what)}${around === "" ? "" : ` (${around})`}`;
  });
  return [`${organization} · ${heading}`, ...lines].join("\n");
}
