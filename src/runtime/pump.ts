import { setTimeout as pause } from "node:timers/promises";
import { second } from "../core/instant.ts";
import type { Claim, OwnerId, Store } from "../store/store.ts";
import { Batch } from "./batch.ts";
import { runErrand, type Errand } from "./errands.ts";
import type { Patience } from "./deliver.ts";
import { Handover, type Room } from "./handover.ts";
import type { Taken } from "./intake.ts";
import { codeOf, Loop, type Pace } from "./loop.ts";
import { readMail } from "./mail.ts";
import { playClaim } from "./turns.ts";
import type { Outage } from "./outage.ts";
import { announceFlows, leaveToOthers } from "./versions.ts";
import type { World } from "./world.ts";

export interface PumpOptions extends Patience {
  /** How long a claim is ours, in ms. Long enough for a turn, short enough to be taken over soon. */
  readonly lease: number;
  /** How often to look although nobody called, in ms: other processes accept mail too. */
  readonly idle: number;
  /** Messages handed over at once. */
  readonly inFlight: number;
  /** Called between the steps of a turn; a seam for tests that stop the process there. */
  readonly probe?: (step: Step) => void | Promise<void>;
}

/** The steps of a turn after its acceptance, in order. */
export type Step = "claimed" | "committed" | "delivery-claimed" | "sent";

export const pumpDefaults: PumpOptions = {
  lease: 3 * second,
  deliveryLease: 40 * second,
  idle: second,
  inFlight: 16,
  deadline: 15 * second,
  grace: 20 * second,
};

/** How long a stop waits for what was accepted to be answered. */
const lastWords = 5 * second;

/** Mailboxes taken at once where people wait, and events of each. */
const owners = 32;
const events = 8;

/** What nobody waits for goes in steps of so many ms of ours, between which people are answered. */
const span = 20;

/** After such a step we rest so many times as long as it took, while there are people to answer. */
const rest = 2;

/** Whoever talks goes on talking for so long, in ms. */
const talk = 2 * second;

/** Moves everything that waits: plays mail, hands over messages, puts due timers into mailboxes. */
export class Pump {
  private readonly world: World;
  private readonly options: PumpOptions;
  private readonly outage: Outage | null;
  private readonly announce: () => Promise<void>;
  private readonly handover: Handover;
  /** Turns that people wait for, and all others: neither stands behind the other. */
  private readonly talking: Loop;
  private readonly playing: Loop;
  private readonly replying: Loop;
  private readonly reminding: Loop;
  private readonly moving: Loop;
  private readonly loops: readonly Loop[];
  private readonly turns = new Batch({ least: 4, first: 16, most: 64, span });
  private readonly posts = new Batch({ least: 250, first: 1_000, most: 2_000, span });
  /** Whether those who are no people have turns to play: few, for which many wait. */
  private isPressed = false;
  /** When somebody was last answered, by the process's own clock. */
  private talked = Number.NEGATIVE_INFINITY;
  /** By the process's own clock: the world's may stand still. */
  private stopAt = Number.POSITIVE_INFINITY;

  /** `outage` is what the processes of one store agree on after it was away; null for a single one. */
  constructor(world: World, options: PumpOptions = pumpDefaults, outage: Outage | null = null) {
    this.world = world;
    this.options = options;
    // The embedded store is one process's.
    this.announce = "backup" in world.store ? async () => undefined : announceFlows(world);
    this.outage = outage;
    this.handover = new Handover(world, options, (room) => this.wakeSenders(room));
    this.talking = new Loop(() => this.answerSome(), this.pace());
    this.playing = new Loop(() => this.gently(() => this.playRest()), this.pace());
    this.replying = new Loop(() => this.handover.replySome(), this.pace());
    this.reminding = new Loop(() => this.gently(() => this.handover.remindSome()), this.pace());
    this.moving = new Loop(() => this.moveTime(), this.pace());
    this.loops = [this.talking, this.playing, this.replying, this.reminding, this.moving];
  }

  /**
   * Something was taken in: look now instead of at the next beat. A receipt may settle an uncertain
   * delivery, behind which others wait.
   */
  wake(what: Taken): void {
    if (what.mail) this.talking.wake();
    if (what.receipts) this.wakeSenders();
  }

  start(): void {
    for (const loop of this.loops) loop.start();
  }

  /**
   * Stops, having answered what was accepted where that takes no longer than a few seconds; the rest
   * waits in the store for the next start. Messages on their way are waited for.
   */
  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
    this.stopAt = performance.now() + lastWords;
    await this.settle().catch(() => undefined);
    await this.handover.land();
  }

  /** Whether one kind of work has made no step for so long that only a restart helps. */
  get isStuck(): boolean {
    return this.loops.some((loop) => loop.isStuck);
  }

  /** The channels that send nothing now, each with why: `throttled`, or the refused account's code. */
  get silentChannels(): ReadonlyMap<string, string> {
    return this.handover.silentChannels;
  }

  /** Plays, delivers and moves timers until nothing waits now: for tests and the terminal. */
  async settle(): Promise<void> {
    while (performance.now() < this.stopAt) {
      const moved = [await this.moveTime(), await this.answerSome(), await this.playRest()];
      moved.push(await this.handover.replySome(), await this.handover.remindSome());
      await this.handover.land();
      if (!moved.includes(true)) return;
    }
  }

  private async answerSome(): Promise<boolean> {
    const claims = await this.claim(owners, true);
    if (claims.length > 0) this.talked = performance.now();
    const played = await Promise.all(claims.map((claim) => this.play(claim, this.world)));
    // Whoever is to play what we gave back finds it before we look again, at the next beat.
    return played.includes(true);
  }

  private async playRest(): Promise<boolean> {
    const claims = await this.claim(this.turns.size, false);
    // Our own work is measured, not how long the store takes: that holds up nobody here.
    const begun = performance.now();
    this.isPressed = claims.some(({ owner }) => !owner.startsWith("c"));
    const plays: Promise<boolean>[] = [];
    const { store, release } = holdCommits(this.world.store);
    const world = { ...this.world, store };
    for (const claim of claims) {
      plays.push(this.play(claim, world));
      // Whoever wrote meanwhile is heard after one turn, not after all of them.
      await new Promise((next) => setImmediate(next));
    }
    this.turns.took(claims.length, performance.now() - begun);
    release();
    const played = await Promise.all(plays);
    return played.includes(true);
  }

  private async claim(most: number, heard: boolean): Promise<readonly Claim[]> {
    const { store, clock } = this.world;
    const { outage } = this;
    await this.announce();
    if (await outage?.holds()) return [];
    const { lease } = this.options;
    const claims = await store.claim({ now: clock(), lease, owners: most, events, heard });
    // It may have been away since we asked: then what stands in a mailbox may be in another order
    // soon, and nobody plays it. The leases run out.
    return claims.length > 0 && (await outage?.holds()) === true ? [] : claims;
  }

  /** False when the turn was left to another process. */
  private async play(claim: Claim, world: World): Promise<boolean> {
    const begun = performance.now();
    const { meter } = this.world;
    try {
      await this.options.probe?.("claimed");
      if (await leaveToOthers(this.world, claim)) return false;
      if (meter !== undefined && claim.tries === 0) this.measureTimers(claim);
      const left = await playClaim(world, claim);
      meter?.turned(left === null ? "superseded" : "committed", performance.now() - begun);
      await this.options.probe?.("committed");
      if (left?.messages !== false) this.wakeSenders();
      if (left?.posts !== false) this.wakeAll();
      for (const errand of left?.errands ?? []) void this.run(claim.owner, errand);
    } catch (error) {
      // The mail stays where it is; the lease runs out, and the next try counts.
      meter?.turned("failed", performance.now() - begun);
      this.world.log.warn("turn-failed", {
        owner: claim.owner,
        code: codeOf(error),
        tries: claim.tries,
      });
    }
    return true;
  }

  /** Nobody waits for it, not even a stop: whoever asked for it goes on without after a while. */
  private async run(owner: OwnerId, errand: Errand): Promise<void> {
    try {
      await runErrand(this.world, owner, errand);
      this.talking.wake();
    } catch (error) {
      this.world.log.warn("errand-failed", { owner, code: codeOf(error) });
    }
  }

  /** A step after which the store and the machine are left to those who talk, where somebody does. */
  private async gently(step: () => Promise<boolean>): Promise<boolean> {
    const begun = performance.now();
    const moved = await step();
    const now = performance.now();
    if (!moved || this.isPressed || now - this.talked > talk) return moved;
    await pause(Math.min((now - begun) * rest, second));
    return moved;
  }

  private wakeSenders(room: Room = "both"): void {
    this.replying.wake();
    if (room === "both") this.reminding.wake();
  }

  /** Posts are in mailboxes already, or to be carried there. */
  private wakeAll(): void {
    for (const loop of [this.moving, this.talking, this.playing]) loop.wake();
  }

  private measureTimers({ mail }: Claim): void {
    const now = this.world.clock();
    for (const { from, at, body } of mail) {
      if (from !== null || readMail(body).kind !== "timer") continue;
      this.world.meter?.timerPlayed(Math.max(0, now - at));
    }
  }

  private async moveTime(): Promise<boolean> {
    const { store, clock } = this.world;
    const now = clock();
    const due = await store.dueTimers(now, 100);
    const begun = performance.now();
    const reached = await store.carryPosts(now, this.posts.size);
    this.posts.took(reached.length, performance.now() - begun);
    if (due.length > 0 || reached.length > 0) this.wakeAll();
    return due.length > 0 || reached.length > 0;
  }

  private pace(): Pace {
    return {
      idle: this.options.idle,
      failed: (error) => {
        this.outage?.noticed();
        this.world.log.warn("store-trouble", { code: codeOf(error) });
      },
    };
  }
}

/**
 * A store whose commits wait until they are released, all at once: a store that waits for its disk
 * after each of them would keep it busy all the time, and whoever talks would wait for it too.
 */
function holdCommits(store: Store): { readonly store: Store; readonly release: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const commit: Store["commit"] = async (turn) => {
    await promise;
    return store.commit(turn);
  };
  return { store: { ...store, commit }, release: resolve };
}
