import { Fault } from "../../core/fault.ts";
import type { Connection, Master } from "./connect.ts";
import { unavailable } from "./faults.ts";

/** How long a replica may take to confirm, and how long its presence is believed, in ms. */
const patience = 500;
const belief = 5_000;

/**
 * What an answer stands on: something just written, on something that somebody else may have
 * written a moment before, or on nothing that could be lost.
 */
export type Footing = "fresh" | "older" | "nothing";

export interface Replicas {
  /**
   * Writes, then waits until a replica has it, where the key's master has replicas. `footingOf` says
   * what the answer stands on; when left out it is fresh.
   *
   * Throws `store/unavailable` when none confirms in time although one might become master, and when
   * another master may have answered than the one that wrote.
   */
  confirmed<Answer>(
    key: string,
    write: () => Promise<Answer>,
    footingOf?: (answer: Answer) => Footing,
  ): Promise<Answer>;
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
    watch.present = await master.countReplicas();
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

  /** Whether the master has replicas, by what was seen lately. */
  async function isFollowed(master: Master, watch: Watch): Promise<boolean> {
    const isNew = watch.counted === 0;
    // One that has come back meanwhile might be made master next.
    if (isNew || (watch.present === 0 && connection.replacesItself)) await recount(master, watch);
    else if (performance.now() - watch.counted > belief) recount(master, watch).catch(() => {});
    return watch.present > 0;
  }

  async function confirm(key: string, master: Master, footing: Footing): Promise<void> {
    let watch = watches.get(master.name);
    if (watch === undefined) {
      watch = { present: 1, counted: 0, running: undefined, following: undefined };
      watches.set(master.name, watch);
    }
    if (!(await isFollowed(master, watch))) return;
    // WAIT is for what this very connection wrote, and not for what it found.
    if (footing === "older") await master.send(["SET", `${key}awaited`, "1"]);
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
    async confirmed(key, write, footingOf = () => "fresh") {
      try {
        const losses = connection.losses();
        const writer = await connection.masterOf(key);
        const answer = await write();
        const footing = footingOf(answer);
        if (footing === "nothing") return answer;
        const master = await connection.masterOf(key);
        if (master.name === writer.name) await confirm(key, master, footing);
        const last = await connection.masterOf(key);
        if (last.name !== writer.name || connection.losses() !== losses) {
          throw new Fault("store/unavailable", "TAKEOVER");
        }
        return answer;
      } catch (cause) {
        throw cause instanceof Fault ? cause : unavailable(cause);
      }
    },
  };
}
