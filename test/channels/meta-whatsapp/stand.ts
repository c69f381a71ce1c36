import type { Channel } from "../../../src/channels/channel.ts";
import {
  metaWhatsapp,
  type MetaWhatsappDeps,
} from "../../../src/channels/meta-whatsapp/channel.ts";
import type { MetaWhatsappSettings } from "../../../src/channels/meta-whatsapp/config.ts";
import type { Template } from "../../../src/core/templates.ts";
import { startGraphFake, type GraphFake, type GraphFakeOptions } from "../../fakes/graph/server.ts";

export const account = {
  appSecret: "f00dfacef00dfacef00dfacef00dface",
  verifyToken: "un-mot-de-passe",
  phoneNumberId: "106540352242922",
  businessId: "102290129340398",
  token: "EAAJB0123456789abcdefghijklmnopqrstuvwxyz",
};
export const phone = "+212600000001";
export const scoped = `MA.${"A1b2C3d4".repeat(4)}`;
export const address = { channel: "meta-whatsapp", id: phone };

export function settingsFor(graphBase: string): MetaWhatsappSettings {
  const { appSecret, verifyToken, phoneNumberId, businessId, token } = account;
  return {
    meta: {
      appSecret,
      oldAppSecret: "01dc0ffee01dc0ffee01dc0ffee01dc0",
      verifyToken,
      graphBase,
      graphVersion: "v25.0",
      publicUrl: null,
    },
    phoneNumberId,
    businessId,
    token,
  };
}

export interface Stand {
  readonly fake: GraphFake;
  readonly notes: Map<string, string>;
  now: number;
  /** What the channel told of the account: the event's name and its fields. */
  readonly told: (readonly [string, Readonly<Record<string, string | null>>])[];
  channel(graphBase?: string, more?: Partial<MetaWhatsappDeps>): Channel;
}

/** A channel on a bench with its stand-in provider and its clock. */
export async function makeStand(
  options: Partial<GraphFakeOptions> = {},
  templates: readonly Template[] = [],
): Promise<Stand> {
  const notes = new Map<string, string>();
  const told: Stand["told"][number][] = [];
  const stand = { now: Date.UTC(2026, 11, 1, 9) };
  const clock = (): number => stand.now;
  const { appSecret, phoneNumberId, businessId, token } = account;
  const whatsapp = { phoneNumberId, businessId, token };
  const fake = await startGraphFake({ appSecret, whatsapp, clock, ...options });
  const channel: Stand["channel"] = (graphBase = fake.url, more = {}) =>
    metaWhatsapp(settingsFor(graphBase), {
      clock,
      note: async (name) => notes.get(name) ?? null,
      setNote: async (name, value) => {
        notes.set(name, value);
      },
      templates: async () => templates,
      notice: (what, fields) => told.push([what, fields]),
      ...more,
    });
  return Object.assign(stand, { fake, notes, told, channel });
}
