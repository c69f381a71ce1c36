import { setTimeout as wait } from "node:timers/promises";
import type { Flowbook } from "../../src/core/engine/book.ts";
import { minute, second, type Instant } from "../../src/core/instant.ts";
import { silentLog, type World } from "../../src/runtime/world.ts";
import type { Commit, Depths, OwnerId, Store } from "../../src/store/store.ts";
import { rollDice } from "../faults/dice.ts";
import { openWorkshop } from "./people.ts";
import { countingChannel, Ledger } from "./reminders-ledger.ts";
import { startLife, type Eye, type Life } from "./reminders-life.ts";
import type { Registered } from "./reminders-people.ts";
import { Talk, type Talked } from "./reminders-talk.ts";

export interface HouseOptions {
  /** How many people talk meanwhile, and how many messages a second they write in all. */
  readonly talkers: number;
  readonly perSecond: number;
  /** How often to look although nobody called, in ms. */
  readonly idle: number;
  /** How often to count what still waits, in ms: so exactly is it known when all had arrived. */
  readonly glance: number;
  /** When nothing has moved for so many ms, leases are taken for lost. */
  readonly stillness: number;
}

/** One moment that came to everybody who is registered. */
export interface Wave {
  /** Milliseconds from due until the last of them had it in the mailbox, had played it, was promised a message. */
  readonly arrived: number;
  readonly played: number;
  readonly promised: number;
  /** People who got no message, and messages beyond the one of each. */
  readonly lost: number;
  readonly doubled: number;
  /** Whatever still waits in the store. */
  readonly left: number;
  readonly kills: number;
  readonly byForm: readonly (readonly [form: string, times: number])[];
  readonly talked: Talked;
  /** Of the store by name: how often, and ms in all, those that overlap counted each. */
  readonly calls: ReadonlyMap<string, { readonly times: number; readonly ms: number }>;
}

/** So often leases are taken for lost before what is left is. */
const attempts = 8;
/** Beyond the longest lease and the grace after it. */
const leap = 45 * second;

/** Registered people, others who talk, and a process between them that may be killed. */
export class House {
  readonly ledger = new Ledger();
  private readonly world: World;
  private readonly registered: Registered;
  private readonly options: HouseOptions;
  private readonly phones: ReadonlyMap<OwnerId, string>;
  private shift: Instant;
  private life: Life | null = null;
  private talkers = 50_000_000;
  private moments = 0;
  /** What the log warned of, by its event. */
  readonly warned = new Map<string, number>();

  constructor(store: Store, book: Flowbook, registered: Registered, options: HouseOptions) {
    this.options = options;
    this.registered = registered;
    this.phones = new Map([...registered.owners].map(([phone, owner]) => [owner, phone]));
    const earliest = Math.min(...Object.values(registered.planned));
    this.shift = earliest - minute - performance.now();
    const { world } = openWorkshop(store, book);
    const channels = new Map(
      [...world.channels].map(([name, channel]) => [name, countingChannel(channel, this.ledger)]),
    );
    const warn: World["log"]["warn"] = (event) => {
      this.warned.set(event, (this.warned.get(event) ?? 0) + 1);
    };
    const clock = () => Math.round(this.shift + performance.now());
    this.world = { ...world, channels, clock, log: { ...silentLog, warn } };
  }

  /** Nothing but talk for so many ms; what is lived through in the first part is not counted. */
  async talkAlone(ms: number): Promise<Talked> {
    this.live({});
    const talk = this.startTalk();
    await wait(ms / 4);
    talk.take();
    await wait(ms);
    await talk.end();
    await this.until(() => !talk.isWaiting);
    const talked = talk.take();
    await this.life?.stop();
    return talked;
  }

  /** A moment comes to everybody at once while others talk; the process is killed so often on its way. */
  async wave(moment: string, kills: number): Promise<Wave> {
    const { registered, ledger, world } = this;
    const everybody = registered.owners.size;
    const at = registered.planned[moment];
    if (at === undefined) throw new Error(`${moment} is not planned`);
    ledger.forget();
    this.moments += 1;
    const done = { arrived: Number.NaN, played: Number.NaN, promised: Number.NaN };
    const counts = { told: 0, played: 0, promised: 0, sent: 0, killed: 0 };
    const calls = new Map<string, { times: number; ms: number }>();
    let begun = Number.POSITIVE_INFINITY;
    const step = (what: "played" | "promised", by: number): void => {
      counts[what] += by;
      if (by > 0 && counts[what] === everybody) done[what] = performance.now() - begun;
    };
    const plan = planKills(kills, everybody, this.moments);
    const mayKill = (what: Kill["what"]): void => {
      const place = plan.findIndex((one) => one.what === what && one.at <= counts[what]);
      if (place === -1) return;
      plan.splice(place, 1);
      counts.killed += 1;
      this.life?.kill();
      // Whoever comes after finds that all leases have run out.
      this.shift += leap;
      this.live(eye);
    };
    const isOurs = (owner: OwnerId): boolean => this.phones.has(owner);
    const eye: Eye = {
      carried: () => mayKill("told"),
      committed: ({ owner, outbox, posts }: Commit) => {
        counts.told += posts.filter(({ to }) => isOurs(to)).length;
        if (!isOurs(owner)) return mayKill("told");
        step("played", 1);
        step("promised", outbox.length > 0 ? 1 : 0);
        mayKill("played");
      },
      called: (name, took) => {
        const call = calls.get(name) ?? { times: 0, ms: 0 };
        calls.set(name, { times: call.times + 1, ms: call.ms + took });
      },
    };
    this.live(eye);
    const talk = this.startTalk((address) => {
      if (!registered.owners.has(address)) return;
      counts.sent += 1;
      mayKill("sent");
    });
    begun = performance.now();
    this.shift = at - begun;
    await this.until((waiting) => {
      if (counts.told >= everybody && waiting.posts === 0) {
        done.arrived ||= performance.now() - begun;
      }
      return done.arrived > 0 && sumOf(waiting) < this.options.talkers;
    });
    await talk.end();
    await this.until((waiting) => sumOf(waiting) === 0);
    const talked = talk.take();
    const left = sumOf(await world.store.depths(world.clock()));
    await this.life?.stop();
    const got = [...registered.owners.keys()].map((phone) => ledger.to(phone));
    return {
      ...done,
      lost: got.filter((times) => times === 0).length,
      doubled: ledger.doubled + got.reduce((sum, times) => sum + Math.max(0, times - 1), 0),
      left,
      kills: counts.killed,
      byForm: ledger.byForm,
      talked,
      calls,
    };
  }

  /** A new process; whatever an earlier one still had is its own affair. */
  private live(eye: Eye): void {
    this.life = startLife(this.world, eye, { idle: this.options.idle });
  }

  private startTalk(also: (address: string) => void = () => undefined): Talk {
    const { talkers, perSecond } = this.options;
    const wake = () => this.life?.pump.wake({ mail: true, receipts: false });
    const talk = new Talk(this.world, wake, { first: this.talkers, talkers, perSecond });
    // Those who talked before have timers of their own.
    this.talkers += 1_000_000;
    this.ledger.listen = (address) => {
      talk.hear(address);
      also(address);
    };
    talk.start();
    return talk;
  }

  /** Waits as long as something moves, and over what a dead process had in its hands. */
  private async until(isDone: (waiting: Depths) => boolean): Promise<void> {
    let [left, moved, leaps] = [-1, performance.now(), 0];
    for (;;) {
      const waiting = await this.world.store.depths(this.world.clock());
      if (isDone(waiting)) return;
      const now = sumOf(waiting);
      if (now !== left) [left, moved] = [now, performance.now()];
      if (performance.now() - moved > this.options.stillness) {
        if (leaps === attempts) return;
        leaps += 1;
        this.shift += leap;
        moved = performance.now();
      }
      await wait(this.options.glance);
    }
  }

  /** People whose turns were played twice or not at all: each of them plays one input a moment. */
  async countStrayTurns(): Promise<number> {
    let stray = 0;
    const owners = [...this.registered.moves];
    for (let first = 0; first < owners.length; first += 256) {
      const states = owners.slice(first, first + 256).map(async ([owner, moves]) => {
        const kept = await this.world.store.stateOf(owner);
        // Written by the engine.
        const played = kept?.state as unknown as { readonly moves: number } | undefined;
        return played?.moves === moves + this.moments;
      });
      stray += (await Promise.all(states)).filter((is) => !is).length;
    }
    return stray;
  }
}

/** Mail, posts and messages; timers are for later. */
function sumOf({ mailboxes, posts, outbox, dead }: Depths): number {
  return mailboxes + posts + outbox + dead;
}

interface Kill {
  readonly what: "told" | "played" | "sent";
  readonly at: number;
}

/** Anywhere on the way: while reminders go to mailboxes, are played, are handed over. */
function planKills(kills: number, everybody: number, seed: number): Kill[] {
  const dice = rollDice(seed);
  const whats = ["told", "played", "sent"] as const;
  return Array.from({ length: kills }, (_, number) => ({
    what: whats[number % whats.length] ?? "played",
    at: 1 + Math.floor(dice() * everybody * 0.9),
  }));
}
