import type { Inbound, ReceiptEvent } from "../channels/channel.ts";
import { Fault } from "../core/fault.ts";
import type { Acceptance } from "../store/store.ts";
import { receive, receiveReceipts } from "./receive.ts";
import type { World } from "./world.ts";

/** Where events wait on disk while the store is away. */
export interface Spool {
  keep(inbounds: readonly Inbound[]): void;
  /** The oldest ones, with the number that `drop` takes. */
  oldest(limit: number): readonly { readonly number: number; readonly inbound: Inbound }[];
  drop(upTo: number): void;
  readonly size: number;
  close(): void;
}

/** The way in: into the store, or while it is away onto the disk, in order. */
export class Intake {
  private readonly world: Pick<World, "store" | "clock" | "log">;
  private readonly spool: Spool | null;
  private readonly arrived: () => void;

  constructor(
    world: Pick<World, "store" | "clock" | "log">,
    spool: Spool | null,
    arrived: () => void,
  ) {
    this.world = world;
    this.spool = spool;
    this.arrived = arrived;
  }

  get spooled(): number {
    return this.spool?.size ?? 0;
  }

  /** Takes a webhook's events. Throws `store/unavailable` when neither store nor disk takes them. */
  async take(
    inbounds: readonly Inbound[],
    receipts: readonly ReceiptEvent[] = [],
  ): Promise<readonly Acceptance["outcome"][]> {
    const outcomes = await this.takeInbounds(inbounds);
    // A receipt that is lost while the store is away costs a tick mark, not a message.
    await receiveReceipts(this.world, receipts);
    if (inbounds.length + receipts.length > 0) this.arrived();
    return outcomes;
  }

  /** Carries what waits on the disk into the store; true when something moved. */
  async drain(): Promise<boolean> {
    const waiting = this.spool?.oldest(64) ?? [];
    const last = waiting.at(-1);
    if (last === undefined) return false;
    await receive(
      this.world,
      waiting.map(({ inbound }) => inbound),
    );
    this.spool?.drop(last.number);
    this.world.log.info("spool-drained", { events: waiting.length });
    this.arrived();
    return true;
  }

  private async takeInbounds(
    inbounds: readonly Inbound[],
  ): Promise<readonly Acceptance["outcome"][]> {
    if (inbounds.length === 0) return [];
    // While older events wait on the disk, newer ones queue behind them.
    if (this.spooled > 0) return this.keepOnDisk(inbounds);
    try {
      const accepted = await receive(this.world, inbounds);
      return accepted.map(({ outcome }) => outcome);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "store/unavailable") throw error;
      return this.keepOnDisk(inbounds, error);
    }
  }

  private keepOnDisk(
    inbounds: readonly Inbound[],
    cause?: Fault,
  ): readonly Acceptance["outcome"][] {
    if (this.spool === null) throw cause ?? new Fault("store/unavailable", "no spool");
    try {
      this.spool.keep(inbounds);
    } catch (error) {
      throw new Fault("store/unavailable", "the spool cannot be written", { cause: error });
    }
    this.world.log.warn("spooled", { events: inbounds.length });
    return inbounds.map(() => "accepted");
  }
}
