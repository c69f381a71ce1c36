import { createServer } from "node:http";
import express from "express";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Channel, Inbound } from "../../src/channels/channel.ts";
import { Intake, highWater } from "../../src/runtime/intake.ts";
import { Pump } from "../../src/runtime/pump.ts";
import { receive } from "../../src/runtime/receive.ts";
import { seldom } from "../../src/runtime/seldom.ts";
import { tellFull } from "../../src/runtime/full.ts";
import type { World } from "../../src/runtime/world.ts";
import { webhooks } from "../../src/server/webhooks.ts";
import { mailboxCap } from "../../src/store/store.ts";
import { until } from "../until.ts";
import { makeWorld, morning, type TestWorld } from "../world.ts";
import { openWire, statusesIn } from "./wire.ts";

describe("something that may happen once a minute", () => {
  test.each([
    ["at first", [["a", 0]], [true]],
    [
      "not again soon",
      [
        ["a", 0],
        ["a", 59_999],
      ],
      [true, false],
    ],
    [
      "again later",
      [
        ["a", 0],
        ["a", 60_000],
      ],
      [true, true],
    ],
    [
      "counted from the last time",
      [
        ["a", 0],
        ["a", 50_000],
        ["a", 60_000],
        ["a", 119_999],
      ],
      [true, false, true, false],
    ],
    [
      "for each by itself",
      [
        ["a", 0],
        ["b", 0],
        ["a", 1],
        ["b", 1],
      ],
      [true, true, false, false],
    ],
    [
      "although the clock was set back",
      [
        ["a", 900_000],
        ["a", 0],
      ],
      [true, true],
    ],
  ] as const)("happens %s", (_, times, happens) => {
    const may = seldom(60_000);
    expect(times.map(([key, at]) => may(key, at))).toEqual(happens);
  });

  test("forgets the oldest of very many", () => {
    const may = seldom(60_000);
    for (let number = 0; number < 100_000; number += 1) may(String(number), 0);
    expect(may("99999", 1)).toBe(false);
    expect(may("0", 1)).toBe(true);
  });
});

describe("a mailbox that is full", () => {
  test("is answered politely, at most once a minute, in the contact's language", async () => {
    const { world, said, intake } = await openRoom();
    await intake.take([text("salam", "someone", "first")]);
    await new Pump(world).settle();
    await intake.take([text("English", "someone", "second")]);
    await new Pump(world).settle();
    const before = said.length;
    const outcomes = [];
    for (let number = 0; number < mailboxCap + 30; number += 1) {
      const [outcome] = await intake.take([text("hello", "someone", `more ${number}`)]);
      outcomes.push(outcome);
    }
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(mailboxCap);
    expect(outcomes.filter((outcome) => outcome === "full")).toHaveLength(30);
    await until("they are told", () => said.length > before);
    expect(said.slice(before).map(({ text }) => text)).toEqual([
      expect.stringContaining("Wait a minute"),
    ]);
    world.time.now += 60_000;
    await intake.take([text("hello", "someone", "late"), text("hello", "someone", "later")]);
    await until("they are told again", () => said.length > before + 1);
    expect(said).toHaveLength(before + 2);
    for (const line of world.lines) expect(line).not.toContain("someone");
  });

  test("is answered although the provider is away, and never to whoever asked for silence", async () => {
    const { world, said, intake, channel } = await openRoom();
    channel.broken = true;
    for (let number = 0; number <= mailboxCap; number += 1) {
      await intake.take([text("hello", "someone", `m ${number}`)]);
    }
    await until("it is noted", () => world.lines.some((line) => line.includes("full-untold")));
    channel.broken = false;
    await intake.take([text("stop", "other", "1")]);
    await new Pump(world).settle();
    const before = said.length;
    const told = tellFull(world);
    const owner = await world.store.contactOf({ channel: "room", id: "other" });
    await told({ channel: "room", id: "other" }, owner ?? "");
    await told({ channel: "room", id: "nobody" }, "c00-nobody");
    expect(said.slice(before).map(({ to }) => to)).toEqual(["nobody"]);
  });
});

describe("more requests than the store can take", () => {
  test("are turned away before their body is read, and taken again afterwards", async () => {
    const { world } = await openRoom();
    const held: (() => void)[] = [];
    const slow: World = {
      ...world,
      store: {
        ...world.store,
        accept: async (...args) => {
          await new Promise<void>((go) => held.push(go));
          return world.store.accept(...args);
        },
      },
    };
    const intake = new Intake(slow, null, () => undefined);
    const url = await serve(world, intake);
    const taking = Array.from({ length: highWater }, (_, number) =>
      intake.take([text("salam", `person ${number}`, "1")]),
    );
    await until("all wait", () => held.length === highWater);
    const wire = await openWire(url);
    // The body is promised and never sent: the answer does not wait for it.
    wire.socket.write("POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
    await until("it is answered", () => statusesIn(wire.heard()).length > 0);
    expect(statusesIn(wire.heard())).toEqual([503]);
    expect(wire.heard()).toMatch(/retry-after: 5/iu);
    await wire.closed;
    for (const go of held.splice(0)) go();
    await Promise.all(taking);
    const after = fetch(`${url}/hook`, { method: "POST", body: "x" });
    await until("it came in", () => held.length > 0);
    for (const go of held.splice(0)) go();
    expect((await after).status).toBe(200);
    expect(world.lines.filter((line) => line.includes("crowded"))).toHaveLength(1);
  });
});

describe("a flood of one contact", () => {
  test("keeps none of twenty others waiting for their answers", async () => {
    const { world, said, intake } = await openRoom();
    const flood = Array.from({ length: 200 }, (_, number) => text("salam", "flood", `f${number}`));
    for (const each of flood) await intake.take([each]);
    world.time.now += 1;
    for (let number = 0; number < 20; number += 1) {
      await intake.take([text("salam", `person ${number}`, "1")]);
    }
    // One look each: whoever writes once is not behind what another wrote two hundred times.
    const claims = await world.store.claim({
      now: world.time.now,
      lease: 3_000,
      owners: 32,
      events: 8,
    });
    expect(claims).toHaveLength(21);
    expect(Math.max(...claims.map(({ mail }) => mail.length))).toBe(8);
    world.time.now += 3_001;
    await new Pump(world).settle();
    const firsts = said.map(({ to }) => to);
    // Turns are played in rounds of eight, so at most so many answers of the flood come before theirs.
    const last = Math.max(...Array.from({ length: 20 }, (_, at) => firsts.indexOf(`person ${at}`)));
    expect(firsts.slice(0, last).filter((to) => to === "flood").length).toBeLessThanOrEqual(9);
    for (let number = 0; number < 20; number += 1) {
      expect(firsts.filter((to) => to === `person ${number}`)).toHaveLength(1);
    }
  });

  test("goes to the end of the line after each round, however few are played at once", async () => {
    const { world } = await openRoom();
    for (let number = 0; number < mailboxCap; number += 1) {
      await receive(world, [text("salam", "flood", `f${number}`)]);
    }
    for (let number = 0; number < 5; number += 1) {
      world.time.now += 1;
      await receive(world, [text("salam", `person ${number}`, "1")]);
    }
    const order: string[] = [];
    for (let round = 0; round < 7; round += 1) {
      world.time.now += 1;
      const [claim] = await world.store.claim({
        now: world.time.now,
        lease: 3_000,
        owners: 1,
        events: 8,
      });
      if (claim === undefined) throw new Error("nothing to play");
      order.push(claim.addresses[0]?.id ?? "");
      await world.store.commit({
        owner: claim.owner,
        lease: claim.lease,
        turn: claim.turn,
        state: {},
        dead: [],
        outbox: [],
        timers: [],
        cancelled: [],
        posts: [],
        journal: [],
        now: world.time.now,
        consumed: claim.mail.map(({ id }) => id),
      });
    }
    expect(order).toEqual([
      "flood",
      "person 0",
      "person 1",
      "person 2",
      "person 3",
      "person 4",
      "flood",
    ]);
  });
});

function text(words: string, from: string, id: string): Inbound {
  const address = { channel: "room", id: from };
  const content = { kind: "text", text: words } as const;
  return { id, address, aliases: [], at: morning, content, quoted: null };
}

interface Room {
  readonly world: TestWorld;
  readonly intake: Intake;
  readonly said: readonly { readonly to: string; readonly text: string }[];
  readonly channel: { broken: boolean };
}

/** One channel that keeps what it is given, in a world on SQLite. */
async function openRoom(): Promise<Room> {
  const said: { to: string; text: string }[] = [];
  const state = { broken: false };
  const channel: Channel = {
    name: "room",
    capabilities: { text: 4_096, body: 4_096, buttons: null, list: null, window: null },
    webhooks: [
      {
        method: "POST",
        path: "/hook",
        open: () => ({
          kind: "opened",
          inbounds: [text("salam", "hook", "1")],
          receipts: [],
          reply: { status: 200, type: "text/plain", body: "" },
        }),
      },
    ],
    send: ({ id, body, address }) => {
      if (state.broken) return Promise.reject(new TypeError(`no way to ${address.id}`));
      said.push({ to: address.id, text: body.text });
      return Promise.resolve({ kind: "sent", providerId: id });
    },
    evidence: () => Promise.resolve("absent"),
  };
  const world = await makeWorld([channel]);
  onTestFinished(() => world.store.close());
  return {
    world,
    said,
    channel: state,
    intake: new Intake(world, null, () => undefined, tellFull(world)),
  };
}

function serve(world: World, intake: Intake): Promise<string> {
  const told = { answered: () => undefined, refused: () => undefined };
  const app = express().use(webhooks(world.channels.values(), intake, told));
  const server = createServer(app);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
    });
  });
}
