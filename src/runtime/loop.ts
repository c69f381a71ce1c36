import { Fault } from "../core/fault.ts";
import { minute } from "../core/instant.ts";

/** Every call of the store ends within seconds, and the longest rest is a quarter of a minute. */
const stuckAfter = 2 * minute;

/** What a failure is called in the log. */
export function codeOf(error: unknown): string {
  return error instanceof Fault ? error.code : error instanceof Error ? error.name : "unknown";
}

/** How one kind of work is done. */
export interface Pace {
  /** How often to look although nobody called, in ms. */
  readonly idle: number;
  readonly failed: (error: unknown) => void;
}

/** Does one kind of work again and again: at once while there is some, else when woken or at a beat. */
export class Loop {
  private readonly work: () => Promise<boolean>;
  private readonly pace: Pace;
  private running: Promise<void> | null = null;
  private stopping = false;
  private woken = false;
  private ring: (() => void) | null = null;
  /** When the last step ended, by the process's own clock. */
  private stepped = performance.now();

  constructor(work: () => Promise<boolean>, pace: Pace) {
    this.work = work;
    this.pace = pace;
  }

  get isStuck(): boolean {
    return this.running !== null && !this.stopping && performance.now() - this.stepped > stuckAfter;
  }

  wake(): void {
    this.woken = true;
    this.ring?.();
  }

  start(): void {
    this.stepped = performance.now();
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.ring?.();
    await this.running;
  }

  private async run(): Promise<void> {
    let pause = this.pace.idle;
    while (!this.stopping) {
      this.woken = false;
      let more = false;
      try {
        more = await this.work();
        pause = this.pace.idle;
      } catch (error) {
        this.pace.failed(error);
        pause = Math.min(pause * 2, minute / 4);
      }
      this.stepped = performance.now();
      if (this.stopping) return;
      // Woken or successful: look again at once, letting other work of this tick go first.
      if (more || this.woken) await new Promise((next) => setImmediate(next));
      else await this.rest(pause);
    }
  }

  private rest(pause: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, pause);
      this.ring = () => {
        clearTimeout(timer);
        this.ring = null;
        done();
      };
    });
  }
}
