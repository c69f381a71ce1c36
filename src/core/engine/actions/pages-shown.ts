import { sayDate } from "../../calendar/say-date.ts";
import type { Instant } from "../../instant.ts";
import type { Language } from "../../language/languages.ts";
import { render, type Phrase } from "../../language/sentences.ts";
import { sayAmount } from "../../money/say-amount.ts";
import { linesOf, totals, type Line } from "../../pages/budget.ts";
import type { PageOperation } from "../../pages/operations.ts";
import { newestOf, pageKinds, type PageKind, type Version } from "../../pages/pages.ts";
import { structureOf, type Structure } from "../../pages/proposals.ts";
import { scopeOf } from "../../pages/report.ts";
import { newId, pagesHere } from "../pages.ts";
import type { Play } from "../play.ts";

/** The page that is spoken of: that of the conversation under way, or of the one that called it. */
export function pageOf(play: Play): PageKind {
  for (const { flow, values } of play.frames.toReversed()) {
    const own = kindNamed(flow.replace(/^pages-/u, ""));
    if (own !== null) return own;
    const named = values["page"];
    if (flow === "pages" && typeof named === "string") return kindNamed(named) ?? "budget";
  }
  return "budget";
}

export function kindNamed(name: string): PageKind | null {
  return pageKinds.find((one) => one === name) ?? null;
}

/** The version one goes on with; null when the page was never begun. */
export function versionHere(play: Play, page = pageOf(play)): Version | null {
  return newestOf(pagesHere(play), page);
}

/** The id of the version to write in, and the operation that begins one where there is none. */
export function writable(
  play: Play,
  page: PageKind,
): { readonly version: string; readonly begin: readonly PageOperation[] } {
  const known = versionHere(play, page);
  if (known !== null) return { version: known.id, begin: [] };
  const version = newId(play);
  const cells =
    page === "presentation" ? {} : { scope: { kind: "year" as const, year: yearHere(play, lead) } };
  return { version, begin: [{ kind: "open", at: play.now, version, page, cells }] };
}

/** In its last quarter one plans the next year. */
const lead = 3;

/** The kind of structure, by which lines are proposed. */
export function structureHere(play: Play): Structure {
  return structureOf(play.orgValue("P1"), play.orgValue("becoming"));
}

/** The year under way in Morocco; with `lead`, that of so many months later. */
export function yearHere({ now, book }: Play, lead = 0): number {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(book.calendar.zone);
  return local.add({ months: lead }).year;
}

/** « Budget 2027 », « Bilan : Eau pour tous ». */
export function titleOf(version: Pick<Version, "page" | "cells">): Phrase {
  const { page } = version;
  const scope = scopeOf(version);
  if (scope?.kind === "project" && (page === "budget" || page === "report")) {
    return { say: `pages.title.${page}-project`, with: { name: { typed: scope.name } } };
  }
  if (page === "presentation") return { say: "pages.title.presentation" };
  const year = scope?.kind === "year" ? String(scope.year) : "";
  return { say: `pages.title.${page}`, with: { year } };
}

/** « Jusqu'ici : entrées 3 000 DH, sorties 500 DH. » */
export function soFar(play: Play, lines: readonly Line[]): Phrase {
  const { income, expense } = totals(lines);
  const say = (centimes: number): string => sayAmount(centimes, play.state.language);
  return { say: "pages.lines.so-far", with: { income: say(income), expense: say(expense) } };
}

/** The label of a line in the words of a language. */
export function labelIn(play: Play, { label }: Pick<Line, "label">, language: Language): string {
  return render(play.book.sentences, label, language);
}

/** The lines of a version in a language, for finding one by its name. */
export function namedLines(play: Play, version: Version, language = play.state.language) {
  return linesOf(version).map((line) => ({ id: line.id, label: labelIn(play, line, language) }));
}

/** A day with its year: « mercredi 31 mars 2027 ». */
export function dayWithYear(day: string, language: Language): string {
  const noon = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: "UTC",
    plainTime: "12:00",
  });
  return `${sayDate(noon.epochMilliseconds, language, false)} ${day.slice(0, 4)}`;
}

/** A moment as a day in words. */
export function dayOfMoment(at: Instant, language: Language): string {
  return sayDate(at, language, false);
}

/** The beginning of long words, for a heading. */
export function shortened(words: string, most = 60): string {
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}
