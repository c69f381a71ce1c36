import { Fault } from "../../core/fault.ts";
import { shardCount } from "../store.ts";
import type { Keys } from "./keys.ts";
import { asTexts } from "./replies.ts";
import type { Connection } from "./connect.ts";
import type { Scripts } from "./scripts.ts";

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
}

export function spreadOf(connection: Connection, scripts: Scripts, keys: Keys): Spread {
  let turn = 0;

  async function look(what: string, ...args: readonly (string | number)[]) {
    if (connection.whole) return asTexts(await scripts.run("peek", keys.bases, [what, ...args]));
    const looks = keys.bases.map((base) => scripts.run("peek", base, [what, ...args]));
    return (await Promise.all(looks)).flatMap(asTexts);
  }

  async function count(what: string, ...args: readonly (string | number)[]) {
    if (connection.whole) return (await look(what, ...args)).map(Number);
    const looks = keys.bases.map((base) => scripts.run("peek", base, [what, ...args]));
    const answers = await thoseThere(looks);
    return answers.map((answer) => (answer === null ? 0 : Number(asTexts(answer)[0])));
  }

  return {
    look,
    count,
    async take({ most, shards = [] }, count, take) {
      const gather = async (counts: readonly number[]) => {
        turn += 1;
        const shares = shareOut(counts, most, turn);
        const found = await thoseThere([...shares].map(([shard, share]) => take(shard, share)));
        return found.flatMap((some) => some ?? []);
      };
      if (most < 1) return [];
      if (shards.length > 0) {
        const pointed = new Set(shards);
        const endless = Array.from({ length: shardCount }, (_, shard) =>
          pointed.has(shard) ? most : 0,
        );
        const found = await gather(endless);
        if (found.length > 0) return found;
      }
      return gather(await count());
    },
  };
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
