import { z } from "zod";
import { answerMost, type Topic } from "../../knowledge/topic.ts";
import type { Phrase } from "../../language/sentences.ts";
import { questionsOwner } from "../owners/questions.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import { json } from "./last-result.ts";

const topicNumber = z.strictObject({ topic: z.string() });
/** Null when the conversation was opened again by an old button, and nothing was asked. */
const ids = z.array(z.string()).nullable();
const found = z.strictObject({ found: ids, how: z.string() });
const verdict = z.strictObject({
  topic: z.string(),
  verdict: z.enum(["useful", "not-useful"]),
  question: z.string(),
});
const asking = z.strictObject({ found: ids, question: z.string() });

/** Answers a model may word for one contact in a day (UTC). */
const assistedADay = 20;

/** The titles found, to choose from; where nothing was near, a student and the menu as well. */
export const offerTopics = {
  about: "The topics found, as choices; the last ones lead elsewhere.",
  takes: found,
  gives: { choices: "dyn" },
  perform({ found: numbers, how }, play) {
    const titles = (numbers ?? [])
      .filter((id) => play.book.knowledge?.topics.has(Number(id)) === true)
      .map((id) => ({
        id,
        label: { say: `topic.${id}.label` },
        about: { say: `topic.${id}.title` },
      }));
    const elsewhere = how !== "offer" ? ["human", "menu"] : ["none"];
    const others = elsewhere.map((id) => ({ id, label: { say: `knowledge.elsewhere.${id}` } }));
    return { gives: { choices: json([...titles, ...others]) } };
  },
} satisfies Action<z.infer<typeof found>>;

/** Brief § 4.2: the entry's title and date are told; an expired one about law says so first. */
export const readTopic = {
  about: "One topic of the knowledge base, as sentences.",
  takes: topicNumber,
  gives: {
    title: "dyn",
    told: "dyn",
    today: "dyn",
    source: "dyn",
    expired: "bool",
    since: "string",
  },
  perform({ topic: id }, play) {
    const topic = play.book.knowledge?.topics.get(Number(id));
    if (topic === undefined) return { gives: { title: "", told: "", today: "", source: "" } };
    const source: Phrase = {
      say: saysLaw(topic) ? "knowledge.source" : "knowledge.source-law",
      with: { names: { list: ["ECC", ...namesIn(topic)] }, date: dayOf(topic.reviewed) },
    };
    return {
      gives: {
        title: { say: `topic.${id}.title` },
        told: { say: `topic.${id}.answer` },
        today: { say: `topic.${id}.today` },
        source: json(source),
        expired: topic.law && isPast(play, topic.expires),
        since: dayOf(topic.reviewed),
      },
    };
  },
} satisfies Action<z.infer<typeof topicNumber>>;

/** What else may be read after a topic. */
export const relatedTopics = {
  about: "The topics that people read next.",
  takes: topicNumber,
  gives: { found: "dyn" },
  perform({ topic: id }, play) {
    const topic = play.book.knowledge?.topics.get(Number(id));
    return { gives: { found: (topic?.related ?? []).map(String) } };
  },
} satisfies Action<z.infer<typeof topicNumber>>;

/** For those who write the topics; who says so is not told. */
export const rateTopic = {
  about: "Tells the writers of the topics whether an answer was useful.",
  takes: verdict,
  gives: {},
  perform({ topic, verdict: kind, question }, play) {
    if (topic === "" || typeof play.state.facts["consent"] !== "string") return { gives: {} };
    const { language } = play.state;
    play.post(
      questionsOwner,
      kind === "useful"
        ? { kind, topic: Number(topic) }
        : { kind, language, text: question, topic: Number(topic) },
    );
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof verdict>>;

/** Asks a language model to word the answer, where there is one and their day's share is not used up. */
export const askModel = {
  about: "Has a model word an answer from the topics found; it comes as the event `reworded`.",
  takes: asking,
  gives: { asked: "double" },
  perform({ found: numbers, question }, play) {
    const day = Math.floor(play.now / 86_400_000);
    const [lastDay, count] = z
      .tuple([z.number(), z.number()])
      .catch([0, 0])
      .parse(play.state.facts["assisted"]);
    const used = lastDay === day ? count : 0;
    if (!play.book.assisted || used >= assistedADay || question === "") {
      return { gives: { asked: 0 } };
    }
    play.keep("contact.assisted", [day, used + 1]);
    play.effects.push({
      kind: "reword",
      asked: play.move,
      question: question.slice(0, answerMost),
      language: play.state.language,
      topics: (numbers ?? []).map(Number),
    });
    return { gives: { asked: play.move } };
  },
} satisfies Action<z.infer<typeof asking>>;

/** Whether its answer says by itself that it is no legal advice, or need not say so. */
function saysLaw({ law, answer }: Topic): boolean {
  return !law || answer.fr.includes("conseil juridique");
}

/** The club's own notes, whose names say nothing to others. */
const ours = /dossier ECC|équipe/u;
const help = "Aide ";

/** Two sources at most, by names that people know. */
function namesIn({ sources }: Topic): readonly Phrase[] {
  return sources
    .filter(({ title }) => !ours.test(title))
    .slice(0, 2)
    .map(({ title }) =>
      title.startsWith(help)
        ? { say: "knowledge.help-of", with: { name: title.slice(help.length) } }
        : title,
    );
}

/** `2026-11-23` as it is written in Morocco, in every language. */
function dayOf(date: string): string {
  return date.split("-").toReversed().join("/");
}

function isPast(play: Play, date: string): boolean {
  return (
    Temporal.PlainDate.compare(
      Temporal.Instant.fromEpochMilliseconds(play.now)
        .toZonedDateTimeISO("Africa/Casablanca")
        .toPlainDate(),
      date,
    ) > 0
  );
}
