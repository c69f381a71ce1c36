import * as fc from "fast-check";
import { expect, test } from "vitest";
import { pack, unpack } from "../../src/store/redis/pack.ts";

test("a state is read as it was written, packed or not", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (state) => {
      const json: unknown = JSON.parse(JSON.stringify(state));
      // What `jsonValue` makes is JSON; its type is another's.
      expect(unpack(pack(json as Parameters<typeof pack>[0]))).toEqual(json);
    }),
  );
});

test("what was packed before is read for ever", () => {
  expect(unpack('{"moves":1}')).toEqual({ moves: 1 });
  expect(unpack(packedIn2026)).toEqual({ text: "جمعية ".repeat(40), language: "ary" });
});

/** Never to be written again: it stands in people's stores. */
const packedIn2026 = "zq1YqSa0A+ebGmputN3be7LqxUmGUOYTCATmtQ9MZAA==";
