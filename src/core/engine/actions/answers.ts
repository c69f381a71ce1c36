import type {
  Again,
  Answer,
  Answers,
  ExpressAnswer,
  Profile,
  Variant,
} from "../../diagnostic/answers.ts";
import { againSchema, profileSchema, variants } from "../../diagnostic/answers.ts";
import { progress } from "../../diagnostic/next-question.ts";
import type { Diagnosis } from "../../diagnostic/rediagnosis.ts";
import type { Json } from "../../json.ts";
import type { Phrase } from "../../language/sentences.ts";
import { valueOf, type Organization, type Result } from "../organization.ts";
import type { Flowbook } from "../book.ts";
import type { Play } from "../play.ts";
import type { Known } from "../variables.ts";

/** Facts of the organization that are its profile, in the order they are asked. */
export const profileFacts = [
  "P1",
  "becoming",
  "P2",
  "P3",
  "P4",
  "P5",
  "P6",
  "P7",
  "sells",
] as const;

/** Seconds one question takes, for « il reste environ … minutes » (brief § 2.1: 12 to 18). */
const secondsAQuestion = 18;

/** A diagnosis under way, as its facts stand now. */
export interface UnderWay {
  readonly profile: Profile;
  readonly variant: Variant;
  readonly answers: Answers;
  readonly again: Again | undefined;
}

type Values = Readonly<Record<string, Json | undefined>>;

/** The facts of an organization as plain values. */
export function factsOf(organization: Organization | null): Values {
  const values: Record<string, Json | undefined> = {};
  for (const name of Object.keys(organization?.values ?? {})) {
    values[name] = valueOf(organization, name);
  }
  return values;
}

/** What was tapped on the express questions so far. */
export function expressAnswersOf(play: Play): Answers["express"] {
  return expressIn(play.book, (name) => play.orgValue(name));
}

/** Facts never change in place: what follows from them is worked out once, though a turn asks often. */
const workedOut = new WeakMap<Organization, readonly [book: Flowbook, underWay: UnderWay]>();

export function underWay(play: Play): UnderWay {
  const { organization } = play.state;
  const [book, known] = (organization && workedOut.get(organization)) ?? [];
  if (known !== undefined && book === play.book) return known;
  const told: Known = (name) => valueOf(organization, name);
  const now: UnderWay = {
    profile: profileOf(told),
    variant: variants.find((one) => one === told("variant")) ?? "complet",
    answers: answersIn(play.book, told),
    again: againIn(told),
  };
  if (organization !== null) workedOut.set(organization, [play.book, now]);
  return now;
}

function againIn(told: Known): Again | undefined {
  const again = told("again");
  return again === undefined ? undefined : againSchema.safeParse(again).data;
}

/**
 * The profile for the rules. « Je ne sais pas » counts as the most common case, never as a reason to stop:
 * an association, established, the smallest size, town and country, one computer, to be visible.
 */
export function profileIn(values: Values): Profile {
  return profileOf((name) => values[name]);
}

function profileOf(answered: Known): Profile {
  const told: Known = (name) => {
    const value = answered(name);
    return value === "dont-know" ? undefined : value;
  };
  const inCreation = told("P1") === "creation";
  const type = (inCreation ? told("becoming") : told("P1")) ?? "association";
  return profileSchema.parse({
    type,
    stage: inCreation ? "creation" : told("P3") === "new" ? "new" : "established",
    size: told("P2") ?? "1-5",
    place: told("P4") ?? "both",
    equipment: told("P5") ?? "one-pc",
    role: told("P6") ?? "autre",
    priority: told("P7") ?? "visible",
    sells: type === "coop" || type === "AE" || told("sells") === "yes",
  });
}

/** A kept result as the rules take it. */
export function diagnosisOf(book: Flowbook, result: Result): Diagnosis {
  const told: Known = (name) => result.values[name];
  const again = againIn(told);
  return {
    rubricVersion: result.rubric,
    profile: profileIn(result.values),
    variant: result.variant,
    answers: answersIn(book, told),
    ...(again === undefined ? {} : { again }),
    at: result.at,
  };
}

function answersIn(book: Flowbook, told: Known): Answers {
  const full: Record<string, Answer> = {};
  for (const { id } of book.rubric.questions) {
    const value = told(id);
    if (typeof value === "number") full[id] = { level: value as 0 };
    else if (value === "dont-know" || value === "not-applicable") full[id] = value;
  }
  return { full, express: expressIn(book, told) };
}

function expressIn(book: Flowbook, told: Known): Answers["express"] {
  const express: Record<string, ExpressAnswer> = {};
  for (const { id } of book.rubric.express.questions) {
    const value = told(id);
    if (typeof value === "number" || value === "dont-know") express[id] = value as 1;
  }
  return express;
}

/** Where a question stands in the diagnosis under way: « Question 7 sur environ 20 · … ». */
export function placeOf(
  play: Play,
  question: string,
): {
  readonly position: number;
  readonly about: number;
  readonly exact: string;
  readonly dimension: Phrase;
} {
  const { rubric } = play.book;
  const { profile, variant: under, answers, again } = underWay(play);
  const express = rubric.express.questions.find(({ id }) => id === question);
  // A question of the short form, corrected during the full one, keeps its place among the eight.
  const variant = express === undefined ? under : "court";
  const dimension =
    rubric.questions.find(({ id }) => id === (express?.anchor ?? question))?.dimension ?? "";
  return {
    ...progress(rubric, profile, variant, answers, again, question),
    // Only the full diagnosis skips questions as it goes.
    exact: variant === "court" ? "yes" : "no",
    dimension: { say: `words.dimension.${dimension}` },
  };
}

/** The diagnosis under way is finished, or was never begun: nothing of it is left to ask. */
export function isDiagnosing(play: Play): boolean {
  return (
    play.frames.some(({ flow }) => flow === "diagnostic") &&
    play.orgValue("variant") !== undefined &&
    play.orgValue("finished") !== true
  );
}

/** Questions and minutes left; zero when no diagnosis is under way. */
export function whatIsLeft(play: Play): { readonly questions: number; readonly minutes: number } {
  if (!isDiagnosing(play)) return { questions: 0, minutes: 0 };
  const { profile, variant, answers, again } = underWay(play);
  const { position, about } = progress(play.book.rubric, profile, variant, answers, again);
  const questions = about - position + 1;
  return { questions, minutes: Math.max(1, Math.ceil((questions * secondsAQuestion) / 60)) };
}

/** Says a sentence about going on, with what is left when that is known. */
export function saysWhatIsLeft(play: Play, key: string): void {
  const left = whatIsLeft(play);
  if (left.questions > 0) {
    play.say(key);
    play.draft.say("system.left", left, true);
  } else play.say(key === "system.unfinished" ? "system.unfinished-short" : key);
}

/** The words of an answer that was given to a question of the rubric or of the profile. */
export function answerWords(play: Play, name: string, value: Json): Phrase {
  if (value === "dont-know") return { say: "system.dont-know" };
  if (value === "not-applicable") return { say: "diagnostic.not-applicable" };
  const asking = play.book.questions.get(name);
  return { say: `${asking ?? `diagnostic.${name}`}.${wordOf(value)}` };
}

/** An answer as the id of its choice. */
export function wordOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
