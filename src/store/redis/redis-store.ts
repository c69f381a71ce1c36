import { setTimeout as pause } from "node:timers/promises";
import { Fault, faults } from "../../core/fault.ts";
import { watchAwake } from "../awake.ts";
import type { Store } from "../store.ts";
import { furnish, usualDeadline, type Furniture, type RedisOptions } from "./furnish.ts";

/**
 * The store on Redis, for several processes: one server, Sentinels or a Cluster.
 *
 * Each step is one script in one slot. Every call answers or fails within the deadline; one that
 * fails may have happened all the same, since a command is never called back. Throws as `furnish`
 * does.
 */
export async function openRedisStore(options: RedisOptions): Promise<Store> {
  const furniture = await furnish(options);
  return storeOf(options, () => furniture, furniture.destroy);
}

/** So long a start waits for Redis before it goes on without, in ms. */
const briefly = 1_000;

/** Afterwards it is looked for this often, in ms. */
const between = 1_000;

/**
 * The store, whether Redis is there yet or not: until it is, every call throws `store/unavailable`,
 * or `store/emptied` as long as it is not the data set of the acquaintance. `meet` sees it before
 * anybody else does, once. Throws what no waiting will heal.
 */
export async function awaitRedisStore(
  options: RedisOptions,
  meet: (store: Store) => Promise<void>,
): Promise<Store> {
  let found: Furniture | null = null;
  let trouble = new Fault("store/unavailable", "OPENING");
  let hurries = true;
  const closing = new AbortController();

  async function look(): Promise<void> {
    const furniture = await furnish(options);
    try {
      await meet(storeOf(options, () => furniture, furniture.destroy));
    } catch (cause) {
      furniture.destroy();
      throw cause;
    }
    if (closing.signal.aborted) furniture.destroy();
    else found = furniture;
  }

  async function keepLooking(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        return await look();
      } catch (error) {
        if (!(error instanceof Fault) || (hurries && !faults[error.code].retryable)) throw error;
        if (error.message !== trouble.message) options.log?.(error.code, error.message);
        trouble = error;
      }
      await pause(between, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }

  await Promise.race([keepLooking(), pause(briefly)]);
  hurries = false;
  const open = () => {
    if (found === null) throw trouble;
    return found;
  };
  return storeOf(options, open, () => {
    closing.abort();
    return found?.destroy();
  });
}

/** Gives each call its deadline. `open` throws why nothing can be called yet. */
function storeOf(
  { deadline = usualDeadline }: RedisOptions,
  open: () => Furniture,
  end: () => unknown,
): Store {
  let closed = false;

  /** Bounds a call. `work` may throw at once for what cannot be written as JSON. */
  function within<Answer>(work: (parts: Furniture["parts"]) => Promise<Answer>): Promise<Answer> {
    if (closed) return Promise.reject(new Fault("store/unavailable", "the store is closed"));
    return new Promise((resolve, reject) => {
      const watch = watchAwake(deadline, () => reject(new Fault("store/unavailable", "DEADLINE")));
      const begun = (async () => work(open().parts))();
      begun.finally(watch).then(resolve, reject);
    });
  }

  return {
    accept: (arrivals, now) => within((parts) => parts.accept(arrivals, now)),
    claim: (wish) => within((parts) => parts.claim(wish)),
    commit: (commit) => within((parts) => parts.commit(commit)),
    claimDeliveries: (wish) => within((parts) => parts.claimDeliveries(wish)),
    recordOutcome: (delivery, outcome, now) =>
      within((parts) => parts.recordOutcome(delivery, outcome, now)),
    receipt: (receipt) => within((parts) => parts.receipt(receipt)),
    deliveryOf: (address, providerId) => within((parts) => parts.deliveryOf(address, providerId)),
    dueTimers: (now, limit) => within((parts) => parts.dueTimers(now, limit)),
    carryPosts: (now, limit) => within((parts) => parts.carryPosts(now, limit)),
    nextDue: () => within((parts) => parts.nextDue()),
    append: (journal, entries, now) => within((parts) => parts.append(journal, entries, now)),
    read: (journal, after, limit) => within((parts) => parts.read(journal, after, limit)),
    contactOf: (address) => within((parts) => parts.contactOf(address)),
    stateOf: (owner) => within((parts) => parts.stateOf(owner)),
    link: (address, owner) => within((parts) => parts.link(address, owner)),
    unlink: (address, owner) => within((parts) => parts.unlink(address, owner)),
    export: (owner) => within((parts) => parts.export(owner)),
    erase: (owner) => within((parts) => parts.erase(owner)),
    note: (name) => within((parts) => parts.note(name)),
    setNote: (name, value) => within((parts) => parts.setNote(name, value)),
    secret: (name) => within((parts) => parts.secret(name)),
    deadLetters: (limit) => within((parts) => parts.deadLetters(limit)),
    revive: (owner, id, now) => within((parts) => parts.revive(owner, id, now)),
    depths: (now) => within((parts) => parts.depths(now)),
    time: () => within((parts) => parts.time()),
    durability: () => within((parts) => parts.durability()),
    async close() {
      if (closed) return;
      closed = true;
      await end();
    },
  };
}
