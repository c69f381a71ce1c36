import { fold } from "../language/fold.ts";
import { hidden } from "./hidden.ts";

/** What people write before their own name. */
const leads = [
  String.raw`je\s+m['’ ]?\s?ap+el+e?s?`,
  String.raw`mon\s+(?:pr[ée])?nom(?:\s+complet)?\s*(?:est|c['’ ]?\s?est|:)`,
  String.raw`moi\s+c['’ ]?\s?est`,
  String.raw`(?:nom(?:\s+(?:complet|et\s+pr[ée]noms?))?|pr[ée]nom)\s?:`,
  String.raw`(?:ana\s+)?(?:[ie]?smi|i?smi+y?t[iy]|smyti|semm?iti|smeyti)(?:\s+(?:hiya|howa))?`,
  String.raw`my\s+(?:full\s+|first\s+)?name(?:['’]?s|\s+is|\s?:)`,
  String.raw`(?:i\s?['’]?a?m\s+called|call\s+me|(?:full\s+)?name\s?:)`,
  String.raw`(?:[اأ]نا\s+)?(?:[إا]سمي|[إا]?سميتي|كنيتي)(?:\s+الكامل)?(?:\s+(?:هو|هي))?`,
  String.raw`(?:[أا]دعى|كنتسمى|كيسميوني)`,
  String.raw`ال[إا]سم(?:\s+(?:الكامل|الشخصي|العائلي))?\s?:`,
  String.raw`(?:mr|mme|mlle|mrs|dr)\.?`,
  String.raw`(?:السيدة?|ل[اآ]لة|الحاج|الأستاذة?)`,
].join("|");
const lead = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${leads})(?![\p{L}\p{N}])\s?[:،,-]?`, "giu");

/** « Madame Bennani », « Je suis Karim Alaoui »: only names are written with a capital there. */
const capital = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Jj]e suis|I am|I'm|[Tt]his is)(?=\s(?:(?:[Mm]onsieur|[Mm]adame)\s)?(\p{Lu}[\p{L}\p{M}]+)(?:[ -](?:El |Al |Ben |Ait )?(\p{Lu}[\p{L}\p{M}]+))?)`,
  "gu",
);

/** « Cordialement, Salma Benali » at the end. */
const signature =
  /((?<![\p{L}])(?:cordialement|cdlt|bien à vous|salutations|(?:best |kind )?regards|مع تحياتي|تحياتي)[\s,،.:-]+)((?:[\p{L}\p{M}.'-]+[ ]?){1,4})$/iu;

const piece = /[ \t]+|['’-]|[\p{L}\p{M}]+/uy;

/** Between first and last name, and no name of their own. */
const particles = new Set(
  "el al ben bent bin ait aït ould bou abd abdel abou oum de ال بن بنت ابن ايت ولد عبد ابو ام"
    .split(" ")
    .map(fold),
);

/** What follows a name, or shows that none was said. */
const stops = new Set(
  `et je j jai jaimerais nous on mon ma mes notre nos suis ai avons voudrais veux voulons aimerais souhaite
  du des la le les l d un une en au aux a à avec pour sur dans par chez qui que quoi est sont pas ne déjà
  président présidente trésorier trésorière secrétaire membre directeur directrice gérante gérant bénévole
  responsable comment pourquoi quand combien où besoin bonjour bonsoir salut merci svp mais ou donc car si
  depuis association coopérative fondation la notre votre vous
  from and i we the an my our of in at for with to am is are was want would like need how what why can could
  please president treasurer secretary member director manager hello hi thanks but not taken
  w o ou mn men min d dyal dial f fi m3a ana hna 7na bghit bghina khassni khasni kifach kifash kifech chno
  chnou wach wash achno rais ra2is raisa ra2isa amin kateb 3ndi 3andi 3ndna 3andna salam chokran b l li lli had
  و من أنا انا نحن حنا احنا بغيت بغينا خصني خصنا كيفاش كيف كيفية ماذا ما شنو واش هل رئيس رئيسة أمين أمينة كاتب
  كاتبة عضو عضوة مديرة مدير متطوع متطوعة في ف ب ل على مع عن الى إلى ديال عندي عندنا أريد اريد نريد أود اود سلام
  السلام شكرا جمعية الجمعية تعاونية التعاونية مؤسسة المؤسسة هو هي لي اللي هاد هذا هذه قلت قال لا ولكن لكن`
    .split(/\s+/u)
    .map(fold),
);

/** Hides what people say their name is, a title with a name, and the name under a letter. */
export function hideIntroductions(text: string): string {
  let result = "";
  let at = 0;
  for (const { start, end } of namesIn(text)) {
    if (start < at) continue;
    result += text.slice(at, start) + hidden;
    at = end;
  }
  return (result + text.slice(at)).replace(signature, (whole, greeting: string, name: string) =>
    name.split(" ").some((word) => stops.has(fold(word))) ? whole : `${greeting}${hidden}`,
  );
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function namesIn(text: string): readonly Span[] {
  const leading = [...text.matchAll(lead)].map(({ 0: { length }, index }) =>
    spanAfter(text, index + length),
  );
  const capitals = [...text.matchAll(capital)].map((found) => {
    const [all, first = "", last = ""] = found;
    // "I am President" is no name, "Je suis Karim Alaoui" is one.
    const isTitle = /^[Mm]/u.test(all);
    const isName = !stops.has(fold(first)) && (isTitle || (last !== "" && !stops.has(fold(last))));
    return isName ? spanAfter(text, found.index + all.length) : null;
  });
  return [...leading, ...capitals]
    .filter((span) => span !== null)
    .sort((one, other) => one.start - other.start);
}

/** Up to three words, and the particles between them. Null when no name follows. */
function spanAfter(text: string, from: number): Span | null {
  let start: number | null = null;
  let end = from;
  let words = 0;
  piece.lastIndex = from;
  for (let found = piece.exec(text); found !== null && words < 3; found = piece.exec(text)) {
    const [word] = found;
    if (!/^[\p{L}\p{M}]/u.test(word)) continue;
    const folded = fold(word);
    const isParticle = particles.has(folded);
    if (!isParticle && stops.has(folded)) break;
    // « سلمى وبغيت »: "and" is stuck to what follows.
    if (start !== null && /^و\p{L}{3}/u.test(folded)) break;
    start ??= found.index;
    // A particle belongs to the name only when the name goes on.
    if (isParticle) continue;
    end = found.index + word.length;
    words += 1;
  }
  return start === null || words === 0 ? null : { start, end };
}
