import { expect, onTestFinished, test } from "vitest";
import type { Flowbook } from "../../src/core/engine/book.ts";
import { blankState } from "../../src/core/engine/state.ts";
import { announceFlows, leaveToOthers } from "../../src/runtime/versions.ts";
import type { Json } from "../../src/core/json.ts";
import type { Claim } from "../../src/store/store.ts";
import { makeWorld, type TestWorld } from "../world.ts";

const address = { channel: "twilio-whatsapp", id: "+212600000001" };

/** A world in which somebody is in version 9.0.0 of the diagnostic and has written once more. */
async function openWorld(): Promise<{ world: TestWorld; claim: () => Promise<Claim> }> {
  const world = await makeWorld();
  onTestFinished(() => world.store.close());
  const { store, time } = world;
  const write = (id: string) =>
    store.accept([{ id, to: { address }, at: time.now, body: id }], time.now);
  const claim = async () => {
    const [first] = await store.claim({ now: time.now, lease: 1_000, owners: 1, events: 8 });
    if (first === undefined) throw new Error("nothing to claim");
    return first;
  };
  await write("1");
  const { owner, lease, turn } = await claim();
  const frame = { flow: "diagnostic", version: "9.0.0", step: "P1", values: {}, trail: [] };
  const session = { frames: [{ ...frame, aside: false }], pending: null, paused: false };
  await store.commit({
    owner,
    lease,
    turn,
    state: { ...blankState, session } as unknown as Json,
    consumed: ["1"],
    dead: [],
    outbox: [],
    timers: [],
    cancelled: [],
    posts: [],
    journal: [],
    now: time.now,
  });
  await write("2");
  return { world, claim };
}

function newer(book: Flowbook): Flowbook {
  const flow = book.current.get("diagnostic");
  if (flow === undefined) throw new Error("the diagnostic is gone");
  const changed = { ...flow, version: "9.0.0" };
  return {
    ...book,
    flows: new Map([...book.flows, ["diagnostic@9.0.0", changed]]),
    current: new Map([...book.current, ["diagnostic", changed]]),
  };
}

test("a session of a newer program is given back at once, whole, while that program runs", async () => {
  const { world, claim } = await openWorld();
  await announceFlows({ ...world, book: newer(world.book) })();
  const first = await claim();
  expect(await leaveToOthers(world, first)).toBe(true);
  const second = await claim();
  expect(second).toMatchObject({ owner: first.owner, state: first.state, tries: 0 });
  expect(second.mail.map(({ id }) => id)).toEqual(["2"]);
  expect(await leaveToOthers({ ...world, book: newer(world.book) }, second)).toBe(false);
});

test("nobody waits for a program that has said nothing for a while", async () => {
  const { world, claim } = await openWorld();
  await announceFlows({ ...world, book: newer(world.book) })();
  world.time.now += 20_000;
  expect(await leaveToOthers(world, await claim())).toBe(false);
});

test("a version that nobody ever announced is ours to replace", async () => {
  const { world, claim } = await openWorld();
  await announceFlows(world)();
  expect(await leaveToOthers(world, await claim())).toBe(false);
});

test("a process that goes on says again what it plays", async () => {
  const { world, claim } = await openWorld();
  const announce = announceFlows({ ...world, book: newer(world.book) });
  for (let times = 0; times < 6; times += 1) {
    await announce();
    world.time.now += 6_000;
  }
  expect(await leaveToOthers(world, await claim())).toBe(true);
});
