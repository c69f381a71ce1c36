import { printable } from "../../documents/printable.ts";
import type { Document } from "../../documents/document.ts";
import { isRightToLeft, type Language } from "../../language/languages.ts";
import type { Line } from "../budget.ts";
import type { Side } from "../cells.ts";
import type { Pages, Version } from "../pages.ts";
import { aboutOf } from "../presentation.ts";
import { reportOf, type Report } from "../report.ts";
import { headOf, wordsFor, type Making, type Words } from "./shown.ts";

/** Rows a page shows of each side: what is smaller stands together as « Autres ». */
const rowsShown = 8;

/** The report for donors and members, in one language or in two. */
export function reportDocument(
  making: Making,
  pages: Pages,
  version: Version,
  languages: readonly Language[],
): Document {
  const report = reportOf(version);
  const editions = languages.map((language) => {
    const words = wordsFor(making, language);
    const { say } = words;
    return {
      ...headOf(making, words, pages, version),
      sums: sumsOf(words, report),
      uses: { heading: say("spent-by-use"), rows: rowsOf(words, report, "expense") },
      sources: { heading: say("received-from"), rows: rowsOf(words, report, "income") },
      results: {
        heading: say("results"),
        rows: report.figures.map(({ figure, what }) => ({
          figure: printable(figure),
          what: printable(what),
        })),
      },
      hard: report.hard === null ? null : { heading: say("hard"), text: printable(report.hard) },
      thanks:
        report.thanks === null ? null : { heading: say("thanks"), text: printable(report.thanks) },
    };
  });
  return { form: "report", editions };
}

function sumsOf({ say, amount }: Words, { totals: { income, expense, balance } }: Report) {
  return [
    { label: say("received"), amount: amount(income) },
    { label: say("spent"), amount: amount(expense) },
    balance < 0
      ? { label: say("missing"), amount: amount(-balance) }
      : { label: say("left"), amount: amount(balance) },
  ];
}

/** The largest first, with their share of the side in whole percents that make a hundred. */
function rowsOf(words: Words, { lines, totals }: Report, side: Side) {
  const sum = totals[side];
  const own = lines
    .filter((line) => line.side === side && (line.centimes ?? 0) > 0)
    .toSorted((one, other) => (other.centimes ?? 0) - (one.centimes ?? 0));
  const shown = own.length > rowsShown ? own.slice(0, rowsShown - 1) : own;
  const rest = own.slice(shown.length).reduce((sum, { centimes }) => sum + (centimes ?? 0), 0);
  const rows = [
    ...shown.map(({ label, centimes }) => ({ label: words.label(label), centimes: centimes ?? 0 })),
    ...(rest === 0 ? [] : [{ label: words.say("other-lines"), centimes: rest }]),
  ];
  const percents = hundred(
    rows.map(({ centimes }) => centimes),
    sum,
  );
  return rows.map(({ label, centimes }, at) => {
    const percent = percents[at] ?? 0;
    return { label, amount: words.amount(centimes), share: shareShown(percent, words), percent };
  });
}

function shareShown(percent: number, { language }: Words): string {
  const share = percent === 0 ? "<\u20601" : String(percent);
  return language === "en"
    ? `${share}%`
    : isRightToLeft(language)
      ? `\u2066${share}%\u2069`
      : `${share}\u00A0%`;
}

/** Shares in whole percents that add up to 100: what is cut off goes to the largest remainders. */
export function hundred(parts: readonly number[], sum: number): readonly number[] {
  if (sum <= 0) return parts.map(() => 0);
  const exact = parts.map((part) => (part * 100) / sum);
  const floors = exact.map(Math.floor);
  const missing = 100 - floors.reduce((total, one) => total + one, 0);
  const order = exact
    .map((value, at) => ({ at, cut: value - Math.floor(value) }))
    .toSorted((one, other) => other.cut - one.cut || one.at - other.at)
    .slice(0, Math.max(0, missing))
    .map(({ at }) => at);
  return floors.map((floor, at) => floor + (order.includes(at) ? 1 : 0));
}

/** What may be pasted under a post. */
export const shareMost = 600;

/** The report as a text of at most 600 characters to share: whole lines, the least needed left out. */
export function reportText(
  making: Making,
  pages: Pages,
  version: Version,
  language: Language,
): string {
  const words = wordsFor(making, language);
  const { say, amount } = words;
  const report = reportOf(version);
  const { heading, organization } = headOf(making, words, pages, version);
  const { contact } = aboutOf(pages);
  const uses = topUses(report, 3).map(({ label }) => words.label(label));
  const comma = isRightToLeft(language) ? "، " : ", ";
  const { income, expense } = report.totals;
  // The first lines matter most.
  const lines = [
    `${organization} · ${heading}`,
    say("share.money", { received: amount(income), spent: amount(expense) }),
    ...report.figures.map(({ figure, what }) => `• ${printable(figure)} ${printable(what)}`),
    ...(report.thanks === null ? [] : [printable(report.thanks)]),
    ...(uses.length === 0 ? [] : [say("share.uses", { uses: uses.join(comma) })]),
    ...(contact === null ? [] : [printable(contact)]),
  ];
  return withinLength(lines, shareMost);
}

function topUses({ lines }: Report, most: number): readonly Line[] {
  return lines
    .filter(({ side, centimes }) => side === "expense" && (centimes ?? 0) > 0)
    .toSorted((one, other) => (other.centimes ?? 0) - (one.centimes ?? 0))
    .slice(0, most);
}

function withinLength(lines: readonly string[], most: number): string {
  let text = "";
  for (const line of lines) {
    const longer = text === "" ? line : `${text}\n${line}`;
    if (longer.length <= most) text = longer;
  }
  return text;
}
