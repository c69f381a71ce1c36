import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, type Circumstances } from "../../../src/channels/meta-messenger/decode.ts";
import { payloadOf, startPayload } from "../../../src/channels/meta-messenger/payloads.ts";
import type { Content } from "../../../src/core/inbound.ts";
import { day } from "../../../src/core/instant.ts";

const page = "104857600000001";
const person = "6543210987654321";
const now = Date.UTC(2026, 11, 1, 9);
const here: Circumstances = {
  now,
  pageId: page,
  appId: "314159265358979",
  graphBase: "https://graph.facebook.com",
};
const address = { channel: "meta-messenger", id: person };

const from = (more: object, at: unknown = now) => ({
  sender: { id: person },
  recipient: { id: page },
  timestamp: at,
  ...more,
});
const message = (more: object) => from({ message: { mid: "m_1", ...more } });
const attached = (type: string, payload: object = {}, text?: string) =>
  message({ attachments: [{ type, payload }], ...(text === undefined ? {} : { text }) });
const read = (...messaging: unknown[]) =>
  decode({ object: "page", entry: [{ id: page, time: now, messaging }] }, here);
const contents = (...messaging: unknown[]): readonly Content[] =>
  read(...messaging).inbounds.map(({ content }) => content);

const file = "https://scontent.xx.fbcdn.net/v/t.1/abc?oh=1";
const media = (kind: string, more: object = {}) => ({
  kind: "media",
  media: kind,
  url: null,
  contentType: null,
  caption: "",
  ...more,
});

const table: Readonly<Record<string, readonly [event: object, content: object]>> = {
  words: [message({ text: "Salam" }), { kind: "text", text: "Salam" }],
  "Arabic words": [
    message({ text: "واش عندكم موقع؟ 🙂" }),
    { kind: "text", text: "واش عندكم موقع؟ 🙂" },
  ],
  "words that no database takes": [
    message({ text: "a\0b\uD83D" }),
    { kind: "text", text: "ab\uFFFD" },
  ],
  "a quick reply": [
    message({ text: "Oui", quick_reply: { payload: "12:yes" } }),
    { kind: "tap", id: "12:yes", label: "Oui" },
  ],
  "a button": [
    from({ postback: { mid: "m_1", title: "Oui", payload: "12:yes" } }),
    { kind: "tap", id: "12:yes", label: "Oui" },
  ],
  "the button « Démarrer »": [
    from({ postback: { mid: "m_1", title: "Démarrer", payload: startPayload } }),
    { kind: "opt-in" },
  ],
  "an entry of the menu": [
    from({ postback: { mid: "m_1", title: "Parler à un étudiant", payload: payloadOf("humain") } }),
    { kind: "text", text: "humain" },
  ],
  "an image": [
    attached("image", { url: file }, "notre affiche"),
    media("image", { url: file, caption: "notre affiche" }),
  ],
  "a voice note": [
    attached("audio", { url: "https://cdn.fbsbx.com/v/audioclip-1765000000000-2000.mp4?x=1" }),
    media("voice", { url: "https://cdn.fbsbx.com/v/audioclip-1765000000000-2000.mp4?x=1" }),
  ],
  "a sound file": [
    attached("audio", { url: "https://cdn.fbsbx.com/v/chanson.mp3?x=1" }),
    media("audio", { url: "https://cdn.fbsbx.com/v/chanson.mp3?x=1" }),
  ],
  "a video": [attached("video", { url: file }), media("video", { url: file })],
  "a file": [attached("file", { url: file }), media("document", { url: file })],
  "the blue thumb": [
    attached("image", { url: file, sticker_id: 369239263222822 }),
    { kind: "text", text: "👍" },
  ],
  "a sticker": [attached("image", { url: file, sticker_id: 144884852352448 }), media("sticker")],
  "a place": [
    attached("location", { coordinates: { lat: 33.5, long: -7.6 } }),
    { kind: "location" },
  ],
  "a link with its preview": [
    message({
      text: "https://exemple.ma regardez",
      attachments: [{ type: "fallback", title: "Exemple", url: "https://exemple.ma" }],
    }),
    { kind: "text", text: "https://exemple.ma regardez" },
  ],
  "a shared post": [
    attached("fallback", { url: "https://facebook.com/1" }),
    { kind: "unsupported" },
  ],
  "a template that was forwarded": [attached("template", {}), { kind: "unsupported" }],
  "a kind nobody knows yet": [attached("hologram", {}), { kind: "unsupported" }],
  "what Messenger itself cannot show": [message({ is_unsupported: true }), { kind: "unsupported" }],
  "a reaction": [
    from({ reaction: { mid: "m_0", action: "react", reaction: "love", emoji: "❤" } }),
    { kind: "reaction", emoji: "❤" },
  ],
  "a reaction taken back": [
    from({ reaction: { mid: "m_0", action: "unreact" } }),
    { kind: "reaction", emoji: "" },
  ],
  "an edit": [
    from({ message_edit: { mid: "m_0", text: "Non, deux", num_edit: 1 } }),
    { kind: "edit", text: "Non, deux" },
  ],
  "a message taken back": [message({ is_deleted: true }), { kind: "revoke" }],
  "the same under another name": [from({ message_unsend: { mid: "m_0" } }), { kind: "revoke" }],
  "a link of ours": [
    from({ referral: { source: "SHORTLINK", type: "OPEN_THREAD" } }),
    { kind: "opt-in" },
  ],
  "a link with an invitation": [
    from({ referral: { ref: "code-K7QF-29MX", source: "SHORTLINK" } }),
    { kind: "text", text: "K7QF-29MX" },
  ],
  "a link with words we never wrote": [from({ referral: { ref: "stop" } }), { kind: "opt-in" }],
  "a consent": [from({ optin: { ref: "x" } }), { kind: "opt-in" }],
  "an end of notifications": [
    from({
      optin: {
        type: "notification_messages",
        notification_messages_status: "STOP_NOTIFICATIONS",
      },
    }),
    { kind: "opt-out" },
  ],
  "their return": [
    from({
      optin: {
        type: "notification_messages",
        notification_messages_status: "RESUME_NOTIFICATIONS",
      },
    }),
    { kind: "opt-in" },
  ],
  "a thread taken by the inbox": [
    from({
      take_thread_control: { previous_owner_app_id: here.appId, new_owner_app_id: 263902037430900 },
    }),
    { kind: "human-elsewhere", what: "took" },
  ],
  "a thread passed to the inbox": [
    from({ pass_thread_control: { new_owner_app_id: "263902037430900" } }),
    { kind: "human-elsewhere", what: "took" },
  ],
  "a thread passed to another app": [
    from({ pass_thread_control: { new_owner_app_id: "1234567" } }),
    { kind: "human-elsewhere", what: "took" },
  ],
  "a thread passed back to us": [
    from({ pass_thread_control: { new_owner_app_id: here.appId, metadata: "x" } }),
    { kind: "human-elsewhere", what: "left" },
  ],
  "a thread somebody asks for": [
    from({ request_thread_control: { requested_owner_app_id: 263902037430900 } }),
    { kind: "human-elsewhere", what: "took" },
  ],
};

describe("what a person does", () => {
  test.each(Object.entries(table))("%s", (_name, [event, content]) => {
    expect(contents(event)).toEqual([content]);
  });

  test.each([
    ["account linking", from({ account_linking: { status: "linked", authorization_code: "x" } })],
    ["roles of apps", { recipient: { id: page }, timestamp: now, app_roles: { "1": ["x"] } }],
    ["an event nobody knows yet", from({ hologram: { on: true } })],
    ["a message without an id", from({ message: { text: "x" } })],
    ["an opt-in without a person", { recipient: { id: page }, optin: { user_ref: "x" } }],
    ["words to another page", { ...message({ text: "x" }), recipient: { id: "999999" } }],
  ])("%s asks for nothing", (_name, event) => {
    expect(read(event)).toEqual({ inbounds: [], traces: [], notices: [] });
  });

  test("names the message that it answers", () => {
    expect(read(message({ text: "oui", reply_to: { mid: "m_9" } })).inbounds[0]?.quoted).toBe(
      "m_9",
    );
  });

  test("several files in one message are several things, the words with the first", () => {
    const { inbounds } = read(
      message({
        text: "voilà",
        attachments: [1, 2, 3].map(() => ({ type: "image", payload: { url: file } })),
      }),
    );
    expect(inbounds.map(({ id }) => id)).toEqual(["m_1", "m_1-1", "m_1-2"]);
    expect(inbounds.map(({ content }) => content.kind === "media" && content.caption)).toEqual([
      "voilà",
      "",
      "",
    ]);
  });

  test("what changes a message has an id of its own", () => {
    const { inbounds } = read(
      message({ text: "un" }),
      from({ message_edit: { mid: "m_1", text: "deux", num_edit: 1 } }),
      from({ message_edit: { mid: "m_1", text: "trois", num_edit: 2 } }),
      from({ reaction: { mid: "m_1", action: "react", emoji: "👍" } }),
      message({ is_deleted: true }),
    );
    const ids = inbounds.map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    expect(ids[0]).toBe("m_1");
  });

  test("files are fetched from Meta's own hosts only", () => {
    const urls = [
      file,
      "http://scontent.xx.fbcdn.net/v/abc",
      "https://fbcdn.net.example/v/abc",
      "https://user@scontent.xx.fbcdn.net/v/abc",
      "https://169.254.169.254/latest",
      "javascript:alert(1)",
      "",
    ];
    const kept = urls.map((url) => {
      const [content] = contents(attached("image", { url }));
      return content?.kind === "media" ? content.url : "none";
    });
    expect(kept).toEqual([file, null, null, null, null, null, null]);
  });
});

describe("time", () => {
  test.each([
    ["milliseconds", now - 5_000, now - 5_000],
    ["seconds", (now - 5_000) / 1_000, now - 5_000],
    ["nothing at all", undefined, now],
    ["words", "soon", now],
    ["the future", now + day, now],
    ["last month", now - 30 * day, now - 30 * day],
  ])("in %s", (_name, stamp, at) => {
    expect(read(from({ message: { mid: "m_1", text: "x" } }, stamp)).inbounds[0]?.at).toBe(at);
  });

  test("puts a batch in order, whatever entry things came in", () => {
    const said = (mid: string, at: number) => from({ message: { mid, text: mid } }, at);
    const { inbounds } = decode(
      {
        object: "page",
        entry: [
          { id: page, messaging: [said("c", now - 10), said("a", now - 30)] },
          { id: page, messaging: [said("b", now - 20), said("d", now - 10)] },
        ],
      },
      here,
    );
    expect(inbounds.map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
  });
});

describe("batches", () => {
  test("lose nothing to what cannot be read, and skip other pages", () => {
    const good = message({ text: "oui" });
    const received = {
      object: "page",
      entry: [
        null,
        { id: "999999", messaging: [good] },
        { id: page, messaging: "nonsense" },
        { id: page, messaging: [null, 7, { message: 3 }, { sender: "x", message: {} }, good] },
        { id: page, messaging: [message({ text: 5 })] },
      ],
    };
    expect(decode(received, here).inbounds.map(({ content }) => content)).toEqual([
      { kind: "text", text: "oui" },
      { kind: "unsupported" },
    ]);
  });

  test.each([
    [null],
    [{}],
    [[]],
    ["page"],
    [{ object: "instagram", entry: [] }],
    [{ object: "page" }],
  ])("%o holds nothing", (received) => {
    expect(decode(received, here)).toEqual({ inbounds: [], traces: [], notices: [] });
  });
});

describe("while somebody else has the thread", () => {
  const standby = (...events: unknown[]) =>
    decode({ object: "page", entry: [{ id: page, standby: events }] }, here);

  test("we listen and answer nothing", () => {
    const { inbounds } = standby(
      message({ text: "Salam" }),
      attached("image", { url: file }),
      from({ postback: { title: "Menu" } }),
      from({ reaction: { mid: "m_0", action: "react", emoji: "❤" } }),
    );
    expect(inbounds).toEqual([]);
  });

  test("the human's words are heard, and receipts of ours still count", () => {
    const echo = {
      sender: { id: page },
      recipient: { id: person },
      timestamp: now,
      message: { mid: "m_7", is_echo: true, app_id: 263902037430900, text: "Bonjour" },
    };
    const { inbounds, traces } = standby(echo, from({ read: { watermark: now } }));
    expect(inbounds).toMatchObject([
      { id: "m_7", address, content: { kind: "human-elsewhere", what: "spoke" } },
    ]);
    expect(traces).toEqual([{ address, at: now, trace: { kind: "read", moment: now } }]);
  });
});

describe("any shape at all", () => {
  const anything = fc.anything({ maxDepth: 4, withNullPrototype: false });
  const field = fc.constantFrom(
    "message",
    "postback",
    "referral",
    "optin",
    "reaction",
    "delivery",
    "read",
    "message_edit",
    "message_unsend",
    "policy_enforcement",
    "pass_thread_control",
    "take_thread_control",
    "request_thread_control",
    "account_linking",
    "sender",
    "recipient",
    "timestamp",
  );
  const event = fc.dictionary(field, anything, { maxKeys: 6 });
  const words = fc.record(
    {
      mid: anything,
      text: anything,
      is_echo: anything,
      app_id: anything,
      metadata: anything,
      quick_reply: anything,
      attachments: fc.oneof(anything, fc.array(fc.record({ type: anything, payload: anything }))),
    },
    { requiredKeys: [] },
  );

  test("never throws, and what comes of it is whole", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            event,
            words.map((one) => message(one)),
            anything,
          ),
        ),
        (all) => {
          for (const list of ["messaging", "standby"]) {
            const { inbounds } = decode(
              { object: "page", entry: [{ id: page, [list]: all }] },
              here,
            );
            for (const { id, address: to, at } of inbounds) {
              expect(typeof id).toBe("string");
              expect(to.id).toMatch(/^[0-9A-Za-z_-]{1,100}$/u);
              expect(at).toBeLessThanOrEqual(now);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
