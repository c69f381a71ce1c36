import type { Capabilities } from "../channel.ts";

/**
 * Which phone the page plays. Each is a channel of its own, so that the shaper cuts messages as it
 * would for the real one; `plain` is any other Direct Line client, such as Web Chat.
 *
 * WhatsApp: developers.facebook.com, interactive messages; Messenger: the same, quick replies. Read
 * on 2026-11-23.
 */
export const skins = {
  whatsapp: {
    channel: "web-whatsapp",
    prefix: "wa",
    capabilities: {
      text: 4_096,
      body: 1_024,
      buttons: { most: 3, title: 20 },
      list: { rows: 10, title: 24, about: 72, open: 20 },
      window: null,
    },
  },
  messenger: {
    channel: "web-messenger",
    prefix: "ms",
    capabilities: {
      text: 2_000,
      body: 2_000,
      buttons: { most: 13, title: 20 },
      list: null,
      window: null,
    },
  },
  plain: {
    channel: "web",
    prefix: "web",
    capabilities: {
      text: 4_096,
      body: 4_096,
      buttons: { most: 100, title: 24 },
      list: null,
      window: null,
    },
  },
} as const satisfies Record<string, Skin>;

export interface Skin {
  readonly channel: string;
  /** How the ids of its conversations begin. */
  readonly prefix: string;
  readonly capabilities: Capabilities;
}

export const skinNames = [
  "whatsapp",
  "messenger",
  "plain",
] as const satisfies readonly (keyof typeof skins)[];

/** The skin a conversation was started with; null when it is none of ours. */
export function skinOf(conversation: string): Skin | null {
  if (!/^[a-z]+-[A-Za-z0-9_-]{8,64}$/u.test(conversation)) return null;
  const prefix = conversation.slice(0, conversation.indexOf("-"));
  return Object.values(skins).find((skin) => skin.prefix === prefix) ?? null;
}
