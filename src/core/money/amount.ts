import type { Centimes } from "./centimes.ts";

/**
 * What somebody said an amount in: `dirham` named, `none` named (dirhams are meant), or the units in
 * which older people count: a ryal is 5 centimes, a frank is one.
 */
export type Unit = "dirham" | "none" | "ryal" | "frank";

/**
 * What an amount turned out to be. `null` stands for no amount at all.
 *
 * `confirm`: it was said in ryal or frank, so what it makes in dirhams is asked before it is kept.
 * `readings`: what it may be, most likely first; empty when nobody could tell.
 */
export type AmountSaid =
  | {
      readonly kind: "amount";
      readonly centimes: Centimes;
      readonly unit: Unit;
      readonly confirm: boolean;
      /** The other words, as they were written: often what the amount is for. "" when none. */
      readonly rest: string;
    }
  | { readonly kind: "unclear"; readonly readings: readonly Centimes[] }
  | { readonly kind: "refused"; readonly why: "negative" | "too-much" | "currency" };
