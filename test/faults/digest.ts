import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { State } from "../../src/core/engine/state.ts";
import type { Json } from "../../src/core/json.ts";
import type { Claim, Commit, Store } from "../../src/store/store.ts";

/**
 * What one owner has done, in order, kept in its own state and so by the very compare-and-set that is
 * on trial: nothing can be played without being written here, nor written here without being played.
 */
export interface Digest {
  /** The ids of the mail that was played. */
  readonly mail: readonly string[];
  /** The ids of the mail that was put aside as a dead letter. */
  readonly dead: readonly string[];
  /** The ids of the messages promised. */
  readonly promised: readonly string[];
  /** What was posted to others: to whom, and the id. */
  readonly posts: readonly (readonly [to: string, id: string])[];
  /** The versions of flows that a contact was in, as `flow@version`, in the order they were entered. */
  readonly flows: readonly string[];
}

const blank: Digest = { mail: [], dead: [], promised: [], posts: [], flows: [] };

/** Where the state keeps it. */
const key = "digest";

/** The digest in a state as it is stored; a blank one where nothing was played. */
export function digestOf(state: Json): Digest {
  // Written by `keepDigest` alone.
  return { ...blank, ...((state as Record<string, Json>)[key] as unknown as Digest | undefined) };
}

function flowsIn(state: Json): readonly string[] {
  // Written by the engine; an owner that is no contact has no session.
  const { session } = state as unknown as Partial<State>;
  return session?.frames.map(({ flow, version }) => `${flow}@${version}`) ?? [];
}

/** What befell messages besides being played, one word a line in a file of each process. */
export interface Remarks {
  /** Messages that were refused with a reason (`full`, `stale`): the provider is answered 200. */
  readonly refused: ReadonlySet<string>;
  /** Answers whose fate was unknown at a moment. */
  readonly uncertain: ReadonlySet<string>;
  /** Answers that were given up, with the code. */
  readonly failed: ReadonlyMap<string, string>;
  /** How often mail was first in a claim that came again: the tries after the first one. */
  readonly retried: ReadonlyMap<string, number>;
}

/** The name of the file of remarks of a process, below the folder it works in. */
export const remarksFile = "remarks.txt";

/** Reads the files of remarks. */
export function readRemarks(texts: readonly string[]): Remarks {
  const lines = texts.flatMap((text) => text.split("\n")).map((line) => line.split(" "));
  const of = (kind: string) => lines.filter(([word]) => word === kind);
  return {
    refused: new Set(of("refused").map(([, id = ""]) => id)),
    uncertain: new Set(of("uncertain").map(([, id = ""]) => id)),
    failed: new Map(of("failed").map(([, id = "", code = ""]) => [id, code])),
    retried: new Map(
      of("retried")
        .map(([, id = "", times = ""]) => [id, Number(times)] as const)
        // Several processes tried it.
        .sort(([, one], [, other]) => one - other),
    ),
  };
}

/** A store that writes into each state what the commit consumed and promised. */
export function keepDigest(store: Store, folder: string): Store {
  const claimed = new Map<string, Digest>();
  const file = join(folder, remarksFile);
  const remark = (...words: readonly string[]) => appendFileSync(file, `${words.join(" ")}\n`);

  function strip(claim: Claim): Claim {
    if (claim.tries > 0) remark("retried", claim.mail[0]?.id ?? "", String(claim.tries));
    if (claim.state === null) return claim;
    const { [key]: _digest, ...state } = claim.state as Record<string, Json>;
    claimed.set(claim.lease, digestOf(claim.state));
    return { ...claim, state };
  }

  function add(commit: Commit): Commit {
    const before = claimed.get(commit.lease) ?? blank;
    claimed.delete(commit.lease);
    const digest: Digest = {
      mail: [...before.mail, ...commit.consumed],
      dead: [...before.dead, ...commit.dead.map(({ id }) => id)],
      promised: [...before.promised, ...commit.outbox.map(({ id }) => id)],
      posts: [...before.posts, ...commit.posts.map(({ to, id }) => [to, id] as const)],
      flows: [...new Set([...before.flows, ...flowsIn(commit.state)])],
    };
    const state: Json = {
      ...(commit.state as Record<string, Json>),
      [key]: digest as unknown as Json,
    };
    return { ...commit, state };
  }

  return {
    ...store,
    async accept(arrivals, now) {
      const accepted = await store.accept(arrivals, now);
      for (const [at, { outcome }] of accepted.entries()) {
        if (outcome === "full" || outcome === "stale") remark("refused", arrivals[at]?.id ?? "");
      }
      return accepted;
    },
    claim: async (wish) => (await store.claim(wish)).map(strip),
    commit: (commit) => store.commit(add(commit)),
    async claimDeliveries(wish) {
      const deliveries = await store.claimDeliveries(wish);
      for (const { id, uncertain } of deliveries) if (uncertain) remark("uncertain", id);
      return deliveries;
    },
    async recordOutcome(delivery, outcome, now) {
      if (outcome.kind === "uncertain") remark("uncertain", delivery.id);
      if (outcome.kind === "failed") remark("failed", delivery.id, outcome.code);
      return store.recordOutcome(delivery, outcome, now);
    },
  };
}
