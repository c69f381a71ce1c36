import type { Choosable } from "../../../../src/core/language/choose.ts";
import type { Language } from "../../../../src/core/language/languages.ts";

/** What is expected: an index from 0, or what was said; `none` means: ask again. */
type Meant = number | "yes" | "no" | "dont-know" | "none";

export interface Spoken {
  readonly language: Language;
  readonly kind: Choosable["kind"];
  /** Titles in one language only, as an author tries a question. */
  readonly titles: readonly string[];
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
    titles: [
      "Association",
      "Coopérative",
      "Fondation",
      "Auto-entrepreneur",
      "Mutuelle",
      "Pas encore créée",
    ],
    rows: [
      ["coop", 1],
      ["la première", 0],
      ["ta3awniya", 1],
      ["جمعية", 0],
      ["pas une association, une coopérative", 1],
      ["non pas coopérative, association", 0],
      ["asso ou coop ?", "none"],
      ["0 661 22 33 44", "none"],
      ["nous travaillons avec une coopérative voisine", "none"],
      ["nous sommes soutenus par une fondation", "none"],
      ["on n'est plus une association", "none"],
      ["nous sommes 12", "none"],
    ],
  },
  {
    language: "fr",
    kind: "list",
    titles: ["1 à 5", "6 à 15", "16 à 50", "51 et plus"],
    rows: [
      ["nous sommes 12", 1],
      ["une vingtaine", 2],
      ["une dizaine", 1],
      ["trente personnes", 2],
      ["deux personnes", 0],
      ["le 12 mars", "none"],
      ["en 2012", "none"],
      ["on paie 100 dh", "none"],
      ["13 bénévoles", 1],
      ["entre 10 et 30", "none"],
      ["pas 12", "none"],
      ["environ 10", 1],
      ["10", 1],
    ],
  },
  {
    language: "fr",
    kind: "list",
    titles: ["Moins d'un an", "1 à 3 ans", "4 à 10 ans", "Plus de 10 ans"],
    rows: [
      ["ça fait 2 ans", 1],
      ["6 mois", 0],
      ["une vingtaine d'années", 3],
      ["un an", 1],
      ["24 mois", 1],
      ["à 10h", "none"],
    ],
  },
  {
    language: "fr",
    kind: "list",
    titles: ["En ville", "À la campagne", "Les deux"],
    rows: [
      ["en ville et à la campagne", 2],
      ["البادية", 1],
      ["b jouj", 2],
      ["pas du tout en ville, on est à la campagne", 1],
      ["la ville nous aide", "none"],
      ["ville ou campagne", "none"],
    ],
  },
  {
    language: "fr",
    kind: "list",
    titles: [
      "Présidence, direction",
      "Trésorerie",
      "Secrétariat",
      "Communication",
      "Membre, bénévole",
      "Autre",
    ],
    rows: [
      ["secrétaire", 2],
      ["la présidente et la trésorière", "none"],
    ],
  },
  {
    language: "fr",
    kind: "yesno",
    titles: [],
    rows: [
      ["faut que je demande à la trésorière", "dont-know"],
      ["oui mais en fait non", "no"],
      ["oui enfin non", "no"],
      ["non loin de la ville", "none"],
      ["oui non", "none"],
    ],
  },
  {
    language: "fr",
    kind: "number1to5",
    titles: [],
    rows: [
      ["⭐⭐⭐", 2],
      ["5 ans", "none"],
      ["3/4", "none"],
      ["la réponse 12", "none"],
      ["on a gagné 3 prix", "none"],
      ["pas 3", "none"],
    ],
  },
  {
    language: "ar",
    kind: "list",
    titles: ["جمعية", "تعاونية", "مؤسسة", "مقاول ذاتي", "تعاضدية", "لم تُؤسَّس بعد"],
    rows: [
      ["association", 0],
      ["fondation", 2],
      ["عندنا association صغيرة", 0],
      ["ليست جمعية، تعاونية", 1],
      ["تعاونية أم جمعية؟", "none"],
      ["1958", "none"],
      ["نتعامل مع تعاونية مجاورة", "none"],
      ["لم نعد جمعية", "none"],
    ],
  },
  {
    language: "ar",
    kind: "list",
    titles: ["من 1 إلى 5", "من 6 إلى 15", "من 16 إلى 50", "51 أو أكثر"],
    rows: [
      ["20 شخصا", 2],
      ["عشرة أشخاص", 1],
      ["ثلاثون شخصا", 2],
      ["شخصان", 0],
      ["حوالي عشرة أعضاء", 1],
    ],
  },
  {
    language: "ar",
    kind: "list",
    titles: ["أقل من سنة", "من سنة إلى 3 سنوات", "من 4 إلى 10 سنوات", "أكثر من 10 سنوات"],
    rows: [
      ["منذ 5 سنوات", 2],
      ["15 سنة", 3],
      ["3 أشهر", 0],
    ],
  },
  {
    language: "ar",
    kind: "list",
    titles: ["في المدينة", "في البادية", "فيهما معاً"],
    rows: [
      ["في المدينة والبادية معا", 2],
      ["les deux", 2],
      ["ليس في المدينة", "none"],
    ],
  },
  {
    language: "ar",
    kind: "yesno",
    titles: [],
    rows: [
      ["طبعا لا", "no"],
      ["نعم أعني لا", "no"],
      ["نعم لا", "none"],
    ],
  },
  {
    language: "ar",
    kind: "number1to5",
    titles: [],
    rows: [
      ["أعطي 4", 3],
      ["ليس 3 بل 2", 1],
      ["3 مرات في السنة", "none"],
      ["ليس 5 بل 4", 3],
    ],
  },
  {
    language: "ary",
    kind: "list",
    titles: ["جمعية", "تعاونية", "مؤسسة", "مقاول ذاتي", "تعاضدية", "مازال ما تأسساتش"],
    rows: [
      ["لاسوسياسيون", 0],
      ["association", 0],
      ["association صغيرة", 0],
      ["حنا ماشي جمعية حنا تعاونية", 1],
      ["ماشي تعاونية", "none"],
      ["كنخدمو مع واحد التعاونية", "none"],
    ],
  },
  {
    language: "ary",
    kind: "list",
    titles: ["من 1 حتى 5", "من 6 حتى 15", "من 16 حتى 50", "51 ولا كثر"],
    rows: [
      ["حنا 12", 1],
      ["ربعة د الناس", 0],
      ["عشرين", 2],
      ["تلاتين واحد", 2],
      ["غير جوج د الناس", 0],
      ["شي عشرة د الناس", 1],
    ],
  },
  {
    language: "ary",
    kind: "list",
    titles: ["قل من عام", "من عام حتى 3 سنين", "من 4 حتى 10 سنين", "كثر من 10 سنين"],
    rows: [
      ["كتر من عشر سنين", 3],
      ["عامين", 1],
      ["6 شهور", 0],
      ["3 شهور", 0],
    ],
  },
  {
    language: "ary",
    kind: "list",
    titles: ["فالمدينة", "فالبادية", "بجوج"],
    rows: [
      ["فالمدينة والبادية بجوج", 2],
      ["les deux", 2],
      ["ماشي فالمدينة", "none"],
    ],
  },
  {
    language: "ary",
    kind: "list",
    titles: ["غير التلفونات", "تلفونات وحاسوب واحد", "كثر من حاسوب"],
    rows: [
      ["التلفونات", 0],
      ["غي التيليفونات", 0],
    ],
  },
  {
    language: "ary",
    kind: "yesno",
    titles: [],
    rows: [
      ["لا والله ما عندنا", "no"],
      ["لا ماشي آه", "no"],
      ["لا علم آه لا", "none"],
      ["لا غالب إلا الله", "none"],
    ],
  },
  {
    language: "ary",
    kind: "number1to5",
    titles: [],
    rows: [
      ["3 على 5", 2],
      ["نعطيها ربعة", 3],
      ["ماشي 3، 2", 1],
      ["3 المرات فالعام", "none"],
      ["ماشي 5، 4", 3],
    ],
  },
  {
    language: "ary-Latn",
    kind: "list",
    titles: [
      "jam3iya",
      "ta3awniya",
      "mou2assassa",
      "auto-entrepreneur",
      "ta3adodiya",
      "mazal ma t2assesatch",
    ],
    rows: [
      ["asso", 0],
      ["association", 0],
      ["machi jam3iya, ta3awniya", 1],
    ],
  },
  {
    language: "ary-Latn",
    kind: "list",
    titles: ["mn 1 7ta 5", "mn 6 7ta 15", "mn 16 7ta 50", "51 wla kter"],
    rows: [
      ["7na 12", 1],
      ["rb3a d nas", 0],
      ["3echra", 1],
      ["ts3oud d nas", 1],
      ["kter mn 80", 3],
      ["3am 2012", "none"],
      ["100 dh", "none"],
    ],
  },
  {
    language: "ary-Latn",
    kind: "list",
    titles: ["9el mn 3am", "mn 3am 7ta 3 snin", "mn 4 7ta 10 snin", "kter mn 10 snin"],
    rows: [
      ["hadi 5 snin", 2],
      ["20 3am", 3],
      ["3 chhour", 0],
    ],
  },
  {
    language: "ary-Latn",
    kind: "list",
    titles: ["f lmdina", "f lbadiya", "b jouj"],
    rows: [
      ["f lmdina w lbadiya b jouj", 2],
      ["les deux", 2],
      ["machi f lmdina, f lbadiya", 1],
      ["lmdina wla lbadiya", "none"],
    ],
  },
  {
    language: "ary-Latn",
    kind: "yesno",
    titles: [],
    rows: [
      ["khassni nsewel ra2issa", "dont-know"],
      ["la machi ah", "no"],
      ["ah, la la 9sdi la", "no"],
      ["ah wla lla", "none"],
    ],
  },
  {
    language: "ary-Latn",
    kind: "number1to5",
    titles: [],
    rows: [
      ["n3tiha rb3a", 3],
      ["machi 3, 2", 1],
      ["3 merrat f l3am", "none"],
      ["machi 5, 4", 3],
    ],
  },
  {
    language: "en",
    kind: "list",
    titles: [
      "Association",
      "Cooperative",
      "Foundation",
      "Self-employed",
      "Mutual society",
      "Not created yet",
    ],
    rows: [
      ["coop", 1],
      ["jam3iya", 0],
      ["مؤسسة", 2],
      ["we are not an association but a cooperative", 1],
      ["association/cooperative", "none"],
      ["our cooperative friends told us", "none"],
    ],
  },
  {
    language: "en",
    kind: "list",
    titles: ["1 to 5", "6 to 15", "16 to 50", "51 or more"],
    rows: [
      ["we are 12", 1],
      ["20 people", 2],
      ["4 people", 0],
      ["we are about thirty", 2],
      ["just two people", 0],
      ["in 2012", "none"],
      ["100 dirhams", "none"],
    ],
  },
  {
    language: "en",
    kind: "list",
    titles: ["Less than a year", "1 to 3 years", "4 to 10 years", "More than 10 years"],
    rows: [
      ["we started 2 years ago", 1],
      ["8 months", 0],
      ["3 months", 0],
      ["6", 2],
    ],
  },
  {
    language: "en",
    kind: "list",
    titles: ["In town", "In the countryside", "Both"],
    rows: [
      ["in town and in the countryside", 2],
      ["lbadia", 1],
      ["not in town", "none"],
      ["neither", "none"],
    ],
  },
  {
    language: "en",
    kind: "yesno",
    titles: [],
    rows: [
      ["y", "yes"],
      ["I'd have to ask our treasurer", "dont-know"],
      ["sort of", "none"],
      ["yesterday we met the mayor", "none"],
    ],
  },
  {
    language: "en",
    kind: "number1to5",
    titles: [],
    rows: [
      ["4 stars", 3],
      ["not 3, 4", 3],
      ["3 times a year", "none"],
      ["not 5, 4", 3],
    ],
  },
  {
    language: "ary-Latn",
    kind: "list",
    titles: [
      "jam3iya",
      "ta3awniya",
      "mo2assassa",
      "auto-entrepreneur",
      "ta3adodiya",
      "mazal ma t2assesatch",
    ],
    rows: [
      ["machi ta3awniya", "none"],
      ["m3a 12 w nss", "none"],
    ],
  },
];
