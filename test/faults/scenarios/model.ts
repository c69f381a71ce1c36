import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openRedisStore } from "../../../src/store/redis/redis-store.ts";
import { openSqliteStore } from "../../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../../src/store/store.ts";
import { startRedis } from "../../fakes/redis-server.ts";
import type { Open, Room } from "../../store/contract/room.ts";
import { playModel } from "../../store/model/play.ts";
import { nothing, owned, type Scenario, type Tally, type Trial } from "../scenario.ts";

/** Calls in random order against a store that is too simple to be wrong; `msgs` counts them. */
export const model: readonly Scenario[] = [
  { id: "model-of-the-store", stores: ["sqlite", "redis"], run: compare },
];

async function compare(trial: Trial): Promise<Tally> {
  const open = trial.store === "redis" ? await roomsOnRedis(trial) : roomsOnSqlite(trial);
  const wish = trial.full ? { runs: rows } : { runs: rows, patience };
  // While one waits for its Redis the others go on; SQLite waits for nobody.
  const lanes = trial.store === "redis" ? 8 : 1;
  const played = await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      playModel(open, { ...wish, runs: wish.runs / lanes, seed: trial.seed + lane }),
    ),
  );
  const runs = played.reduce((sum, each) => sum + each.runs, 0);
  const calls = played.reduce((sum, each) => sum + each.calls, 0);
  const enough = trial.full ? runs >= rows : calls >= 1_000;
  return {
    ...nothing,
    msgs: calls,
    broken: enough ? [] : [`only ${calls} calls in ${runs} rows were compared`],
  };
}

/** Rows of calls that a release compares, on each store. */
const rows = 20_000;

/** The short form compares what fits into so many ms. */
const patience = 18_000;

/** Nothing here hangs on the disk, so that no time is spent on waiting for it. */
async function roomsOnRedis(trial: Trial): Promise<Open> {
  const { url } = owned(
    trial,
    await startRedis({ appendfsync: "no", args: ["--appendonly", "no"] }),
  );
  let rooms = 0;
  return () => {
    rooms += 1;
    const prefix = `room-${rooms}:`;
    return roomOf(() => openRedisStore({ url, prefix }));
  };
}

function roomsOnSqlite(trial: Trial): Open {
  const folder = mkdtempSync(join(memoryFolder() ?? trial.folder, "rafiq-model-"));
  trial.finally(() => rmSync(folder, { recursive: true }));
  let rooms = 0;
  return () => {
    rooms += 1;
    const file = join(folder, `${rooms}.db`);
    return roomOf(
      () => openSqliteStore({ file }),
      () => rmSync(file),
    );
  };
}

async function roomOf(open: () => Promise<Store>, clear?: () => void): Promise<Room> {
  let current = await open();
  return {
    store: current,
    async reopen() {
      await current.close();
      current = await open();
      return current;
    },
    async close() {
      await current.close();
      clear?.();
    },
  };
}

/** Where this system keeps files in memory, if it does. */
function memoryFolder(): string | null {
  try {
    accessSync("/dev/shm", constants.W_OK);
    return "/dev/shm";
  } catch {
    return null;
  }
}
