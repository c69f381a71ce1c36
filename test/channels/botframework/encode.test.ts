import { describe, expect, test } from "vitest";
import { encode } from "../../../src/channels/botframework/encode.ts";
import type { Outbound } from "../../../src/channels/channel.ts";

const at = Date.UTC(2026, 11, 1, 9, 30);

function write(body: Outbound["body"]) {
  const address = { channel: "web", id: "web-1" };
  return encode({ id: "m-1", address, body, uncertain: false }, at);
}

describe("a message as an activity", () => {
  test("carries our id, so that a quote names it, and the hour in Morocco", () => {
    expect(write({ kind: "text", text: "Bonjour", rtl: false })).toEqual({
      id: "m-1",
      type: "message",
      channelId: "directline",
      conversation: { id: "web-1" },
      from: { id: "rafiq", name: "Rafiq", role: "bot" },
      timestamp: "2026-12-01T09:30:00Z",
      localTimestamp: "2026-12-01T09:30:00+00:00",
      localTimezone: "Africa/Casablanca",
      text: "Bonjour",
      textFormat: "plain",
      inputHint: "acceptingInput",
      channelData: { rafiq: { kind: "text", text: "Bonjour", rtl: false } },
    });
  });

  test("offers its buttons so that any client shows the label and returns the id", () => {
    const buttons = [{ id: "t1.yes", label: "نعم" }];
    expect(write({ kind: "buttons", text: "؟", buttons, rtl: true })).toMatchObject({
      suggestedActions: {
        to: [],
        actions: [
          { type: "messageBack", title: "نعم", displayText: "نعم", text: "نعم", value: "t1.yes" },
        ],
      },
      channelData: { rafiq: { kind: "buttons", buttons, rtl: true } },
    });
  });

  test("keeps a list whole for our page, and as actions for others", () => {
    const rows = [{ id: "t1.a", label: "Page Facebook", about: "Une page de l’association" }];
    const sent = write({ kind: "list", text: "Où ?", open: "Choisir", rows, rtl: false });
    expect(sent).toMatchObject({
      suggestedActions: { actions: [{ title: "Page Facebook", value: "t1.a" }] },
      channelData: { rafiq: { kind: "list", open: "Choisir", rows } },
    });
  });

  test("brings a file as an attachment that any client can open", () => {
    const file = {
      url: "/d/c00-x.1-1.abc/rapport-rafiq.pdf",
      name: "rapport-rafiq.pdf",
      type: "application/pdf",
    };
    expect(write({ kind: "document", text: "Voici.", file, rtl: false })).toMatchObject({
      text: "Voici.",
      attachments: [{ contentType: file.type, contentUrl: file.url, name: file.name }],
      channelData: { rafiq: { kind: "document", file } },
    });
  });
});
