import { placesOf, told, type Script, type Told } from "./letters.ts";
import model from "./letters-model.json" with { type: "json" };

/**
 * What a classifier has learned of one script: for each language a row of weights, one character
 * each. Written by `train-language`, see `packRow`.
 */
export interface Letters {
  /** What one step of a weight is worth. */
  readonly step: number;
  readonly rows: Readonly<Partial<Record<Told, string>>>;
}

export type LettersModel = Readonly<Record<Script, Letters>>;

export const lettersModel: LettersModel = model;

/** A weight of zero, and how far one may go to either side: from # to [, nothing JSON must escape. */
const zero = 63;
const furthest = 28;

/** Weights, as characters. `step` must be at least a 28th of the greatest. */
export function packRow(weights: Iterable<number>, step: number): string {
  return Array.from(weights, (weight) => {
    const steps = Math.max(-furthest, Math.min(furthest, Math.round(weight / step)));
    return String.fromCharCode(zero + steps);
  }).join("");
}

/** The step that lets the greatest weight be written. */
export function stepFor(greatest: number): number {
  return Number((greatest / furthest).toPrecision(6));
}

/** How much the letters speak for each language of the script: logits, best compared, not read. */
export function weigh(
  model: LettersModel,
  words: readonly string[],
  script: Script,
): readonly { readonly language: Told; readonly weight: number }[] {
  const { step, rows } = model[script];
  const size = rows[told[script][0]]?.length ?? 0;
  const places = placesOf(words, size);
  const value = step / Math.sqrt(Math.max(1, places.length));
  return told[script].map((language) => {
    const row = rows[language] ?? "";
    let sum = 0;
    for (const place of places) sum += row.charCodeAt(place) - zero;
    return { language, weight: sum * value };
  });
}
