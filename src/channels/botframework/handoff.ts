import type { Spoken } from "../../core/cases/talk.ts";
import type { Instant } from "../../core/instant.ts";
import type { Json } from "../../core/json.ts";
import type { HandoffNews, Outbound } from "../channel.ts";
import { envelope } from "./encode.ts";

/**
 * A handoff as an event activity of the bot: `handoff.initiate` with what was said before, then
 * `handoff.status` (github.com/microsoft/botframework-sdk, specs/botframework-protocol and
 * botbuilder-core's EventFactory, read on 2026-11-25).
 */
export function encodeHandoff(
  { id, address, news }: Pick<Outbound, "id" | "address"> & { readonly news: HandoffNews },
  at: Instant,
): { readonly [name: string]: Json } {
  return {
    ...envelope(id, address.id, at),
    from: { id: "rafiq", name: "Rafiq", role: "bot" },
    ...eventOf(news, at),
  };
}

/** The event alone, for a connector that says itself whose and where it is. */
export function eventOf(news: HandoffNews, at: Instant): { readonly [name: string]: Json } {
  const { state, number, why, language, talk } = news;
  const timestamp = sayInstant(at);
  if (state !== "initiated") {
    const value = { state, message: why, caseNumber: number };
    return { type: "event", name: "handoff.status", value, timestamp };
  }
  const activities = talk.filter(({ text }) => text !== undefined).map((one) => activityOf(one));
  return {
    type: "event",
    name: "handoff.initiate",
    value: { caseNumber: number, reason: why, language },
    timestamp,
    attachments: [{ contentType: "application/json", name: "Transcript", content: { activities } }],
  };
}

function activityOf({ by, at, text = "", choices = [] }: Spoken): Json {
  const role = by === "person" ? "user" : "bot";
  const actions = choices.map((title) => ({ type: "imBack", title, value: title }));
  return {
    type: "message",
    timestamp: sayInstant(at),
    from: { id: role, role },
    text,
    ...(actions.length === 0 ? {} : { suggestedActions: { actions } }),
  };
}

function sayInstant(at: Instant): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}
