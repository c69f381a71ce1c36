import { day } from "../instant.ts";

/** What somebody may do in the console, the most first. */
export const roles = ["coordinator", "consultant", "newcomer", "reader"] as const;
export type Role = (typeof roles)[number];

/**
 * How long after their first day somebody may work without a second factor, in ms: whoever gives
 * roles and sees the log of acts, not at all.
 */
export const codeFreeFor: { readonly [R in Role]: number } = {
  coordinator: 0,
  consultant: 14 * day,
  newcomer: 14 * day,
  reader: 14 * day,
};
