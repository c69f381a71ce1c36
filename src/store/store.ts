import type { Address } from "../core/address.ts";
import type { Instant } from "../core/instant.ts";
import type { Json } from "../core/json.ts";

export type { Address };

/**
 * Whose mailbox it is: a letter for the kind, the shard, a dash, a name.
 *
 * `c17-9f2c…` is a contact (the name is random), `o03-…` an organization, other letters belong to
 * the runtime. The shard (00–63) is readable, so everything of an owner is reached in one slot.
 */
export type OwnerId = string;

/** Something that happened, on its way into a mailbox. */
export interface Arrival {
  /** Unique among everything that comes from one channel (or one owner): the key of deduplication. */
  readonly id: string;
  /** An address makes its contact on first sight. */
  readonly to: { readonly address: Address } | { readonly owner: OwnerId };
  /** When it happened, by the provider's clock where it has one. */
  readonly at: Instant;
  /**
   * When a disk took it because the store was away: it stands in the mailbox by that moment, since
   * what followed it may have waited elsewhere; a duplicate that is still in the mailbox stands by
   * the earlier of the two. Absent, it stands at the end.
   */
  readonly since?: Instant;
  readonly body: Json;
}

/**
 * `duplicate`: seen within `dedupeFor`; nothing changed. `stale`: older than `dedupeFor`, refused.
 * `full`: the mailbox holds `mailboxCap` events, refused.
 */
export interface Acceptance {
  readonly outcome: "accepted" | "duplicate" | "stale" | "full";
  readonly owner: OwnerId;
}

/** An event in a mailbox. */
export interface Mail {
  readonly id: string;
  readonly at: Instant;
  /** The address it came from; null for timers and for what other owners post. */
  readonly from: Address | null;
  readonly body: Json;
}

/** The right to play a turn. The lease only saves work: safety is the turn number. */
export interface Claim {
  readonly owner: OwnerId;
  readonly lease: string;
  /** The number of turns played so far; a commit must name it. */
  readonly turn: number;
  /** Null before the first commit, and after erasure. */
  readonly state: Json | null;
  /** Every address of the contact, the one last heard from first. */
  readonly addresses: readonly Address[];
  /** Oldest first, at least one. */
  readonly mail: readonly Mail[];
  /** How often the first mail was claimed before without a commit. */
  readonly tries: number;
}

/** A message promised: one provider call. */
export interface Promised {
  /** Made from owner, turn and position: a turn done twice promises nothing twice. */
  readonly id: string;
  readonly address: Address;
  readonly body: Json;
  /** A reply may be sent again when its fate stays uncertain; a reminder never. */
  readonly kind: "reply" | "reminder";
  /** Not to be handed over before this moment. */
  readonly notBefore: Instant;
}

export interface Timer {
  /** Unique for its owner: setting it again replaces it. */
  readonly id: string;
  readonly at: Instant;
  readonly body: Json;
}

/**
 * Something for another owner's mailbox, delivered exactly once by its id: with the commit where both
 * live in one shard, otherwise by `carryPosts`.
 */
export interface Post {
  readonly id: string;
  readonly to: OwnerId;
  readonly body: Json;
}

/** All that one turn changes: together, or not at all. */
export interface Commit {
  readonly owner: OwnerId;
  readonly lease: string;
  /** The turn number of the claim. The stored one becomes `turn + 1`. */
  readonly turn: number;
  readonly state: Json;
  /** The ids of the mail this turn consumed, in mailbox order from the first. */
  readonly consumed: readonly string[];
  /** Consumed mail that could not be played: kept as dead letters with the reason's code. */
  readonly dead: readonly { readonly id: string; readonly reason: string }[];
  readonly outbox: readonly Promised[];
  readonly timers: readonly Timer[];
  readonly cancelled: readonly string[];
  readonly posts: readonly Post[];
  /** Entries for the owner's journal (see `read`), oldest first. */
  readonly journal: readonly Json[];
  readonly now: Instant;
}

/** The right to hand one message to its provider. At most one per owner at a time. */
export interface Delivery extends Promised {
  readonly owner: OwnerId;
  readonly lease: string;
  /** Attempts recorded before this one. */
  readonly tries: number;
  /** The previous attempt may have reached the provider: look for evidence before sending again. */
  readonly uncertain: boolean;
}

/** What became of an attempt. `retry` keeps the message at the head of its outbox until `at`. */
export type Outcome =
  | { readonly kind: "sent"; readonly providerId: string | null }
  | { readonly kind: "retry"; readonly at: Instant }
  | { readonly kind: "uncertain"; readonly until: Instant }
  | { readonly kind: "failed"; readonly code: string };

/** In the order they may follow each other; a status only moves to the right. */
export const receiptStatuses = ["sent", "delivered", "read", "failed"] as const;
export type ReceiptStatus = (typeof receiptStatuses)[number];

export interface Receipt {
  readonly address: Address;
  /** Our own id, when the provider echoes it; otherwise the provider's. */
  readonly delivery: string | null;
  readonly providerId: string | null;
  readonly status: ReceiptStatus;
  readonly code: string | null;
  readonly at: Instant;
}

export interface JournalEntry {
  /** Grows by one from 1 within a journal. */
  readonly seq: number;
  readonly at: Instant;
  readonly body: Json;
}

export interface DeadLetter {
  readonly owner: OwnerId;
  readonly id: string;
  readonly reason: string;
  readonly at: Instant;
}

/** How much waits, for metrics and health. Ages in milliseconds, 0 when nothing waits. */
export interface Depths {
  readonly mailboxes: number;
  readonly oldestMail: number;
  readonly outbox: number;
  /** Since the moment the first message was promised for; 0 while all are for later. */
  readonly oldestOutbox: number;
  readonly uncertain: number;
  readonly timers: number;
  readonly posts: number;
  readonly dead: number;
}

/**
 * What remembers. One contract, two databases; `test/store/contract.ts` is its definition.
 *
 * Every call is safe to repeat. A call that throws `store/unavailable` may or may not have happened.
 */
export interface Store {
  /** Stores events durably, all duplicates recognized, in one script per shard touched. */
  accept(arrivals: readonly Arrival[], now: Instant): Promise<readonly Acceptance[]>;
  /**
   * Takes up to `owners` mailboxes with mail, `events` each, under leases of `lease` ms.
   *
   * Those with mail from outside come first, and those who were written to by a turn that wrote to
   * few (see `mailing`). What we send out to many stands behind them, and still gets a quarter of
   * what is taken, so that neither ever waits for the end of the other. Within a mailbox the order is
   * that of arrival, whatever it holds.
   */
  claim(wish: {
    readonly now: Instant;
    readonly lease: number;
    readonly owners: number;
    readonly events: number;
    /** True for only those who come first, false for only the others; both when left out. */
    readonly heard?: boolean;
    /** Look only here first; without it, everywhere. A hint, not a rule. */
    readonly shards?: readonly number[];
  }): Promise<readonly Claim[]>;
  /** `superseded`: someone else played this turn; nothing changed. */
  commit(commit: Commit): Promise<"committed" | "superseded">;
  /** Replies come first; reminders get a quarter of what is taken, as with `claim`. */
  claimDeliveries(wish: {
    readonly now: Instant;
    readonly lease: number;
    readonly limit: number;
    /** True for only replies, false for only reminders; both when left out. */
    readonly replies?: boolean;
    readonly shards?: readonly number[];
    /** Channels that may not be used now (paused by their provider). */
    readonly except?: readonly string[];
  }): Promise<readonly Delivery[]>;
  /** False when the lease was lost meanwhile; `sent` is recorded all the same. */
  recordOutcome(
    delivery: Pick<Delivery, "owner" | "id" | "lease" | "address">,
    outcome: Outcome,
    now: Instant,
  ): Promise<boolean>;
  /** Moves a delivery's status forward. A receipt by our own id settles an uncertain delivery. */
  receipt(receipt: Receipt): Promise<"applied" | "ignored" | "unknown">;
  /** Our delivery id for a message the provider knows by its own id (quoted messages). */
  deliveryOf(address: Address, providerId: string): Promise<string | null>;
  /** Puts due timers into their owners' mailboxes; answers the owners that got mail. */
  dueTimers(now: Instant, limit: number): Promise<readonly OwnerId[]>;
  /** Carries posts to their mailboxes; answers the owners that got mail. */
  carryPosts(now: Instant, limit: number): Promise<readonly OwnerId[]>;
  /** The earliest moment at which a timer, a retry or a lease comes due; null when none waits. */
  nextDue(): Promise<Instant | null>;
  /** Adds entries to a journal that is not an owner's. An id already there adds nothing. */
  append(
    journal: string,
    entries: readonly { id: string; body: Json }[],
    now: Instant,
  ): Promise<void>;
  /** A journal's entries after `after`, oldest first. An owner's journal has the owner's id as name. */
  read(journal: string, after: number, limit: number): Promise<readonly JournalEntry[]>;
  /** The contact of an address, without making one. */
  contactOf(address: Address): Promise<OwnerId | null>;
  /** The state of an owner as last committed. */
  stateOf(owner: OwnerId): Promise<{ readonly turn: number; readonly state: Json } | null>;
  /** Makes an address an alias of a contact. False when it already is another's. */
  link(address: Address, owner: OwnerId): Promise<boolean>;
  /** Takes an address away from a contact: whoever writes from it next is somebody new. */
  unlink(address: Address, owner: OwnerId): Promise<void>;
  /** Everything kept about an owner, in plain JSON. */
  export(owner: OwnerId): Promise<Json>;
  /** Removes everything of an owner, its addresses, mail, outbox and timers included. */
  erase(owner: OwnerId): Promise<void>;
  /** A small value kept under a name (provider resources, cursors). */
  note(name: string): Promise<string | null>;
  setNote(name: string, value: string): Promise<void>;
  /** A random secret of 32 bytes in hex, made at first use, the same for all processes. */
  secret(name: string): Promise<string>;
  deadLetters(limit: number): Promise<readonly DeadLetter[]>;
  /** Puts a dead letter back at the end of its mailbox. False when there is no such letter. */
  revive(owner: OwnerId, id: string, now: Instant): Promise<boolean>;
  depths(now: Instant): Promise<Depths>;
  /** The moment by the store's own clock, which all its processes share; null when it has none. */
  time(): Promise<Instant | null>;
  /** Whether what `accept` acknowledged survives the loss of the process or the machine's power. */
  durability(): Promise<{ readonly durable: boolean; readonly reason: string }>;
  close(): Promise<void>;
}

/** The store in a file. It copies itself, since nobody else can open the file meanwhile. */
export interface EmbeddedStore extends Store {
  /** Copies everything, as it is at one moment, into a new file while work goes on. */
  backup(file: string, now: Instant): Promise<void>;
}

/** Provider ids are remembered this long, and older events refused: Meta redelivers for up to 7 days. */
export const dedupeFor = 8 * 24 * 60 * 60 * 1_000;

/** Posts of one turn from which on they are a mailing, which stands behind what people wrote. */
export const mailing = 16;

/** Events one mailbox may hold. */
export const mailboxCap = 50;

export const shardCount = 64;
