import { test } from "vitest";
import type { Open } from "./contract/room.ts";
import { playModel } from "./model/play.ts";

/**
 * A first look at what `npm run faults -- --only model` does for longer.
 *
 * `MODEL_RUNS` sets the number of runs (60), `MODEL_SEED` where they begin.
 */
export function storeModel(name: string, open: Open): void {
  const runs = Number(process.env["MODEL_RUNS"] ?? 60);
  const seed = Number(process.env["MODEL_SEED"] ?? 20_261_201);

  test(
    `${name} does what the model does`,
    () => playModel(open, { runs, seed }).then(() => undefined),
    // A run takes some milliseconds, on a slow disk some hundreds.
    60_000 + runs * 1_000,
  );
}
