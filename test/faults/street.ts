import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import type { TwilioFake } from "../fakes/twilio/fake.ts";
import type { Call, InboundParts } from "../fakes/twilio/webhooks.ts";
import { second } from "../../src/core/instant.ts";
import { answerTo, offered } from "../service/answers.ts";
import type { Balancer } from "./balancer.ts";

/** What people are asked to write. */
export interface Wish {
  readonly people: number;
  /** For each of them, at most. About twenty lead to the end of the diagnostic; whoever has more than fifty waiting is refused. */
  readonly messages: number;
  /** Without waiting for answers; each still waits until the one before is acknowledged. */
  readonly eager?: boolean;
  /** Messages a second, over all of them; as fast as they can when left out. */
  readonly rate?: number;
  /** Those of the last time, or these numbers, go on instead of new people. */
  readonly again?: boolean | readonly string[];
  /** Whoever has reached the end of a diagnostic stops. */
  readonly toTheEnd?: boolean;
  /** So many times at once, to as many processes as there are; once when left out. */
  readonly copies?: number;
}

/** What came of it, in milliseconds from the moment each message left. */
export interface Written {
  /** Until it was acknowledged, retries included. */
  readonly acknowledged: readonly number[];
  /** Until the person had an answer; nothing of eager people. */
  readonly waited: readonly number[];
  readonly phones: readonly string[];
}

/** A person, and the ids of the messages they sent that were acknowledged, in order. */
export interface Sent {
  readonly phone: string;
  readonly ids: string[];
  /** False when some were under way at once: then any order will do. */
  readonly ordered: boolean;
}

interface Person extends Sent {
  /** Decides what they answer. */
  readonly number: number;
}

/** Answers that everybody gives by name; the others differ from person to person. */
const named = ["ary", "yes", "court"];

/** What the last message of a diagnostic offers. */
const end = ["human", "plan"];

/** Nobody waits longer for an answer, even where processes die all the time; in ms. */
const patience = 300_000;

/** The people, and the provider's side of what they write. */
export class Street {
  readonly sent: Person[] = [];
  private readonly twilio: TwilioFake;
  private readonly balancer: Balancer;
  private readonly seed: number;
  private readonly got = new Map<string, Call[]>();
  private readonly waiting = new Map<string, () => void>();
  private cursor = 0;
  private last = { from: 0, to: 0 };
  private closed = false;

  constructor(twilio: TwilioFake, balancer: Balancer, seed: number) {
    this.twilio = twilio;
    this.balancer = balancer;
    this.seed = seed;
    void this.listen();
  }

  close(): void {
    this.closed = true;
  }

  async write(wish: Wish): Promise<Written> {
    const { messages, eager, rate, copies = 1, toTheEnd } = wish;
    const writers = this.peopleOf(wish);
    const waited: number[] = [];
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
        if (toTheEnd === true && isOver(this.lastQuestion(person.phone))) return;
        await mySlot();
        const had = this.messagesTo(person.phone).length;
        const sent = performance.now();
        await this.say(person, copies);
        acknowledged.push(performance.now() - sent);
        if (eager === true) continue;
        await this.answer(person.phone, had);
        waited.push(performance.now() - sent);
        await this.question(person.phone, had);
      }
    };
    await Promise.all(writers.map(converse));
    return { acknowledged, waited, phones: writers.map(({ phone }) => phone) };
  }

  /** Sends a message of somebody whose others may be under way at the same time. */
  async send({ from, ...parts }: InboundParts, sid: string): Promise<void> {
    let person = this.sent.find(({ phone }) => phone === from);
    if (person === undefined) {
      person = { number: this.sent.length, phone: from, ids: [], ordered: false };
      this.sent.push(person);
    }
    await this.balancer.deliver(this.twilio.sign({ ...parts, from, sid }));
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
    const question = this.lastQuestion(phone);
    const manner = (at + number) % 2 === 0 ? "tap" : "digit";
    const answer =
      question === undefined || isOver(question)
        ? null
        : answerTo(question, named, at + number, manner);
    const sid = sidOf(`${this.seed} ${phone} ${at}`);
    const request = this.twilio.sign({ from: phone, ...(answer ?? { body: "salam" }), sid });
    await Promise.all(Array.from({ length: copies }, () => this.balancer.deliver(request)));
    ids.push(sid);
  }

  private lastQuestion(phone: string): Call | undefined {
    return this.messagesTo(phone).findLast((call) => offered(call).length > 0);
  }

  private peopleOf({ people, again }: Wish): readonly Person[] {
    if (typeof again === "object") return this.sent.filter(({ phone }) => again.includes(phone));
    if (again !== true) {
      this.last = { from: this.sent.length, to: this.sent.length + people };
      for (let number = this.last.from; number < this.last.to; number += 1) {
        const phone = `+2126${String(number).padStart(8, "0")}`;
        this.sent.push({ number, phone, ids: [], ordered: true });
      }
    }
    return this.sent.slice(this.last.from, this.last.to);
  }

  private async answer(phone: string, had: number): Promise<void> {
    await this.until(phone, patience, (got) => got.length > had);
    if (this.messagesTo(phone).length <= had) {
      throw new Error(`${phone} meets silence after ${had} messages`);
    }
  }

  /** What an answer asks may come in a second message. */
  private async question(phone: string, had: number): Promise<void> {
    const asks = (got: readonly Call[]) => got.slice(had).some((call) => offered(call).length > 0);
    await this.until(phone, second, asks);
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
}

function isOver(question: Call | undefined): boolean {
  return question !== undefined && end.every((name) => offered(question).includes(name));
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
