import { minute, second, type Instant } from "../core/instant.ts";
import { Fault } from "../core/fault.ts";
import type { Store } from "../store/store.ts";

/** The clock of a process, set by that of the store which it shares with others. */
export interface SharedClock {
  readonly now: () => Instant;
  /** Asks the store what time it is; goes on with what it knows when there is no answer. */
  set(store: Pick<Store, "time">): Promise<void>;
  /** Asks again from time to time, and when the machine's clock was set; answers how to stop it. */
  keep(store: Pick<Store, "time">): () => void;
}

/** What a machine has to tell time by. */
export interface MachineClock {
  /** By its calendar, which may be wrong and may be set while we run. */
  readonly own: () => Instant;
  /** Milliseconds that only grow. */
  readonly beats: () => number;
}

/**
 * A clock that all processes read alike: leases, and messages that are for later, mean nothing
 * between two whose clocks are an hour apart. Where the store has no clock it is the machine's, once
 * a change of it has lasted for a minute.
 *
 * It never goes back: a message promised for now must not become one for later. What it is ahead it
 * makes up by going at half its pace.
 */
export function shareClock(machine: MachineClock = thisMachine): SharedClock {
  let base: { readonly at: Instant; readonly beats: number; readonly ahead: number } | null = null;
  let own = 0;
  let doubtedSince: number | null = null;

  function read(beats: number): { readonly meant: number; readonly shown: number } {
    if (base === null) return { meant: machine.own(), shown: machine.own() };
    const passed = beats - base.beats;
    const meant = base.at + passed;
    return { meant, shown: meant + Math.max(0, base.ahead - passed / 2) };
  }

  function take(at: Instant, beats: number): void {
    const ahead = base === null ? 0 : Math.max(0, read(beats).shown - at);
    base = { at, beats, ahead };
    own = machine.own() - machine.beats();
    doubtedSince = null;
  }

  /** The machine may have been set wrong for a moment only. */
  function takeOwn(): void {
    const beats = machine.beats();
    const isNear = Math.abs(machine.own() - read(beats).meant) <= second;
    if (base === null || isNear || (doubtedSince !== null && beats - doubtedSince >= minute)) {
      take(machine.own(), beats);
    } else doubtedSince ??= beats;
  }

  async function set(store: Pick<Store, "time">): Promise<void> {
    const asked = machine.beats();
    try {
      const at = await store.time();
      const heard = machine.beats();
      if (at === null) takeOwn();
      // Of what was long on its way nobody knows when it was said.
      else if (heard - asked <= second) take(at, (asked + heard) / 2);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }

  return {
    now: () => Math.round(read(machine.beats()).shown),
    set,
    keep(store) {
      let rounds = 0;
      const timer = setInterval(() => {
        rounds += 1;
        // It was set, or slept, when its calendar and its beats disagree.
        const moved = Math.abs(machine.own() - machine.beats() - own) > second;
        if (rounds % every === 0 || moved) void set(store);
      }, second);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}

const thisMachine: MachineClock = { own: () => Date.now(), beats: () => performance.now() };

/** In seconds. */
const every = 30;
