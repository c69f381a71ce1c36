import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import type { Request } from "../../src/channels/channel.ts";
import type { TwilioFake } from "../fakes/twilio/fake.ts";
import type { Call, InboundParts } from "../fakes/twilio/webhooks.ts";
import { second } from "../../src/core/instant.ts";
import { answerTo, offered } from "../service/answers.ts";

/** What people are asked to write. */
export interface Wish {
  readonly people: number;
  /** For each of them. More than twenty lead beyond the diagnostic; more than fifty waiting are refused. */
  readonly messages: number;
  /** Without waiting for answers; each still waits until the one before is acknowledged. */
  readonly eager?: boolean;
  /** Messages a second, over all of them; as fast as they can when left out. */
  readonly rate?: number;
  /** Those of the last time go on, instead of new people. */
  readonly again?: boolean;
  /** So many times at once, to as many processes as there are; once when left out. */
  readonly copies?: number;
}

/** What came of it, in milliseconds from the acknowledgement on. */
export interface Written {
  /** Until each message was answered; nothing of eager people. */
  readonly answered: readonly number[];
  /** Until each webhook was answered 200, retries included. */
  readonly acknowledged: readonly number[];
  readonly phones: readonly string[];
}

/** A person, and the ids of the messages they sent that were acknowledged, in order. */
export interface Sent {
  readonly phone: string;
  readonly ids: string[];
  /** False when some were under way at once: then any order will do. */
  readonly ordered: boolean;
}

/** Where webhooks go: to any process that is alive, or to those whose /health says they accept. */
export type Balancer = "alive" | "health";

interface Target {
  readonly url: string;
}

interface Person extends Sent {
  /** Decides what they answer. */
  readonly number: number;
}

/** Answers that everybody gives by name; the others differ from person to person. */
const named = ["ary", "yes", "court"];

/** What the last message of a diagnostic offers. */
const end = ["human", "plan"];

/** Nobody waits longer for an acknowledgement or for an answer; in ms. */
const patience = 90_000;

/** The people, and the provider's side of what they write. */
export class Street {
  readonly sent: Person[] = [];
  readonly statuses = new Map<number, number>();
  private readonly twilio: TwilioFake;
  private readonly seed: number;
  private readonly alive: () => readonly Target[];
  private readonly balancer: Balancer;
  private readonly got = new Map<string, Call[]>();
  private readonly waiting = new Map<string, () => void>();
  private accepting: readonly Target[] = [];
  private cursor = 0;
  private turn = 0;
  private last = { from: 0, to: 0 };
  private closed = false;

  constructor(
    twilio: TwilioFake,
    seed: number,
    balancer: Balancer,
    alive: () => readonly Target[],
  ) {
    this.twilio = twilio;
    this.seed = seed;
    this.balancer = balancer;
    this.alive = alive;
    void this.listen();
    if (balancer === "health") void this.follow();
  }

  close(): void {
    this.closed = true;
  }

  async write({ people, messages, eager, rate, again, copies }: Wish): Promise<Written> {
    if (again !== true) {
      this.last = { from: this.sent.length, to: this.sent.length + people };
      for (let number = this.last.from; number < this.last.to; number += 1) {
        const phone = `+2126${String(number).padStart(8, "0")}`;
        this.sent.push({ number, phone, ids: [], ordered: true });
      }
    }
    const writers = this.sent.slice(this.last.from, this.last.to);
    const answered: number[] = [];
    const acknowledged: number[] = [];
    const begun = performance.now();
    let slots = 0;
    const mySlot = async () => {
      if (rate === undefined) return;
      const wait = begun + (slots * 1_000) / rate - performance.now();
      slots += 1;
      if (wait > 0) await pause(wait);
    };
    const converse = async (person: Person) => {
      for (let left = messages; left > 0; left -= 1) {
        await mySlot();
        const had = this.messagesTo(person.phone).length;
        const sent = performance.now();
        await this.say(person, copies ?? 1);
        acknowledged.push(performance.now() - sent);
        if (eager === true) continue;
        const acked = performance.now();
        await this.more(person.phone, had);
        answered.push(performance.now() - acked);
      }
    };
    await Promise.all(writers.map(converse));
    return { answered, acknowledged, phones: writers.map(({ phone }) => phone) };
  }

  /** Sends it until it is answered 200. */
  async deliver(request: Request): Promise<void> {
    const giveUp = performance.now() + patience;
    for (;;) {
      const status = await this.post(request);
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      if (status === 200) return;
      if (performance.now() > giveUp) throw new Error(`not acknowledged: ${status}`);
      await pause(50);
    }
  }

  /** Sends a message of somebody whose others may be under way at the same time. */
  async send({ from, ...parts }: InboundParts, sid: string): Promise<void> {
    let person = this.sent.find(({ phone }) => phone === from);
    if (person === undefined) {
      person = { number: this.sent.length, phone: from, ids: [], ordered: false };
      this.sent.push(person);
    }
    await this.deliver(this.twilio.sign({ ...parts, from, sid }));
    person.ids.push(sid);
  }

  /** What somebody got, oldest first. */
  messagesTo(phone: string): readonly Call[] {
    return this.got.get(phone) ?? [];
  }

  /** The next message of a person: what their last question is answered, else a greeting. */
  private async say(person: Person, copies: number): Promise<void> {
    const { phone, ids, number } = person;
    const at = ids.length;
    const question = this.messagesTo(phone).findLast((call) => offered(call).length > 0);
    const isOver = question !== undefined && end.every((name) => offered(question).includes(name));
    const manner = (at + number) % 2 === 0 ? "tap" : "digit";
    const answer =
      question === undefined || isOver ? null : answerTo(question, named, at + number, manner);
    const sid = sidOf(`${this.seed} ${phone} ${at}`);
    const request = this.twilio.sign({ from: phone, ...(answer ?? { body: "salam" }), sid });
    await Promise.all(Array.from({ length: copies }, () => this.deliver(request)));
    ids.push(sid);
  }

  /** Until they got one more, and what it asks, should that come in a second one. */
  private async more(phone: string, than: number): Promise<void> {
    await this.until(phone, patience, (got) => got.length > than);
    if (this.messagesTo(phone).length <= than) {
      throw new Error(`${phone} meets silence after ${than} messages`);
    }
    await this.until(phone, second, (got) =>
      got.slice(than).some((call) => offered(call).length > 0),
    );
  }

  private async until(
    phone: string,
    most: number,
    holds: (got: readonly Call[]) => boolean,
  ): Promise<void> {
    const giveUp = performance.now() + most;
    while (!holds(this.messagesTo(phone)) && performance.now() < giveUp) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, giveUp - performance.now());
        this.waiting.set(phone, () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  private async post({ url, method, headers, raw }: Request): Promise<number> {
    const targets = this.balancer === "health" ? this.accepting : this.alive();
    const target = targets[this.turn % Math.max(1, targets.length)];
    this.turn += 1;
    if (target === undefined || target.url === "") return 0;
    this.twilio.setTarget(target.url);
    try {
      const response = await fetch(target.url + url, {
        method,
        headers: Object.entries(headers).map(([key, value]): [string, string] => [
          key,
          value ?? "",
        ]),
        body: Buffer.from(raw),
        signal: AbortSignal.timeout(15_000),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  /** Files every message under the person who gets it. */
  private async listen(): Promise<void> {
    while (!this.closed) {
      const { ledger } = this.twilio;
      for (; this.cursor < ledger.length; this.cursor += 1) {
        const call = ledger[this.cursor];
        if (call?.kind !== "message" || !call.taken) continue;
        const phone = (call.to ?? "").replace("whatsapp:", "");
        const got = this.got.get(phone) ?? [];
        this.got.set(phone, got);
        got.push(call);
        this.waiting.get(phone)?.();
        this.waiting.delete(phone);
      }
      await this.twilio.next();
    }
  }

  /** As a load balancer: asks everybody again and again whether they accept. */
  private async follow(): Promise<void> {
    while (!this.closed) {
      const asked = await Promise.all(
        this.alive().map(async (target) => ((await accepts(target)) ? [target] : [])),
      );
      this.accepting = asked.flat();
      await pause(100);
    }
  }
}

async function accepts({ url }: Target): Promise<boolean> {
  if (url === "") return false;
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) });
    const health: unknown = await response.json();
    return typeof health === "object" && health !== null && "accepting" in health
      ? health.accepting === true
      : false;
  } catch {
    return false;
  }
}

/** How many messages wait on the disk of a process, whether it runs or not. */
export function spooledIn(folder: string): number {
  const file = join(folder, "spool.db");
  if (!existsSync(file)) return 0;
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(database.prepare("SELECT count(*) AS n FROM queue").get()?.["n"] ?? 0);
  } catch {
    // It is being made at this moment.
    return 0;
  } finally {
    database.close();
  }
}

/** An id as Twilio writes them, always the same for the same name. */
export function sidOf(name: string): string {
  return `SM${createHash("sha256").update(name).digest("hex").slice(0, 32)}`;
}
