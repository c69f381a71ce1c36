import { Fault } from "../core/fault.ts";
import { second } from "../core/instant.ts";
import type { Claim, Delivery, OwnerId } from "../store/store.ts";
import { Circuit } from "./circuit.ts";
import { runErrand, type Errand } from "./errands.ts";
import { deliver, type Memory, type Patience } from "./deliver.ts";
import type { Taken } from "./intake.ts";
import { Loop, type Pace } from "./loop.ts";
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

/** Moves everything that waits: plays mail, hands over messages, puts due timers into mailboxes. */
export class Pump {
  private readonly world: World;
  private readonly options: PumpOptions;
  private readonly outage: Outage | null;
  private readonly memory: Memory;
  /** When this process last looked for messages to hand over, by its own clock. */
  private looked = performance.now();
  private readonly announce: () => Promise<void>;
  private readonly flying = new Set<Promise<void>>();
  private readonly playing: Loop;
  private readonly delivering: Loop;
  private readonly moving: Loop;
  private readonly loops: readonly Loop[];
  /** By the process's own clock: the world's may stand still. */
  private stopAt = Number.POSITIVE_INFINITY;

  /** `outage` is what the processes of one store agree on after it was away; null for a single one. */
  constructor(world: World, options: PumpOptions = pumpDefaults, outage: Outage | null = null) {
    this.world = world;
    this.options = options;
    // The embedded store is one process's.
    this.announce = "backup" in world.store ? async () => undefined : announceFlows(world);
    this.outage = outage;
    this.memory = {
      pauses: new Map(),
      repeated: new Map(),
      circuit: new Circuit(world.store),
      doubts: new Map(),
    };
    this.playing = new Loop(() => this.playSome(), this.pace());
    this.delivering = new Loop(() => this.deliverSome(), this.pace());
    this.moving = new Loop(() => this.moveTime(), this.pace());
    this.loops = [this.playing, this.delivering, this.moving];
  }

  /**
   * Something was taken in: look now instead of at the next beat. A receipt may settle an uncertain
   * delivery, behind which others wait.
   */
  wake(what: Taken): void {
    if (what.mail) this.playing.wake();
    if (what.receipts) this.delivering.wake();
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
    await Promise.allSettled(this.flying);
  }

  /** Whether one kind of work has made no step for so long that only a restart helps. */
  get isStuck(): boolean {
    return this.loops.some((loop) => loop.isStuck);
  }

  /** The channels that send nothing now, each with why: `throttled`, or the refused account's code. */
  get silentChannels(): ReadonlyMap<string, string> {
    const { pauses, circuit } = this.memory;
    const now = this.world.clock();
    const silent = new Map(circuit.silent(now));
    for (const [channel, until] of pauses) if (until > now) silent.set(channel, "throttled");
    return silent;
  }

  /** Plays, delivers and moves timers until nothing waits now: for tests and the terminal. */
  async settle(): Promise<void> {
    while (performance.now() < this.stopAt) {
      const moved = [await this.moveTime(), await this.playSome(), await this.deliverSome()];
      await Promise.all(this.flying);
      if (!moved.includes(true)) return;
    }
  }

  private async playSome(): Promise<boolean> {
    const { store, clock } = this.world;
    await this.announce();
    if (await this.outage?.holds()) return false;
    const claims = await store.claim({
      now: clock(),
      lease: this.options.lease,
      owners: 32,
      events: 8,
    });
    const played = await Promise.all(claims.map((claim) => this.play(claim)));
    // Whoever is to play what we gave back finds it before we look again, at the next beat.
    return played.includes(true);
  }

  /** False when the turn was left to another process. */
  private async play(claim: Claim): Promise<boolean> {
    const begun = performance.now();
    const { meter } = this.world;
    try {
      await this.options.probe?.("claimed");
      if (await leaveToOthers(this.world, claim)) return false;
      if (meter !== undefined && claim.tries === 0) this.measureTimers(claim);
      const left = await playClaim(this.world, claim);
      meter?.turned(left === null ? "superseded" : "committed", performance.now() - begun);
      await this.options.probe?.("committed");
      if (left?.messages !== false) this.delivering.wake();
      if (left?.posts !== false) this.moving.wake();
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
      this.playing.wake();
    } catch (error) {
      this.world.log.warn("errand-failed", { owner, code: codeOf(error) });
    }
  }

  private measureTimers({ mail }: Claim): void {
    const now = this.world.clock();
    for (const { from, at, body } of mail) {
      if (from !== null || readMail(body).kind !== "timer") continue;
      this.world.meter?.timerPlayed(Math.max(0, now - at));
    }
  }

  private async deliverSome(): Promise<boolean> {
    const { store, clock } = this.world;
    const now = clock();
    const { pauses, circuit } = this.memory;
    for (const [channel, until] of pauses) if (until <= now) pauses.delete(channel);
    this.noticeSleep();
    await circuit.listen(this.providers(), now);
    const free = this.options.inFlight - this.flying.size;
    if (free <= 0) return false;
    const claimed = performance.now();
    const claim = (limit: number, except: readonly string[]) =>
      store.claimDeliveries({ now, lease: this.options.deliveryLease, limit, except });
    const { refused } = circuit;
    const deliveries = [...(await claim(free, [...pauses.keys(), ...refused]))];
    for (const channel of refused) {
      if (!(await circuit.mayTry(channel, now))) continue;
      const others = [...this.world.channels.keys()].filter((name) => name !== channel);
      deliveries.push(...(await claim(1, others)));
    }
    for (const delivery of deliveries) this.launch(delivery, claimed);
    return deliveries.length > 0;
  }

  /** While we slept, or were busy with something else, we could not hear a provider: that time does not count. */
  private noticeSleep(): void {
    const now = performance.now();
    const missed = now - this.looked - this.options.idle;
    this.looked = now;
    if (missed < second) return;
    const { doubts } = this.memory;
    for (const [id, since] of doubts) doubts.set(id, since + missed);
  }

  /** The channels that send to somebody else's servers. */
  private providers(): readonly string[] {
    return [...this.world.channels.values()]
      .filter(({ webhooks }) => webhooks.length > 0)
      .map(({ name }) => name);
  }

  private launch(delivery: Delivery, claimed: number): void {
    const flight = this.fly(delivery, claimed).finally(() => {
      this.flying.delete(flight);
      this.delivering.wake();
    });
    this.flying.add(flight);
  }

  private async fly(delivery: Delivery, claimed: number): Promise<void> {
    try {
      await this.options.probe?.("delivery-claimed");
      await deliver(this.world, delivery, this.memory, this.options, claimed);
      await this.options.probe?.("sent");
    } catch (error) {
      this.world.log.warn("delivery-failed", { owner: delivery.owner, code: codeOf(error) });
    }
  }

  private async moveTime(): Promise<boolean> {
    const { store, clock } = this.world;
    const now = clock();
    const woken = [...(await store.dueTimers(now, 100)), ...(await store.carryPosts(now, 100))];
    if (woken.length > 0) this.playing.wake();
    return woken.length > 0;
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

function codeOf(error: unknown): string {
  return error instanceof Fault ? error.code : error instanceof Error ? error.name : "unknown";
}
