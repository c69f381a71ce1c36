import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { literal, spokenBy } from "../../../../src/core/engine/check/spoken.ts";

const source = join(import.meta.dirname, "../../../../src");

/** Keys in code as they stand: said, put into a phrase, or chosen between two. */
const keyInCode =
  /"((?:documents|elsewhere|voice|system|data|result|why|change|correct|diagnostic|knowledge|legal|words|actions|human|lost|case|urgent|services|webinar|plan|pages)\.[a-z][a-z.-]*)"/gu;

function keysInCode(): ReadonlySet<string> {
  const files = ["core/engine", "runtime"].flatMap((room) =>
    readdirSync(join(source, room), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.startsWith("check"))
      .map((name) => join(source, room, name)),
  );
  return new Set(
    files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(keyInCode)].map(([, key]) => key ?? ""),
    ),
  );
}

describe("the sentences that code says by itself", () => {
  it("are listed for the checker, all of them and no others", () => {
    const said = keysInCode();
    expect(Object.keys(literal).filter((key) => !said.has(key))).toEqual([]);
    expect([...said].filter((key) => !(key in literal))).toEqual([]);
  });

  it("include those made from ids, also without a rubric", () => {
    const spoken = spokenBy(null);
    expect(spoken.has("words.dimension.GOV.short")).toBe(true);
    expect(spoken.has("system.switch.ary-Latn")).toBe(true);
    expect(spoken.get("why.line-implied")?.with).toContain("weight");
  });
});
