import { describe, expect, test } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import { hour, minute } from "../../src/core/instant.ts";
import { shareClock } from "../../src/runtime/shared-clock.ts";

const t0 = 1_796_115_600_000;

/** A machine whose clock is so far ahead, and a store whose clock is right. */
function machineAhead(ahead: number) {
  const state = { beats: 0, ahead };
  const right = () => t0 + state.beats;
  const clock = shareClock({ own: () => right() + state.ahead, beats: () => state.beats });
  return { state, right, clock, store: { time: async () => right() } };
}

const withoutClock = { time: async () => null };

describe("a clock that is shared", () => {
  test("is the machine's until the store was asked", async () => {
    const { clock, store, right } = machineAhead(hour);
    expect(clock.now()).toBe(t0 + hour);
    await clock.set(store);
    expect(clock.now()).toBe(right());
  });

  test("goes on by itself, and does not move when the machine's is set", async () => {
    const { clock, store, state } = machineAhead(0);
    await clock.set(store);
    state.beats += 5_000;
    state.ahead = -24 * hour;
    expect(clock.now()).toBe(t0 + 5_000);
    await clock.set(store);
    expect(clock.now()).toBe(t0 + 5_000);
  });

  test("stays what it was while the store does not answer", async () => {
    const { clock, store, state } = machineAhead(hour);
    await clock.set(store);
    state.beats += 10;
    await clock.set({ time: () => Promise.reject(new Fault("store/unavailable", "AWAY")) });
    expect(clock.now()).toBe(t0 + 10);
  });

  test("does not trust an answer that was long on its way", async () => {
    const { clock, store, state } = machineAhead(0);
    await clock.set(store);
    await clock.set({
      async time() {
        const said = t0 + state.beats;
        state.beats += 4_000;
        return said;
      },
    });
    expect(clock.now()).toBe(t0 + 4_000);
  });

  test("never goes back, but slower until it is right", async () => {
    const { clock, store, state } = machineAhead(0);
    await clock.set({ time: async () => t0 + 10_000 });
    await clock.set(store);
    expect(clock.now()).toBe(t0 + 10_000);
    state.beats += 10_000;
    expect(clock.now()).toBe(t0 + 15_000);
    state.beats += 10_000;
    expect(clock.now()).toBe(t0 + 20_000);
    state.beats += 10_000;
    expect(clock.now()).toBe(t0 + 30_000);
  });
});

describe("on a store without a clock it", () => {
  test("is the machine's", async () => {
    const { clock, state } = machineAhead(hour);
    await clock.set(withoutClock);
    state.beats += 500;
    state.ahead += 20;
    await clock.set(withoutClock);
    expect(clock.now()).toBe(t0 + hour + 520);
  });

  test("follows one that was set only when that has lasted for a minute", async () => {
    const { clock, state } = machineAhead(0);
    await clock.set(withoutClock);
    state.ahead = 24 * hour;
    await clock.set(withoutClock);
    expect(clock.now()).toBe(t0);
    state.beats += minute;
    await clock.set(withoutClock);
    expect(clock.now()).toBe(t0 + minute + 24 * hour);
  });

  test("does not see that it was set wrong for a moment", async () => {
    const { clock, state } = machineAhead(0);
    await clock.set(withoutClock);
    for (const ahead of [24 * hour, 0, -hour, 0]) {
      state.ahead = ahead;
      await clock.set(withoutClock);
      state.beats += 50_000;
    }
    expect(clock.now()).toBe(t0 + 200_000);
  });
});
