import type { Sending } from "../channels/channel.ts";
import type { Instant } from "../core/instant.ts";
import type { Acceptance, Delivery, Outcome, ReceiptStatus } from "../store/store.ts";

/**
 * What the runtime tells of its work while it works: codes, counts and durations in ms, never who
 * or what. A world without one is silent.
 */
export interface Meter {
  /** A batch of events was taken in, or kept on the disk. */
  accepted(outcomes: readonly (Acceptance["outcome"] | "spooled")[], took: number): void;
  /** A claim was played to the end: kept, played by somebody else meanwhile, or left for another try. */
  turned(outcome: "committed" | "superseded" | "failed", took: number): void;
  /** A timer came to be played so long after its moment. */
  timerPlayed(late: number): void;
  /** A mail was given up as a dead letter. */
  buried(reason: string): void;
  /** A provider was called and answered, or did not. */
  called(channel: string, sending: Sending, took: number): void;
  /** What was recorded of a message. */
  delivered(
    delivery: Pick<Delivery, "address" | "notBefore">,
    outcome: Outcome,
    now: Instant,
  ): void;
  /** A provider told what became of a message, and we did not know yet. */
  receipt(channel: string, status: ReceiptStatus, code: string | null): void;
}
