import { createHash } from "node:crypto";
import type { TwilioFake } from "../fakes/twilio/fake.ts";
import type { Call, InboundParts } from "../fakes/twilio/webhooks.ts";
import { answerTo, offered } from "../service/answers.ts";
import { until } from "../until.ts";

/** Answers that every script of ours gives by name; the others differ from script to script. */
const named = ["ary", "yes", "court"];

/** What the last message of an express diagnostic offers. */
const end = ["human", "plan"];

/**
 * Somebody who writes « salam » and answers an express diagnostic to its end, by the script of that
 * number. Every message is sent until it is answered 200, as a provider does.
 */
export async function converse(twilio: TwilioFake, from: string, script: number): Promise<void> {
  let seen = 0;
  await deliver(twilio, { from, body: "salam" }, `${from} 0`);
  for (let number = 0; ; number += 1) {
    const question = await until(
      `${from} is asked question ${number} (has ${seen} messages)`,
      () => {
        const got = messagesTo(twilio, from);
        const at = got.findIndex((call, place) => place >= seen && offered(call).length > 0);
        return at === -1 ? null : { call: got[at], at };
      },
      60_000,
    );
    seen = question.at + 1;
    if (question.call === undefined) throw new Error("a message vanished");
    if (end.every((name) => offered(question.call ?? never).includes(name))) return;
    // Both ways of answering, as they come.
    const manner = (number + script) % 2 === 0 ? "tap" : "digit";
    const answer = answerTo(question.call, named, number + script, manner);
    if (answer === null) throw new Error("nothing can be answered");
    await deliver(twilio, { from, ...answer }, `${from} ${number + 1}`);
  }
}

const never: Call = {
  kind: "message",
  sid: null,
  to: null,
  body: null,
  contentSid: null,
  shown: null,
  statusCallback: null,
  taken: false,
  at: 0,
};

export function messagesTo(twilio: TwilioFake, from: string): readonly Call[] {
  return twilio.taken(`whatsapp:${from}`);
}

/** What somebody read, in order: words, choices and what a tap on each sends back. */
export function read(twilio: TwilioFake, from: string): readonly object[] {
  return messagesTo(twilio, from).map(({ body, shown }) => ({ body, choices: shown?.choices }));
}

async function deliver(twilio: TwilioFake, parts: InboundParts, name: string): Promise<void> {
  const sid = `SM${createHash("sha256").update(name).digest("hex").slice(0, 32)}`;
  await until(
    `the message ${name} was accepted`,
    async () => (await twilio.inbound({ ...parts, sid })).status === 200,
    60_000,
  );
}
