import { second, type Instant } from "../core/instant.ts";
import type { Delivery } from "../store/store.ts";
import { Circuit } from "./circuit.ts";
import { deliver, type Memory, type Patience } from "./deliver.ts";
import { codeOf } from "./loop.ts";
import type { World } from "./world.ts";

export interface HandoverOptions extends Patience {
  /** How often to look although nobody called, in ms. */
  readonly idle: number;
  /** Messages handed over at once. */
  readonly inFlight: number;
  readonly probe?: (step: "delivery-claimed" | "sent") => void | Promise<void>;
}

/** What more may be handed over of. */
export type Room = "both" | "replies";

/** So long after a channel was throttled it is for replies alone, in ms. */
const calmFor = 2 * second;

/**
 * Hands messages over to their providers. Replies and reminders are looked for apart, and a quarter
 * of the ways out is never taken by reminders: somebody who waits for an answer waits for none of
 * them, and what a channel takes after it was throttled is for them first.
 */
export class Handover {
  private readonly world: World;
  private readonly options: HandoverOptions;
  private readonly landed: (room: Room) => void;
  private readonly memory: Memory;
  private readonly flying = new Set<Promise<void>>();
  private readonly mostReminders: number;
  /** Reminders among the flying. */
  private reminding = 0;
  /** Until when channels are for replies alone. */
  private readonly calm = new Map<string, Instant>();
  /** When this process last looked for messages to hand over, by its own clock. */
  private looked = performance.now();

  /** `landed` is told when something has left, and what there is room for. */
  constructor(world: World, options: HandoverOptions, landed: (room: Room) => void) {
    this.world = world;
    this.options = options;
    this.landed = landed;
    this.mostReminders = Math.ceil((options.inFlight * 3) / 4);
    this.memory = {
      pauses: new Map(),
      repeated: new Map(),
      circuit: new Circuit(world.store),
      doubts: new Map(),
    };
  }

  /** The channels that send nothing now, each with why: `throttled`, or the refused account's code. */
  get silentChannels(): ReadonlyMap<string, string> {
    const { pauses, circuit } = this.memory;
    const now = this.world.clock();
    const silent = new Map(circuit.silent(now));
    for (const [channel, until] of pauses) if (until > now) silent.set(channel, "throttled");
    return silent;
  }

  /** Resolves when what is under way now has landed. */
  async land(): Promise<void> {
    await Promise.allSettled(this.flying);
  }

  /** Hands over replies; true when there were some. Also tries channels that refused our account. */
  async replySome(): Promise<boolean> {
    const now = this.world.clock();
    const { circuit } = this.memory;
    this.endPauses(now);
    this.noticeSleep();
    await circuit.listen(this.providers(), now);
    const claimed = performance.now();
    const deliveries = [...(await this.claim(this.free, this.closed, { replies: true }))];
    for (const channel of circuit.refused) {
      if (this.free < 1 || !(await circuit.mayTry(channel, now))) continue;
      const others = [...this.world.channels.keys()].filter((name) => name !== channel);
      deliveries.push(...(await this.claim(1, others)));
    }
    for (const delivery of deliveries) this.launch(delivery, claimed);
    return deliveries.length > 0;
  }

  /** Hands over reminders; true when there were some. */
  async remindSome(): Promise<boolean> {
    const now = this.world.clock();
    this.endPauses(now);
    await this.memory.circuit.listen(this.providers(), now);
    const room = Math.min(this.free, this.mostReminders - this.reminding);
    const claimed = performance.now();
    const except = [...this.closed, ...this.calm.keys()];
    const deliveries = await this.claim(room, except, { replies: false });
    for (const delivery of deliveries) this.launch(delivery, claimed);
    return deliveries.length > 0;
  }

  private get free(): number {
    return this.options.inFlight - this.flying.size;
  }

  private get closed(): readonly string[] {
    return [...this.memory.pauses.keys(), ...this.memory.circuit.refused];
  }

  private async claim(
    limit: number,
    except: readonly string[],
    wish: { readonly replies?: boolean } = {},
  ): Promise<readonly Delivery[]> {
    if (limit < 1) return [];
    const now = this.world.clock();
    const lease = this.options.deliveryLease;
    return this.world.store.claimDeliveries({ now, lease, limit, except, ...wish });
  }

  /** What a channel takes at first after it was throttled is for those who wait for an answer. */
  private endPauses(now: Instant): void {
    const { pauses } = this.memory;
    for (const [channel, until] of this.calm) if (until <= now) this.calm.delete(channel);
    for (const [channel, until] of pauses) {
      if (until > now) continue;
      pauses.delete(channel);
      this.calm.set(channel, now + calmFor);
    }
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
    const { kind } = delivery;
    const weight = kind === "reminder" ? 1 : 0;
    this.reminding += weight;
    const flight = this.fly(delivery, claimed).finally(() => {
      this.flying.delete(flight);
      this.reminding -= weight;
      // One at a time, each reminder would be looked for alone. A reply may have waited behind one.
      const isRoomy = this.reminding <= this.mostReminders / 2;
      this.landed(kind === "reply" || isRoomy ? "both" : "replies");
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
}
