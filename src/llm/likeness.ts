import { fold, wordsOf } from "../core/language/fold.ts";
import { consonantSkeleton } from "../core/language/sounds.ts";

/** A sentence as it is compared: the words that carry it, and whether it denies. */
export interface Told {
  /** Without the words that only tie others together. */
  readonly content: readonly string[];
  /** All of them, folded. */
  readonly words: readonly string[];
  readonly denies: boolean;
}

/** Sentences, and the points of a list. A stop within a word (".ma", "2.5") ends none. */
export function sentencesOf(text: string): readonly Told[] {
  return cut(text, /(?:[.!?؟…;؛]+(?=[\s»")]|$)|\n+|•)/u);
}

/** Sentences, cut at commas and colons as well. */
export function clausesOf(text: string): readonly Told[] {
  return cut(text, /(?:[.!?؟…:;؛,،]+(?=[\s»")]|$)|\n+|•)/u);
}

function cut(text: string, at: RegExp): readonly Told[] {
  return text
    .split(at)
    .map(readSentence)
    .filter(({ words }) => words.length > 0);
}

function readSentence(sentence: string): Told {
  const folded = fold(sentence);
  const words = wordsOf(folded);
  const content = words.filter(
    (word) => word.length > (arabic.test(word) ? 2 : 3) && !/^\d+$/u.test(word) && !ties.has(word),
  );
  return { content, words, denies: denial.test(` ${words.join(" ")} `) };
}

/** Whether a word stands in a text, whatever its ending, its article or its spelling. */
export type Knows = (word: string) => boolean;

export function knowerOf(text: string): Knows {
  const forms = new Set(wordsOf(fold(text)).flatMap(formsOf));
  return (word) => formsOf(word).some((form) => forms.has(form));
}

/** The word, its beginning, and for Darija in either script its consonants. */
export function formsOf(word: string): readonly string[] {
  const stem = stemOf(word);
  const begin = stem.slice(0, arabic.test(stem) ? 4 : 5);
  const bones = /[\d]|\p{Script=Arabic}/u.test(word) ? consonantSkeleton(stem) : "";
  return [word, ...(begin.length > 2 ? [begin] : []), ...(bones.length > 2 ? [`~${bones}`] : [])];
}

const arabic = /\p{Script=Arabic}/u;

/** Without what Arabic writes onto a word: and, so, in, with, for, like, the. */
function stemOf(word: string): string {
  const bare = word.replace(/^(?:[وفبلكد])?(?:ال|لل)(?=\p{L}{3})/u, "");
  return bare === word ? word.replace(/^[وفبلك](?=\p{L}{4})/u, "") : bare;
}

/** Words that tie others together: an answer needs them, and no topic has them all. */
export const ties: ReadonlySet<string> = new Set(
  wordsOf(
    fold(`
    alors ainsi après aussi autre autres avant avec avez avoir bien ceci cela celle celui cette ceux chaque chez
    comme comment dans depuis devez doit doivent donc dont elle elles encore enfin ensuite entre être faire
    fait faites faut font jusqu leur leurs lorsque mais même moins notamment nous parce pendant peut pouvez
    plus plutôt pour pourquoi puis quand quel quelle quoi sans selon seulement sont sous sur surtout tous
    tout toute toutes vers voici voilà vos votre vous
    about after also and are because before best both can could does each every first from have here how
    into its just keep like make more most must need next only other over should some such than that their
    them then there these they this those what when where which while will with without you your
    هذا هذه ذلك تلك التي الذي الذين عند عندما حتى ثم أو كما كل بعد قبل مع من إلى على عن في بين لكن إذا إن أن
    لأن كي حيث أيضا فقط يمكن يمكنكم يجب عليكم لديكم عندكم يكون تكون كان كانت منها منه فيها فيه بها به لها له
    هاد هادي هادو داك ديك داكشي اللي باش حيت ولا أولا إلا ملي منين حتا عاد دابا غير خاصكم خاص تقدرو عندكم
    ديال ديالكم ديالكوم ديالنا ديالو ديالها كاين كاينة معا بحال واحد شي
    dyal dyalkom dyalna dyalo dyalha dial dialkom hadi hada hadchi dakchi bach 7it hit wla wela mlli melli
    men mn b7al bhal kayn kayna khasskom khaskom khass t9edro te9dro te9drou 3endkom 3andkom 3lik 3likom
    wa7ed w7ed chi had hadou ghir 7ta hta 3la f 3nd mora 9bel b3d ba3d bzaf kol kolla
    `),
  ),
);

const denial = new RegExp(
  ` (?:${[
    "ne|n|pas|jamais|aucun|aucune|sans|ni|rien|evitez|eviter|interdit|interdite",
    "not|never|no|none|nobody|nothing|without|don|doesn|didn|isn|aren|cannot|avoid|forbidden",
    "لا|لم|لن|ليس|ليست|والو|دون|بدون|بلا|ماشي|عمر\\p{L}*|ابدا|تجنبو\\p{L}*|ممنوع",
    "(?:و|ف)?(?:لا|بلا|ماشي)|ما \\p{L}{2,}ش\\p{L}?|ما\\p{L}{2,}ش|حتي ما",
    "bla|machi|walou|3emr\\p{L}*|3mr\\p{L}*|ma [\\p{L}\\d]{2,}(?:ch|sh)|ma[\\p{L}\\d]{2,}(?:ch|sh)|mamno3|mamnou3",
  ].join("|")}) `,
  "u",
);
