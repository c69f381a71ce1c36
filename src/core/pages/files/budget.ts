import type { Document } from "../../documents/document.ts";
import type { Language } from "../../language/languages.ts";
import { currencies } from "../../money/say-amount.ts";
import { explainBalance, linesOf, totals, type Balance } from "../budget.ts";
import type { Side } from "../cells.ts";
import type { Pages, Version } from "../pages.ts";
import { headOf, wordsFor, type Making, type Words } from "./shown.ts";

/** The budget in one language, or in two as one table. */
export function budgetDocument(
  making: Making,
  pages: Pages,
  version: Version,
  languages: readonly Language[],
): Document {
  const editions = languages.map((language) => {
    const words = wordsFor(making, language);
    const { say, amount } = words;
    const lines = linesOf(version);
    const sums = totals(lines);
    const standing = explainBalance(sums);
    const side = (which: Side) => ({
      heading: say(which),
      rows: lines
        .filter(({ side, centimes }) => side === which && centimes !== 0)
        .map(({ label, centimes }) => ({
          label: words.label(label),
          amount: centimes === null ? say("to-fill") : amount(centimes),
          open: centimes === null,
        })),
      total: { label: say(`total-${which}`), amount: amount(sums[which]) },
    });
    return {
      ...headOf(making, words, pages, version),
      amount: `${say("amount")} (${currencies[language]})`,
      income: side("income"),
      expense: side("expense"),
      balance: {
        label: say("balance"),
        amount: amount(sums.balance),
        sentence: balanceSentence(words, standing),
        state: states[standing.kind],
      },
      signed: [say("approved"), say("president"), say("treasurer")],
    };
  });
  return { form: "budget", editions };
}

const states = {
  empty: "open",
  only: "open",
  balanced: "even",
  short: "short",
  over: "over",
} as const;

/** « Il manque 500 DH pour équilibrer. » */
export function balanceSentence({ say, amount }: Words, standing: Balance): string {
  switch (standing.kind) {
    case "balanced":
    case "empty":
      return say(`state.${standing.kind}`);
    case "only":
      return say(`state.only-${standing.side}`);
    case "over":
    case "short":
      return say(`state.${standing.kind}`, { amount: amount(standing.centimes) });
  }
}
