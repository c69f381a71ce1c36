import type { Unfit } from "./check.ts";

/** What a server or the way to it may do wrong; three in a row and it is left alone for a while. */
export type ServerFailure =
  /** Nothing came before the deadline. */
  | "llm/late"
  /** No connection, or it broke. */
  | "llm/unreachable"
  | "llm/throttled"
  /** It does not take our requests: a wrong key, a wrong model, a wrong address. */
  | "llm/refused"
  | "llm/broken"
  /** What came is not the protocol, or too much of it. */
  | "llm/garbled";

/** Why there is no worded answer. Codes never change once published. */
export type RewordFailure =
  | ServerFailure
  /** The model's words are not the object that was asked for. */
  | "llm/unshaped"
  /** The answer did not pass the check, by the rule it broke. */
  | `llm/unfit-${Unfit}`
  /** As many questions as we allow are being asked at this moment. */
  | "llm/busy"
  /** It failed several times in a row and is left alone. */
  | "llm/resting"
  /** Whoever asked no longer wants to know, or we are closing. */
  | "llm/canceled"
  /** A mistake of this room. */
  | "llm/faulty";

/** A failure of the server or of the way to it. It never leaves this room. */
export class ModelFailure extends Error {
  readonly code: ServerFailure;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly rest: number;

  constructor(code: ServerFailure, options?: ErrorOptions & { readonly rest?: number }) {
    super(code, options);
    this.name = "ModelFailure";
    this.code = code;
    this.rest = options?.rest ?? 0;
  }

  /** Of whatever `fetch`, or the chain around it, threw. */
  static of(cause: unknown): ModelFailure {
    if (cause instanceof ModelFailure) return cause;
    const isLate = cause instanceof Error && cause.name === "TimeoutError";
    return new ModelFailure(isLate ? "llm/late" : "llm/unreachable", { cause });
  }

  static ofStatus(status: number, retryAfter: string | null): ModelFailure {
    if (status === 429) {
      const seconds = Number(retryAfter ?? 0);
      return new ModelFailure("llm/throttled", { rest: seconds > 0 ? seconds * 1_000 : 0 });
    }
    return new ModelFailure(status >= 500 ? "llm/broken" : "llm/refused");
  }
}
