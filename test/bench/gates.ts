import type { Flowbook } from "../../src/core/engine/book.ts";
import { talkKeptFor } from "../../src/core/cases/talk.ts";
import { hour, second } from "../../src/core/instant.ts";
import { shardOfOwner } from "../../src/core/shard.ts";
import { receive } from "../../src/runtime/receive.ts";
import { playClaim } from "../../src/runtime/turns.ts";
import { openRedisStore } from "../../src/store/redis/redis-store.ts";
import { openCounter, weigh, type Weight } from "./count.ts";
import { heard, openWorkshop, playExpress } from "./people.ts";

/** What must never be exceeded; counted exactly, so that a busy machine changes nothing. */
export const gates = { accept: 1, turn: 5, rest: 3_000, fading: 10_000 } as const;

/** The requests that one message makes, from its webhook to the record of what was answered. */
export interface Requests {
  readonly accept: readonly string[];
  readonly turn: readonly string[];
}

/** Plays one message of somebody we know already, on a server of its own. */
export async function countRequests(url: string, book: Flowbook): Promise<Requests> {
  const store = await openRedisStore({ url });
  const counter = await openCounter(url);
  try {
    const { world, time } = openWorkshop(store, book);
    const answer = async (number: number) => {
      const now = time.now;
      const inbound = heard(1, number, now, { kind: "text", text: "salam" });
      let shards: readonly number[] = [];
      const accept = await counter.during(async () => {
        const [acceptance] = await receive(world, [inbound]);
        shards = [shardOfOwner(acceptance?.owner ?? "")];
      });
      const rest = await counter.during(async () => {
        const lease = 60 * second;
        const [claim] = await store.claim({ now, lease, owners: 32, events: 8, shards });
        if (claim === undefined) throw new Error("nothing was accepted");
        await playClaim(world, claim);
        const [delivery] = await store.claimDeliveries({ now, lease, limit: 16, shards });
        if (delivery === undefined) throw new Error("nothing was answered");
        await store.recordOutcome(delivery, { kind: "sent", providerId: `SM${number}` }, now);
      });
      time.now += 20 * second;
      return { accept, turn: [...accept, ...rest] };
    };
    // The server meets the scripts, and the connection looks for replicas.
    await answer(0);
    return await answer(1);
  } finally {
    counter.close();
    await store.close();
  }
}

/** Enough that what all of them share weighs little. */
export const enough = 128;

/** Weighs conversations that have come to the result of an express diagnostic. */
export async function weighExpress(url: string, book: Flowbook, people: number): Promise<Weight> {
  const store = await openRedisStore({ url });
  try {
    const workshop = openWorkshop(store, book);
    await playExpress(
      workshop,
      Array.from({ length: people }, (_, person) => person),
    );
    const fresh = await weigh(url, people);
    // What was said lately goes when its time has come.
    workshop.time.now += talkKeptFor + hour;
    const { now } = workshop.time;
    while ((await store.dueTimers(now, 1_000)).length > 0);
    const wish = { now, lease: 60 * second, owners: people, events: 8 };
    for (const claim of await store.claim(wish)) await playClaim(workshop.world, claim);
    const { rest } = await weigh(url, people);
    return { rest, fading: fresh.fading + fresh.rest - rest };
  } finally {
    await store.close();
  }
}
