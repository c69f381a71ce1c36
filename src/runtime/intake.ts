import { setTimeout as pause } from "node:timers/promises";
import type { Inbound, ReceiptEvent } from "../channels/channel.ts";
import { Fault } from "../core/fault.ts";
import { second } from "../core/instant.ts";
import { watchAwake } from "../store/awake.ts";
import type { Acceptance } from "../store/store.ts";
import type { TellFull } from "./full.ts";
import type { Outage } from "./outage.ts";
import { receive, receiveReceipts, type Waiting } from "./receive.ts";
import { seldom } from "./seldom.ts";
import type { World } from "./world.ts";

/**
 * Requests that may wait for the store at once. More than that means that it cannot keep up: each one
 * more would make all of them late.
 */
export const highWater = 1_000;

/** Where events wait on disk while the store is away. */
export interface Spool {
  keep(inbounds: readonly Waiting[]): void;
  /** The oldest ones, with the number that `drop` takes. */
  oldest(limit: number): readonly { readonly number: number; readonly inbound: Waiting }[];
  drop(upTo: number): void;
  readonly size: number;
  /** Writes something small and forgets it. Throws when nothing could be kept now. */
  probe(): void;
  close(): void;
}

/**
 * So long a store that fails is asked again before anything goes to the disk: a connection that was
 * cut is back within that time, and whoever else takes part in an outage has noticed it. In ms, in
 * which this process is awake: one that slept finds its connection given up, and nobody else does.
 */
const patience = 2 * second;

/** Between two questions, in ms. */
const longestPause = 400;

/** What was taken in, for those who work on it. */
export interface Taken {
  readonly mail: boolean;
  readonly receipts: boolean;
}

/** The way in: into the store, or while it is away onto the disk, in order. */
export class Intake {
  private readonly world: Pick<World, "store" | "clock" | "log" | "meter">;
  private readonly spool: Spool | null;
  private readonly arrived: (taken: Taken) => void;
  private readonly full: TellFull | null;
  private readonly outage: Outage | null;
  private readonly mayLog = seldom(10 * second);
  private waiting = 0;

  /** `full` tells those whose message was not taken; null tells nobody. */
  constructor(
    world: Pick<World, "store" | "clock" | "log" | "meter">,
    spool: Spool | null,
    arrived: (taken: Taken) => void,
    full: TellFull | null = null,
    outage: Outage | null = null,
  ) {
    this.world = world;
    this.spool = spool;
    this.arrived = arrived;
    this.full = full;
    this.outage = outage;
  }

  /** Whether one more request may come in; if not, the provider is to send it again later. */
  admits(): boolean {
    if (this.waiting < highWater) return true;
    if (this.mayLog("crowded", this.world.clock())) this.world.log.warn("crowded");
    return false;
  }

  get spooled(): number {
    return this.spool?.size ?? 0;
  }

  /** Whether nothing waits on the disk, and nobody for it. */
  get isDrained(): boolean {
    return this.spooled === 0 && this.outage?.isAwaited !== true;
  }

  /** Whether the disk takes events while the store is away; null when there is no spool. */
  spoolTakes(): boolean | null {
    if (this.spool === null) return null;
    try {
      this.spool.probe();
      return true;
    } catch {
      return false;
    }
  }

  /** Takes a webhook's events. Throws `store/unavailable` when neither store nor disk takes them. */
  async take(
    inbounds: readonly Inbound[],
    receipts: readonly ReceiptEvent[] = [],
  ): Promise<readonly Acceptance["outcome"][]> {
    this.waiting += 1;
    try {
      const outcomes = await this.takeInbounds(inbounds);
      // A receipt that is lost while the store is away costs a tick mark, not a message.
      await receiveReceipts(this.world, receipts);
      const taken: Taken = {
        // A refusal by the person becomes mail.
        mail: inbounds.length > 0 || receipts.some(({ because }) => because === "opt-out"),
        receipts: receipts.length > 0,
      };
      if (taken.mail || taken.receipts) this.arrived(taken);
      return outcomes;
    } finally {
      this.waiting -= 1;
    }
  }

  /** Carries what waits on the disk into the store; true when something moved. */
  async drain(): Promise<boolean> {
    const waiting = this.spool?.oldest(64) ?? [];
    const last = waiting.at(-1);
    await this.outage?.tell(last !== undefined);
    if (last === undefined) return false;
    await this.store(waiting.map(({ inbound }) => inbound));
    this.spool?.drop(last.number);
    this.world.log.info("spool-drained", { events: waiting.length });
    this.arrived({ mail: true, receipts: false });
    return true;
  }

  private async takeInbounds(
    inbounds: readonly Inbound[],
  ): Promise<readonly Acceptance["outcome"][]> {
    if (inbounds.length === 0) return [];
    // While older events wait on the disk, newer ones queue behind them.
    if (this.spooled > 0) return this.keepOnDisk(inbounds);
    try {
      const begun = performance.now();
      const outcomes = await this.storePatiently(inbounds);
      this.world.meter?.accepted(outcomes, performance.now() - begun);
      return outcomes;
    } catch (error) {
      if (!(error instanceof Fault) || !isAway(error)) throw error;
      return this.keepOnDisk(inbounds, error);
    }
  }

  private async storePatiently(
    inbounds: readonly Inbound[],
  ): Promise<readonly Acceptance["outcome"][]> {
    let isPatient = this.spool !== null;
    const stop = watchAwake(patience, () => (isPatient = false));
    try {
      for (let wait = 25; ; wait = Math.min(2 * wait, longestPause)) {
        try {
          return await this.store(inbounds);
        } catch (error) {
          this.outage?.noticed();
          const returns = error instanceof Fault && error.code === "store/unavailable";
          if (!returns || this.spooled > 0 || !isPatient) throw error;
        }
        await pause(wait);
      }
    } finally {
      stop();
    }
  }

  private async store(inbounds: readonly Waiting[]): Promise<readonly Acceptance["outcome"][]> {
    const accepted = await receive(this.world, inbounds);
    for (const [at, { outcome, owner }] of accepted.entries()) {
      // Sending it again would not help: the provider is answered all the same.
      if (outcome === "full" || outcome === "stale")
        this.world.log.warn("event-refused", { outcome });
      const address = inbounds[at]?.address;
      if (outcome === "full" && address !== undefined) void this.full?.(address, owner);
    }
    return accepted.map(({ outcome }) => outcome);
  }

  private keepOnDisk(
    inbounds: readonly Inbound[],
    cause?: Fault,
  ): readonly Acceptance["outcome"][] {
    if (this.spool === null) throw cause ?? new Fault("store/unavailable", "no spool");
    const begun = performance.now();
    try {
      const since = this.world.clock();
      this.spool.keep(inbounds.map((inbound) => ({ ...inbound, since })));
    } catch (error) {
      throw new Fault("store/unavailable", "the spool cannot be written", { cause: error });
    }
    this.world.log.warn("spooled", { events: inbounds.length });
    const spooled = inbounds.map(() => "spooled" as const);
    this.world.meter?.accepted(spooled, performance.now() - begun);
    return inbounds.map(() => "accepted");
  }
}

/** Not there, or not the store it was: what is sent now must wait for it. */
function isAway({ code }: Fault): boolean {
  return code === "store/unavailable" || code === "store/emptied";
}
