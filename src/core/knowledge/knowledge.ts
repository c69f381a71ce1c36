import type { Language } from "../language/languages.ts";
import { fold } from "../language/fold.ts";
import { languages } from "../language/languages.ts";
import { sureness, type Sureness } from "./sureness.ts";
import { learn, look, type Learned, type Lesson, type Look } from "./learn.ts";
import type { LockSamples } from "./legal-lock.ts";
import type { Topic } from "./topic.ts";

/** How people greet, thank, ask who we are, ask after us, and take their leave. */
export const smallTalk = ["hello", "thanks", "who", "how", "bye"] as const;
export type SmallTalk = (typeof smallTalk)[number];

/** What people ask about webinars (brief § 5.3): the samples of each stand under `webinar-…`. */
export const webinarSubjects = [
  "list",
  "link",
  "hour",
  "price",
  "language",
  "level",
  "data",
  "late",
  "replay",
  "documents",
  "question",
  "certificate",
  "cancel",
  "move",
  "two",
  "stop",
] as const;
export type WebinarSubject = (typeof webinarSubjects)[number];

/** What people say that is no question about a topic: `abuse`, and what lies `outside` our subjects. */
export type Talk = SmallTalk | "abuse" | "outside";
/** And what asks the public for money, `appeal`, beside what speaks of money and is free, `fair`. */
export type Sample = Talk | keyof LockSamples;
export type TalkSamples = Readonly<
  Record<Sample, Texts> & Partial<Record<`webinar-${WebinarSubject}`, Texts>>
>;
type Texts = Readonly<Record<Language, readonly string[]>>;

/**
 * How sure we are, from what a message looks like; and, by language, from which sureness on the
 * first topic is told at once, and from which the nearest are offered.
 */
export type Thresholds = Readonly<
  Record<Language, { readonly answer: number; readonly offer: number }> & {
    readonly sureness: Sureness;
  }
>;

export interface Knowledge {
  readonly topics: ReadonlyMap<number, Topic>;
  readonly learned: Learned;
  readonly thresholds: Thresholds;
}

/** What a message asks for. */
export type Finding =
  | { readonly kind: "answer"; readonly topics: readonly [Topic, ...Topic[]] }
  | { readonly kind: "offer"; readonly topics: readonly [Topic, ...Topic[]] }
  | { readonly kind: "small-talk"; readonly talk: SmallTalk }
  | { readonly kind: "abuse" }
  | { readonly kind: "webinar"; readonly about: WebinarSubject }
  /** They want money from the public: the law comes first (brief § 2.9). */
  | { readonly kind: "lock" }
  /** Nothing near enough; the nearest all the same, for whoever writes the topics. */
  | { readonly kind: "none"; readonly topics: readonly Topic[] };

/** Titles offered at most. */
const offered = 3;

export function makeKnowledge(
  topics: readonly Topic[],
  talk: TalkSamples,
  thresholds: Thresholds,
): Knowledge {
  return {
    topics: new Map(topics.map((topic) => [topic.id, topic])),
    learned: learnAll(topics, talk),
    thresholds,
  };
}

/** Learns from all topics and from whatever else people say: some seconds. */
export function learnAll(topics: readonly Topic[], talk: TalkSamples): Learned {
  const { appeal, fair, ...rest } = talk;
  return learn([...topics.map(lessonOf), ...lessonsOfTalk(rest)], {
    appeal: Object.values(appeal).flat(),
    fair: Object.values(fair).flat(),
  });
}

/** What a topic teaches: its title, its label and its sample questions; and what it answers. */
export function lessonOf(topic: Topic): Lesson {
  return {
    subject: String(topic.id),
    texts: languages.flatMap((language) => [
      topic.title[language],
      topic.label[language],
      ...topic.questions[language],
    ]),
    bodies: languages.map((language) => `${topic.answer[language]}\n${topic.today[language]}`),
  };
}

function lessonsOfTalk(talk: Readonly<Record<string, Texts>>): readonly Lesson[] {
  return Object.entries(talk).map(([subject, samples]) => ({
    subject,
    texts: Object.values(samples).flat(),
    bodies: [],
  }));
}

/**
 * What a message asks for: an answer we are sure of, up to three titles, small talk, or nothing we
 * know. An appeal for money is recognized before all else.
 *
 * « C'est payant ? » may be about a webinar or about anything: `amongWebinars` says whether they are
 * spoken of; left out, the message itself must name them.
 */
export function find(
  knowledge: Knowledge,
  text: string,
  language: Language,
  amongWebinars = speaksOfWebinars(text),
): Finding {
  const all = look(knowledge.learned, text, lookedAt);
  if (all.lock > 0) return { kind: "lock" };
  const seen = amongWebinars ? all : withoutWebinars(all);
  const topics = seen.near
    .map(({ subject }) => knowledge.topics.get(Number(subject)))
    .filter((topic) => topic !== undefined)
    .slice(0, offered);
  const [first] = seen.near;
  const [best, ...others] = topics;
  if (first === undefined || best === undefined) return { kind: "none", topics };
  if (isTalk(first.subject) && first.probability >= talkLeast) {
    const about = webinarSubject(first.subject);
    if (about !== null) {
      if (seen.known >= webinarKnown) return { kind: "webinar", about };
      return { kind: "none", topics };
    }
    if (seen.known < knownLeast) return { kind: "none", topics };
    if (first.subject === "abuse") return { kind: "abuse" };
    const talk = smallTalk.find((one) => one === first.subject);
    if (talk !== undefined) return { kind: "small-talk", talk };
  }
  const { answer, offer } = knowledge.thresholds[language];
  const sure = sureness(knowledge.thresholds.sureness, seen, language);
  if (sure.ours < offer) return { kind: "none", topics };
  const isTold = sure.right >= answer && first.subject === String(best.id);
  return { kind: isTold ? "answer" : "offer", topics: [best, ...others] };
}

/** Whether somebody wants money asked from the public (brief § 2.9). */
export function asksForMoney({ learned }: Pick<Knowledge, "learned">, text: string): boolean {
  return look(learned, text, 1).lock > 0;
}

/** Of the subjects, as many are looked at: talk may stand between the topics. */
export const lookedAt = offered + 7 + webinarSubjects.length;

/** What is small talk is clearly so, and half of it was met before. */
const talkLeast = 0.2;
const knownLeast = 0.5;
/** Names of places and webinars were never met. */
const webinarKnown = 0.3;

function isTalk(subject: string): boolean {
  return (
    subject === "abuse" ||
    subject === "outside" ||
    smallTalk.some((one) => one === subject) ||
    webinarSubject(subject) !== null
  );
}

/** A look as if nothing had ever been learned about webinars. */
export function withoutWebinars(seen: Look): Look {
  const near = seen.near.filter(({ subject }) => webinarSubject(subject) === null);
  const others = seen.near.filter((one) => !near.includes(one));
  const left = 1 - others.reduce((sum, { probability }) => sum + probability, 0);
  return {
    ...seen,
    near: near.map((one) => ({ ...one, probability: one.probability / Math.max(left, 0.01) })),
  };
}

function webinarSubject(subject: string): WebinarSubject | null {
  return webinarSubjects.find((one) => subject === `webinar-${one}`) ?? null;
}

/** Whether a message names webinars, in any of the five languages. */
export function speaksOfWebinars(text: string): boolean {
  return named.test(fold(text.slice(0, 600)));
}

const named =
  /webin|webbin|ويبين|وبينار|(?<!\p{L})(?:ال|ف|فال|لل|بال|ب)?ندو(?:ه|ات|تكم)|nadwa|nedwa/u;
