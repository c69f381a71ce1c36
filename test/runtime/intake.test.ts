import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import { Intake } from "../../src/runtime/intake.ts";
import type { Waiting } from "../../src/runtime/receive.ts";
import { openDiskQueue } from "../../src/store/spool.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { keepLog, morning } from "../world.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rafiq-intake-"));
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

describe("a message whose store does not answer", () => {
  test("is given to it again, and to no disk, when it was we who slept", async () => {
    const { take, spool, fails } = await room();
    fails(() => vi.advanceTimersByTime(12_000));
    expect(await take("m1")).toEqual(["accepted"]);
    expect(spool.size).toBe(0);
  });

  test("goes to the disk once it has failed for two seconds, and the next one at once", async () => {
    const { take, spool, fails, asked } = await room();
    fails(() => undefined, Number.POSITIVE_INFINITY);
    expect(await take("m1")).toEqual(["accepted"]);
    expect(spool.size).toBe(1);
    const times = asked();
    expect(times).toBeGreaterThan(3);
    expect(await take("m2")).toEqual(["accepted"]);
    expect([spool.size, asked()]).toEqual([2, times]);
  });
});

async function room() {
  const inner = await openSqliteStore({ file: ":memory:" });
  const spool = openDiskQueue<Waiting>(join(folder, "spool.db"));
  let failing = 0;
  let asked = 0;
  let meanwhile = () => {};
  const store: Store = {
    ...inner,
    async accept(arrivals, now) {
      asked += 1;
      if (failing === 0) return inner.accept(arrivals, now);
      failing -= 1;
      meanwhile();
      throw new Fault("store/unavailable", "SocketTimeout");
    },
  };
  const intake = new Intake({ store, clock: () => morning, log: keepLog().log }, spool, () => {});
  return {
    spool,
    asked: () => asked,
    fails: (during: () => void, times = 1) => {
      failing = times;
      meanwhile = during;
    },
    take: (id: string) =>
      intake.take([
        {
          id,
          address: { channel: "twilio-whatsapp", id: "+212600000001" },
          aliases: [],
          at: morning,
          content: { kind: "text", text: "salam" },
          quoted: null,
        },
      ]),
  };
}
