import { appendFileSync } from "node:fs";

/** So many times as much is tried as usual: 1 in every day's tests, more for a release. */
export const scale = Number(process.env["ATTACKS_SCALE"] ?? 1);

/** Tells the ledger of faults, when it listens, that so many more things were tried. */
export function tried(count: number): void {
  const file = process.env["ATTACKS_TRIED"];
  if (file !== undefined) appendFileSync(file, `${count}\n`);
}
