import { Fault } from "../../core/fault.ts";
import type { Connection } from "./connect.ts";
import { asText } from "./replies.ts";
import type { Scripts } from "./scripts.ts";

/** How long a replica may take to confirm, and how long its presence is believed, in ms. */
const patience = 500;
const belief = 5_000;

export interface Replicas {
  /**
   * Waits until one replica has what was written before, where there are replicas.
   *
   * Throws `store/unavailable` when none confirms in time although one is connected.
   */
  confirm(key: string): Promise<void>;
}

export async function watchReplicas(connection: Connection, scripts: Scripts): Promise<Replicas> {
  let present = await count(connection);
  let counted = performance.now();

  async function recount(): Promise<void> {
    counted = performance.now();
    present = await count(connection).catch(() => present);
  }

  async function wait(key: string): Promise<void> {
    const confirmed = await scripts.send(key, ["WAIT", "1", String(patience)]);
    if (typeof confirmed === "number" && confirmed >= 1) return;
    // A replica that was taken away must not stop everything: the master's own disk has it.
    await recount();
    if (present > 0) throw new Fault("store/unavailable", "NOREPLICAS");
  }

  // WAIT blocks its connection and covers all that was written on it before, so that one is enough
  // for all who ask while another runs. One for each would add their patience up.
  let running: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  function begin(key: string): Promise<void> {
    const own = wait(key).finally(() => {
      if (running === own) running = undefined;
    });
    running = own;
    return own;
  }

  return {
    async confirm(key) {
      if (performance.now() - counted > belief) void recount();
      if (present === 0) return;
      if (running === undefined) return begin(key);
      following ??= running
        .catch(() => {})
        .then(() => {
          following = undefined;
          return present === 0 ? undefined : begin(key);
        });
      return following;
    },
  };
}

/** The fewest replicas that any master has; one master without counts as none. */
async function count(connection: Connection): Promise<number> {
  const infos = await connection.sendToAll(["INFO", "replication"]);
  const counts = infos.map((info) =>
    Number(/connected_slaves:(?<count>\d+)/u.exec(asText(info))?.groups?.["count"] ?? 0),
  );
  return counts.length === 0 ? 0 : Math.min(...counts);
}
