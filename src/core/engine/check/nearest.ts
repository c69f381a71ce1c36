import { distance } from "fastest-levenshtein";

/** The known word that was probably meant; null when none is close. */
export function nearest(word: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const one of known) {
    const off = isAnagram(word, one) ? 1 : distance(word.toLowerCase(), one.toLowerCase());
    if (off < least) [best, least] = [one, off];
  }
  return best;
}

/** Letters exchanged while typing count as one slip. */
function isAnagram(one: string, other: string): boolean {
  const sorted = (word: string): string => word.split("").sort().join("");
  return one.length === other.length && sorted(one) === sorted(other);
}

/** "did you mean …?", or what there is to choose from, or `otherwise`. */
export function didYouMean(word: string, known: Iterable<string>, otherwise?: string): string {
  const all = [...known];
  const best = nearest(word, all);
  if (best !== null) return `did you mean "${best}"?`;
  if (otherwise !== undefined) return otherwise;
  if (all.length === 0) return "there is none yet";
  return all.length > 15 ? `there are ${all.length}, none is close` : `one of ${all.join(", ")}`;
}
