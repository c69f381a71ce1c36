import type { Address } from "../../core/address.ts";
import type { Instant } from "../../core/instant.ts";
import type { Capabilities, Channel, Inbound, Outbound, Sending } from "../channel.ts";
import { decode } from "./decode.ts";
import { encode } from "./encode.ts";

export const channelName = "terminal";

/** Everything fits a terminal: each choice is a numbered line with what stands under it. */
export const capabilities: Capabilities = {
  text: 16_000,
  body: 16_000,
  buttons: null,
  list: { rows: 100, title: 500, about: 500, open: 500 },
  window: null,
};

export interface Terminal {
  readonly channel: Channel;
  /** A typed line as an event; or why it is none, for whoever typed it. */
  read(line: string, id: string, at: Instant): Inbound | string;
}

/**
 * One person at one terminal. `print` gets each message's number, from 1, and its lines; the number
 * is what `/tap` and `/quote` name.
 */
export function terminal(
  address: Address,
  print: (number: number, lines: readonly string[], outbound: Outbound) => void,
): Terminal {
  const shown: Outbound[] = [];
  return {
    channel: {
      name: address.channel,
      capabilities,
      webhooks: [],
      send(outbound): Promise<Sending> {
        shown.push(outbound);
        print(shown.length, encode(outbound), outbound);
        return Promise.resolve({ kind: "sent", providerId: outbound.id });
      },
      evidence: (outbound) =>
        Promise.resolve(
          shown.some(({ id }) => id === outbound.id) ? { providerId: outbound.id } : "absent",
        ),
    },
    read(line, id, at) {
      const decoded = decode(line, shown);
      if (decoded.kind === "unclear") return decoded.why;
      const { content, quoted } = decoded;
      return { id, address, aliases: [], at, content, quoted };
    },
  };
}
