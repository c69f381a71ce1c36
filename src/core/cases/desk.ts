import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";
import type { Language } from "../language/languages.ts";
import type { Hours, Mode } from "./hours.ts";
import type { Alarm, Answer, Row } from "./desk-mail.ts";
import type { FromDesk } from "./mail.ts";
import { caps, type Candidate, type Consultant, type Duty, type Spoken } from "./rota.ts";

/** What the desk remembers of a consultant besides the rota. */
export interface History {
  readonly closed: number;
  readonly lastGiven: Instant;
  /** They have refused once without a reason. */
  readonly refusedFreely: boolean;
}

/** A claim that is with its case. */
export interface Claim {
  readonly command: string;
  readonly case: string;
  readonly consultant: string;
}

/** The list of open cases, the people, and how much they do now. */
export interface Desk {
  readonly mode: Mode;
  readonly consultants: readonly Consultant[];
  readonly duty: readonly Duty[];
  /** How often hours and duty were set: of two who change them at once the second is told. */
  readonly rotaChanges: number;
  readonly records: Readonly<Record<string, History>>;
  /** Open cases by id. */
  readonly rows: Readonly<Record<string, Row>>;
  readonly claims: readonly Claim[];
  /** Who last helped an organization, the latest last. */
  readonly knew: Readonly<Record<string, string>>;
  /** What a coordinator has yet to look at, oldest first. */
  readonly alarms: readonly { readonly case: string; readonly why: Alarm; readonly at: Instant }[];
  readonly answers: readonly Answer[];
}

/** Before the first rota: nobody can be asked, so every case goes to the coordinator. */
export const blankDesk: Desk = {
  mode: { kind: "normal" },
  consultants: [],
  duty: [],
  rotaChanges: 0,
  records: {},
  rows: {},
  claims: [],
  knew: {},
  alarms: [],
  answers: [],
};

/** What follows from one mail to the desk. */
export interface DeskTurn {
  readonly desk: Desk;
  readonly posts: readonly { readonly to: string; readonly body: Json }[];
  /** When the desk is back from its absence; null: no such moment. */
  readonly wake: Instant | null;
  /** Who did what: the audit. */
  readonly journal: readonly Json[];
}

const answersKept = 200;
const alarmsKept = 200;
const knownKept = 2_000;

const blankRecord: History = { closed: 0, lastGiven: 0, refusedFreely: false };

/** The desk while one mail is played. */
export class DeskPlay {
  desk: Desk;
  readonly posts: { readonly to: string; readonly body: Json }[] = [];
  readonly journal: Json[] = [];
  readonly from: string;
  readonly now: Instant;
  readonly hours: Hours;

  constructor(desk: Desk, from: string, now: Instant, hours: Hours) {
    this.desk = desk;
    this.from = from;
    this.now = now;
    this.hours = hours;
  }

  change(changes: Partial<Desk>): void {
    this.desk = { ...this.desk, ...changes };
  }

  tell(caseId: string, told: FromDesk): void {
    this.posts.push({ to: caseId, body: told });
  }

  answer(command: string, outcome: Answer["outcome"], names: readonly string[] = []): void {
    const others = this.desk.answers.filter((one) => one.command !== command);
    const answer = { command, outcome, with: [...names] };
    this.change({ answers: [...others, answer].slice(-answersKept) });
  }

  note(act: string, detail: Json): void {
    this.journal.push({ act, by: this.from, at: this.now, detail });
  }

  alarm(caseId: string, why: Alarm): void {
    const all = [...this.desk.alarms, { case: caseId, why, at: this.now }];
    this.change({ alarms: all.slice(-alarmsKept) });
  }

  consultant(id: string): Consultant | undefined {
    return this.desk.consultants.find((one) => one.id === id);
  }

  record(id: string): History {
    return this.desk.records[id] ?? blankRecord;
  }

  remember(id: string, changes: Partial<History>): void {
    const record = { ...this.record(id), ...changes };
    this.change({ records: { ...this.desk.records, [id]: record } });
  }

  /** Who last helped this organization is asked first. */
  knows(organization: string | null, consultant: string): void {
    if (organization === null) return;
    const { [organization]: _, ...others } = this.desk.knew;
    const entries = [...Object.entries(others), [organization, consultant] as const];
    this.change({ knew: Object.fromEntries(entries.slice(-knownKept)) });
  }

  /** Cases they hold, and claims that are on their way. */
  load(id: string): number {
    const held = Object.values(this.desk.rows).filter(({ holders }) => holders.includes(id));
    const claimed = this.desk.claims.filter(
      (one) => one.consultant === id && !held.some((row) => row.case === one.case),
    );
    return held.length + new Set(claimed.map((one) => one.case)).size;
  }

  isNewcomer(one: Consultant): boolean {
    return !one.experienced && this.record(one.id).closed === 0;
  }

  candidates(): readonly Candidate[] {
    return this.desk.consultants.map((one) => ({
      ...one,
      open: this.load(one.id),
      lastGiven: this.record(one.id).lastGiven,
      newcomer: this.isNewcomer(one),
    }));
  }

  person(one: Consultant): { id: string; name: string; newcomer: boolean } {
    return { id: one.id, name: one.name, newcomer: this.isNewcomer(one) };
  }

  get cap(): number {
    return caps[this.desk.mode.kind];
  }
}

/** In which language somebody is spoken to. */
export function spokenBy({ language, amazigh }: Row["need"]): Spoken {
  const spoken: Readonly<Record<Language, Spoken>> = {
    fr: "fr",
    ar: "ar",
    ary: "ary",
    "ary-Latn": "ary",
    en: "en",
  };
  return amazigh ? "amazigh" : spoken[language];
}
