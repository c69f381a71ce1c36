import { z } from "zod";

/** A billion dirhams: more than anybody plans who asks us. */
export const mostCentimes = 100_000_000_000;

/** An amount of money as whole centimes of a dirham: never a fraction, never below zero. */
export const centimesSchema = z.int().min(0).max(mostCentimes).brand<"Centimes">();
export type Centimes = z.infer<typeof centimesSchema>;

/** Whole centimes as an amount; null for what no amount can be. */
export function centimes(value: number): Centimes | null {
  const read = centimesSchema.safeParse(value);
  return read.success ? read.data : null;
}
