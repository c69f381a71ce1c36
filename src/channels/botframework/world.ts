import type { Instant } from "../../core/instant.ts";
import type { Json } from "../../core/json.ts";
import type { Inbound } from "../channel.ts";

/** What this channel needs from outside: a few calls of the store, the way in, time and chance. */
export interface World {
  /** Adds to a journal. An id already there adds nothing. */
  append(
    journal: string,
    entries: readonly { readonly id: string; readonly body: Json }[],
    now: Instant,
  ): Promise<void>;
  /** A journal's entries after `after`, oldest first; `seq` grows by one from 1. */
  read(journal: string, after: number, limit: number): Promise<readonly JournalEntry[]>;
  /** Removes a journal. */
  erase(journal: string): Promise<void>;
  /** A random secret in hex, made at first use, the same for all processes. */
  secret(name: string): Promise<string>;
  note(name: string): Promise<string | null>;
  setNote(name: string, value: string): Promise<void>;
  /** Takes events in, durably, and says of each what became of it. */
  receive(
    inbounds: readonly Inbound[],
  ): Promise<readonly ("accepted" | "duplicate" | "full" | "stale")[]>;
  clock(): Instant;
  /** A random id of letters and digits. */
  newId(): string;
}

export interface JournalEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly body: Json;
}
