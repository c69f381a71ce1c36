import type { Flowbook } from "../../src/core/engine/book.ts";
import type { OwnerTurn } from "../../src/core/engine/owners/owner.ts";
import type { State } from "../../src/core/engine/state.ts";
import { minute, type Instant } from "../../src/core/instant.ts";
import type { Json } from "../../src/core/json.ts";
import { languages, type Language } from "../../src/core/language/languages.ts";
import { shardOfOwner } from "../../src/core/shard.ts";
import { registrationCode } from "../../src/core/webinar/code.ts";
import type { Entry, Roll } from "../../src/core/webinar/entries.ts";
import { contactMailSchema, rollOwner, webinarOwner } from "../../src/core/webinar/mail.ts";
import type { Snapshot } from "../../src/core/webinar/mail.ts";
import { noRegistrations, noteNews } from "../../src/core/webinar/registrations.ts";
import { advanceRoll } from "../../src/core/webinar/roll.ts";
import { advanceWebinar } from "../../src/core/webinar/seats.ts";
import { webinarSchema, type Webinar } from "../../src/core/webinar/webinar.ts";
import { writeMail } from "../../src/runtime/mail.ts";
import { blankPages, commitOf, noteTurn } from "../../src/runtime/pages.ts";
import { receive } from "../../src/runtime/receive.ts";
import type { Claim, Commit, OwnerId, Store } from "../../src/store/store.ts";
import { recordConversation } from "./conversation.ts";
import { heard, phoneOf } from "./people.ts";

/** How many are written at once. */
const batch = 512;

/** Everybody who is registered for the one webinar, as the store knows them. */
export interface Registered {
  /** Who they are, by their addresses. */
  readonly owners: ReadonlyMap<string, OwnerId>;
  /** When each moment is planned. */
  readonly planned: Readonly<Record<string, Instant>>;
  /** Inputs that each of them has played so far. */
  readonly moves: ReadonlyMap<OwnerId, number>;
}

/**
 * Writes people who finished an express diagnostic and hold a seat, without playing the
 * conversations that lead there: who they are by `accept`, what they and the rolls keep by the pure
 * functions, committed as turns are.
 */
export async function registerAll(
  store: Store,
  book: Flowbook,
  people: number,
  now: Instant,
): Promise<Registered> {
  const clock = () => now;
  const owners = new Map<string, OwnerId>();
  for (let first = 0; first < people; first += batch) {
    const some = Array.from({ length: Math.min(batch, people - first) }, (_, at) => first + at);
    const content = { kind: "text", text: "salam" } as const;
    const inbounds = some.map((person) => heard(person, 0, now, content));
    const accepted = await receive({ store, clock }, inbounds);
    for (const [at, { owner }] of accepted.entries()) owners.set(phoneOf(first + at), owner);
  }
  const snapshot = publish(people, now);
  const contacts = writeContacts(book, snapshot, now);
  const rolls = writeRolls(book, snapshot, [...owners.values()], now);
  const written = [...rolls.keys(), webinarOwner(webinar.id)];
  const told = written.map((owner) => ({
    id: `written ${owner}`,
    to: { owner },
    at: now,
    body: writeMail({ kind: "post", from: webinarOwner(webinar.id), body: { kind: "replan" } }),
  }));
  await store.accept(told, now);
  const moves = new Map<OwnerId, number>();
  const commit = async (claim: Claim): Promise<void> => {
    const pages = blankPages(null);
    pages.consumed.push(...claim.mail.map(({ id }) => id));
    const turn = rolls.get(claim.owner);
    if (turn !== undefined) noteTurn(pages, claim.owner, "written", turn);
    else if (claim.owner.startsWith("c")) {
      const state = contacts(claim.owner, moves.size);
      moves.set(claim.owner, state.moves);
      // A state is JSON; its type is the engine's.
      pages.state = state as unknown as Json;
    } else pages.state = keptWebinar(snapshot, rolls.keys(), now);
    await commitAll(store, commitOf(claim, pages, now));
  };
  for (;;) {
    const claims = await store.claim({ now, lease: 10 * minute, owners: batch, events: 8 });
    if (claims.length === 0) break;
    await Promise.all(claims.map(commit));
  }
  const [planned = {}] = [...rolls.values()].map(({ state }) => (state as unknown as Roll).planned);
  return { owners, planned, moves };
}

async function commitAll(store: Store, commit: Commit): Promise<void> {
  if ((await store.commit(commit)) !== "committed") throw new Error("somebody else plays here");
}

/** Next week's Thursday, in the evening. */
const webinar: Webinar = webinarSchema.parse({
  id: "w1",
  title: inAll("Prendre de bonnes photos avec son téléphone"),
  summary: inAll("Lumière, cadrage, envoi."),
  starts: "2026-12-03T18:30",
  spoken: ["fr"],
  link: "https://meet.example/w1",
  state: "published",
});

function inAll(text: string): Webinar["title"] {
  // Built from the list of languages.
  return Object.fromEntries(languages.map((one) => [one, text])) as Webinar["title"];
}

function publish(people: number, now: Instant): Snapshot {
  const { id } = webinar;
  const { kept } = advanceWebinar(null, { kind: "put", webinar }, "", now, id);
  if (kept === null) throw new Error("the webinar was not put");
  const { waiting: _waiting, shards: _shards, listed: _listed, ...snapshot } = kept;
  return { ...snapshot, taken: people };
}

function keptWebinar(snapshot: Snapshot, rolls: Iterable<OwnerId>, now: Instant): Json {
  const { kept } = advanceWebinar(null, { kind: "put", webinar }, "", now, webinar.id);
  return { ...kept, ...snapshot, shards: [...rolls].map(shardOfOwner) };
}

/** The first registration of a webinar, played from the request for a seat to the seat. */
function registerFirst(book: Flowbook, snapshot: Snapshot, contact: OwnerId, now: Instant) {
  const asked = advanceRoll(
    null,
    {
      kind: "register",
      contact,
      snapshot,
      seats: 1,
      language: "fr",
      reminders: true,
      source: "chat",
      ask: 1,
    },
    now,
    book.rules,
  );
  const granted = { kind: "granted", ticket: 1, seats: 1, promoted: false } as const;
  const seated = advanceRoll(asked.roll, granted, now, book.rules);
  const entry = seated.roll?.entries[contact];
  const told = seated.posts.find(({ to }) => to === contact);
  if (seated.roll === null || entry === undefined || told === undefined) {
    throw new Error("nobody could register");
  }
  const { news } = contactMailSchema.parse(told.body);
  return { roll: seated.roll, entry, news, wakes: asked.wakes };
}

/** What each contact keeps: an express diagnostic in one of the languages, and their seat. */
function writeContacts(book: Flowbook, snapshot: Snapshot, now: Instant) {
  const { news } = registerFirst(book, snapshot, "c00-first", now);
  const met = languages.map((one) => recordConversation(book, one, "tapped", "court").last);
  return (owner: OwnerId, count: number): State => {
    const state = met[count % met.length];
    if (state === undefined || news.kind !== "registered") throw new Error("nobody was seated");
    const code = registrationCode(webinar.id, owner);
    const own = { ...news, code, language: state.language };
    const { registrations } = noteNews(noRegistrations, own, now);
    return { ...state, id: owner, registrations };
  };
}

function writeRolls(
  book: Flowbook,
  snapshot: Snapshot,
  owners: readonly OwnerId[],
  now: Instant,
): ReadonlyMap<OwnerId, OwnerTurn> {
  const byShard = Map.groupBy(owners, shardOfOwner);
  return new Map(
    [...byShard].map(([shard, contacts]) => {
      const [first = ""] = contacts;
      const { roll, entry, wakes } = registerFirst(book, snapshot, first, now);
      const entries = Object.fromEntries(
        contacts.map((contact, at) => [contact, { ...entry, language: speaks(at) }]),
      ) satisfies Readonly<Record<string, Entry>>;
      const state = { ...roll, tickets: contacts.length, entries } as unknown as Json;
      const timers = wakes.map(({ id, at, moment }) => ({
        id,
        at,
        body: { kind: "wake", moment },
      }));
      return [rollOwner(webinar.id, shard), { state, posts: [], timers, journal: [] }];
    }),
  );
}

function speaks(at: number): Language {
  return languages[at % languages.length] ?? "fr";
}
