import { describe, expect, test } from "vitest";
import { activitySchema } from "../../../src/channels/botframework/activity.ts";
import { decode } from "../../../src/channels/botframework/decode.ts";

const envelope = { id: "web-1.a", address: { channel: "web", id: "web-1" }, at: 1_000 };

function read(activity: object) {
  return decode(activitySchema.parse(activity), envelope);
}

describe("an activity", () => {
  test.for([
    ["a text", { text: "السلام" }, { kind: "text", text: "السلام" }],
    ["an empty text", { text: "  " }, { kind: "unsupported" }],
    ["no text", {}, { kind: "unsupported" }],
    [
      "a tap in our page",
      { text: "Oui", channelData: { tap: { id: "t4.yes", label: "Oui" } } },
      { kind: "tap", id: "t4.yes", label: "Oui" },
    ],
    [
      "an action that Web Chat sends back",
      { text: "Oui", value: "t4.yes", channelData: { messageBack: { displayText: "Oui !" } } },
      { kind: "tap", id: "t4.yes", label: "Oui !" },
    ],
    [
      "a value without a mark",
      { text: "Oui", value: "t4.yes" },
      { kind: "tap", id: "t4.yes", label: "Oui" },
    ],
    [
      "a text that was never typed",
      { text: "t4.yes", channelData: { postBack: true } },
      { kind: "tap", id: "t4.yes", label: null },
    ],
    ["a value that is no id", { text: "12", value: { x: 1 } }, { kind: "text", text: "12" }],
    [
      "a voice note",
      { attachments: [{ contentType: "audio/ogg" }], channelData: { media: "voice" } },
      media("voice", "audio/ogg"),
    ],
    [
      "an uploaded picture with words",
      { text: "voici", attachments: [{ contentType: "image/png", contentUrl: "https://x.test/" }] },
      media("image", "image/png", "voici"),
    ],
    ["a sound", { attachments: [{ contentType: "audio/mpeg" }] }, media("audio", "audio/mpeg")],
    ["a video", { attachments: [{ contentType: "video/mp4" }] }, media("video", "video/mp4")],
    ["a file", { attachments: [{ contentType: "text/csv" }] }, media("document", "text/csv")],
    ["a file of no type", { attachments: [{}] }, media("document", null)],
    [
      "a sticker",
      { attachments: [{ contentType: "image/webp" }], channelData: { media: "sticker" } },
      media("sticker", "image/webp"),
    ],
    ["a contact card", { attachments: [{ contentType: "text/vcard" }] }, { kind: "contact-card" }],
    [
      "a card as bots send them",
      { attachments: [{ contentType: "application/vnd.microsoft.card.hero" }] },
      { kind: "unsupported" },
    ],
    ["a place", { entities: [{ type: "GeoCoordinates" }] }, { kind: "location" }],
    [
      "a reaction",
      { type: "messageReaction", reactionsAdded: [{ type: "👍" }] },
      { kind: "reaction", emoji: "👍" },
    ],
    [
      "a reaction by its name",
      { type: "messageReaction", reactionsAdded: [{ type: "heart" }] },
      { kind: "reaction", emoji: "❤️" },
    ],
    [
      "a reaction taken back",
      { type: "messageReaction", reactionsRemoved: [{ type: "👍" }] },
      { kind: "reaction", emoji: "" },
    ],
    ["a changed message", { type: "messageUpdate", text: "12" }, { kind: "edit", text: "12" }],
    ["a removed message", { type: "messageDelete" }, { kind: "revoke" }],
  ] as const)("reads %s", ([, activity, content]) => {
    expect(read({ type: "message", ...activity })).toEqual({
      ...envelope,
      aliases: [],
      content,
      quoted: null,
    });
  });

  test.for(["typing", "conversationUpdate", "event", "invoke", "messageReaction"])(
    "of type %s that says nothing is left out",
    (type) => {
      expect(read({ type })).toBeNull();
    },
  );

  test("names what it quotes, by either field", () => {
    expect(read({ type: "message", text: "1", replyToId: "d-7" })?.quoted).toBe("d-7");
    const own = { type: "message", text: "1", channelData: { quoted: "d-8" } };
    expect(read(own)?.quoted).toBe("d-8");
  });

  test("with strange channel data is read without it", () => {
    for (const channelData of [null, 5, "x", { tap: "y", quoted: 4, media: "smell" }]) {
      expect(read({ type: "message", text: "oui", channelData })).toMatchObject({
        content: { kind: "text", text: "oui" },
        quoted: null,
      });
    }
  });
});

function media(kind: string, contentType: string | null, caption = "") {
  return { kind: "media", media: kind, url: null, contentType, caption };
}
