import { describe, expect, test } from "vitest";
import {
  codeAddress,
  codeAt,
  matchStep,
  newCodeSecret,
  newRecoveryCodes,
  plainRecoveryCode,
} from "../../src/console/one-time-codes.ts";
import { Busy, makePasswords, usualCost } from "../../src/console/passwords.ts";
import { hashOf, makeSeal, newWord } from "../../src/console/seal.ts";
import { testSecret } from "./console-server.ts";

const cheap = { n: 4, r: 1, p: 1 };

describe("passwords", () => {
  test("are hashed with OWASP's cost, which stands beside them", async () => {
    const passwords = makePasswords();
    const kept = await passwords.hash("trois chevres au soleil");
    expect(kept).toMatch(/^scrypt\$15\.8\.3\$[\w-]{22}\$[\w-]{43}$/u);
    expect(usualCost).toEqual({ n: 15, r: 8, p: 3 });
    expect(await passwords.check("trois chevres au soleil", kept)).toBe("right");
    expect(await passwords.check("trois chevres au soleiL", kept)).toBe("wrong");
  });

  test("are hashed anew once the cost changed", async () => {
    const kept = await makePasswords({ cost: { ...cheap, p: 2 } }).hash("un vieux mot");
    expect(await makePasswords({ cost: cheap }).check("un vieux mot", kept)).toBe("outdated");
  });

  test("are the same however the keyboard composes them", async () => {
    const passwords = makePasswords({ cost: cheap });
    const kept = await passwords.hash("été à Tétouan");
    expect(await passwords.check("été à Tétouan".normalize("NFD"), kept)).toBe("right");
  });

  test("of nobody cost as much, and are never right", async () => {
    let derived = 0;
    const derive = () => {
      derived += 1;
      return Promise.resolve(Buffer.alloc(32));
    };
    const passwords = makePasswords({ cost: cheap, derive });
    expect(await passwords.check("x", null)).toBe("wrong");
    expect(derived).toBe(1);
  });

  test("are worked on two at once, and whoever comes when the line is full is turned away", async () => {
    const open: (() => void)[] = [];
    let most = 0;
    const derive = () =>
      new Promise<Buffer>((resolve) => {
        open.push(() => resolve(Buffer.alloc(32)));
        most = Math.max(most, open.length);
      });
    const passwords = makePasswords({ cost: cheap, derive, atOnce: 2, waiting: 3 });
    const five = Array.from({ length: 5 }, () => passwords.check("x", null));
    await expect(passwords.check("x", null)).rejects.toBeInstanceOf(Busy);
    expect(most).toBe(2);
    for (let left = five.length; left > 0; left -= 1) {
      open.shift()?.();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    expect(await Promise.all(five)).toEqual(Array.from({ length: 5 }, () => "wrong"));
    expect(most).toBe(2);
  });
});

describe("codes of the phone", () => {
  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("are those of RFC 6238 at second %i", (seconds, code) => {
    expect(codeAt(testSecret, Math.floor(seconds / 30))).toBe(code);
  });

  test("count one step before and after", () => {
    const now = 1_000_000_000_000;
    const step = Math.floor(now / 30_000);
    const steps = [-2, -1, 0, 1, 2].map((by) =>
      matchStep(testSecret, codeAt(testSecret, step + by), now),
    );
    expect(steps).toEqual([null, step - 1, step, step + 1, null]);
    expect(matchStep(testSecret, "", now)).toBeNull();
  });

  test("come from 160 random bits that a phone can open", () => {
    const secret = newCodeSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/u);
    expect(newCodeSecret()).not.toBe(secret);
    const url = new URL(codeAddress(secret, "Salma & co"));
    expect(url.searchParams.get("secret")).toBe(secret);
    expect(decodeURIComponent(url.pathname)).toContain("Rafiq:Salma & co");
  });

  test("have ten stand-ins that may be written with or without their dashes", () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    expect(codes[0]).toMatch(/^[a-z2-7]{4}(?:-[a-z2-7]{4}){5}$/u);
    expect(plainRecoveryCode("AB2C defg")).toBe(plainRecoveryCode("ab2c-defg"));
  });
});

describe("the seal", () => {
  test("opens what it closed, and for the same thing only", () => {
    const seal = makeSeal("one key");
    const sealed = seal.close("secret", "code of k1");
    expect(sealed).not.toBe(seal.close("secret", "code of k1"));
    expect(seal.open(sealed, "code of k1")).toBe("secret");
    expect(seal.open(sealed, "code of k2")).toBeNull();
    expect(makeSeal("another key").open(sealed, "code of k1")).toBeNull();
    expect(seal.open(`${sealed.slice(0, -2)}AA`, "code of k1")).toBeNull();
    expect(seal.open("", "code of k1")).toBeNull();
  });

  test("marks the same text differently for each purpose", () => {
    const seal = makeSeal("one key");
    expect(seal.mark("a", "x")).toBe(makeSeal("one key").mark("a", "x"));
    expect(seal.mark("b", "x")).not.toBe(seal.mark("a", "x"));
  });

  test("words are 256 random bits", () => {
    expect(Buffer.from(newWord(), "base64url")).toHaveLength(32);
    expect(hashOf("a")).not.toBe(hashOf("b"));
  });
});
