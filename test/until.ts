import { setTimeout as pause } from "node:timers/promises";

/**
 * Waits until a fact holds and gives it back, looking again every few milliseconds.
 *
 * Fails with the name of what was awaited after `patience` ms.
 */
export async function until<Fact>(
  what: string,
  look: () => Fact | Promise<Fact>,
  patience = 20_000,
): Promise<Exclude<Fact, false | null | undefined>> {
  const end = performance.now() + patience;
  for (;;) {
    const fact = await look();
    if (fact !== false && fact !== null && fact !== undefined) {
      // The compiler does not carry the three comparisons into the generic type.
      return fact as Exclude<Fact, false | null | undefined>;
    }
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await pause(5);
  }
}
