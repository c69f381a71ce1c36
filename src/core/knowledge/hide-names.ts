import { fold, wordsOf } from "../language/fold.ts";
import { hidden } from "./hidden.ts";

/** Words of organizations' names that say nothing about which one it is. */
const generic = new Set(
  `association associations asso assoc coopérative cooperative coop fondation foundation fédération federation
  union réseau groupement gie ong ngo club mutuelle société espace centre center entreprise sociale jam3iya jam3iyat
  jm3iya ta3awoniya t3awniya mouassassa développement developpement development femmes femme women jeunes jeunesse
  youth enfants rural rurale agricole féminine social culturelle culture sport sportive éducation education
  environnement solidarité maroc morocco marocaine
  جمعية الجمعية جمعيات تعاونية التعاونية مؤسسة المؤسسة فدرالية اتحاد شبكة نادي تعاضدية للتنمية التنمية النساء
  نساء للنساء الشباب شباب للشباب الأطفال القروية الفلاحية النسوية الاجتماعية الثقافة الرياضة البيئة المغرب`
    .split(/\s+/u)
    .map(fold),
);

/** Too common in a name to mean anybody. */
const small = new Set(
  "de du des la le les et pour au aux en a d l of the for and in el al ben bin ait w dyal و ال من في بن ديال"
    .split(" ")
    .map(fold),
);

/**
 * Hides the given names wherever they stand: with or without capitals and accents, in the other
 * script when it spells the same, the words of a person's name each by itself.
 *
 * Of an organization's name ("Coopérative X Y") only the whole goes, with or without its generic
 * words: "huile d'argane" stays, though the cooperative is called Argane Something.
 */
export function hideNames(text: string, names: readonly string[]): string {
  const rows = names.flatMap(rowsOf);
  if (rows.length === 0) return text;
  const spelled = new Map<string, Spelled>();
  const spellOnce = (word: string): Spelled => {
    const said = spelled.get(word) ?? spell(fold(word));
    spelled.set(word, said);
    return said;
  };
  const words = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: word, index }) => ({
    said: spellOnce(word),
    start: index,
    end: index + word.length,
  }));
  let result = "";
  let at = 0;
  for (let here = 0; here < words.length;) {
    const length = rows.find((row) =>
      row.every((name, step) => {
        const word = words[here + step];
        const before = words[here + step - 1];
        if (word === undefined || !isName(word.said, name)) return false;
        return step === 0 || /^[ \t'’-]{0,2}$/u.test(text.slice(before?.end, word.start));
      }),
    )?.length;
    const [first, last] = [words[here], words[here + (length ?? 1) - 1]];
    if (length !== undefined && first !== undefined && last !== undefined) {
      result += text.slice(at, first.start) + hidden;
      at = last.end;
    }
    here += length ?? 1;
  }
  return result + text.slice(at);
}

/** The rows of words that are a name; the longest first, so that it leaves nothing of itself. */
function rowsOf(name: string): readonly (readonly Spelled[])[] {
  const words = wordsOf(fold(name)).slice(0, 12);
  const telling = words.filter((word) => !generic.has(word) && !small.has(word));
  if (telling.length === 0) return [];
  const isOrganization = words.some((word) => generic.has(word)) || words.length > 4;
  const rows = [words, [words.join("")], telling, [telling.join("")]];
  if (!isOrganization || telling.length === 1) {
    rows.push(...telling.filter((word) => word.length >= 3).map((word) => [word]));
  }
  return rows.map((row) => row.map(spell));
}

/** A folded word, and how it sounds. */
interface Spelled {
  readonly word: string;
  readonly isLatin: boolean;
  /** Its consonants, those that sound alike as one; a consonant said twice once. */
  readonly consonants: string;
  /** Whether a vowel is written before each consonant, and after the last. */
  readonly vowels: readonly boolean[];
}

function isName(said: Spelled, name: Spelled): boolean {
  if (said.word === name.word) return true;
  if (!said.isLatin) {
    // Particles are stuck to a word in Arabic: « لكريم », « وسلمى ».
    const bare = said.word.replace(/^(?:[وفبكل]?ال|[وفبكل])(?=..)/u, "");
    return (
      bare === name.word || (name.isLatin && (sounds(said, name) || sounds(spell(bare), name)))
    );
  }
  return !name.isLatin && sounds(name, said);
}

/** Whether a word in Arabic letters reads as one in Latin letters, in which all vowels are written. */
function sounds(arabic: Spelled, latin: Spelled): boolean {
  if (arabic.consonants.length < 2 || arabic.consonants !== latin.consonants) return false;
  if (arabic.vowels.at(-1) !== latin.vowels.at(-1)) return false;
  return arabic.vowels.every((isWritten, at) => !isWritten || latin.vowels[at] === true);
}

function spell(word: string): Spelled {
  const isLatin = /[a-z]/u.test(word);
  const letters = isLatin
    ? (word.replace(/h$/u, "").match(/kh|gh|ch|sh|th|dh|./gu) ?? [])
    : word
        .replace(/ه$/u, "ا")
        .replace(/^ال(?=...)/u, "")
        .split("");
  let consonants = "";
  const vowels = [false];
  for (const letter of letters) {
    const consonant = consonantOf[letter];
    if (consonant === undefined) {
      vowels[vowels.length - 1] = true;
    } else if (consonant !== consonants.at(-1) || vowels.at(-1) === true) {
      consonants += consonant;
      vowels.push(false);
    }
  }
  return { word, isLatin, consonants, vowels };
}

/** Letters of both scripts by their sound; what is missing is a vowel, or is swallowed like one. */
const consonantOf: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    b: "b p ب پ",
    t: "t th ت ط ث",
    d: "d dh د ض ذ ظ",
    r: "r ر",
    z: "z ز",
    s: "s س ص",
    C: "ch sh ش",
    x: "kh 5 x خ",
    h: "h 7 ح ه",
    j: "j ج",
    G: "gh 8 غ",
    f: "f v ف ڤ",
    k: "k c q 9 g ك ق گ",
    l: "l ل",
    m: "m م",
    n: "n ن",
  }).flatMap(([sound, letters]) => letters.split(" ").map((letter) => [letter, sound] as const)),
);
