import { createHmac } from "node:crypto";
import { chooseForm } from "../channels/templates.ts";
import type { Address } from "../core/address.ts";
import { advance } from "../core/engine/advance.ts";
import type { Flowbook } from "../core/engine/book.ts";
import { becomesMachine } from "../core/engine/pace.ts";
import { ownerKinds } from "../core/engine/owners/index.ts";
import type { OwnerKind } from "../core/engine/owners/owner.ts";
import { blankState, type State } from "../core/engine/state.ts";
import type { Input, Said } from "../core/engine/turn.ts";
import { Fault, faults } from "../core/fault.ts";
import { second, type Instant } from "../core/instant.ts";
import type { Json } from "../core/json.ts";
import { render } from "../core/language/sentences.ts";
import { placeOf, places, type Place } from "../core/webinar/hours.ts";
import type { Rules } from "../core/webinar/moments.ts";
import type { Claim, Mail } from "../store/store.ts";
import type { Errand } from "./errands.ts";
import { reachedAt } from "./identity.ts";
import { readMail } from "./mail.ts";
import { signWith } from "./sign.ts";
import { promiseHandoffs } from "./handoffs.ts";
import { blankPages, commitOf, noteEffect, noteTurn, promise, type Pages } from "./pages.ts";
import type { World } from "./world.ts";

/** Claims without a commit before a mail is given up: one that cannot be played must not block others. */
export const triesBeforeDead = 5;

/** What a claim that was played leaves for others to do. */
export interface Left {
  readonly messages: boolean;
  readonly posts: boolean;
  readonly errands: readonly Errand[];
}

/**
 * Plays the mail of one claim and commits it in one step. Null when somebody else played this turn.
 *
 * What cannot be played is left for another try, and after five of them kept as a dead letter; the
 * person hears that something went wrong, with a reference.
 */
export async function playClaim(world: World, claim: Claim): Promise<Left | null> {
  const now = world.clock();
  const pages = blankPages(claim.state);
  for (const mail of claim.mail) {
    try {
      await playMail(world, claim, mail, pages, now);
    } catch (error) {
      // What was played before it is kept; it comes first in the next claim.
      if (pages.consumed.length > 0) break;
      if (claim.tries + 1 < triesBeforeDead || isRetryable(error)) throw error;
      bury(world, claim, mail, pages, now, error);
    }
    pages.consumed.push(mail.id);
    if (pages.erased) break;
  }
  if (pages.erased) {
    for (const address of claim.addresses) {
      await world.channels.get(address.channel)?.forget?.(address);
    }
    await world.store.erase(claim.owner);
    return { messages: false, posts: false, errands: [] };
  }
  const outcome = await world.store.commit(commitOf(claim, pages, now));
  if (outcome === "superseded") return null;
  const { outbox, posts, errands } = pages;
  if (errands.length > 0) showTyping(world, claim);
  return { messages: outbox.length > 0, posts: posts.length > 0, errands };
}

/** The answer takes a while: they see that it is on its way. */
function showTyping(world: World, { mail }: Claim): void {
  const heard = mail.findLast(({ from }) => from !== null);
  if (heard?.from == null) return;
  const channel = world.channels.get(heard.from.channel);
  void channel?.typing?.(heard.id, AbortSignal.timeout(5 * second), heard.from);
}

async function playMail(
  world: World,
  claim: Claim,
  mail: Mail,
  pages: Pages,
  now: Instant,
): Promise<void> {
  const kind = claim.owner.slice(0, 1);
  if (kind === "c") return playContact(world, claim, mail, pages, now);
  const play = (ownerKinds as Readonly<Record<string, OwnerKind | undefined>>)[kind];
  if (play === undefined) throw new Fault("runtime/owner-unknown", kind);
  playOwner(play, claim, mail, pages, now, world.book.rules);
}

/** A contact's turn: what it says is shaped for the channel it was said on. */
async function playContact(
  world: World,
  claim: Claim,
  mail: Mail,
  pages: Pages,
  now: Instant,
): Promise<void> {
  const place = placeOfAny(claim.addresses, mail.from);
  const before = { ...stateIn(pages.state, claim.owner), place };
  const input = await inputOf(world, claim, mail);
  if (input === null) return;
  const turn = advance(bookOf(world), before, input, now);
  world.watch?.(claim.owner, input, turn);
  if (becomesMachine(before, turn.state)) world.log.warn("contact-muted", { owner: claim.owner });
  const address = mail.from ?? (await placeToSay(world, claim));
  // The state comes after all that may fail, so that a turn is on the pages wholly or not at all.
  const id = `${claim.owner}.${turn.state.moves}`;
  if (address !== undefined && isReachable(input)) {
    say(world, id, address, turn, pages, now);
    const channel = world.channels.get(address.channel);
    promiseHandoffs(pages, id, address, channel, { before, after: turn.state }, now);
  }
  pages.state = turn.state as unknown as Json;
  for (const [at, effect] of turn.effects.entries()) {
    noteEffect(pages, claim.owner, `${id}.e${at}`, effect, address?.channel ?? "");
  }
}

/** A number on another channel than they ever wrote from is theirs from now on, receipts included. */
async function placeToSay(
  { store, channels }: Pick<World, "store" | "channels">,
  { owner, addresses }: Claim,
): Promise<Address | undefined> {
  const found = reachedAt(addresses, (channel) => channels.has(channel));
  if (found === undefined || addresses.includes(found)) return found;
  return (await store.link(found, owner)) ? found : addresses[0];
}

const signed = new WeakMap<Flowbook, Flowbook>();

/** The book with what makes the codes of certificates: the secret itself stays here. */
function bookOf({ book, secret }: World): Flowbook {
  let known = signed.get(book);
  if (known === undefined) {
    signed.set(book, (known = { ...book, sign: signWith(secret) }));
  }
  return known;
}

/** A phone number in international form, of a person of WhatsApp. */
const phone = /^\+?[1-9]\d{7,14}$/u;
/** Whoever hides their number still shows its country: `MA.A1b2…` */
const scoped = /^([A-Z]{2})\.[A-Za-z0-9]+$/u;

/** Whose clock they live by: nothing else of where they write from is told to the core. */
function placeOfAny(addresses: readonly Address[], from: Address | null): Place | null {
  for (const { channel, id } of from === null ? addresses : [from, ...addresses]) {
    if (!channel.includes("whatsapp")) continue;
    const place = phone.test(id) ? placeOf(id) : placeNamed(scoped.exec(id)?.[1]);
    if (place !== null) return place;
  }
  return null;
}

/** A country that keeps one hour; of the others nobody knows. */
function placeNamed(country: string | undefined): Place | null {
  return countries.find((one) => one === country) ?? null;
}

const countries = places.filter((place) => place.length === 2);

/** Before the first turn that could be played there is no state, or an empty one. */
function stateIn(kept: Json | null, owner: string): State {
  const isBlank = kept === null || Object.keys(kept).length === 0;
  // Written by `playContact` alone.
  // What an older version kept lacks the newer fields.
  const state = isBlank ? blankState : { ...blankState, ...(kept as unknown as State) };
  return { ...state, id: owner };
}

/** Whoever shut the door at the provider is told nothing: it would only be refused. */
function isReachable(input: Input): boolean {
  return input.kind !== "heard" || input.content.kind !== "opt-out";
}

async function inputOf(world: World, claim: Claim, mail: Mail): Promise<Input | null> {
  const seed = createHmac("sha256", world.secret).update(`${claim.owner} ${mail.id}`).digest("hex");
  const body = readMail(mail.body);
  switch (body.kind) {
    case "heard": {
      const quoted =
        body.quoted === null || mail.from === null
          ? null
          : await moveOf(world, mail.from, body.quoted);
      return { kind: "heard", content: body.content, quoted, seed };
    }
    case "timer":
      return {
        kind: "timer",
        timer: body.timer as Extract<Input, { kind: "timer" }>["timer"],
        seed,
      };
    case "post":
      return { kind: "mail", mail: body.body as Extract<Input, { kind: "mail" }>["mail"], seed };
  }
}

/** The move that said a message, from the provider's id of it; null when it is not ours. */
async function moveOf(world: World, address: Address, providerId: string): Promise<number | null> {
  const delivery = await world.store.deliveryOf(address, providerId);
  const move = delivery === null ? Number.NaN : Number(delivery.split(".").at(-2));
  return Number.isInteger(move) ? move : null;
}

function say(
  world: World,
  id: string,
  address: Address,
  { said, state }: { readonly said: readonly Said[]; readonly state: Pick<State, "lastHeard"> },
  pages: Pages,
  now: Instant,
): void {
  const channel = world.channels.get(address.channel);
  if (channel === undefined) {
    world.log.warn("channel-off", { channel: address.channel });
    return;
  }
  const parts = said.flatMap(({ message, kind }) => {
    const form = chooseForm(message, channel, state.lastHeard, now);
    if (form !== "shut") return form.map((body) => ({ body, kind }));
    const key = message.keys[0] ?? null;
    world.log.warn("window-shut", { channel: address.channel, key });
    return [];
  });
  promise(pages, id, address, parts, now);
}

function playOwner(
  play: OwnerKind,
  claim: Claim,
  mail: Mail,
  pages: Pages,
  now: Instant,
  rules: Rules,
): void {
  const body = readMail(mail.body);
  if (body.kind === "heard") return;
  const told =
    body.kind === "post" ? { from: body.from, body: body.body } : { from: "", body: body.timer };
  const turn = play(ownStateIn(pages.state), told, now, claim.owner, rules);
  // The mail's id is unique, so that what follows from it is posted once.
  noteTurn(pages, claim.owner, `${claim.owner}.${mail.id}`, turn);
}

/** What an owner that is no contact kept; nothing before its first turn that could be played. */
function ownStateIn(kept: Json | null): Json | null {
  return kept !== null && Object.keys(kept).length === 0 ? null : kept;
}

/** The store or a provider is away: that is no fault of the mail's. */
function isRetryable(error: unknown): boolean {
  return error instanceof Fault && faults[error.code].retryable;
}

/** What cannot be played may be anything at all. */
function isHeard(body: Json): boolean {
  return typeof body === "object" && body !== null && "kind" in body && body.kind === "heard";
}

/** Nobody meets silence: the mail is put aside with a reference, and the person is told. */
function bury(
  world: World,
  claim: Claim,
  mail: Mail,
  pages: Pages,
  now: Instant,
  error: unknown,
): void {
  const reason =
    error instanceof Fault ? error.code : error instanceof Error ? error.name : "unknown";
  world.log.warn("dead-letter", { owner: claim.owner, reason });
  world.meter?.buried(reason);
  pages.dead.push({ id: mail.id, reason });
  const address = mail.from;
  // Whoever wrote nothing has nothing to be told.
  if (address === null || !isHeard(mail.body)) return;
  const language = stateIn(pages.state, claim.owner).language;
  const reference = createHmac("sha256", "reference")
    .update(mail.id)
    .digest("hex")
    .slice(0, 6)
    .toUpperCase();
  const text = render(
    world.book.sentences,
    { say: "system.failed", with: { reference } },
    language,
  );
  const message = { language, text, choices: [], open: "", keys: ["system.failed"] };
  // They have just written: that is why they are told.
  const told = { said: [{ message, kind: "reply" as const }], state: { lastHeard: now } };
  say(world, `${claim.owner}.dead-${mail.id}`, address, told, pages, now);
}
