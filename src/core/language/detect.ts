import { fold } from "./fold.ts";
import type { Language } from "./languages.ts";
import { lettersOnly, wordsIn, type Script, type Told } from "./letters.ts";
import { hellos, pleasantries } from "./lexicon/greetings.ts";
import { polite } from "./lexicon/around.ts";
import { lettersModel, weigh, type LettersModel } from "./likely.ts";
import { answerWords, spellings } from "./read.ts";
import { framesIn, isNeutral, tellingPoints } from "./telling.ts";

/**
 * What language a message is in. `sure` only for a full sentence that leaves little doubt: nothing
 * less may switch the language of a conversation. `language` is null for what carries none: ok,
 * thanks, greetings, digits, pictures, names, addresses, and short messages that leave it open.
 */
export interface Guess {
  readonly language: Language | "zgh" | null;
  readonly sure: boolean;
  /** From 0 to 1: about how often such a guess is right; 0 when there is none. */
  readonly confidence: number;
}

const noGuess: Guess = { language: null, sure: false, confidence: 0 };

/**
 * The script decides first; within it, runs of letters together with words that give a language
 * away. Of a message in several languages, the one that holds the sentence together.
 *
 * Another `model` is for measuring what is learned without some sentences.
 */
export function guessLanguage(text: string, model: LettersModel = lettersModel): Guess {
  const letters = lettersOnly(text);
  if (isTifinagh(letters)) return { language: "zgh", sure: true, confidence: 1 };
  const { script, words, loans } = matrixOf(letters);
  const carrying = words.filter((word) => !isNeutral(word));
  if (carrying.length === 0) return noGuess;
  const { language, confidence } = likeliest(model, words, script);
  if (isFull(letters, carrying, loans))
    return { language, sure: confidence >= sureFrom, confidence };
  return confidence < shortFrom ? noGuess : { language, sure: false, confidence };
}

/**
 * The nearest language in any case, for who must name one: of a mere "merci" or a name it says where
 * it leans, with little confidence; of what has no letters, French with none.
 */
export function nearestLanguage(
  text: string,
  model: LettersModel = lettersModel,
): { readonly language: Language | "zgh"; readonly confidence: number } {
  const { language, confidence } = guessLanguage(text, model);
  if (language !== null) return { language, confidence };
  const { script, words } = matrixOf(lettersOnly(text));
  if (words.length === 0) return { language: "fr", confidence: 0 };
  const leaning = likeliest(model, words, script);
  return { language: leaning.language, confidence: roundly(leaning.confidence * leaningWeight) };
}

/** Fewer words than this never switch a conversation. */
const fullSentence = 3;
/** From this confidence on a full sentence is sure, and a shorter one is in a language at all. */
const sureFrom = 0.95;
const shortFrom = 0.75;
/** How much of its confidence keeps what should have none. */
const leaningWeight = 0.4;

/** What a point of the telling words weighs beside the letters. */
const pointWeight = 0.5;
/** What each word weighs that holds the sentence together, and when no other language has one. */
const frameWeight = 1.5;
const onlyFrameWeight = 2.5;

function isTifinagh(letters: string): boolean {
  const amazigh = letters.match(/[\u2D30-\u2D7F]/gu)?.length ?? 0;
  return amazigh > 0 && 2 * amazigh >= (letters.match(/\p{L}/gu)?.length ?? 0);
}

/** A sentence, of which two words at least are in its own script. "j'ai oublié" is two words. */
function isFull(letters: string, carrying: readonly string[], loans: readonly string[]): boolean {
  const long = (words: readonly string[]) => words.filter((word) => word.length > 1).length;
  const written = letters.split(" ").filter((word) => /\p{L}/u.test(word)).length;
  return (
    written >= fullSentence && long(carrying) >= 2 && long(carrying) + long(loans) >= fullSentence
  );
}

/** What script the sentence is in: its words, and those it borrowed from the other script. */
interface Matrix {
  readonly script: Script;
  readonly words: readonly string[];
  readonly loans: readonly string[];
}

/** "بغيت ندير page facebook professionnelle" is Arabic with three loans. */
function matrixOf(letters: string): Matrix {
  const [arabic, latin] = [wordsIn(letters, "arabic"), wordsIn(letters, "latin")];
  const ahead =
    mostFrames(arabic) - mostFrames(latin) || weightOf(arabic, "arabic") - weightOf(latin, "latin");
  return ahead > 0 || (ahead === 0 && arabic.length > 0)
    ? { script: "arabic", words: arabic, loans: latin }
    : { script: "latin", words: latin, loans: arabic };
}

function mostFrames(words: readonly string[]): number {
  return Math.max(0, ...framesIn(words).values());
}

/** Names and brands count hardly, words that give a language away count double. */
function weightOf(words: readonly string[], script: Script): number {
  const carrying = words.filter((word) => !isNeutral(word));
  const points = Math.max(0, ...tellingPoints(carrying, script).values());
  return carrying.length + Math.min(points, carrying.length) + words.length / 100;
}

function likeliest(
  model: LettersModel,
  words: readonly string[],
  script: Script,
): { readonly language: Told; readonly confidence: number } {
  const points = tellingPoints(words, script);
  const held = framesIn(words);
  const frame = held.size === 1 ? onlyFrameWeight : frameWeight;
  const ranked = weigh(model, words, script)
    .map(({ language, weight }) => ({
      language,
      weight:
        weight + pointWeight * (points.get(language) ?? 0) + frame * (held.get(language) ?? 0),
    }))
    .toSorted((one, other) => other.weight - one.weight);
  const [{ language, weight: best } = nothing] = ranked;
  const all = ranked.reduce((sum, { weight }) => sum + Math.exp(weight - best), 0);
  return { language, confidence: roundly(1 / all) };
}

/** Whether the whole message is a greeting ("salam", "bonjour 👋", "slm cv"), and asks nothing. */
export function greets(text: string): boolean {
  const words = answerWords(fold(text.slice(0, 300)));
  if (words.length === 0 || words.length > 12) return false;
  const { hello, aside } = greetingsOnce();
  let opened = false;
  for (let at = 0; at < words.length;) {
    const length = [4, 3, 2, 1].find((most) => {
      const key = words.slice(at, at + most).join(" ");
      return at + most <= words.length && (hello.has(key) || aside.has(key));
    });
    if (length === undefined) {
      if (/[\p{L}\p{N}]/u.test(words[at] ?? "")) return false;
      at += 1;
      continue;
    }
    const key = words.slice(at, at + length).join(" ");
    opened ||=
      hello.has(key) ||
      /^(?:cv|ca va|sa va|labas|lbas|لاباس|لباس|كيف حالكم|كيف حالك|كي داير)/u.test(key);
    at += length;
  }
  return opened;
}

/** Never: each script has languages. */
const nothing = { language: "fr", weight: 0 } as const;

function roundly(confidence: number): number {
  return Number(confidence.toFixed(4));
}

let greetingSets:
  | { readonly hello: ReadonlySet<string>; readonly aside: ReadonlySet<string> }
  | undefined;

function greetingsOnce() {
  const keys = (line: string) => new Set(spellings(line).map((words) => words.join(" ")));
  greetingSets ??= { hello: keys(hellos), aside: keys(`${pleasantries}, ${polite}`) };
  return greetingSets;
}
