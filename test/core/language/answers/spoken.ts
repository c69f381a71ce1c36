import type { Choosable } from "../../../../src/core/language/choose.ts";
import type { Language } from "../../../../src/core/language/languages.ts";

/** What is expected: an index from 0, or what was said; `none` means: ask again. */
type Meant = number | "yes" | "no" | "dont-know" | "none";

export interface Spoken {
  readonly language: Language;
  readonly kind: Choosable["kind"];
  /** Titles in one language only, between slashes. */
  readonly titles: string;
  readonly rows: readonly (readonly [text: string, meant: Meant])[];
}

/**
 * Answers in the words of other languages, corrected ones, amounts for ranges and stories, with the
 * sentences beside them that answer nothing.
 */
export const spoken: readonly Spoken[] = [
  {
    language: "fr",
    kind: "list",
    titles:
      "Association / Coopérative / Fondation / Auto-entrepreneur / Mutuelle / Pas encore créée",
    rows: [
      ["coop", 1],
      ["asso", 0],
      ["on est une petite coop d'argan à Essaouira", 1],
      ["la première", 0],
      ["jam3iya", 0],
    ],
  },
  {
    language: "fr",
    kind: "list",
    titles: "1 à 5 / 6 à 15 / 16 à 50 / 51 et plus",
    rows: [
      ["51", 3],
      ["nous sommes 12", 1],
      ["20 personnes", 2],
      ["une vingtaine", 2],
      ["120 personnes", 3],
    ],
  },
  {
    language: "fr",
    kind: "list",
    titles: "Moins d'un an / 1 à 3 ans / 4 à 10 ans / Plus de 10 ans",
    rows: [
      ["on existe depuis 5 ans", 2],
      ["ça fait 2 ans", 1],
      ["15 ans", 3],
      ["6 mois", 0],
      ["7 ans", 2],
    ],
  },
  {
    language: "fr",
    kind: "list",
    titles: "En ville / À la campagne / Les deux",
    rows: [
      ["les 2", 2],
      ["en ville et à la campagne", 2],
      ["f lbadiya", 1],
      ["البادية", 1],
      ["lmdina", 0],
    ],
  },
  {
    language: "fr",
    kind: "list",
    titles:
      "Présidence, direction / Trésorerie / Secrétariat / Communication / Membre, bénévole / Autre",
    rows: [
      ["trésorier", 1],
      ["secrétaire", 2],
      ["amin lmal", 1],
      ["la présidente et la trésorière", "none"],
      ["le président est absent", "none"],
    ],
  },
  {
    language: "fr",
    kind: "yesno",
    titles: "",
    rows: [
      ["faut que je demande à la trésorière", "dont-know"],
      ["bien sûr que non", "no"],
      ["oui mais en fait non", "no"],
      ["point du tout", "no"],
    ],
  },
  {
    language: "fr",
    kind: "number1to5",
    titles: "",
    rows: [
      ["4 étoiles", 3],
      ["⭐⭐⭐", 2],
      ["pas 3, 2", 1],
      ["5 ans", "none"],
    ],
  },
  {
    language: "ar",
    kind: "list",
    titles: "جمعية / تعاونية / مؤسسة / مقاول ذاتي / تعاضدية / لم تُؤسَّس بعد",
    rows: [
      ["coopérative", 1],
      ["association", 0],
      ["cooperative", 1],
      ["fondation", 2],
      ["نحن coopérative", 1],
    ],
  },
  {
    language: "ar",
    kind: "list",
    titles: "من 1 إلى 5 / من 6 إلى 15 / من 16 إلى 50 / 51 أو أكثر",
    rows: [
      ["نحن 12 شخصا", 1],
      ["20 شخصا", 2],
      ["ثلاثة أشخاص", 0],
      ["عشرة أشخاص", 1],
      ["تسعة أشخاص", 1],
    ],
  },
  {
    language: "ar",
    kind: "list",
    titles: "أقل من سنة / من سنة إلى 3 سنوات / من 4 إلى 10 سنوات / أكثر من 10 سنوات",
    rows: [
      ["منذ 5 سنوات", 2],
      ["سنتان", 1],
      ["15 سنة", 3],
      ["7 سنوات", 2],
      ["3 أشهر", 0],
    ],
  },
  {
    language: "ar",
    kind: "list",
    titles: "في المدينة / في البادية / فيهما معاً",
    rows: [
      ["في المدينة والبادية معا", 2],
      ["campagne", 1],
      ["les deux", 2],
      ["both", 2],
      ["ليس في المدينة، في البادية", 1],
    ],
  },
  {
    language: "ar",
    kind: "yesno",
    titles: "",
    rows: [
      ["نعم ولا", "none"],
      ["طبعا لا", "no"],
      ["نعم، لا لا أقصد لا", "no"],
      ["نعم أعني لا", "no"],
    ],
  },
  {
    language: "ar",
    kind: "number1to5",
    titles: "",
    rows: [
      ["5 نجوم", 4],
      ["أعطي 4", 3],
      ["⭐⭐⭐", 2],
      ["ليس 3 بل 2", 1],
    ],
  },
  {
    language: "ary",
    kind: "list",
    titles: "جمعية / تعاونية / مؤسسة / مقاول ذاتي / تعاضدية / مازال ما تأسساتش",
    rows: [
      ["كوبيراتيف", 1],
      ["لاسوسياسيون", 0],
      ["coopérative", 1],
      ["association", 0],
      ["حنا coopérative", 1],
    ],
  },
  {
    language: "ary",
    kind: "list",
    titles: "من 1 حتى 5 / من 6 حتى 15 / من 16 حتى 50 / 51 ولا كثر",
    rows: [
      ["حنا 12", 1],
      ["20 واحد", 2],
      ["ربعة د الناس", 0],
      ["عشرة", 1],
      ["عشرين", 2],
    ],
  },
  {
    language: "ary",
    kind: "list",
    titles: "قل من عام / من عام حتى 3 سنين / من 4 حتى 10 سنين / كثر من 10 سنين",
    rows: [
      ["كتر من عشر سنين", 3],
      ["هادي 5 سنين", 2],
      ["عامين", 1],
      ["20 عام", 3],
      ["6 شهور", 0],
    ],
  },
  {
    language: "ary",
    kind: "list",
    titles: "فالمدينة / فالبادية / بجوج",
    rows: [
      ["فالمدينة والبادية بجوج", 2],
      ["campagne", 1],
      ["les deux", 2],
      ["ماشي فالمدينة، فالبادية", 1],
      ["ماشي فالمدينة", "none"],
    ],
  },
  {
    language: "ary",
    kind: "yesno",
    titles: "",
    rows: [
      ["لا والله ما عندنا", "no"],
      ["خاصني نسول الرئيسة", "dont-know"],
      ["لا ماشي آه", "no"],
      ["آه ماشي لا", "yes"],
    ],
  },
  {
    language: "ary",
    kind: "number1to5",
    titles: "",
    rows: [
      ["3 على 5", 2],
      ["5 نجوم", 4],
      ["نعطيها ربعة", 3],
      ["⭐⭐⭐⭐", 3],
    ],
  },
  {
    language: "ary-Latn",
    kind: "list",
    titles:
      "jam3iya / ta3awniya / mou2assassa / auto-entrepreneur / ta3adodiya / mazal ma t2assesatch",
    rows: [
      ["coop", 1],
      ["asso", 0],
      ["coopérative", 1],
      ["association", 0],
      ["foundation", 2],
    ],
  },
  {
    language: "ary-Latn",
    kind: "list",
    titles: "mn 1 7ta 5 / mn 6 7ta 15 / mn 16 7ta 50 / 51 wla kter",
    rows: [
      ["7na 12", 1],
      ["20 wa7ed", 2],
      ["rb3a d nas", 0],
      ["kter mn 100", 3],
      ["3echra", 1],
    ],
  },
  {
    language: "ary-Latn",
    kind: "list",
    titles: "9el mn 3am / mn 3am 7ta 3 snin / mn 4 7ta 10 snin / kter mn 10 snin",
    rows: [
      ["kal men 3am", 0],
      ["hadi 5 snin", 2],
      ["3amayn", 1],
      ["20 3am", 3],
      ["7 snin", 2],
    ],
  },
  {
    language: "ary-Latn",
    kind: "list",
    titles: "f lmdina / f lbadiya / b jouj",
    rows: [
      ["f lmdina w lbadiya b jouj", 2],
      ["campagne", 1],
      ["les deux", 2],
      ["both", 2],
      ["machi f lmdina, f lbadiya", 1],
    ],
  },
  {
    language: "ary-Latn",
    kind: "yesno",
    titles: "",
    rows: [
      ["la wlh ma 3andna", "no"],
      ["khassni nsewel ra2issa", "dont-know"],
      ["ah wla la", "none"],
      ["la machi ah", "no"],
    ],
  },
  {
    language: "ary-Latn",
    kind: "number1to5",
    titles: "",
    rows: [
      ["5 njoum", 4],
      ["n3tiha rb3a", 3],
      ["⭐⭐⭐⭐", 3],
      ["machi 3, 2", 1],
    ],
  },
  {
    language: "en",
    kind: "list",
    titles:
      "Association / Cooperative / Foundation / Self-employed / Mutual society / Not created yet",
    rows: [
      ["co-op", 1],
      ["coop", 1],
      ["جمعية", 0],
      ["jam3iya", 0],
      ["ta3awniya", 1],
    ],
  },
  {
    language: "en",
    kind: "list",
    titles: "1 to 5 / 6 to 15 / 16 to 50 / 51 or more",
    rows: [
      ["we are 12", 1],
      ["about ten", 1],
      ["20 people", 2],
      ["more than 60", 3],
      ["4 people", 0],
    ],
  },
  {
    language: "en",
    kind: "list",
    titles: "Less than a year / 1 to 3 years / 4 to 10 years / More than 10 years",
    rows: [
      ["about 5 years", 2],
      ["we started 2 years ago", 1],
      ["20 years", 3],
      ["8 months", 0],
      ["7 years", 2],
    ],
  },
  {
    language: "en",
    kind: "list",
    titles: "In town / In the countryside / Both",
    rows: [
      ["in town and in the countryside", 2],
      ["campagne", 1],
      ["les deux", 2],
      ["lbadia", 1],
      ["not in town, in the countryside", 1],
    ],
  },
  {
    language: "en",
    kind: "yesno",
    titles: "",
    rows: [
      ["y", "yes"],
      ["n", "no"],
      ["I'd have to ask our treasurer", "dont-know"],
      ["yes... actually no", "no"],
    ],
  },
  {
    language: "en",
    kind: "number1to5",
    titles: "",
    rows: [
      ["4 stars", 3],
      ["⭐⭐⭐⭐", 3],
      ["not 3, 4", 3],
      ["5 years", "none"],
    ],
  },
  {
    language: "ary-Latn",
    kind: "list",
    titles:
      "jam3iya / ta3awniya / mo2assassa / auto-entrepreneur / ta3adodiya / mazal ma t2assesatch",
    rows: [
      ["machi ta3awniya, jam3iya", 0],
      ["machi ta3awniya", "none"],
      ["ta3awniya wla jam3iya?", "none"],
      ["m3a 12 w nss", "none"],
      ["kankhedmo m3a wa7d ta3awniya", "none"],
    ],
  },
];
