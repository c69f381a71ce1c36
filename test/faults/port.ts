import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "../../src/core/fault.ts";
import type { Claim, Commit, Delivery, OwnerId, Store } from "../../src/store/store.ts";
import { until } from "../until.ts";
import { digestOf, keepDigest, readRemarks, remarksFile, type Digest } from "./digest.ts";
import { nothing, type Tally, type Trial } from "./scenario.ts";

/**
 * Work on a store without a service around it: people write, turns are played, messages are handed to
 * a provider that never fails, turns post to other mailboxes and set timers. Every call is repeated until it is
 * answered, as a spool or the next beat does it; whoever is told "accepted" writes on.
 */
export interface PortLoad {
  /** How many messages were acknowledged so far. */
  readonly acknowledged: number;
  /** How many calls were answered that the store is unavailable. */
  readonly refusals: number;
  /** Puts another store in a worker's place, or none for a while. */
  use(worker: number, store: Store | null): void;
  /** Nobody writes any more. */
  stopWriting(): Promise<void>;
  /** Until nothing waits; answers the seconds it took. */
  rests(patience?: number): Promise<number>;
  /** Ends all work and compares what was acknowledged with the states, and these with the provider. */
  tally(extra?: Partial<Pick<Tally, "kills" | "recovery" | "broken">>): Promise<Tally>;
}

export interface PortOptions {
  readonly people: number;
  /** Each person waits so long between two messages, in ms. */
  readonly pace: number;
  /** The clock of each worker; the system's when left out. */
  readonly clocks?: readonly (() => number)[];
  /** What calls may fail with, besides being unavailable. */
  readonly tolerated?: readonly string[];
  /** So long a worker thinks about a turn before it commits, in ms: others may have played it by then. */
  readonly thought?: number;
  /** How long a worker has a mailbox to itself, and a message, in ms. */
  readonly lease?: number;
}

/** Begins at once, with one worker for each store. */
export function loadPort(trial: Trial, stores: readonly Store[], options: PortOptions): PortLoad {
  const { people, pace, clocks = [], tolerated = [], lease = 1_500, thought = 0 } = options;
  const broken = new Set<string>();
  const provider = new Map<string, number>();
  const acknowledged = new Map<string, string[]>();
  const played = new Set<string>();
  let playedTwice = 0;
  let count = 0;
  let refusals = 0;
  const going = { writes: true, works: true };

  const folders = stores.map((_, worker) => join(trial.folder, `worker-${worker}`));
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  const wrap = (store: Store, worker: number) => keepDigest(store, folders[worker] ?? "");
  const held: (Store | null)[] = stores.map(wrap);
  const clockOf = (worker: number) => clocks[worker] ?? Date.now;

  /** Null when it failed; it may have happened all the same. */
  async function attempt<Answer>(
    worker: number,
    call: (store: Store, now: number) => Promise<Answer>,
  ): Promise<Answer | null> {
    const store = held[worker] ?? null;
    if (store === null) return null;
    try {
      return await call(store, clockOf(worker)());
    } catch (error) {
      const code = error instanceof Fault ? error.code : String(error);
      refusals += 1;
      if (code !== "store/unavailable" && !tolerated.includes(code)) broken.add(code);
      return null;
    }
  }

  async function write(person: number): Promise<void> {
    const name = `person-${person}`;
    const ids: string[] = [];
    acknowledged.set(name, ids);
    const address = { channel: "web", id: name };
    for (let number = 0; going.writes; number += 1) {
      const id = `SM-${person}-${number}`;
      for (;;) {
        const answers = await attempt((person + number) % stores.length, (store, now) =>
          store.accept([{ id, to: { address }, at: now, body: number }], now),
        );
        const outcome = answers?.[0]?.outcome;
        if (outcome === "accepted" || outcome === "duplicate") break;
        if (outcome === "stale") broken.add("a fresh message was refused as stale");
        // Unavailable, or more waits than a mailbox holds: as a provider does, later again.
        await pause(50);
        if (!going.works) return;
      }
      ids.push(id);
      count += 1;
      await pause(pace);
    }
  }

  async function play(worker: number): Promise<void> {
    while (going.works) {
      const wish = { lease, owners: 20, events: 10 };
      const claims = await attempt(worker, (store, now) => store.claim({ ...wish, now }));
      const carried = await attempt(worker, (store, now) => store.carryPosts(now, 50));
      await attempt(worker, (store, now) => store.dueTimers(now, 50));
      await Promise.all(
        (claims ?? []).map(async (claim) => {
          // Each takes another while, or all would do the same at the same time.
          if (thought > 0) await pause(thought * (worker + 1));
          const commit = (store: Store, now: number) => store.commit(commitOf(claim, now));
          if ((await attempt(worker, commit)) === "committed") noteTurn(claim);
        }),
      );
      if ((claims?.length ?? 0) + (carried?.length ?? 0) === 0) await pause(beat);
    }
  }

  /** Mail is played by one turn, whoever else thought to be playing it. */
  function noteTurn({ owner, mail }: Claim): void {
    for (const { id } of mail) {
      const name = `${owner} ${id}`;
      if (played.has(name)) playedTwice += 1;
      played.add(name);
    }
  }

  async function send(worker: number): Promise<void> {
    while (going.works) {
      const wish = { lease, limit: 20 };
      const found = await attempt(worker, (store, now) => store.claimDeliveries({ ...wish, now }));
      await Promise.all((found ?? []).map((delivery) => hand(worker, delivery)));
      if ((found?.length ?? 0) === 0) await pause(beat);
    }
  }

  async function hand(worker: number, delivery: Delivery): Promise<void> {
    const { id, uncertain } = delivery;
    // Before an uncertain one is sent again the provider is asked, and it always knows.
    if (!uncertain || !provider.has(id)) provider.set(id, (provider.get(id) ?? 0) + 1);
    const outcome = { kind: "sent", providerId: `p-${id}` } as const;
    await attempt(worker, (store, now) => store.recordOutcome(delivery, outcome, now));
  }

  const writers = Array.from({ length: people }, (_, person) => write(person));
  const workers = stores.flatMap((_, worker) => [play(worker), send(worker)]);
  const stopWriting = async () => {
    going.writes = false;
    await Promise.all(writers);
  };
  const end = async () => {
    going.works = false;
    await stopWriting();
    await Promise.all(workers);
  };
  trial.finally(end);

  return {
    get acknowledged() {
      return count;
    },
    get refusals() {
      return refusals;
    },
    use(worker, store) {
      held[worker] = store === null ? null : wrap(store, worker);
    },
    stopWriting,
    async rests(patience = 60_000) {
      const begun = performance.now();
      await until(
        "nothing waits",
        async () => {
          const worker = held.findIndex((store) => store !== null);
          const depths = await attempt(worker, (store, now) => store.depths(now));
          if (depths === null) return false;
          const { mailboxes, posts, outbox, timers } = depths;
          return mailboxes + posts + outbox + timers === 0;
        },
        patience,
      );
      return (performance.now() - begun) / 1_000;
    },
    async tally(extra = {}) {
      await end();
      const store = held.find((one) => one !== null);
      if (store === undefined || store === null) throw new Error("there is no store to look into");
      const texts = folders.flatMap((folder) => readIfThere(join(folder, remarksFile)));
      const counts = await compare(store, acknowledged, provider);
      return {
        ...nothing,
        ...counts,
        dupTransitions: counts.dupTransitions + playedTwice,
        msgs: count,
        uncertain: readRemarks(texts).uncertain.size,
        kills: extra.kills ?? 0,
        recovery: extra.recovery ?? null,
        broken: [...broken, ...(extra.broken ?? [])],
      };
    },
  };
}

function readIfThere(file: string): readonly string[] {
  try {
    return [readFileSync(file, "utf8")];
  } catch {
    return [];
  }
}

/** Whoever finds nothing to do looks again after so many ms. */
const beat = 50;

/** Mailboxes that turns post to, in several shards. */
const halls = ["o05-hall", "o21-hall", "o37-hall", "o53-hall"] as const;

/** One answer a message; and for each turn in which somebody wrote, a post and a timer. */
function commitOf(claim: Claim, now: number): Commit {
  const { owner, lease, turn, mail, addresses } = claim;
  const [address] = addresses;
  const hall = halls[turn % halls.length] ?? halls[0];
  const written = address === undefined ? [] : mail.filter(({ from }) => from !== null);
  const outbox = written.map((_, place) => ({
    id: `${owner}.${turn}.${place}`,
    // There is one where somebody wrote.
    address: address ?? { channel: "web", id: "" },
    body: place,
    kind: "reply" as const,
    notBefore: now,
  }));
  const wrote = written.length > 0;
  return {
    owner,
    lease,
    turn,
    state: {},
    consumed: mail.map(({ id }) => id),
    dead: [],
    outbox,
    timers: wrote ? [{ id: `tick-${turn}`, at: now + 30, body: turn }] : [],
    cancelled: [],
    posts: wrote ? [{ id: `post-${owner}-${turn}`, to: hall, body: turn }] : [],
    journal: [],
    now,
  };
}

type Counts = Pick<Tally, "lost" | "dupTransitions" | "orderBreaks" | "sendsMissing" | "dupSends">;

async function compare(
  store: Store,
  acknowledged: ReadonlyMap<string, readonly string[]>,
  provider: ReadonlyMap<string, number>,
): Promise<Counts> {
  const counts = { lost: 0, dupTransitions: 0, orderBreaks: 0, sendsMissing: 0, dupSends: 0 };
  const digests = new Map<OwnerId, Digest>();
  for (const [name, ids] of acknowledged) {
    const owner = await store.contactOf({ channel: "web", id: name });
    const digest = owner === null ? digestOf({}) : await read(store, owner);
    if (owner !== null) digests.set(owner, digest);
    const places = ids.map((id) => digest.mail.indexOf(id));
    const found = places.filter((place) => place !== -1);
    counts.lost += places.length - found.length;
    counts.dupTransitions += digest.mail.length - new Set(digest.mail).size;
    counts.orderBreaks += found.filter((place, at) => place < (found[at - 1] ?? -1)).length;
    counts.lost += lostTicks(digest);
  }
  const promised = [...digests.values()].flatMap((digest) => digest.promised);
  counts.sendsMissing = promised.filter((id) => !provider.has(id)).length;
  for (const times of provider.values()) counts.dupSends += times - 1;
  const heard = (await Promise.all(halls.map((hall) => read(store, hall)))).flatMap(
    ({ mail }) => mail,
  );
  const posts = [...digests.values()].flatMap((digest) => digest.posts.map(([, id]) => id));
  const arrived = new Set(heard);
  counts.lost += posts.filter((id) => !arrived.has(id)).length;
  counts.dupTransitions += heard.length - arrived.size;
  return counts;
}

/** Each turn that promised something has set a timer, which comes back as mail. */
function lostTicks({ mail, promised }: Digest): number {
  const turns = new Set(promised.map((id) => id.split(".")[1]));
  const heard = new Set(mail.filter((id) => id.startsWith("tick-")).map((id) => id.split("@")[0]));
  return [...turns].filter((turn) => !heard.has(`tick-${turn}`)).length;
}

async function read(store: Store, owner: OwnerId): Promise<Digest> {
  return digestOf((await store.stateOf(owner))?.state ?? {});
}
