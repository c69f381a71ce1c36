import { z } from "zod";
import type { Instant } from "../../core/instant.ts";
import type { Json } from "../../core/json.ts";
import type { FileLink } from "../../core/message.ts";
import type { Outbound } from "../channel.ts";
import { tapsIn, type Tap } from "../shape.ts";

/**
 * A message as an activity of the bot. Its id is the delivery's, so that a quote names it.
 *
 * `text` stands alone; `suggestedActions` is for any client, `channelData.rafiq` holds the exact
 * form for ours, which draws lists and directions too.
 */
export function encode(outbound: Outbound, at: Instant): { readonly [name: string]: Json } {
  const { id, address, body } = outbound;
  const actions = tapsOf(outbound).map((tap) => suggest(tap));
  return {
    ...envelope(id, address.id, at),
    type: "message",
    from: { id: "rafiq", name: "Rafiq", role: "bot" },
    text: body.text,
    textFormat: "plain",
    inputHint: "acceptingInput",
    ...(body.kind === "document" ? { attachments: [attach(body.file)] } : {}),
    ...(actions.length === 0 ? {} : { suggestedActions: { to: [], actions } }),
    channelData: { rafiq: plain(body) },
  };
}

/** What every activity of a conversation carries, whoever sent it. */
export function envelope(id: string, conversation: string, at: Instant): { [name: string]: Json } {
  const instant = Temporal.Instant.fromEpochMilliseconds(at);
  return {
    id,
    channelId: "directline",
    conversation: { id: conversation },
    timestamp: instant.toString(),
    // Browsers with old zone data are an hour wrong in Morocco: the hour is decided here.
    localTimestamp: instant
      .toZonedDateTimeISO("Africa/Casablanca")
      .toString({ timeZoneName: "never", smallestUnit: "second" }),
    localTimezone: "Africa/Casablanca",
  };
}

/** The tappable answers of a message, wherever they stand. */
export function tapsOf({ body }: Outbound): readonly Tap[] {
  return tapsIn(body);
}

/** A picture is shown in the conversation, anything else as a card to open. */
function attach({ url, name, type }: FileLink): Json {
  return { contentType: type, contentUrl: url, name };
}

/** `messageBack` shows the label in the conversation and returns the id; `imBack` would show the id. */
function suggest({ id, label }: Tap): Json {
  return { type: "messageBack", title: label, displayText: label, text: label, value: id };
}

/** The same value as JSON, without what is undefined. */
export function plain(value: object): { readonly [name: string]: Json } {
  return z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(value)));
}
