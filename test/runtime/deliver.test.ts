import { describe, expect, test } from "vitest";
import type { Channel, Sending } from "../../src/channels/channel.ts";
import { day, minute, second } from "../../src/core/instant.ts";
import { Circuit } from "../../src/runtime/circuit.ts";
import { deliver, type Memory } from "../../src/runtime/deliver.ts";
import type { World } from "../../src/runtime/world.ts";
import type { Delivery, Outcome } from "../../src/store/store.ts";
import { makeWorld, morning } from "../world.ts";

const patience = { deadline: 15 * second, grace: 20 * second, deliveryLease: 40 * second };

/** A provider that does as it is told, and what became of each attempt to use it. */
class Desk {
  now = morning;
  evidence: Awaited<ReturnType<Channel["evidence"]>> = null;
  sending: Sending = { kind: "sent", providerId: "SM1" };
  sends = 0;
  readonly outcomes: Outcome[] = [];
  memory: Memory;
  private readonly world: World;

  constructor(world: World) {
    const channel: Channel = {
      name: "room",
      capabilities: { text: 4_096, body: 4_096, buttons: null, list: null, window: null },
      webhooks: [],
      send: () => {
        this.sends += 1;
        return Promise.resolve(this.sending);
      },
      evidence: () => Promise.resolve(this.evidence),
    };
    this.world = {
      ...world,
      clock: () => this.now,
      channels: new Map([[channel.name, channel]]),
      store: {
        ...world.store,
        recordOutcome: async (_, outcome) => {
          this.outcomes.push(outcome);
          return true;
        },
      },
    };
    this.memory = this.fresh();
  }

  /** What a process knows when it starts. */
  fresh(): Memory {
    return {
      pauses: new Map(),
      repeated: new Map(),
      circuit: new Circuit(this.world.store),
      doubts: new Map(),
    };
  }

  /** One attempt of a message that became ours so many ms ago. */
  async tries(delivery: Partial<Delivery>, ago = 0): Promise<Outcome | undefined> {
    const before = this.outcomes.length;
    const whole: Delivery = {
      id: "c00-a.1.0",
      owner: "c00-a",
      lease: "1",
      address: { channel: "room", id: "someone" },
      body: { kind: "text", text: "salam", rtl: false },
      kind: "reply",
      notBefore: morning,
      tries: 1,
      uncertain: true,
      ...delivery,
    };
    await deliver(this.world, whole, this.memory, patience, performance.now() - ago);
    return this.outcomes[before];
  }
}

const desk = async () => new Desk(await makeWorld());

describe("a message of which nobody knows whether it was taken", () => {
  test("is sent again once the process itself has waited, however long ago that was", async () => {
    const one = await desk();
    one.now += 10 * minute;
    expect(await one.tries({})).toEqual({ kind: "uncertain", until: one.now + patience.grace });
    one.now += patience.grace - 1;
    expect(await one.tries({})).toMatchObject({ kind: "uncertain" });
    expect(one.sends).toBe(0);
    one.now += 1;
    expect(await one.tries({})).toMatchObject({ kind: "sent" });
    expect(one.sends).toBe(1);
  });

  test("waits anew in a process that has just started", async () => {
    const one = await desk();
    await one.tries({});
    one.now += patience.grace;
    one.memory = one.fresh();
    expect(await one.tries({})).toMatchObject({ kind: "uncertain" });
    expect(one.sends).toBe(0);
  });

  test("is not sent when the provider has it, and at once when it answers so", async () => {
    const one = await desk();
    one.evidence = { providerId: "SM9" };
    expect(await one.tries({})).toEqual({ kind: "sent", providerId: "SM9" });
    expect(one.sends).toBe(0);
  });

  test("is never sent again when it is a reminder, unless the provider surely has none", async () => {
    const one = await desk();
    await one.tries({ kind: "reminder" });
    one.now += patience.grace;
    expect(await one.tries({ kind: "reminder" })).toEqual({
      kind: "failed",
      code: "channel/uncertain",
    });
    const other = await desk();
    await other.tries({ kind: "reminder" });
    other.now += patience.grace;
    other.evidence = "absent";
    expect(await other.tries({ kind: "reminder" })).toMatchObject({ kind: "sent" });
  });

  test("is sent no third time while nobody knows, and is given up in the end", async () => {
    const one = await desk();
    one.sending = { kind: "uncertain", code: "timeout" };
    await one.tries({ uncertain: false });
    let last: Outcome | undefined;
    for (let turn = 0; turn < 100 && last?.kind !== "failed"; turn += 1) {
      one.now += 20 * second;
      last = await one.tries({});
    }
    expect(one.sends).toBe(2);
    expect(last).toEqual({ kind: "failed", code: "channel/uncertain" });
    expect(one.now - morning).toBeGreaterThan(10 * minute);
  });
});

test("a sender that slept longer than a message is its own does not send it", async () => {
  const one = await desk();
  const overslept = patience.deliveryLease - patience.deadline + 1;
  expect(await one.tries({ uncertain: false }, overslept)).toBeUndefined();
  expect(one.sends).toBe(0);
  expect(await one.tries({ uncertain: false }, overslept - second)).toMatchObject({ kind: "sent" });
});

test("a provider that asks for silence is asked again within a quarter of an hour", async () => {
  const one = await desk();
  one.sending = { kind: "throttled", scope: "channel", after: 30 * day };
  const until = one.now + 15 * minute;
  expect(await one.tries({ uncertain: false })).toEqual({ kind: "retry", at: until });
  expect([...one.memory.pauses]).toEqual([["room", until]]);
});
