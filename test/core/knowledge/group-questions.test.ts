import { expect, test } from "vitest";
import { groupQuestions, type OpenQuestion } from "../../../src/core/knowledge/group-questions.ts";

const asked = (
  text: string,
  nearest: readonly number[],
  at: number,
  more: object = {},
): OpenQuestion => ({
  kind: "unanswered",
  language: "fr",
  text,
  nearest,
  at,
  ...more,
});

test("equal questions and those near to the same topic are one group, the largest first", () => {
  const groups = groupQuestions([
    asked("Où acheter une tablette ?", [], 1),
    asked("vendre sur pinterest", [54, 53], 5),
    asked("Pinterest pour vendre", [54, 51], 2, { language: "ary-Latn" }),
    asked("VENDRE sur Pinterest !", [54], 9),
    asked("ou acheter une tablette", [], 3),
    asked("autre chose", [], 4),
    asked("pinterest ça marche pas", [54], 7, { kind: "not-useful" }),
  ]);
  expect(groups).toEqual([
    {
      count: 4,
      notUseful: 1,
      languages: { fr: 3, "ary-Latn": 1 },
      nearest: [54, 53, 51],
      texts: [
        "vendre sur pinterest",
        "VENDRE sur Pinterest !",
        "Pinterest pour vendre",
        "pinterest ça marche pas",
      ],
      oldest: 2,
      newest: 9,
    },
    expect.objectContaining({ count: 2, nearest: [], oldest: 1, newest: 3 }),
    expect.objectContaining({ count: 1, texts: ["autre chose"] }),
  ]);
});

test("a question that was near to another topic once does not join two groups", () => {
  const groups = groupQuestions([
    asked("a", [1], 1),
    asked("a", [2], 2),
    asked("a", [2], 3),
    asked("b", [1], 4),
  ]);
  expect(groups.map(({ count, nearest }) => [count, nearest])).toEqual([
    [3, [2, 1]],
    [1, [1]],
  ]);
});

test("no question, no group; of many texts a few are shown", () => {
  expect(groupQuestions([])).toEqual([]);
  const many = Array.from({ length: 20 }, (_, at) => asked(`question ${at}`, [3], at));
  expect(groupQuestions(many)[0]?.texts).toHaveLength(5);
});
