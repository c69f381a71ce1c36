import { receive } from "../../src/runtime/receive.ts";
import type { World } from "../../src/runtime/world.ts";
import { heard, phoneOf } from "./people.ts";

/** Words that every question of the beginning understands. */
const words = ["salam", "1", "1", "1", "2", "1", "2", "3"];

/** What people who talk with us lived through. */
export interface Talked {
  readonly written: number;
  /** Milliseconds from the moment a message was due to the first words after it. */
  readonly waits: readonly number[];
  /** Who still waited when patience ended, each counted among the waits too. */
  readonly unanswered: number;
}

export interface TalkPace {
  /** The number of the first of them; those who come after have the numbers behind. */
  readonly first: number;
  readonly talkers: number;
  /** In all. */
  readonly perSecond: number;
}

/**
 * People who write in turns, so many messages a second in all, and wait for each answer. Whoever has
 * said all words makes room for somebody new: who goes on for ever is taken for a machine.
 */
export class Talk {
  private readonly world: Pick<World, "store" | "clock">;
  private readonly wake: () => void;
  private readonly pace: TalkPace;
  private readonly waiting = new Map<string, number>();
  /** Words said so far from each seat. */
  private readonly said: number[];
  private readonly under = new Set<Promise<unknown>>();
  private waits: number[] = [];
  private written = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(world: Pick<World, "store" | "clock">, wake: () => void, pace: TalkPace) {
    this.world = world;
    this.wake = wake;
    this.pace = pace;
    this.said = Array.from({ length: pace.talkers }, () => 0);
  }

  start(): void {
    const { talkers, perSecond } = this.pace;
    const every = 1_000 / perSecond;
    let due = performance.now() + every;
    let turn = 0;
    const beat = () => {
      for (; due <= performance.now(); due += every) {
        this.write(turn % talkers, due);
        turn += 1;
      }
      this.timer = setTimeout(beat, Math.max(1, due - performance.now()));
    };
    this.timer = setTimeout(beat, every);
  }

  /** Somebody got a message. */
  hear(address: string): void {
    const due = this.waiting.get(address);
    if (due === undefined) return;
    this.waiting.delete(address);
    this.waits.push(performance.now() - due);
  }

  /** What was lived through since the last time it was asked; those who still wait go on waiting. */
  take(): Talked {
    const now = performance.now();
    const late = [...this.waiting.values()].map((due) => now - due);
    const talked = {
      written: this.written,
      waits: [...this.waits, ...late],
      unanswered: late.length,
    };
    this.waits = [];
    this.written = 0;
    return talked;
  }

  /** Nobody writes any more; what was written is in its mailbox. */
  async end(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await Promise.all(this.under);
  }

  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  private write(seat: number, due: number): void {
    const number = this.said[seat] ?? 0;
    const { first, talkers } = this.pace;
    const person = first + seat + talkers * Math.floor(number / words.length);
    // Who waits for an answer writes nothing; how long they wait is what is measured.
    const before = first + seat + talkers * Math.floor((number - 1) / words.length);
    if (this.waiting.has(phoneOf(before))) return;
    this.waiting.set(phoneOf(person), due);
    this.said[seat] = number + 1;
    this.written += 1;
    const content = { kind: "text", text: words[number % words.length] ?? "1" } as const;
    const inbound = heard(person, number, this.world.clock(), content);
    const accepted = receive(this.world, [inbound]).then(this.wake);
    this.under.add(accepted);
    void accepted.finally(() => this.under.delete(accepted));
  }
}
