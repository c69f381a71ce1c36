import { kinds, kindOf, type Features } from "./features.ts";

/** All features that were ever met, in ascending order: a feature's place is its row. */
export interface Vocabulary {
  readonly features: Uint32Array;
  /** How much the feature of a row tells: the rarer among subjects, the more. 0 tells nothing. */
  readonly rarity: Float32Array;
}

/** A text as a direction among the rows: sparse, of length one. */
export interface Direction {
  readonly rows: Uint32Array;
  readonly values: Float32Array;
  /** The part of the text that is made of known features, between 0 and 1. */
  readonly known: number;
}

/** Found by cross-validation (`npm run eval:knowledge`), as the kinds' shares below. */
const rarityPower = 1.5;
/** What more than this part of the subjects use is known, but tells nothing. */
const commonShare = 0.4;

const shares: Readonly<Record<number, number>> = {
  [kinds.word]: 1,
  [kinds.pair]: 1,
  [kinds.letters]: 0.8,
  [kinds.bones]: 1.3,
};

/** Gathers the features of all subjects, and of texts that belong to none. */
export function gather(
  subjects: readonly (readonly Features[])[],
  others: readonly Features[],
): Vocabulary {
  const users = new Map<number, number>();
  const lastUser = new Map<number, number>();
  for (const [subject, texts] of subjects.entries()) {
    for (const { list } of texts) {
      for (const feature of list) {
        if (lastUser.get(feature) === subject) continue;
        lastUser.set(feature, subject);
        users.set(feature, (users.get(feature) ?? 0) + 1);
      }
    }
  }
  for (const { list } of others)
    for (const feature of list) if (!users.has(feature)) users.set(feature, 0);
  const features = Uint32Array.from(users.keys()).sort();
  const rarity = Float32Array.from(features, (feature) => {
    const count = users.get(feature) ?? 0;
    if (count === 0 || count > commonShare * subjects.length) return 0;
    const rare = Math.log((1 + subjects.length) / (0.5 + count));
    return (shares[kindOf(feature)] ?? 1) * Math.max(0.01, rare) ** rarityPower;
  });
  return { features, rarity };
}

/** The row of a feature; -1 for one never met. */
export function rowOf(features: Uint32Array, feature: number): number {
  let low = 0;
  let high = features.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = features[middle] ?? 0;
    if (found === feature) return middle;
    if (found < feature) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

export function direct(
  { list, counts }: Features,
  rarity: Float32Array,
  find: (feature: number) => number,
): Direction {
  const rows: number[] = [];
  const values: number[] = [];
  let length = 0;
  let known = 0;
  for (let at = 0; at < list.length; at += 1) {
    const row = find(list[at] ?? 0);
    if (row < 0) continue;
    known += 1;
    const value = (1 + Math.log(counts[at] ?? 1)) * (rarity[row] ?? 0);
    if (value === 0) continue;
    length += value * value;
    rows.push(row);
    values.push(value);
  }
  const scale = length === 0 ? 0 : 1 / Math.sqrt(length);
  return {
    rows: Uint32Array.from(rows),
    values: Float32Array.from(values, (value) => value * scale),
    known: known / Math.max(1, list.length),
  };
}
