import { createHash } from "node:crypto";
import type { Instant } from "../../core/instant.ts";
import type { Json } from "../../core/json.ts";
import { ownerId } from "../../core/shard.ts";
import { type Activity, readChannelData } from "./activity.ts";
import { envelope, plain } from "./encode.ts";
import type { World } from "./world.ts";

/**
 * The journal that keeps a conversation's activities: a restart loses none.
 *
 * Erasing a contact means erasing this owner too, for each of their web addresses.
 */
export function journalOf(conversation: string): string {
  return ownerId("d", conversation);
}

/** Activities after a watermark, and the watermark after them. */
export interface ActivitySet {
  readonly activities: readonly Json[];
  readonly watermark: string;
}

/** Read at once; a client that gets as many asks again. */
export const pageSize = 200;

/**
 * What stands in a conversation after a watermark, oldest first.
 *
 * The watermark is the number of the last entry seen. A journal that was erased counts from 1 again,
 * so the entry itself is read too: when it is gone, the client is given everything.
 */
export async function readAfter(
  world: Pick<World, "read">,
  conversation: string,
  after: number,
): Promise<ActivitySet> {
  const journal = journalOf(conversation);
  const entries = await world.read(journal, Math.max(0, after - 1), pageSize + 1);
  if (after > 0 && entries[0]?.seq !== after) {
    return toSet(await world.read(journal, 0, pageSize), 0);
  }
  return toSet(after > 0 ? entries.slice(1) : entries.slice(0, pageSize), after);
}

function toSet(entries: Awaited<ReturnType<World["read"]>>, after: number): ActivitySet {
  return {
    activities: entries.map(({ body }) => body),
    watermark: String(entries.at(-1)?.seq ?? after),
  };
}

/** The number in a watermark; 0 for the beginning and for what is no watermark. */
export function readWatermark(watermark: string | undefined): number {
  return /^\d{1,15}$/u.test(watermark ?? "") ? Number(watermark) : 0;
}

/**
 * The id we give to what a contact posts: made from the client's own id where there is one, so that
 * posting it again changes nothing.
 */
export function idFor(activity: Activity, conversation: string, newId: () => string): string {
  const own = readChannelData(activity).clientActivityID;
  const name =
    own === undefined ? newId() : createHash("sha256").update(own).digest("base64url").slice(0, 22);
  return `${conversation}.${name}`;
}

/** What a contact posted, as the conversation keeps it: the fields we know, no file contents. */
export function echo(
  activity: Activity,
  given: {
    readonly id: string;
    readonly conversation: string;
    readonly user: string | null;
    readonly at: Instant;
  },
): Json {
  const { type, text, textFormat, locale, name, value, replyToId, channelData } = activity;
  const { entities, reactionsAdded, reactionsRemoved, attachments, from } = activity;
  const kept = {
    type,
    text,
    textFormat,
    locale,
    name,
    value,
    replyToId,
    channelData,
    entities,
    reactionsAdded,
    reactionsRemoved,
    attachments: attachments?.map((attachment) => ({
      contentType: attachment.contentType ?? "application/octet-stream",
      name: attachment.name,
    })),
    from: { id: given.user ?? from?.id ?? "visitor", name: from?.name, role: "user" },
  };
  return { ...plain(kept), ...envelope(given.id, given.conversation, given.at) };
}
