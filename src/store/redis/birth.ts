import type { Keys } from "./keys.ts";
import { secretOf } from "./journals.ts";
import type { Scripts } from "./scripts.ts";

/**
 * The mark of a data set, which every shard bears and every script asks for: a server that lost its
 * data, or another one in its place, has none, and then throws `store/emptied`.
 *
 * Whoever opens a data set first marks its shards. Once all are marked nobody does it again, so that
 * one server of several that comes back empty is not taken for a new one.
 */
export async function birthOf(scripts: Scripts, keys: Keys, meeting: string): Promise<string> {
  const birth = await secretOf(scripts, meeting, "store/birth");
  const done = await scripts.send(meeting, ["HGET", `${meeting}secrets`, "store/marked"]);
  if (done !== null) return birth;
  await Promise.all(
    keys.bases.map((base) => scripts.send(base, ["SET", `${base}birth`, birth, "NX"])),
  );
  await scripts.send(meeting, ["HSET", `${meeting}secrets`, "store/marked", "yes"]);
  return birth;
}
