import type { Shaped } from "../channels/shape.ts";
import type { Address } from "../core/address.ts";
import type { OwnerTurn } from "../core/engine/owners/owner.ts";
import type { Effect, Said } from "../core/engine/turn.ts";
import type { Instant } from "../core/instant.ts";
import type { Json } from "../core/json.ts";
import type { Claim, Commit, OwnerId, Post, Promised, Timer } from "../store/store.ts";
import type { Errand } from "./errands.ts";
import { writeMail } from "./mail.ts";

/** All that the turns of one claim change so far: they are committed together. */
export interface Pages {
  readonly consumed: string[];
  readonly dead: { readonly id: string; readonly reason: string }[];
  readonly outbox: Promised[];
  readonly timers: Map<string, Timer>;
  readonly cancelled: Set<string>;
  readonly posts: Post[];
  readonly journal: Json[];
  /** What is to be done once all is committed. */
  readonly errands: Errand[];
  state: Json | null;
  erased: boolean;
}

export function blankPages(state: Json | null): Pages {
  return {
    consumed: [],
    dead: [],
    outbox: [],
    timers: new Map(),
    cancelled: new Set(),
    posts: [],
    journal: [],
    errands: [],
    state,
    erased: false,
  };
}

/** Promises messages, one provider call each. `id` begins their ids and is never used again. */
export function promise(
  pages: Pages,
  id: string,
  address: Address,
  parts: readonly { readonly body: Shaped; readonly kind: Said["kind"] }[],
  now: Instant,
): void {
  for (const [position, { body, kind }] of parts.entries()) {
    pages.outbox.push({
      id: `${id}.${position}`,
      address,
      body: body as unknown as Json,
      kind,
      notBefore: now,
    });
  }
}

/** Notes what a contact's turn wants done. `id` is that of a post, should it be one. */
export function noteEffect(
  pages: Pages,
  owner: OwnerId,
  id: string,
  effect: Effect,
  channel: string,
): void {
  switch (effect.kind) {
    case "set-timer":
      pages.cancelled.delete(effect.id);
      pages.timers.set(effect.id, {
        id: effect.id,
        at: effect.at,
        body: writeMail({ kind: "timer", timer: effect.body }),
      });
      return;
    case "cancel-timer":
      pages.timers.delete(effect.id);
      pages.cancelled.add(effect.id);
      return;
    case "post":
      pages.posts.push({
        id,
        to: effect.to,
        body: writeMail({ kind: "post", from: owner, body: effect.body }),
      });
      return;
    case "transcribe":
      pages.errands.push({ ...effect, channel });
      return;
    case "reword":
      pages.errands.push(effect);
      return;
    case "erase":
      pages.erased = true;
  }
}

/** Notes the whole turn of an owner that is no contact. `id` begins the ids of its posts. */
export function noteTurn(pages: Pages, owner: OwnerId, id: string, turn: OwnerTurn): void {
  pages.state = turn.state;
  pages.journal.push(...turn.journal);
  if (turn.erase === true) pages.erased = true;
  for (const timer of turn.timers) {
    pages.timers.set(timer.id, { ...timer, body: writeMail({ kind: "timer", timer: timer.body }) });
  }
  for (const [at, post] of turn.posts.entries()) {
    pages.posts.push({
      id: `${id}.${at}`,
      to: post.to,
      body: writeMail({ kind: "post", from: owner, body: post.body }),
    });
  }
}

export function commitOf(claim: Claim, pages: Pages, now: Instant): Commit {
  return {
    owner: claim.owner,
    lease: claim.lease,
    turn: claim.turn,
    state: pages.state ?? {},
    consumed: pages.consumed,
    dead: pages.dead,
    outbox: pages.outbox,
    timers: [...pages.timers.values()],
    cancelled: [...pages.cancelled],
    posts: pages.posts,
    journal: pages.journal,
    now,
  };
}
