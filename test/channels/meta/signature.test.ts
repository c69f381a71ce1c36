import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSame, isSigned, proofOf } from "../../../src/channels/meta/signature.ts";
import { metaWebhooks } from "../../../src/channels/meta/webhook.ts";
import type { Opened, Request } from "../../../src/channels/channel.ts";
import { requestOf } from "../../../src/server/webhooks.ts";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { handshake, signBody, signedRequest, writeBody } from "../../fakes/graph/signed.ts";

const secret = "f00dfacef00dfacef00dfacef00dface";
const old = "01dc0ffee01dc0ffee01dc0ffee01dc0";
const path = "/webhooks/meta/whatsapp";
const arabic = { object: "page", entry: [{ text: "واش عندكم موقع؟ é 🙂 / 09-08" }] };

const [greet, events] = metaWebhooks({
  path,
  meta: { appSecret: secret, oldAppSecret: old, verifyToken: "un-mot-de-passe" },
  decode: () => ({ inbounds: [], receipts: [] }),
});
const open = (request: Request): Opened | undefined => events?.open(request);

describe("the signature of Meta", () => {
  test("is over the bytes as they came: Arabic written again does not fit", () => {
    const raw = writeBody(arabic);
    const header = signBody(secret, raw);
    expect(raw.toString()).not.toMatch(/[^\u0020-\u007e]/u);
    expect(isSigned(raw, header, [secret])).toBe(true);
    const again = Buffer.from(JSON.stringify(JSON.parse(raw.toString())));
    expect(JSON.parse(again.toString())).toEqual(arabic);
    expect(isSigned(again, header, [secret])).toBe(false);
  });

  test("does not fit when any byte is another one, nor with one more or less", () => {
    const raw = writeBody(arabic);
    const header = signBody(secret, raw);
    for (let at = 0; at < raw.length; at += 1) {
      for (const bit of [1, 0x20, 0x80]) {
        const changed = Buffer.from(raw);
        changed[at] = (changed[at] ?? 0) ^ bit;
        expect(isSigned(changed, header, [secret])).toBe(false);
      }
    }
    expect(isSigned(raw.subarray(1), header, [secret])).toBe(false);
    expect(isSigned(Buffer.concat([raw, Buffer.from(" ")]), header, [secret])).toBe(false);
  });

  test("does not fit when any digit of it is another one", () => {
    const raw = writeBody(arabic);
    const header = signBody(secret, raw);
    for (let at = "sha256=".length; at < header.length; at += 1) {
      const digit = header[at] === "0" ? "1" : "0";
      const changed = header.slice(0, at) + digit + header.slice(at + 1);
      expect(isSigned(raw, changed, [secret])).toBe(false);
    }
  });

  test("is no other algorithm, no two at once, and nothing but what Meta writes", () => {
    const raw = writeBody(arabic);
    const header = signBody(secret, raw);
    const hex = header.slice("sha256=".length);
    const others = [
      "",
      hex,
      `sha1=${hex.slice(0, 40)}`,
      `sha512=${hex}${hex}`,
      `SHA256=${hex}`,
      `sha256=${hex.toUpperCase()}`,
      `sha256= ${hex}`,
      `sha256=${hex}\n`,
      `sha256=${hex}, sha256=${"0".repeat(64)}`,
      `sha256=${"0".repeat(64)}, ${header}`,
      `${header}${header}`,
      `sha256=${hex.slice(2)}`,
      `sha256=${"é".repeat(64)}`,
    ];
    for (const other of others) expect(isSigned(raw, other, [secret])).toBe(false);
    expect(isSigned(raw, undefined, [secret])).toBe(false);
  });

  test("of two headers at once is no signature, whichever of them is right", () => {
    const { raw, headers, url } = signedRequest(secret, path, arabic);
    const right = headers["x-hub-signature-256"] ?? "";
    for (const both of [
      [right, right],
      [right, "sha256=0"],
      ["sha256=0", right],
    ]) {
      const http = new IncomingMessage(new Socket());
      Object.assign(http, { method: "POST", url });
      http.headers = { "x-hub-signature-256": both.join(", ") };
      expect(open(requestOf(http, raw))).toMatchObject({ kind: "refused", status: 403 });
    }
  });

  test("with the old secret is accepted while it is replaced; with none or an empty one never", () => {
    const raw = writeBody(arabic);
    expect(open(signedRequest(secret, path, arabic))).toMatchObject({ kind: "opened" });
    expect(open(signedRequest(old, path, arabic))).toMatchObject({ kind: "opened" });
    expect(open(signedRequest("another-secret-another-secret", path, arabic))).toMatchObject({
      kind: "refused",
      code: "meta/bad-signature",
    });
    expect(isSigned(raw, signBody("", raw), ["", secret])).toBe(false);
    expect(isSigned(raw, signBody(secret, raw), [])).toBe(false);
  });

  test("fits exactly what was signed, whatever the bytes", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ maxLength: 200 }),
        (one, other) => {
          const header = signBody(secret, one);
          expect(isSigned(one, header, [old, secret])).toBe(true);
          const same = Buffer.from(one).equals(Buffer.from(other));
          expect(isSigned(other, header, [old, secret])).toBe(same);
        },
      ),
    );
  });
});

describe("a webhook of Meta", () => {
  test("answers a signed body at once and plainly, and refuses what is no JSON", () => {
    expect(open(signedRequest(secret, path, arabic))).toMatchObject({
      reply: { status: 200, type: "text/plain", body: "EVENT_RECEIVED" },
    });
    for (const text of ["", "{", "a=1", "\0", "[".repeat(200_000)]) {
      const raw = Buffer.from(text);
      const headers = { "x-hub-signature-256": signBody(secret, raw) };
      const opened = open({ method: "POST", url: path, headers, raw });
      expect(opened).toMatchObject({ kind: "refused", status: 400, code: "meta/not-json" });
    }
  });

  test("says its challenge again to whoever knows our word, and to nobody else", () => {
    const greeted = greet?.open(handshake(path, "un-mot-de-passe", "1158201444"));
    expect(greeted).toMatchObject({ kind: "opened", reply: { status: 200, body: "1158201444" } });
    const refused = { kind: "refused", status: 403 };
    expect(greet?.open(handshake(path, "un-mot-de-passf"))).toMatchObject(refused);
    expect(greet?.open(handshake(path, ""))).toMatchObject(refused);
    // Nothing that a browser could take for a page of ours.
    expect(greet?.open(handshake(path, "un-mot-de-passe", "<script>"))).toMatchObject(refused);
    expect(greet?.open(handshake(path, "un-mot-de-passe", ""))).toMatchObject(refused);
    const url = handshake(path, "un-mot-de-passe").url.replace("subscribe", "unsubscribe");
    expect(greet?.open({ method: "GET", url, headers: {}, raw: new Uint8Array() })).toMatchObject(
      refused,
    );
  });
});

test("words are compared whole, and a proof tells nothing of the token", () => {
  expect([isSame("a", "a"), isSame("a", "ab"), isSame("", "a")]).toEqual([true, false, false]);
  expect(proofOf("token", secret)).toMatch(/^[0-9a-f]{64}$/u);
  expect(proofOf("token", secret)).not.toBe(proofOf("token", old));
});
