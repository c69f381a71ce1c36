import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { activitySchema } from "../../src/channels/botframework/activity.ts";
import { decode as decodeActivity } from "../../src/channels/botframework/decode.ts";
import { readJson } from "../../src/channels/botframework/read-json.ts";
import { echo } from "../../src/channels/botframework/thread.ts";
import { checkPass } from "../../src/channels/botframework/tokens.ts";
import { decode as decodeForm } from "../../src/channels/twilio-whatsapp/decode.ts";
import { isSigned, isWellFormed, parseForm } from "../../src/channels/twilio-whatsapp/signature.ts";
import type { Channel } from "../../src/channels/channel.ts";
import type { Content } from "../../src/core/inbound.ts";
import { hour } from "../../src/core/instant.ts";
import type { Json } from "../../src/core/json.ts";
import { Pump, pumpDefaults } from "../../src/runtime/pump.ts";
import { triesBeforeDead } from "../../src/runtime/turns.ts";
import { makeWorld, morning } from "../world.ts";
import { scale, tried } from "./full.ts";
import { megabyte, memoryHeld } from "./wire.ts";
import { words } from "./words.ts";

// With those of `typed.test.ts` more than a hundred thousand inputs, other ones in each run.
const runs = { forms: 30_000 * scale, activities: 7_000 * scale, signatures: 6_000 * scale };

const before = memoryHeld();

afterAll(() => {
  expect(memoryHeld() - before).toBeLessThan(50 * megabyte);
});

describe("whatever a provider posts", () => {
  const keys = fc.oneof(
    fc.constantFrom(
      "MessageSid",
      "SmsSid",
      "From",
      "To",
      "Body",
      "NumMedia",
      "MediaUrl0",
      "MediaContentType0",
      "MessageType",
      "MessageStatus",
      "ErrorCode",
      "ButtonPayload",
      "ListId",
      "OptOutType",
      "ExternalUserId",
      "WaId",
      "Latitude",
      "OriginalRepliedMessageSid",
      "__proto__",
      "",
    ),
    words,
  );
  const values = fc.oneof(
    words,
    fc.constantFrom("whatsapp:+212600005001", "SM1", "STOP", "99999999999999999999", "-1", "1e9"),
    fc.constantFrom(
      "sent",
      "failed",
      "text",
      "image/png",
      "https://api.twilio.com/x",
      "https://u@x.twilio.com",
    ),
    fc.constantFrom(
      "https://evil.example/.twilio.com",
      "http://api.twilio.com",
      "javascript:1",
      "voice",
    ),
  );
  const pairs = fc.array(fc.tuple(keys, values), { maxLength: 12 });
  const circumstances = { now: morning, delivery: null, apiBase: null };

  test("a form is read into what the store can keep", () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), (fields, raw) => {
        const text = raw
          ? fields.map(([key, value]) => `${key}=${value}`).join("&")
          : new URLSearchParams(
              fields.map(([key, value]): [string, string] => [key, value]),
            ).toString();
        const { inbounds, receipts } = decodeForm(parseForm(Buffer.from(text)), circumstances);
        expect(inbounds.length).toBeLessThanOrEqual(32);
        for (const { address, content, id } of inbounds) {
          expect(id).not.toBe("");
          expect(address.id).toMatch(/^[^\s:]{1,200}$/u);
          expect(JSON.stringify(content)).not.toMatch(/\\u0000|\\ud[89a-f]/u);
          if (content.kind === "media" && content.url !== null) {
            const { protocol, hostname } = new URL(content.url);
            expect([protocol, hostname.endsWith(".twilio.com")]).toEqual(["https:", true]);
          }
        }
        for (const { code } of receipts) expect(code ?? "0").toMatch(/^(?:\d{1,6}|unknown)$/u);
      }),
      { numRuns: runs.forms },
    );
    tried(runs.forms);
  });

  test("bytes, addresses and signatures of any kind are checked without an accident", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), words, words, (raw, url, signature) => {
        isWellFormed(raw);
        decodeForm(parseForm(raw), circumstances);
        expect(
          isSigned(parseForm(raw), `https://rafiq.example/${url}`, signature, ["a token"]),
        ).toBe(false);
        expect(checkPass(signature, "a secret", morning).kind).toBe("forged");
        expect(checkPass(`${url}.${signature}.${url}`, "a secret", morning).kind).toBe("forged");
      }),
      { numRuns: runs.signatures },
    );
    tried(runs.signatures);
  });

  test("an activity is read or refused, and what is kept of it can be written", () => {
    const types = fc.constantFrom(
      "message",
      "messageReaction",
      "messageUpdate",
      "messageDelete",
      "typing",
      "event",
      "x",
    );
    const fields = fc.record(
      {
        type: fc.oneof({ weight: 9, arbitrary: types }, { weight: 1, arbitrary: fc.jsonValue() }),
        text: fc.oneof({ weight: 4, arbitrary: words }, { weight: 1, arbitrary: fc.jsonValue() }),
        value: fc.oneof(words, fc.jsonValue()),
        replyToId: words,
        from: fc.record({ id: words, name: fc.oneof(words, fc.constant(null)) }),
        channelData: fc.oneof(
          fc.jsonValue(),
          fc.record({
            tap: fc.record({ id: words, label: words }),
            quoted: words,
            postBack: fc.boolean(),
          }),
          fc.record({ clientActivityID: words, media: words, messageBack: fc.jsonValue() }),
        ),
        attachments: fc.array(fc.record({ contentType: words, name: words }), { maxLength: 3 }),
        entities: fc.array(fc.oneof(fc.record({ type: words }), fc.jsonValue()), { maxLength: 3 }),
        reactionsAdded: fc.array(fc.record({ type: words }), { maxLength: 2 }),
        __proto__: fc.jsonValue(),
      },
      { requiredKeys: ["type"] },
    );
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: fields }, fc.jsonValue()), (posted) => {
        const read = activitySchema.safeParse(readJson(JSON.stringify(posted)));
        if (!read.success) return;
        const address = { channel: "web", id: "w-1" };
        const inbound = decodeActivity(read.data, { id: "1", address, at: morning });
        JSON.stringify(inbound);
        const kept = echo(read.data, { id: "1", conversation: "w-1", user: null, at: morning });
        expect(JSON.parse(JSON.stringify(kept))).toMatchObject({
          id: "1",
          conversation: { id: "w-1" },
        });
      }),
      { numRuns: runs.activities },
    );
    tried(runs.activities);
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  test("JSON nested deeper than anybody nests it cannot be read, and the rest can", () => {
    const nest = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(readJson(nest(60))).toBeDefined();
    for (const depth of [70, 1_000, 20_000, 500_000]) expect(readJson(nest(depth))).toBeUndefined();
    expect(readJson(`{"a":`.repeat(20_000))).toBeUndefined();
  });
});

test("mail that no version of ours wrote is put aside, and the next message is answered", async () => {
  const said: string[] = [];
  const room: Channel = {
    name: "room",
    capabilities: { text: 4_096, body: 4_096, buttons: null, list: null, window: null },
    webhooks: [],
    send: ({ id, address }) => {
      said.push(address.id);
      return Promise.resolve({ kind: "sent", providerId: id });
    },
    evidence: () => Promise.resolve("absent"),
  };
  const world = await makeWorld([room]);
  const pump = new Pump(world);
  const kinds = fc.constantFrom("heard", "timer", "post", "nothing", 1, null);
  const bodies = fc.oneof(
    fc.jsonValue(),
    fc.record({ kind: kinds, content: fc.jsonValue(), quoted: fc.jsonValue() }),
    fc.record({ kind: kinds, timer: fc.jsonValue(), body: fc.jsonValue(), from: words }),
    words.map((kind) => ({ kind: "heard", content: { kind, text: kind }, quoted: null })),
  );
  const strange = fc.sample(bodies, { numRuns: 300, seed: 7 });
  const arrivals = strange.map((body, at) => ({
    id: "strange",
    to: { address: { channel: "room", id: `person ${at}` } },
    at: morning,
    // Sampled as JSON, whatever the library calls it.
    body: body as Json,
  }));
  await world.store.accept(arrivals, morning);
  for (let tries = 0; tries <= triesBeforeDead; tries += 1) {
    await pump.settle();
    world.time.now += pumpDefaults.lease + 1;
  }
  const { mailboxes } = await world.store.depths(world.time.now);
  expect(mailboxes).toBe(0);
  said.length = 0;
  const content: Content = { kind: "text", text: "salam" };
  await world.store.accept(
    arrivals.map(({ to }) => ({
      id: "good",
      to,
      at: world.time.now,
      body: {
        kind: "heard",
        content,
        quoted: null,
      },
    })),
    world.time.now,
  );
  world.time.now += hour;
  await pump.settle();
  expect(new Set(said).size).toBe(strange.length);
  await world.store.close();
});
