import { z } from "zod";
import { isolate } from "../language/isolate.ts";
import { isRightToLeft, languages } from "../language/languages.ts";
import { checkAmongTopics } from "./check-among-topics.ts";
import { readingLevel } from "./reading-level.ts";
import { answerMost, labelMost, titleMost, topicSchema, type Topic } from "./topic.ts";
import { error, warning, type TopicFile, type TopicFinding } from "./topic-finding.ts";

/** The fifty that most people ask: they get twice as many sample questions. */
export const mostAsked: ReadonlySet<number> = new Set([
  1, 2, 6, 7, 9, 11, 12, 14, 18, 19, 26, 27, 29, 33, 35, 40, 41, 46, 47, 49, 51, 53, 54, 57, 61, 62,
  64, 65, 67, 72, 75, 76, 80, 81, 82, 83, 84, 89, 93, 98, 102, 103, 104, 105, 108, 116, 117, 118,
  120, 124,
]);

/** Months after which a topic must be gone through again (brief § 4.1). */
export function monthsGood({ law }: Pick<Topic, "law">): number {
  return law ? 6 : 18;
}

/** Days before a topic expires from which on it is named. */
const soon = 60;
/** A reading level above this is hard for who reads little; the topics are at 12 to 25. */
const hard = 30;

/**
 * Everything wrong with the topics. `today` is a day as in `2026-11-25`; only warnings and reviews
 * that lie ahead depend on it.
 */
export function checkTopics(files: readonly TopicFile[], today: string): readonly TopicFinding[] {
  const read = files.map((file) => ({ file, parsed: topicSchema.safeParse(file.value) }));
  const topics = read.flatMap(({ file: { slug }, parsed }) =>
    parsed.success ? [{ ...parsed.data, slug }] : [],
  );
  return [
    ...read.flatMap(({ file, parsed }) => (parsed.error ? refused(file, parsed.error) : [])),
    ...topics.flatMap((topic) => [
      ...lengths(topic),
      ...samples(topic),
      ...scripts(topic),
      ...dates(topic, today),
      ...reading(topic),
    ]),
    ...checkAmongTopics(topics, files),
  ];
}

const draft = z.object({ todo: z.array(z.string()).min(1) });

/** What the schema does not allow. Of a draft only what is left to do: the rest follows from it. */
function refused({ slug, value }: TopicFile, { issues }: z.ZodError): readonly TopicFinding[] {
  const { data } = draft.safeParse(value);
  if (data !== undefined) {
    return data.todo.map((one, at) =>
      error(
        slug,
        ["todo", at],
        "draft",
        one,
        "do it, then remove the line; at the end `todo` itself",
      ),
    );
  }
  return issues.flatMap((issue) => {
    const path = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
    const name = path.join(".") || "the file";
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) =>
        error(
          slug,
          [...path, key],
          "unknown-field",
          `no field "${key}" is known here`,
          "remove it",
        ),
      );
    }
    const language = languages.find((one) => path.includes(one));
    const isLanguage = language !== undefined && issue.code !== "invalid_format";
    return [
      isLanguage
        ? error(slug, path, "missing-words", `${name} is not written`, `write it in ${language}`)
        : error(slug, path, "wrong-field", `${name}: ${issue.message}`, "compare another topic"),
    ];
  });
}

function* lengths(topic: Topic): Iterable<TopicFinding> {
  for (const language of languages) {
    // As it is sent: marks of direction count.
    const size = (text: string) => isolate(text, isRightToLeft(language)).length;
    const limits = [
      ["label", size(topic.label[language]), labelMost],
      ["title", size(topic.title[language]), titleMost],
      ["answer", size(topic.answer[language]) + size(topic.today[language]), answerMost],
    ] as const;
    for (const [field, length, most] of limits) {
      if (length <= most) continue;
      const what = field === "answer" ? "answer and today together have" : `the ${field} has`;
      yield error(
        topic.slug,
        [field, language],
        "too-long",
        `${what} ${length} characters, ${most} fit`,
        "say it in fewer words",
      );
    }
  }
}

function* samples({ id, slug, questions }: Topic): Iterable<TopicFinding> {
  for (const language of languages) {
    const least = mostAsked.has(id) ? (language === "ary-Latn" ? 8 : 10) : 5;
    const count = questions[language].length;
    if (count >= least) continue;
    yield error(
      slug,
      ["questions", language],
      "few-questions",
      `${count} sample questions in ${language}, ${least} are needed`,
      "write how people really ask it: short, with slips, in a hurry",
    );
  }
}

function* scripts({ slug, answer, today, title, label }: Topic): Iterable<TopicFinding> {
  for (const language of languages) {
    const told = { answer: answer[language], today: today[language] };
    for (const [field, text] of Object.entries({
      ...told,
      title: title[language],
      label: label[language],
    })) {
      const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0;
      const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
      // A title may be little more than the name of a product.
      const isShort = !(field in told);
      const isRight = isRightToLeft(language)
        ? isShort
          ? arabic > 0
          : arabic > latin
        : latin > arabic;
      if (isRight) continue;
      yield error(
        slug,
        [field, language],
        "wrong-script",
        `this is not written in the letters of ${language}`,
        "look whether two languages were exchanged",
      );
    }
    const copied = languages.find(
      (other) => other !== language && answer[other] === answer[language],
    );
    if (copied === undefined || languages.indexOf(copied) > languages.indexOf(language)) continue;
    yield error(
      slug,
      ["answer", language],
      "not-translated",
      `the answer is the same in ${copied}`,
      `write it in ${language}`,
    );
  }
}

function* dates(topic: Topic, today: string): Iterable<TopicFinding> {
  const { slug, law, reviewed, expires } = topic;
  const end = Temporal.PlainDate.from(reviewed)
    .add({ months: monthsGood(topic) })
    .toString();
  if (expires !== end) {
    const kind = law ? "about law" : "of this kind";
    yield error(
      slug,
      ["expires"],
      "wrong-expiry",
      `a topic ${kind} is good for ${monthsGood(topic)} months after it was reviewed`,
      `write ${end}`,
    );
  }
  if (reviewed > today) {
    yield error(
      slug,
      ["reviewed"],
      "future-review",
      "this day has not come yet",
      "write the day of the review",
    );
  }
  const advice = "go through it again, then set `reviewed` and `expires`";
  if (expires < today) {
    yield warning(
      slug,
      ["expires"],
      "expired",
      `expired on ${expires}: it is given with a warning`,
      advice,
    );
  } else if (expires <= Temporal.PlainDate.from(today).add({ days: soon }).toString()) {
    yield warning(slug, ["expires"], "expires-soon", `review it before ${expires}`, advice);
  }
}

function* reading({ slug, answer, today }: Topic): Iterable<TopicFinding> {
  for (const language of languages) {
    const { score, sentence, long } = readingLevel(
      `${answer[language]}\n${today[language]}`,
      language,
    );
    if (score <= hard) continue;
    yield warning(
      slug,
      ["answer", language],
      "hard-to-read",
      `${sentence.toFixed(1)} words a sentence, ${Math.round(100 * long)} long words in a hundred`,
      "cut sentences in two, and take shorter words",
    );
  }
}
