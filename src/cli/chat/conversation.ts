import { terminal, type Terminal } from "../../channels/terminal/channel.ts";
import type { Flowbook } from "../../core/engine/book.ts";
import { blankState, type State } from "../../core/engine/state.ts";
import { durationOf } from "../../core/engine/transcript.ts";
import { second, type Instant } from "../../core/instant.ts";
import { Pump } from "../../runtime/pump.ts";
import { receive } from "../../runtime/receive.ts";
import { silentLog, type World } from "../../runtime/world.ts";
import type { Store } from "../../store/store.ts";
import { Recorder } from "./record.ts";

/** Between two lines that somebody types. */
const pace = 10 * second;

export interface ChatOptions {
  readonly book: Flowbook;
  readonly store: Store;
  readonly start: Instant;
  readonly print: (text: string) => void;
}

/**
 * One person talking to the whole program from a terminal: the real runtime, the real store, and a
 * clock that moves only when told.
 */
export class Conversation {
  private readonly options: ChatOptions;
  private readonly world: World;
  private readonly pump: Pump;
  private now: Instant;
  private typed = 0;
  private person = 0;
  private terminal: Terminal;
  private recorder: Recorder;

  constructor(options: ChatOptions) {
    this.options = options;
    this.now = options.start;
    this.terminal = this.openTerminal();
    this.recorder = new Recorder(options.book, this.now, blankState);
    this.world = {
      store: options.store,
      channels: new Map([
        [
          "terminal",
          {
            ...this.terminal.channel,
            send: (outbound, signal) => this.terminal.channel.send(outbound, signal),
          },
        ],
      ]),
      book: options.book,
      clock: () => this.now,
      log: silentLog,
      secret: "terminal",
      watch: (owner, input, turn) => {
        if (owner === this.owner || this.owner === null)
          this.recorder.played(input, turn, this.now);
      },
    };
    this.pump = new Pump(this.world);
  }

  private owner: string | null = null;

  /** Takes up what the store knows of this person. */
  async open(): Promise<void> {
    this.owner = await this.options.store.contactOf(this.address);
    const kept = this.owner === null ? null : await this.options.store.stateOf(this.owner);
    // States of contacts are written by the runtime alone.
    const state = (kept?.state as unknown as State | undefined) ?? blankState;
    this.recorder = new Recorder(this.options.book, this.now, state);
    await this.pump.settle();
  }

  /** Something said. */
  async say(line: string): Promise<void> {
    await this.pass(pace);
    this.typed += 1;
    const read = this.terminal.read(line, `${this.options.start}-${this.typed}`, this.now);
    if (typeof read === "string") return this.options.print(read);
    const [accepted] = await receive(this.world, [read]);
    this.owner = accepted?.owner ?? null;
    await this.pump.settle();
  }

  /** Time goes by: `26h`, `3d`. False when it is no duration. */
  async wait(duration: string): Promise<boolean> {
    const milliseconds = durationOf(duration);
    if (milliseconds === null) return false;
    this.recorder.passed(duration.replaceAll(/\s/gu, ""));
    await this.pass(milliseconds);
    return true;
  }

  /** Somebody else sits down at the terminal. */
  async reset(): Promise<void> {
    this.person += 1;
    this.terminal = this.openTerminal();
    await this.open();
  }

  transcript(title: string): string {
    return this.recorder.write(title);
  }

  get clock(): Instant {
    return this.now;
  }

  private get address() {
    return { channel: "terminal", id: this.person === 0 ? "you" : `you-${this.person}` };
  }

  private openTerminal(): Terminal {
    return terminal(this.address, (number, lines) => {
      this.options.print(`[${number}]\n${lines.join("\n")}\n`);
    });
  }

  /** Timers come due one after the other, each at its moment. */
  private async pass(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    for (;;) {
      const due = await this.options.store.nextDue();
      if (due === null || due > until) break;
      this.now = Math.max(this.now, due);
      await this.pump.settle();
      if ((await this.options.store.nextDue()) === due) break;
    }
    this.now = until;
  }
}
