import type { Instant } from "../../core/instant.ts";
import { dedupeFor, type OwnerId, type Post } from "../store.ts";
import { mistyped } from "./faults.ts";
import { itemOf } from "./mailbox.ts";
import type { Ground, Part } from "./part.ts";
import { asList, asPairs, asTexts, parse } from "./replies.ts";

/** A post that waits with its sender, in the shard and at the place where it is kept. */
interface Waiting {
  readonly shard: number;
  readonly member: string;
  /** `first`: it is played before what is sent out to many; an older version did not say. */
  readonly post: Post & { readonly at: Instant; readonly first?: boolean };
}

/** Timers and posts on their way into mailboxes: they find room in a full one too. */
export function clockworkOf({
  scripts,
  keys,
  spread,
  replicas,
}: Ground): Part<"dueTimers" | "carryPosts"> {
  function waiting(most: number): Promise<readonly Waiting[]> {
    return spread.take(
      { most },
      () => spread.count("posts"),
      async (shard, share) =>
        asPairs(await scripts.run("posts", keys.base(shard), [share]))
          // Erased between two looks.
          .filter(([, json]) => json !== "")
          .map(([member, json]) => ({ shard, member, post: parse<Waiting["post"]>(json) })),
    );
  }

  /** Puts posts into their mailboxes. Those who carry the same at once are told apart by its mark. */
  async function deliver(some: readonly Waiting[], now: Instant) {
    const carried: Waiting[] = [];
    const fresh: OwnerId[] = [];
    let strange = false;
    const byBase = Map.groupBy(some, ({ post }) => keys.baseOfOwner(post.to));
    await Promise.all(
      [...byBase].map(async ([base, group]) => {
        const args = group.flatMap(({ post: { id, to, at, body, first } }) => [
          keys.mark("owner", to, id),
          to,
          at,
          itemOf({ id, at, from: null, body }),
          first === true ? 1 : 0,
        ]);
        // Its sender lets go of it below, perhaps on another server: it must be safe here first.
        const flags = await replicas.confirmed(
          base,
          async () => asList(await scripts.run("post", base, [now, dedupeFor, ...args])),
          (each) => (each.includes(1) ? "fresh" : "older"),
        );
        for (const [index, each] of group.entries()) {
          if (flags[index] === -1) strange = true;
          else carried.push(each);
          if (flags[index] === 1) fresh.push(each.post.to);
        }
      }),
    );
    const byShard = Map.groupBy(carried, ({ shard }) => shard);
    await Promise.all(
      [...byShard].map(([shard, group]) =>
        scripts.run(
          "posted",
          keys.base(shard),
          group.map(({ member }) => member),
        ),
      ),
    );
    if (strange) throw mistyped();
    return fresh;
  }

  return {
    async dueTimers(now, limit) {
      const owners = await spread.take(
        { most: limit },
        () => spread.count("timers", now),
        async (shard, most) => asTexts(await scripts.run("timers", keys.base(shard), [now, most])),
      );
      return [...new Set(owners)];
    },
    async carryPosts(now, limit) {
      // Posts carried before do not count, so that an empty answer means that none is left.
      for (;;) {
        const some = await waiting(limit);
        if (some.length === 0) return [];
        const receivers = await deliver(some, now);
        if (receivers.length > 0) return [...new Set(receivers)];
      }
    },
  };
}
