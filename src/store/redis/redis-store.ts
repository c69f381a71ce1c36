import { Fault } from "../../core/fault.ts";
import type { Store } from "../store.ts";
import { birthOf } from "./birth.ts";
import { clockworkOf } from "./clockwork.ts";
import { connect, type Connection } from "./connect.ts";
import { deliveriesOf } from "./deliveries.ts";
import { unavailable } from "./faults.ts";
import { journalsOf, notesOf, secretOf } from "./journals.ts";
import { keysOf } from "./keys.ts";
import { mailboxOf } from "./mailbox.ts";
import { measuresOf } from "./measures.ts";
import type { Ground } from "./part.ts";
import { peopleOf } from "./people.ts";
import { watchReplicas } from "./replicas.ts";
import { loadScripts } from "./scripts.ts";
import { spreadOf } from "./spread.ts";
import { turnsOf } from "./turns.ts";

/**
 * The store on Redis, for several processes: one server, Sentinels or a Cluster (see `place.ts`).
 *
 * Each step is one script in one slot. Every call answers or fails within `deadline` ms (5,000); one
 * that fails may have happened all the same, since a command is never called back. `prefix` begins
 * every key; `log` hears of lost connections and of keys that hold something else than they should,
 * by codes and owners only.
 *
 * Throws `store/unavailable` when there is no connection within the deadline, `settings/invalid`
 * for an address it cannot read.
 */
export async function openRedisStore(options: {
  readonly url: string;
  readonly prefix?: string;
  readonly deadline?: number;
  readonly log?: (code: string, detail: string) => void;
}): Promise<Store> {
  const { prefix = "rafiq:", deadline = 5_000, log = () => {} } = options;
  if (/[{}]/u.test(prefix)) throw new Fault("settings/invalid", "a prefix holds no braces");
  const connection = await reach(options.url, deadline, log);
  try {
    return await furnish(connection, prefix, deadline, log);
  } catch (cause) {
    connection.destroy();
    throw cause instanceof Fault ? cause : unavailable(cause);
  }
}

async function reach(url: string, deadline: number, log: Ground["log"]) {
  try {
    return await connect(url, deadline, (code) => log("store/unavailable", code));
  } catch (cause) {
    throw cause instanceof Fault ? cause : unavailable(cause);
  }
}

async function furnish(
  connection: Connection,
  prefix: string,
  deadline: number,
  log: Ground["log"],
): Promise<Store> {
  const scriptsFor = await loadScripts(connection);
  const meeting = `${prefix}{meta}:`;
  const unmarked = scriptsFor("");
  const keys = keysOf(prefix, await secretOf(unmarked, meeting, "store/addresses"));
  const scripts = scriptsFor(await birthOf(unmarked, keys, meeting));
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
  };
  let closed = false;

  /** Bounds a call. `work` may throw at once for what cannot be written as JSON. */
  function within<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (closed) return Promise.reject(new Fault("store/unavailable", "the store is closed"));
    return new Promise((resolve, reject) => {
      const late = () => reject(new Fault("store/unavailable", "DEADLINE"));
      const timer = setTimeout(late, deadline);
      const settle = () => clearTimeout(timer);
      const begun = (async () => work())();
      begun.finally(settle).then(resolve, reject);
    });
  }

  return {
    accept: (arrivals, now) => within(() => parts.accept(arrivals, now)),
    claim: (wish) => within(() => parts.claim(wish)),
    commit: (commit) => within(() => parts.commit(commit)),
    claimDeliveries: (wish) => within(() => parts.claimDeliveries(wish)),
    recordOutcome: (delivery, outcome, now) =>
      within(() => parts.recordOutcome(delivery, outcome, now)),
    receipt: (receipt) => within(() => parts.receipt(receipt)),
    deliveryOf: (address, providerId) => within(() => parts.deliveryOf(address, providerId)),
    dueTimers: (now, limit) => within(() => parts.dueTimers(now, limit)),
    carryPosts: (now, limit) => within(() => parts.carryPosts(now, limit)),
    nextDue: () => within(() => parts.nextDue()),
    append: (journal, entries, now) => within(() => parts.append(journal, entries, now)),
    read: (journal, after, limit) => within(() => parts.read(journal, after, limit)),
    contactOf: (address) => within(() => parts.contactOf(address)),
    stateOf: (owner) => within(() => parts.stateOf(owner)),
    link: (address, owner) => within(() => parts.link(address, owner)),
    export: (owner) => within(() => parts.export(owner)),
    erase: (owner) => within(() => parts.erase(owner)),
    note: (name) => within(() => parts.note(name)),
    setNote: (name, value) => within(() => parts.setNote(name, value)),
    secret: (name) => within(() => secretOf(scripts, meeting, name)),
    deadLetters: (limit) => within(() => parts.deadLetters(limit)),
    revive: (owner, id, now) => within(() => parts.revive(owner, id, now)),
    depths: (now) => within(() => parts.depths(now)),
    durability: () => within(() => parts.durability()),
    async close() {
      if (closed) return;
      closed = true;
      await connection.destroy();
    },
  };
}
