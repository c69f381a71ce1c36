import { describe, expect, test } from "vitest";
import type { Channel, Sending } from "../../src/channels/channel.ts";
import { second } from "../../src/core/instant.ts";
import { Handover } from "../../src/runtime/handover.ts";
import type { Promised } from "../../src/store/store.ts";
import { makeWorld } from "../world.ts";

const options = {
  idle: second,
  inFlight: 8,
  deadline: 15 * second,
  grace: 20 * second,
  deliveryLease: 40 * second,
} as const;

describe("messages on their way out", () => {
  test("reminders leave a quarter of the ways to replies, whenever those come", async () => {
    const { handover, promise, sent, answer } = await room();
    await promise("reminder", 12);
    expect(await handover.remindSome()).toBe(true);
    expect(await handover.remindSome()).toBe(false);
    await promise("reply", 5);
    expect(await handover.replySome()).toBe(true);
    expect(await handover.replySome()).toBe(false);
    expect(sent).toEqual([...Array<string>(6).fill("reminder"), "reply", "reply"]);
    await answer({ kind: "sent", providerId: null });
    while ((await handover.replySome()) || (await handover.remindSome())) {
      await answer({ kind: "sent", providerId: null });
    }
    expect(sent.filter((kind) => kind === "reply")).toHaveLength(5);
    expect(sent.filter((kind) => kind === "reminder")).toHaveLength(12);
  });

  test("a channel that was throttled is for replies alone at first", async () => {
    const { handover, promise, sent, answer, time } = await room();
    await promise("reply", 1);
    await handover.replySome();
    await answer({ kind: "throttled", scope: "channel", after: 5 * second });
    await promise("reminder", 1);
    expect([await handover.replySome(), await handover.remindSome()]).toEqual([false, false]);
    time.now += 5 * second;
    expect([await handover.remindSome(), await handover.replySome()]).toEqual([false, true]);
    time.now += 2 * second;
    expect(await handover.remindSome()).toBe(true);
    expect(sent).toEqual(["reply", "reply", "reminder"]);
  });
});

async function room() {
  const sent: string[] = [];
  const waiting: ((sending: Sending) => void)[] = [];
  const channel: Channel = {
    name: "room",
    capabilities: { text: 4_096, body: 4_096, buttons: null, list: null, window: null },
    webhooks: [],
    send: ({ id }) => {
      sent.push(id.split(" ")[0] ?? "");
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
    evidence: () => Promise.resolve(null),
  };
  const world = await makeWorld([channel]);
  const { store, time } = world;
  const handover = new Handover(world, options, () => undefined);
  let people = 0;
  async function promiseOne(kind: Promised["kind"]): Promise<void> {
    people += 1;
    const now = time.now;
    const address = { channel: "room", id: String(people) };
    await store.accept([{ id: "m1", to: { address }, at: now, body: {} }], now);
    const [claim] = await store.claim({ now, lease: second, owners: 9, events: 9, heard: true });
    if (claim === undefined) throw new Error("nothing was accepted");
    const body = { kind: "text", text: "salam", rtl: false };
    const outbox = [{ id: `${kind} ${people}`, address, body, kind, notBefore: now }];
    const rest = { dead: [], timers: [], cancelled: [], posts: [], journal: [], state: {} };
    const { owner, lease, turn } = claim;
    await store.commit({ owner, lease, turn, consumed: ["m1"], outbox, now, ...rest });
  }
  return {
    handover,
    sent,
    time,
    promise: async (kind: Promised["kind"], count: number) => {
      for (let times = 0; times < count; times += 1) await promiseOne(kind);
    },
    /** The provider answers all that it was asked so far. */
    answer: async (sending: Sending) => {
      for (const resolve of waiting.splice(0)) resolve(sending);
      await handover.land();
    },
  };
}
