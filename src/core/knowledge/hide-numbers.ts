import { hidden } from "./hidden.ts";

/** What may stand between the digits of one number. */
const gap = String.raw`(?:[^\p{L}\p{N}\p{M}\[\]…%€$£(]{0,3}|[ ]?\((?=\p{Nd}\)))`;

/** What is counted, in five languages: before it stands a sum or a size, which keeps the sense. */
const units = String.raw`(?:dhs?|dirhams?|drh?ms?|dhm|mad|درهم|دراهم|الدرهم|euros?|eur|أورو|اورو|يورو|dollars?|دولار|ryals?|rials?|ريال|centimes?|سنتيم|[€$£%]|abonn[ée]s?|followers?|subscribers?|متابعين?|personnes?|people|شخص|أشخاص|vues|views|مشاهدة|likes?|membres?|members?|عضو)(?![\p{L}])`;
const unitNext = new RegExp(String.raw`^\s?${units}`, "iu");

/** « 15000 dh », « 15000 à 20000 dh »: written with a blank, a sum of five digits may stay. */
const bareSum = new RegExp(
  String.raw`(?<![\p{L}\p{Nd}+]|\p{Nd}${gap})([1-9١-٩۱-۹]\p{Nd}{4,6})(?!\p{Nd})(?=\s?(?:(?:[-–/]|à|a|et|and|to|ou|or|w|wla|و|أو|ولا|إلى|ل|7etta|حتى)\s?\p{Nd}[\p{Nd} ]{0,9}\s?)?${units})`,
  "giu",
);
const secondSum = new RegExp(
  String.raw`(?<=\p{Nd}{1,3} \p{Nd}{3}\s?(?:[-–/]|à|a|et|and|to|ou|or|w|wla|و|أو|ولا|إلى|ل|7etta|حتى)\s?)([1-9١-٩۱-۹]\p{Nd}{4,6})(?!\p{Nd})(?=\s?${units})`,
  "giu",
);

const born = new RegExp(
  String.raw`(?<![\p{L}])(né\(?e?\)?\s+(?:le|en)|date\s+de\s+naissance|born\s+(?:on|in)|date\s+of\s+birth|تاريخ\s+الازدياد|مزداد[ةه]?|ازددت|tz[ae]dit?|mezdad)([^\p{L}\p{N}\[\]]{1,4}(?:في|ف|f|le|on|is)?[^\p{L}\p{N}\[\]]{0,3})\p{Nd}{1,4}(?:[./ -]{1,3}\p{Nd}{1,4}){0,2}(?!\p{Nd})`,
  "giu",
);

/** « mon code est 4821 », « mdp : azerty1 »: what follows is told to nobody. */
const secret = new RegExp(
  String.raw`(?<![\p{L}])(mots?\s+de\s+passe|mdp|pass\s?word|modpass?e?|mot\s?pass?e?|pin|otp|code(?:\s+(?:secret|pin|sms|whatsapp|de\s+v[ée]rification))?|كلمة\s+(?:السر|المرور)|القن(?:\s+السري)?|الكود|كود|الرمز(?:\s+السري)?|المودباس|مودباس)((?:\s+(?:dyali|ديالي|whatsapp|secret))?\s*(?:[:=]|\s(?:est|is|هو|هي|howa|hiya)\s)\s*)(?=\S*\p{Nd}|(?<=[:=]\s*)\S+[ ]*(?:$|\n))[^\s\[\]…]+`,
  "giu",
);
/** « CIN n° BK 12345 » */
const identity = new RegExp(
  String.raw`(?<![\p{L}])(cine?|cnie|carte\s+(?:d['’]identit[ée]\s+)?nationale|la\s?carte?|passe?ports?|البطاقة(?:\s+الوطنية)?|بطاقتي(?:\s+الوطنية)?|لاكارط|جواز(?:\s+السفر)?|ice|rib|iban|cnss|rc)((?:\s*(?:[:=°#-]|n°|nº|no|num[ée]ro|number|رقم|رقمها|est|is|هو|dyali|ديالي))*\s*)[A-Za-z]{0,3}[ -]?\p{Nd}{3,}(?:[ .-]?\p{Nd}+)*`,
  "giu",
);

/** Letters and digits in one word. */
const mixed = /(?<![\p{L}\p{Nd}])[\p{L}\p{Nd}]*\p{Nd}[\p{L}\p{Nd}]*/gu;

/** A single digit before a letter begins a word of Darija: « 06 12 34 56 78 3afak ». */
const number = new RegExp(
  String.raw`(?:(?<![\p{L}\p{Nd}])(?<prefix>[A-Za-z]{1,2})(?<joint>[ .°-]{0,2}))?(?<digits>[+(]{0,2}(?<!\p{Nd})\p{Nd}(?:\p{Nd}|${gap}(?!\p{Nd}\p{L})\p{Nd})*)`,
  "gu",
);

const digitWord = String.raw`(?:\p{Nd}{1,2}|z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|one|two|three|four|five|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety|double|ziro|sifr|wa7ed|we7da|jou?j|tlata|reb3a|rab3a|arb3a|khamsa|5amsa|setta|seb3a|sab3a|tmenya|tmnya|tes3oud|tes3a|3achra|3echrin|tlatin|reb3in|khamsin|settin|seb3in|tmanin|tes3in|و?(?:صفر|زيرو|واحد|جوج|اثنان|اثنين|ثلاثة|تلاتة|أربعة|اربعة|ربعة|خمسة|ستة|سبعة|ثمانية|تمنية|تسعة|تسعود|عشرة|عشرين|ثلاثين|تلاتين|أربعين|اربعين|ربعين|خمسين|ستين|سبعين|ثمانين|تمانين|تسعين))(?![\p{L}])`;
/** A telephone said in words begins with a zero. */
const spoken = new RegExp(
  String.raw`(?<![\p{L}\p{Nd}])(?:z[ée]ro|ziro|sifr|صفر|زيرو|oh)(?![\p{L}])(?:[\s,.-]{1,3}(?:(?:et|and|w|o)\s)?${digitWord}){4,}`,
  "giu",
);

/** Hides telephones, cards, accounts, identities, secrets and every run of five digits. */
export function hideNumbers(text: string): string {
  return text
    .replace(born, `$1$2${hidden}`)
    .replace(secret, `$1$2${hidden}`)
    .replace(identity, `$1$2${hidden}`)
    .replace(spoken, hidden)
    .replace(bareSum, inThousands)
    .replace(secondSum, inThousands)
    .replace(mixed, (word) => (isCode(word) ? hidden : word))
    .replace(number, (found, ...rest) => {
      const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
      const [whole, offset] = [String(rest.at(-2)), Number(rest.at(-3))];
      return hideNumber(found, groups, whole.slice(offset + found.length).slice(0, 16));
    });
}

function inThousands(digits: string): string {
  return digits.replace(/(?<=\p{Nd})(?=(?:\p{Nd}{3})+$)/gu, " ");
}

/** A passport, a plate, a reference. Darija in Latin letters has digits too, but never so many. */
function isCode(word: string): boolean {
  const digits = word.match(/\p{Nd}/gu)?.length ?? 0;
  if (digits === word.length) return false;
  if (digits >= 5) return true;
  return (
    digits >= 3 && word.length - digits >= 2 && /^[A-Z\d]{6,}$/u.test(word) && /\d\d/u.test(word)
  );
}

function hideNumber(
  found: string,
  { prefix = "", joint = "", digits = "" }: Readonly<Record<string, string | undefined>>,
  after: string,
): string {
  const count = digits.match(/\p{Nd}/gu)?.length ?? 0;
  const isCounted = unitNext.test(after);
  // An identity card: one or two letters and five or six digits.
  const isCard = /^[A-Z]+$/u.test(prefix) && (count === 5 || count === 6) && !isCounted;
  if (!isCard && isHarmless(digits.replace(/[٠-٩۰-۹]/gu, ascii), isCounted)) return found;
  const goesToo = joint === "" || /^[A-Z]+$/u.test(prefix) || (count >= 5 && count <= 7);
  return goesToo ? hidden : `${prefix}${joint}${hidden}`;
}

function ascii(digit: string): string {
  return String((digit.codePointAt(0) ?? 0) & 0xf);
}

const date = String.raw`(?:\d{1,2}([./-])\d{1,2}\1(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d-\d\d-\d\d)`;
const dates = new RegExp(`^${date}$`, "u");
const years = /^(?:19|20)\d\d(?:[ ,/–-]{1,3}(?:19|20)\d\d){0,2}$/u;
const hours = /^\d{1,2}:\d\d(?:\s?[/–-]\s?\d{1,2}:\d\d)?$/u;
const sum = /^[1-9]\d{0,2}(?:[ .,]\d{3}){1,2}$/u;

/** Neither a telephone nor anything that names somebody. In plain digits. */
function isHarmless(digits: string, isCounted: boolean): boolean {
  if (/\p{Nd}{5}/u.test(digits)) return false;
  if (dates.test(digits) || years.test(digits) || hours.test(digits)) return true;
  const count = digits.match(/\p{Nd}/gu)?.length ?? 0;
  if (count >= 6 && /^[+(]*(?:00|0[5-8]|\+)/u.test(digits)) return false;
  if (count <= 6) return true;
  const parts = digits.split(/\s?[:;/–-]\s?/u);
  if (parts.length > 2) return false;
  return parts.every((part) => {
    const size = part.match(/\d/gu)?.length ?? 0;
    if (isCounted)
      return size <= 9 && (sum.test(part) || /^[1-9]\d{0,3}(?:[.,]\d{1,2})?$/u.test(part));
    return size <= 7 && sum.test(part);
  });
}
