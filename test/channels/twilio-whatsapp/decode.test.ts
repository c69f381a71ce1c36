import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decode, type Decoded } from "../../../src/channels/twilio-whatsapp/decode.ts";
import { parseForm } from "../../../src/channels/twilio-whatsapp/signature.ts";

const folder = new URL("samples/", import.meta.url);
const circumstances = { now: 1_796_115_600_000, delivery: null, apiBase: null };

function decodeSample(name: string, rest: Partial<typeof circumstances> = {}): Decoded {
  return decode(parseForm(readFileSync(new URL(`${name}.form`, folder))), {
    ...circumstances,
    ...rest,
  });
}

const sid = (number: number): string => `SM${number.toString(16).padStart(32, "0")}`;
const address = (id: string) => ({ channel: "twilio-whatsapp", id });
const username = `MA.${"A1b2C3d4".repeat(4)}`;
const mediaUrl = expect.stringMatching(/^https:\/\/api\.twilio\.com\/.+\/Media\/ME/u);

const contents: Readonly<Record<string, object>> = {
  text: { kind: "text", text: "Salam, bghit nchouf site dyali" },
  "text-arabic": { kind: "text", text: "السلام عليكم، عندنا جمعية وبغينا موقع 🙂\nشكراً" },
  "text-nul": { kind: "text", text: "Bonjour" },
  "text-empty": { kind: "unsupported" },
  "text-unknown-keys": { kind: "text", text: "Bonjour" },
  "username-only": { kind: "text", text: "Bonjour" },
  "phone-and-username": { kind: "text", text: "Bonjour" },
  "without-prefix": { kind: "text", text: "Bonjour" },
  "button-tap": { kind: "tap", id: "t4.website.yes", label: "Oui" },
  "template-tap": { kind: "tap", id: "webinar.yes", label: "Je participe" },
  "list-tap": { kind: "tap", id: "t4.website.page", label: "Une page Facebook" },
  "quoted-reply": { kind: "text", text: "2" },
  "voice-note": { kind: "media", media: "voice", url: mediaUrl, caption: "" },
  "audio-file": { kind: "media", media: "audio", contentType: "audio/mpeg" },
  images: { kind: "media", media: "image", url: mediaUrl, caption: "Notre local" },
  sticker: { kind: "media", media: "sticker" },
  video: { kind: "media", media: "video" },
  document: { kind: "media", media: "document", caption: "statuts.pdf" },
  "media-elsewhere": { kind: "media", media: "image", url: null },
  location: { kind: "location" },
  "contact-card": { kind: "contact-card" },
  reaction: { kind: "reaction", emoji: "👍" },
  edit: { kind: "edit", text: "Bonsoir" },
  revoke: { kind: "revoke" },
  order: { kind: "unsupported" },
  stop: { kind: "opt-out" },
  start: { kind: "opt-in" },
};
const receipts: Readonly<Record<string, object>> = {
  "status-sent": { status: "sent", providerId: sid(900), address: address("+212600000001") },
  "status-read": { status: "read", code: null },
  "status-undelivered": { status: "failed", code: "63024", because: "contact" },
  "status-username": { status: "delivered", address: address(username) },
};
const nothing = ["without-sender", "other-channel", "status-queued"];

describe("decode", () => {
  test("has an expectation for every sample", () => {
    const samples = readdirSync(folder).map((file) => file.replace(".form", ""));
    const expected = [...Object.keys(contents), ...Object.keys(receipts), ...nothing];
    expect(samples.sort()).toEqual(expected.sort());
  });

  test.each(Object.entries(contents))("reads %s", (name, content) => {
    const { inbounds, receipts: none } = decodeSample(name);
    expect(inbounds[0]).toMatchObject({ at: circumstances.now, content });
    expect(none).toEqual([]);
  });

  test.each(Object.entries(receipts))("reads %s", (name, receipt) => {
    const decoded = decodeSample(name, { delivery: null });
    expect(decoded.inbounds).toEqual([]);
    expect(decoded.receipts).toEqual([expect.objectContaining(receipt)]);
  });

  test.each(nothing)("skips %s", (name) => {
    expect(decodeSample(name)).toEqual({ inbounds: [], receipts: [] });
  });

  test("knows a person by what `To` needs, with every other name of theirs", () => {
    expect(decodeSample("text").inbounds[0]).toMatchObject({
      id: sid(1),
      address: address("+212600000001"),
      aliases: [],
    });
    expect(decodeSample("username-only").inbounds[0]).toMatchObject({
      address: address(username),
      aliases: [],
    });
    expect(decodeSample("phone-and-username").inbounds[0]).toMatchObject({
      address: address("+212600000001"),
      aliases: [address(username)],
    });
    expect(decodeSample("without-prefix").inbounds[0]?.address).toEqual(address("+212600000001"));
  });

  test("makes one inbound of each medium, with ids that stay the same", () => {
    const { inbounds } = decodeSample("images");
    expect(inbounds.map(({ id }) => id)).toEqual([sid(15), `${sid(15)}-1`, `${sid(15)}-2`]);
    expect(inbounds.map(({ content }) => "caption" in content && content.caption)).toEqual([
      "Notre local",
      "",
      "",
    ]);
  });

  test("tells which message was quoted", () => {
    expect(decodeSample("quoted-reply").inbounds[0]?.quoted).toBe(sid(902));
    expect(decodeSample("list-tap").inbounds[0]?.quoted).toBe(sid(901));
    expect(decodeSample("text").inbounds[0]?.quoted).toBeNull();
  });

  test("never gives half a character to the store", () => {
    const form = new Map(parseForm(readFileSync(new URL("text.form", folder))));
    form.set("Body", ["a\uD83D"]);
    const { inbounds } = decode(form, circumstances);
    expect(inbounds[0]?.content).toEqual({ kind: "text", text: "a\uFFFD" });
  });

  test("is not led to make a million media", () => {
    const form = new Map(parseForm(readFileSync(new URL("images.form", folder))));
    form.set("NumMedia", ["99999999"]);
    expect(decode(form, circumstances).inbounds.length).toBe(32);
  });
});
