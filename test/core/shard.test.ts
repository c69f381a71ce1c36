import { expect, it } from "vitest";
import * as fc from "fast-check";
import { ownerId, shardOf, shardOfOwner } from "../../src/core/shard.ts";

it("shards › every text falls in one of 64, and an owner's id says which", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const shard = shardOf(text);
      expect(Number.isInteger(shard) && shard >= 0 && shard < 64).toBe(true);
      expect(shardOfOwner(ownerId("o", text))).toBe(shard);
    }),
  );
});

it("shards › texts are spread evenly", () => {
  const counts = Array.from({ length: 64 }, () => 0);
  for (let at = 0; at < 6_400; at += 1)
    counts[shardOf(`address ${at}`)] = (counts[shardOf(`address ${at}`)] ?? 0) + 1;
  expect(Math.min(...counts)).toBeGreaterThan(50);
  expect(Math.max(...counts)).toBeLessThan(160);
});
