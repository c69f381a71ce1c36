import { z } from "zod";
import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";
import { editWebinar, type Edited } from "./edit.ts";
import {
  programmeOwner,
  rollOf,
  rollOwner,
  snapshotSchema,
  type ContactMail,
  type ProgrammeMail,
  type RollMail,
  type Snapshot,
  type WebinarMail,
} from "./mail.ts";
import { endOf, startOf } from "./plan.ts";
import { webinarSchema } from "./webinar.ts";

/** How many requests wait at most. Beyond, the webinar is full. */
export const waitingMost = 500;

/** All that a webinar keeps: counts, never people. They stand in its rolls. */
export const keptWebinarSchema = snapshotSchema.extend({
  /** Who waits, first come first: the roll, its ticket, the seats. */
  waiting: z.array(z.tuple([z.string(), z.int(), z.literal([1, 2])])),
  /** The shards in which somebody registered. */
  shards: z.array(z.int()),
  /** What the catalogue was told last. */
  listed: z.string(),
});
export type KeptWebinar = z.infer<typeof keptWebinarSchema>;

/** What follows from one mail. */
export interface Consequence<Kept> {
  readonly kept: Kept;
  readonly posts: readonly { readonly to: string; readonly body: Json }[];
  readonly journal: readonly Json[];
}

type Post = Consequence<unknown>["posts"][number];

/**
 * Plays what a webinar is told: seats are given first come first served, never more than there are;
 * whoever gets none waits, and is promoted when seats become free before the start. A request for
 * two seats gets both or waits. `from` is the owner that posted it, `id` the webinar's.
 */
export function advanceWebinar(
  kept: KeptWebinar | null,
  told: WebinarMail,
  from: string,
  now: Instant,
  id: string,
): Consequence<KeptWebinar | null> {
  switch (told.kind) {
    case "put":
      return kept === null
        ? settled(firstOf(told.webinar), [], [{ kind: "put", webinar: told.webinar.id }])
        : edited(kept, editWebinar(kept, asChanges(told.webinar), now), now);
    case "register":
      return register(kept, told, from, now, id);
    case "replan":
    case "attended":
    case "leave":
    case "remind":
    case "answer":
      return passOn(kept, told, from);
    case "edit":
      return kept === null ? quiet(kept) : edited(kept, editWebinar(kept, told.changes, now), now);
    case "take":
      return take(kept, told, from, now);
    case "resize":
    case "drop":
      return rearrange(kept, told, from, now);
    case "give": {
      if (kept === null) return quiet(kept);
      return promote({ ...kept, taken: Math.max(0, kept.taken - told.seats) }, [], [], now);
    }
    case "where": {
      const place = kept?.waiting.findIndex((one) => isTicket(one, from, told.ticket)) ?? -1;
      if (place === -1) return quiet(kept);
      return quiet(kept, [
        toRoll(from, { kind: "waiting", ticket: told.ticket, place: place + 1 }),
      ]);
    }
  }
}

/** The seats that anybody may still take; null when there is no limit. */
export function seatsLeft({ webinar, taken, waiting }: KeptWebinar): number | null {
  if (webinar.capacity === null) return null;
  return waiting.length > 0 ? 0 : Math.max(0, webinar.capacity - taken);
}

function firstOf(webinar: z.infer<typeof webinarSchema>): KeptWebinar {
  const replayed = null;
  const life = { revision: 0, notice: 0, occasion: 0, moved: 0, replayed, taken: 0 };
  return { webinar, ...life, waiting: [], shards: [], listed: "" };
}

/** Put again: whatever differs is an edit. */
function asChanges(webinar: z.infer<typeof webinarSchema>) {
  const { id: _id, sequence: _sequence, state, ...others } = webinar;
  return state === "draft" ? others : { ...others, state };
}

function edited(kept: KeptWebinar, edit: Edited | null, now: Instant): Consequence<KeptWebinar> {
  if (edit === null) return { kept, posts: [], journal: [] };
  const next = { ...kept, ...edit.snapshot };
  const news = next.shards.map((shard) =>
    toRoll(rollOwner(next.webinar.id, shard), { kind: "news", snapshot: snapshotOf(next) }),
  );
  const journal = [{ kind: "edit", revision: next.revision, changes: edit.changes as Json }];
  if (next.webinar.state === "cancelled") return settled({ ...next, waiting: [] }, news, journal);
  // Two can never sit where there is room for one: they must not keep the others waiting.
  const fits = (one: KeptWebinar["waiting"][number]) => one[2] <= (next.webinar.capacity ?? 2);
  const refused = next.waiting
    .filter((one) => !fits(one))
    .map(([roll, ticket]) => full(roll, ticket));
  const waiting = next.waiting.filter(fits);
  return promote({ ...next, waiting }, [...news, ...refused], journal, now);
}

function register(
  kept: KeptWebinar | null,
  told: Extract<WebinarMail, { kind: "register" }>,
  from: string,
  now: Instant,
  id: string,
): Consequence<KeptWebinar | null> {
  const contact = told.contact ?? from;
  const reason = whyClosed(kept, now);
  if (kept === null || reason !== null) {
    const closed: ContactMail = {
      kind: "webinar",
      news: { kind: "closed", webinar: id, reason: reason ?? "unknown", ask: told.ask },
    };
    return quiet(kept, [{ to: contact, body: closed }]);
  }
  const shard = Number(rollOf(kept.webinar.id, contact).slice(1, 3));
  const shards = kept.shards.includes(shard) ? kept.shards : [...kept.shards, shard];
  const roll = rollOwner(kept.webinar.id, shard);
  return quiet({ ...kept, shards }, [
    toRoll(roll, { ...told, contact, snapshot: snapshotOf(kept) }),
  ]);
}

function whyClosed(
  kept: KeptWebinar | null,
  now: Instant,
): "unknown" | "cancelled" | "over" | null {
  if (kept === null || kept.webinar.state === "draft") return "unknown";
  if (kept.webinar.state === "cancelled") return "cancelled";
  return now >= endOf(kept.webinar) ? "over" : null;
}

/** What concerns people goes to where they stand; of what they answer, the words alone are kept. */
function passOn(
  kept: KeptWebinar | null,
  told: Extract<WebinarMail, { kind: "replan" | "attended" | "leave" | "remind" | "answer" }>,
  from: string,
): Consequence<KeptWebinar | null> {
  if (kept === null) return quiet(kept);
  const { id } = kept.webinar;
  switch (told.kind) {
    case "leave": {
      const contact = told.contact ?? from;
      return quiet(kept, [toRoll(rollOf(id, contact), { ...told, contact })]);
    }
    case "remind":
    case "answer": {
      const { kind } = told;
      const journal = kind === "answer" ? [{ kind, moment: told.moment, answer: told.answer }] : [];
      return { ...quiet(kept, [toRoll(rollOf(id, from), { ...told, contact: from })]), journal };
    }
    case "attended":
    case "replan": {
      const posts = kept.shards.map((shard) => toRoll(rollOwner(id, shard), told));
      const journal =
        told.kind === "attended" ? [{ kind: "attended", people: told.people.length }] : [];
      return { kept, posts, journal };
    }
  }
}

function take(
  kept: KeptWebinar | null,
  { ticket, seats }: Extract<WebinarMail, { kind: "take" }>,
  from: string,
  now: Instant,
): Consequence<KeptWebinar | null> {
  if (kept === null || whyClosed(kept, now) !== null) return quiet(kept, [full(from, ticket)]);
  const { capacity } = kept.webinar;
  const free = capacity === null ? Infinity : capacity - kept.taken;
  if (kept.waiting.length === 0 && free >= seats) {
    const next = { ...kept, taken: kept.taken + seats };
    return settled(next, [granted(from, ticket, seats, false)], []);
  }
  const waits = kept.waiting.length < waitingMost && now < startOf(kept.webinar);
  if (!waits || seats > (capacity ?? seats)) return quiet(kept, [full(from, ticket)]);
  const waiting: KeptWebinar["waiting"] = [...kept.waiting, [from, ticket, seats]];
  const told = toRoll(from, { kind: "waiting", ticket, place: waiting.length });
  return settled({ ...kept, waiting }, [told], []);
}

/** A request that waits changes or goes; one that was granted meanwhile is the roll's to settle. */
function rearrange(
  kept: KeptWebinar | null,
  told: Extract<WebinarMail, { kind: "resize" | "drop" }>,
  from: string,
  now: Instant,
): Consequence<KeptWebinar | null> {
  const at = kept?.waiting.findIndex((one) => isTicket(one, from, told.ticket)) ?? -1;
  if (kept === null || at === -1) return quiet(kept);
  if (told.kind === "drop") {
    return promote({ ...kept, waiting: kept.waiting.toSpliced(at, 1) }, [], [], now);
  }
  const { ticket, seats } = told;
  if (seats > (kept.webinar.capacity ?? seats)) {
    const waiting = kept.waiting.toSpliced(at, 1);
    return promote({ ...kept, waiting }, [full(from, ticket)], [], now);
  }
  const next = promote(
    { ...kept, waiting: kept.waiting.with(at, [from, ticket, seats]) },
    [],
    [],
    now,
  );
  const place = next.kept.waiting.findIndex((one) => isTicket(one, from, ticket)) + 1;
  if (place === 0) return next;
  return { ...next, posts: [...next.posts, toRoll(from, { kind: "waiting", ticket, place })] };
}

/** Gives what is free to those who wait, in their order, as long as the webinar lies ahead. */
function promote(
  kept: KeptWebinar,
  posts: readonly Post[],
  journal: readonly Json[],
  now: Instant,
): Consequence<KeptWebinar> {
  const { capacity, state } = kept.webinar;
  const told: Post[] = [...posts];
  let { taken } = kept;
  let promoted = 0;
  if (state === "published" && now < startOf(kept.webinar)) {
    for (const [roll, ticket, seats] of kept.waiting) {
      if (taken + seats > (capacity ?? Infinity)) break;
      taken += seats;
      promoted += 1;
      told.push(granted(roll, ticket, seats, true));
    }
  }
  return settled({ ...kept, taken, waiting: kept.waiting.slice(promoted) }, told, journal);
}

/** Tells the catalogue too, when what it shows has changed. */
function settled(
  kept: KeptWebinar,
  posts: readonly Post[],
  journal: readonly Json[],
): Consequence<KeptWebinar> {
  const left = seatsLeft(kept);
  // Beyond ten, in tens: the catalogue is not told of every single seat.
  const shown = left === null || left <= 10 ? left : left - (left % 10);
  const listed = `${kept.revision} ${shown}`;
  if (listed === kept.listed) return { kept, posts, journal };
  const body: ProgrammeMail = {
    kind: "listed",
    webinar: kept.webinar,
    revision: kept.revision,
    left: shown,
  };
  return { kept: { ...kept, listed }, posts: [...posts, { to: programmeOwner, body }], journal };
}

function snapshotOf(kept: KeptWebinar): Snapshot {
  const { waiting: _waiting, shards: _shards, listed: _listed, ...snapshot } = kept;
  return snapshot;
}

function quiet<Kept>(kept: Kept, posts: readonly Post[] = []): Consequence<Kept> {
  return { kept, posts, journal: [] };
}

function isTicket([roll, ticket]: KeptWebinar["waiting"][number], from: string, wanted: number) {
  return roll === from && ticket === wanted;
}

function granted(roll: string, ticket: number, seats: 1 | 2, promoted: boolean): Post {
  return toRoll(roll, { kind: "granted", ticket, seats, promoted });
}

function full(roll: string, ticket: number): Post {
  return toRoll(roll, { kind: "full", ticket });
}

function toRoll(to: string, body: RollMail): Post {
  return { to, body };
}
