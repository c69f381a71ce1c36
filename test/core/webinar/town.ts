import { rolls } from "../../../src/core/engine/owners/rolls.ts";
import { webinars } from "../../../src/core/engine/owners/webinars.ts";
import type { Instant } from "../../../src/core/instant.ts";
import type { Json } from "../../../src/core/json.ts";
import {
  accepts,
  noteSaidMoment,
  noteStarted,
  whenToTell,
  type Person,
} from "../../../src/core/webinar/accept.ts";
import { readCatalogue, type Listed } from "../../../src/core/webinar/catalogue.ts";
import {
  contactMailSchema,
  programmeOwner,
  webinarOwner,
  type News,
  type WebinarMail,
} from "../../../src/core/webinar/mail.ts";
import type { Rules } from "../../../src/core/webinar/moments.ts";
import {
  noRegistrations,
  noteAsked,
  noteNews,
  noteSaid,
} from "../../../src/core/webinar/registrations.ts";

/** Something a contact was told. `kind` is the moment's id for moments. */
export interface Told {
  readonly to: string;
  readonly kind: string;
  readonly webinars: readonly string[];
  readonly at: Instant;
  readonly occasion: number;
}

interface Waiting {
  readonly owner: string;
  readonly at: Instant;
  readonly from: string;
  readonly body: Json;
}

/**
 * Webinars, rolls and contacts with a clock that only moves when it is told to. What is posted
 * arrives in the order of each pair, or, with `shuffle`, in any order at all.
 */
export class Town {
  readonly states = new Map<string, Json>();
  readonly people = new Map<string, Person>();
  readonly told: Told[] = [];
  /** Moments that rolls posted, before any contact decided. */
  readonly posted: { to: string; moment: string; webinar: string; occasion: number }[] = [];
  readonly timers = new Map<string, Waiting>();
  largest = 0;
  now: Instant;
  rules: Rules;
  readonly #shuffle: ((most: number) => number) | null;
  readonly #queue: Waiting[] = [];
  #asks = 0;

  constructor(now: Instant, rules: Rules, shuffle: ((most: number) => number) | null = null) {
    this.now = now;
    this.rules = rules;
    this.#shuffle = shuffle;
  }

  /** The coordinator's word to a webinar, or to the catalogue. */
  command(webinar: string, body: WebinarMail | { kind: "replan" }): void {
    const owner = webinar === "programme" ? programmeOwner : webinarOwner(webinar);
    this.#post("", owner, body);
  }

  register(contact: string, webinar: string, wish: { seats?: 1 | 2; reminders?: boolean } = {}) {
    const ask = this.#ask(contact, "register", webinar);
    this.#post(contact, webinarOwner(webinar), {
      kind: "register",
      seats: wish.seats ?? 1,
      reminders: wish.reminders ?? true,
      language: "fr",
      source: "chat",
      ask,
    });
  }

  leave(contact: string, webinar: string) {
    const ask = this.#ask(contact, "leave", webinar);
    this.#post(contact, webinarOwner(webinar), { kind: "leave", ask });
  }

  answer(contact: string, webinar: string, answer: "comes" | "cannot" | "replay" | "opened") {
    const said = answer === "opened" ? { opened: true } : { intent: answer };
    this.#change(contact, (one) => ({
      ...one,
      registrations: noteSaid(one.registrations, webinar, said),
    }));
    const body = { kind: "answer", moment: "day-before", answer };
    this.#post(contact, webinarOwner(webinar), body);
  }

  remind(contact: string, webinar: string, reminders: boolean) {
    this.#change(contact, (one) => ({
      ...one,
      registrations: noteSaid(one.registrations, webinar, { reminders }),
    }));
    this.#post(contact, webinarOwner(webinar), { kind: "remind", reminders });
  }

  person(contact: string): Person {
    const blank = { registrations: noRegistrations, started: [], stopped: false };
    return this.people.get(contact) ?? blank;
  }

  catalogue(): readonly Listed[] {
    return readCatalogue(this.states.get(programmeOwner) ?? null);
  }

  /** Plays all mail that waits. */
  settle(): void {
    while (this.#queue.length > 0) {
      const at = this.#shuffle === null ? 0 : this.#shuffle(this.#queue.length);
      const [mail] = this.#queue.splice(at, 1);
      if (mail !== undefined) this.#play(mail);
    }
  }

  /** Plays only so many mails: the others stay under way. */
  settleSome(count: number): void {
    for (let left = count; left > 0 && this.#queue.length > 0; left -= 1) {
      const [mail] = this.#queue.splice(0, 1);
      if (mail !== undefined) this.#play(mail);
    }
  }

  /** The clock goes on, every timer at its hour. */
  runUntil(end: Instant): void {
    this.settle();
    for (;;) {
      const next = this.#nextTimer();
      if (next === null || next[1].at > end) break;
      this.now = Math.max(this.now, next[1].at);
      this.#fire(next);
    }
    this.now = Math.max(this.now, end);
  }

  /** Nothing ran meanwhile: whatever came due comes at once, the latest timers in any order. */
  jumpTo(later: Instant): void {
    this.settle();
    this.now = Math.max(this.now, later);
    for (;;) {
      const next = this.#nextTimer();
      if (next === null || next[1].at > this.now) break;
      this.#fire(next);
    }
  }

  #fire([id, timer]: readonly [string, Waiting]): void {
    this.timers.delete(id);
    this.#queue.push(timer);
    this.settle();
  }

  #nextTimer(): readonly [string, Waiting] | null {
    let next: readonly [string, Waiting] | null = null;
    for (const one of this.timers) if (next === null || one[1].at < next[1].at) next = one;
    return next;
  }

  #ask(contact: string, kind: "register" | "leave", webinar: string): number {
    this.#asks += 1;
    const ask = this.#asks;
    this.#change(contact, (one) => ({
      ...one,
      registrations: noteAsked(one.registrations, kind, webinar, ask),
    }));
    return ask;
  }

  #change(contact: string, by: (person: Person) => Person): void {
    this.people.set(contact, by(this.person(contact)));
  }

  #post(from: string, owner: string, body: Json): void {
    // As it would come out of a store.
    this.#queue.push({ owner, from, at: this.now, body: JSON.parse(JSON.stringify(body)) as Json });
  }

  #play({ owner, from, body }: Waiting): void {
    if (owner.startsWith("c")) return this.#hear(owner, body);
    const state = this.states.get(owner) ?? null;
    const mail = { from, body };
    const turn = owner.startsWith("w")
      ? webinars(state, mail, this.now, owner, this.rules)
      : rolls(state, mail, this.now, owner, this.rules);
    this.largest = Math.max(this.largest, turn.posts.length);
    this.states.set(owner, JSON.parse(JSON.stringify(turn.state)) as Json);
    for (const { to, body } of turn.posts) this.#post(owner, to, body);
    for (const { id, at, body } of turn.timers) {
      this.timers.set(`${owner} ${id}`, { owner, at, from: "", body });
    }
  }

  /** What the conversation does with news, and with its own timer for news that wait. */
  #hear(contact: string, body: Json): void {
    const { news } = contactMailSchema.parse(body);
    const person = this.person(contact);
    if (news.kind === "moment") {
      const { id, occasion } = news.card;
      this.posted.push({ to: contact, moment: news.moment, webinar: id, occasion });
      return this.#hearMoment(contact, news);
    }
    const { registrations, tell } = noteNews(person.registrations, news, this.now);
    this.people.set(contact, { ...person, registrations });
    if (tell.kind === "nothing" || tell.kind === "moment") return;
    const card =
      "registration" in tell ? tell.registration.card : "card" in tell ? tell.card : null;
    const starts = ["promoted", "changed", "cancelled"].includes(tell.kind);
    const at = starts && card !== null ? whenToTell(card, this.rules, this.now) : this.now;
    if (at === null) return;
    const told = {
      to: contact,
      kind: tell.kind,
      webinars: [card?.id ?? ("webinar" in tell ? tell.webinar : "")],
      occasion: card?.occasion ?? 0,
    };
    this.told.push({ ...told, at });
    // Ledger at the moment of saying; the order within a day does not matter to these tests.
    if (starts) this.#change(contact, (one) => ({ ...one, started: noteStarted(one.started, at) }));
  }

  #hearMoment(contact: string, news: Extract<News, { kind: "moment" }>): void {
    const person = this.person(contact);
    const decision = accepts(news, person, this.rules, this.now);
    if (decision.kind === "later") {
      const id = `${contact} ${news.card.id} ${news.moment}`;
      const body = { kind: "webinar", news } as unknown as Json;
      this.timers.set(id, { owner: contact, at: decision.at, from: "", body });
      return;
    }
    if (decision.kind !== "send") return;
    this.people.set(contact, noteSaidMoment(news, decision, person, this.rules, this.now));
    this.told.push({
      to: contact,
      kind: news.moment,
      webinars: [decision.card, ...decision.also].map(({ id }) => id),
      at: this.now,
      occasion: decision.card.occasion,
    });
  }
}
