import type { Choosable, Option } from "../../../../src/core/language/choose.ts";
import type { Language } from "../../../../src/core/language/languages.ts";

/** Options as the flows give them: labels in the conversation's language first, then the others. */
type Lines = Readonly<Record<Language, readonly string[]>>;

function options(language: Language, lines: Lines): readonly Option[] {
  return lines[language].map((own, at) => ({
    labels: [
      own,
      ...Object.entries(lines)
        .filter(([other]) => other !== language)
        .map(([, labels]) => labels[at] ?? own),
    ],
  }));
}

const goals: Lines = {
  fr: ["Non", "Un peu", "Oui, et suivis"],
  ar: ["لا", "بعضها", "نعم، ونتابعها"],
  ary: ["لا", "شوية", "آه، وكنتبعوهم"],
  "ary-Latn": ["La", "Chwiya", "Ah, w kantb3ohom"],
  en: ["No", "A few", "Yes, and followed"],
};
const site: Lines = {
  fr: ["Pas de site", "Oui, pas à jour", "Oui, à jour"],
  ar: ["لا يوجد موقع", "نعم، غير محدَّث", "نعم، محدَّث"],
  ary: ["ما عندناش", "كاين، قديم", "كاين ومجدّد"],
  "ary-Latn": ["Ma 3ndnach", "Kayn, 9dim", "Kayn w mjedded"],
  en: ["No website", "Yes, out of date", "Yes, up to date"],
};
const page: Lines = {
  fr: ["Jamais", "Parfois", "Chaque semaine"],
  ar: ["أبداً", "أحياناً", "كل أسبوع"],
  ary: ["عمرنا", "مرة مرة", "كل سيمانة"],
  "ary-Latn": ["3merna", "Merra merra", "Kol simana"],
  en: ["Never", "Sometimes", "Every week"],
};
const money: Lines = {
  fr: ["Pas vraiment", "Cahier ou tableau", "À jour chaque mois"],
  ar: ["لا متابعة", "دفتر أو جدول", "محدَّث كل شهر"],
  ary: ["ما كنتبعوش", "كناش ولا جدول", "كل شهر مقاد"],
  "ary-Latn": ["Ma kantb3ouch", "Kennach wla jadwal", "Kol chher m9ad"],
  en: ["Not really", "Notebook or table", "Up to date every month"],
};
const type: Lines = {
  fr: [
    "Association",
    "Coopérative",
    "Fondation",
    "Auto-entrepreneur",
    "Mutuelle",
    "Pas encore créée",
  ],
  ar: ["جمعية", "تعاونية", "مؤسسة", "مقاول ذاتي", "تعاضدية", "لم تُنشأ بعد"],
  ary: ["جمعية", "تعاونية", "مؤسسة", "مقاول ذاتي", "تعاضدية", "مازال ما تخلقات"],
  "ary-Latn": [
    "Jam3iya",
    "Ta3awniya",
    "Mo2assasa",
    "Mo9awil dati",
    "Ta3adodiya",
    "Mazal ma tkhel9at",
  ],
  en: ["Association", "Cooperative", "Foundation", "Self-employed", "Mutual", "Not yet created"],
};
const size: Lines = {
  fr: ["1 à 5", "6 à 15", "16 à 50", "51 et plus"],
  ar: ["1 إلى 5", "6 إلى 15", "16 إلى 50", "51 فأكثر"],
  ary: ["1 حتى 5", "6 حتى 15", "16 حتى 50", "51 وكثر"],
  "ary-Latn": ["1 7tta 5", "6 7tta 15", "16 7tta 50", "51 w kter"],
  en: ["1 to 5", "6 to 15", "16 to 50", "51 and more"],
};
const place: Lines = {
  fr: ["En ville", "À la campagne", "Les deux"],
  ar: ["في المدينة", "في القرية", "كلاهما"],
  ary: ["فالمدينة", "فالبادية", "بجوج"],
  "ary-Latn": ["F lmdina", "F lbadiya", "B jouj"],
  en: ["In town", "In the countryside", "Both"],
};
const priority: Lines = {
  fr: [
    "Être visible",
    "Trouver des moyens",
    "Gérer l'argent",
    "Rendre compte",
    "Former l'équipe",
    "Nous protéger",
  ],
  ar: ["الظهور", "إيجاد التمويل", "تدبير المال", "تقديم الحساب", "تكوين الفريق", "الحماية"],
  ary: ["نبانو", "نلقاو التمويل", "نتبعو الفلوس", "نعطيو الحساب", "نكونو الفريق", "نحميو راسنا"],
  "ary-Latn": [
    "Nbano",
    "Nl9aw tamwil",
    "Ntb3o lflous",
    "N3tiw l7sab",
    "Nkewno l fari9",
    "N7miw rasna",
  ],
  en: [
    "Be visible",
    "Find funding",
    "Manage money",
    "Report results",
    "Train the team",
    "Protect ourselves",
  ],
};
const web: Lines = {
  fr: [
    "Pas de site",
    "En projet ou en panne",
    "Site pas à jour",
    "Site à jour",
    "Site actif et suivi",
  ],
  ar: ["لا يوجد موقع", "مشروع أو معطل", "موقع غير محدث", "موقع محدث", "موقع نشيط ومتابع"],
  ary: ["ما عندناش سيت", "مشروع ولا خاسر", "سيت قديم", "سيت مجدد", "سيت خدام ومتبوع"],
  "ary-Latn": [
    "Ma 3ndnach site",
    "Mchrou3 wla khaser",
    "Site 9dim",
    "Site mjedded",
    "Site khddam w metbou3",
  ],
  en: ["No website", "Planned or broken", "Out of date", "Up to date", "Active and followed"],
};

const lists = { goals, site, page, money, type, size, place, priority } as const;

/** `yn`, `n15`, `n05`, `web` (five levels with labels) or the name of a list. */
export type Asked = "yn" | "n15" | "n05" | "web" | keyof typeof lists;

export function question(language: Language, asked: Asked): Choosable {
  if (asked === "yn") return { language, kind: "yesno", options: [] };
  if (asked === "n15") return { language, kind: "number1to5", options: [] };
  if (asked === "n05") return { language, kind: "number0to5", options: [] };
  if (asked === "web") return { language, kind: "number1to5", options: options(language, web) };
  return { language, kind: "list", options: options(language, lists[asked]) };
}

/**
 * What is expected: an index, `yes`, `no`, `dk` (does not know), `none`, `2~3` (ambiguous between
 * them), or `unsure` (none or ambiguous: anything but an answer).
 */
export type Expected = number | "yes" | "no" | "dk" | "none" | "unsure" | `${number}~${number}`;
export type Row = readonly [asked: Asked, text: string, expected: Expected];
