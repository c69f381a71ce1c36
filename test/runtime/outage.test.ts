import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Outage } from "../../src/runtime/outage.ts";
import { makeWorld } from "../world.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => vi.useRealTimers());

describe("after an outage", () => {
  test("without one nobody waits, and the store is not asked", async () => {
    const { make, reads } = await room();
    expect(await make("one").holds()).toBe(false);
    expect(reads()).toBe(0);
  });

  test("turns wait until no disk can have anything to say any more", async () => {
    const { make } = await room();
    const one = make("one");
    one.noticed();
    expect(await one.holds()).toBe(true);
    pass(1_999);
    expect(await one.holds()).toBe(true);
    pass(1);
    expect(await one.holds()).toBe(false);
  });

  test("the quiet begins when the store answers again, however long ago it failed last", async () => {
    const { make } = await room();
    const one = make("one");
    one.noticed();
    pass(6_000);
    expect(await one.holds()).toBe(true);
    await make("other").tell(true);
    pass(1_000);
    expect(await one.holds()).toBe(true);
  });

  test("a disk that speaks late, within half a minute, is waited for all the same", async () => {
    const { make } = await room();
    const [one, other] = [make("one"), make("other")];
    one.noticed();
    expect(await one.holds()).toBe(true);
    pass(2_000);
    expect(await one.holds()).toBe(false);
    await other.tell(true);
    expect(await one.holds()).toBe(true);
    await other.tell(false);
    pass(2_000);
    expect(await one.holds()).toBe(true);
    pass(2_000);
    expect(await one.holds()).toBe(false);
  });

  test("an outage soon after another has a half minute of its own", async () => {
    const { make } = await room();
    const one = make("one");
    one.noticed();
    for (let times = 0; times < 16; times += 1) {
      await one.holds();
      pass(2_000);
    }
    expect(await one.holds()).toBe(false);
    one.noticed();
    expect(await one.holds()).toBe(true);
  });

  test("turns wait as long as a disk of another process is carried over", async () => {
    const { make } = await room();
    const [one, other] = [make("one"), make("other")];
    one.noticed();
    expect(await one.holds()).toBe(true);
    await other.tell(true);
    for (let times = 0; times < 5; times += 1) {
      pass(4_000);
      expect(await one.holds()).toBe(true);
    }
    await other.tell(false);
    expect(await one.holds()).toBe(true);
    pass(2_000);
    expect(await one.holds()).toBe(false);
  });

  test("a disk whose process died is waited for half a minute, and known again by its name", async () => {
    const { make } = await room();
    const one = make("one");
    await make("other").tell(true);
    one.noticed();
    for (let times = 0; times < 8; times += 1) {
      expect(await one.holds()).toBe(true);
      pass(3_800);
    }
    expect(await one.holds()).toBe(false);
    const back = make("other");
    await back.tell(true);
    await back.tell(false);
    const third = make("third");
    third.noticed();
    expect(await third.holds()).toBe(true);
    pass(2_000);
    expect(await third.holds()).toBe(false);
  });

  test("the half minute begins when the store answers again, not when it was lost", async () => {
    const { make } = await room();
    const one = make("one");
    one.noticed();
    expect(await one.holds()).toBe(true);
    pass(60_000);
    one.noticed();
    await make("other").tell(true);
    expect(await one.holds()).toBe(true);
    pass(4_000);
    expect(await one.holds()).toBe(true);
  });

  test("a store that fails again and again keeps nobody waiting for more than half a minute", async () => {
    const { make } = await room();
    const one = make("one");
    let waited = 0;
    for (one.noticed(); await one.holds(); one.noticed()) {
      pass(1_000);
      waited += 1;
    }
    expect(waited).toBe(30);
  });

  test("says nothing twice", async () => {
    const { make, writes } = await room();
    const one = make("one");
    await one.tell(false);
    expect(writes()).toBe(0);
    expect(one.isAwaited).toBe(false);
    await one.tell(true);
    await one.tell(true);
    expect(one.isAwaited).toBe(true);
    expect(writes()).toBe(1);
  });
});

function pass(ms: number): void {
  vi.advanceTimersByTime(ms);
}

async function room() {
  const { store, clock } = await makeWorld();
  const read = vi.spyOn(store, "read");
  const append = vi.spyOn(store, "append");
  let runs = 0;
  return {
    reads: () => read.mock.calls.length,
    writes: () => append.mock.calls.length,
    make: (disk: string) => new Outage(store, disk, `run ${(runs += 1)}`, clock),
  };
}
