import type { Document } from "../../documents/document.ts";
import type { Language } from "../../language/languages.ts";
import { budgetDocument } from "../../pages/files/budget.ts";
import { objectivesDocument, objectivesText } from "../../pages/files/objectives.ts";
import { presentationDocument } from "../../pages/files/presentation.ts";
import { reportDocument, reportText } from "../../pages/files/report.ts";
import type { Making } from "../../pages/files/shown.ts";
import { budgetWorkbook, monthlyWorkbook } from "../../pages/files/workbooks.ts";
import { linesOf, totals } from "../../pages/budget.ts";
import type { PageKind, Version } from "../../pages/pages.ts";
import { presentationOf } from "../../pages/presentation.ts";
import { scopeOf } from "../../pages/report.ts";
import { render } from "../../language/sentences.ts";
import { sayAmount } from "../../money/say-amount.ts";
import { pagesHere } from "../pages.ts";
import type { Play } from "../play.ts";
import { sharedArgs } from "../shared-args.ts";
import { titleOf, yearHere } from "./pages-shown.ts";

/** In what a page is written. */
export type Spoken = "french" | "arabic" | "both";

const languagesOf: Readonly<Record<Spoken, readonly Language[]>> = {
  french: ["fr"],
  arabic: ["ar"],
  both: ["fr", "ar"],
};

const makers: Readonly<Record<PageKind, typeof budgetDocument>> = {
  objectives: objectivesDocument,
  budget: budgetDocument,
  report: reportDocument,
  presentation: presentationDocument,
};

/** The page as a file. */
export function documentOf(play: Play, version: Version, spoken: Spoken): Document {
  return makers[version.page](makingOf(play), pagesHere(play), version, languagesOf[spoken]);
}

/** The workbooks of a budget: the budget itself, and twelve months of receipts and expenses. */
export function workbooksOf(
  play: Play,
  version: Version,
  spoken: Spoken,
): readonly [budget: Document, months: Document] {
  const making = makingOf(play);
  const pages = pagesHere(play);
  const language = spoken === "arabic" ? "ar" : "fr";
  const scope = scopeOf(version);
  const year = scope?.kind === "year" ? scope.year : yearHere(play);
  return [
    budgetWorkbook(making, pages, version, language),
    monthlyWorkbook(making, pages, version, language, year),
  ];
}

/** The page as a short text to share, in the language of the conversation: at most 600 characters. */
export function shareText(play: Play, version: Version): string {
  const { language } = play.state;
  const making = makingOf(play);
  const pages = pagesHere(play);
  switch (version.page) {
    case "objectives":
      return cut(objectivesText(making, pages, version, language));
    case "report":
      return reportText(making, pages, version, language);
    case "budget":
      return budgetText(play, version);
    case "presentation":
      return presentationText(play, version);
  }
}

function makingOf({ book, state, now }: Play): Making {
  return { sentences: book.sentences, org: sharedArgs(state)["org"] ?? "", now };
}

/** What comes in and what goes out, in two lines: the file has the rest. */
function budgetText(play: Play, version: Version): string {
  const { language } = play.state;
  const { income, expense } = totals(linesOf(version));
  const say = (centimes: number): string => sayAmount(centimes, language);
  return cut(
    [
      headOf(play, version),
      render(
        play.book.sentences,
        { say: "pages.told.totals", with: { income: say(income), expense: say(expense) } },
        language,
      ),
    ].join("\n"),
  );
}

function presentationText(play: Play, version: Version): string {
  const shown = presentationOf(pagesHere(play), version);
  const { since, place, contact } = shown.about;
  const lines = [
    headOf(play, version),
    [since, place].filter((one) => one !== null).join(" · "),
    shown.what ?? "",
    ...shown.does.map((one) => `• ${one}`),
    shown.for ?? "",
    contact ?? "",
  ];
  return cut(lines.filter((line) => line !== "").join("\n"));
}

function headOf(play: Play, version: Version): string {
  const { language } = play.state;
  const { name } = presentationOf(pagesHere(play), version).about;
  const title = render(play.book.sentences, titleOf(version), language);
  return name === null ? title : `${name} · ${title}`;
}

/** What may be pasted under a post. */
const most = 600;

function cut(text: string): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
