import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readProfile } from "../../src/channels/meta/profile.ts";
import type { Result } from "../../src/core/engine/organization.ts";
import { hour, second } from "../../src/core/instant.ts";
import { languages } from "../../src/core/language/languages.ts";
import { handshake, signedRequest } from "../fakes/graph/signed.ts";
import { until } from "../until.ts";
import { business, CloudPerson, openCloud, type Cloud } from "./cloud.ts";
import { Person } from "./person.ts";

const phone = "+212600000001";
const other = "+212600000002";
const scoped = `MA.${"A1b2C3d4".repeat(4)}`;
const path = "/webhooks/meta/whatsapp";

async function resultOf(cloud: Cloud, from: string): Promise<Omit<Result, "at">> {
  const result = (await cloud.stateOf(from))?.organization?.results.at(-1);
  if (result === undefined) throw new Error("there is no result");
  const { rubric, variant, values, settled } = result;
  return { rubric, variant, values, settled };
}

describe("a whole short diagnostic in Darija", () => {
  test("comes to the same by taps and by typed digits, with the same words", async () => {
    const cloud = await openCloud();
    const [tapping, typing] = [new CloudPerson(cloud, phone), new CloudPerson(cloud, other)];
    for (const [person, manner] of [
      [tapping, "tap"],
      [typing, "digit"],
    ] as const) {
      await person.says("salam");
      await person.goesOn(["ary", "yes", "court"], ["human", "plan"], manner);
    }
    expect(await resultOf(cloud, other)).toEqual(await resultOf(cloud, phone));
    expect(typing.got.map(({ shown }) => shown?.text)).toEqual(
      tapping.got.map(({ shown }) => shown?.text),
    );
    expect((await cloud.stateOf(phone))?.language).toBe("ary");
    expect(tapping.got.length).toBeGreaterThan(15);
    expect(cloud.house.lines.join("\n")).not.toMatch(/212600000001|5ec2e7|EAAG/u);
  });
});

describe("a switch of provider", () => {
  test("half a diagnostic over Twilio goes on over the Cloud API, and back, as one contact", async () => {
    const cloud = await openCloud();
    const before = new Person(cloud.house, phone);
    await before.says("salam");
    await before.taps("ary");
    await before.taps("yes");
    await before.taps("association");
    const there = await cloud.house.stateOf(phone);
    const after = new CloudPerson(cloud, phone);
    const [question] = await after.says("7bes chwiya");
    expect(question).toBeDefined();
    expect(await cloud.contactOf(phone)).toBe(await cloud.contactOf(phone, "twilio-whatsapp"));
    await after.says("nkemlo");
    await after.goesOn(["court"], ["human", "plan"], "tap");
    expect((await cloud.stateOf(phone))?.organization?.values["P1"]?.[0]).toBe("association");
    expect((await resultOf(cloud, phone)).variant).toBe("court");
    expect(there?.organization?.id).toBe((await cloud.stateOf(phone))?.organization?.id);
    // And back: the answer comes where they write.
    expect((await before.says("menu")).length).toBeGreaterThan(0);
    expect(await cloud.contactOf(phone)).toBe(await cloud.contactOf(phone, "twilio-whatsapp"));
  });

  test("who begins on the Cloud API is the same at Twilio", async () => {
    const cloud = await openCloud();
    const here = new CloudPerson(cloud, phone);
    await here.sends({ text: "salam", userId: scoped });
    await here.taps("fr");
    const there = new Person(cloud.house, phone);
    expect(await there.says("oui")).toHaveLength(1);
    expect((await cloud.stateOf(phone))?.moves).toBe(3);
  });
});

describe("who somebody is", () => {
  test("by number, with both, and by their id alone they go on where they were", async () => {
    const cloud = await openCloud();
    const shown = new CloudPerson(cloud, phone);
    await shown.says("salam");
    await shown.sends({ text: "français", userId: scoped });
    await shown.sends({ text: "oui", userId: scoped });
    const hidden = new CloudPerson(cloud, scoped);
    const [question] = await hidden.says("1");
    expect(question?.to).toBe(scoped);
    expect((await cloud.stateOf(scoped))?.organization?.values["P1"]?.[0]).toBe("association");
    expect(await cloud.contactOf(scoped)).toBe(await cloud.contactOf(phone));
  });

  test("who changes their number goes on, and the next owner of the old one begins anew", async () => {
    const cloud = await openCloud();
    const person = new CloudPerson(cloud, phone);
    await person.sends({ text: "salam", userId: scoped });
    await person.taps("fr");
    await person.taps("yes");
    const owner = await cloud.contactOf(phone);
    const said = await person.sends({
      userId: scoped,
      message: {
        type: "system",
        system: {
          type: "user_changed_number",
          wa_id: other.slice(1),
          user_id: "MA.new",
          previous_user_id: scoped,
        },
      },
    });
    expect(said).toEqual([]);
    const moved = new CloudPerson(cloud, other);
    expect(await moved.sends({ text: "1", userId: "MA.new" })).toHaveLength(1);
    expect(await cloud.contactOf(other)).toBe(owner);
    const stranger = new CloudPerson(cloud, phone);
    await stranger.sends({ text: "salam", userId: "MA.stranger" });
    expect(await cloud.contactOf(phone)).not.toBe(owner);
    expect((await cloud.stateOf(phone))?.organization ?? null).toBeNull();
  });

  test("a number that comes with another id is a stranger's, though nobody told us", async () => {
    const cloud = await openCloud();
    const person = new CloudPerson(cloud, phone);
    await person.sends({ text: "salam", userId: scoped });
    await person.taps("fr");
    await person.taps("yes");
    const [first] = await person.sends({ text: "salam", userId: "MA.stranger" });
    expect(first?.shown?.choices.length).toBeGreaterThan(0);
    expect((await cloud.stateOf(phone))?.moves).toBe(1);
    expect((await cloud.stateOf(scoped))?.moves).toBe(3);
  });
});

describe("the door", () => {
  const post = async (cloud: Cloud, request: ReturnType<typeof signedRequest>) => {
    const response = await fetch(cloud.house.service.url + request.url, {
      method: request.method,
      headers: Object.entries(request.headers).map(([key, value]): [string, string] => [
        key,
        value ?? "",
      ]),
      body: request.method === "GET" ? null : Buffer.from(request.raw),
    });
    return { status: response.status, body: await response.text() };
  };

  test("says the challenge to Meta, and to nobody else", async () => {
    const cloud = await openCloud();
    const right = await post(cloud, handshake(path, business.verifyToken, "1158201444"));
    expect(right).toEqual({ status: 200, body: "1158201444" });
    expect(await post(cloud, handshake(path, "another word", "1158201444"))).toEqual({
      status: 403,
      body: "meta/bad-handshake",
    });
  });

  test("keeps nothing of what is not signed, or changed, and takes the old secret meanwhile", async () => {
    const old = "01dc0ffee01dc0ffee01dc0ffee01dc0";
    const cloud = await openCloud({ META_APP_SECRET_OLD: old });
    const signed = cloud.graph.whatsapp.sign({ from: phone, text: "سلام" });
    const forged = Buffer.from(signed.raw);
    forged[forged.length - 3] = (forged[forged.length - 3] ?? 0) ^ 1;
    expect((await post(cloud, { ...signed, raw: forged })).status).toBe(403);
    expect((await post(cloud, { ...signed, headers: {} })).status).toBe(403);
    const body: unknown = JSON.parse(Buffer.from(signed.raw).toString());
    const again = { ...signed, raw: Buffer.from(JSON.stringify(body)) };
    expect((await post(cloud, again)).status).toBe(403);
    expect(await cloud.contactOf(phone)).toBeNull();
    expect((await post(cloud, signedRequest(old, path, body))).status).toBe(200);
    expect(await cloud.contactOf(phone)).not.toBeNull();
  });

  test("one message, five times at once and then late, is one turn and one reply", async () => {
    const cloud = await openCloud();
    const request = cloud.graph.whatsapp.sign({ from: phone, text: "salam" });
    await Promise.all([1, 2, 3, 4, 5].map(() => post(cloud, request)));
    const person = new CloudPerson(cloud, phone);
    await person.settled();
    cloud.house.time.now += 6 * 24 * hour;
    await cloud.graph.deliver([request], { copies: 2 });
    await person.settled();
    expect((await cloud.stateOf(phone))?.moves).toBe(1);
  });

  test("a batch of people and receipts, one of them broken, reaches everybody once", async () => {
    const cloud = await openCloud();
    const { graph } = cloud;
    const people = [1, 2, 3].map((at) => new CloudPerson(cloud, `+21260000001${at}`));
    const now = cloud.house.time.now;
    const batch = graph.whatsapp.sign(
      ...people.map(({ from }) => ({ from, text: "salam", at: now })),
      { from: phone, message: { type: "text", text: "broken" } },
      { from: phone, message: { type: 7 } },
    );
    const [answered] = await graph.deliver([batch]);
    expect(answered?.status).toBe(200);
    for (const person of people) {
      await person.settled();
      expect(person.got).toHaveLength(1);
    }
  });

  test("a body of 2 MB is read, and one of 4 MB is refused", async () => {
    const cloud = await openCloud();
    const message = {
      from: phone,
      message: { type: "text", text: { body: "salam" }, x: "y".repeat(2_000_000) },
    };
    expect((await post(cloud, cloud.graph.whatsapp.sign(message))).status).toBe(200);
    const big = { from: other, message: { type: "text", x: "y".repeat(4_000_000) } };
    expect((await post(cloud, cloud.graph.whatsapp.sign(big))).status).toBe(413);
  });
});

describe("what Meta says became of a message", () => {
  test("whoever wants no advertising gets nothing more until « début »", async () => {
    const cloud = await openCloud();
    const person = new CloudPerson(cloud, phone);
    await person.says("salam");
    await person.taps("fr");
    const stop = cloud.graph.whatsapp.signField("user_preferences", {
      messaging_product: "whatsapp",
      metadata: { phone_number_id: business.phoneNumberId },
      user_preferences: [
        {
          wa_id: phone.slice(1),
          category: "marketing_messages",
          value: "stop",
          timestamp: cloud.house.time.now / 1_000,
        },
      ],
    });
    await cloud.graph.deliver([stop], { copies: 2 });
    await person.settled();
    expect((await cloud.stateOf(phone))?.stopped).toBe(true);
    expect((await person.says("début")).length).toBeGreaterThan(0);
    expect((await cloud.stateOf(phone))?.stopped).toBe(false);
  });

  for (const [when, misbehavior] of Object.entries({
    "at once": { kind: "refuse", code: 131_050 },
    "by a receipt": { kind: "fail-later", code: 131_050 },
  } as const)) {
    test(`131050, told ${when}, is one opt-out with all others`, async () => {
      const cloud = await openCloud();
      const person = new CloudPerson(cloud, phone);
      await person.says("salam");
      cloud.graph.misbehave({ ...misbehavior, to: phone });
      await person.taps("fr");
      expect((await cloud.stateOf(phone))?.stopped).toBe(true);
    });
  }

  test("receipts from the last to the first, and twice, change nothing that is said", async () => {
    const cloud = await openCloud({}, { receipts: ["sent", "delivered", "read"] });
    cloud.graph.misbehave({ kind: "reverse-receipts" });
    const person = new CloudPerson(cloud, phone);
    await person.says("salam");
    cloud.graph.misbehave({ kind: "duplicate-receipts" });
    expect(await person.taps("fr")).toHaveLength(1);
    expect(person.got).toHaveLength(2);
  });
});

describe("bad days at Meta", () => {
  const uncertain = (cloud: Cloud) => async () =>
    (await cloud.house.service.world.store.depths(cloud.house.time.now)).uncertain === 1;

  for (const kind of ["fail-after", "cut", "no-id", "no-json", "drop", "hang"] as const) {
    test(`a message that Meta took (${kind}) is settled by its own receipt, and not said again`, async () => {
      const cloud = await openCloud({}, { deadline: 400 });
      cloud.graph.misbehave(kind === "fail-after" ? { kind, status: 503 } : { kind });
      const person = new CloudPerson(cloud, phone);
      await person.says("salam");
      cloud.house.time.now += 21 * second;
      await person.settled();
      expect(person.got).toHaveLength(1);
      expect(await person.taps("fr")).toHaveLength(1);
    });
  }

  test("a message that Meta lost is said again once", async () => {
    const cloud = await openCloud();
    cloud.graph.misbehave({ kind: "lose" });
    await cloud.graph.whatsapp.inbound({ from: phone, text: "salam" });
    await until("its fate is uncertain", uncertain(cloud));
    cloud.house.time.now += 21 * second;
    const person = new CloudPerson(cloud, phone);
    await person.settled();
    expect(person.got).toHaveLength(1);
  });

  test("a pair that talks too fast holds up nobody else", async () => {
    const cloud = await openCloud();
    cloud.graph.misbehave({ kind: "refuse", code: 131_056, to: phone });
    await cloud.graph.whatsapp.inbound({ from: phone, text: "salam" });
    const quick = new CloudPerson(cloud, other);
    await cloud.graph.whatsapp.inbound({ from: other, text: "salam" });
    await until("the other is answered", () => Promise.resolve(quick.got.length === 1));
    cloud.house.time.now += 5 * second;
    await quick.settled();
    expect(cloud.graph.taken(phone)).toHaveLength(1);
  });
});

test("what Meta says of the account is logged and stands in /health", async () => {
  const cloud = await openCloud();
  await cloud.graph.deliver([
    cloud.graph.whatsapp.signField("account_update", { event: "ACCOUNT_RESTRICTION" }),
  ]);
  expect(cloud.house.lines.join("\n")).toContain('"meta-account-worse"');
  const health = await (await fetch(`${cloud.house.service.url}/health`)).text();
  expect(health).toContain("WhatsApp says ACCOUNT_RESTRICTION (account_update)");
});

test("whoever taps an ice breaker is welcomed in its language", async () => {
  const cloud = await openCloud();
  const { whatsapp } = z
    .object({
      whatsapp: z.object({
        "ice-breakers": z.array(z.object({ language: z.enum(languages), text: z.string() })),
      }),
    })
    .parse(parse(await readProfile()));
  for (const [at, { language, text }] of whatsapp["ice-breakers"].entries()) {
    const person = new CloudPerson(cloud, `+21260000002${at}`);
    expect((await person.says(text)).length).toBeGreaterThan(0);
    expect([language, (await cloud.stateOf(person.from))?.language]).toEqual([language, language]);
  }
});
