import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firstLink } from "../../src/console/first-link.ts";
import { newWord } from "../../src/console/seal.ts";
import { changeTeam, countAttempt, loadTeam } from "../../src/console/team.ts";
import { openRedisStore } from "../../src/store/redis/redis-store.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { startRedis, type RedisServer } from "../fakes/redis-server.ts";

let redis: RedisServer;
let folder: string;
beforeAll(async () => {
  redis = await startRedis();
  folder = await mkdtemp(join(tmpdir(), "rafiq-team-"));
});
afterAll(async () => {
  await redis.stop();
  await rm(folder, { recursive: true });
});

const settings = { on: true, key: null, origin: null };

describe.each(["Redis", "SQLite"])("the team in %s", (kind) => {
  /** Two programs on Redis; the embedded store has only one. */
  async function open(): Promise<readonly Store[]> {
    if (kind === "Redis")
      return [await openRedisStore({ url: redis.url }), await openRedisStore({ url: redis.url })];
    const store = await openSqliteStore({ file: join(folder, "team.db") });
    return [store, store];
  }
  const close = async (stores: readonly Store[]) => {
    for (const store of new Set(stores)) await store.close();
  };

  test("is one for all programs: one first link, no invitation lost, each used once", async () => {
    const [one, two] = await open();
    if (one === undefined || two === undefined) throw new Error("no store");
    const links = await Promise.all(
      [one, two, one, two].map((store, at) => firstLink(store, settings, "http://localhost", at)),
    );
    expect(new Set(links).size).toBe(1);
    expect(links[0]).toMatch(/^http:\/\/localhost\/console\/invitation\/[\w-]{43}$/u);

    const hashes = Array.from({ length: 20 }, newWord);
    await Promise.all(
      hashes.map((hash, at) =>
        changeTeam(
          at % 2 === 0 ? one : two,
          { kind: "invite", id: `i${at}`, hash, role: "reader", by: "command", account: null },
          9,
        ),
      ),
    );
    expect((await loadTeam(two)).invitations).toHaveLength(21);
    const profile = { languages: [], skills: {} };
    const joined = await Promise.all(
      [one, two, one, two].map((store, at) =>
        changeTeam(
          store,
          {
            kind: "join",
            hash: hashes[0] ?? "",
            id: `k${at}`,
            profile: { ...profile, name: `Nom ${at}` },
            password: "p",
            session: { hash: `s${at}`, device: "" },
          },
          10,
        ),
      ),
    );
    expect(joined.filter((changed) => "team" in changed)).toHaveLength(1);
    const waits = await Promise.all(
      Array.from({ length: 12 }, (_, at) => countAttempt(at % 2 === 0 ? one : two, ["nx"], 10)),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
    await close([one, two]);

    // A restart keeps all of it.
    const again = await open();
    const [store] = again;
    if (store === undefined) throw new Error("no store");
    const team = await loadTeam(store);
    expect(Object.keys(team.accounts)).toHaveLength(1);
    expect(Object.keys(team.sessions)).toHaveLength(1);
    expect(await firstLink(store, settings, "http://localhost", 11)).toBeNull();
    await close(again);
  });
});
