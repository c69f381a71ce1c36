import { describe, expect, test } from "vitest";
import { checkTopics } from "../../../src/core/knowledge/check-topics.ts";
import type { TopicFinding } from "../../../src/core/knowledge/topic-finding.ts";
import { isRightToLeft, languages, type Language } from "../../../src/core/language/languages.ts";

const today = "2026-11-25";

const inEach = <Value>(of: (language: Language) => Value) =>
  // Built from the list of languages, which the compiler cannot follow.
  Object.fromEntries(languages.map((language) => [language, of(language)])) as Record<
    Language,
    Value
  >;
/** In the letters of each language, and in no two the same. */
const said = (latin: string, arabic: string) =>
  inEach((one) => `${isRightToLeft(one) ? arabic : latin} ${languages.indexOf(one)}`);

/** A topic without mistakes; ids above 124 are not among the most asked. */
function topic(id: number, change: object = {}) {
  const value = {
    id,
    service: "training",
    dimension: "SEC",
    levels: [1],
    law: false,
    owner: "training",
    reviewed: "2026-11-25",
    expires: "2028-05-25",
    sources: [{ title: "Source", seen: null }],
    related: [id === 201 ? 202 : 201],
    label: said("Sujet", "موضوع مهم"),
    title: said("Un sujet", "موضوع مهم"),
    answer: said("Une réponse.", "جواب قصير ومفيد للناس."),
    today: said("Un geste.", "حاجة ديرها اليوم مزيان."),
    questions: inEach((language) =>
      Array.from({ length: 5 }, (_, at) => `q${id} ${language} ${at}`),
    ),
    ...change,
  };
  return { slug: `topic-${id}`, value };
}

const pathOf = ({ code, path }: TopicFinding) => `${code} ${path.join(".")}`;
const found = (...files: readonly { slug: string; value: unknown }[]) =>
  checkTopics(files, today).map(pathOf);
const changed = (change: object) => found(topic(201, change), topic(202));

describe("the topics' check", () => {
  test("finds nothing in topics that are right", () => {
    expect(changed({})).toEqual([]);
  });

  test.each<readonly [string, object, readonly string[]]>([
    ["a field nobody knows", { lvl: [1] }, ["unknown-field lvl"]],
    [
      "a language left out",
      { title: { ...said("a", "ب"), ary: undefined } },
      ["missing-words title.ary"],
    ],
    ["words left empty", { title: { ...said("a", "ب"), en: "" } }, ["missing-words title.en"]],
    ["a service that is none", { service: "cooking" }, ["wrong-field service"]],
    ["a day that is none", { expires: "soon" }, ["wrong-field expires"]],
    [
      "a label too long",
      { label: { ...said("a", "ب"), fr: "x".repeat(21) } },
      ["too-long label.fr"],
    ],
    [
      "an answer too long with its marks of direction",
      { answer: { ...said("a", "ب"), ar: `${"ب".repeat(660)} SMS WhatsApp ب` } },
      ["too-long answer.ar"],
    ],
    [
      "too few samples",
      { questions: { ...inEach((one) => "12345".split("").map((n) => one + n)), ary: ["وحدة"] } },
      ["few-questions questions.ary"],
    ],
    [
      "a language in another's place",
      { today: { ...said("a", "ب"), ar: "today" } },
      ["wrong-script today.ar"],
    ],
    [
      "Arabic among the Latin",
      { title: { ...said("a", "ب"), en: "بلا" } },
      ["wrong-script title.en"],
    ],
    [
      "an answer copied",
      { answer: { ...said("a", "ب"), en: "Same.", fr: "Same." } },
      ["not-translated answer.en"],
    ],
    ["an expiry too late", { expires: "2029-05-25" }, ["wrong-expiry expires"]],
    ["a law good for too long", { law: true }, ["wrong-expiry expires"]],
    [
      "a review that lies ahead",
      { reviewed: "2027-01-25", expires: "2028-07-25" },
      ["future-review reviewed"],
    ],
    ["a relation to nothing", { related: [202, 7] }, ["dead-relation related.1"]],
    ["a relation to itself", { related: [201] }, ["own-relation related.0"]],
    ["a relation named twice", { related: [202, 202] }, ["relation-twice related.1"]],
  ])("finds %s", (_, change, expected) => {
    expect(changed(change)).toEqual(expected);
  });

  test("wants twice as many samples where most people ask", () => {
    expect(found(topic(1, { related: [201] }), topic(201, { related: [1] }))).toEqual(
      languages.map((language) => `few-questions questions.${language}`),
    );
  });

  test("names the other topic that has the id or the question, whatever its capitals", () => {
    const questions = topic(202).value.questions;
    const same = { ...questions, fr: [...questions.fr.slice(1), "Q201 FR 3 ?"] };
    const findings = checkTopics([topic(201), topic(202, { questions: same })], today);
    expect(
      findings.map(({ message, ...one }) => `${pathOf({ message, ...one })}: ${message}`),
    ).toEqual(['same-question questions.fr.4: "topic-201" has this question too']);
    expect(found(topic(201), topic(202), { ...topic(201), slug: "again" })).toContain("same-id id");
  });

  test("warns of what expired, and of what soon will, and fails for neither", () => {
    const past = topic(201, { reviewed: "2025-01-01", expires: "2026-07-01" });
    const near = topic(202, { reviewed: "2025-07-01", expires: "2027-01-01" });
    const findings = checkTopics([past, near], today);
    expect(findings.map(pathOf)).toEqual(["expired expires", "expires-soon expires"]);
    expect(findings.map(({ severity }) => severity)).toEqual(["warning", "warning"]);
  });

  test("warns of long sentences and of a question that stands twice in one language", () => {
    const long =
      "Comprendre les obligations administratives et réglementaires des organisations ".repeat(3);
    const answer = { ...topic(201).value.answer, fr: long };
    const questions = { ...topic(201).value.questions, en: ["a b", "A b?", "c", "d", "e"] };
    const findings = checkTopics([topic(201, { answer, questions }), topic(202)], today);
    expect(findings.map(pathOf)).toEqual([
      "hard-to-read answer.fr",
      "question-twice questions.en.1",
    ]);
    expect(findings.every(({ severity }) => severity === "warning")).toBe(true);
  });

  test("refuses a draft with each thing left to do, and a relation to it", () => {
    const draft = topic(203, { todo: ["one", "two"], title: inEach(() => "") });
    const findings = checkTopics([topic(201, { related: [203] }), topic(202), draft], today);
    expect(
      findings.map(({ message, ...one }) => `${pathOf({ message, ...one })}: ${message}`),
    ).toEqual([
      "draft todo.0: one",
      "draft todo.1: two",
      "dead-relation related.0: there is no topic 203",
    ]);
  });

  test("survives files that are no topics", () => {
    for (const value of [null, undefined, 7, "text", [], { todo: "x" }]) {
      const findings = checkTopics([{ slug: "odd", value }], today);
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.every(({ severity }) => severity === "error")).toBe(true);
    }
  });
});
