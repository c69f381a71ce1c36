import type { OwnerId } from "../store.ts";
import type { Database } from "./database.ts";
import type { Mailbox, Posted } from "./mailbox.ts";
import type { Owners } from "./owners.ts";
import type { Part } from "./rows.ts";

/** Timers and posts on their way into mailboxes: they find room in a full one too. */
export function clockworkOf(
  db: Database,
  owners: Owners,
  mailbox: Mailbox,
): Part<"dueTimers" | "carryPosts"> {
  const due = db.query<{ owner: number; id: string; at: number; body: string }>(
    "SELECT * FROM timers WHERE at <= ? ORDER BY at LIMIT ?",
  );
  const removeTimer = db.query("DELETE FROM timers WHERE owner = ? AND id = ?");
  const posts = db.query<Waiting>("SELECT * FROM posts ORDER BY seq LIMIT ?");
  const removePost = db.query("DELETE FROM posts WHERE seq = ?");

  return {
    dueTimers(now, limit) {
      const keys = new Set<number>();
      for (const { owner, id, at, body } of due.all(now, limit)) {
        removeTimer.run(owner, id);
        mailbox.deliver(owner, { id: `${id}@${at}`, at, from: null, body }, now, false);
        keys.add(owner);
      }
      return [...keys].map((key) => owners.idOf(key));
    },
    carryPosts(now, limit) {
      const receivers = new Set<OwnerId>();
      let carried = 0;
      // Posts carried before do not count, so that an empty answer means that none is left.
      while (carried < limit) {
        const some = posts.all(limit - carried);
        if (some.length === 0) break;
        for (const { seq, first, ...post } of some) {
          removePost.run(seq);
          if (!mailbox.post({ ...post, isFirst: first === 1 }, now)) continue;
          receivers.add(post.receiver);
          carried += 1;
        }
      }
      return [...receivers];
    },
  };
}

interface Waiting extends Omit<Posted, "isFirst"> {
  readonly seq: number;
  readonly first: number;
}
