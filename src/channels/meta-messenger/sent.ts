import type { Instant } from "../../core/instant.ts";

/** One of our messages, as far as this process knows it. */
export interface Known {
  /** The provider's id. */
  readonly mid: string;
  /** Our delivery. */
  readonly delivery: string;
}

/**
 * What was sent to whom lately. « Read » and often « delivered » come with a moment instead of ids:
 * everything of ours before it. What an earlier life or another process sent is found by its echo,
 * and not at all where the page does not subscribe to echoes: its ticks stay where they are.
 */
export interface Sent {
  /** `at`: by Meta's clock when `echoed`, otherwise no later than that. */
  note(person: string, known: Known, at: Instant, echoed: boolean): void;
  /** What stands before the moment and had not come so far yet, oldest first. */
  upTo(person: string, moment: Instant, status: "delivered" | "read"): readonly Known[];
  /** One message has come so far; null when it is none we know. */
  move(person: string, mid: string, status: "delivered" | "read"): Known | null;
  /** Meta's id of a delivery that was echoed to us; null when none was. */
  echoOf(person: string, delivery: string): string | null;
  forget(person: string): void;
}

interface Entry extends Known {
  at: Instant;
  echoed: boolean;
  reached: number;
}

const ranks = { delivered: 1, read: 2 } as const;
const personsKept = 5_000;
const messagesKept = 20;

export function rememberSent(): Sent {
  const sent = new Map<string, Entry[]>();
  const of = (person: string): Entry[] => sent.get(person) ?? [];
  return {
    note(person, { mid, delivery }, at, echoed) {
      const entries = of(person);
      // Whoever was written to last is forgotten last.
      sent.delete(person);
      sent.set(person, entries);
      const known = entries.find((entry) => entry.mid === mid);
      if (known === undefined) {
        entries.push({ mid, delivery, at, echoed, reached: 0 });
        entries.sort((one, other) => one.at - other.at);
        if (entries.length > messagesKept) entries.shift();
      } else if (echoed) Object.assign(known, { at, echoed });
      for (const oldest of sent.keys()) {
        if (sent.size <= personsKept) return;
        sent.delete(oldest);
      }
    },
    upTo(person, moment, status) {
      const rank = ranks[status];
      const moved = of(person).filter(({ at, reached }) => at <= moment && reached < rank);
      for (const entry of moved) entry.reached = rank;
      return moved;
    },
    move(person, mid, status) {
      const entry = of(person).find((one) => one.mid === mid);
      if (entry === undefined) return null;
      entry.reached = Math.max(entry.reached, ranks[status]);
      return entry;
    },
    echoOf: (person, delivery) =>
      of(person).find((one) => one.echoed && one.delivery === delivery)?.mid ?? null,
    forget(person) {
      sent.delete(person);
    },
  };
}
