import { Fault } from "../../core/fault.ts";
import { quarterOf } from "../quarter.ts";
import { shardCount } from "../store.ts";
import type { Keys } from "./keys.ts";
import { asTexts } from "./replies.ts";
import type { Connection } from "./connect.ts";
import type { Scripts } from "./scripts.ts";

/** How much waits in a shard of what goes first, and of the rest. */
export type Both = readonly [first: number, rest: number];

/** What to take of both from one shard; `shares` when what one leaves is for the other. */
export interface Share {
  readonly first: number;
  readonly rest: number;
  readonly shares: boolean;
}

/** Takes what waits in many shards, no more than wished in all. */
export interface Spread {
  /** Counts in each shard what waits: one script where one server holds all. 0 where nobody answers. */
  count(what: string, ...args: readonly (string | number)[]): Promise<readonly number[]>;
  /** The answers of a look at every shard, in their order. */
  look(what: string, ...args: readonly (string | number)[]): Promise<readonly string[]>;
  /**
   * Takes up to `most` from the shards of the hint; when they have nothing, or without a hint, from
   * all that have something. The shards share evenly, and none is always first. Where one of several
   * servers is away, the shards of the others give what they have.
   */
  take<Found>(
    wish: { readonly most: number; readonly shards?: readonly number[] | undefined },
    count: () => Promise<readonly number[]>,
    take: (shard: number, most: number) => Promise<readonly Found[]>,
  ): Promise<readonly Found[]>;
  /**
   * The same where some goes first and the rest still gets its quarter. `only` the first ones, or
   * only the rest.
   */
  takeBoth<Found>(
    wish: {
      readonly most: number;
      readonly only: "first" | "rest" | null;
      readonly shards?: readonly number[] | undefined;
    },
    count: () => Promise<readonly Both[]>,
    take: (shard: number, share: Share) => Promise<readonly Found[]>,
  ): Promise<readonly Found[]>;
  /** Counts both in each shard. */
  countBoth(what: string, ...args: readonly (string | number)[]): Promise<readonly Both[]>;
}

export function spreadOf(connection: Connection, scripts: Scripts, keys: Keys): Spread {
  let turn = 0;

  async function look(what: string, ...args: readonly (string | number)[]) {
    if (connection.whole) return asTexts(await scripts.run("peek", keys.bases, [what, ...args]));
    const looks = keys.bases.map((base) => scripts.run("peek", base, [what, ...args]));
    return (await Promise.all(looks)).flatMap(asTexts);
  }

  /** The answers of those who answer. */
  async function ask(what: string, ...args: readonly (string | number)[]) {
    if (connection.whole) return look(what, ...args);
    const looks = keys.bases.map((base) => scripts.run("peek", base, [what, ...args]));
    const answers = await thoseThere(looks);
    return answers.map((answer) => (answer === null ? "0" : (asTexts(answer)[0] ?? "0")));
  }

  async function gather<Wished, Found>(
    shares: Iterable<readonly [number, Wished]>,
    take: (shard: number, wished: Wished) => Promise<readonly Found[]>,
  ): Promise<readonly Found[]> {
    const found = await thoseThere([...shares].map(([shard, share]) => take(shard, share)));
    return found.flatMap((some) => some ?? []);
  }

  return {
    look,
    async count(what, ...args) {
      return (await ask(what, ...args)).map(Number);
    },
    async countBoth(what, ...args) {
      return (await ask(what, ...args)).map((answer) => {
        const [first = 0, rest = 0] = answer.split(" ").map(Number);
        return [first, Math.max(0, rest)];
      });
    },
    async take({ most, shards = [] }, count, take) {
      if (most < 1) return [];
      turn += 1;
      if (shards.length > 0) {
        const found = await gather(shareOut(endless(shards, most), most, turn), take);
        if (found.length > 0) return found;
      }
      return gather(shareOut(await count(), most, turn), take);
    },
    async takeBoth({ most, only, shards = [] }, count, take) {
      if (most < 1) return [];
      turn += 1;
      const shares = only === null;
      const rest = only === "rest" ? most : shares ? quarterOf(most, turn) : 0;
      if (shards.length > 0) {
        // Nothing is known of them: each is asked for its part of both.
        const wished = [...shareOut(endless(shards, most), most, turn)].map(([shard, share]) => {
          const own = Math.min(share, Math.ceil((rest * share) / most));
          return [shard, { first: share - own, rest: own, shares }] as const;
        });
        const found = await gather(wished, take);
        if (found.length > 0) return found;
      }
      return gather(shareBoth(await count(), most, rest, only, turn), take);
    },
  };
}

/** As if endlessly much waited in some shards. */
function endless(shards: readonly number[], most: number): readonly number[] {
  const pointed = new Set(shards);
  return Array.from({ length: shardCount }, (_, shard) => (pointed.has(shard) ? most : 0));
}

function shareBoth(
  counts: readonly Both[],
  most: number,
  reserved: number,
  only: "first" | "rest" | null,
  turn: number,
): ReadonlyMap<number, Share> {
  const firsts = counts.map(([first]) => (only === "rest" ? 0 : first));
  const rests = counts.map(([, rest]) => (only === "first" ? 0 : rest));
  const waiting = (some: readonly number[]) => some.reduce((sum, each) => sum + each, 0);
  const ofRest = Math.min(waiting(rests), Math.max(reserved, most - waiting(firsts)));
  const first = shareOut(firsts, most - ofRest, turn);
  const rest = shareOut(rests, ofRest, turn);
  return new Map(
    [...new Set([...first.keys(), ...rest.keys()])].map((shard) => [
      shard,
      { first: first.get(shard) ?? 0, rest: rest.get(shard) ?? 0, shares: only === null },
    ]),
  );
}

/** Null for those that are unavailable; throws when all are, or when one fails in another way. */
async function thoseThere<Answer>(
  asked: readonly Promise<Answer>[],
): Promise<readonly (Answer | null)[]> {
  const settled = await Promise.allSettled(asked);
  const failures = settled.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  const serious = failures.find(
    (cause) => !(cause instanceof Fault) || cause.code !== "store/unavailable",
  );
  const [first] = failures;
  if (serious !== undefined) throw serious;
  if (first !== undefined && failures.length === settled.length) throw first;
  return settled.map((each) => (each.status === "fulfilled" ? each.value : null));
}

/** How many each shard may give: one in each round, from a shard that changes with every call. */
export function shareOut(
  counts: readonly number[],
  most: number,
  turn: number,
): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  let left = most;
  for (let round = 1; left > 0; round += 1) {
    let given = false;
    for (let step = 0; step < counts.length && left > 0; step += 1) {
      const shard = (turn + step) % counts.length;
      if ((counts[shard] ?? 0) < round) continue;
      shares.set(shard, round);
      left -= 1;
      given = true;
    }
    if (!given) break;
  }
  return shares;
}
