import { Fault } from "../../core/fault.ts";
import type { Acquaintance } from "./acquaintance.ts";
import { secretOf } from "./journals.ts";
import { asText } from "./replies.ts";
import type { Scripts } from "./scripts.ts";

/**
 * Throws `store/emptied` when there is another data set than the known one, or none at
 * all: an empty server is new only to whoever has never seen another. Changes nothing.
 */
export async function recognize(
  scripts: Scripts,
  meeting: string,
  known: string | null,
): Promise<void> {
  if (known === null) return;
  const birth = await read(scripts, meeting, birthName);
  if (birth === known) return;
  const successor = birth !== null && (await read(scripts, meeting, formerName)) === known;
  if (!successor) throw new Fault("store/emptied", birth === null ? "EMPTY" : "OTHER");
}

/**
 * The mark of a data set, which every shard bears and every script asks for: a server that lost its
 * data, or another one in its place, has none, and then throws `store/emptied`.
 *
 * Whoever opens a data set first marks its shards. Once all are marked nobody does it again, so that
 * one server of several that comes back empty is not taken for a new one.
 */
export async function birthOf(
  scripts: Scripts,
  bases: readonly string[],
  meeting: string,
): Promise<string> {
  const birth = await secretOf(scripts, meeting, birthName);
  if ((await read(scripts, meeting, "store/marked")) !== null) return birth;
  await mark(scripts, bases, birth, ["NX"]);
  await scripts.send(meeting, ["HSET", `${meeting}secrets`, "store/marked", "yes"]);
  return birth;
}

/**
 * Takes the data set as it is, with whatever is missing: on the word of an operator only. True when
 * it is another one than before, which the processes take up at their next start.
 */
export async function adopt(
  scripts: Scripts,
  bases: readonly string[],
  meeting: string,
  acquaintance: Acquaintance,
): Promise<boolean> {
  const known = acquaintance.recall();
  const birth = await secretOf(scripts, meeting, birthName);
  // A shard may bear the mark of the data set that the others lost.
  await mark(scripts, bases, birth, []);
  const former = known === null || known === birth ? [] : [formerName, known];
  await scripts.send(meeting, ["HSET", `${meeting}secrets`, "store/marked", "yes", ...former]);
  acquaintance.remember(birth);
  return former.length > 0;
}

const birthName = "store/birth";

/** Under this name a data set that was adopted keeps the mark of the one it replaces. */
const formerName = "store/former";

async function mark(
  scripts: Scripts,
  bases: readonly string[],
  birth: string,
  how: readonly string[],
): Promise<void> {
  await Promise.all(
    bases.map((base) => scripts.send(base, ["SET", `${base}birth`, birth, ...how])),
  );
}

async function read(scripts: Scripts, meeting: string, name: string): Promise<string | null> {
  const kept = await scripts.send(meeting, ["HGET", `${meeting}secrets`, name]);
  return kept === null ? null : asText(kept);
}
