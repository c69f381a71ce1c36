import type { Channel } from "../../../src/channels/channel.ts";
import { metaMessenger } from "../../../src/channels/meta-messenger/channel.ts";
import type { MetaMessengerSettings } from "../../../src/channels/meta-messenger/config.ts";
import { startGraphFake, type GraphFake } from "../../fakes/graph/server.ts";

export const page = {
  pageId: "104857600000001",
  appId: "314159265358979",
  token: "EAAGpagetokenpagetokenpagetoken",
} as const;
export const appSecret = "5ec2e75ec2e75ec2e75ec2e75ec2e75e";
export const oldAppSecret = "01d5ec2e701d5ec2e701d5ec2e701d5e";
export const person = "6543210987654321";

export function settingsFor(
  graphBase: string,
  more: Partial<MetaMessengerSettings> = {},
): MetaMessengerSettings {
  return {
    meta: {
      appSecret,
      oldAppSecret,
      verifyToken: "a word of our own",
      graphBase,
      graphVersion: "v25.0",
      publicUrl: "https://rafiq.example",
    },
    pageId: page.pageId,
    token: page.token,
    appId: null,
    humanAgent: false,
    personaPicture: null,
    ...more,
  };
}

/** A channel at a stand-in for Meta, and its clock. */
export interface Stand {
  readonly fake: GraphFake;
  readonly notes: Map<string, string>;
  readonly notices: string[];
  now: number;
  channel(more?: Partial<MetaMessengerSettings>, graphBase?: string): Channel;
}

export async function makeStand(): Promise<Stand> {
  const notes = new Map<string, string>();
  const notices: string[] = [];
  const stand = { now: Date.UTC(2026, 11, 1, 9) };
  const clock = (): number => stand.now;
  const fake = await startGraphFake({ appSecret, messenger: page, clock });
  const channel = (more: Partial<MetaMessengerSettings> = {}, graphBase = fake.url): Channel =>
    metaMessenger(settingsFor(graphBase, more), {
      clock,
      note: async (name) => notes.get(name) ?? null,
      setNote: async (name, value) => {
        notes.set(name, value);
      },
      notice: (code) => {
        notices.push(code);
      },
    });
  return Object.assign(stand, { fake, notes, notices, channel });
}
