import { describe, expect, test } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import { readHealth, watchHealth, type HealthParts } from "../../src/runtime/health.ts";
import { makeWorld, type TestWorld } from "../world.ts";

describe("health", () => {
  test("says yes to all, and what is not durable says why", async () => {
    const { parts } = await room();
    expect(await readHealth(parts)).toMatchObject({
      live: true,
      ready: true,
      durable: false,
      accepting: true,
      reasons: { live: [], ready: [], durable: [expect.stringContaining("memory")], accepting: [] },
      warnings: [],
      waiting: { mailboxes: 0, outbox: 0, dead: 0 },
    });
  });

  test("with the store away it is not ready, and accepting only as long as the disk takes", async () => {
    const { parts, world } = await room({ spool: true });
    const away = {
      ...world,
      store: {
        ...world.store,
        depths: () => Promise.reject(new Fault("store/unavailable", "10.0.0.7 refused")),
      },
    };
    const told = await readHealth({ ...parts, world: away });
    expect(told).toMatchObject({ live: true, ready: false, durable: false, accepting: true });
    expect(told.reasons.ready).toEqual(["store/unavailable: The store does not answer."]);
    expect(told.waiting).toBeNull();
    for (const spool of [false, null]) {
      const intake = { spooled: 0, spoolTakes: () => spool };
      expect(await readHealth({ ...parts, world: away, intake })).toMatchObject({
        live: true,
        accepting: false,
      });
    }
  });

  test("a store that answers and keeps nothing is not ready", async () => {
    const { parts, world } = await room();
    const store = {
      ...world.store,
      setNote: () => Promise.reject(new Fault("store/unavailable", "OOM")),
    };
    expect((await readHealth({ ...parts, world: { ...world, store } })).ready).toBe(false);
  });

  test("a store that was emptied or replaced under us is not ready and says so", async () => {
    const { parts, world } = await room();
    const told = await readHealth({ ...parts, world: { ...world, secret: "of another store" } });
    expect(told).toMatchObject({ ready: false, accepting: true });
    expect(told.reasons.ready).toEqual([expect.stringMatching(/^store\/emptied: /u)]);
  });

  test("warns of a disk that takes nothing, of a silent channel and of the calendar's end", async () => {
    const { parts, world } = await room({ spool: false });
    const silentChannels = new Map([["twilio-whatsapp", "20003"]]);
    const told = await readHealth({ ...parts, pump: { isStuck: false, silentChannels } });
    expect(told.ready).toBe(true);
    expect(told.warnings).toEqual([
      expect.stringMatching(/^spool\/unwritable: /u),
      "twilio-whatsapp sends nothing now: 20003.",
    ]);
    world.time.now = Date.UTC(2027, 10, 30);
    expect((await readHealth(parts)).warnings).toHaveLength(1);
    world.time.now = Date.UTC(2027, 11, 2);
    const late = await readHealth(parts);
    expect(late.warnings.at(-1)).toMatch(/^calendar\/ends: .* 30 days\.$/u);
    expect(late.ready).toBe(true);
  });

  test("a process whose work stands still is not alive", async () => {
    const { parts } = await room();
    const pump = { isStuck: true, silentChannels: new Map<string, string>() };
    expect(await readHealth({ ...parts, pump })).toMatchObject({ live: false, ready: true });
  });

  test("whoever asks often gets the last answer, but a stop shows at once", async () => {
    const { parts } = await room();
    let stopping = false;
    const ask = watchHealth({ ...parts, stopping: () => stopping });
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(second).toBe(first);
    stopping = true;
    expect(await ask()).toMatchObject({ live: true, ready: false, accepting: false });
  });
});

async function room({ spool = null }: { readonly spool?: boolean | null } = {}) {
  const made = await makeWorld();
  const world: TestWorld = { ...made, secret: await made.store.secret("turns") };
  const parts: HealthParts = {
    world,
    intake: { spooled: 0, spoolTakes: () => spool },
    pump: { isStuck: false, silentChannels: new Map() },
    stopping: () => false,
  };
  return { world, parts };
}
