import { Fault } from "../../core/fault.ts";
import type { Connection, Master } from "./connect.ts";
import { unavailable } from "./faults.ts";
import { asText } from "./replies.ts";

/** How long a replica may take to confirm, and how long its presence is believed, in ms. */
const patience = 500;
const belief = 5_000;

export interface Replicas {
  /**
   * Writes, then waits until a replica has it, where the key's master has replicas.
   *
   * Throws `store/unavailable` when none confirms in time although one is connected, and when
   * another master may have answered than the one that wrote.
   */
  confirmed<Answer>(key: string, write: () => Promise<Answer>): Promise<Answer>;
}

/** What is known of a master, and who waits for its replicas. */
interface Watch {
  present: number;
  counted: number;
  running: Promise<void> | undefined;
  following: Promise<void> | undefined;
}

export function watchReplicas(connection: Connection): Replicas {
  const watches = new Map<string, Watch>();

  async function recount(master: Master, watch: Watch): Promise<void> {
    watch.counted = performance.now();
    watch.present = await countReplicas(master);
  }

  async function wait(master: Master, watch: Watch): Promise<void> {
    if (watch.present === 0) return;
    const confirmed = await master.send(["WAIT", "1", String(patience)]);
    if (typeof confirmed === "number" && confirmed >= 1) return;
    // A replica that was taken away must not stop everything: the master's own disk has it.
    await recount(master, watch);
    if (watch.present > 0) throw new Fault("store/unavailable", "NOREPLICAS");
  }

  function begin(master: Master, watch: Watch): Promise<void> {
    const own = wait(master, watch).finally(() => {
      if (watch.running === own) watch.running = undefined;
    });
    watch.running = own;
    return own;
  }

  async function confirm(key: string): Promise<void> {
    const master = await connection.masterOf(key);
    let watch = watches.get(master.name);
    if (watch === undefined) {
      watch = { present: 1, counted: 0, running: undefined, following: undefined };
      watches.set(master.name, watch);
      await recount(master, watch);
    } else if (performance.now() - watch.counted > belief) {
      recount(master, watch).catch(() => {});
    }
    if (watch.present === 0) return;
    if (watch.running === undefined) return begin(master, watch);
    // WAIT blocks its connection and covers all that was written on it before: one is enough for
    // all who ask while another runs, and one for each would add their patience up.
    const known = watch;
    watch.following ??= watch.running
      .catch(() => {})
      .then(() => {
        known.following = undefined;
        return begin(master, known);
      });
    return watch.following;
  }

  return {
    async confirmed(key, write) {
      const before = connection.losses();
      const answer = await write();
      try {
        await confirm(key);
      } catch (cause) {
        throw cause instanceof Fault ? cause : unavailable(cause);
      }
      if (connection.losses() !== before) throw new Fault("store/unavailable", "TAKEOVER");
      return answer;
    },
  };
}

async function countReplicas(master: Master): Promise<number> {
  const info = asText(await master.send(["INFO", "replication"]));
  return Number(/connected_slaves:(?<count>\d+)/u.exec(info)?.groups?.["count"] ?? 0);
}
