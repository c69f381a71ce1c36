import type { Choosable } from "./choose.ts";
import { fold } from "./fold.ts";
import { outright } from "./lexicon/yes-no.ts";
import { answerWords, read, spellings, type Role, type Segment } from "./read.ts";

/** Whether the message says yes or no; null when it says neither, both, or only perhaps. */
export function polarityOf(segments: readonly Segment[]): "yes" | "no" | null {
  const said = segments.filter((segment) => !isPolite(segment));
  const has = (role: Role) => said.some((segment) => segment.roles.has(role));
  if (has("hedges") || has("questions") || has("question-mark") || has("dont-know")) return null;
  if (has("number") || has("odd-number") || has("manyAtOnce")) {
    // A number word such as "un" may stand in a sentence that says yes.
    if (
      said.some(
        (s) =>
          s.firm &&
          (s.roles.has("number") || s.roles.has("odd-number") || s.roles.has("manyAtOnce")) &&
          !s.roles.has("yes"),
      )
    )
      return null;
  }
  const answers = said.filter((segment) => segment.roles.has("yes") || segment.roles.has("no"));
  const firm = answers.filter((segment) => segment.firm);
  // "ah non", "la réponse est oui": the firm word decides.
  const deciding = firm.length > 0 ? firm : answers;
  const yes = deciding.some((segment) => segment.roles.has("yes"));
  const no = deciding.some((segment) => segment.roles.has("no"));
  if (yes === no) return null;
  const polarity = yes ? "yes" : "no";
  if (answers.some((segment) => !segment.firm && clashes(segment, polarity))) return null;
  const negated = said.some(
    (segment) =>
      segment.roles.has("negators") && !answers.includes(segment) && !segment.roles.has("carrying"),
  );
  if (offersTwo(said)) return null;
  const article = firm.length === 0 && answers.every((s) => /^l?a$/.test(s.words.join(" ")));
  if (article && said.length > answers.length) return null;
  const unknown = said.some((segment) => segment.roles.size === 0);
  const but = said.some((segment) => segment.roles.has("buts"));
  if (yes && negated) return null;
  if (no && said.some((s, at) => isPlainNegator(s) && deciding.includes(said[at + 1] ?? s)))
    return null;
  if (!unknown && !but) return no && negated && firm.length === 0 ? null : polarity;
  if (firm.length === 0 || but) return null;
  const content = said.filter((segment) => !isCarrying(segment));
  const leads = content[0] !== undefined && firm.includes(content[0]);
  const ends = firm.includes(said.at(-1) ?? said[0]!) && said.length <= 8 && !negated;
  return leads || ends ? polarity : null;
}

const orWords = /^(?:ou|ou bien|soit|or|either|او|ام|ولا|اولا|wla|wela|ola|oula|awla|aw)$/u;

/** "oui ou non": the message leaves it open. */
export function offersTwo(segments: readonly Segment[]): boolean {
  return segments.some((segment) => orWords.test(segment.words.join(" ")));
}

/** "oui pas d'accord" contradicts itself; "non, ok" too; a carrying "la" or "ah" does not. */
function clashes(segment: Segment, polarity: "yes" | "no"): boolean {
  const word = segment.words.join(" ");
  if (/^(?:la|ah|a|si|bien|no|ya|oh|k)$/.test(word)) return false;
  return !segment.roles.has(polarity);
}

function isPlainNegator(segment: Segment): boolean {
  return segment.roles.has("negators") && !segment.roles.has("no") && !segment.roles.has("yes");
}

function isPolite(segment: Segment): boolean {
  const answers = segment.roles.has("yes") || segment.roles.has("no");
  return (
    !answers && (["polite", "hello", "pleasantry"] as const).some((role) => segment.roles.has(role))
  );
}

function isCarrying(segment: Segment): boolean {
  if (segment.roles.has("yes") || segment.roles.has("no")) return false;
  return (["carrying", "naming", "identity"] as const).some((role) => segment.roles.has(role));
}

/**
 * The options whose labels say yes, no or "I don't know" at their start.
 *
 * Yes and no count only when some label says so outright ("Oui", "لا"): then "Pas de site" is a no
 * as well. A list of kinds with a "Pas encore créée" among them is no question of yes and no.
 */
export function labelsThatSay(
  role: "yes" | "no" | "dont-know",
  question: Choosable,
): readonly number[] {
  const said = question.options.map((option) =>
    option.labels.map((label) => startOf(label, question)),
  );
  const all = [...said.keys()];
  if (role === "dont-know")
    return all.filter((at) => said[at]?.some((start) => start === "dont-know"));
  if (!said.flat().some((start) => start === "yes" || start === "no")) return [];
  const wanted = role === "yes" ? ["yes"] : ["no", "not"];
  const contrary = role === "yes" ? "no" : "yes";
  return all.filter((at) => {
    const found = said[at] ?? [];
    return (
      found.some((start) => start !== null && wanted.includes(start)) && !found.includes(contrary)
    );
  });
}

type Start = "yes" | "no" | "not" | "dont-know" | null;

const starts = new Map<string, Start>();

/** Labels come back turn after turn: each is read once a language. */
function startOf(label: string, question: Choosable): Start {
  const key = `${question.language} ${label}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  if (starts.size >= 5000) starts.clear();
  const start = readStart(label, question);
  starts.set(key, start);
  return start;
}

function readStart(label: string, question: Choosable): Start {
  const words = answerWords(fold(label));
  for (const length of [2, 1])
    if (outrightOnce().has(words.slice(0, length).join(" "))) {
      const [first] = read(words.slice(0, length).join(" "), question.language) ?? [];
      return first?.roles.has("yes") === true ? "yes" : "no";
    }
  const [first, ...rest] = read(fold(label), question.language) ?? [];
  if (first === undefined) return null;
  if (first.roles.has("dont-know") && rest.every(isPolite)) return "dont-know";
  return first.roles.has("negators") || (first.roles.has("no") && rest.length === 0) ? "not" : null;
}

let outrightWords: ReadonlySet<string> | undefined;

function outrightOnce(): ReadonlySet<string> {
  outrightWords ??= new Set(spellings(outright).map((words) => words.join(" ")));
  return outrightWords;
}
