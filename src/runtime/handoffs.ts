import type { Channel, HandoffNews, Sending } from "../channels/channel.ts";
import type { Address } from "../core/address.ts";
import { handoffsBetween } from "../core/cases/handoff.ts";
import type { State } from "../core/engine/state.ts";
import type { Instant } from "../core/instant.ts";
import type { Json } from "../core/json.ts";
import type { Delivery } from "../store/store.ts";
import type { Pages } from "./pages.ts";

/**
 * Promises what a turn did to the request for a human as events of the protocol, after what it says,
 * where the channel has words for them. `id` is that of the turn.
 */
export function promiseHandoffs(
  pages: Pages,
  id: string,
  address: Address,
  channel: Channel | undefined,
  turn: { readonly before: State; readonly after: State },
  now: Instant,
): void {
  if (channel?.handoff === undefined) return;
  const { before, after } = turn;
  for (const [at, handoff] of handoffsBetween(before.human, after.human).entries()) {
    const news: HandoffNews = {
      kind: "handoff",
      ...handoff,
      language: after.language,
      talk: handoff.state === "initiated" ? after.talk : [],
    };
    pages.outbox.push({
      id: `${id}.h${at}`,
      address,
      body: news as unknown as Json,
      kind: "reply",
      notBefore: now,
    });
  }
}

/** The event in a delivery; null when it is a message. */
export function handoffIn({ body }: Pick<Delivery, "body">): HandoffNews | null {
  const isHandoff =
    typeof body === "object" && body !== null && "kind" in body && body.kind === "handoff";
  // Promised above in this shape.
  return isHandoff ? (body as unknown as HandoffNews) : null;
}

/** Hands an event over; a channel that has lost its words for it refuses. */
export async function passHandoff(
  channel: Channel,
  { id, address }: Pick<Delivery, "id" | "address">,
  news: HandoffNews,
  signal: AbortSignal,
): Promise<Sending> {
  if (channel.handoff === undefined)
    return { kind: "refused", code: "handoff", because: "content" };
  return await channel.handoff({ id, address, news }, signal);
}
