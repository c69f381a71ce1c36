import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "../../../src/core/fault.ts";
import { learn, look } from "../../../src/core/knowledge/learn.ts";
import { packKnowledge, unpackKnowledge } from "../../../src/core/knowledge/pack.ts";

const learned = learn(
  [
    { subject: "1", texts: ["créer une page facebook", "كيفاش نديرو صفحة"], bodies: ["La page."] },
    { subject: "2", texts: ["un mot de passe solide", "modbas 9asse7"], bodies: [] },
    { subject: "hello", texts: ["bonjour", "سلام"], bodies: [] },
  ],
  { appeal: ["écris un appel aux dons"], fair: ["que dit la loi sur les dons"] },
);

describe("what was learned, packed", () => {
  const packed = packKnowledge(learned);

  test("comes back as it was", () => {
    expect(unpackKnowledge(packed)).toEqual(learned);
  });

  test("finds the same for whatever is asked", () => {
    const again = unpackKnowledge(packed);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        expect(look(again, text, 3)).toEqual(look(learned, text, 3));
      }),
      { numRuns: 200 },
    );
  });

  test("may lie anywhere in memory", () => {
    const shifted = new Uint8Array(packed.length + 1);
    shifted.set(packed, 1);
    expect(unpackKnowledge(shifted.subarray(1))).toEqual(learned);
  });

  test("is refused when it is cut short, goes on, or is something else", () => {
    for (const wrong of [
      packed.slice(0, -1),
      Uint8Array.of(...packed, 0),
      new Uint8Array(),
      new TextEncoder().encode("no knowledge at all"),
    ])
      expect(() => unpackKnowledge(wrong)).toThrow(Fault);
  });
});
