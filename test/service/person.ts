import { expect } from "vitest";
import type { Call, InboundParts } from "../fakes/twilio/webhooks.ts";
import { answerTo, offered, type Manner } from "./answers.ts";
import type { House } from "./house.ts";

/** The most a diagnostic may take before we call it endless. */
const questionsAtMost = 80;

/** Somebody on WhatsApp, behind the stand-in for Twilio. */
export class Person {
  readonly from: string;
  private readonly house: House;

  constructor(house: House, from: string) {
    this.house = house;
    this.from = from;
  }

  /** What they got so far. */
  get got(): readonly Call[] {
    return this.house.twilio.taken(`whatsapp:${this.from}`);
  }

  /** Sends a message and waits until it is answered; gives the answers. */
  async sends(parts: Omit<InboundParts, "from">): Promise<readonly Call[]> {
    const before = this.got.length;
    const { status } = await this.house.twilio.inbound({ from: this.from, ...parts });
    expect(status).toBe(200);
    await this.house.settled();
    return this.got.slice(before);
  }

  says(body: string): Promise<readonly Call[]> {
    return this.sends({ body });
  }

  /** Taps a choice of their last message by its name in the flow. */
  taps(name: string): Promise<readonly Call[]> {
    const last = this.got.at(-1);
    const answer = last === undefined ? null : answerTo(last, [name], 0, "tap");
    if (last === undefined || answer === null || !offered(last).includes(name)) {
      throw new Error(`« ${name} » is not offered`);
    }
    return this.sends(answer);
  }

  /** From the first « salam » until the choices named `end` are offered; `names` are chosen where they can. */
  async plays(names: readonly string[], end: readonly string[], manner: Manner): Promise<void> {
    await this.says("salam");
    await this.goesOn(names, end, manner);
  }

  /** Answers what is asked until one of the choices named `end` is offered. */
  async goesOn(names: readonly string[], end: readonly string[], manner: Manner): Promise<void> {
    for (let number = 0; number < questionsAtMost; number += 1) {
      const last = this.got.at(-1);
      if (last === undefined) throw new Error("nothing was answered");
      if (end.every((name) => offered(last).includes(name))) return;
      const answer = answerTo(last, names, number, manner);
      if (answer === null) throw new Error(`nothing can be answered to: ${last.body ?? ""}`);
      await this.sends(answer);
    }
    throw new Error("the diagnostic does not come to an end");
  }
}
