import type { Channel, Inbound } from "../../../src/channels/channel.ts";
import type { Content } from "../../../src/core/inbound.ts";
import type { Instant } from "../../../src/core/instant.ts";
import type { Person } from "../pure-world.ts";

/** One provider's message as somebody got it: all the words they can read, and the taps' ids. */
export interface Seen {
  readonly who: Person;
  readonly providerId: string;
  readonly text: string;
  readonly taps: readonly string[];
}

/** A channel with a person at its other end; everything in between is the channel's own. */
export interface Bench {
  readonly channel: Channel;
  /** Everything sent so far, oldest first. */
  readonly seen: readonly Seen[];
  /** What a person did, as the provider tells it; null when this one has no such thing. */
  read(
    who: Person,
    content: Content,
    quoted: Seen | null,
    id: string,
    at: Instant,
  ): readonly Inbound[] | null;
}

/** What the files of each kind of media are, for providers. */
export const mimes = {
  voice: "audio/ogg",
  audio: "audio/mpeg",
  image: "image/jpeg",
  video: "video/mp4",
  document: "application/pdf",
  sticker: "image/webp",
} as const;
