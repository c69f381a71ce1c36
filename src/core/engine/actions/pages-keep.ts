import type { Json } from "../../json.ts";
import { asksForMoney } from "../../knowledge/knowledge.ts";
import { fold } from "../../language/fold.ts";
import { hasSentence, render } from "../../language/sentences.ts";
import { meaningOf } from "../../money/words.ts";
import { asksOutright } from "../../pages/appeal.ts";
import { most, type Figure } from "../../pages/cells.ts";
import type { PageOperation } from "../../pages/operations.ts";
import { cellOf, type PageKind } from "../../pages/pages.ts";
import { proposals, proposedLine } from "../../pages/proposals.ts";
import { sides } from "../../pages/cells.ts";
import { scopeOf, thanksOf } from "../../pages/report.ts";
import { newId } from "../pages.ts";
import type { Play } from "../play.ts";
import { json } from "./last-result.ts";
import { dayNamed } from "./pages-day.ts";
import { structureHere, versionHere, writable, yearHere } from "./pages-shown.ts";
import { openPage, setAbout, setCell } from "./pages-write.ts";

/** What becomes of words that were said for a part of a page. */
export type Kept =
  | { readonly kind: "write"; readonly operations: readonly PageOperation[] }
  /** Words that ask for money are not taken (brief § 2.9). */
  | { readonly kind: "locked" }
  /** What was asked for does not stand in them. */
  | { readonly kind: "unread" };

/** What words write on a page. `part` names the question that was asked. */
export function keepSaid(play: Play, page: PageKind, part: string, said: string): Kept {
  const words = tidy(said);
  if (shown.includes(page) && !untold.includes(part) && speaksOfMoney(play, words)) {
    return { kind: "locked" };
  }
  const objective = /^(?:what|who|seen)-([123])$/u.exec(part);
  if (objective !== null) return keepObjective(play, part, objective[1] ?? "1", words);
  switch (part) {
    case "scope":
    case "project":
      return keepScope(play, page, said);
    case "name":
      return write([setAbout(play, "name", words.slice(0, most.name))]);
    case "since":
      return keepSince(play, words);
    case "contact":
      return write([setAbout(play, "contact", words.slice(0, 120))]);
    case "does":
      return keepDoes(play, page, said);
    case "results":
      return keepResults(play, page, said);
    case "thanks":
      // Until they say whose words they are, they are somebody's.
      return cells(play, page, {
        thanks: { text: words.slice(0, most.text), quoted: true, agreed: false },
      });
    case "agreed":
      return keepAgreed(play, page, said);
    default:
      return cells(play, page, { [part]: words.slice(0, most.text) });
  }
}

/** The pages that everybody sees: they never ask for money. */
const shown: readonly PageKind[] = ["report", "presentation"];
/** Parts that are chosen. */
const untold: readonly string[] = ["scope", "agreed"];

/** Whether words ask for money, by what was learned of appeals or outright. */
function speaksOfMoney({ book }: Play, words: string): boolean {
  if (asksOutright(words)) return true;
  return book.knowledge !== null && asksForMoney(book.knowledge, words);
}

/** Writes cells of a page, which is begun where there is none. */
export function cells(play: Play, page: PageKind, values: Readonly<Record<string, Json>>): Kept {
  const { version, begin } = writable(play, page);
  const sets = Object.entries(values).map(([cell, value]): PageOperation =>
    setCell(play, version, cell, value),
  );
  return write([...begin, ...sets]);
}

function write(operations: readonly PageOperation[]): Kept {
  return { kind: "write", operations };
}

/** What, who with by when, or how it is seen. An action of the plan brings its own « done when ». */
function keepObjective(play: Play, part: string, n: string, words: string): Kept {
  const { sentences } = play.book;
  const { language } = play.state;
  if (part.startsWith("what")) {
    const idea = `actions.${words}`;
    if (!/^A\d\d$/u.test(words) || !hasSentence(sentences, idea)) {
      return cells(play, "objectives", { [`${n}.what`]: words.slice(0, most.text) });
    }
    return cells(play, "objectives", {
      [`${n}.what`]: render(sentences, { say: idea }, language).slice(0, most.text),
      [`${n}.seen`]: render(sentences, { say: `${idea}.done` }, language).slice(0, most.text),
    });
  }
  if (part.startsWith("seen")) {
    return cells(play, "objectives", { [`${n}.seen`]: words.slice(0, most.text) });
  }
  const { day, who } = whoAndWhen(play, words);
  return cells(play, "objectives", {
    [`${n}.when`]: day,
    ...(who === "" ? {} : { [`${n}.who`]: who }),
  });
}

/** « la trésorière, fin mars »; without a day it is the last one of the page's year. */
export function whoAndWhen(
  play: Play,
  words: string,
): { readonly day: string; readonly who: string } {
  const found = dayNamed(words, todayHere(play));
  const version = versionHere(play, "objectives");
  const scope = version === null ? null : scopeOf(version);
  const year = scope?.kind === "year" ? scope.year : yearHere(play, ahead);
  const who = (found?.rest ?? words).slice(0, most.name).trim();
  return { day: found?.day ?? `${year}-12-31`, who };
}

/** In its last quarter one plans the next year. */
const ahead = 3;

export function todayHere({ now, book }: Play): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(book.calendar.zone)
    .toPlainDate();
}

/** A budget or a report begins with the lines we propose for their kind of structure. */
function keepScope(play: Play, page: PageKind, said: string): Kept {
  const year = yearHere(play);
  const years: Readonly<Record<string, number>> = {
    "this-year": year,
    "next-year": year + 1,
    "last-year": year - 1,
  };
  const named = years[said];
  const scope =
    named === undefined
      ? { kind: "project" as const, name: tidy(said).slice(0, most.name) }
      : { kind: "year" as const, year: named };
  const structure = structureHere(play);
  const lines = sides.flatMap((side) =>
    proposals[structure][side].map((id): [string, Json] => [
      `line.${id}`,
      json(proposedLine(structure, side, id, null)),
    ]),
  );
  const begun = { scope, ...Object.fromEntries(lines) };
  return write([openPage(play, newId(play), page, begun)]);
}

/** « 2014, Taroudant »: a year and a place, each if it is there. */
function keepSince(play: Play, words: string): Kept {
  const digits = fold(words);
  const year = /(?<!\d)(?:19|20)\d\d(?!\d)/u.exec(digits)?.[0];
  const place = words
    .replace(/[\d٠-٩۰-۹]{4}/u, " ")
    .replaceAll(
      /(?<![\p{L}])(?:depuis|since|mn|من|منذ|en|in|à|f|ف|في|عام|سنة|l3am|3am)(?![\p{L}])/giu,
      " ",
    )
    .replaceAll(/\s+/gu, " ")
    .replace(/^[\s,;:،.-]+|[\s,;:،.-]+$/gu, "");
  if (year === undefined && place === "") return { kind: "unread" };
  return write([
    ...(year === undefined ? [] : [setAbout(play, "since", year)]),
    ...(place === "" ? [] : [setAbout(play, "place", place.slice(0, most.name))]),
  ]);
}

/** Up to three, one a line; or between commas. */
function keepDoes(play: Play, page: PageKind, said: string): Kept {
  const lines = linesIn(said);
  const [only = ""] = lines;
  const each = lines.length > 1 ? lines : only.split(/\s*[,;،؛]\s+/u);
  const values = [0, 1, 2].map((at): [string, Json] => [
    `does.${at + 1}`,
    each[at] === undefined || each[at] === "" ? null : each[at].slice(0, most.text),
  ]);
  return cells(play, page, Object.fromEntries(values));
}

/** Up to three figures with what they count; a line without a figure is left. */
function keepResults(play: Play, page: PageKind, said: string): Kept {
  const lines = linesIn(said);
  const [only = ""] = lines;
  const each = lines.length > 1 ? lines : only.split(/\s*[,;،؛]\s+/u);
  const figures = each.flatMap((line) => figureIn(line) ?? []).slice(0, most.figures);
  if (figures.length === 0) return { kind: "unread" };
  const values = [0, 1, 2].map((at): [string, Json] => [
    `result.${at + 1}`,
    figures[at] === undefined ? null : { ...figures[at] },
  ]);
  return cells(play, page, Object.fromEntries(values));
}

/** « 120 enfants suivis », « ateliers : 12 », « trois sorties ». Null without a figure. */
export function figureIn(line: string): Figure | null {
  const found = /[\d٠-٩۰-۹](?:[\d٠-٩۰-۹.,٫٬\u00A0\u202F]|\s(?=\d{3}(?!\d)))*\s?%?/u.exec(line);
  const words = line.split(/\s+/u);
  const spelled = words.find((word) => meaningOf(word)?.kind === "number");
  const figure = (found?.[0] ?? spelled ?? "").trim().replace(/[.,]$/u, "");
  if (figure === "" || figure.length > 20) return null;
  const what = line
    .replace(found?.[0] ?? figure, " ")
    .replaceAll(/\s+/gu, " ")
    .replace(/^[\s:–—\-•*,.،]+|[\s:–—\-,.،]+$/gu, "")
    .slice(0, most.name);
  return what === "" ? null : { figure, what };
}

function keepAgreed(play: Play, page: PageKind, said: string): Kept {
  if (page === "presentation") {
    // Whoever does not agree is not written there.
    return said === "yes" ? write([]) : write([setAbout(play, "contact", null)]);
  }
  const version = versionHere(play, page);
  const thanks = version === null ? null : thanksOf(version);
  if (thanks === null) return write([]);
  const quoted = said !== "ours";
  return cells(play, page, { thanks: { ...thanks, quoted, agreed: said === "yes" } });
}

function linesIn(said: string): readonly string[] {
  return said
    .split("\n")
    .map((line) => tidy(line.replace(/^\s*(?:[•*·–—-]|\(?[1-9][.)])\s+/u, "")))
    .filter((line) => line !== "");
}

function tidy(words: string): string {
  return words.replaceAll(/\s+/gu, " ").trim();
}

/** Whether a part of a page has been said. */
export function isSaid(play: Play, page: PageKind, cell: string): boolean {
  const version = versionHere(play, page);
  return version !== null && cellOf(version.cells, cell) !== undefined;
}
