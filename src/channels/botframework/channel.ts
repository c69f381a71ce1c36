import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Fault } from "../../core/fault.ts";
import type { Json } from "../../core/json.ts";
import type { Channel, Outbound } from "../channel.ts";
import { azure } from "./api-messages.ts";
import type { BotframeworkSettings } from "./config.ts";
import { directLine } from "./direct-line.ts";
import { encode } from "./encode.ts";
import { encodeHandoff } from "./handoff.ts";
import { allowsOrigin } from "./refusal.ts";
import type { DirectLineRequest, DirectLineResponse } from "./request.ts";
import { type Skin, skins } from "./skins.ts";
import { streams } from "./streams.ts";
import { journalOf } from "./thread.ts";
import type { World } from "./world.ts";

export interface Botframework {
  /** `web`, `web-whatsapp`, `web-messenger`, and `azure` when it has credentials. */
  readonly channels: readonly Channel[];
  /** Answers everything under `/v3/directline`; a bug is all it throws. */
  readonly handle: (request: DirectLineRequest) => Promise<DirectLineResponse>;
  /** Takes WebSocket requests under `/v3/directline`. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Answers `POST /api/messages`; null without credentials: then it must not be mounted. */
  readonly messages: ((request: DirectLineRequest) => Promise<DirectLineResponse>) | null;
  /** Closes the open sockets. */
  readonly close: () => void;
}

/** The web chat, the phone simulator, and Azure's channels. */
export function botframework(settings: BotframeworkSettings, world: World): Botframework {
  const allows = (origin: string | undefined) =>
    settings.webChat && allowsOrigin(settings.origins, origin);
  const open = streams(world, allows);
  const azureChannel = settings.azure === null ? null : azure(settings.azure, world);
  const web = Object.values(skins).map((skin) => webChannel(skin, world, open.wake));
  return {
    channels: azureChannel === null ? web : [...web, azureChannel.channel],
    handle: directLine(settings, world, open.wake),
    upgrade: open.upgrade,
    messages: azureChannel === null ? null : azureChannel.handle,
    close: open.close,
  };
}

function webChannel(skin: Skin, world: World, wake: (conversation: string) => void): Channel {
  async function write({ id, address }: Pick<Outbound, "id" | "address">, body: Json) {
    try {
      await world.append(journalOf(address.id), [{ id, body }], world.clock());
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // It may have been written; writing it again under the same id adds nothing.
      return { kind: "unsent", code: error.code } as const;
    }
    wake(address.id);
    return { kind: "sent", providerId: id } as const;
  }
  return {
    name: skin.channel,
    capabilities: skin.capabilities,
    webhooks: [],
    send: (outbound) => write(outbound, encode(outbound, world.clock())),
    handoff: (outbound) => write(outbound, encodeHandoff(outbound, world.clock())),
    // Sending again is harmless here, so nothing needs to be looked up.
    evidence: () => Promise.resolve("absent"),
    forget: (address) => world.erase(journalOf(address.id)),
  };
}
