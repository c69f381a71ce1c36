import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { State } from "../../src/core/engine/state.ts";
import type { OwnerId, Store } from "../../src/store/store.ts";
import type { TwilioFake } from "../fakes/twilio/fake.ts";
import { digestOf, readRemarks, remarksFile, type Digest } from "./digest.ts";
import type { Sent } from "./street.ts";

/** What was found by comparing what went in, what the states say, and what came out. */
export interface Counted {
  readonly lost: number;
  readonly dupTransitions: number;
  readonly orderBreaks: number;
  readonly sendsMissing: number;
  /** Answers sent more often than ever allowed. */
  readonly doubled: number;
  /** Answers sent once more after their fate was unknown. */
  readonly repeated: number;
  readonly uncertain: number;
  /** The codes of the answers that were given up. */
  readonly failed: readonly string[];
  readonly dead: number;
  /** What each person's contact has done, by their number. */
  readonly people: ReadonlyMap<string, Digest>;
  readonly broken: readonly string[];
}

/** The remarks in a folder that a process worked in. */
export function readFolder(folder: string): string {
  const file = join(folder, remarksFile);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** Counts. Nothing may run meanwhile. */
export async function count(
  store: Store,
  sent: readonly Sent[],
  twilio: TwilioFake,
  remarks: readonly string[],
): Promise<Counted> {
  const { refused, uncertain, failed } = readRemarks(remarks);
  const broken: string[] = [];
  const digests = new Map<OwnerId, Digest>();
  const people = new Map<string, Digest>();
  let lost = 0;
  let dupTransitions = 0;
  let orderBreaks = 0;

  for (const { phone, ids, ordered } of sent) {
    const expected = ids.filter((id) => !refused.has(id));
    const owner = await store.contactOf({ channel: "twilio-whatsapp", id: phone });
    const kept = owner === null ? null : await store.stateOf(owner);
    if (owner === null || kept === null) {
      lost += expected.length;
      continue;
    }
    const digest = digestOf(kept.state);
    digests.set(owner, digest);
    people.set(phone, digest);
    const played = digest.mail.filter((id) => id.startsWith("SM"));
    const places = expected.map((id) => played.indexOf(id));
    lost += places.filter((place) => place === -1).length;
    dupTransitions += played.length - new Set(played).size;
    const found = places.filter((place) => place !== -1);
    const breaks = found.filter((place, at) => place < (found[at - 1] ?? -1));
    if (ordered) orderBreaks += breaks.length;
    // Written by the engine, which counts for itself.
    const { moves = 0 } = kept.state as unknown as Partial<State>;
    dupTransitions += Math.abs(digest.mail.length - digest.dead.length - moves);
  }

  const posts = await countPosts(store, digests);
  const sends = countSends(twilio, digests, failed, uncertain);
  const { mailboxes, outbox, posts: waiting } = await store.depths(Date.now());
  if (mailboxes + outbox + waiting > 0) {
    broken.push(`${mailboxes} mailboxes, ${outbox} answers and ${waiting} posts still wait`);
  }
  if (sends.unpromised > 0) broken.push(`${sends.unpromised} messages that nobody promised`);
  return {
    lost: lost + posts.lost,
    dupTransitions: dupTransitions + posts.doubled,
    orderBreaks,
    sendsMissing: sends.missing,
    doubled: sends.doubled,
    repeated: sends.repeated,
    uncertain: uncertain.size,
    failed: [...failed.values()],
    people,
    dead: [...digests.values()].reduce((sum, { dead }) => sum + dead.length, 0),
    broken,
  };
}

/** Follows what owners posted to each other; adds the digests of whoever got something. */
async function countPosts(
  store: Store,
  digests: Map<OwnerId, Digest>,
): Promise<{ readonly lost: number; readonly doubled: number }> {
  let lost = 0;
  let doubled = 0;
  // Whoever is added while we walk is walked too.
  for (const { posts } of digests.values()) {
    for (const [to, id] of posts) {
      if (!digests.has(to)) {
        const kept = await store.stateOf(to);
        digests.set(to, digestOf(kept?.state ?? {}));
      }
      const times = digests.get(to)?.mail.filter((mail) => mail === id).length ?? 0;
      if (times === 0) lost += 1;
      else doubled += times - 1;
    }
  }
  return { lost, doubled };
}

function countSends(
  twilio: TwilioFake,
  digests: ReadonlyMap<OwnerId, Digest>,
  failed: ReadonlyMap<string, string>,
  uncertain: ReadonlySet<string>,
) {
  const taken = new Map<string, number>();
  for (const { statusCallback } of twilio.taken()) {
    const id = new URL(statusCallback ?? "http://none").searchParams.get("d") ?? "";
    taken.set(id, (taken.get(id) ?? 0) + 1);
  }
  const promised = new Set([...digests.values()].flatMap((digest) => digest.promised));
  const times = [...promised].map((id) => ({ id, times: taken.get(id) ?? 0 }));
  const extra = times.filter((each) => each.times > 1);
  const repeated = extra.filter((each) => uncertain.has(each.id)).length;
  return {
    missing: times.filter((each) => each.times === 0 && !failed.has(each.id)).length,
    repeated,
    doubled: extra.reduce((sum, each) => sum + each.times - 1, 0) - repeated,
    // « Your mailbox is full » goes past the outbox.
    unpromised: [...taken.keys()].filter((id) => !promised.has(id) && !id.includes(".full-"))
      .length,
  };
}
