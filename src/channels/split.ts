const pair = { open: /[\u2066-\u2068]/u, close: "\u2069" };

/**
 * Cuts a text into parts of at most `limit` UTF-16 units.
 *
 * Cuts at a paragraph, else a line, a sentence, a word, and only then between two characters as
 * people see them; never between an isolate mark and its end. The space at a cut is dropped.
 * UTF-16 units are never fewer than code points, so a part fits whichever of the two is counted.
 */
export function split(text: string, limit: number): readonly string[] {
  if (text.length <= limit) return text === "" ? [] : [text];
  const parts: string[] = [];
  let rest = release(text, limit).trim();
  while (rest.length > limit) {
    const at = findBorder(rest, limit);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== "") parts.push(rest);
  return parts;
}

/** The last paragraph, and what stands before it (`""` when there is only one). */
export function partLastParagraph(text: string): readonly [before: string, last: string] {
  const whole = text.trimEnd();
  const pairs = findPairs(whole);
  const border = [...ends(whole, /\n\s*\n/gu)].findLast(
    (at) => !pairs.some(([start, end]) => start < at && at <= end),
  );
  if (border === undefined) return ["", whole];
  return [whole.slice(0, border).trimEnd(), whole.slice(border)];
}

/** Drops the marks of isolates that no part could hold whole. */
function release(text: string, limit: number): string {
  const marks = new Set(
    findPairs(text)
      .filter(([start, end]) => end - start + 1 > limit)
      .flat(),
  );
  if (marks.size === 0) return text;
  // By UTF-16 unit, as the pairs were found; the marks themselves are one unit each.
  return text
    .split("")
    .filter((_, at) => !marks.has(at))
    .join("");
}

function findPairs(text: string): readonly (readonly [start: number, end: number])[] {
  const open: number[] = [];
  const pairs: [number, number][] = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    if (unit === pair.close) {
      const start = open.pop();
      if (start !== undefined) pairs.push([start, at]);
    } else if (pair.open.test(unit)) open.push(at);
  }
  return pairs;
}

function findBorder(rest: string, limit: number): number {
  // Twice the limit, so that a pair that begins before the limit is seen to its end.
  const window = rest.slice(0, 2 * limit);
  const pairs = findPairs(window);
  const isFree = (at: number): boolean =>
    at > 0 && at <= limit && !pairs.some(([start, end]) => start < at && at <= end);
  const lastFree = (borders: Iterable<number>): number => {
    let last = 0;
    for (const at of borders) {
      if (at > limit) break;
      if (isFree(at)) last = at;
    }
    return last;
  };
  const ranks = [
    lastFree(ends(window, /\n\s*\n/gu)),
    lastFree(ends(window, /\n/gu)),
    lastFree(starts(window, "sentence")),
    lastFree(ends(window, /\s+/gu)),
  ];
  // A strong border near the start would make a very short message: a weaker one further on is better.
  return (
    ranks.find((at) => at >= limit / 3) ??
    ranks.find((at) => at > 0) ??
    (lastFree(starts(window, "grapheme")) || lastUnit(window, limit, isFree))
  );
}

function* ends(text: string, mark: RegExp): Iterable<number> {
  for (const match of text.matchAll(mark)) yield match.index + match[0].length;
}

function* starts(text: string, granularity: "sentence" | "grapheme"): Iterable<number> {
  for (const { index } of new Intl.Segmenter("und", { granularity }).segment(text)) yield index;
}

/** For a character longer than a whole part: anywhere but inside a surrogate pair. */
function lastUnit(text: string, limit: number, isFree: (at: number) => boolean): number {
  for (let at = limit; at > 1; at -= 1) {
    if (isFree(at) && !/[\uDC00-\uDFFF]/u.test(text.charAt(at))) return at;
  }
  return limit;
}
