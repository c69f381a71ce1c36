import { randomBytes } from "node:crypto";
import type { Database } from "./database.ts";
import type { Part } from "./rows.ts";

/** Small values under names, and the secrets of this installation. */
export function valuesOf(db: Database): Part<"note" | "setNote" | "secret"> {
  const note = db.query<{ value: string }>("SELECT value FROM notes WHERE name = ?");
  const setNote = db.query("INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)");
  const secret = db.query<{ value: string }>("SELECT value FROM secrets WHERE name = ?");
  const makeSecret = db.query("INSERT INTO secrets (name, value) VALUES (?, ?)");

  return {
    note: (name) => note.get(name)?.value ?? null,
    setNote: (name, value) => void setNote.run(name, value),
    secret(name) {
      const known = secret.get(name)?.value;
      if (known !== undefined) return known;
      const made = randomBytes(32).toString("hex");
      makeSecret.run(name, made);
      return made;
    },
  };
}
