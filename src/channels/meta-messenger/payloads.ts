import type { Content } from "../../core/inbound.ts";
import { cleanWords } from "../meta/webhook.ts";

/** Before the words that a tap on the page's own menu stands for. */
const saying = "say:";

/** What « Démarrer » sends: they opened the conversation, without a word. */
export const startPayload = "rafiq:start";

/** Somebody opened the conversation. */
export const started: Content = { kind: "opt-in" };

/** The payload of an entry of the page's menu: as if its words were typed. */
export function payloadOf(words: string): string {
  return `${saying}${words}`;
}

/** What a tap stands for; null when nobody can tell. A payload is left out where we only listen. */
export function contentOfPayload(payload: string | null, label: string): Content | null {
  if (payload === startPayload) return started;
  const id = cleanWords(payload ?? "");
  if (id.startsWith(saying)) return { kind: "text", text: id.slice(saying.length) };
  if (id !== "") return { kind: "tap", id, label: label === "" ? null : label };
  return label === "" ? null : { kind: "text", text: label };
}
