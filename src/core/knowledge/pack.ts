import { z } from "zod";
import { Fault } from "../fault.ts";
import type { Learned } from "./learn.ts";

/** Grows when what is packed changes its shape: older packs are then learned anew. */
const packVersion = 1;

const headSchema = z.strictObject({
  version: z.literal(packVersion),
  subjects: z.array(z.string()),
  rows: z.int().min(0),
  entries: z.int().min(0),
  ideas: z.int().min(0),
});

/**
 * What was learned in a compact form, about three and a half megabytes, to be read back in a moment
 * instead of learned again. Loses nothing: `unpackKnowledge` gives the very same.
 */
export function packKnowledge(learned: Learned): Uint8Array {
  const head = wordsOfText(
    JSON.stringify({
      version: packVersion,
      subjects: learned.subjects,
      rows: learned.features.length,
      entries: learned.owners.length,
      ideas: learned.lock.ideas.length,
    }),
  );
  return join([
    bytesOf(Uint32Array.of(head.length)),
    bytesOf(head),
    bytesOf(learned.features),
    bytesOf(learned.starts),
    bytesOf(learned.lock.ideas),
    bytesOf(learned.owners),
    bytesOf(halvesOf(learned.rarity)),
    bytesOf(halvesOf(learned.lock.rows)),
    bytesOf(halvesOf(learned.centres)),
    bytesOf(halvesOf(learned.weights)),
  ]);
}

/** Throws `book/invalid` for what is no pack, or one of another version. */
export function unpackKnowledge(bytes: Uint8Array): Learned {
  try {
    return unpack(bytes);
  } catch (error) {
    throw new Fault("book/invalid", "packed knowledge", { cause: error });
  }
}

function unpack(bytes: Uint8Array): Learned {
  let at = 0;
  const take = (count: number): ArrayBuffer => {
    const part = bytes.slice(at, at + count);
    if (count < 0 || part.length !== count) throw new RangeError("The pack ends too early.");
    at += count;
    return part.buffer;
  };
  const [size = 0] = new Uint32Array(take(4));
  const { subjects, rows, entries, ideas } = headSchema.parse(
    JSON.parse(String.fromCharCode(...new Uint16Array(take(2 * size)))),
  );
  const features = new Uint32Array(take(4 * rows));
  const starts = new Uint32Array(take(4 * (rows + 1)));
  const ideaWeights = new Float32Array(take(4 * ideas));
  const owners = new Uint16Array(take(2 * entries));
  const halves = (count: number) => wholesOf(new Uint16Array(take(2 * count)));
  const rarity = halves(rows);
  const lock = { rows: halves(rows), ideas: ideaWeights };
  const centres = halves(entries);
  const weights = halves(entries);
  if (at !== bytes.length) throw new RangeError("The pack goes on too long.");
  return { subjects, features, rarity, starts, owners, centres, weights, lock };
}

function wordsOfText(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

/** The upper halves of numbers, of which the lower are empty (`shorten` in `learn.ts`). */
function halvesOf(values: Float32Array): Uint16Array {
  return Uint16Array.from(new Uint32Array(values.slice().buffer), (bits) => bits >>> 16);
}

function wholesOf(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let at = 0; at < halves.length; at += 1) bits[at] = (halves[at] ?? 0) << 16;
  return new Float32Array(bits.buffer);
}

function bytesOf(values: Uint32Array | Uint16Array | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
