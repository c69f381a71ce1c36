import { sayDate } from "../../calendar/say-date.ts";
import { printable } from "../../documents/printable.ts";
import type { Instant } from "../../instant.ts";
import { isRightToLeft, type Language } from "../../language/languages.ts";
import { render, type Args, type Phrase, type Sentences } from "../../language/sentences.ts";
import { sayAmount } from "../../money/say-amount.ts";
import type { LineValue } from "../cells.ts";
import type { Pages, Version } from "../pages.ts";
import { aboutOf } from "../presentation.ts";
import { scopeOf } from "../report.ts";

/** What every file of a page is made of. */
export interface Making {
  readonly sentences: Sentences;
  /** What is said where they gave no name: « votre association ». */
  readonly org: Phrase;
  /** When it is made. */
  readonly now: Instant;
}

/** The words of one language, as they stand on a file. */
export interface Words {
  readonly language: Language;
  readonly say: (key: FileKey, args?: Args) => string;
  readonly label: (label: LineValue["label"]) => string;
  readonly amount: (centimes: number) => string;
  readonly day: (day: string) => string;
}

export function wordsFor({ sentences }: Making, language: Language): Words {
  const words = (phrase: Phrase): string => render(sentences, phrase, language);
  return {
    language,
    say: (key, args) =>
      words({ say: `page-files.${key}`, ...(args === undefined ? {} : { with: args }) }),
    label: (label) => ("typed" in label ? printable(label.typed) : words(label)),
    amount: (centimes) => amountShown(centimes, language),
    day: (day) => dayWithYear(day, language),
  };
}

/** An amount where letters of the other direction may stand around: below zero it is held together. */
export function amountShown(centimes: number, language: Language): string {
  const said = sayAmount(centimes, language);
  if (centimes >= 0 || !isRightToLeft(language)) return said;
  return said.replace(/^\S+?(?=\u00A0)/u, "\u2066$&\u2069");
}

/** « mercredi 31 mars 2027 » */
function dayWithYear(day: string, language: Language): string {
  const noon = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: "Africa/Casablanca",
    plainTime: "12:00",
  });
  return `${sayDate(noon.epochMilliseconds, language, false)} ${day.slice(0, 4)}`;
}

/** What stands on top and at the foot. */
export function headOf(making: Making, words: Words, pages: Pages, version: Version) {
  const { language, say } = words;
  const { name } = aboutOf(pages);
  const scope = scopeOf(version);
  const project = scope?.kind === "project";
  const { page } = version;
  const heading =
    page === "presentation"
      ? say("heading.presentation")
      : project
        ? say(`heading.${page}-project`, { name: printable(scope.name) })
        : say(`heading.${page}`, { year: scope?.kind === "year" ? String(scope.year) : "" }).trim();
  const today = Temporal.Instant.fromEpochMilliseconds(making.now)
    .toZonedDateTimeISO("Africa/Casablanca")
    .toPlainDate();
  return {
    language,
    heading,
    organization: name === null ? render(making.sentences, making.org, language) : printable(name),
    footer: say("made", { date: dayWithYear(today.toString(), language) }),
  };
}

/** The sentences of `locales/page-files.yaml` with what each is given, besides `{org}`. */
export const fileKeys = {
  "heading.objectives": ["year"],
  "heading.objectives-project": ["name"],
  "heading.budget": ["year"],
  "heading.budget-project": ["name"],
  "heading.report": ["year"],
  "heading.report-project": ["name"],
  "heading.presentation": [],
  who: [],
  when: [],
  seen: [],
  "progress.not-yet": [],
  "progress.going": [],
  "progress.done": [],
  income: [],
  expense: [],
  "total-income": [],
  "total-expense": [],
  amount: [],
  line: [],
  balance: [],
  "state.balanced": [],
  "state.over": ["amount"],
  "state.short": ["amount"],
  "state.only-income": [],
  "state.only-expense": [],
  "state.empty": [],
  "to-fill": [],
  approved: [],
  president: [],
  treasurer: [],
  received: [],
  spent: [],
  left: [],
  missing: [],
  "spent-by-use": [],
  "received-from": [],
  "other-lines": [],
  results: [],
  hard: [],
  thanks: [],
  since: ["year"],
  does: [],
  for: [],
  contact: [],
  made: ["date"],
  "share.money": ["received", "spent"],
  "share.uses": ["uses"],
  "workbook.budget": [],
  "workbook.year": [],
  "workbook.planned": [],
  "workbook.real": [],
  "workbook.gap": [],
  "workbook.date": [],
  "workbook.what": [],
  "workbook.kind": [],
  "workbook.in": [],
  "workbook.out": [],
  "workbook.how": [],
  "workbook.receipt": [],
  "workbook.total": [],
  "workbook.carried": [],
  "workbook.left": [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type FileKey = keyof typeof fileKeys;
