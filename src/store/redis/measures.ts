import { z } from "zod";
import type { Connection } from "./connect.ts";
import { unavailable } from "./faults.ts";
import type { Ground, Part } from "./part.ts";
import { asTexts, type Reply } from "./replies.ts";

/** How much waits, until when, and how safely; and what time it is. */
export function measuresOf(
  { spread, scripts, keys }: Ground,
  connection: Connection,
): Part<"depths" | "nextDue" | "durability" | "time"> {
  return {
    async time() {
      // Of the several servers of a Cluster everybody asks the same.
      const [seconds, micros] = asTexts(await scripts.send(keys.base(0), ["TIME"]));
      return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
    },
    async depths(now) {
      const sums = { mailboxes: 0, outbox: 0, uncertain: 0, timers: 0, posts: 0, dead: 0 };
      const ages = { oldestMail: 0, oldestOutbox: 0 };
      const age = (since = "") => (since === "" ? 0 : now - Number(since));
      const all = await spread.look("depths", now);
      for (let place = 0; place < all.length; place += 8) {
        const [mailboxes, since, outbox, promised, uncertain, timers, posts, dead] =
          all.slice(place);
        sums.mailboxes += Number(mailboxes);
        ages.oldestMail = Math.max(ages.oldestMail, age(since));
        sums.outbox += Number(outbox);
        ages.oldestOutbox = Math.max(ages.oldestOutbox, age(promised));
        sums.uncertain += Number(uncertain);
        sums.timers += Number(timers);
        sums.posts += Number(posts);
        sums.dead += Number(dead);
      }
      return { ...sums, ...ages };
    },
    async nextDue() {
      const moments = (await spread.look("next", 0)).filter((text) => text !== "").map(Number);
      return moments.length === 0 ? null : Math.min(...moments);
    },
    async durability() {
      const reasons = await readReasons(connection);
      if (reasons.length > 0) return { durable: false, reason: reasons.join(" ") };
      return { durable: true, reason: "Redis waits for the disk before it answers." };
    },
  };
}

/** The settings on which durability hangs, what they must be, and what happens otherwise. */
const demands = [
  {
    name: "appendonly",
    holds: (value: string) => value === "yes",
    otherwise: "appendonly is off: a restart of Redis loses what it acknowledged.",
  },
  {
    name: "appendfsync",
    holds: (value: string) => value === "always",
    otherwise: "appendfsync is not `always`: a kill of Redis loses what it acknowledged last.",
  },
  {
    name: "no-appendfsync-on-rewrite",
    holds: (value: string) => value === "no",
    otherwise: "no-appendfsync-on-rewrite is on: while its file is rewritten, Redis does not wait.",
  },
  {
    name: "maxmemory-policy",
    holds: (value: string) => value === "noeviction",
    otherwise: "maxmemory-policy is not `noeviction`: when its memory is full, Redis drops keys.",
  },
] as const;

/** Why what Redis acknowledges may be lost; nothing when it may not. */
async function readReasons(connection: Connection): Promise<readonly string[]> {
  let servers: readonly Reply[];
  try {
    servers = await connection.sendToAll(["CONFIG", "GET", "*append*", "maxmemory-policy"]);
  } catch (cause) {
    if (cause instanceof Error && /^(?:NOPERM|ERR)/u.test(cause.message)) {
      return ["Redis does not show its settings (CONFIG GET): it may lose what it acknowledged."];
    }
    throw unavailable(cause);
  }
  const settings = servers.map(readSettings);
  return demands
    .filter(({ name, holds }) => settings.some((each) => !holds(each.get(name) ?? "")))
    .map(({ otherwise }) => otherwise);
}

/** CONFIG GET answers a map, or a list of names and values, by the protocol of the connection. */
function readSettings(reply: unknown): ReadonlyMap<string, string> {
  if (Array.isArray(reply)) {
    const list = asTexts(reply);
    return new Map(list.flatMap((name, at) => (at % 2 === 0 ? [[name, list[at + 1] ?? ""]] : [])));
  }
  return new Map(Object.entries(z.record(z.string(), z.string()).parse({ ...Object(reply) })));
}
