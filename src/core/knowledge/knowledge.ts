import type { Language } from "../language/languages.ts";
import { fold } from "../language/fold.ts";
import { languages } from "../language/languages.ts";
import { sureness, type Sureness } from "./sureness.ts";
import { learn, look, type Learned, type Lesson } from "./learn.ts";
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
  /**
   * What is asked about webinars, apart from all else: it is looked at only where they are spoken
   * of, and its samples move nothing in what the topics learned.
   */
  readonly webinars: Learned;
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
    webinars: learnWebinars(topics, talk),
    thresholds,
  };
}

/** Learns from all topics and from whatever else people say: some seconds. */
export function learnAll(topics: readonly Topic[], talk: TalkSamples): Learned {
  const { appeal, fair, hello, thanks, who, how, bye, abuse, outside } = talk;
  const rest = { hello, thanks, who, how, bye, abuse, outside };
  return learn([...topics.map(lessonOf), ...lessonsOfTalk(rest)], {
    appeal: Object.values(appeal).flat(),
    fair: Object.values(fair).flat(),
  });
}

/** Everything that is no question about a webinar. */
const other = "other";
/** Of each topic, as many questions in each language stand for it there. */
const questionsOfOther = 2;

/** Learns to tell questions about webinars from each other and from the rest: about a second. */
export function learnWebinars(topics: readonly Topic[], talk: TalkSamples): Learned {
  const lessons = webinarSubjects.map((subject) => ({
    subject,
    texts: Object.values(talk[`webinar-${subject}`] ?? {}).flat(),
    bodies: [],
  }));
  const rest = languages.flatMap((language) => [
    ...topics.flatMap((topic) => [
      topic.title[language],
      ...topic.questions[language].slice(0, questionsOfOther),
    ]),
    // A greeting stands before anything.
    ...smallTalk.flatMap((one) => (one === "hello" ? [] : talk[one][language])),
    ...talk.outside[language],
  ]);
  return learn([...lessons, { subject: other, texts: rest, bodies: [] }]);
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
  const seen = look(knowledge.learned, text, lookedAt);
  if (seen.lock > 0) return { kind: "lock" };
  const about = amongWebinars ? webinarIn(knowledge.webinars, text) : null;
  if (about !== null) return { kind: "webinar", about };
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
const lookedAt = offered + 7;

/** What is small talk is clearly so, and half of it was met before. */
const talkLeast = 0.2;
const knownLeast = 0.5;
/** Names of places and webinars were never met. */
const webinarKnown = 0.3;
/** How likely it is about a webinar: less is needed where one is named, or where all else is far. */
const likelyAbout = { named: 0.04, meant: 0.25 } as const;
const nearAbout = { cosine: 0.1, times: 2.5 } as const;

/** What is asked about a webinar, where they are spoken of; null for anything else. */
function webinarIn(learned: Learned, text: string): WebinarSubject | null {
  const { near, known } = look(learned, text, webinarSubjects.length + 1);
  const found = near.find(({ subject }) => subject !== other);
  if (found === undefined || known < webinarKnown) return null;
  const far = near.find(({ subject }) => subject === other)?.cosine ?? 0;
  const isNear =
    found.cosine >= nearAbout.cosine && found.cosine >= nearAbout.times * Math.max(far, 0);
  const least = speaksOfWebinars(text) ? likelyAbout.named : likelyAbout.meant;
  if (!isNear && found.probability < least) return null;
  return webinarSubjects.find((one) => one === found.subject) ?? null;
}

function isTalk(subject: string): boolean {
  return subject === "abuse" || subject === "outside" || smallTalk.some((one) => one === subject);
}

/** Whether a message names webinars, in any of the five languages. */
export function speaksOfWebinars(text: string): boolean {
  return named.test(fold(text.slice(0, 600)));
}

const named =
  /webin|webbin|ويبين|وبينار|(?<!\p{L})(?:ال|ف|فال|لل|بال|ب)?ندو(?:ه|ات|تكم)|nadwa|nedwa/u;
