import { isDeepStrictEqual } from "node:util";
import type { Json } from "../../../src/core/json.ts";
import { shardOfOwner } from "../../../src/core/shard.ts";
import {
  type Acceptance,
  type Address,
  type Arrival,
  type Claim,
  type Commit,
  dedupeFor,
  type Delivery,
  type JournalEntry,
  type Mail,
  mailboxCap,
  type Outcome,
  type OwnerId,
  type Post,
  type Promised,
  type Receipt,
  type ReceiptStatus,
  receiptStatuses,
  type Timer,
} from "../../../src/store/store.ts";

/** What a store must remember of one owner, in the plainest form. */
export interface Person {
  readonly owner: OwnerId;
  turn: number;
  state: Json | null;
  addresses: Address[];
  mail: (Mail & { readonly since: number })[];
  lease: { readonly id: string; readonly until: number } | null;
  tries: number;
  outbox: (Promised & { tries: number; uncertain: boolean })[];
  /** The message that was claimed and is not settled. */
  begun: { readonly id: string; lease: string | null; until: number } | null;
  settled: Map<string, { status: ReceiptStatus; code: string | null }>;
  providerIds: Map<string, string>;
  timers: Map<string, Timer>;
  posts: (Post & { readonly at: number })[];
  journal: JournalEntry[];
  dead: { readonly reason: string; readonly at: number; readonly mail: Mail }[];
}

/** A store in memory, written to be obvious. `now` moves only when a command moves it. */
export interface Memory {
  now: number;
  readonly people: Map<OwnerId, Person>;
  readonly seen: Set<string>;
  readonly journals: Map<string, Map<string, JournalEntry>>;
}

export function blank(now: number): Memory {
  return { now, people: new Map(), seen: new Set(), journals: new Map() };
}

export function personOf(memory: Memory, owner: OwnerId): Person {
  const known = memory.people.get(owner);
  if (known !== undefined) return known;
  const made = { owner, ...emptiness(), turn: 0 };
  memory.people.set(owner, made);
  return made;
}

function emptiness(): Omit<Person, "owner" | "turn"> {
  return {
    state: null,
    addresses: [],
    mail: [],
    lease: null,
    tries: 0,
    outbox: [],
    begun: null,
    settled: new Map(),
    providerIds: new Map(),
    timers: new Map(),
    posts: [],
    journal: [],
    dead: [],
  };
}

export function behind(memory: Memory, { channel, id }: Address): Person | null {
  const leads = (each: Address) => each.channel === channel && each.id === id;
  return [...memory.people.values()].find(({ addresses }) => addresses.some(leads)) ?? null;
}

/** `name` is the owner the store chose, for an address nobody knew. */
export function accept(memory: Memory, arrival: Arrival, name: OwnerId): Acceptance {
  const { id, to, at, body } = arrival;
  const from = "address" in to ? to.address : null;
  const known = "address" in to ? behind(memory, to.address) : personOf(memory, to.owner);
  const owner = known?.owner ?? "";
  if (at < memory.now - dedupeFor) return { outcome: "stale", owner };
  const mark = JSON.stringify([to, id]);
  if (memory.seen.has(mark)) {
    if (known !== null && arrival.since !== undefined)
      refile(known, { id, at, from, body }, arrival.since);
    return { outcome: "duplicate", owner };
  }
  if ((known?.mail.length ?? 0) >= mailboxCap) return { outcome: "full", owner };
  memory.seen.add(mark);
  const person = known ?? personOf(memory, name);
  if (from !== null) {
    const others = person.addresses.filter((each) => JSON.stringify(each) !== JSON.stringify(from));
    person.addresses = [from, ...others];
  }
  if (arrival.since === undefined) person.mail.push({ id, at, from, body, since: memory.now });
  else file(person, { id, at, from, body, since: arrival.since });
  return { outcome: "accepted", owner: person.owner };
}

function file({ mail }: Person, one: Person["mail"][number]): void {
  mail.splice(mail.findLastIndex(({ since }) => since <= one.since) + 1, 0, one);
}

function refile(person: Person, mail: Mail, since: number): void {
  const place = person.mail.findIndex((each) =>
    isDeepStrictEqual({ ...each, since }, { ...mail, since }),
  );
  if (place === -1) return;
  const [held] = person.mail.splice(place, 1);
  file(person, { ...mail, since: Math.min(held?.since ?? since, since) });
}

export function claimable(memory: Memory): Person[] {
  const free = ({ lease }: Person) => lease === null || lease.until <= memory.now;
  return [...memory.people.values()].filter((each) => each.mail.length > 0 && free(each));
}

export function claim(
  memory: Memory,
  person: Person,
  lease: string,
  length: number,
  events: number,
) {
  person.lease = { id: lease, until: memory.now + length };
  person.tries += 1;
  const { owner, turn, state, addresses } = person;
  const mail = person.mail.slice(0, events).map(toMail);
  return { owner, lease, turn, state, addresses, mail, tries: person.tries - 1 } satisfies Claim;
}

function toMail({ id, at, from, body }: Mail): Mail {
  return { id, at, from, body };
}

export function commit(memory: Memory, commit: Commit): "committed" | "superseded" {
  const person = personOf(memory, commit.owner);
  if (person.turn !== commit.turn) return "superseded";
  for (const id of commit.consumed) {
    const index = person.mail.findIndex((each) => each.id === id);
    const [gone] = person.mail.splice(index, 1);
    const reason = commit.dead.find((each) => each.id === id)?.reason;
    if (gone === undefined || reason === undefined) continue;
    person.dead.push({ reason, at: commit.now, mail: toMail(gone) });
  }
  Object.assign(person, { turn: person.turn + 1, state: commit.state, lease: null, tries: 0 });
  person.outbox.push(...commit.outbox.map((each) => ({ ...each, tries: 0, uncertain: false })));
  for (const id of commit.cancelled) person.timers.delete(id);
  for (const timer of commit.timers) person.timers.set(timer.id, timer);
  send(memory, person, commit);
  for (const body of commit.journal) {
    person.journal.push({ seq: person.journal.length + 1, at: commit.now, body });
  }
  return "committed";
}

/** At once to whoever lives in the same shard, unless something older still has to be carried. */
function send(memory: Memory, { owner, posts }: Person, commit: Commit): void {
  const isBehind = posts.length > 0;
  for (const post of commit.posts) {
    const isNear = shardOfOwner(post.to) === shardOfOwner(owner);
    if (isBehind || !isNear) posts.push({ ...post, at: commit.now });
    else receive(memory, { ...post, at: commit.now });
  }
}

/** Whether it is new. */
export function receive(memory: Memory, { id, to, at, body }: Post & { readonly at: number }) {
  const mark = JSON.stringify([{ owner: to }, id]);
  if (memory.seen.has(mark)) return false;
  memory.seen.add(mark);
  personOf(memory, to).mail.push({ id, at, from: null, body, since: memory.now });
  return true;
}

/** The message that comes next, and from when on it may be claimed. */
export function nextMessage(person: Person) {
  const { begun } = person;
  if (begun !== null) {
    const message = person.outbox.find(({ id }) => id === begun.id);
    return message && { message, due: begun.until };
  }
  const reply = person.outbox.find(({ kind }) => kind === "reply");
  const open = person.outbox.filter((each) => each === reply || each.kind === "reminder");
  const first = Math.min(...open.map(({ notBefore }) => notBefore));
  const message = open.find(({ notBefore }) => notBefore === first);
  return message && { message, due: message.notBefore };
}

export function deliverable(memory: Memory, except: readonly string[]): Person[] {
  return [...memory.people.values()].filter((person) => {
    const next = nextMessage(person);
    if (next === undefined || next.due > memory.now) return false;
    return !except.includes(next.message.address.channel);
  });
}

export function hand(memory: Memory, person: Person, lease: string, length: number): Delivery {
  const message = nextMessage(person)?.message;
  if (message === undefined) throw new Error(`${person.owner} has no message`);
  if (person.begun !== null && person.begun.lease !== null) {
    message.tries += 1;
    message.uncertain = true;
  }
  person.begun = { id: message.id, lease, until: memory.now + length };
  return { ...message, owner: person.owner, lease };
}

export function recordOutcome(memory: Memory, delivery: Delivery, outcome: Outcome): boolean {
  const person = personOf(memory, delivery.owner);
  const { begun } = person;
  const message = person.outbox.find(({ id }) => id === delivery.id);
  const mine = begun !== null && begun.id === delivery.id && begun.lease === delivery.lease;
  if (outcome.kind === "sent") {
    if (message !== undefined) settle(person, delivery.id, "sent", null);
    learn(person, delivery.address, outcome.providerId, delivery.id);
    return mine;
  }
  if (!mine || message === undefined) return false;
  if (outcome.kind === "failed") {
    settle(person, delivery.id, "failed", outcome.code);
    return true;
  }
  message.tries += 1;
  if (outcome.kind === "uncertain") message.uncertain = true;
  begun.lease = null;
  begun.until = outcome.kind === "retry" ? outcome.at : outcome.until;
  return true;
}

export function receipt(memory: Memory, told: Receipt): "applied" | "ignored" | "unknown" {
  const person = behind(memory, told.address);
  if (person === null) return "unknown";
  const waiting = person.outbox.find(({ id }) => id === told.delivery);
  if (waiting !== undefined) {
    settle(person, waiting.id, told.status, told.code);
    learn(person, told.address, told.providerId, waiting.id);
    return "applied";
  }
  const known = told.delivery !== null && person.settled.has(told.delivery);
  const byProvider = person.providerIds.get(`${told.address.channel} ${told.providerId}`);
  const id = known ? told.delivery : byProvider;
  const before = person.settled.get(id ?? "");
  if (before === undefined || id === undefined) return "unknown";
  learn(person, told.address, told.providerId, id);
  const rank = (status: ReceiptStatus) => receiptStatuses.indexOf(status);
  if (rank(told.status) <= rank(before.status)) return "ignored";
  Object.assign(before, { status: told.status, code: told.code });
  return "applied";
}

function settle(person: Person, id: string, status: ReceiptStatus, code: string | null): void {
  person.outbox = person.outbox.filter((each) => each.id !== id);
  if (person.begun?.id === id) person.begun = null;
  person.settled.set(id, { status, code });
}

function learn(person: Person, { channel }: Address, providerId: string | null, id: string): void {
  if (providerId === null || !person.settled.has(id)) return;
  const name = `${channel} ${providerId}`;
  if (!person.providerIds.has(name)) person.providerIds.set(name, id);
}

export function erase(memory: Memory, owner: OwnerId): void {
  const person = personOf(memory, owner);
  Object.assign(person, emptiness(), { turn: person.turn + 1 });
}

/** What `export` must answer. */
export function exported(person: Person): Json {
  const { owner, turn, state, addresses, dead, journal } = person;
  const lists = {
    addresses,
    mail: person.mail.map(toMail),
    dead,
    outbox: person.outbox.map(({ id, address, body, kind, notBefore }) => ({
      id,
      address,
      body,
      kind,
      notBefore,
    })),
    deliveries: [...person.settled].map(([id, { status, code }]) => ({ id, status, code })),
    timers: [...person.timers.values()],
    posts: person.posts.map(({ id, to, body }) => ({ id, to, body })),
    journal,
  };
  if (state === null && Object.values(lists).every((list) => list.length === 0)) return null;
  // What was read back from the text is plain JSON.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(JSON.stringify({ owner, turn, state, ...lists })) as Json;
}
