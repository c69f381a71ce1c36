import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Request } from "../../../src/channels/channel.ts";
import { metaMessenger, webhookPath } from "../../../src/channels/meta-messenger/channel.ts";
import { handshake, signBody, signedRequest } from "../../fakes/graph/signed.ts";
import { appSecret, oldAppSecret, page, person, settingsFor } from "./stand.ts";

const now = Date.UTC(2026, 11, 1, 9);
const channel = metaMessenger(settingsFor("https://graph.example"), {
  clock: () => now,
  note: async () => null,
  setNote: async () => undefined,
});
const arabic = "واش عندكم موقع؟ \u206609-08\u2069 — التكلفة 3/5 🙂";
const payload = {
  object: "page",
  entry: [
    {
      id: page.pageId,
      time: now,
      messaging: [
        {
          sender: { id: person },
          recipient: { id: page.pageId },
          timestamp: now,
          message: { mid: "m_1", text: arabic },
        },
      ],
    },
  ],
};

function open(request: Request) {
  const webhook = channel.webhooks.find(({ method }) => method === request.method);
  if (webhook === undefined) throw new Error("no such webhook");
  return webhook.open(request);
}

function resigned(request: Request, signature: string | undefined): Request {
  return { ...request, headers: { ...request.headers, "x-hub-signature-256": signature } };
}

describe("the signature", () => {
  const signed = signedRequest(appSecret, webhookPath, payload);

  test("fits what Meta escaped, letter by letter", () => {
    expect(signed.raw.includes(0xd9)).toBe(false);
    expect(open(signed)).toMatchObject({
      kind: "opened",
      inbounds: [{ content: { kind: "text", text: arabic } }],
      reply: { status: 200 },
    });
  });

  test("does not fit the same JSON written again", () => {
    const raw = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(signed.raw).toString())));
    expect(open({ ...signed, raw })).toMatchObject({ kind: "refused", status: 403 });
  });

  test("breaks with any byte that changed", () => {
    for (let at = 0; at < signed.raw.length; at += 1) {
      const raw = Uint8Array.from(signed.raw);
      raw[at] = (raw[at] ?? 0) ^ 1;
      expect(open({ ...signed, raw }).kind).toBe("refused");
    }
  });

  test.each([
    ["none", undefined],
    ["an empty one", ""],
    ["another algorithm", `sha1=${createHmac("sha1", appSecret).update(signed.raw).digest("hex")}`],
    ["another secret", signBody("f".repeat(32), signed.raw)],
    ["no secret at all", signBody("", signed.raw)],
    ["upper case", signBody(appSecret, signed.raw).toUpperCase()],
    ["two at once", `${signBody("x", signed.raw)}, ${signBody(appSecret, signed.raw)}`],
    ["a longer one", `${signBody(appSecret, signed.raw)}00`],
    ["a shorter one", signBody(appSecret, signed.raw).slice(0, -2)],
  ])("%s is refused", (_name, signature) => {
    expect(open(resigned(signed, signature))).toMatchObject({ kind: "refused", status: 403 });
  });

  test("of the secret being replaced is accepted too", () => {
    expect(open(resigned(signed, signBody(oldAppSecret, signed.raw))).kind).toBe("opened");
  });

  test("of whatever bytes never leads to a crash", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json().map((text) => Buffer.from(text)),
          fc.uint8Array(),
        ),
        (raw) => {
          const request = resigned({ ...signed, raw }, signBody(appSecret, raw));
          const opened = open(request);
          expect(opened.kind === "opened" || opened.status < 500).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("the handshake", () => {
  test("gives the challenge back to whoever knows the word", () => {
    expect(open(handshake(webhookPath, "a word of our own"))).toMatchObject({
      kind: "opened",
      inbounds: [],
      reply: { status: 200, body: "1158201444" },
    });
  });

  test("tells nobody else anything", () => {
    expect(open(handshake(webhookPath, "another word"))).toMatchObject({ status: 403 });
    expect(open({ ...handshake(webhookPath, ""), url: webhookPath })).toMatchObject({
      status: 403,
    });
  });
});
