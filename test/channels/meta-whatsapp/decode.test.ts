import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, type DecodedWhatsapp } from "../../../src/channels/meta-whatsapp/decode.ts";
import {
  change,
  envelope,
  messageChange,
  statusChange,
  type WhatsappParts,
} from "../../fakes/graph/whatsapp-events.ts";
import { account, address, phone, scoped } from "./stand.ts";

const now = Date.UTC(2026, 11, 1, 9);
const metadata = {
  display_phone_number: "212500000000",
  phone_number_id: account.phoneNumberId,
};
const circumstances = {
  now,
  phoneNumberId: account.phoneNumberId,
  mediaUrl: (id: string) => `https://graph.facebook.com/v25.0/${id}`,
};
const read = (...changes: readonly unknown[]): DecodedWhatsapp =>
  decode(envelope(account.businessId, changes), circumstances);
const message = (parts: Partial<WhatsappParts>, id = "wamid.1") =>
  messageChange({ from: phone, ...parts }, id, now, metadata);
const ofType = (type: string, value?: unknown, more: object = {}) =>
  message({ message: { type, ...(value === undefined ? {} : { [type]: value }), ...more } });
const twilio = (id: string) => ({ channel: "twilio-whatsapp", id });

const media = { id: "1908647269898587", mime_type: "image/jpeg", sha256: "x" };
const url = "https://graph.facebook.com/v25.0/1908647269898587";

const contents: Readonly<Record<string, readonly [unknown, object]>> = {
  words: [ofType("text", { body: "Salam" }), { kind: "text", text: "Salam" }],
  "words with NUL and half a letter": [
    ofType("text", { body: "a\0b\uD83D" }),
    { kind: "text", text: "ab\uFFFD" },
  ],
  "empty words": [ofType("text", { body: " " }), { kind: "unsupported" }],
  "a button": [
    message({ tap: { id: "t4.website.yes", label: "Oui", kind: "button" } }),
    { kind: "tap", id: "t4.website.yes", label: "Oui" },
  ],
  "a row of a list": [
    message({ tap: { id: "t4.website.page", label: "Une page", kind: "list" } }),
    { kind: "tap", id: "t4.website.page", label: "Une page" },
  ],
  "a button of a template": [
    message({ tap: { id: "t:webinar-seat:yes", label: "Je viens", kind: "template" } }),
    { kind: "tap", id: "t:webinar-seat:yes", label: "Je viens" },
  ],
  "a button without its payload": [
    ofType("button", { text: "Je viens" }),
    { kind: "text", text: "Je viens" },
  ],
  "a form": [
    ofType("interactive", { type: "nfm_reply", nfm_reply: { name: "flow", response_json: "{}" } }),
    { kind: "unsupported" },
  ],
  "a picture": [
    ofType("image", { ...media, caption: "Notre local" }),
    { kind: "media", media: "image", url, contentType: "image/jpeg", caption: "Notre local" },
  ],
  "a voice note": [
    ofType("audio", { ...media, mime_type: "audio/ogg; codecs=opus", voice: true }),
    { kind: "media", media: "voice", url, contentType: "audio/ogg; codecs=opus", caption: "" },
  ],
  "a sound file": [
    ofType("audio", { ...media, mime_type: "audio/mpeg", voice: false }),
    { kind: "media", media: "audio", url, contentType: "audio/mpeg", caption: "" },
  ],
  "a film": [ofType("video", media), { kind: "media", media: "video" }],
  "a file": [
    ofType("document", { ...media, filename: "statuts.pdf", caption: "Nos statuts" }),
    { kind: "media", media: "document", caption: "Nos statuts" },
  ],
  "a sticker": [
    ofType("sticker", { ...media, animated: true }),
    { kind: "media", media: "sticker" },
  ],
  "a picture whose id leads elsewhere": [
    ofType("image", { ...media, id: "../../me?x=" }),
    { kind: "media", media: "image", url: null },
  ],
  "a picture without anything": [
    ofType("image"),
    { kind: "media", media: "image", url: null, contentType: null, caption: "" },
  ],
  "a place": [ofType("location", { latitude: 33.57, longitude: -7.58 }), { kind: "location" }],
  "a contact card": [ofType("contacts", [{ name: {}, phones: [] }]), { kind: "contact-card" }],
  "a reaction": [
    ofType("reaction", { message_id: "wamid.0", emoji: "👍" }),
    { kind: "reaction", emoji: "👍" },
  ],
  "a reaction taken back": [
    ofType("reaction", { message_id: "wamid.0" }),
    { kind: "reaction", emoji: "" },
  ],
  "changed words": [
    ofType("edit", {
      original_message_id: "wamid.0",
      message: { type: "text", text: { body: "Bonsoir" } },
    }),
    { kind: "edit", text: "Bonsoir" },
  ],
  "a changed caption": [
    ofType("edit", { message: { type: "image", image: { ...media, caption: "Bonsoir" } } }),
    { kind: "edit", text: "Bonsoir" },
  ],
  "a deleted message": [ofType("revoke", { original_message_id: "wamid.0" }), { kind: "revoke" }],
  "an order": [ofType("order", { catalog_id: "1", product_items: [] }), { kind: "unsupported" }],
  "something that Meta cannot show": [
    ofType("unsupported", undefined, { errors: [{ code: 131051, title: "Unsupported" }] }),
    { kind: "unsupported" },
  ],
  "a kind that does not exist yet": [ofType("hologram", { depth: 3 }), { kind: "unsupported" }],
  "words after an advertisement": [
    ofType(
      "text",
      { body: "Salam" },
      { referral: { source_url: "https://fb.me/x", ctwa_clid: "c" } },
    ),
    { kind: "text", text: "Salam" },
  ],
  "forwarded words": [
    ofType("text", { body: "Salam" }, { context: { forwarded: true } }),
    { kind: "text", text: "Salam" },
  ],
};

describe("a message", () => {
  test.each(Object.entries(contents))("reads %s", (_, [given, content]) => {
    const { inbounds, receipts } = read(given);
    expect(inbounds).toHaveLength(1);
    expect(inbounds[0]).toMatchObject({ id: "wamid.1", address, at: now, content });
    expect(receipts).toEqual([]);
  });

  test.each([
    ["a chat that was only opened", ofType("request_welcome")],
    ["what is said in a group", ofType("text", { body: "Salam" }, { group_id: "g1" })],
    ["who joined a group", ofType("system", { type: "group_participants_add" })],
    [
      "a message from nobody",
      message({ message: { type: "text", from: "?", text: { body: "a" } } }),
    ],
    [
      "a message to another number of ours",
      messageChange({ from: phone, text: "a" }, "wamid.1", now, {
        ...metadata,
        phone_number_id: "1",
      }),
    ],
    ["what somebody else answers", change("standby", { metadata, messages: [{ id: "1" }] })],
    ["what a human wrote from the phone", change("smb_message_echoes", { metadata })],
    ["a field that does not exist yet", change("holograms", { metadata })],
  ])("skips %s", (_, given) => {
    expect(read(given)).toEqual({ inbounds: [], receipts: [], notices: [] });
  });

  test("names what it answers to", () => {
    expect(read(message({ text: "2", quoted: "wamid.0" })).inbounds[0]?.quoted).toBe("wamid.0");
    expect(read(message({ text: "2" })).inbounds[0]?.quoted).toBeNull();
  });

  test("says when it was sent, in seconds or milliseconds, and never in the future", () => {
    const at = (timestamp: unknown) =>
      read(ofType("text", { body: "a" }, { timestamp })).inbounds[0]?.at;
    const second = Math.floor(now / 1_000) - 90;
    expect(at(String(second))).toBe(second * 1_000);
    expect(at(second)).toBe(second * 1_000);
    expect(at(String(second * 1_000 + 7))).toBe(second * 1_000 + 7);
    // Days old: whether that is too old is for the store to say.
    expect(at(String(second - 9 * 86_400))).toBe((second - 9 * 86_400) * 1_000);
    for (const strange of [String(second + 999), "", "x", null, undefined, -5, {}, "1e400"]) {
      expect(at(strange)).toBe(now);
    }
  });
});

describe("who it is", () => {
  const who = (parts: Partial<WhatsappParts>) => {
    const [inbound] = read(message({ text: "a", ...parts })).inbounds;
    return inbound && [inbound.address.id, ...inbound.aliases];
  };

  test("is their number, their id, and the same number on the other WhatsApp", () => {
    expect(who({})).toEqual([phone, twilio(phone)]);
    expect(who({ userId: scoped })).toEqual([phone, { ...address, id: scoped }, twilio(phone)]);
    expect(who({ from: scoped })).toEqual([scoped]);
  });

  test("stays with each message of a batch, however the contacts are ordered", () => {
    const other = "+212600000002";
    const value = {
      messaging_product: "whatsapp",
      metadata,
      contacts: [{ wa_id: other.slice(1) }, { wa_id: phone.slice(1) }],
      messages: [phone, other].map((from, at) => ({
        from: from.slice(1),
        id: `wamid.${at}`,
        timestamp: "1796115600",
        type: "text",
        text: { body: from },
      })),
    };
    const { inbounds } = read(change("messages", value));
    for (const inbound of inbounds) {
      expect(inbound.content).toEqual({ kind: "text", text: inbound.address.id });
    }
  });

  const system = (value: object, more: object = {}) =>
    read(message({ message: { type: "system", system: value, ...more } })).inbounds;

  test("moves with a new number, and leaves the old one behind", () => {
    const moved = system({
      body: "User A changed from 212600000001 to 212600000002",
      wa_id: "212600000002",
      user_id: "MA.new",
      previous_user_id: scoped,
      type: "user_changed_number",
    });
    expect(moved).toEqual([
      {
        id: "wamid.1",
        address: { ...address, id: "+212600000002" },
        aliases: [{ ...address, id: "MA.new" }, twilio("+212600000002")],
        left: [{ ...address, id: scoped }, address, twilio(phone)],
        at: now,
        content: { kind: "unsupported" },
        quoted: null,
      },
    ]);
  });

  test("moves with a new id alone, and keeps the number nobody named", () => {
    const moved = system(
      { user_id: "MA.new", previous_user_id: scoped, type: "user_changed_user_id" },
      { from: undefined, from_user_id: "MA.new" },
    );
    expect(moved).toMatchObject([
      { address: { id: "MA.new" }, aliases: [], left: [{ id: scoped }] },
    ]);
  });

  test("does not move without a new name, nor to where they are", () => {
    expect(system({ type: "user_changed_number" })).toEqual([]);
    expect(system({ type: "user_changed_number", wa_id: phone.slice(1) })).toEqual([]);
    expect(system({ type: "user_identity_changed", wa_id: "212600000002" })).toEqual([]);
  });
});

describe("what somebody of the team wrote from the phone", () => {
  const echo = (more: object) =>
    read(
      change("smb_message_echoes", {
        metadata,
        message_echoes: [{ from: "212500000000", to: phone.slice(1), id: "wamid.e", ...more }],
      }),
    ).inbounds;

  test("puts the conversation into human hands, and no word of it is kept", () => {
    const said = echo({ type: "text", text: { body: "Bonjour, ici Salma" } });
    expect(said).toMatchObject([
      { id: "wamid.e", address, content: { kind: "human-elsewhere", what: "spoke" } },
    ]);
    expect(JSON.stringify(said)).not.toContain("Salma");
  });

  test("says no more when it is changed or taken back", () => {
    expect(echo({ type: "edit", edit: {} })).toEqual([]);
    expect(echo({ type: "revoke", revoke: {} })).toEqual([]);
  });
});

describe("a batch", () => {
  test("of two entries, two changes, three messages loses none for the one that is broken", () => {
    const all = [1, 2, 3, 4, 5, 6].map((at) => message({ text: `${at}` }, `wamid.${at}`));
    const broken = [
      null,
      7,
      { field: "messages" },
      change("messages", { metadata, messages: [1, {}, null] }),
    ];
    const body = {
      object: "whatsapp_business_account",
      entry: [
        null,
        { id: "1", changes: [...all.slice(0, 3), ...broken] },
        { id: "2", changes: "x" },
        { id: "3", changes: [...broken, ...all.slice(3)] },
      ],
    };
    const { inbounds } = decode(body, circumstances);
    expect(inbounds.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6].map((at) => `wamid.${at}`));
  });

  test("comes in the order of Meta's clock", () => {
    const { inbounds } = read(
      message({ text: "c", at: now - 1_000 }, "c"),
      message({ text: "a", at: now - 9_000 }, "a"),
      message({ text: "b", at: now - 5_000 }, "b"),
      message({ text: "b2", at: now - 5_000 }, "b2"),
    );
    expect(inbounds.map(({ id }) => id)).toEqual(["a", "b", "b2", "c"]);
  });

  test("of another product is nothing", () => {
    for (const body of [null, [], "x", 1, {}, { object: "page", entry: [] }, { object: "x" }]) {
      expect(decode(body, circumstances)).toEqual({ inbounds: [], receipts: [], notices: [] });
    }
  });
});

describe("what became of a message", () => {
  const call = {
    kind: "message",
    product: "whatsapp",
    route: "",
    query: {},
    body: null,
    to: phone,
    id: "wamid.9",
    shown: null,
    echo: `c17-9f:3/1 ${phone}`,
    taken: true,
    at: now,
  } as const;
  const status = (name: string, more?: Readonly<Record<string, unknown>>, of = call) =>
    read(statusChange(of, name, now, metadata, more)).receipts;

  test.each([
    ["sent", "sent"],
    ["delivered", "delivered"],
    ["read", "read"],
    ["played", "read"],
  ])("%s is %s", (given, known) => {
    expect(status(given)).toEqual([
      {
        address,
        delivery: "c17-9f:3/1",
        providerId: "wamid.9",
        status: known,
        code: null,
        at: now,
      },
    ]);
  });

  test.each([
    [131026, "contact"],
    [131047, "window"],
    [131050, "opt-out"],
    [131049, "content"],
    [131031, "account"],
  ])("a failure with %i is about the %s", (code, because) => {
    const [receipt] = status("failed", { errors: [{ code, title: "x" }] });
    expect(receipt).toMatchObject({ status: "failed", code: String(code), because });
  });

  test("that failed is known although it names nobody", () => {
    const more = {
      recipient_id: undefined,
      recipient_user_id: undefined,
      errors: [{ code: 131000 }],
    };
    expect(status("failed", more)).toMatchObject([
      { address, delivery: "c17-9f:3/1", code: "131000" },
    ]);
  });

  test("goes where we wrote to, however Meta writes the number", () => {
    expect(status("sent", { recipient_id: "2126000000001" })).toMatchObject([{ address }]);
  });

  test("is somebody's by their id when the echo is missing", () => {
    const more = { biz_opaque_callback_data: undefined };
    expect(status("sent", more)).toMatchObject([{ address, delivery: null }]);
    const hidden = { ...more, recipient_id: undefined, recipient_user_id: scoped };
    expect(status("sent", hidden)).toMatchObject([{ address: { id: scoped }, delivery: null }]);
    expect(status("sent", { ...more, recipient_id: undefined })).toEqual([]);
  });

  test("says nothing for steps that we do not keep, and no words of an error", () => {
    expect(status("deleted")).toEqual([]);
    expect(status("warning")).toEqual([]);
    expect(status("toString")).toEqual([]);
    const [receipt] = status("failed", { errors: [{ code: "Salma 0600000001" }] });
    expect(receipt?.code).toBe("unknown");
  });
});

describe("news", () => {
  const preference = (value: string, more: object = {}) =>
    read(
      change("user_preferences", {
        messaging_product: "whatsapp",
        metadata,
        user_preferences: [
          {
            wa_id: phone.slice(1),
            user_id: scoped,
            detail: "User requested to stop marketing messages",
            category: "marketing_messages",
            value,
            timestamp: Math.floor(now / 1_000),
            ...more,
          },
        ],
      }),
    ).inbounds;

  test("that somebody wants no advertising is an opt-out, and that they do an opt-in", () => {
    expect(preference("stop")).toMatchObject([{ address, content: { kind: "opt-out" } }]);
    expect(preference("resume")).toMatchObject([{ address, content: { kind: "opt-in" } }]);
    expect(preference("stop")[0]?.id).toBe(preference("stop")[0]?.id);
    expect(preference("maybe")).toEqual([]);
    expect(preference("stop", { category: "holograms" })).toEqual([]);
  });

  const notices = (field: string, value: object) => read(change(field, value)).notices;
  const about = { message_template_name: "rafiq_plan_check", message_template_language: "fr" };

  test.each([
    ["message_template_status_update", { event: "APPROVED" }, null],
    ["message_template_status_update", { event: "REJECTED", reason: "INVALID_FORMAT" }, "rejected"],
    ["message_template_status_update", { event: "PAUSED" }, "paused"],
    ["message_template_status_update", { event: "DISABLED" }, "disabled"],
    [
      "template_category_update",
      { previous_category: "UTILITY", new_category: "MARKETING" },
      "marketing",
    ],
    [
      "template_category_update",
      { new_category: "UTILITY", correct_category: "MARKETING" },
      "marketing",
    ],
  ])("of a template: %s %o", (field, value, state) => {
    expect(notices(field, { ...about, ...value })).toMatchObject([
      { kind: "template", name: "rafiq_plan_check", locale: "fr", state },
    ]);
  });

  test.each([
    ["account_update", { event: "DISABLED_UPDATE" }, "DISABLED_UPDATE", true],
    ["account_update", { event: "VERIFIED_ACCOUNT" }, "VERIFIED_ACCOUNT", false],
    ["account_review_update", { decision: "REJECTED" }, "REJECTED", true],
    [
      "phone_number_quality_update",
      { event: "FLAGGED", current_limit: "TIER_250" },
      "FLAGGED",
      true,
    ],
    [
      "account_alerts",
      {
        entity_type: "BUSINESS",
        alert_info: { alert_type: "OBA_APPROVED", alert_severity: "INFORMATIONAL" },
      },
      "OBA_APPROVED",
      false,
    ],
    ["messages", { metadata, errors: [{ code: 131042 }] }, "131042", true],
  ])("of the account: %s %o", (field, value, event, isWorse) => {
    expect(notices(field, value)).toMatchObject([{ kind: "account", field, event, isWorse }]);
  });
});

test("nothing that Meta could sign breaks it", () => {
  const names = fc.constantFrom(
    "object",
    "entry",
    "changes",
    "field",
    "value",
    "messages",
    "statuses",
  );
  const leaves = fc.oneof(
    fc.constantFrom<unknown>(
      "whatsapp_business_account",
      "messages",
      "text",
      "system",
      "failed",
      null,
    ),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.integer(),
    fc.double(),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      leaves,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.oneof(names, fc.string({ maxLength: 8 })), tie("tree"), { maxKeys: 4 }),
    ),
  }));
  const shells = fc.record({
    id: fc.oneof(leaves, fc.constant("wamid.1")),
    from: fc.oneof(leaves, fc.constant("212600000001")),
    from_user_id: leaves,
    timestamp: leaves,
    type: fc.oneof(
      fc.constantFrom(
        "text",
        "interactive",
        "image",
        "audio",
        "edit",
        "system",
        "reaction",
        "contacts",
      ),
      leaves,
    ),
    text: tree,
    interactive: tree,
    image: tree,
    edit: tree,
    system: tree,
    context: tree,
    errors: tree,
    status: fc.oneof(fc.constantFrom("sent", "failed", "__proto__", "constructor"), leaves),
    recipient_id: leaves,
    biz_opaque_callback_data: leaves,
  });
  const check = (body: unknown): void => {
    const { inbounds, receipts } = decode(body, circumstances);
    for (const { id, address: place, at, content } of inbounds) {
      expect(id.length).toBeGreaterThan(0);
      expect(place.id).toMatch(/^(?:\+[0-9]{5,20}|[A-Z]{2}\.\S+)$/u);
      expect(at).toBeLessThanOrEqual(now);
      expect(JSON.stringify(content)).not.toContain(String.raw`\u0000`);
    }
    for (const { code } of receipts) expect(code ?? "0").toMatch(/^(?:[0-9]{1,9}|unknown)$/u);
  };
  fc.assert(fc.property(tree, check), { numRuns: 300 });
  fc.assert(
    fc.property(
      fc.array(shells, { maxLength: 3 }),
      fc.array(shells, { maxLength: 3 }),
      (some, others) => {
        const value = { metadata, messages: some, statuses: others, user_preferences: others };
        const fields = [
          "messages",
          "user_preferences",
          "account_update",
          "message_template_status_update",
        ];
        check(
          envelope(
            "1",
            fields.map((field) => change(field, value)),
          ),
        );
      },
    ),
    { numRuns: 500 },
  );
});
