/** The replicas that a server has, by its `INFO replication`. */
export function connectedReplicas(info: string): number {
  return Number(/connected_slaves:(?<count>\d+)/u.exec(info)?.groups?.["count"] ?? 0);
}

/**
 * The replicas that a master may have, by its `CLUSTER NODES`: all but those that most masters hold
 * for gone. Throws `TAKEOVER` when this is no master: it slept while
 * another took its place.
 */
export function livingReplicas(nodes: string): number {
  const known = nodes
    .trim()
    .split("\n")
    .map((line) => {
      const [id = "", , flags = "", master = ""] = line.split(" ");
      return { id, flags: new Set(flags.split(",")), master };
    });
  const own = known.find(({ flags }) => flags.has("myself"));
  if (own === undefined || !own.flags.has("master")) throw new Error("TAKEOVER no master any more");
  return known.filter(({ master, flags }) => master === own.id && !flags.has("fail")).length;
}
