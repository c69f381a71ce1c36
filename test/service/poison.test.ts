import { expect, test } from "vitest";
import type { Channel, Inbound } from "../../src/channels/channel.ts";
import type { Shaped } from "../../src/channels/shape.ts";
import { Fault } from "../../src/core/fault.ts";
import { Pump, pumpDefaults } from "../../src/runtime/pump.ts";
import { receive } from "../../src/runtime/receive.ts";
import { triesBeforeDead } from "../../src/runtime/turns.ts";
import type { World } from "../../src/runtime/world.ts";
import { makeWorld } from "../world.ts";

test("a first message that cannot be played is put aside with a reference, and the next one is answered", async () => {
  const { world, said, tell, settle } = await openRoom();
  await tell("cursed", "m1");
  for (let tries = 1; tries < triesBeforeDead; tries += 1) {
    await settle();
    expect(said).toEqual([]);
  }
  await settle();
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/[0-9A-F]{6}/u);
  expect(await world.store.deadLetters(9)).toMatchObject([{ id: "m1", reason: "TypeError" }]);
  await tell("salam", "m2");
  await settle();
  expect(said).toHaveLength(2);
  expect(said[1]).toContain("Français");
});

test("what was played before it stands, and what comes after it waits its turn", async () => {
  const { said, tell, settle } = await openRoom();
  await tell("salam", "m1");
  await tell("cursed", "m2");
  await tell("Français", "m3");
  for (let tries = 0; tries <= triesBeforeDead; tries += 1) await settle();
  expect(said).toHaveLength(3);
  expect(said[0]).toContain("Français");
  expect(said[1]).toMatch(/[0-9A-F]{6}/u);
  expect(said[2]).toContain("Rafiq");
});

test("a store that is away for a while costs no message", async () => {
  const { world, said, tell, settle } = await openRoom({ away: triesBeforeDead + 3 });
  await tell("salam", "m1", "q1");
  for (let tries = 0; tries < triesBeforeDead + 4; tries += 1) await settle();
  expect(said).toHaveLength(1);
  expect(await world.store.deadLetters(9)).toEqual([]);
});

/** One channel that keeps what it is given, and a world where some words cannot be played. */
async function openRoom({ away = 0 }: { readonly away?: number } = {}) {
  const said: string[] = [];
  const channel: Channel = {
    name: "room",
    capabilities: { text: 4_096, body: 4_096, buttons: null, list: null, window: null },
    webhooks: [],
    send: ({ id, body }) => {
      said.push((body satisfies Shaped).text);
      return Promise.resolve({ kind: "sent", providerId: id });
    },
    evidence: () => Promise.resolve("absent"),
  };
  const made = await makeWorld([channel]);
  let left = away;
  const world: World = {
    ...made,
    watch: (_owner, input) => {
      if (input.kind !== "heard" || input.content.kind !== "text") return;
      if (input.content.text === "cursed") throw new TypeError("cursed");
    },
    store: {
      ...made.store,
      deliveryOf: (address, providerId) => {
        left -= 1;
        if (left >= 0) return Promise.reject(new Fault("store/unavailable", "away"));
        return made.store.deliveryOf(address, providerId);
      },
    },
  };
  const pump = new Pump(world);
  return {
    world,
    said,
    tell: async (text: string, id: string, quoted: string | null = null): Promise<void> => {
      const address = { channel: "room", id: "someone" };
      const at = made.time.now;
      const inbound: Inbound = {
        id,
        address,
        aliases: [],
        at,
        content: { kind: "text", text },
        quoted,
      };
      await receive(world, [inbound]);
    },
    /** Once, and past the lease of what failed. */
    settle: async (): Promise<void> => {
      await pump.settle();
      made.time.now += pumpDefaults.lease + 1;
    },
  };
}
