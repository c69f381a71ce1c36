/** What was measured at one size. */
export interface Point {
  readonly size: number;
  readonly value: number;
}

/**
 * The exponent with which values grow: 0 when they stay, 1 when they grow as the size does, 2 as its
 * square. The slope of the line through the logarithms that leaves the least behind. NaN for fewer
 * than two points.
 */
export function exponentOf(points: readonly Point[]): number {
  const logs = points
    .filter(({ size, value }) => size > 0 && value > 0)
    .map(({ size, value }) => [Math.log(size), Math.log(value)] as const);
  if (logs.length < 2) return NaN;
  const mean = (at: 0 | 1) => logs.reduce((sum, pair) => sum + pair[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const both = logs.reduce((sum, [one, other]) => sum + (one - x) * (other - y), 0);
  const square = logs.reduce((sum, [one]) => sum + (one - x) ** 2, 0);
  return both / square;
}

/** The law in a few words, for the last column of a table. */
export function lawOf(points: readonly Point[]): string {
  const exponent = exponentOf(points);
  if (Number.isNaN(exponent)) return "";
  return `n^${(Math.round(exponent * 100) / 100).toFixed(2)}`;
}
