import { describe, expect, it } from "vitest";
import { checkBook } from "../../../../src/core/engine/check/check-book.ts";
import type { Mistake } from "../../../../src/core/engine/check/mistake.ts";
import { mistakes } from "../../../../src/core/engine/check/mistakes/index.ts";
import { grow, type Planted } from "./plant.ts";
import { actionPlants } from "./planted/actions.ts";
import { expressionPlants } from "./planted/expressions.ts";
import { fieldPlants } from "./planted/fields.ts";
import { keyPlants } from "./planted/keys.ts";
import { lengthPlants } from "./planted/lengths.ts";
import { messagePlants } from "./planted/messages.ts";
import { namePlants } from "./planted/names.ts";
import { pathPlants } from "./planted/paths.ts";
import { questionPlants } from "./planted/questions.ts";
import { rulePlants } from "./planted/rules.ts";
import { translationPlants } from "./planted/translations.ts";
import { variablePlants } from "./planted/variables.ts";
import { yamlPlants } from "./planted/yaml.ts";
import { filesOf, smallBook, smallProgram } from "./small-book.ts";

const plants: Readonly<Record<string, readonly Planted[]>> = {
  ...yamlPlants,
  ...fieldPlants,
  ...namePlants,
  ...pathPlants,
  ...expressionPlants,
  ...variablePlants,
  ...actionPlants,
  ...keyPlants,
  ...translationPlants,
  ...messagePlants,
  ...questionPlants,
  ...lengthPlants,
  ...rulePlants,
};

describe("the checker", () => {
  it("finds nothing in a book without mistakes", () => {
    expect(checkBook(filesOf(smallBook), smallProgram)).toEqual([]);
  });

  it("has a planted mistake for each kind it knows, and no kind without one", () => {
    expect(Object.keys(plants).toSorted()).toEqual(Object.keys(mistakes).toSorted());
    for (const [code, each] of Object.entries(plants)) expect(each, code).not.toHaveLength(0);
  });

  it("gives the same code to no two families", () => {
    expect(Object.keys(mistakes).every((code) => /^[a-z]+(?:-[a-z0-9]+)+$/u.test(code))).toBe(true);
  });
});

describe.each(Object.keys(plants))("%s", (code) => {
  const kinds: Readonly<Record<string, Mistake>> = mistakes;

  it.each(plants[code] ?? [])("is found at its place, with advice (%#)", (planted) => {
    const { book, program, at } = grow(planted);
    const found = checkBook(filesOf(book), program).filter((finding) => finding.code === code);
    expect(found.map(({ file, line, column }) => ({ file, line, column }))).toEqual([at]);
    expect(found[0]?.severity).toBe(kinds[code]?.severity);
    expect(found[0]?.suggestion).toContain(planted.suggests);
    expect(found[0]?.message).not.toBe("");
  });
});
