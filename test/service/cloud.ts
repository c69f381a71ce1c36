import { expect, onTestFinished } from "vitest";
import type { State } from "../../src/core/engine/state.ts";
import type { GraphCall } from "../fakes/graph/ledger.ts";
import { startGraphFake, type GraphFake, type GraphFakeOptions } from "../fakes/graph/server.ts";
import type { WhatsappParts } from "../fakes/graph/whatsapp-events.ts";
import type { Call, InboundParts } from "../fakes/twilio/webhooks.ts";
import { answerTo, offered, type Manner } from "./answers.ts";
import { openHouse, type House } from "./house.ts";

export const business = {
  appSecret: "5ec2e75ec2e75ec2e75ec2e75ec2e75e",
  verifyToken: "a word of our own",
  phoneNumberId: "106540352242922",
  businessId: "102290129340398",
  token: "EAAGsystemusertokenofourown",
};

/** A house that speaks through Meta's Cloud API, with Twilio's number beside it. */
export interface Cloud {
  readonly house: House;
  readonly graph: GraphFake;
  /** What is kept of whoever has this address on the Cloud API. */
  stateOf(from: string): Promise<State | null>;
  contactOf(from: string, channel?: string): Promise<string | null>;
}

export async function openCloud(
  environment: Readonly<Record<string, string>> = {},
  options: Partial<GraphFakeOptions> & { readonly deadline?: number } = {},
): Promise<Cloud> {
  const { appSecret, verifyToken, phoneNumberId, businessId, token } = business;
  const { deadline, ...rest } = options;
  let now = (): number => 0;
  const graph = await startGraphFake({
    appSecret,
    whatsapp: { phoneNumberId, businessId, token },
    clock: () => now(),
    receipts: ["delivered"],
    ...rest,
  });
  const house = await openHouse(
    {
      WHATSAPP_PHONE_NUMBER_ID: phoneNumberId,
      WHATSAPP_BUSINESS_ID: businessId,
      WHATSAPP_TOKEN: token,
      META_APP_SECRET: appSecret,
      META_VERIFY_TOKEN: verifyToken,
      META_GRAPH_BASE: graph.url,
      ...environment,
    },
    deadline === undefined ? {} : { pump: { deadline } },
  );
  now = () => house.time.now;
  graph.setTarget(house.service.url);
  onTestFinished(() => graph.close());
  const { store } = house.service.world;
  const contactOf: Cloud["contactOf"] = (id, channel = "meta-whatsapp") =>
    store.contactOf({ channel, id });
  return {
    house,
    graph,
    contactOf,
    async stateOf(from) {
      const owner = await contactOf(from);
      const kept = owner === null ? null : await store.stateOf(owner);
      // Written by the engine.
      return kept === null ? null : (kept.state as unknown as State);
    },
  };
}

/** Somebody on WhatsApp, behind the stand-in for the Cloud API. */
export class CloudPerson {
  readonly from: string;
  private readonly cloud: Cloud;

  constructor(cloud: Cloud, from: string) {
    this.cloud = cloud;
    this.from = from;
  }

  /** What they got so far. */
  get got(): readonly GraphCall[] {
    return this.cloud.graph.taken(this.from);
  }

  /** Sends a message and waits until it is answered; gives the answers. */
  async sends(parts: Omit<WhatsappParts, "from">): Promise<readonly GraphCall[]> {
    const before = this.got.length;
    const { status } = await this.cloud.graph.whatsapp.inbound({ from: this.from, ...parts });
    expect(status).toBe(200);
    await this.settled();
    return this.got.slice(before);
  }

  says(text: string): Promise<readonly GraphCall[]> {
    return this.sends({ text });
  }

  /** Taps a choice of their last message by its name in the flow. */
  async taps(name: string): Promise<readonly GraphCall[]> {
    const last = callOf(this.got.at(-1));
    const answer = answerTo(last, [name], 0, "tap");
    if (answer === null || !offered(last).includes(name)) {
      throw new Error(`« ${name} » is not among ${offered(last).join(", ")}`);
    }
    return this.sends(partsOf(answer));
  }

  /** Answers what is asked until all the choices named `end` are offered. */
  async goesOn(names: readonly string[], end: readonly string[], manner: Manner): Promise<void> {
    for (let number = 0; number < 80; number += 1) {
      const last = callOf(this.got.at(-1));
      if (end.every((name) => offered(last).includes(name))) return;
      const answer = answerTo(last, names, number, manner);
      if (answer === null) throw new Error(`nothing can be answered to: ${last.body ?? ""}`);
      await this.sends(partsOf(answer));
    }
    throw new Error("the diagnostic does not come to an end");
  }

  async settled(): Promise<void> {
    await this.cloud.house.settled();
    await this.cloud.graph.quiet();
  }
}

/** As the helpers for Twilio read it. */
function callOf(call: GraphCall | undefined): Call {
  if (call?.shown === undefined || call.shown === null) throw new Error("nothing was said");
  const { id, to, at, taken } = call;
  const { text, choices, open } = call.shown;
  return {
    kind: "message",
    sid: id,
    to,
    body: text,
    contentSid: null,
    shown: { body: text, choices, open },
    statusCallback: null,
    contentVariables: null,
    validityPeriod: null,
    taken,
    at,
  };
}

function partsOf(answer: Omit<InboundParts, "from">): Omit<WhatsappParts, "from"> {
  const { buttonPayload, buttonText = "", listId, listTitle = "", body } = answer;
  if (buttonPayload !== undefined) {
    return { tap: { kind: "button", id: buttonPayload, label: buttonText } };
  }
  if (listId !== undefined) return { tap: { kind: "list", id: listId, label: listTitle } };
  return { text: body ?? "" };
}
