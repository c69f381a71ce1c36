import type { Language } from "../language/languages.ts";
import { languages } from "../language/languages.ts";
import { learn, nearest, type Learned, type Lesson } from "./learn.ts";
import { asksForMoney } from "./legal-lock.ts";
import type { Topic } from "./topic.ts";

/** How people greet, thank, ask who we are, ask after us, and take their leave. */
export const smallTalk = ["hello", "thanks", "who", "how", "bye"] as const;
export type SmallTalk = (typeof smallTalk)[number];

/** What people say that is no question about a topic: `abuse`, and what lies `outside` our subjects. */
export type Talk = SmallTalk | "abuse" | "outside";
export type TalkSamples = Readonly<Record<Talk, Readonly<Record<Language, readonly string[]>>>>;

/** From which confidence on a topic is told at once, and from which it is offered, by language. */
export type Thresholds = Readonly<
  Record<Language, { readonly answer: number; readonly offer: number }>
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
    learned: learn([...topics.map(lessonOf), ...lessonsOfTalk(talk)]),
    thresholds,
  };
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

export function lessonsOfTalk(talk: TalkSamples): readonly Lesson[] {
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
  if (asksForMoney(text)) return { kind: "lock" };
  const near = nearest(knowledge.learned, text, offered + 3);
  const [first] = near;
  const topics = near
    .map(({ subject }) => knowledge.topics.get(Number(subject)))
    .filter((topic) => topic !== undefined)
    .slice(0, offered);
  const { answer, offer } = knowledge.thresholds[language];
  if (first === undefined || first.confidence < offer) return { kind: "none", topics };
  if (first.subject === "abuse") return { kind: "abuse" };
  const talk = smallTalk.find((one) => one === first.subject);
  if (talk !== undefined) return { kind: "small-talk", talk };
  const [best, ...others] = topics;
  if (first.subject === "outside" || best === undefined) return { kind: "none", topics };
  return { kind: first.confidence >= answer ? "answer" : "offer", topics: [best, ...others] };
}
