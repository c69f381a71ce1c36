const leftToRight = "\u2066";
const rightToLeft = "\u2067";
const firstStrong = "\u2068";
const end = "\u2069";

const latin = "A-Za-z\u00C0-\u024F";
const arabic = "\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFF";

/**
 * What would be shown in the wrong order after Arabic letters: links, Latin names and codes,
 * phone numbers, numbers with a hyphen (« 09-08 » would read « 08-09 »).
 */
const word = `[${latin}0-9](?:[.@_/:#&'’+-]*[${latin}0-9])*`;
const leftToRightRun = new RegExp(
  ["https?://[^\\s\u2066-\u2069]+", `[+#@]?${word}(?: [+]?${word})*`].join("|"),
  "gu",
);
const rightToLeftRun = new RegExp(`[${arabic}]+(?:[ ،'-]+[${arabic}]+)*`, "gu");
/** Digits, fractions and percentages keep their order by themselves. */
const safeNumber = /^[0-9]+(?:[.,/:][0-9]+)*$/u;
const hasArabic = new RegExp(`[${arabic}]`, "u");
const hasLatin = new RegExp(`[${latin}]`, "u");
const marked = /[\u2066-\u2068][^\u2066-\u2069]*\u2069/gu;

/**
 * Wraps every run of the other direction, so that any renderer shows it in its own order.
 *
 * A text in one direction only comes back unchanged; what is wrapped already stays as it is.
 */
export function isolate(text: string, rtl: boolean): string {
  if (rtl ? !hasArabic.test(text) : !hasArabic.test(text) || !hasLatin.test(text)) return text;
  return outsideMarks(text, (plain) =>
    rtl
      ? plain.replace(leftToRightRun, (run) =>
          safeNumber.test(run) ? run : `${leftToRight}${run}${end}`,
        )
      : plain.replace(rightToLeftRun, (run) => `${rightToLeft}${run}${end}`),
  );
}

/** Wraps words whose direction is not known, such as a name somebody typed. */
export function isolateForeign(words: string): string {
  return `${firstStrong}${words.replace(/[\u2066-\u2069]/gu, "")}${end}`;
}

/** The runs of `text` that `isolate` would have wrapped: empty when it may be shown as it is. */
export function unisolated(text: string, rtl: boolean): readonly string[] {
  if (rtl ? !hasArabic.test(text) : !hasArabic.test(text) || !hasLatin.test(text)) return [];
  const runs: string[] = [];
  outsideMarks(text, (plain) => {
    for (const [run] of plain.matchAll(rtl ? leftToRightRun : rightToLeftRun)) {
      if (!rtl || !safeNumber.test(run)) runs.push(run);
    }
    return plain;
  });
  return runs;
}

function outsideMarks(text: string, change: (plain: string) => string): string {
  let result = "";
  let at = 0;
  for (const match of text.matchAll(marked)) {
    result += change(text.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return result + change(text.slice(at));
}
