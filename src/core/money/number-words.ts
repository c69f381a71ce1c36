import type { Meaning } from "./words.ts";

function number(value: number, script: "fr" | "en", alone?: true): Meaning {
  return alone === undefined
    ? { kind: "number", value, script }
    : { kind: "number", value, script, alone };
}

function times(value: number): Meaning {
  return { kind: "times", value };
}

/** French and English words as they fold, with the spellings that phones and schools make. */
export const plainWords: readonly (readonly [Meaning, string])[] = [
  [number(0, "fr"), "zero zeros zeo"],
  [number(1, "fr", true), "un une"],
  [number(2, "fr"), "deux deu deus deuxe"],
  [number(3, "fr"), "trois troi troix trwa"],
  [number(4, "fr"), "quatre quatr quattre katre catre qatre quatres"],
  [number(5, "fr"), "cinq cinque sinq sink cink cinc"],
  [number(6, "fr"), "six sixe"],
  [number(7, "fr"), "sept"],
  [number(8, "fr"), "huit uit huite"],
  [number(9, "fr"), "neuf neufe"],
  [number(10, "fr"), "dix dizaine dizaines"],
  [number(11, "fr"), "onze"],
  [number(12, "fr"), "douze douzaine dozen"],
  [number(13, "fr"), "treize treise"],
  [number(14, "fr"), "quatorze katorze"],
  [number(15, "fr"), "quinze kinze quinzaine"],
  [number(16, "fr"), "seize"],
  [number(17, "fr"), "dixsept"],
  [number(18, "fr"), "dixhuit"],
  [number(19, "fr"), "dixneuf"],
  [number(20, "fr"), "vingt vingts vint vingtaine"],
  [number(30, "fr"), "trente trent trentaine"],
  [number(40, "fr"), "quarante quarente karante carante quarantaine"],
  [number(50, "fr"), "cinquante cinquente sinquante cinkante cinquantaine"],
  [number(60, "fr"), "soixante soixente soissante swasante soixantaine"],
  [number(70, "fr"), "septante soixantedix"],
  [number(80, "fr"), "huitante octante quatrevingt quatrevingts"],
  [number(90, "fr"), "nonante quatrevingtdix"],
  [times(100), "cent cents centaine centaines hundred hundreds hundered hunderd"],
  [
    times(1000),
    "mille milles mil mile millier milliers thousand thousands thousend tousand thousant",
  ],
  [times(1_000_000), "million millions milion milions millon millons"],
  [times(1_000_000_000), "milliard milliards miliard miliards billion billions"],
  [number(1, "en", true), "one"],
  [number(2, "en"), "two"],
  [number(3, "en"), "three thre"],
  [number(4, "en"), "four"],
  [number(5, "en"), "five"],
  [number(7, "en"), "seven"],
  [number(8, "en"), "eight"],
  [number(9, "en"), "nine"],
  [number(10, "en"), "ten"],
  [number(11, "en"), "eleven"],
  [number(12, "en"), "twelve twelf"],
  [number(13, "en"), "thirteen"],
  [number(14, "en"), "fourteen forteen"],
  [number(15, "en"), "fifteen"],
  [number(16, "en"), "sixteen"],
  [number(17, "en"), "seventeen"],
  [number(18, "en"), "eighteen"],
  [number(19, "en"), "nineteen ninteen"],
  [number(20, "en"), "twenty twenti"],
  [number(30, "en"), "thirty"],
  [number(40, "en"), "forty fourty"],
  [number(50, "en"), "fifty"],
  [number(60, "en"), "sixty"],
  [number(70, "en"), "seventy"],
  [number(80, "en"), "eighty"],
  [number(90, "en"), "ninety ninty"],
  [{ kind: "half" }, "demi demie half nss ns ness noss nouss nosf nisf nesf"],
  [{ kind: "quarter" }, "quart quarter"],
  [{ kind: "and" }, "et and w wa o u"],
  [{ kind: "ou" }, "ou"],
  [{ kind: "or" }, "or wla wela ola aw"],
  [{ kind: "link" }, "de d l n dyal dial of"],
  [{ kind: "article" }, "a an"],
  [{ kind: "negative" }, "moins minus na9es naqes na9is"],
  [{ kind: "nothing" }, "rien neant aucun aucune nothing none nada walo walou"],
  [{ kind: "fold" }, "fois x"],
  [
    { kind: "unit", unit: "dirham" },
    `dh dhs dhm dhms drh drhm dhr mad dirham dirhams derham derhem darham drahem drahm draham dirhem
     dirhems derhm drahim drham`,
  ],
  [{ kind: "unit", unit: "ryal" }, "ryal ryals rial rials riyal riyals real reals ryalat"],
  [{ kind: "unit", unit: "frank" }, "franc francs frank franks"],
  [
    { kind: "unit", unit: "centime" },
    "centime centimes santim santimat santime santimes sentim ct cts ctm",
  ],
  [{ kind: "foreign" }, "euro euros eur dollar dollars usd gbp sterling"],
  [
    { kind: "counted" },
    `mois an ans annee annees jour jours semaine semaines personne personnes gens enfant enfants femme
     femmes homme hommes fille filles membre membres famille familles adherent adherents heure heures
     kg km litre litres piece pieces month months year years day days week weeks people person persons
     child children woman women man men member members family families hour hours times trimestre
     trimestres chhar chher chhour chhor 3am snin nhar iyam simana simanat nas drari 3yalat mrra mrrat`,
  ],
];

function spoken(value: number): Meaning {
  return { kind: "number", value, script: "arabizi" };
}

function bound(value: number): Meaning {
  return { kind: "bound", value };
}

const five = "(?:kh|5|x)[ae]?m[ae]?s{1,2}";
const teen = "t{1,2}a[cs]h(?:e?[rl])?";

/** Darija in Latin letters: vowels come and go, so forms instead of words. The first that fits. */
export const arabiziForms: readonly (readonly [RegExp, Meaning])[] = [
  [/^(?:sifr|s?fer|ziro|zirou|zero)$/u, spoken(0)],
  [
    /^w[ae]?[h7][ae]?d[a]?$|^ou[ae]hed$/u,
    { kind: "number", value: 1, alone: true, script: "arabizi" },
  ],
  [/^(?:[jz](?:ou?|oo|u)[jz]e?|jwj|tn[ai]y?n|tnayn)$/u, spoken(2)],
  [/^th?[ae]?l[ae]?th?[ae]$|^tlatah$|^tlett?a$/u, spoken(3)],
  [/^t[ae]?l[ae]?t{1,2}$/u, bound(3)],
  [/^[ae]?r[ae]?b[ae]?3a$|^arba3$|^rbaa$/u, spoken(4)],
  [/^[ae]?r[ae]?b[ae]?3t?$/u, bound(4)],
  [new RegExp(`^${five}a$`, "u"), spoken(5)],
  [new RegExp(`^(?:${five}|(?:kh|5|x)[ae]?mes)t?$`, "u"), bound(5)],
  [/^s[e]?t{1,2}a$|^sitta$/u, spoken(6)],
  [/^s[e]?t{1,2}$/u, bound(6)],
  [/^s[ae]?b[ae]?3a$/u, spoken(7)],
  [/^s[ae]?b[ae]?3t?$/u, bound(7)],
  [/^th?[ae]?m[ae]?n[iy]{1,2}a$/u, spoken(8)],
  [/^t[ae]?m[ae]?nt?$/u, bound(8)],
  [/^t[ie]?s[ie]?3(?:a|ou?d|ud)$/u, spoken(9)],
  [/^t[ie]?s[ie]?3t?$/u, bound(9)],
  [/^3[aei]?[cs]h[ae]?ra$/u, spoken(10)],
  [/^3[aei]?[cs]h[ae]?rt?$/u, bound(10)],
  [/^[7h][ae]?d[ae]?[cs]h(?:e?[rl])?$/u, spoken(11)],
  [/^t{1,2}[ae]?n[ae]?[cs]h(?:e?[rl])?$/u, spoken(12)],
  [new RegExp(`^t[ae]?l[ae]?t?[ae]?${teen}$`, "u"), spoken(13)],
  [new RegExp(`^[ae]?r[ae]?b[ae]?3[ae]?${teen}$`, "u"), spoken(14)],
  [new RegExp(`^${five}[ae]?${teen}$`, "u"), spoken(15)],
  [new RegExp(`^s[ei]?${teen}$`, "u"), spoken(16)],
  [new RegExp(`^s[ae]?b[ae]?3[ae]?${teen}$`, "u"), spoken(17)],
  [new RegExp(`^t[ae]?m[ae]?n[ae]?${teen}$`, "u"), spoken(18)],
  [new RegExp(`^t[ie]?s[ie]?3[ae]?${teen}$`, "u"), spoken(19)],
  [/^3[aei]?[cs]h[aei]?r[ie]{1,2}n?ne?$/u, spoken(20)],
  [/^th?[ae]?l[ae]?t{1,2}h?i{1,2}ne?$/u, spoken(30)],
  [/^[ae]?r[ae]?b[ae]?3i{1,2}ne?$/u, spoken(40)],
  [/^(?:kh|5|x|k)[ae]?m[ae]?s{1,2}i{1,2}ne?$/u, spoken(50)],
  [/^s[ei]?t{1,2}i{1,2}ne?$/u, spoken(60)],
  [/^s[ae]?b[ae]?3i{1,2}ne?$/u, spoken(70)],
  [/^th?[ae]?m[ae]?ni{1,2}ne?$/u, spoken(80)],
  [/^t[ie]?s[ie]?3i{1,2}ne?$/u, spoken(90)],
  [/^m[ie]?y{1,2}at?$|^miat?$|^mi2at?$/u, times(100)],
  [/^m(?:iya|iy|i2a|ya|y|i)t[ae]?[iy]{1,2}ne?$/u, spoken(200)],
  [/^[ae]l[ae]?f$|^a{0,2}laf$/u, times(1000)],
  [/^[ae]?lfa?[iy]{1,2}ne?$/u, { kind: "whole", value: 2000, step: 1000 }],
  [/^m[aei]?l{1,2}[iy]{1,2}(?:ou?|u)ne?$|^ml[ae]y[ie]?n$|^malayi?n$/u, times(1_000_000)],
  [/^m[ie]?l{1,2}[iy]{1,2}a?r$|^mlayr$/u, times(1_000_000_000)],
];

function written(value: number): Meaning {
  return { kind: "number", value, script: "arabic" };
}

const counts: readonly (readonly [string, number])[] = [
  ["تلات|تلت", 3],
  ["اربع|ربع", 4],
  ["خمس", 5],
  ["ست", 6],
  ["سبع", 7],
  ["تماني?|تمن", 8],
  ["تسع", 9],
];

const hundred = "(?:ماي?ه|ميه|ميا|ميات|مايا)";

/** Arabic letters, folded, ث as ت: the written language with its cases, and Darija. */
export const arabicForms: readonly (readonly [RegExp, Meaning])[] = [
  [/^(?:صفر|زيرو)$/u, written(0)],
  [/^(?:واحد|واحده|وحده|وحد)$/u, { kind: "number", value: 1, alone: true, script: "arabic" }],
  [/^(?:احد|احدي)$/u, { kind: "number", value: 1, alone: true, script: "arabic" }],
  [/^(?:ا?تنت?ي?ا?ن|اتنت?[اي]|اتنت?[اي]ن|جوج|زوج|زوز)$/u, written(2)],
  [/^(?:تلاته|تلات|تلته|تلاتا)$/u, written(3)],
  [/^تلت$/u, bound(3)],
  [/^(?:اربعه|اربع|ربعه|ربعا)$/u, written(4)],
  [/^ربع$/u, bound(4)],
  [/^خمس[ها]?$/u, written(5)],
  [/^ست[ها]?$/u, written(6)],
  [/^سبع[ها]?$/u, written(7)],
  [/^(?:تمانيه?|تمان|تمنيه|تمنيا)$/u, written(8)],
  [/^تمن$/u, bound(8)],
  [/^(?:تسع[ها]?|تسعود)$/u, written(9)],
  [/^عشر[ها]?$/u, written(10)],
  [/^ا?ح[ضد]اش[رل]?$/u, written(11)],
  [/^ا?[طت]ناش[رل]?$/u, written(12)],
  [/^ت[لت]{1,2}[اط]?[طت]اش[رل]?$|^تلات[طت]اش$/u, written(13)],
  [/^ا?ربع[طت]{1,2}اش[رل]?$/u, written(14)],
  [/^خمس[طت]{1,2}اش[رل]?$/u, written(15)],
  [/^س[طت]{1,2}اش[رل]?$/u, written(16)],
  [/^سبع[طت]{1,2}اش[رل]?$/u, written(17)],
  [/^تما?ن[طت]{1,2}اش[رل]?$/u, written(18)],
  [/^تسع[طت]{1,2}اش[رل]?$/u, written(19)],
  [/^عشر[وي]ن$/u, written(20)],
  [/^تلات[وي]ن$/u, written(30)],
  [/^ا?ربع[وي]ن$/u, written(40)],
  [/^خمس[وي]ن$/u, written(50)],
  [/^ست[وي]ن$/u, written(60)],
  [/^سبع[وي]ن$/u, written(70)],
  [/^تما?ن[وي]ن$/u, written(80)],
  [/^تسع[وي]ن$/u, written(90)],
  [new RegExp(`^(?:${hundred}|مايت|ميت)$`, "u"), times(100)],
  [/^(?:ماي|مي|ميي|ما)ت(?:ان|ين|ا|ي)$/u, written(200)],
  ...counts.map(
    ([form, value]) => [new RegExp(`^(?:${form})${hundred}$`, "u"), written(value * 100)] as const,
  ),
  [/^(?:الف|الاف|لاف|الوف)$/u, times(1000)],
  [/^الف(?:ين|ان|ي)$/u, { kind: "whole", value: 2000, step: 1000 }],
  [/^الفا$/u, { kind: "dual-or-times", step: 1000 }],
  [/^(?:مليون|ملايي?ن)$/u, times(1_000_000)],
  [/^مليون(?:ين|ان|ي)$/u, { kind: "whole", value: 2_000_000, step: 1_000_000 }],
  [/^مليونا$/u, { kind: "dual-or-times", step: 1_000_000 }],
  [/^(?:مليار|ملايير|مليارات)$/u, times(1_000_000_000)],
  [/^(?:نصف|نص)$/u, { kind: "half" }],
  [/^و$/u, { kind: "and" }],
  [/^(?:او|ولا)$/u, { kind: "or" }],
  [/^(?:د|ديال|دال|ل|ن|من)$/u, { kind: "link" }],
  [/^(?:ناقص|سالب)$/u, { kind: "negative" }],
  [/^والو$/u, { kind: "nothing" }],
  [/^(?:مرات|مره)$/u, { kind: "fold" }],
  [/^(?:درهم|دراهم|دراهيم|درهما|دراهما)$/u, { kind: "unit", unit: "dirham" }],
  [/^درهم(?:ين|ان)$/u, { kind: "unit", unit: "dirham", count: 2 }],
  [/^(?:ريال|ريالات|ريالا)$/u, { kind: "unit", unit: "ryal" }],
  [/^ريال(?:ين|ان)$/u, { kind: "unit", unit: "ryal", count: 2 }],
  [/^فرنكا?(?:ت)?$/u, { kind: "unit", unit: "frank" }],
  [/^(?:سنتيم|سنتيمات|سنتيما)$/u, { kind: "unit", unit: "centime" }],
  [/^(?:يورو|اورو|دولار|دولارات)$/u, { kind: "foreign" }],
  [
    /^(?:شهر|شهور|اشهر|شهرا|سنه|سنوات|سنين|عام|عاما|اعوام|يوم|ايام|يوما|اسبوع|اسابيع|سيمانه|شخص|اشخاص|شخصا|طفل|اطفال|نسا|عضو|اعضا|اسره|اسر|عايله|عايلات|ساعه|ساعات|ناس|نفر|دراري|عيالات)$/u,
    { kind: "counted" },
  ],
];
