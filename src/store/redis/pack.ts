import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Json } from "../../core/json.ts";
import { parse } from "./replies.ts";

/** Shorter ones gain nothing. */
const least = 400;

/**
 * A state as it is kept: its words repeat themselves, so that it takes a third when packed, of
 * Redis's memory, of its file and of the way to its replicas. It costs less than writing the JSON.
 */
export function pack(state: Json): string {
  const json = JSON.stringify(state);
  // As text, since connections speak text; JSON never begins with this letter.
  return json.length < least ? json : `z${deflateRawSync(json, { level: 3 }).toString("base64")}`;
}

export function unpack(kept: string): Json {
  if (!kept.startsWith("z")) return parse(kept);
  return parse(inflateRawSync(Buffer.from(kept.slice(1), "base64")).toString());
}
