import { z } from "zod";
import type { Json } from "../../json.ts";
import type { Phrase } from "../../language/sentences.ts";
import { sayAmount } from "../../money/say-amount.ts";
import { linesOf } from "../../pages/budget.ts";
import { figureSchema, thanksSchema } from "../../pages/cells.ts";
import { findLine } from "../../pages/find-line.ts";
import type { PageOperation } from "../../pages/operations.ts";
import { cellOf, type PageKind, type Version } from "../../pages/pages.ts";
import { aboutOf } from "../../pages/presentation.ts";
import { render } from "../../language/sentences.ts";
import { changePages, pagesHere } from "../pages.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import { json, phrase } from "./last-result.ts";
import { amountsIn, isNone } from "./pages-amounts.ts";
import { figureIn, keepSaid, whoAndWhen } from "./pages-keep.ts";
import {
  chosenAmount,
  keepAll,
  lineNamed,
  placed,
  unclear,
  typedAmount,
} from "./pages-line-amounts.ts";
import { dayWithYear, pageOf, shortened, versionHere } from "./pages-shown.ts";
import { setAbout, setCell } from "./pages-write.ts";

const nothing = z.strictObject({});
const saying = z.strictObject({ said: z.string() });
const changing = z.strictObject({ part: z.string(), said: z.string() });
const taking = z.strictObject({ part: z.string() });

/** Something that stands on a page: a cell, what it is called and what it says. */
interface Part {
  readonly cell: string;
  readonly label: Phrase;
  readonly now: Phrase;
}

const gives = {
  found: "string",
  choices: "dyn",
  part: "string",
  label: "dyn",
  now: "dyn",
  turned: "double",
  words: "dyn",
  waiting: "dyn",
} as const;

/** Parts shown in one list, beside « more » and « nothing ». */
const atOnce = 8;

/** `found`: done, one, unclear, unread, locked, nothing or which. */
export const beginFix = {
  about: "What is to be corrected, where it was named; else what stands on the page.",
  takes: nothing,
  gives: { ...gives, about: "string" },
  perform(_, play) {
    const own = play.top.values["about"];
    const under = play.frames.at(-2)?.values["about"];
    const said = [own, under].find((one) => typeof one === "string" && one !== "");
    const named = typeof said === "string" ? partMeant(play, said) : null;
    return { gives: { ...(named ?? listed(play, 0)), about: "" } };
  },
} satisfies Action<z.infer<typeof nothing>>;

export const findPart = {
  about: "The part of a page that was chosen or named, perhaps with what it should say.",
  takes: saying,
  gives,
  perform({ said }, play) {
    const list = Number(play.top.values["turned"] ?? 0);
    if (said === "more") return { gives: listed(play, list + 1) };
    const chosen = partsOf(play).find(({ cell }) => cell === said);
    if (chosen !== undefined) return { gives: one(chosen) };
    return { gives: partMeant(play, said) ?? listed(play, list) };
  },
} satisfies Action<z.infer<typeof saying>>;

export const changePart = {
  about: "Writes what a part of a page says from now on. Words that ask for money are not taken.",
  takes: changing,
  gives,
  perform({ part, said }, play) {
    return {
      gives: part.startsWith("line.") ? amountFor(play, part, said) : wordsFor(play, part, said),
    };
  },
} satisfies Action<z.infer<typeof changing>>;

export const settlePart = {
  about: "Keeps the reading that was chosen for an amount.",
  takes: saying,
  gives,
  perform({ said }, play) {
    const version = versionHere(play);
    const amount = chosenAmount(said) ?? typedAmount(play, said);
    const part = play.top.values["part"];
    const chosen = partsOf(play).find(({ cell }) => cell === part);
    if (amount === null || version === null || typeof part !== "string") {
      return { gives: chosen === undefined ? listed(play, 0) : { ...one(chosen), waiting: [] } };
    }
    return { gives: { ...written(play, version, part, amount), waiting: [] } };
  },
} satisfies Action<z.infer<typeof saying>>;

export const removePart = {
  about: "Takes a part of a page away.",
  takes: taking,
  gives,
  perform({ part }, play) {
    const version = versionHere(play);
    const known = partsOf(play).find(({ cell }) => cell === part);
    if (version === null || known === undefined) return { gives: { found: "nothing" } };
    const [, n] = /^(\d)\.what$/u.exec(part) ?? [];
    // An objective goes with all that belongs to it.
    const cells =
      n === undefined
        ? [part]
        : ["what", "who", "when", "seen", "progress"].map((field) => `${n}.${field}`);
    const operations = cells.map((cell) => setting(play, version, cell, null));
    changePages(play, ...operations);
    return { gives: { ...one(known), found: "done", now: { say: "pages.fix.gone" } } };
  },
} satisfies Action<z.infer<typeof taking>>;

/** « loyer 3 000 », « le contact »: null when nothing on the page is meant. */
function partMeant(play: Play, said: string): Record<string, Json> | null {
  const version = versionHere(play);
  const lines = version === null ? [] : linesOf(version);
  if (version !== null && lines.length > 0) {
    const [piece] = amountsIn(said, play.state.language, 1);
    const name = piece === undefined ? said : piece.name;
    const line = lineNamed(play, version, lines, name);
    if (line !== null) {
      const part = partsOf(play).find(({ cell }) => cell === `line.${line}`);
      if (part === undefined) return null;
      return piece === undefined
        ? one(part)
        : { ...one(part), ...amountFor(play, part.cell, piece.words) };
    }
    if (piece !== undefined && piece.name !== "") return added(play, version, piece.name, said);
  }
  for (const language of play.book.languages) {
    const parts = partsOf(play).map(({ cell, label }) => ({
      id: cell,
      label: render(play.book.sentences, label, language),
    }));
    const found = findLine(parts, said, language);
    if (found.kind !== "one") continue;
    const part = partsOf(play).find(({ cell }) => cell === found.id);
    if (part !== undefined) return one(part);
  }
  return null;
}

/** A name that is on no line yet, with its amount: a line that goes out, as most that is forgotten. */
function added(
  play: Play,
  version: Version,
  name: string,
  said: string,
): Record<string, Json> | null {
  const [piece] = amountsIn(said, play.state.language, 1);
  if (piece?.said.kind !== "amount" || piece.said.confirm) return null;
  const { centimes } = piece.said;
  const done = keepAll(play, [
    placed(play, version, { line: null, name, side: "expense" }, centimes),
  ]);
  if (done !== "kept") return null;
  return {
    found: "done",
    label: { typed: name },
    now: sayAmount(centimes, play.state.language),
  };
}

/** What stands on the page, some at a time. */
function listed(play: Play, list: number): Record<string, Json> {
  const all = partsOf(play);
  if (all.length === 0) return { found: "nothing", turned: 0 };
  const pages = Math.ceil(all.length / atOnce);
  const from = (list % pages) * atOnce;
  const choices = [
    ...all.slice(from, from + atOnce).map(({ cell, label, now }) => ({
      id: cell,
      label: short(play, label),
      about: short(play, now, 64),
    })),
    ...(pages > 1 ? [{ id: "more", label: { say: "pages.fix.more" } }] : []),
    { id: "close", label: { say: "pages.fix.close" } },
  ];
  return { found: "which", turned: list % pages, choices: json(choices) };
}

/** A label of a row holds 24 characters. */
function short(play: Play, words: Phrase, most = 22): Phrase {
  const shown = render(play.book.sentences, words, play.state.language);
  return shown.length <= most ? words : { typed: shortened(shown, most) };
}

function one({ cell, label, now }: Part): Record<string, Json> {
  return { found: "one", part: cell, label: phrase(label), now: phrase(now) };
}

/** Everything that stands on a page, in its order. */
function partsOf(play: Play): readonly Part[] {
  const page = pageOf(play);
  const version = versionHere(play, page);
  if (version === null) return [];
  return [...ofOrganization(play, page), ...ofPage(play, version)];
}

function ofOrganization(play: Play, page: PageKind): readonly Part[] {
  const about = aboutOf(pagesHere(play));
  const shown =
    page === "presentation"
      ? (["name", "since", "place", "contact"] as const)
      : (["name"] as const);
  return shown.flatMap((name): Part[] => {
    const said = about[name];
    return said === null
      ? []
      : [{ cell: `about.${name}`, label: { say: `pages.part.${name}` }, now: { typed: said } }];
  });
}

function ofPage(play: Play, version: Version): readonly Part[] {
  const lines = linesOf(version)
    .filter(({ centimes }) => centimes !== null)
    .map(({ id, label, centimes }): Part => ({
      cell: `line.${id}`,
      label,
      now: sayAmount(centimes ?? 0, play.state.language),
    }));
  const cells = cellNames[version.page].flatMap((cell): Part[] => {
    const value = cellOf(version.cells, cell);
    return value === undefined
      ? []
      : [{ cell, label: labelOf(cell), now: nowOf(play, cell, value) }];
  });
  return [...lines, ...cells];
}

const cellNames: Readonly<Record<PageKind, readonly string[]>> = {
  objectives: [1, 2, 3].flatMap((n) =>
    ["what", "who", "when", "seen"].map((field) => `${n}.${field}`),
  ),
  budget: [],
  report: ["result.1", "result.2", "result.3", "thanks", "hard"],
  presentation: ["what", "does.1", "does.2", "does.3", "for"],
};

function labelOf(cell: string): Phrase {
  const [, n, field] = /^([123])\.(what|who|when|seen)$/u.exec(cell) ?? [];
  if (n !== undefined) return { say: `pages.part.objective-${field}`, with: { n: Number(n) } };
  const [name = "", at] = cell.split(".");
  return at === undefined
    ? { say: `pages.part.${name}` }
    : { say: `pages.part.${name}`, with: { n: Number(at) } };
}

function nowOf(play: Play, cell: string, value: Json): Phrase {
  const figure = figureSchema.safeParse(value);
  if (figure.success) return { typed: `${figure.data.figure} ${figure.data.what}` };
  const thanks = thanksSchema.safeParse(value);
  if (thanks.success) return { typed: thanks.data.text };
  if (typeof value !== "string") return "";
  return cell.endsWith(".when") ? dayWithYear(value, play.state.language) : { typed: value };
}

function amountFor(play: Play, part: string, said: string): Record<string, Json> {
  const version = versionHere(play);
  if (version === null) return { found: "nothing" };
  const zero = isNone(said) ? chosenAmount("c0") : null;
  if (zero !== null) return written(play, version, part, zero);
  const [piece] = amountsIn(said, play.state.language, 1);
  if (piece === undefined) return { found: "unread" };
  const { said: amount, words } = piece;
  if (amount.kind === "refused") return { found: "unread" };
  if (amount.kind === "amount" && !amount.confirm)
    return written(play, version, part, amount.centimes);
  const readings = amount.kind === "amount" ? [amount.centimes] : [...amount.readings];
  const line = part.slice("line.".length);
  const asked = unclear(play, [
    { words, line, name: "", side: "expense", readings, ryal: amount.kind === "amount" },
  ]);
  const { heard: _, ...rest } = asked;
  return { ...rest, part, found: "unclear" };
}

function written(
  play: Play,
  version: Version,
  part: string,
  amount: Parameters<typeof placed>[3],
): Record<string, Json> {
  const line = part.slice("line.".length);
  keepAll(play, [placed(play, version, { line, name: "", side: "expense" }, amount)]);
  return done(play, part);
}

function done(play: Play, part: string): Record<string, Json> {
  const now = partsOf(play).find(({ cell }) => cell === part);
  return now === undefined ? { found: "nothing" } : { ...one(now), found: "done" };
}

function wordsFor(play: Play, part: string, said: string): Record<string, Json> {
  const page = pageOf(play);
  const version = versionHere(play, page);
  if (version === null) return { found: "nothing" };
  const kept = keepSaid(play, page, partNamed(part), said);
  if (kept.kind !== "write") return { found: kept.kind };
  const words = said.replaceAll(/\s+/gu, " ").trim();
  const operation = changeOf(play, version, part, words);
  if (operation === null || changePages(play, operation) !== null) return { found: "unread" };
  return done(play, part);
}

/** The question whose rules hold for a part: those of money do wherever people read it. */
function partNamed(part: string): string {
  return part.startsWith("result.") || part.startsWith("about.") || /^\d\./u.test(part)
    ? "hard"
    : part;
}

function changeOf(play: Play, version: Version, part: string, words: string): PageOperation | null {
  if (part.startsWith("about.")) {
    const cell = part.slice("about.".length);
    const year = /(?:19|20)\d\d/u.exec(words)?.[0];
    return setAbout(play, cell, cell === "since" ? (year ?? null) : words.slice(0, 80));
  }
  if (part.startsWith("result.")) {
    const figure = figureIn(words);
    return figure === null ? null : setting(play, version, part, { ...figure });
  }
  if (part === "thanks") {
    return setting(play, version, part, { text: words.slice(0, 300), quoted: true, agreed: false });
  }
  if (part.endsWith(".when")) return setting(play, version, part, whoAndWhen(play, words).day);
  const most = part.endsWith(".who") ? 80 : 300;
  return setting(play, version, part, words.slice(0, most));
}

function setting(play: Play, version: Version, cell: string, value: Json): PageOperation {
  if (cell.startsWith("about.")) return setAbout(play, cell.slice("about.".length), value);
  return setCell(play, version.id, cell, value);
}
