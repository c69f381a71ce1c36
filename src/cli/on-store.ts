import { stderr } from "node:process";
import { readSettings } from "../config.ts";
import { Fault } from "../core/fault.ts";
import { openStore } from "../open-store.ts";
import { silentLog } from "../runtime/world.ts";
import type { Store } from "../store/store.ts";

/** Works on the store that the settings name, and closes it. Throws what `openStore` throws. */
export async function onStore<Done>(work: (store: Store) => Promise<Done>): Promise<Done> {
  const store = await openStore(readSettings(process.env), silentLog);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/**
 * Ends a command with the exit code that `main` answers. A fault is told in a line, and `help` as
 * well when another process has the store open: it says what to do then.
 */
export async function endWith(main: () => Promise<number>, help: string): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    stderr.write(`${error.message}\n`);
    if (error.code === "store/occupied") stderr.write(help);
    process.exitCode = 1;
  }
}
