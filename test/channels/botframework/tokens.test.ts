import { assert, constantFrom, nat, pre, property, string } from "fast-check";
import { expect, test } from "vitest";
import { checkPass, type Pass, signPass } from "../../../src/channels/botframework/tokens.ts";

const pass: Pass = { use: "talk", conversation: "web-12345678", user: null };
const now = Date.UTC(2026, 11, 1);

test("a token gives back what it allows, until it expires", () => {
  const bound: Pass = { ...pass, user: "dl_ü" };
  const token = signPass(bound, "secret", now);
  expect(checkPass(token, "secret", now)).toEqual({ kind: "valid", pass: bound });
  expect(checkPass(token, "secret", now + 1_799_999)).toMatchObject({ kind: "valid" });
  expect(checkPass(token, "secret", now + 1_800_000)).toMatchObject({
    kind: "expired",
    since: now + 1_800_000,
  });
});

test("a token of another secret is forged", () => {
  expect(checkPass(signPass(pass, "other", now), "secret", now)).toEqual({ kind: "forged" });
});

test("a token with any character changed is forged", () => {
  const token = signPass(pass, "secret", now);
  assert(
    property(nat(token.length - 1), constantFrom("A", "b", "9", ".", "é"), (at, other) => {
      pre(token[at] !== other);
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect(checkPass(changed, "secret", now).kind).toBe("forged");
    }),
  );
});

test("what is no token is forged, and never throws", () => {
  assert(
    property(string(), (text) => {
      expect(checkPass(text, "secret", now).kind).toBe("forged");
    }),
  );
});
