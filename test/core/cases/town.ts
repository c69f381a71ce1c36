import { advanceCase } from "../../../src/core/cases/advance-case.ts";
import { advanceDesk } from "../../../src/core/cases/advance-desk.ts";
import { askForHuman, type Request } from "../../../src/core/cases/ask-for-human.ts";
import type { Case } from "../../../src/core/cases/case.ts";
import type { Closing } from "../../../src/core/cases/closing.ts";
import { blankDesk, type Desk } from "../../../src/core/cases/desk.ts";
import { hearCase } from "../../../src/core/cases/hear-case.ts";
import type { Heard, Line } from "../../../src/core/cases/heard.ts";
import { isOvertaken, mayBotSpeak, noHuman, type Human } from "../../../src/core/cases/human.ts";
import {
  deskMailSchema,
  type DeskCommand,
  type DeskMail,
} from "../../../src/core/cases/desk-mail.ts";
import {
  caseMailSchema,
  contactMailSchema,
  type Act,
  type CaseMail,
  type ContactMail,
  type Entry,
} from "../../../src/core/cases/mail.ts";
import { deskOwner } from "../../../src/core/cases/number.ts";
import type { Consultant } from "../../../src/core/cases/rota.ts";
import {
  answerQuestion,
  eraseHuman,
  stopHuman,
  withdraw,
  writeToHuman,
  type QuestionAnswer,
} from "../../../src/core/cases/to-case.ts";
import { monday, simpleHours } from "./simple-hours.ts";

export const person = "c17-9f2c";

export function consultant(id: string, changes: Partial<Consultant> = {}): Consultant {
  return {
    id,
    name: id.slice(0, 1).toUpperCase() + id.slice(1),
    languages: ["fr", "ar", "ary"],
    skills: { site: 2, budget: 1 },
    slots: null,
    ramadan: null,
    exceptions: [],
    experienced: true,
    ...changes,
  };
}

export const request: Request = {
  need: {
    language: "fr",
    amazigh: false,
    skill: "site",
    urgent: false,
    sensitive: false,
    organization: "o03-amal",
  },
  reason: "asked",
  brief: [],
  words: null,
  promised: null,
};

export const closing: Closing = {
  code: "solved_with_plan",
  done: "Plan du site",
  next: null,
  summary: ["Nous avons choisi trois pages."],
  language: "fr",
  referredTo: null,
};

/** The contact as the engine would keep it, and all that it said. */
export interface Contact {
  readonly human: Human;
  readonly stopped: boolean;
  readonly gone: boolean;
  /** Answers of a model under way, by the epoch in which they were asked for. */
  readonly thinking: readonly number[];
  readonly said: readonly string[];
  /** All that the person wrote. */
  readonly wrote: readonly string[];
  /** How often the bot answered each. */
  readonly answered: Readonly<Record<string, number>>;
}

type Mail = CaseMail | ContactMail | DeskMail;

/** A whole small town: everything is data, so that two ways to the same place are one place. */
export interface Town {
  readonly now: number;
  readonly contact: Contact;
  readonly cases: Readonly<Record<string, { file: Case | null; wake: number | null }>>;
  readonly journals: Readonly<Record<string, readonly Entry[]>>;
  readonly desk: Desk;
  readonly deskWake: number | null;
  /** What is under way, by sender and receiver: it arrives in order. */
  readonly ways: Readonly<Record<string, readonly Mail[]>>;
}

export function newTown(consultants: readonly Consultant[] = []): Town {
  return {
    now: monday,
    contact: {
      human: noHuman,
      stopped: false,
      gone: false,
      thinking: [],
      said: [],
      wrote: [],
      answered: {},
    },
    cases: {},
    journals: {},
    desk: {
      ...blankDesk,
      consultants,
      duty: [{ from: "2026-01-01", to: "2027-12-31", who: consultants.map(({ id }) => id) }],
    },
    deskWake: null,
    ways: {},
  };
}

export function post(town: Town, from: string, to: string, mail: Mail): Town {
  const way = `${from}>${to}`;
  return { ...town, ways: { ...town.ways, [way]: [...(town.ways[way] ?? []), mail] } };
}

/** What a person does, through their contact's own turn. */
export type Doing =
  | { readonly kind: "asks"; readonly request?: Partial<Request> }
  | { readonly kind: "writes"; readonly words: string }
  | { readonly kind: "answers"; readonly told: QuestionAnswer }
  | { readonly kind: "withdraws" }
  | { readonly kind: "stops" }
  | { readonly kind: "erases" }
  /** They write, and a model begins to think of an answer. */
  | { readonly kind: "wonders"; readonly words: string }
  | { readonly kind: "model answers" };

export function does(town: Town, doing: Doing): Town {
  const { human } = town.contact;
  const { now } = town;
  switch (doing.kind) {
    case "asks":
      return hear(town, askForHuman(human, person, { ...request, ...doing.request }, now));
    case "writes":
      return write(noteWords(town, doing.words), doing.words);
    case "answers":
      return hear(town, answerQuestion(human, doing.told, now));
    case "withdraws":
      return hear(town, withdraw(human));
    case "stops": {
      const after = hear(town, stopHuman(human));
      return { ...after, contact: { ...after.contact, stopped: true } };
    }
    case "erases": {
      const after = hear(town, eraseHuman(human, person));
      const contact = { ...after.contact, gone: true, thinking: [], said: [], answered: {} };
      return { ...after, contact };
    }
    case "wonders": {
      const noted = noteWords(town, doing.words);
      if (!mayBotSpeak(human, "answer")) return write(noted, doing.words);
      const thinking = [...town.contact.thinking, human.epoch];
      const answered = { ...town.contact.answered, [doing.words]: 1 };
      return { ...noted, contact: { ...noted.contact, thinking, answered } };
    }
    case "model answers": {
      const [asked = -1, ...thinking] = town.contact.thinking;
      const contact = { ...town.contact, thinking };
      if (isOvertaken(human, asked)) return { ...town, contact };
      if (!mayBotSpeak(human, "answer")) throw new Error("the model speaks over a human");
      return { ...town, contact: { ...contact, said: [...contact.said, "model"] } };
    }
  }
}

function noteWords(town: Town, words: string): Town {
  return { ...town, contact: { ...town.contact, wrote: [...town.contact.wrote, words] } };
}

function write(town: Town, words: string): Town {
  const { contact } = town;
  if (!mayBotSpeak(contact.human, "answer")) {
    return hear(town, writeToHuman(contact.human, words, null, town.now));
  }
  const answered = { ...contact.answered, [words]: (contact.answered[words] ?? 0) + 1 };
  return { ...town, contact: { ...contact, answered } };
}

function hear(town: Town, heard: Heard): Town {
  const said = [...town.contact.said, ...heard.said.map(spell)];
  let next: Town = { ...town, contact: { ...town.contact, human: heard.human, said } };
  for (const { to, body } of heard.posts) next = post(next, person, to, body);
  return heard.returned === null ? next : write(next, heard.returned.words);
}

function spell(line: Line): string {
  switch (line.kind) {
    case "sentence":
      return line.key;
    case "words":
      return `« ${line.text} »`;
    case "question":
      return `? ${line.question}`;
  }
}

/** Delivers the next mail on one way; `again` leaves it there too, as if it came twice. */
export function deliver(town: Town, way: string, again = false): Town {
  const [mail, ...rest] = town.ways[way] ?? [];
  if (mail === undefined) return town;
  const [from = "", to = ""] = way.split(">");
  const { [way]: _, ...others } = town.ways;
  const left = again ? [mail, ...rest] : rest;
  const ways = left.length === 0 ? others : { ...others, [way]: left };
  return receive({ ...town, ways }, from, to, mail);
}

function receive(town: Town, from: string, to: string, mail: Mail): Town {
  if (to === person) return hearMail(town, mail as ContactMail);
  if (to === deskOwner) return playDesk(town, from, mail as DeskMail);
  return playCase(town, from, to, mail as CaseMail);
}

function hearMail(town: Town, mail: ContactMail): Town {
  if (town.contact.gone && mail.told.kind === "returned") return town;
  return hear(town, hearCase(town.contact.human, mail, town.now, town.contact.stopped));
}

function playDesk(town: Town, from: string, mail: DeskMail): Town {
  const turn = advanceDesk(town.desk, mail, from, town.now, simpleHours);
  let next: Town = { ...town, desk: turn.desk, deskWake: turn.wake };
  for (const { to, body } of turn.posts) next = post(next, deskOwner, to, body as Mail);
  return next;
}

function playCase(town: Town, from: string, to: string, mail: CaseMail): Town {
  const before = town.cases[to]?.file ?? null;
  const turn = advanceCase(before, mail, from, town.now, to, simpleHours);
  const journal = [...(town.journals[to] ?? []), ...turn.journal];
  let next: Town = {
    ...town,
    cases: {
      ...town.cases,
      [to]: turn.erase ? { file: null, wake: null } : { file: turn.file, wake: turn.wake },
    },
    journals: { ...town.journals, [to]: turn.erase ? [] : journal },
  };
  for (const one of turn.posts) next = post(next, to, one.to, one.body as Mail);
  return next;
}

/** Delivers everything that is under way, the ways in order of their names. */
export function settle(town: Town): Town {
  let next = town;
  for (let count = 0; count < 1_000; count += 1) {
    const [way] = Object.keys(next.ways).toSorted();
    if (way === undefined) return next;
    next = deliver(next, way);
  }
  throw new Error("mail never ends");
}

/** When the next timer is due; null when none is set. */
export function nextWake(town: Town): number | null {
  const all = Object.values(town.cases).flatMap(({ wake }) => (wake === null ? [] : [wake]));
  if (town.deskWake !== null) all.push(town.deskWake);
  return all.length === 0 ? null : Math.min(...all);
}

/** Lets time go to the next timer, and fires what is due then. */
export function wakeUp(town: Town): Town {
  const at = nextWake(town);
  if (at === null) return town;
  let next: Town = { ...town, now: Math.max(town.now, at) };
  for (const [id, { wake }] of Object.entries(next.cases)) {
    if (wake !== null && wake <= next.now) next = playCase(next, "", id, { kind: "wake" });
  }
  if (next.deskWake !== null && next.deskWake <= next.now) {
    next = playDesk(next, "", { kind: "wake" });
  }
  return next;
}

/** Lets time pass until a moment, with everything that comes due on the way. */
export function until(town: Town, at: number): Town {
  let next = settle(town);
  for (let wake = nextWake(next); wake !== null && wake <= at; wake = nextWake(next)) {
    next = settle(wakeUp(next));
  }
  return { ...next, now: at };
}

let commands = 0;
type WithoutCommand<T> = T extends unknown ? Omit<T, "command"> : never;

/** A consultant's act on a case; answers the town after everything was delivered. */
export function acts(town: Town, who: string, id: string, act: WithoutCommand<Act>): Town {
  commands += 1;
  const mail = { ...act, command: `a${commands}` };
  return settle(post(town, `consultant:${who}`, id, mail));
}

/** A command to the desk; `who` is `consultant:<id>` or `coordinator:<id>`. */
export function commandsDesk(town: Town, who: string, command: WithoutCommand<DeskCommand>): Town {
  commands += 1;
  return settle(post(town, who, deskOwner, { ...command, command: `d${commands}` }));
}

/** Throws when something under way is not what the contract says. */
export function checkMail(town: Town): void {
  for (const [way, mails] of Object.entries(town.ways)) {
    const to = way.slice(way.indexOf(">") + 1);
    const schema =
      to === person ? contactMailSchema : to === deskOwner ? deskMailSchema : caseMailSchema;
    for (const mail of mails) schema.parse(mail);
  }
}
