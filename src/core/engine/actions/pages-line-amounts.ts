import { z } from "zod";
import type { Json } from "../../json.ts";
import { fold, wordsOf } from "../../language/fold.ts";
import type { Phrase } from "../../language/sentences.ts";
import { centimes as asCentimes, type Centimes } from "../../money/centimes.ts";
import { sayAmount } from "../../money/say-amount.ts";
import { linesOf, nextPlace, type Line } from "../../pages/budget.ts";
import type { Side } from "../../pages/cells.ts";
import { findLine } from "../../pages/find-line.ts";
import type { PageOperation } from "../../pages/operations.ts";
import type { Version } from "../../pages/pages.ts";
import { changePages, newId } from "../pages.ts";
import type { Play } from "../play.ts";
import { json, phrase } from "./last-result.ts";
import { amountsIn, type Piece } from "./pages-amounts.ts";
import { labelIn, namedLines } from "./pages-shown.ts";
import { setCell } from "./pages-write.ts";

/** An amount that is not clear yet, and the line it is for. */
export const waitingSchema = z
  .array(
    z.object({
      words: z.string(),
      /** An id of a line, or the name of a new one. */
      line: z.string().nullable(),
      name: z.string(),
      side: z.enum(["income", "expense"]),
      readings: z.array(z.number()),
      ryal: z.boolean(),
    }),
  )
  .catch([]);
export type Waiting = z.infer<typeof waitingSchema>[number];

/** Keeps what was read: at once what is clear; what is not waits for an answer. */
export function keepPieces(
  play: Play,
  version: Version,
  asked: readonly Line[],
  pieces: readonly Piece[],
): Record<string, Json> {
  const side: Side = asked[0]?.side ?? "income";
  const named = pieces.map((piece) => ({
    piece,
    line: lineNamed(play, version, asked, piece.name),
  }));
  // Amounts without a name go to the lines in their order, but not to those that were named.
  const free = asked.filter(({ id }) => !named.some(({ line }) => line === id));
  const wanted = named.map(({ piece, line }): Waiting & { readonly said: Piece["said"] } => {
    const own = piece.name === "" ? (free.shift()?.id ?? null) : line;
    const { said, words, name } = piece;
    const readings = said.kind === "unclear" ? [...said.readings] : [];
    return { words, line: own, name, side, readings, ryal: false, said };
  });
  const operations: PageOperation[] = [];
  const waiting: Waiting[] = [];
  let refused = false;
  for (const [at, { said, ...one }] of wanted.entries()) {
    if (one.line === null && one.name === "") continue;
    if (said.kind === "refused") refused = true;
    else if (said.kind === "unclear") waiting.push(one);
    else if (said.confirm) waiting.push({ ...one, ryal: true, readings: [said.centimes] });
    else operations.push(placed(play, version, one, said.centimes, at));
  }
  const done = operations.length === 0 ? "kept" : keepAll(play, operations);
  if (done !== "kept") return { heard: done };
  if (waiting.length > 0) return unclear(play, waiting);
  return { heard: refused ? "refused" : "kept" };
}

/** The line that a name means: of those asked for, else of the page; null for a new one. */
export function lineNamed(
  play: Play,
  version: Version,
  asked: readonly Line[],
  name: string,
): string | null {
  if (name === "") return null;
  const { language } = play.state;
  const near = asked.map((line) => ({ id: line.id, label: labelIn(play, line, language) }));
  for (const lines of [near, namedLines(play, version)]) {
    const found = findLine(lines, name, language);
    if (found.kind === "one") return found.id;
  }
  return namedElsewhere(play, version, name);
}

/** In another language a word must be the label's own: « fête » is not "fees". */
function namedElsewhere(play: Play, version: Version, name: string): string | null {
  const telling = wordsOf(fold(name)).filter((word) => word.length >= 4);
  for (const language of play.book.languages) {
    const lines = namedLines(play, version, language).filter(({ label }) =>
      wordsOf(fold(label)).some((word) => telling.includes(word)),
    );
    const found = findLine(lines, name, language);
    if (found.kind === "one") return found.id;
  }
  return null;
}

/** What is to be asked about the first of them; nothing when none is left. */
export function unclear(play: Play, waiting: readonly Waiting[]): Record<string, Json> {
  const [first] = waiting;
  if (first === undefined) return { heard: "kept", waiting: [] };
  const { language } = play.state;
  const words: Phrase = { typed: first.words };
  const [only] = first.readings;
  const amounts = first.ryal && only !== undefined ? [only, only * 20] : first.readings;
  const choices = [
    ...amounts
      .flatMap((amount) => asCentimes(amount) ?? [])
      .map((amount) => ({ id: `c${amount}`, label: sayAmount(amount, language) })),
    { id: "neither", label: { say: "pages.lines.neither" } },
  ];
  const about: Phrase =
    first.ryal && only !== undefined
      ? { say: "pages.lines.ryal", with: { words, amount: sayAmount(only, language) } }
      : amounts.length === 0
        ? { say: "pages.lines.unreadable", with: { words } }
        : { say: "pages.lines.unclear", with: { words } };
  return {
    heard: "unclear",
    words: phrase(about),
    choices: json(choices),
    waiting: json(waiting),
  };
}

export function chosenAmount(said: string): Centimes | null {
  return /^c\d{1,12}$/u.test(said) ? asCentimes(Number(said.slice(1))) : null;
}

/** An amount typed where readings were offered; null when it is not clear either. */
export function typedAmount({ state }: Play, said: string): Centimes | null {
  const [piece] = amountsIn(said, state.language, 1);
  return piece?.said.kind === "amount" && !piece.said.confirm ? piece.said.centimes : null;
}

/** An amount for a line that is there, or for a new one in their own words. */
export function placed(
  play: Play,
  version: Version,
  { line, name, side }: Pick<Waiting, "line" | "name" | "side">,
  amount: Centimes,
  position = 0,
): PageOperation {
  const all = linesOf(version);
  const known = all.find(({ id }) => id === line);
  if (known !== undefined) return setTo(play, version, known, amount);
  const value = {
    side,
    label: { typed: name },
    centimes: amount,
    place: nextPlace(all, side) + position,
  };
  return setCell(play, version.id, `line.own-${newId(play, position)}`, json(value));
}

export function setTo(
  play: Play,
  version: Version,
  line: Line,
  amount: Centimes | null,
): PageOperation {
  return setCell(play, version.id, `line.${line.id}`, json({ ...valueOf(line), centimes: amount }));
}

/** A line as its cell holds it. */
export function valueOf({ id: _id, ...value }: Line): Omit<Line, "id"> {
  return value;
}

/** Does them all: « kept », or « full » when the page holds no more lines. */
export function keepAll(
  play: Play,
  operations: readonly PageOperation[],
): "kept" | "full" | "refused" {
  const refused = changePages(play, ...operations);
  if (refused === null) return "kept";
  return refused.refused === "full" ? "full" : "refused";
}
