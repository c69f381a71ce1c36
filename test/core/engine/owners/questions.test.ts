import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OwnerMail } from "../../../../src/core/engine/owners/owner.ts";
import {
  keptQuestionSchema,
  questionMost,
  questions,
  questionsADay,
  questionsOwner,
  type QuestionMail,
} from "../../../../src/core/engine/owners/questions.ts";
import { day, type Instant } from "../../../../src/core/instant.ts";
import type { Json } from "../../../../src/core/json.ts";

const now = Date.UTC(2026, 10, 25, 9);

const unanswered = (text: string, nearest: number[] = [3]): QuestionMail => ({
  kind: "unanswered",
  language: "fr",
  text,
  nearest,
});

function play(mails: readonly QuestionMail[], at: (index: number) => Instant = () => now) {
  let state: Json | null = null;
  const journal: Json[] = [];
  for (const [index, body] of mails.entries()) {
    const mail: OwnerMail = { from: "c17-someone", body };
    const turn = questions(state, mail, at(index));
    expect([turn.posts, turn.timers]).toEqual([[], []]);
    state = turn.state;
    journal.push(...turn.journal);
  }
  return { state, journal };
}

describe("what people ask in vain", () => {
  test("is kept in the journal, and what was of use is counted by topic", () => {
    const { state, journal } = play([
      unanswered("vendre sur pinterest", [54, 53, 51, 50]),
      { kind: "useful", topic: 12 },
      { kind: "useful", topic: 12 },
      { kind: "not-useful", language: "ary", text: "كيفاش نبيع", topic: 12 },
    ]);
    expect(journal).toEqual([
      unanswered("vendre sur pinterest", [54, 53, 51]),
      { kind: "not-useful", language: "ary", text: "كيفاش نبيع", topic: 12 },
    ]);
    expect(state).toMatchObject({ topics: { "12": [2, 1] }, unkept: 0 });
    for (const entry of journal) expect(keptQuestionSchema.safeParse(entry).success).toBe(true);
  });

  test("does not say who asked, even when it was posted as it came", () => {
    const turned = play([unanswered("je m'appelle Salma, 06 12 34 56 78, comment vendre")]);
    const kept = JSON.stringify(turned);
    expect(kept).not.toMatch(/c17|someone|Salma|\d\d \d\d/u);
    expect(kept).toContain("comment vendre");
  });

  test("is cut when long, and left out when nothing of it may be kept", () => {
    const { journal } = play([unanswered("mot ".repeat(1_000)), unanswered("0612345678")]);
    expect(journal).toHaveLength(1);
    expect(keptQuestionSchema.parse(journal[0]).text.length).toBeLessThanOrEqual(questionMost);
  });

  test("is kept up to a number a day, then counted alone, and again the next day", () => {
    const many = Array.from({ length: questionsADay + 5 }, () => unanswered("encore"));
    const last = many.length;
    const { state, journal } = play([...many, unanswered("demain")], (index) =>
      index === last ? now + day : now,
    );
    expect(journal).toHaveLength(questionsADay + 1);
    expect(state).toMatchObject({ unkept: 5, today: { count: 1 } });
  });

  test("leaves a small state whatever is posted", () => {
    const mail = fc.record({ kind: fc.constant("useful" as const), topic: fc.integer({ min: 1 }) });
    fc.assert(
      fc.property(fc.array(mail, { minLength: 1_200, maxLength: 1_500 }), (mails) => {
        expect(JSON.stringify(play(mails).state).length).toBeLessThan(30_000);
      }),
      { numRuns: 5 },
    );
  });

  test("has one owner, of the kind q", () => {
    expect(questionsOwner).toBe("q00-questions");
    expect(() => questions(null, { from: "c17-x", body: { kind: "other" } }, now)).toThrow();
  });
});
