import { Fault } from "../../core/fault.ts";
import { stranger, type Acquaintance } from "./acquaintance.ts";
import { adopt, birthOf, recognize } from "./birth.ts";
import type { Store } from "../store.ts";
import { clockworkOf } from "./clockwork.ts";
import { connect, type Connection } from "./connect.ts";
import { deliveriesOf } from "./deliveries.ts";
import { unavailable } from "./faults.ts";
import { journalsOf, notesOf, secretOf } from "./journals.ts";
import { keysOf } from "./keys.ts";
import { mailboxOf } from "./mailbox.ts";
import { measuresOf } from "./measures.ts";
import type { Ground, Part } from "./part.ts";
import { peopleOf } from "./people.ts";
import { watchReplicas } from "./replicas.ts";
import { loadScripts } from "./scripts.ts";
import { spreadOf } from "./spread.ts";
import { turnsOf } from "./turns.ts";

/** Which Redis, and how to speak with it. */
export interface RedisOptions {
  /** In the forms of `place.ts`. */
  readonly url: string;
  /** Begins every key; `rafiq:` when left out. */
  readonly prefix?: string;
  /** Every call answers or fails within so many ms; 5,000 when left out. */
  readonly deadline?: number;
  /** Hears of lost connections, and of keys that hold something else than they should, by codes and owners only. */
  readonly log?: (code: string, detail: string) => void;
  /** Keeps an empty server from being taken for a new one; any will do when left out. */
  readonly acquaintance?: Acquaintance;
}

/** A data set that is open. */
export interface Furniture {
  readonly parts: Part<Exclude<keyof Store, "close">>;
  /** Ends the connection. */
  readonly destroy: () => unknown;
}

/**
 * Opens the data set. Throws `store/unavailable` when there is no connection within the deadline,
 * `store/emptied` when it is not the one of the acquaintance, `settings/invalid` for an address it
 * cannot read.
 */
export async function furnish(options: RedisOptions): Promise<Furniture> {
  const { log = () => {}, acquaintance = stranger } = options;
  return reach(options, async (connection, meeting) => {
    const scriptsFor = await loadScripts(connection);
    const unmarked = scriptsFor("");
    await recognize(unmarked, meeting, acquaintance.recall());
    const keys = await keysAt(unmarked, options, meeting);
    const birth = await birthOf(unmarked, keys.bases, meeting);
    acquaintance.remember(birth);
    const scripts = scriptsFor(birth);
    const spread = spreadOf(connection, scripts, keys);
    const replicas = watchReplicas(connection);
    const ground: Ground = { scripts, keys, spread, replicas, log };
    const parts = {
      ...mailboxOf(ground),
      ...turnsOf(ground),
      ...deliveriesOf(ground),
      ...clockworkOf(ground),
      ...peopleOf(ground),
      ...journalsOf(ground),
      ...notesOf(ground),
      ...measuresOf(ground, connection),
      secret: (name: string) => secretOf(scripts, meeting, name),
    };
    return { parts, destroy: () => connection.destroy() };
  });
}

/**
 * Takes what is there as the data set from now on, be it empty: on the word of an operator only.
 * True when it is another one than before, which processes take up at their next start.
 */
export async function adoptRedisStore(options: RedisOptions): Promise<boolean> {
  return reach(options, async (connection, meeting) => {
    const scripts = (await loadScripts(connection))("");
    const keys = await keysAt(scripts, options, meeting);
    const isOther = await adopt(scripts, keys.bases, meeting, options.acquaintance ?? stranger);
    await connection.destroy();
    return isOther;
  });
}

const usualPrefix = "rafiq:";

/** Connects, and ends the connection again when `work` fails. `meeting` begins what all shards share. */
async function reach<Answer>(
  { url, prefix = usualPrefix, deadline = usualDeadline, log = () => {} }: RedisOptions,
  work: (connection: Connection, meeting: string) => Promise<Answer>,
): Promise<Answer> {
  if (/[{}]/u.test(prefix)) throw new Fault("settings/invalid", "a prefix holds no braces");
  let connection: Connection | null = null;
  try {
    connection = await connect(url, deadline, (code) => log("store/unavailable", code));
    return await work(connection, `${prefix}{meta}:`);
  } catch (cause) {
    connection?.destroy();
    throw cause instanceof Fault ? cause : unavailable(cause);
  }
}

/** How long a call may take when nobody says otherwise, in ms. */
export const usualDeadline = 5_000;

async function keysAt(
  scripts: Ground["scripts"],
  { prefix = usualPrefix }: RedisOptions,
  meeting: string,
) {
  return keysOf(prefix, await secretOf(scripts, meeting, "store/addresses"));
}
