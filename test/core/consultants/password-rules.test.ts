import { describe, expect, test } from "vitest";
import { commonPasswords } from "../../../src/core/consultants/common-passwords.ts";
import { passwordFlaw } from "../../../src/core/consultants/password-rules.ts";

describe("the rules of passwords", () => {
  test.each([
    ["onze lettre", "short"],
    ["é".repeat(11), "short"],
    ["une phrase ".repeat(12), "long"],
    ["motdepasse2026", "common"],
    ["M0tDePasse!!!!", "common"],
    ["Casablanca123!", "common"],
    ["azertyuiop123", "common"],
    ["password12345", "common"],
    ["correct horse battery staple", "common"],
    ["aaaaaaaaaaaaa", "repeated"],
    ["xkqzxkqzxkqz", "repeated"],
    ["ababcdcdabab", "repeated"],
    ["poiuytrezaml", "sequence"],
    ["4567890123456", "sequence"],
    ["qsdfghjklmwxcvbn", "sequence"],
    ["rafiq-console-27", "named"],
    ["Khadija-Rafiq-26", "named"],
  ])("refuse %s: %s", (password, flaw) => {
    expect(passwordFlaw(password, ["Khadija"])).toBe(flaw);
  });

  test.each([
    "trois chevres au soleil",
    "تفاح أخضر في الصباح",
    "Vent-d’est-et-figues",
    "kF9#vv2L!qTz",
    "Rafiq aime les figues mûres",
  ])("take %s", (password) => {
    expect(passwordFlaw(password, ["Khadija"])).toBeNull();
  });

  test("know more than three thousand long passwords that are tried first", () => {
    const long = [...commonPasswords()].filter(({ length }) => length >= 12);
    expect(long.length).toBeGreaterThan(3_000);
  });
});
