import * as fc from "fast-check";
import {
  type Address,
  type Claim,
  type Delivery,
  type OwnerId,
  type Store,
} from "../../../src/store/store.ts";
import type { Room } from "../contract/room.ts";
import type { Memory } from "./memory.ts";

/** A store under test, with what its workers and senders hold in their hands. */
export interface World {
  readonly room: Room;
  store: Store;
  readonly claims: Claim[];
  readonly deliveries: Delivery[];
  readonly providerIds: string[];
  /** Grows with everything that needs a name or a moment of its own. */
  count: number;
  /** How often the store was asked for something. */
  calls: number;
}

export type Command = fc.AsyncCommand<Memory, World>;

/** A call of the store, compared with the memory as it is made. Shown by its name and its wish. */
export function command<Wish>(
  name: string,
  wish: fc.Arbitrary<Wish>,
  run: (memory: Memory, world: World, wish: Wish) => Promise<void>,
): fc.Arbitrary<Command> {
  return wish.map((wished) => ({
    check: () => true,
    run: (memory, world) => {
      world.calls += 1;
      return run(memory, world, wished);
    },
    toString: () => `${name}(${JSON.stringify(wished)})`,
  }));
}

export const place: fc.Arbitrary<Address> = fc.constantFrom(
  { channel: "meta-whatsapp", id: "a" },
  { channel: "meta-whatsapp", id: "b" },
  { channel: "meta-messenger", id: "a" },
  { channel: "botframework", id: "web:1" },
);

/** Points into a list whose length is not known yet. */
export const pick = fc.nat(1_000);

export const span = fc.constantFrom(0, 1_000, 5_000, 20_000, 100_000);

/** One of the last four: what is old was settled long ago. */
export function recent<Item>(items: readonly Item[], picked: number): Item | undefined {
  return items.at(-1 - (picked % Math.min(4, Math.max(1, items.length))));
}

/** An owner somebody may write to: those met so far, erased ones too, and an organization. */
export function someone(memory: Memory, picked: number): OwnerId {
  const owners = [...memory.people.keys(), "o03-atlas"];
  return owners[picked % owners.length] ?? "o03-atlas";
}
