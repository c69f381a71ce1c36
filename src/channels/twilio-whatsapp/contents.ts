import { createHash } from "node:crypto";
import { hour, type Instant } from "../../core/instant.ts";
import type { ContentBody } from "./encode.ts";

/** What the channel keeps outside itself, so that a restart creates nothing again. */
export interface Notes {
  note(name: string): Promise<string | null>;
  setNote(name: string, value: string): Promise<void>;
}

/** The Content resources of our account, by what they hold. */
export interface Contents {
  /**
   * The SID of the resource that holds this, created when there is none.
   *
   * Any number of calls at once create one. Null when Twilio turned it down less than an hour ago.
   * Throws what `create` throws.
   */
  find(body: ContentBody, create: (name: string) => Promise<string>): Promise<string | null>;
  /** Twilio will not have it: give null for an hour, then try again. */
  refuse(body: ContentBody): Promise<void>;
}

const kept = 4_000;

/** `scope` tells accounts apart: a SID means nothing in another one. */
export function makeContents(scope: string, notes: Notes, clock: () => Instant): Contents {
  const known = new Map<string, Promise<string>>();
  const refused = new Map<string, Instant>();
  const noteOf = (hash: string): string => `twilio-whatsapp/content/${hash}`;
  const hashOf = (body: ContentBody): string =>
    createHash("sha256")
      .update(JSON.stringify([scope, body]))
      .digest("hex")
      .slice(0, 32);

  async function lookUp(hash: string, create: (name: string) => Promise<string>): Promise<string> {
    // Without the store we only create once more than needed.
    const noted = await notes.note(noteOf(hash)).catch(() => null);
    if (noted !== null && noted !== "") return noted;
    const sid = await create(`rafiq-${hash}`);
    await notes.setNote(noteOf(hash), sid).catch(() => null);
    return sid;
  }

  return {
    async find(body, create) {
      const hash = hashOf(body);
      if ((refused.get(hash) ?? -Infinity) > clock()) return null;
      let finding = known.get(hash);
      if (finding === undefined) {
        finding = lookUp(hash, create);
        remember(known, hash, finding);
        finding.catch(() => known.delete(hash));
      }
      return finding;
    },
    async refuse(body) {
      const hash = hashOf(body);
      known.delete(hash);
      remember(refused, hash, clock() + hour);
      await notes.setNote(noteOf(hash), "").catch(() => null);
    },
  };
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  if (map.size <= kept) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
