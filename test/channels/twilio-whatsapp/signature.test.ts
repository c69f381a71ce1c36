import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
// The provider's own validator, without the rest of its library.
import { getExpectedTwilioSignature, validateRequest } from "twilio/lib/webhooks/webhooks.js";
import { first, isSigned, parseForm } from "../../../src/channels/twilio-whatsapp/signature.ts";
import { signForm } from "../../fakes/twilio/sign.ts";

const token = "f00dfacef00dfacef00dfacef00dface";
const url = "https://rafiq.example/webhooks/twilio/whatsapp";

/** As Express hands a form to the provider's library: repeated keys become arrays. */
function toParams(
  pairs: readonly (readonly [string, string])[],
): Record<string, string | string[]> {
  const params: Record<string, string | string[]> = {};
  for (const [key, value] of pairs) {
    const held = params[key];
    params[key] = held === undefined ? value : [held, value].flat();
  }
  return params;
}

const raw = (pairs: readonly (readonly [string, string])[]): Buffer =>
  Buffer.from(
    new URLSearchParams(pairs.map(([key, value]): [string, string] => [key, value])).toString(),
  );

const words = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("سلام", "é&=+ %", "\0", "٣", "x'y\"z", "👩🏽‍🌾"),
);
const keys = fc.oneof(
  fc.constantFrom("Body", "From", "MediaUrl0", "Body2", "zz", "ZZ"),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9[\].-]{0,8}$/u),
);
const forms = fc.array(fc.tuple(keys, words), { maxLength: 12 });
const urls = fc
  .tuple(
    fc.constantFrom("https://", "http://", "HTTPS://"),
    fc.constantFrom(
      "rafiq.example",
      "Rafiq.Example",
      "127.0.0.1",
      "[::1]",
      "user:pw@rafiq.example",
    ),
    fc.constantFrom("", ":443", ":80", ":8443"),
    fc.constantFrom("/webhooks/twilio/whatsapp", "/a b", "/é", "", "/x'y"),
    fc.constantFrom("", "?d=c17-9f%3A3", "?d=it's", "?a=1&a=2&b", "?", "?d=a+b"),
  )
  .map((parts) => parts.join(""));

describe("signature", () => {
  test("agrees with the provider's own validator on every form and address", () => {
    fc.assert(
      fc.property(forms, urls, urls, (pairs, signed, asked) => {
        const params = toParams(pairs);
        for (const signature of [signed, asked].map((each) =>
          getExpectedTwilioSignature(token, each, params),
        )) {
          const theirs = validateRequest(token, signature, asked, params);
          expect(isSigned(parseForm(raw(pairs)), asked, signature, [token])).toBe(theirs);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("accepts what the provider's library signs, port or no port", () => {
    fc.assert(
      fc.property(forms, (pairs) => {
        const form = parseForm(raw(pairs));
        for (const signed of [url, url.replace("example", "example:443")]) {
          const signature = getExpectedTwilioSignature(token, signed, toParams(pairs));
          expect(isSigned(form, url, signature, [token])).toBe(true);
        }
      }),
    );
  });

  test("refuses a form with one thing more, less or different", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(keys, words), { selector: ([key]) => key, minLength: 1 }),
        (pairs) => {
          const signature = getExpectedTwilioSignature(token, url, toParams(pairs));
          const changed = pairs.map(([key, value], at): [string, string] => [
            key,
            at === 0 ? `${value}!` : value,
          ]);
          for (const other of [pairs.slice(1), [...pairs, ["Added", "1"] as const], changed]) {
            expect(isSigned(parseForm(raw(other)), url, signature, [token])).toBe(false);
          }
        },
      ),
    );
  });

  test("accepts the old token while it is rotated, and no other", () => {
    const form = parseForm(raw([["Body", "سلام"]]));
    const signature = getExpectedTwilioSignature(token, url, { Body: "سلام" });
    expect(isSigned(form, url, signature, ["new", token])).toBe(true);
    expect(isSigned(form, url, signature, ["new"])).toBe(false);
    expect(isSigned(form, url, "", [token])).toBe(false);
    expect(isSigned(form, url, "é", [token])).toBe(false);
  });

  test("does not read a retry policy as part of the address", () => {
    const signature = getExpectedTwilioSignature(token, url, {});
    expect(isSigned(new Map(), `${url}#rc=3&rp=all`, signature, [token])).toBe(true);
  });

  test("is what the stand-in writes, too", () => {
    const form = new URLSearchParams([
      ["b", "2"],
      ["a", "1"],
      ["b", "1"],
      ["b", "2"],
    ]);
    expect(signForm(token, url, form)).toBe(
      getExpectedTwilioSignature(token, url, { a: "1", b: ["2", "1", "2"] }),
    );
  });
});

describe("parseForm", () => {
  test("reads any bytes as the platform's own parser does", () => {
    const pieces = fc.oneof(
      fc.constantFrom("&", "=", "+", "%", "%D8", "%d8%b3", "%00", "سلام", "a", "%2B"),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        const text = parts.join("");
        fc.pre(!text.startsWith("?"));
        const ours = [...parseForm(Buffer.from(text))];
        const theirs = new URLSearchParams(Buffer.from(text).toString());
        const keys = [...new Set(theirs.keys())];
        expect(ours).toEqual(keys.map((key) => [key, theirs.getAll(key)]));
      }),
    );
    expect(first(parseForm(Buffer.from("Body=a&Body=b")), "Body")).toBe("a");
  });
});
