/**
 * A step through so many samples that meets each of them once and never two neighbors in a row:
 * about the golden section of the count, and prime to it.
 */
export function strideOf(count: number): number {
  let step = Math.max(1, Math.round(count * 0.618));
  while (divisor(step, count) !== 1) step += 1;
  return step;
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}
