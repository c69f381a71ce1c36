import { printable } from "../../documents/printable.ts";
import type { Document } from "../../documents/document.ts";
import type { Language } from "../../language/languages.ts";
import type { Pages, Version } from "../pages.ts";
import { presentationOf } from "../presentation.ts";
import { headOf, wordsFor, type Making } from "./shown.ts";

/** The structure on one page, in one language or in two. */
export function presentationDocument(
  making: Making,
  pages: Pages,
  version: Version,
  languages: readonly Language[],
): Document {
  const shown = presentationOf(pages, version);
  const { since, place, contact } = shown.about;
  const editions = languages.map((language) => {
    const words = wordsFor(making, language);
    const { say } = words;
    const part = (key: "for" | "contact", text: string | null) =>
      text === null ? [] : [{ heading: say(key), text: printable(text) }];
    const lead = [since === null ? "" : say("since", { year: since }), printable(place ?? "")];
    return {
      ...headOf(making, words, pages, version),
      lead: lead.filter((one) => one !== "" && one !== "—").join(" · "),
      what: shown.what === null ? "" : printable(shown.what),
      does: { heading: say("does"), rows: shown.does.map(printable) },
      parts: [...part("for", shown.for), ...part("contact", contact)],
      figure:
        shown.figure === null
          ? null
          : { figure: printable(shown.figure.figure), what: printable(shown.figure.what) },
    };
  });
  return { form: "presentation", editions };
}
