import { describe, expect, test } from "vitest";
import type { Result } from "../../src/core/engine/organization.ts";
import { openHouse, type House } from "./house.ts";
import { Person } from "./person.ts";

const phone = "+212600000001";
const other = "+212600000002";

async function resultOf(house: House, from: string): Promise<Omit<Result, "at">> {
  const state = await house.stateOf(from);
  const result = state?.organization?.results.at(-1);
  if (result === undefined) throw new Error("there is no result");
  const { rubric, variant, values, settled } = result;
  return { rubric, variant, values, settled };
}

describe("a whole diagnostic", () => {
  test("the express one in Darija comes to the same by taps and by typed digits", async () => {
    const house = await openHouse();
    const [tapping, typing] = [new Person(house, phone), new Person(house, other)];
    await tapping.plays(["ary", "yes", "court"], ["human", "plan"], "tap");
    await typing.plays(["ary", "yes", "court"], ["human", "plan"], "digit");
    expect(await resultOf(house, other)).toEqual(await resultOf(house, phone));
    expect(typing.got.map(({ body }) => body)).toEqual(tapping.got.map(({ body }) => body));
    expect((await house.stateOf(phone))?.language).toBe("ary");
    expect(tapping.got.length).toBeGreaterThan(15);
  });

  test("the full one in French comes to the same by taps and by typed digits", async () => {
    const house = await openHouse();
    const [tapping, typing] = [new Person(house, phone), new Person(house, other)];
    await tapping.plays(["fr", "yes", "complet"], ["human", "plan"], "tap");
    await typing.plays(["fr", "yes", "complet"], ["human", "plan"], "digit");
    expect(await resultOf(house, other)).toEqual(await resultOf(house, phone));
    expect(typing.got.map(({ body }) => body)).toEqual(tapping.got.map(({ body }) => body));
    expect((await resultOf(house, phone)).variant).toBe("complet");
  });
});
