import { randomUUID } from "node:crypto";
import type { Instant } from "../../core/instant.ts";
import { ownerId } from "../../core/shard.ts";
import { Fault } from "../../core/fault.ts";
import {
  type Acceptance,
  type Address,
  type Arrival,
  type Claim,
  dedupeFor,
  mailboxCap,
  type Mail,
} from "../store.ts";
import { mistyped } from "./faults.ts";
import { textOf } from "./keys.ts";
import { unpack } from "./pack.ts";
import type { Ground, Part } from "./part.ts";
import { asList, asText, asTexts, parse, type Reply } from "./replies.ts";

/** An event on its way to a shard, with the arguments `accept.lua` takes for it. */
interface Parcel {
  readonly place: number;
  /** The hash of its address, or its owner. */
  readonly target: string;
  readonly fromAddress: boolean;
  readonly base: string;
  readonly args: readonly (string | number)[];
}

/** The place of an event in the call and what became of it; null when its mailbox is no mailbox. */
type Settled = readonly [number, Acceptance | null];

/** The mail of all owners, and the leases to play it. */
export function mailboxOf(ground: Ground): Part<"accept" | "claim"> {
  const { scripts, keys, spread, replicas, log } = ground;

  function parcelOf({ id, to, at, since, body }: Arrival, place: number): Parcel {
    const waited = since ?? "";
    if ("owner" in to) {
      const { owner } = to;
      const item = itemOf({ id, at, from: null, body });
      const args = [keys.mark("owner", owner, id), "", owner, "", at, waited, item];
      const base = keys.baseOfOwner(owner);
      return { place, target: owner, fromAddress: false, base, args };
    }
    const from = { channel: to.address.channel, id: to.address.id };
    const { shard, base, hash } = keys.place(from);
    // A new contact lives in the shard of its address, so that one script does it all.
    const newcomer = ownerId("c", randomName(), shard);
    const mark = keys.mark("address", from.channel, from.id, id);
    return {
      place,
      target: hash,
      fromAddress: true,
      base,
      args: [mark, hash, newcomer, textOf(from), at, waited, itemOf({ id, at, from, body })],
    };
  }

  /** One script for each shard touched; answers the outcome and owner of each parcel. */
  async function admit(parcels: readonly Parcel[], now: Instant) {
    const answers: (readonly [Parcel, string, string])[] = [];
    const byBase = Map.groupBy(parcels, ({ base }) => base);
    await Promise.all(
      [...byBase].map(async ([base, some]) => {
        const args = [now, dedupeFor, mailboxCap, ...some.flatMap((parcel) => parcel.args)];
        const reply = asTexts(
          await replicas.confirmed(base, () => scripts.run("accept", base, args)),
        );
        for (const [index, parcel] of some.entries()) {
          answers.push([parcel, reply[2 * index] ?? "", reply[2 * index + 1] ?? ""]);
        }
      }),
    );
    return answers;
  }

  /** An address that was linked: its contact lives in another shard, which must still have it. */
  async function forward(
    parcel: Parcel,
    owner: string,
    now: Instant,
  ): Promise<Acceptance | null | "gone"> {
    const [mark = "", hash = "", , address = "", at = 0, since = "", item = ""] = parcel.args;
    const args = [mark, "", owner, address, at, since, item];
    const base = keys.baseOfOwner(owner);
    const [answer] = await admit([{ ...parcel, base, args }], now);
    const outcome = answer?.[1] ?? "";
    if (outcome === "gone") {
      await scripts.run("unlink", parcel.base, [owner, hash]);
      return "gone";
    }
    if (outcome === "accepted" || outcome === "duplicate") {
      // The mark stands in the shard of the address too: it must outlive the contact.
      const last = Math.max(Number(at), now) + dedupeFor;
      await scripts.run("remember", parcel.base, [now, last, mark]);
    }
    return acceptanceOf(outcome, owner);
  }

  /** Admits parcels, each of them to the end. */
  async function settle(parcels: readonly Parcel[], now: Instant): Promise<readonly Settled[]> {
    const settled: Settled[] = [];
    let left = parcels;
    // Someone may be erased between two steps; then their address is new again.
    for (let attempt = 0; left.length > 0 && attempt < 5; attempt += 1) {
      const again: Parcel[] = [];
      const answers = await admit(left, now);
      for (const [parcel, outcome, owner] of answers) {
        const acceptance =
          outcome === "elsewhere"
            ? await forward(parcel, owner, now)
            : acceptanceOf(outcome, owner);
        if (acceptance === "gone") again.push(parcel);
        else settled.push([parcel.place, acceptance]);
      }
      left = again;
    }
    return settled;
  }

  /**
   * Parts that may be admitted at once, in order. A linked address stands alone, because its mail
   * takes a way round, and other mail for the same contact must not overtake it.
   */
  async function inOrder(parcels: readonly Parcel[]): Promise<readonly (readonly Parcel[])[]> {
    if (new Set(parcels.map(({ target }) => target)).size < 2) return [parcels];
    const linked = new Set<string>();
    const byBase = Map.groupBy(
      parcels.filter(({ fromAddress }) => fromAddress),
      ({ base }) => base,
    );
    await Promise.all(
      [...byBase].map(async ([base, some]) => {
        const hashes = [...new Set(some.map(({ target }) => target))];
        const flags = asList(await scripts.run("linked", base, hashes));
        for (const [index, hash] of hashes.entries()) if (flags[index] === 1) linked.add(hash);
      }),
    );
    const parts: Parcel[][] = [[]];
    for (const parcel of parcels) {
      if (linked.has(parcel.target)) parts.push([parcel], []);
      else parts.at(-1)?.push(parcel);
    }
    return parts;
  }

  return {
    async accept(arrivals, now) {
      const outcomes = new Map<number, Acceptance | null>();
      for (const part of await inOrder(arrivals.map(parcelOf))) {
        for (const [place, acceptance] of await settle(part, now)) outcomes.set(place, acceptance);
      }
      return arrivals.map((_, place) => {
        const acceptance = outcomes.get(place);
        if (acceptance === null) throw mistyped();
        if (acceptance === undefined) throw new Fault("store/unavailable", "UNSETTLED");
        return acceptance;
      });
    },
    claim({ now, lease, owners, events, shards, heard }) {
      const token = randomUUID();
      const only = heard === undefined ? null : heard ? "first" : "rest";
      return spread.takeBoth(
        { most: owners, only, shards },
        () => spread.countBoth("mail", now),
        async (shard, { first, rest, shares }) => {
          const until = now + lease;
          const args = [now, until, `${token}-${shard}`, first, rest, shares ? 1 : 0, events];
          const [strange, claims] = asList(await scripts.run("claim", keys.base(shard), args));
          for (const owner of asTexts(strange)) log("store/mistyped", owner);
          return asList(claims).map(claimOf);
        },
      );
    },
  };
}

/** 90 random bits in hex. Most are made for nothing, so they come from the pool that UUIDs have. */
function randomName(): string {
  return randomUUID().replaceAll("-", "").slice(0, 24);
}

/** Mail as `mail.lua` keeps it, without the moment it came in. */
export function itemOf({ id, at, from, body }: Mail): string {
  return `${JSON.stringify(id)}\n${JSON.stringify({ id, at, from, body })}`;
}

function acceptanceOf(outcome: string, owner: string): Acceptance | null {
  switch (outcome) {
    case "accepted":
    case "duplicate":
    case "stale":
    case "full":
      return { outcome, owner };
    default:
      return null;
  }
}

function claimOf(reply: Reply): Claim {
  const [owner, lease, turn, state, tries, addresses, mail] = asList(reply);
  return {
    owner: asText(owner),
    lease: asText(lease),
    turn: Number(turn),
    state: state === null ? null : unpack(asText(state)),
    addresses: asTexts(addresses).map((text) => parse<Address>(text)),
    mail: asTexts(mail).map((text) => parse<Mail>(text)),
    tries: Number(tries),
  };
}
