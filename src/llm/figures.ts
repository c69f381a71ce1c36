import { fold, wordsOf } from "../core/language/fold.ts";
import { languages } from "../core/language/languages.ts";
import { cardinals } from "../core/language/lexicon/numbers.ts";
import { spellings } from "../core/language/read.ts";

/**
 * What in a text is a figure or stands for one: numbers in digits or words, months, days of the
 * week, money, shares, "free". By value: "49 000" and "49000" meet, and so do "2" and "deux".
 *
 * A digit that stands for a letter is none: "7ellou", "fe33lou".
 */
export function figuresOf(text: string): ReadonlySet<string> {
  const folded = fold(text).replace(grouped, "");
  return new Set([...digitsIn(folded), ...numberWordsIn(folded), ...notionsIn(folded)]);
}

/** The space or mark between the thousands of a number. */
const grouped = /(?<=(?<![\d\p{L}.,])\d{1,3})[\s.,'](?=\d{3}(?![\d\p{L}]))/gu;

function digitsIn(folded: string): readonly string[] {
  return [...folded.matchAll(/[\p{L}\p{N}]+(?:[.,:/]\d+)*/gu)].flatMap(([token]) => {
    if (/^[\d.,:/]+$/u.test(token)) return [token.replace(/,/gu, ".")];
    if (!/\d/u.test(token)) return [];
    const unit =
      /^(\d+)(?:dh|dhs|mad|euros?|eur|usd|h|min|mn|go|mo|km|kg|cm|mm|am|pm|ans?|jours?|mois)$/u;
    const measured = unit.exec(token);
    if (measured !== null) return [measured[1] ?? ""];
    // Arabizi writes letters as 2 3 5 7 8 9, alone or doubled; every other run of digits counts.
    return (token.match(/\d+/gu) ?? []).filter((run) => !/^([235789])\1?$/u.test(run));
  });
}

let numberWords: ReadonlyMap<string, string> | undefined;

/** Number words of one word, but for "one": in four of five languages it is the article as well. */
function numberWordsOnce(): ReadonlyMap<string, string> {
  numberWords ??= new Map([
    ...languages.flatMap((language) =>
      cardinals[language].flatMap((line, value) =>
        value === 1
          ? []
          : spellings(line)
              .filter((words) => words.length === 1 && (words[0] ?? "").length > 2)
              .map(([word = ""]): [string, string] => [word, String(value)]),
      ),
    ),
    ...Object.entries(greaterNumbers).flatMap(([value, line]) =>
      line.split(" ").map((word): [string, string] => [fold(word), value]),
    ),
  ]);
  return numberWords;
}

const greaterNumbers: Readonly<Record<string, string>> = {
  30: "trente thirty ثلاثون ثلاثين تلاتين tlatin",
  40: "quarante forty أربعون أربعين ربعين reb3in rb3in",
  50: "cinquante fifty خمسون خمسين khemsin khamsin",
  60: "soixante sixty ستون ستين settin",
  70: "septante seventy سبعون سبعين seb3in",
  80: "octante eighty ثمانون ثمانين تمانين tmanin",
  90: "nonante ninety تسعون تسعين tes3in",
  100: "cent cents hundred hundreds مائة مئة مية miya mya",
  200: "مائتان مائتين ميتين mitin",
  1000: "mille thousand thousands ألف آلاف ألاف الاف alf alaf",
  2000: "ألفان ألفين alfin",
  1000000: "million millions مليون ملايين melyoun mlayen",
  1000000000: "milliard milliards billion billions مليار ملايير",
};

function numberWordsIn(folded: string): readonly string[] {
  const known = numberWordsOnce();
  return wordsOf(folded).flatMap((word) => {
    const value = known.get(word) ?? known.get(word.replace(/^(?:و|ب|ف|ل)?(?:ال)?/u, ""));
    return value === undefined ? [] : [value];
  });
}

/** Each may be told only where the topic tells it; one word in all languages. */
const notions: readonly (readonly [string, RegExp])[] = (
  [
    [
      "money",
      "dirhams?|dhs?|mad|euros?|eur|dollars?|usd|درهم|دراهم|الدرهم|اورو|دولار|derham|drahem|ريال|ryal|rial|centimes?|سنتيم",
    ],
    ["half", "moitie|half|نصف|النصف|نص|noss|nos"],
    ["third", "tiers|third|ثلث|الثلث"],
    ["quarter", "quart|quarter|ربع|الربع"],
    [
      "free",
      "gratuit\\p{L}*|gratos|free|مجان\\p{L}*|المجان\\p{L}*|بالمجان|فابور|fabor|fabour|batel|باطل",
    ],
    ["tax", "tva|vat|impots?|tax\\p{L}*|ضريب\\p{L}*|الضريب\\p{L}*|dariba"],
    [
      "law",
      "loi|lois|law|laws|قانون|القانون|decret|decree|مرسوم|dahir|ظهير|article \\d+|الماده|الفصل|فصل",
    ],
    ["fine", "amendes?|fines?|penalt\\p{L}*|prison|سجن|السجن|حبس|الحبس|غرام\\p{L}*|ghrama|l7ebs"],
    ["month-1", "janvier|january|يناير|janv"],
    ["month-2", "fevrier|february|فبراير"],
    ["month-3", "mars|march|مارس"],
    ["month-4", "avril|april|ابريل"],
    ["month-5", "ماي|مايو"],
    ["month-6", "juin|june|يونيو|يونيه"],
    ["month-7", "juillet|july|يوليوز|يوليو"],
    ["month-8", "aout|august|غشت|اغسطس"],
    ["month-9", "septembre|september|شتنبر|سبتمبر"],
    ["month-10", "octobre|october|اكتوبر"],
    ["month-11", "novembre|november|نونبر|نوفمبر"],
    ["month-12", "decembre|december|دجنبر|ديسمبر"],
    ["day-1", "lundi|monday|الاثنين|letnin"],
    ["day-2", "mardi|tuesday|الثلاثاء|tlat"],
    ["day-3", "mercredi|wednesday|الاربعاء|larb3"],
    ["day-4", "jeudi|thursday|الخميس|lkhmis"],
    ["day-5", "vendredi|friday|الجمعه|jem3a"],
    ["day-6", "samedi|saturday|السبت|sebt"],
    ["day-7", "dimanche|sunday|الاحد|l7ed"],
  ] as const
).map(([name, words]) => [
  name,
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, "u"),
]);

function notionsIn(folded: string): readonly string[] {
  const signs = [
    ...(/%|pour ?cent|per ?cent|بالمئه|بالمائه|فالميه|في الميه|f lmya/u.test(folded)
      ? ["share"]
      : []),
    ...(/[$€£¥₿]/u.test(folded) ? ["money"] : []),
  ];
  return [...signs, ...notions.filter(([, words]) => words.test(folded)).map(([name]) => name)];
}
