import { fold, wordsOf } from "./fold.ts";
import { either, negators } from "./lexicon/around.ts";
import { familyOf } from "./kin.ts";
import { answerWords, spellings } from "./read.ts";
import { soften } from "./sounds.ts";

/** Words that turn a label into its contrary, or into more or less of it. */
export type Quantity = readonly [not: boolean, less: boolean, more: boolean];

export function quantityOf(words: readonly string[], darija: boolean): Quantity {
  return [
    words.some(
      (word, at) => isNegator(word) && !(word === "غير" && (darija || isOnly(words[at + 1]))),
    ),
    words.some((word) => /^(?:moins|less|اقل|قل|[9qk][ea]l|a9al|presque|تقريبا)$/u.test(word)),
    words.some((word) =>
      /^(?:plus|more|اكثر|فاكثر|[او]?ك[ثت]ر|بزاف|bz+af|kte?r|ktar|kther)$/u.test(word),
    ),
  ];
}

/** "غير" is "not" before an adjective and, in Darija, "only" before a noun with its article. */
function isOnly(next: string | undefined): boolean {
  return /^(?:[بف]?ال|واحد)/u.test(next ?? "");
}

export function agree(one: Quantity, other: Quantity): boolean {
  return one.every((present, at) => present === other[at]);
}

/** Whether a word says not, none or never; a verb in "ma ...ch" does. */
export function isNegator(word: string): boolean {
  return (
    (negatorsOnce().has(word) && word !== "la" && word !== "ma") ||
    // "Marrakech" only looks like "ma ...ch".
    (familyOf(word) === undefined && /^(?:ma.{3,}(?:ch|sh)|ما?.{3,}ش)$/u.test(word))
  );
}

/** "la ville nous aide", "مؤسسة تدعمنا": what is named does something for those who write. */
export function actsOnUs(words: readonly string[]): boolean {
  const [, ...after] = words;
  return after.some(
    (word, at) =>
      word === "us" ||
      /^(?:[تي]\p{L}{2,}نا|ك[تي]\p{L}{2,}نا|ka[ty]\p{L}*na)$/u.test(word) ||
      (word === "nous" && /^(?:aide|soutien|a$|ont$|finance|paie)/.test(after[at + 1] ?? "")),
  );
}

export function numbersIn(words: readonly string[]): string {
  return words.filter((word) => /^\d+$/.test(word)).join(" ");
}

/** One way to read a label: whole, without its leading yes, or one side of its "or". */
export interface Reading {
  readonly words: readonly string[];
  readonly content: readonly string[];
  readonly letters: string;
  readonly allLetters: string;
  readonly numbers: string;
  readonly quantity: Quantity;
  /** What a reading of only a part of the label counts less. */
  readonly less: number;
}

export interface Label {
  readonly typed: string;
  readonly readings: readonly Reading[];
}

const labels = new Map<string, Label>();

/** Labels come back turn after turn: each is cut into words once. */
export function labelOnce(label: string): Label {
  const known = labels.get(label);
  if (known !== undefined) return known;
  if (labels.size >= 5000) labels.clear();
  const folded = fold(label);
  const words = answerWords(folded).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const parts = [words];
  const [first = ""] = words;
  if (words.length > 1 && answerWordsOnce().has(first)) parts.push(words.slice(1));
  const or = words.findIndex((word) => /^(?:ou|or|او|ولا|wla)$/u.test(word));
  if (or > 0 && or < words.length - 1) parts.push(words.slice(0, or), words.slice(or + 1));
  const cut: Label = {
    typed: soften(wordsOf(folded).join(" ")),
    readings: parts.map((part, at) => readingOf(part, at === 0 ? 0 : 0.02)),
  };
  labels.set(label, cut);
  return cut;
}

function readingOf(words: readonly string[], less: number): Reading {
  const content = words.filter((word) => !carryingOnce().has(word));
  return {
    words,
    content: content.length === 0 ? words : content,
    letters: content.join(""),
    allLetters: words.join(""),
    numbers: numbersIn(words),
    quantity: quantityOf(words, false),
    less,
  };
}

const single = (line: string) =>
  new Set(
    spellings(line)
      .filter((words) => words.length === 1)
      .map(([word = ""]) => word),
  );

let negatorSet: ReadonlySet<string> | undefined;
let carryingSet: ReadonlySet<string> | undefined;
let answerSet: ReadonlySet<string> | undefined;

export function negatorsOnce(): ReadonlySet<string> {
  negatorSet ??= single(negators);
  return negatorSet;
}

/** Too short and common to tell one label from another. */
export function carryingOnce(): ReadonlySet<string> {
  carryingSet ??=
    single(`le, la, les, l, d, de, des, du, un, une, a, au, aux, en, et, est, the, an, of, to, in, at, and, is, on, we,
    w, o, f, fi, b, d, dyal, في, من, على, الى, و, ف, ب, ديال, عندنا, عندي, لدينا, لدي, يوجد, توجد, have, avons, ai, chaque, every, each, kol, koul, كل, ${either}`);
  return carryingSet;
}

function answerWordsOnce(): ReadonlySet<string> {
  answerSet ??= single("oui, yes, نعم, آه, ah, kayn, كاين");
  return answerSet;
}
