import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";
import { isCode, registrationCode } from "./code.ts";
import {
  byTicket,
  change,
  keptFor,
  mapEntries,
  withEntry,
  without,
  type Entry,
  type Roll,
} from "./entries.ts";
import { cardOf, intents, webinarOwner, type News, type RollMail, type Seats } from "./mail.ts";
import type { Rules } from "./moments.ts";
import { endOf } from "./plan.ts";
import { proceed, type Telling, type Wake } from "./proceed.ts";

/** What follows from one mail to a roll. */
export interface RollTurn {
  readonly roll: Roll | null;
  readonly posts: readonly { readonly to: string; readonly body: Json }[];
  readonly wakes: readonly Wake[];
  readonly journal: readonly Json[];
}

/** Plays what a roll is told: who is registered, and what each of them is told when. */
export function advanceRoll(
  before: Roll | null,
  told: RollMail,
  now: Instant,
  rules: Rules,
): RollTurn {
  const start = begin(before, told);
  // Whatever comes before the first registration finds nobody.
  if (start === null) return { roll: null, posts: [], wakes: [], journal: [] };
  const telling: Telling = { contacts: [], webinar: [] };
  const played = play(start, told, now, telling);
  const isPlanned = before === null || before.snapshot.revision !== played.snapshot.revision;
  const goesOn = isPlanned || ["wake", "replan", "attended"].includes(told.kind);
  const ended = now >= endOf(played.snapshot.webinar) + keptFor;
  const emptied = ended ? { ...played, entries: {} } : played;
  const next = goesOn ? proceed(emptied, now, rules, telling) : null;
  const posts = [
    ...telling.webinar.map((body) => ({ to: webinarOwner(played.snapshot.webinar.id), body })),
    ...telling.contacts.map(({ to, news }) => ({ to, body: { kind: "webinar", news } })),
  ];
  const { roll, wakes, journal } = next ?? { roll: emptied, wakes: [], journal: [] };
  return { roll, posts, wakes, journal };
}

/** The roll with the newest it knows of its webinar. */
function begin(roll: Roll | null, told: RollMail): Roll | null {
  const snapshot = told.kind === "register" || told.kind === "news" ? told.snapshot : null;
  if (roll === null) {
    return snapshot && { snapshot, tickets: 0, slices: 0, planned: {}, entries: {} };
  }
  if (snapshot === null || snapshot.revision < roll.snapshot.revision) return roll;
  if (snapshot.occasion === roll.snapshot.occasion) return { ...roll, snapshot };
  // Another date: what they answered and were told was about the old one.
  return { ...roll, snapshot, entries: mapEntries(roll.entries, askedAgain) };
}

function askedAgain(entry: Entry): Entry {
  return { ...entry, got: [], intent: null, opened: false };
}

function play(roll: Roll, told: RollMail, now: Instant, telling: Telling): Roll {
  switch (told.kind) {
    case "register":
      return register(roll, told, now, telling);
    case "leave":
      return leave(roll, told, telling);
    case "remind":
      return change(roll, told.contact, (entry) => ({ ...entry, reminders: told.reminders }));
    case "answer": {
      const intent = intents.find((one) => one === told.answer);
      if (intent !== undefined)
        return change(roll, told.contact, (entry) => ({ ...entry, intent }));
      if (told.answer !== "opened") return roll;
      return change(roll, told.contact, (entry) => ({ ...entry, opened: true }));
    }
    case "attended":
      return attend(roll, told.people, telling);
    case "granted":
      return grant(roll, told, telling);
    case "waiting": {
      const found = byTicket(roll, told.ticket);
      if (found === null) {
        telling.webinar.push({ kind: "drop", ticket: told.ticket });
        return roll;
      }
      const entry = { ...found.entry, place: told.place };
      return keep(roll, found.contact, entry, telling, "registered");
    }
    case "full":
      return refuse(roll, told.ticket, telling);
    case "news":
    case "replan":
    case "wake":
      return roll;
  }
}

function register(
  roll: Roll,
  told: Extract<RollMail, { kind: "register" }>,
  now: Instant,
  telling: Telling,
): Roll {
  const { contact, seats: wanted, ask, source, language, reminders } = told;
  const known = roll.entries[contact];
  const said = { ask, source, language, reminders, wanted };
  if (known === undefined) {
    const entry: Entry = {
      ...said,
      since: now,
      held: 0,
      ticket: null,
      place: null,
      told: roll.snapshot.revision,
      got: [],
      intent: null,
      opened: false,
      attended: null,
    };
    return request(roll, contact, entry, wanted, telling);
  }
  const entry: Entry = { ...known, ...said };
  const { held, ticket } = entry;
  if (wanted < held) {
    telling.webinar.push({ kind: "give", seats: 1 });
    return keep(roll, contact, { ...entry, held: wanted }, telling, "registered");
  }
  if (wanted === held) {
    // What they still waited for is no longer wanted.
    if (ticket !== null) telling.webinar.push({ kind: "drop", ticket });
    return keep(roll, contact, { ...entry, ticket: null, place: null }, telling, "registered");
  }
  if (ticket === null) return request(roll, contact, entry, oneOrTwo(wanted - held), telling);
  if (wanted !== known.wanted) telling.webinar.push({ kind: "resize", ticket, seats: wanted });
  // Answered with the place they have now, once it is known that they wait.
  else if (entry.place !== null) telling.webinar.push({ kind: "where", ticket });
  return withEntry(roll, contact, entry);
}

function leave(
  roll: Roll,
  { contact, ask }: Extract<RollMail, { kind: "leave" }>,
  telling: Telling,
): Roll {
  const webinar = roll.snapshot.webinar.id;
  telling.contacts.push({ to: contact, news: { kind: "left", webinar, ask } });
  const known = roll.entries[contact];
  if (known === undefined) return roll;
  if (known.held > 0) telling.webinar.push({ kind: "give", seats: oneOrTwo(known.held) });
  if (known.ticket !== null) telling.webinar.push({ kind: "drop", ticket: known.ticket });
  return without(roll, contact);
}

function attend(
  roll: Roll,
  people: Extract<RollMail, { kind: "attended" }>["people"],
  telling: Telling,
): Roll {
  const webinar = roll.snapshot.webinar.id;
  let next = roll;
  for (const contact of Object.keys(roll.entries)) {
    const code = registrationCode(webinar, contact);
    const person = people.find(({ who }) => who === contact || isCode(who, code));
    if (person === undefined) continue;
    const { minutes } = person;
    next = change(next, contact, (entry) => ({ ...entry, attended: minutes }));
    telling.contacts.push({ to: contact, news: { kind: "attended", webinar, minutes } });
  }
  return next;
}

function grant(
  roll: Roll,
  { ticket, seats, promoted }: Extract<RollMail, { kind: "granted" }>,
  telling: Telling,
): Roll {
  const found = byTicket(roll, ticket);
  if (found === null) {
    // They left, or want less, while this was under way.
    telling.webinar.push({ kind: "give", seats });
    return roll;
  }
  const { contact } = found;
  const held = found.entry.held + seats;
  const { wanted } = found.entry;
  const entry = { ...found.entry, held: Math.min(held, wanted), ticket: null, place: null };
  if (held > wanted) telling.webinar.push({ kind: "give", seats: oneOrTwo(held - wanted) });
  const kept = keep(roll, contact, entry, telling, promoted ? "promoted" : "registered");
  // A second seat was asked for while the first was under way.
  return held < wanted ? request(kept, contact, entry, 1, telling) : kept;
}

function refuse(roll: Roll, ticket: number, telling: Telling): Roll {
  const found = byTicket(roll, ticket);
  if (found === null) return roll;
  const { contact, entry } = found;
  if (entry.held > 0) {
    const less = { ...entry, ticket: null, place: null, wanted: oneOrTwo(entry.held) };
    return keep(roll, contact, less, telling, "registered");
  }
  const card = cardOf(roll.snapshot);
  const { ask } = entry;
  const news: News =
    card.state === "cancelled"
      ? { kind: "closed", webinar: card.id, reason: "cancelled", ask }
      : { kind: "full", card, ask };
  telling.contacts.push({ to: contact, news });
  return without(roll, contact);
}

function request(roll: Roll, contact: string, entry: Entry, seats: Seats, telling: Telling): Roll {
  const ticket = roll.tickets + 1;
  telling.webinar.push({ kind: "take", ticket, seats });
  return withEntry({ ...roll, tickets: ticket }, contact, { ...entry, ticket });
}

/** Keeps an entry and tells its contact how they stand. */
function keep(
  roll: Roll,
  contact: string,
  entry: Entry,
  telling: Telling,
  kind: "registered" | "promoted",
): Roll {
  const { ask, source, language, reminders, held, wanted, place } = entry;
  const code = registrationCode(roll.snapshot.webinar.id, contact);
  const stands = { ask, source, language, reminders, code, held, wanted, place };
  telling.contacts.push({
    to: contact,
    news: { kind, card: cardOf(roll.snapshot), ...stands },
  });
  return withEntry(roll, contact, entry);
}

function oneOrTwo(seats: number): Seats {
  return seats > 1 ? 2 : 1;
}
