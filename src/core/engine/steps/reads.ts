import { saysAmounts } from "../actions/pages-amounts.ts";
import type { Play } from "../play.ts";

/**
 * Kinds of words that a question may ask for. What does not read as its kind is no answer: it may be
 * a question or a command, and is treated as anywhere else.
 */
export const readers = {
  /** Amounts of money, or that there is none. */
  amounts: (text: string, { state }: Play): boolean => saysAmounts(text, state.language),
} as const;

export type Reader = keyof typeof readers;
