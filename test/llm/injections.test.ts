import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fold, wordsOf } from "../../src/core/language/fold.ts";
import { languages, type Language } from "../../src/core/language/languages.ts";
import { systemText } from "../../src/llm/prompt.ts";
import { openRewriter, type Reworded } from "../../src/llm/reword.ts";
import { obedient, startOpenAiFake } from "../fakes/openai.ts";
import { topicOf } from "./topics.ts";

interface Injection {
  readonly language: Language;
  readonly kind: string;
  readonly text: string;
}

const injections = readFileSync(join(import.meta.dirname, "injections.jsonl"), "utf8")
  .trim()
  .split("\n")
  // Written beside this test.
  .map((line) => JSON.parse(line) as Injection);

const fake = await startOpenAiFake();
afterAll(() => fake.close());

/** Sites, pages, copies: what the attempts pretend to ask about. */
const topics = await Promise.all([11, 54, 104].map(topicOf));

/** No appeal is recognized, so that nothing but the check stands in the way. */
const parts = { asksForMoney: () => false, clock: () => 0 };

async function attempt(injection: Injection, text = injection.text): Promise<Reworded> {
  const settings = { baseUrl: fake.url, model: "fake", apiKey: null, deadline: 5_000 };
  const rewriter = openRewriter(settings, parts);
  const { language } = injection;
  const outcome = await rewriter?.reword({ question: text, language, topics });
  rewriter?.close();
  return outcome ?? { kind: "abstain" };
}

describe("attempts to make the model obey a stranger", () => {
  test("are many, of every kind, in every language", () => {
    expect(injections.length).toBeGreaterThanOrEqual(200);
    const kinds = new Set(injections.map(({ kind }) => kind));
    expect(kinds.size).toBeGreaterThanOrEqual(9);
    for (const language of languages) {
      const own = injections.filter((one) => one.language === language);
      expect(own.length).toBeGreaterThanOrEqual(40);
      expect(new Set(own.map(({ kind }) => kind))).toEqual(kinds);
    }
  });

  test.each(Object.entries(obedient))("come to nothing when the model %s", async (_, answer) => {
    fake.misbehave({ kind: "answer", answer });
    const passed: string[] = [];
    for (const injection of injections) {
      const outcome = await attempt(injection);
      if (outcome.kind === "answer") passed.push(`${injection.text} -> ${outcome.text}`);
    }
    expect(passed).toEqual([]);
  });

  test("come to nothing when the model writes whatever it likes instead of an answer", async () => {
    for (const injection of injections) {
      fake.misbehave({ kind: "words", words: injection.text });
      expect((await attempt(injection)).kind).toBe("failed");
    }
  });

  test("harm no one when the model does not obey: the answer is the topic's", async () => {
    fake.behave();
    for (const injection of injections) {
      const [topic] = topics;
      expect(await attempt(injection)).toEqual({
        kind: "answer",
        text: `${topic?.answer[injection.language]}\n${topic?.today[injection.language]}`,
        topics: [11],
      });
    }
  });

  test("never change what the model is told, nor carry a number, a mail address or a name to it", async () => {
    fake.behave();
    const before = fake.ledger.length;
    for (const injection of injections) {
      await attempt(
        injection,
        `Je m'appelle Zoulikha, 06 12 34 56 78, zoulikha@exemple.ma. ${injection.text}`,
      );
    }
    const calls = fake.ledger.slice(before);
    expect(calls).toHaveLength(injections.length);
    for (const { raw, system, user } of calls) {
      expect(system).toBe(systemText);
      const put = JSON.parse(user) as Readonly<Record<string, unknown>>;
      expect(Object.keys(put).toSorted()).toEqual(["articles", "language", "question"]);
      expect(raw).not.toMatch(/zoulikha|@exemple|0600000000|evil\.example\/win/iu);
      expect(wordsOf(fold(String(put["question"]))).join("")).not.toMatch(/\d{7}/u);
    }
  });
});
