import { squeeze } from "./fold.ts";

/**
 * What stays of a folded word when only the consonants are kept: Arabic script and Arabizi meet.
 *
 * "جمعية", "jam3iya" and "jm3ia" all give "jm3". Letters that Moroccans swap when they type
 * (ت ط ث, د ض ذ ظ, س ص ز, ك گ, ه ح, ب p, ف v) give one letter. May be empty.
 */
export function consonantSkeleton(word: string): string {
  const latin = /[a-z]/.test(word) ? fromArabizi(word) : fromArabic(word);
  return latin.replace(/(.)\1+/g, "$1");
}

function fromArabic(word: string): string {
  let consonants = "";
  for (const letter of word.replace(/^ال(?=...)/, "").replace(/ه$/, ""))
    consonants += arabic.get(letter) ?? "";
  return consonants;
}

const arabic: ReadonlyMap<string, string> = new Map(
  Object.entries({
    b: "بپ",
    t: "تطث",
    j: "ج",
    h: "حه",
    x: "خ",
    d: "دضذظ",
    r: "ر",
    z: "ز",
    s: "سص",
    c: "شچ",
    "3": "ع",
    g: "غ",
    f: "فڤ",
    q: "ق",
    k: "كگ",
    l: "ل",
    m: "م",
    n: "ن",
  }).flatMap(([latin, group]) => Array.from(group, (letter) => [letter, latin] as const)),
);

function fromArabizi(word: string): string {
  return word
    .replace(/kh|5|x/g, "X")
    .replace(/gh/g, "G")
    .replace(/ch|sh/g, "C")
    .replace(/ph|v/g, "f")
    .replace(/th/g, "t")
    .replace(/dh/g, "d")
    .replace(/c(?=[eiy])/g, "s")
    .replace(/[78]/g, "h")
    .replace(/9/g, "q")
    .replace(/[cg]/g, "k")
    .replace(/p/g, "b")
    .replace(/h$/, "")
    .replace(/[aeiouyw2'0146]/g, "")
    .toLowerCase();
}

/** Letters that Moroccans say and write alike: ث as ت, ذ as د, ظ as ض. */
export function soften(text: string): string {
  return text.replace(/[ثذظ]/gu, (letter) => (letter === "ث" ? "ت" : letter === "ذ" ? "د" : "ض"));
}

/**
 * How a word in Arabizi sounds, vowels kept: "wakha", "wa5a", "ouakha" and "waxxa" meet, and so do
 * "jouj", "jooj" and "juj". Empty for a word in Arabic script.
 */
export function arabiziSound(word: string): string {
  if (!/[a-z]/.test(word)) return "";
  return squeeze(
    word
      .replace(/kh|5|x/g, "X")
      .replace(/gh/g, "G")
      .replace(/ch|sh/g, "C")
      .replace(/ou|oo|[uow]/g, "u")
      .replace(/[78h]/g, "h")
      .replace(/[9qc]/g, "k")
      .replace(/[yi]+/g, "i")
      .replace(/[2e']/g, "")
      .replace(/ai$/, "a")
      .replace(/h$/, ""),
  );
}

/**
 * How a word sounds in French: "parfois" and "parfoi", "vraiment" and "vrement", "chaque" and
 * "chak" meet. Empty for a word in Arabic script.
 */
export function frenchSound(word: string): string {
  if (!/[a-z]/.test(word)) return "";
  return squeeze(
    word
      .replace(/ph/g, "f")
      .replace(/eau|au/g, "o")
      .replace(/oi/g, "wa")
      .replace(/ou/g, "u")
      .replace(/(?:ain|ein|aim|in|un|ym)(?![aeiouyn])/g, "1")
      .replace(/(?:an|en|am|em)(?![aeioun])/g, "2")
      .replace(/ai|ei|et$|er$|ez$/g, "e")
      .replace(/qu|q|ck/g, "k")
      .replace(/c(?=[eiy])/g, "s")
      .replace(/ch/g, "C")
      .replace(/c/g, "k")
      .replace(/t(?=ion)/g, "s")
      .replace(/ge?(?=[aou])/g, "g")
      .replace(/y/g, "i")
      .replace(/z/g, "s")
      .replace(/h/g, "")
      .replace(/(?:2t|es|[estxdp])$/, (end) => (end === "2t" ? "2" : ""))
      .replace(/[estx]$/, ""),
  );
}
