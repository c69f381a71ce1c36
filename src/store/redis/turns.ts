import { shardOfOwner } from "../../core/shard.ts";
import { dedupeFor, mailing, type Post } from "../store.ts";
import { itemOf } from "./mailbox.ts";
import { pack, unpack } from "./pack.ts";
import type { Ground, Part } from "./part.ts";
import { asPairs, asText, fieldsOf, parse } from "./replies.ts";

/** Turns as they are committed, and the mail that could not be played. */
export function turnsOf({
  scripts,
  keys,
  spread,
  replicas,
}: Ground): Part<"commit" | "stateOf" | "deadLetters" | "revive"> {
  return {
    async commit(commit) {
      const { owner, turn, now, consumed, dead, cancelled, timers, posts, journal, outbox } =
        commit;
      const shard = shardOfOwner(owner);
      const isNear = ({ to }: Post) => shardOfOwner(to) === shard;
      const [near, far] = [posts.filter(isNear), posts.filter((post) => !isNear(post))];
      const first = posts.length < mailing;
      const args = [
        owner,
        turn,
        now,
        pack(commit.state),
        ...counted(consumed, (id) => [JSON.stringify(id)]),
        ...counted(dead, ({ id, reason }) => [JSON.stringify(id), JSON.stringify(reason)]),
        ...counted(cancelled, (id) => [id]),
        ...counted(timers, ({ id, at, body }) => [
          id,
          at,
          itemOf({ id: `${id}@${at}`, at, from: null, body }),
        ]),
        first ? 1 : 0,
        ...counted(near, ({ id, to, body }) => [
          keys.mark("owner", to, id),
          now + dedupeFor,
          to,
          itemOf({ id, at: now, from: null, body }),
        ]),
        ...counted(far, ({ id, to, body }) => [JSON.stringify({ to, first, id, at: now, body })]),
        ...counted(journal, (body) => [JSON.stringify(body)]),
        ...counted(outbox, (message) => {
          const { id, kind, notBefore, body } = message;
          const address = { channel: message.address.channel, id: message.address.id };
          const json = JSON.stringify({ id, address, body, kind, notBefore });
          return [id, kind, address.channel, notBefore, json];
        }),
      ];
      const base = keys.baseOfOwner(owner);
      const run = () => scripts.run("commit", base, args);
      const outcome = asText(await replicas.confirmed(base, run));
      return outcome === "committed" ? "committed" : "superseded";
    },
    async stateOf(owner) {
      const base = keys.baseOfOwner(owner);
      const reply = await scripts.send(base, ["HMGET", `${base}owner:${owner}`, "turn", "state"]);
      const [turn = null, state = null] = Array.isArray(reply) ? reply : [];
      if (state === null) return null;
      return { turn: Number(turn), state: unpack(asText(state)) };
    },
    async deadLetters(limit) {
      const letters = await spread.take(
        { most: limit },
        () => spread.count("dead"),
        async (shard, most) => asPairs(await scripts.run("dead", keys.base(shard), [most])),
      );
      return letters
        .map(([member, kept]) => {
          const [owner = ""] = fieldsOf(member, 2);
          const [id = '""', reason = '""', at] = fieldsOf(kept, 4);
          return { owner, id: parse<string>(id), reason: parse<string>(reason), at: Number(at) };
        })
        .sort((one, other) => one.at - other.at);
    },
    async revive(owner, id, now) {
      const base = keys.baseOfOwner(owner);
      return (await scripts.run("revive", base, [owner, JSON.stringify(id), now])) === 1;
    },
  };
}

/** A list as the scripts take it: behind its length. */
function counted<Item>(
  items: readonly Item[],
  fields: (item: Item) => readonly (string | number)[],
): readonly (string | number)[] {
  return [items.length, ...items.flatMap(fields)];
}
