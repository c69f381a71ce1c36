import { randomBytes } from "node:crypto";
import type { JournalEntry } from "../store.ts";
import type { Ground, Part } from "./part.ts";
import { asText, asTexts, fieldsOf, parse } from "./replies.ts";
import type { Scripts } from "./scripts.ts";

/** Journals: a list each, whose places are the numbers of its entries. */
export function journalsOf({ scripts, keys }: Ground): Part<"append" | "read"> {
  return {
    async append(journal, entries, now) {
      const fields = entries.flatMap(({ id, body }) => [id, JSON.stringify(body)]);
      await scripts.run("append", keys.baseOfName(journal), [journal, now, ...fields]);
    },
    async read(journal, after, limit) {
      if (limit < 1) return [];
      const base = keys.baseOfName(journal);
      const range = [
        "LRANGE",
        `${base}journal:${journal}`,
        String(after),
        String(after + limit - 1),
      ];
      return entriesOf(asTexts(await scripts.send(base, range)), after);
    },
  };
}

/** Entries as they are kept, the first of them numbered `after` + 1. */
export function entriesOf(kept: readonly string[], after: number): readonly JournalEntry[] {
  return kept.map((entry, index) => {
    const [at, body = "null"] = fieldsOf(entry, 2);
    return { seq: after + index + 1, at: Number(at), body: parse(body) };
  });
}

/** Small values under names. */
export function notesOf({ scripts, keys }: Ground): Part<"note" | "setNote"> {
  return {
    async note(name) {
      const base = keys.baseOfName(name);
      const kept = await scripts.send(base, ["HGET", `${base}notes`, name]);
      return kept === null ? null : parse<string>(asText(kept));
    },
    async setNote(name, value) {
      const base = keys.baseOfName(name);
      await scripts.send(base, ["HSET", `${base}notes`, name, JSON.stringify(value)]);
    },
  };
}

/** The secret under a name, made by whoever asks first. `base` is the beginning of its key. */
export async function secretOf(scripts: Scripts, base: string, name: string): Promise<string> {
  const made = randomBytes(32).toString("hex");
  const [, kept] = await Promise.all([
    scripts.send(base, ["HSETNX", `${base}secrets`, name, made]),
    scripts.send(base, ["HGET", `${base}secrets`, name]),
  ]);
  return asText(kept);
}
