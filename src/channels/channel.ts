import type { Address } from "../core/address.ts";
import type { Handoff } from "../core/cases/handoff.ts";
import type { Spoken } from "../core/cases/talk.ts";
import type { Content } from "../core/inbound.ts";
import type { Instant } from "../core/instant.ts";
import type { Language } from "../core/language/languages.ts";
import type { Fetched } from "./fetch-media.ts";
import type { Shaped } from "./shape.ts";
import type { ChannelTemplates } from "./templates.ts";

/** What a channel can show. Lengths in characters as the provider counts them. */
export interface Capabilities {
  /** The longest text without choices. */
  readonly text: number;
  /** The longest text that may stand above buttons or a list. */
  readonly body: number;
  /** Tappable answers under a message; null when there are none. */
  readonly buttons: { readonly most: number; readonly title: number } | null;
  /** A list opened by a button; null when there is none. */
  readonly list: {
    readonly rows: number;
    readonly title: number;
    readonly about: number;
    readonly open: number;
  } | null;
  /** Which files have words under them, 1,024 characters at most; `all` when left out. */
  readonly captions?: "all" | "pictures" | "none";
  /** Minutes after the contact's last message during which we may write freely; null when there is no such rule. */
  readonly window: number | null;
  /** The same for what a human wrote word for word; as `window` when left out. */
  readonly humanWindow?: number;
}

/** What came in, from a webhook. */
export interface Inbound {
  /** The provider's id, the same on every redelivery. */
  readonly id: string;
  readonly address: Address;
  /** Other addresses the same event names for the same person (a phone beside a business-scoped id). */
  readonly aliases: readonly Address[];
  /**
   * They have moved here from these addresses, which are theirs no more and may be a stranger's next.
   * Nothing was said: such an event reaches no conversation. Left out of all others.
   */
  readonly left?: readonly Address[];
  readonly at: Instant;
  readonly content: Content;
  /** The provider's id of the message that was quoted. */
  readonly quoted: string | null;
}

/** What the provider says became of a delivery. */
export interface ReceiptEvent {
  readonly address: Address;
  /** Our own delivery id, when the provider echoes it. */
  readonly delivery: string | null;
  readonly providerId: string | null;
  readonly status: "sent" | "delivered" | "read" | "failed";
  /** The provider's error code; null when there is none. */
  readonly code: string | null;
  /** Why a failed one would fail again, when its code says so. */
  readonly because?: Refusal;
  readonly at: Instant;
}

/** Why a message is never to be accepted. `contact`: they cannot or will not be reached, stop writing to them. */
export type Refusal = "contact" | "opt-out" | "window" | "content" | "account";

/** One provider call to make. */
export interface Outbound {
  readonly id: string;
  readonly address: Address;
  readonly body: Shaped;
  /** The previous attempt may have reached the provider. */
  readonly uncertain: boolean;
}

/** A conversation passes from bot to human or back, for channels whose protocol has events for it. */
export interface HandoffNews extends Handoff {
  readonly kind: "handoff";
  readonly language: Language;
  /** What was said in the last days, oldest first; empty but when a human is first asked for. */
  readonly talk: readonly Spoken[];
}

/** What became of one provider call; `send` never throws for what a provider does. */
export type Sending =
  | { readonly kind: "sent"; readonly providerId: string | null }
  /** Surely not taken: the connection failed, or the provider said so (5xx before acceptance). */
  | { readonly kind: "unsent"; readonly code: string }
  /** Asked to slow down: the whole channel, or this contact only. `after` in milliseconds. */
  | { readonly kind: "throttled"; readonly scope: "channel" | "contact"; readonly after: number }
  /** Timeout, reset, 5xx after the request was written: it may have been taken. */
  | { readonly kind: "uncertain"; readonly code: string }
  | { readonly kind: "refused"; readonly code: string; readonly because: Refusal };

/** A webhook as it arrived: headers in lower case, the bytes as received. */
export interface Request {
  readonly method: string;
  /** Path and query as requested. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly raw: Uint8Array;
}

/** A webhook opened: refused with a status, or read. The reply is sent once its events are stored. */
export type Opened =
  | { readonly kind: "refused"; readonly status: number; readonly code: string }
  | {
      readonly kind: "opened";
      readonly inbounds: readonly Inbound[];
      readonly receipts: readonly ReceiptEvent[];
      readonly reply: { readonly status: number; readonly type: string; readonly body: string };
    };

export interface Webhook {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Verifies and decodes; pure but for the secrets it was made with. */
  readonly open: (request: Request) => Opened;
}

/** A provider and product we speak through. */
export interface Channel {
  readonly name: string;
  readonly capabilities: Capabilities;
  readonly webhooks: readonly Webhook[];
  /** The texts with which a conversation may start once the window is shut; absent when there are none. */
  readonly templates?: ChannelTemplates;
  /** Hands one message to the provider. `signal` is the caller's deadline. */
  send(outbound: Outbound, signal: AbortSignal): Promise<Sending>;
  /** Hands over the event of a handoff; absent where the protocol has none. Never throws either. */
  handoff?(
    outbound: Pick<Outbound, "id" | "address"> & { readonly news: HandoffNews },
    signal: AbortSignal,
  ): Promise<Sending>;
  /**
   * Looks for evidence that an uncertain delivery was taken: its provider id, `absent` when surely
   * not taken, null when the provider cannot tell. `isOthers` knows what belongs to other messages.
   */
  evidence(
    outbound: Outbound,
    since: Instant,
    isOthers?: (providerId: string) => Promise<boolean>,
  ): Promise<{ readonly providerId: string } | "absent" | null>;
  /**
   * Shows that an answer to an inbound message is being written, to whoever sent it; absent where
   * nothing shows it. Nobody waits for it, and it never throws.
   */
  typing?(inbound: string, signal: AbortSignal, from: Address): Promise<void>;
  /**
   * Fetches a file that a person sent, from the provider's own hosts; null when it cannot be had. Never
   * throws. Absent where nothing is kept for us.
   */
  media?(url: string, signal: AbortSignal): Promise<Fetched | null>;
  /** Removes such a file from where the provider keeps it, as far as that is possible. Never throws. */
  dropMedia?(url: string, signal: AbortSignal): Promise<void>;
  /** Removes what the channel itself keeps of a conversation; absent when it keeps nothing. */
  forget?(address: Address): Promise<void>;
}
