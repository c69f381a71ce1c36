import { createHmac, createSecretKey } from "node:crypto";
import { shardOf, shardOfOwner } from "../../core/shard.ts";
import { type Address, type OwnerId, shardCount } from "../store.ts";

/** Where things are kept. An address or a provider's id enters a key only as a keyed hash. */
export interface Keys {
  /** The beginning of all keys of a shard, with the hash tag that keeps them in one slot. */
  base(shard: number): string;
  readonly bases: readonly string[];
  baseOfOwner(owner: OwnerId): string;
  /** Of a journal that may be an owner's. */
  baseOfName(name: string): string;
  /** The shard and the hash of an address. */
  place(address: Address): { readonly shard: number; readonly base: string; readonly hash: string };
  /** The mark of an event: who it came from, or who it is for, and its id. */
  mark(...parts: readonly string[]): string;
}

export function keysOf(prefix: string, secret: string): Keys {
  const base = (shard: number) => `${prefix}{s${String(shard).padStart(2, "0")}}:`;
  const bases = Array.from({ length: shardCount }, (_, shard) => base(shard));
  // Made once: it is half the work of a short hash.
  const key = createSecretKey(secret, "utf8");
  const hash = (parts: readonly string[]) =>
    createHmac("sha256", key).update(JSON.stringify(parts)).digest("base64url").slice(0, 24);
  const baseOfName = (name: string) =>
    base(/^[a-z](?:[0-5]\d|6[0-3])-/u.test(name) ? shardOfOwner(name) : shardOf(name));
  return {
    base,
    bases,
    baseOfOwner: baseOfName,
    baseOfName,
    place({ channel, id }) {
      const hashed = hash(["place", channel, id]);
      const shard = shardOf(hashed);
      return { shard, base: base(shard), hash: hashed };
    },
    mark: (...parts) => hash(parts),
  };
}

/** An address as text that is equal for equal addresses. */
export function textOf({ channel, id }: Address): string {
  return JSON.stringify({ channel, id });
}
