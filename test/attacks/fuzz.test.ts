import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activitySchema } from "../../src/channels/botframework/activity.ts";
import { decode as decodeActivity } from "../../src/channels/botframework/decode.ts";
import { readJson } from "../../src/channels/botframework/read-json.ts";
import { echo } from "../../src/channels/botframework/thread.ts";
import { checkPass } from "../../src/channels/botframework/tokens.ts";
import { decode as decodeForm } from "../../src/channels/twilio-whatsapp/decode.ts";
import { isSigned, isWellFormed, parseForm } from "../../src/channels/twilio-whatsapp/signature.ts";
import type { Channel } from "../../src/channels/channel.ts";
import { shape } from "../../src/channels/shape.ts";
import { advance } from "../../src/core/engine/advance.ts";
import { blankState, type State } from "../../src/core/engine/state.ts";
import type { Content } from "../../src/core/inbound.ts";
import { hour, second } from "../../src/core/instant.ts";
import type { Json } from "../../src/core/json.ts";
import { choose, type Choosable } from "../../src/core/language/choose.ts";
import { commandOf } from "../../src/core/language/commands.ts";
import { guessLanguage, greets } from "../../src/core/language/detect.ts";
import { fold, piecesOf } from "../../src/core/language/fold.ts";
import { mostWords } from "../../src/core/language/read.ts";
import { Pump, pumpDefaults } from "../../src/runtime/pump.ts";
import { triesBeforeDead } from "../../src/runtime/turns.ts";
import { makeWorld, morning, theBook } from "../world.ts";

// More than a hundred thousand inputs in all, each run anew with other ones.
const runs = { words: 60_000, forms: 30_000, activities: 7_000, signatures: 6_000, stories: 200 };

/** Pieces that have led programs astray, on their own and joined. */
const pieces = fc.constantFrom(
  "", " ", "\0", "\n", "\u200f", "\u2067", "\u2069", "\ufeff", "\ufffd", "\ud800", "\udc00",
  "e\u0301",
    "\u0301\u0323",
    "👩🏽‍🌾",
    "🇲🇦",
    "1️⃣",
    "⭐",
    "\ufdfa",
    "ﷺ",
    "ا",
    "ما",
    "ش",
    "٣",
    "۳",
    "❿",
    "🔟",
  "1", "0", "-1", "1e999", "2,5", "3/5", "12:30", "NaN", "Infinity", "1-5", "entre 2 et 3",
  "oui", "non", "ma", "machi", "ولا", "menu", "stop", "corriger", "langue", "je ne sais pas",
  "{x}",
    "{n, plural, other {#}}",
    "''",
    "{{1}}",
    "%s",
    "$&",
    "$1",
    "\\",
    "<b>",
    "&amp;",
    "../",
  "__proto__", "constructor", "toString", "null", "undefined", "true", "[object Object]",
  "a".repeat(300), "م".repeat(300), "?!".repeat(100), "-".repeat(200), "ouiiiiiii",
);
const words = fc.oneof(
  { weight: 3, arbitrary: fc.array(pieces, { maxLength: 6 }).map((some) => some.join("")) },
  { weight: 2, arbitrary: fc.array(pieces, { maxLength: 6 }).map((some) => some.join(" ")) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 40 }) },
  // Halves of characters too.
  {
    weight: 1,
    arbitrary: fc
      .array(fc.nat(0xffff), { maxLength: 30 })
      .map((units) => String.fromCharCode(...units)),
  },
);

const questions: readonly Choosable[] = [
  { language: "fr", kind: "yesno", options: [{ labels: ["Oui"] }, { labels: ["Non"] }] },
  { language: "ary-Latn", kind: "number1to5", options: [] },
  { language: "en", kind: "number0to5", options: [] },
  {
    language: "ary",
    kind: "list",
    options: ["Association", "Coopérative", "جمعية", "Moins de 5", "5 à 10", "__proto__"].map(
      (label) => ({ labels: [label] }),
    ),
  },
  { language: "ar", kind: "list", options: [] },
];

describe("whatever somebody types", () => {
  test("is understood or not, and never more than that", () => {
    let turn = 0;
    fc.assert(
      fc.property(words, (text) => {
        const folded = fold(text);
        expect(typeof folded).toBe("string");
        commandOf(text);
        guessLanguage(text);
        greets(text);
        turn += 1;
        const question = questions[turn % questions.length] ?? never;
        const chosen = choose(question, text);
        if (chosen.kind === "option" && question.kind === "list")
          expect(question.options[chosen.index]).toBeDefined();
      }),
      { numRuns: runs.words },
    );
  });

  test("is answered by the engine, however strange it is", async () => {
    const book = await theBook();
    const can = {
      text: 1_600,
      body: 1_024,
      buttons: { most: 3, title: 20 },
      list: null,
      window: null,
    };
    const contents = fc.oneof(
      { weight: 6, arbitrary: words.map((text): Content => ({ kind: "text", text })) },
      {
        weight: 3,
        arbitrary: fc.nat(9).map((place): Content => ({ kind: "text", text: `${place}` })),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            fc.oneof(
              words,
              fc.nat(60).map((move) => `${move}:yes`),
            ),
            words,
          )
          .map(([id, label]): Content => ({ kind: "tap", id, label })),
      },
      { weight: 1, arbitrary: words.map((text): Content => ({ kind: "edit", text })) },
      { weight: 1, arbitrary: words.map((emoji): Content => ({ kind: "reaction", emoji })) },
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(contents, fc.option(fc.integer())), {
          minLength: 20,
          maxLength: 60,
          size: "max",
        }),
        (heard) => {
          let state: State = blankState;
          let now = morning;
          for (const [at, [content, quoted]] of heard.entries()) {
            now += 4 * second;
            const seed = String(at).padStart(64, "a");
            const turn = advance(book, state, { kind: "heard", content, quoted, seed }, now);
            // Kept as JSON: what does not survive that would be lost.
            state = JSON.parse(JSON.stringify(turn.state));
            for (const { message } of turn.said) {
              expect(shape(message, can).length).toBeGreaterThan(0);
            }
            if (content.kind === "text") expect(turn.said.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: runs.stories },
    );
  });
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
      "MessageType", "MessageStatus", "ErrorCode", "ButtonPayload", "ListId", "OptOutType",
      "ExternalUserId", "WaId", "Latitude", "OriginalRepliedMessageSid", "__proto__", "",
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
  });

  test("an activity is read or refused, and what is kept of it can be written", () => {
    const types = fc.constantFrom(
      "message", "messageReaction", "messageUpdate", "messageDelete", "typing", "event", "x",
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
    arrivals.map(({ to }) => (({
	id: 'good',
	to,
	at: world.time.now,
	body: {
		kind: 'heard',
		content,
		quoted: null
	}
}))),
    world.time.now,
  );
  world.time.now += hour;
  await pump.settle();
  expect(new Set(said).size).toBe(strange.length);
  await world.store.close();
});

describe("sixty-four kilobytes", () => {
  const patterns = [
    ..."a ? - 1 \0 م \u0301 \ufdfa 👍".split(" "),
    ...[
      "ma ما ",
      "oui non ",
      "1-2 -3 4,5/6:7 ",
      "l'",
      "a@",
      "({[",
      "ouiii",
      "12:",
      "3/",
      "-1",
      "⭐ ",
      "\u2067",
    ],
    ...["je ne sais pas ", "entre 1 et ", "blasa ", "corriger ", "parler a quelqu'un "],
  ];

  test("of one pattern leave no more to look at than four do", () => {
    for (const pattern of patterns) {
      const long = pattern.repeat(Math.ceil(65_536 / pattern.length)).slice(0, 65_536);
      // Looked at by what is left after cutting: the same pieces, however long the text was.
      expect(piecesOf(fold(long.slice(0, 4_096)), mostWords).length).toBeLessThanOrEqual(mostWords);
      for (const question of questions) {
        expect(choose(question, long)).toEqual(choose(question, long.slice(0, 16_384)));
      }
      expect(commandOf(long)).toEqual(commandOf(long.slice(0, 16_384)));
      expect(guessLanguage(long)).toEqual(guessLanguage(long.slice(0, 16_384)));
      expect(fold(long).length).toBeLessThanOrEqual(65_536 * 18);
    }
  });

  test("are cut for the engine, which answers as it would the beginning", async () => {
    const book = await theBook();
    for (const pattern of patterns) {
      const say = (text: string) => {
        const content: Content = { kind: "text", text };
        const input = { kind: "heard", content, quoted: null, seed: "a".repeat(64) } as const;
        return advance(book, blankState, input, morning);
      };
      const long = pattern.repeat(Math.ceil(65_536 / pattern.length)).slice(0, 65_536);
      expect(say(long)).toEqual(say(long.slice(0, 4_096).toWellFormed()));
    }
  });
});

const never: Choosable = { language: "fr", kind: "list", options: [] };
