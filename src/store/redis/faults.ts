import { Fault } from "../../core/fault.ts";

/**
 * What the server or its connection answered with, as one word: `MISCONF`, `ECONNREFUSED`.
 * The rest of such a message may quote what people wrote.
 */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  const known = /\b(?:MISTYPED|WRONGTYPE|EMPTIED)\b/u.exec(error.message);
  if (known !== null) return known[0];
  return /^[A-Z]{2,}\b/u.exec(error.message)?.[0] ?? error.constructor.name;
}

export function unavailable(error: unknown): Fault {
  const cause = causeOf(error);
  if (cause === "EMPTIED") return new Fault("store/emptied", cause);
  return cause === "MISTYPED" || cause === "WRONGTYPE"
    ? mistyped()
    : new Fault("store/unavailable", cause);
}

/** Something else stands where this store keeps its own: nobody's retry will heal it. */
export function mistyped(): Fault {
  return new Fault("store/mistyped", "MISTYPED");
}
