import { randomBytes, randomInt } from "node:crypto";
import { ownerId } from "../../core/shard.ts";
import { type Address, type OwnerId, shardCount } from "../store.ts";
import type { Database } from "./database.ts";

/** Who is who: owners by their short keys, and the addresses that lead to them. */
export interface Owners {
  /** The key of an owner; null when the store never heard of it. */
  keyOf(owner: OwnerId): number | null;
  /** The key of an owner, made when it is new. */
  ensure(owner: OwnerId): number;
  idOf(key: number): OwnerId;
  /** Whom an address leads to. */
  behind(address: Address): number | null;
  /** Makes a new contact behind an address that leads to nobody. */
  meet(address: Address): number;
  /** Puts an address before the others of its owner. */
  hear(key: number, address: Address): void;
  /** Adds an address behind the others of its owner. */
  add(key: number, address: Address): void;
  /** Takes an address away from its owner. */
  drop(key: number, address: Address): void;
  /** The one last heard from first. */
  addressesOf(key: number): readonly Address[];
}

export function ownersOf(db: Database): Owners {
  const key = db.query<{ key: number }>("SELECT key FROM owners WHERE owner = ?");
  const insert = db.query<{ key: number }>("INSERT INTO owners (owner) VALUES (?) RETURNING key");
  const id = db.query<{ owner: string }>("SELECT owner FROM owners WHERE key = ?");
  const behind = db.query<{ owner: number }>(
    "SELECT owner FROM addresses WHERE channel = ? AND id = ?",
  );
  const hear = db.query(
    `UPDATE addresses SET heard = (SELECT max(heard) + 1 FROM addresses WHERE owner = ?1)
     WHERE channel = ?2 AND id = ?3 AND heard < (SELECT max(heard) FROM addresses WHERE owner = ?1)`,
  );
  const add = db.query(
    `INSERT INTO addresses (channel, id, owner, heard)
     VALUES (?2, ?3, ?1, ifnull((SELECT min(heard) - 1 FROM addresses WHERE owner = ?1), 0))`,
  );
  const drop = db.query("DELETE FROM addresses WHERE owner = ?1 AND channel = ?2 AND id = ?3");
  const list = db.query<{ channel: string; id: string }>(
    "SELECT channel, id FROM addresses WHERE owner = ? ORDER BY heard DESC",
  );

  const create = (owner: OwnerId): number => insert.get(owner)?.key ?? 0;
  return {
    keyOf: (owner) => key.get(owner)?.key ?? null,
    ensure: (owner) => key.get(owner)?.key ?? create(owner),
    idOf: (from) => id.get(from)?.owner ?? "",
    behind: (address) => behind.get(address.channel, address.id)?.owner ?? null,
    meet(address) {
      const name = randomBytes(12).toString("hex");
      const made = create(ownerId("c", name, randomInt(shardCount)));
      add.run(made, address.channel, address.id);
      return made;
    },
    hear: (from, address) => void hear.run(from, address.channel, address.id),
    add: (to, address) => void add.run(to, address.channel, address.id),
    drop: (from, address) => void drop.run(from, address.channel, address.id),
    addressesOf: (from) => list.all(from).map(({ channel, id: place }) => ({ channel, id: place })),
  };
}
