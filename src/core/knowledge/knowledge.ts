import type { Language } from "../language/languages.ts";
import { languages } from "../language/languages.ts";
import { sureness, type Sureness } from "./sureness.ts";
import { learn, look, type Learned, type Lesson } from "./learn.ts";
import type { LockSamples } from "./legal-lock.ts";
import type { Topic } from "./topic.ts";

/** How people greet, thank, ask who we are, ask after us, and take their leave. */
export const smallTalk = ["hello", "thanks", "who", "how", "bye"] as const;
export type SmallTalk = (typeof smallTalk)[number];

/** What people say that is no question about a topic: `abuse`, and what lies `outside` our subjects. */
export type Talk = SmallTalk | "abuse" | "outside";
/** And what asks the public for money, `appeal`, beside what speaks of money and is free, `fair`. */
export type Sample = Talk | keyof LockSamples;
export type TalkSamples = Readonly<Record<Sample, Readonly<Record<Language, readonly string[]>>>>;

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

function lessonsOfTalk(talk: Readonly<Record<Talk, TalkSamples[Talk]>>): readonly Lesson[] {
  return Object.entries(talk).map(([subject, samples]) => ({
    subject,
    texts: Object.values(samples).flat(),
    bodies: [],
  }));
}

/**
 * What a message asks for: an answer we are sure of, up to three titles, small talk, or nothing we
 * know. An appeal for money is recognized before all else.
 */
export function find(knowledge: Knowledge, text: string, language: Language): Finding {
  const seen = look(knowledge.learned, text, lookedAt);
  if (seen.lock > 0) return { kind: "lock" };
  const topics = seen.near
    .map(({ subject }) => knowledge.topics.get(Number(subject)))
    .filter((topic) => topic !== undefined)
    .slice(0, offered);
  const [first] = seen.near;
  const [best, ...others] = topics;
  if (first === undefined || best === undefined) return { kind: "none", topics };
  if (isTalk(first.subject) && first.probability >= talkLeast) {
    if (seen.known < knownLeast) return { kind: "none", topics };
    if (first.subject === "abuse") return { kind: "abuse" };
    if (first.subject !== "outside") return { kind: "small-talk", talk: first.subject };
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
const lookedAt = offered + 7;

/** What is small talk is clearly so, and half of it was met before. */
const talkLeast = 0.2;
const knownLeast = 0.5;

function isTalk(subject: string): subject is Talk {
  return subject === "abuse" || subject === "outside" || smallTalk.some((one) => one === subject);
}
