import type { Channel } from "../channels/channel.ts";
import type { Flowbook } from "../core/engine/book.ts";
import type { Input, Turn } from "../core/engine/turn.ts";
import type { Instant } from "../core/instant.ts";
import type { Rewriter } from "../llm/reword.ts";
import type { Transcriber } from "../speech/transcribe.ts";
import type { OwnerId, Store } from "../store/store.ts";
import type { Meter } from "./meter.ts";
import type { Till } from "./spending.ts";

/** Codes and ids only: never what people wrote, nor how to reach them. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
  warn(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
}

/** Everything a turn needs from outside, built in `main.ts` and, for tests, in `test/world.ts`. */
export interface World {
  readonly store: Store;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly book: Flowbook;
  /** Words answers with a language model; absent without one. */
  readonly rewriter?: Rewriter | undefined;
  /** Turns voice notes into words; absent where nothing does. */
  readonly transcriber?: Transcriber | undefined;
  readonly clock: () => Instant;
  readonly log: Log;
  /** Counts and measures what is done; nobody does when left out. */
  readonly meter?: Meter | undefined;
  /** Counts what is charged; nobody does when left out. */
  readonly till?: Till | undefined;
  /** The key from which what nobody may guess is made (invitation codes, ids); see `turnsSecret`. */
  readonly secret: string;
  /** Told of every turn of a contact before it is kept: how the terminal records a transcript. */
  readonly watch?: (owner: OwnerId, input: Input, turn: Turn) => void;
}

/** The name under which the store keeps `World.secret`. */
export const turnsSecret = "turns";

export const silentLog: Log = { info: () => undefined, warn: () => undefined };
