import type { Flowbook } from "../../src/core/engine/book.ts";
import { second } from "../../src/core/instant.ts";
import type { Json } from "../../src/core/json.ts";
import { receive } from "../../src/runtime/receive.ts";
import { playClaim } from "../../src/runtime/turns.ts";
import type { Claim, Commit, Store } from "../../src/store/store.ts";
import { recordConversation } from "./conversation.ts";
import { quantile } from "./measure.ts";
import { heard, openWorkshop, phoneOf, type Workshop } from "./people.ts";

/** How many are asked for at once while a crowd is made. */
const batch = 512;
/** How often a step is measured at one depth. */
const samples = 25;
const lease = 3_600 * second;

/** Milliseconds of single steps while so many wait. */
export interface AtDepth {
  readonly accept: number;
  readonly claim: number;
  readonly commit: number;
  readonly deliver: number;
  readonly record: number;
  readonly depths: number;
}

/** People in a store, each at the result of an express diagnostic. */
export class Crowd {
  private readonly store: Store;
  private readonly workshop: Workshop;
  private readonly state: Json;
  private messages = 0;

  constructor(store: Store, book: Flowbook) {
    this.store = store;
    this.workshop = openWorkshop(store, book);
    const { last, inputs } = recordConversation(book, "ary", "tapped", "court");
    // A state is JSON; its type is the engine's.
    this.state = last as unknown as Json;
    this.workshop.time.now = (inputs.at(-1)?.now ?? 0) + 20 * second;
  }

  /** All write once, then all are played, then all are answered; measured while all of them wait. */
  async pass(people: number): Promise<AtDepth> {
    await this.write(people);
    const accept = await this.measure(async (sample) => {
      await this.accept([people + sample]);
    });
    const claims: Claim[] = [];
    const claim = await this.measure(async () => {
      claims.push(...(await this.claim(1)));
    });
    const depths = await this.measure(async () => {
      await this.store.depths(this.now);
    });
    const commit = await this.measure(async () => {
      const one = claims.pop();
      if (one !== undefined) await this.commit(one);
    });
    await this.play();
    const handed: Awaited<ReturnType<Store["claimDeliveries"]>>[number][] = [];
    const deliver = await this.measure(async () => {
      handed.push(...(await this.deliveries(1)));
    });
    const record = await this.measure(async () => {
      const one = handed.pop();
      if (one !== undefined) await this.record(one);
    });
    for (;;) {
      const some = await this.deliveries(batch);
      if (some.length === 0) break;
      await Promise.all(some.map((one) => this.record(one)));
    }
    return { accept, claim, commit, deliver, record, depths };
  }

  /** Milliseconds of a whole turn of somebody at rest: accepted, played by the engine, answered, recorded. */
  async turn(people: number): Promise<number> {
    return this.measure(async (sample) => {
      const { world } = this.workshop;
      const person = Math.floor((people * (sample + 0.5)) / samples);
      await this.accept([person]);
      for (const one of await this.claim(8)) await playClaim(world, one);
      for (const one of await this.deliveries(16)) await this.record(one);
    });
  }

  private get now() {
    return this.workshop.time.now;
  }

  private async measure(step: (sample: number) => Promise<void>): Promise<number> {
    const times: number[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      const begun = performance.now();
      await step(sample);
      times.push(performance.now() - begun);
    }
    return quantile(times, 0.5);
  }

  private async write(people: number): Promise<void> {
    for (let first = 0; first < people; first += batch) {
      const length = Math.min(batch, people - first);
      await this.accept(Array.from({ length }, (_, place) => first + place));
    }
  }

  private async accept(people: readonly number[]): Promise<void> {
    this.messages += 1;
    const content = { kind: "text", text: "salam" } as const;
    await receive(
      this.workshop.world,
      people.map((person) => heard(person, this.messages, this.now, content)),
    );
  }

  private claim(owners: number) {
    return this.store.claim({ now: this.now, lease, owners, events: 8 });
  }

  private deliveries(limit: number) {
    return this.store.claimDeliveries({ now: this.now, lease, limit });
  }

  private async play(): Promise<void> {
    for (;;) {
      const claims = await this.claim(batch);
      if (claims.length === 0) return;
      await Promise.all(claims.map((claim) => this.commit(claim)));
    }
  }

  private commit({ owner, lease: held, turn, mail, addresses }: Claim) {
    const [address = { channel: "twilio-whatsapp", id: phoneOf(0) }] = addresses;
    const reply = {
      id: `${owner}.${turn}.0`,
      address,
      body: { kind: "text", text: "Besma ".repeat(50) },
      kind: "reply",
      notBefore: this.now,
    } as const;
    const commit: Commit = {
      owner,
      lease: held,
      turn,
      state: this.state,
      consumed: mail.map(({ id }) => id),
      dead: [],
      outbox: [reply],
      timers: [{ id: "pause", at: this.now + 86_400 * second, body: { kind: "pause" } }],
      cancelled: [],
      posts: [],
      journal: [],
      now: this.now,
    };
    return this.store.commit(commit);
  }

  private record(delivery: Parameters<Store["recordOutcome"]>[0]) {
    const providerId = `SM${delivery.id.slice(-32)}`;
    return this.store.recordOutcome(delivery, { kind: "sent", providerId }, this.now);
  }
}
