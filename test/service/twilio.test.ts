import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Result } from "../../src/core/engine/organization.ts";
import { render } from "../../src/core/language/sentences.ts";
import { signForm } from "../fakes/twilio/sign.ts";
import { until } from "../until.ts";
import { account, openHouse, type House } from "./house.ts";
import { Person } from "./person.ts";

const phone = "+212600000001";
const other = "+212600000002";

async function resultOf(house: House, from: string): Promise<Omit<Result, "at">> {
  const state = await house.stateOf(from);
  const result = state?.organization?.results.at(-1);
  if (result === undefined) throw new Error("there is no result");
  const { rubric, variant, values, settled } = result;
  return { rubric, variant, values, settled };
}

describe("a whole diagnostic", () => {
  test("the express one in Darija comes to the same by taps and by typed digits", async () => {
    const house = await openHouse();
    const [tapping, typing] = [new Person(house, phone), new Person(house, other)];
    await tapping.plays(["ary", "yes", "court"], ["human", "plan"], "tap");
    await typing.plays(["ary", "yes", "court"], ["human", "plan"], "digit");
    expect(await resultOf(house, other)).toEqual(await resultOf(house, phone));
    expect(typing.got.map(({ body }) => body)).toEqual(tapping.got.map(({ body }) => body));
    expect((await house.stateOf(phone))?.language).toBe("ary");
    expect(tapping.got.length).toBeGreaterThan(15);
  });

  test("the full one in French comes to the same by taps and by typed digits", async () => {
    const house = await openHouse();
    const [tapping, typing] = [new Person(house, phone), new Person(house, other)];
    await tapping.plays(["fr", "yes", "complet"], ["human", "plan"], "tap");
    await typing.plays(["fr", "yes", "complet"], ["human", "plan"], "digit");
    expect(await resultOf(house, other)).toEqual(await resultOf(house, phone));
    expect(typing.got.map(({ body }) => body)).toEqual(tapping.got.map(({ body }) => body));
    expect((await resultOf(house, phone)).variant).toBe("complet");
  });
});

describe("the door", () => {
  test("a signed message is answered with empty TwiML, the words go by REST", async () => {
    const house = await openHouse();
    const answered = await house.twilio.inbound({ from: phone, body: "salam" });
    expect(answered.status).toBe(200);
    expect(answered.body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    await house.settled();
    expect(house.twilio.taken()).toHaveLength(1);
  });

  test("nothing is kept of what is not signed, or signed for something else", async () => {
    const house = await openHouse();
    const signed = house.twilio.sign({ from: phone, body: secretWords });
    const forged = Buffer.from(signed.raw.toString().replace("Body=", "Body=x"));
    const bad = await post(house, signed.url, signed.headers, forged);
    expect(bad).toEqual({ status: 403, body: "twilio-whatsapp/bad-signature" });
    const { "x-twilio-signature": _, ...unsigned } = signed.headers;
    const missing = await post(house, signed.url, unsigned, signed.raw);
    expect(missing).toEqual({ status: 400, body: "twilio-whatsapp/unsigned" });
    expect(await house.stateOf(phone)).toBeNull();
    expect(await contactOf(house, phone)).toBeNull();
    expect(house.twilio.ledger.filter(({ kind }) => kind === "message")).toEqual([]);
  });

  test("while the token is replaced, what the old one signed is accepted too", async () => {
    const old = "01dc0ffee01dc0ffee01dc0ffee01dc0";
    const house = await openHouse({ TWILIO_AUTH_TOKEN_OLD: old });
    for (const token of [old, account.authToken]) {
      expect((await postSigned(house, account.publicUrl, token)).status).toBe(200);
    }
    expect((await postSigned(house, account.publicUrl, "f".repeat(32))).status).toBe(403);
  });

  test("a retry policy in PUBLIC_URL is Twilio's own affair and never signed", async () => {
    const house = await openHouse({ PUBLIC_URL: `${account.publicUrl}/#rc=5&rp=all` });
    const answered = await postSigned(house, account.publicUrl, account.authToken);
    expect(answered.status).toBe(200);
    await house.settled();
    expect(house.twilio.taken()[0]?.statusCallback).toMatch(/^https:\/\/rafiq\.example\/webhooks/u);
  });

  test("the same message five times at once is one turn and one reply", async () => {
    const house = await openHouse();
    const request = house.twilio.sign({ from: phone, body: "salam" });
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => post(house, request.url, request.headers, request.raw)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await house.settled();
    expect(house.twilio.taken()).toHaveLength(1);
    expect((await house.stateOf(phone))?.moves).toBe(1);
  });

  test("what is too big or no form is refused without a word of it", async () => {
    const house = await openHouse();
    const { url, headers } = house.twilio.sign({ from: phone, body: "x" });
    const big = await post(house, url, headers, Buffer.alloc(4_000_000, secretWords));
    expect(big).toEqual({ status: 413, body: "refused" });
    const nowhere = await post(house, "/webhooks/nowhere", headers, Buffer.from(secretWords));
    expect(nowhere).toEqual({ status: 404, body: "not found" });
  });
});

describe("one person", () => {
  const scoped = `MA.${"A1b2C3d4".repeat(4)}`;

  test("is the same by business-scoped id, then with both, then by phone", async () => {
    const house = await openHouse();
    const hidden = new Person(house, scoped);
    await hidden.says("salam");
    await hidden.taps("fr");
    const both = { fields: { ExternalUserId: `whatsapp:${scoped}` }, body: "oui" };
    const shown = new Person(house, phone);
    expect(await shown.sends(both)).toHaveLength(1);
    await shown.taps("association");
    expect((await house.stateOf(phone))?.moves).toBe(4);
    expect(await contactOf(house, phone)).toBe(await contactOf(house, scoped));
  });

  test("who takes a username in the middle of a diagnostic goes on where they were", async () => {
    const house = await openHouse();
    const shown = new Person(house, phone);
    const fields = { ExternalUserId: `whatsapp:${scoped}` };
    await shown.sends({ body: "salam", fields });
    await shown.taps("fr");
    await shown.taps("yes");
    const hidden = new Person(house, scoped);
    const [question] = await hidden.sends({ body: "1", fields });
    expect(question).toBeDefined();
    const state = await house.stateOf(scoped);
    expect(state?.moves).toBe(4);
    expect(state?.organization?.values["P1"]?.[0]).toBe("association");
  });
});

describe("what is no text", () => {
  const media = (type: string, contentType: string) => ({
    body: "",
    fields: {
      MessageType: type,
      NumMedia: "1",
      MediaContentType0: contentType,
      MediaUrl0: "https://api.twilio.com/2010-04-01/Accounts/AC/Messages/MM/Media/ME",
    },
  });
  const kinds = {
    "a voice note": { ...media("audio", "audio/ogg; codecs=opus"), says: "system.voice" },
    "a picture": { ...media("image", "image/jpeg"), says: "system.media" },
    "a sticker": { ...media("sticker", "image/webp"), says: "system.media" },
    "a file": { ...media("document", "application/pdf"), says: "system.media" },
    "a place": {
      body: "",
      fields: { MessageType: "location", Latitude: "33.57", Longitude: "-7.58" },
      says: "system.location",
    },
    "a contact card": { ...media("contacts", "text/vcard"), says: "system.contact-card" },
    "something unknown": {
      body: "",
      fields: { MessageType: "unsupported" },
      says: "system.unsupported",
    },
  };

  for (const [name, { says, ...parts }] of Object.entries(kinds)) {
    test(`${name} is told what to do instead, once, and the question comes back`, async () => {
      const house = await openHouse();
      const person = new Person(house, phone);
      await person.says("salam");
      await person.taps("fr");
      const question = person.got.at(-1);
      const answers = await person.sends(parts);
      expect(answers).toHaveLength(1);
      const expected = render(house.service.world.book.sentences, { say: says }, "fr");
      expect(answers[0]?.body).toContain(expected.slice(0, 20));
      expect(answers[0]?.shown?.choices.map(({ label }) => label)).toEqual(
        question?.shown?.choices.map(({ label }) => label),
      );
    });
  }

  test("a reaction and a deleted message are answered with nothing", async () => {
    const house = await openHouse();
    const person = new Person(house, phone);
    await person.says("salam");
    const reaction = { body: "👍", fields: { MessageType: "reaction" } };
    expect(await person.sends(reaction)).toEqual([]);
    expect(await person.sends({ body: "", fields: { MessageType: "revoke" } })).toEqual([]);
    expect(await person.taps("fr")).toHaveLength(1);
  });
});

describe("what Twilio says became of a message", () => {
  test("a status only moves forward: early, reversed, repeated", async () => {
    const house = await openHouse({}, { callbacks: [] });
    const person = new Person(house, phone);
    const [first] = await person.says("salam");
    if (first === undefined) throw new Error("nothing was said");
    for (const status of ["read", "sent", "delivered", "read", "queued", "sent"]) {
      const { url, headers, raw } = house.twilio.signStatus(first, status);
      expect((await post(house, url, headers, raw)).status).toBe(200);
    }
    expect(await statuses(house, phone)).toEqual(["read"]);
    expect(person.got).toHaveLength(1);
  });

  test("a receipt that comes before the answer of the call settles the message, once", async () => {
    const house = await openHouse({}, { callbacks: ["read", "delivered", "sent"] });
    house.twilio.misbehave({ kind: "delay", ms: 300 });
    const person = new Person(house, phone);
    await person.says("salam");
    await until("the call was answered", () => house.service.pump.settle().then(() => true));
    expect(await statuses(house, phone)).toEqual(["read"]);
    expect(await person.taps("fr")).toHaveLength(1);
    expect(person.got).toHaveLength(2);
  });

  test("a message that came too late (63016) is given up, and the next one is answered", async () => {
    const house = await openHouse();
    house.twilio.misbehave({ kind: "fail-later", code: 63_016 });
    const person = new Person(house, phone);
    await person.says("salam");
    expect(await statuses(house, phone)).toEqual(["failed"]);
    expect(house.lines.join("\n")).toContain(
      '"delivery-failed","channel":"twilio-whatsapp","code":"63016"',
    );
    expect(await person.says("salam")).toHaveLength(1);
  });

  for (const [when, misbehavior] of Object.entries({
    "at once": { kind: "refuse", code: 21_610 },
    "by a callback": { kind: "fail-later", code: 21_610 },
  } as const)) {
    test(`whoever unsubscribed (21610, told ${when}) gets nothing more until « début »`, async () => {
      const house = await openHouse();
      const person = new Person(house, phone);
      await person.says("salam");
      await person.taps("fr");
      house.twilio.misbehave({ ...misbehavior, to: `whatsapp:${phone}` });
      await person.taps("yes");
      expect((await house.stateOf(phone))?.stopped).toBe(true);
      const calls = house.twilio.ledger.length;
      // Past the reminder of an unfinished diagnostic.
      for (let hours = 0; hours < 60; hours += 5) {
        house.time.now += 5 * hour;
        await house.settled();
      }
      expect(house.twilio.ledger.slice(calls)).toEqual([]);
      expect((await person.says("début")).length).toBeGreaterThan(0);
      expect((await house.stateOf(phone))?.stopped).toBe(false);
    });
  }

  test("a STOP that Twilio caught is obeyed without a word, a START opens again", async () => {
    const house = await openHouse();
    const person = new Person(house, phone);
    await person.says("salam");
    expect(await person.sends({ body: "STOP", fields: { OptOutType: "STOP" } })).toEqual([]);
    expect((await house.stateOf(phone))?.stopped).toBe(true);
    expect(await person.sends({ body: "START", fields: { OptOutType: "START" } })).toHaveLength(1);
  });
});

describe("bad days at Twilio", () => {
  test("a 429 is waited out for as long as Twilio says, then the message goes once", async () => {
    const house = await openHouse();
    house.twilio.misbehave({ kind: "throttle", after: "30" });
    await house.twilio.inbound({ from: phone, body: "salam" });
    await until("Twilio said 429", () => calls(house) === 1);
    await house.service.pump.settle();
    house.time.now += 29 * second;
    await house.service.pump.settle();
    expect(calls(house)).toBe(1);
    house.time.now += 2 * second;
    await house.settled();
    expect(calls(house)).toBe(2);
    expect(house.twilio.taken()).toHaveLength(1);
  });

  const taken = ["fail-after", "cut", "no-sid", "no-json", "drop", "hang"] as const;
  for (const kind of taken) {
    test(`a message that Twilio took (${kind}) is not said again`, async () => {
      const house = await openHouse({}, { callbacks: [], pump: { deadline: 400 } });
      house.twilio.misbehave(kind === "fail-after" ? { kind, status: 503 } : { kind });
      await house.twilio.inbound({ from: phone, body: "salam" });
      await until("its fate is uncertain", async () => (await depths(house)).uncertain === 1);
      house.time.now += 21 * second;
      await house.settled();
      expect(house.twilio.taken()).toHaveLength(1);
      expect(await statuses(house, phone)).toEqual(["sent"]);
      expect(await new Person(house, phone).taps("fr")).toHaveLength(1);
    });
  }

  test("a receipt settles an uncertain message before anybody looks for it", async () => {
    const house = await openHouse();
    house.twilio.misbehave({ kind: "drop" });
    await house.twilio.inbound({ from: phone, body: "salam" });
    await house.settled();
    expect(calls(house)).toBe(1);
    expect(await statuses(house, phone)).toEqual(["delivered"]);
  });

  const lost = [{ kind: "fail", status: 500 }, { kind: "lose" }] as const;
  for (const misbehavior of lost) {
    test(`a message that Twilio did not take (${misbehavior.kind}) is said again once`, async () => {
      const house = await openHouse();
      house.twilio.misbehave(misbehavior);
      await house.twilio.inbound({ from: phone, body: "salam" });
      await until("its fate is uncertain", async () => (await depths(house)).uncertain === 1);
      expect(calls(house)).toBe(1);
      house.time.now += 21 * second;
      await house.settled();
      expect(calls(house)).toBe(2);
      expect(house.twilio.taken()).toHaveLength(1);
    });
  }

  test("waiting for a pause to end does not use up the one repetition", async () => {
    const house = await openHouse();
    house.twilio.misbehave({ kind: "throttle", after: "1", times: 3 });
    house.twilio.misbehave({ kind: "fail", status: 500 });
    await house.twilio.inbound({ from: phone, body: "salam" });
    for (const times of [1, 2, 3]) {
      await until(`Twilio said 429, ${times}`, () => calls(house) === times);
      await house.service.pump.settle();
      house.time.now += 2 * second;
    }
    await until("its fate is uncertain", async () => (await depths(house)).uncertain === 1);
    house.time.now += 21 * second;
    await house.settled();
    expect(house.twilio.taken()).toHaveLength(1);
  });

  test("a message whose fate nobody can tell is said twice at most", async () => {
    const house = await openHouse({}, { callbacks: [] });
    house.twilio.misbehave({ kind: "fail-after", status: 500, times: 9 });
    house.twilio.misbehave({ kind: "fail", status: 500, on: "list", times: 99 });
    await house.twilio.inbound({ from: phone, body: "salam" });
    for (const times of [1, 2]) {
      await until(`it was tried, ${times}`, () => calls(house) === times);
      await until("its fate is uncertain", async () => (await depths(house)).uncertain === 1);
      await house.service.pump.settle();
      house.time.now += 21 * second;
    }
    await house.service.pump.settle();
    expect(calls(house)).toBe(2);
    // Nobody could tell for ten minutes.
    house.time.now += 11 * 60 * second;
    await house.settled();
    expect(calls(house)).toBe(2);
    expect(await statuses(house, phone)).toEqual(["failed"]);
  });

  test("the same words said a moment before are no evidence", async () => {
    const house = await openHouse({}, { callbacks: [] });
    const person = new Person(house, phone);
    await person.says("salam");
    house.twilio.misbehave({ kind: "fail", status: 500 });
    await house.twilio.inbound({ from: phone, body: "salam" });
    await until("its fate is uncertain", async () => (await depths(house)).uncertain === 1);
    house.time.now += 21 * second;
    await house.settled();
    expect(person.got).toHaveLength(2);
  });

  test("a revoked token is our fault: the message waits and goes when the account is back", async () => {
    const house = await openHouse();
    house.twilio.misbehave({ kind: "refuse", code: 20_003, status: 401, times: 2 });
    await house.twilio.inbound({ from: phone, body: "salam" });
    for (const times of [1, 2]) {
      await until(`the account was refused, ${times}`, () => calls(house) === times);
      await house.service.pump.settle();
      house.time.now += 31 * second;
    }
    await house.settled();
    expect(house.twilio.taken()).toHaveLength(1);
    expect(house.lines.join("\n")).toContain("account-refused");
  });
});

describe("contents", () => {
  test("each is made once, for everybody and across a restart", async () => {
    const house = await openHouse();
    const people = [phone, other, "+212600000003"].map((from) => new Person(house, from));
    await Promise.all(people.map((person) => person.says("salam")));
    expect(contents(house)).toBe(1);
    await house.restart();
    const [late] = await new Person(house, "+212600000004").says("salam");
    expect(contents(house)).toBe(1);
    expect(late?.contentSid).toBe(people[0]?.got[0]?.contentSid);
  });

  test("one that Twilio refuses becomes numbered lines, and digits answer it", async () => {
    const house = await openHouse();
    house.twilio.misbehave({ kind: "refuse", code: 20_001, on: "content" });
    const person = new Person(house, phone);
    const [question] = await person.says("salam");
    expect(question?.contentSid).toBeNull();
    expect(question?.body).toMatch(/^\u200F?2\. .*Français/mu);
    await person.says("2");
    expect((await house.stateOf(phone))?.language).toBe("fr");
  });
});

describe("what stays inside", () => {
  test("logs, refusals and /health hold nothing secret and nothing personal", async () => {
    const house = await openHouse();
    const person = new Person(house, phone);
    await person.says("salam");
    await person.taps("fr");
    await person.says(secretWords);
    house.twilio.misbehave({ kind: "refuse", code: 21_211 });
    await person.says(secretWords);
    house.twilio.misbehave({ kind: "fail-later", code: 63_024 });
    await person.says(secretWords);
    house.twilio.misbehave({ kind: "refuse", code: 20_003, status: 401 });
    await house.twilio.inbound({ from: phone, body: secretWords });
    await until("the account was refused", () =>
      house.lines.some((line) => line.includes("account")),
    );
    const signed = house.twilio.sign({ from: phone, body: secretWords });
    const headers = { ...signed.headers, "x-twilio-signature": "bm90aGluZw==" };
    const answers = [
      await post(house, signed.url, headers, signed.raw),
      await post(house, "/v3/directline/conversations/web-00000000/activities", {}, signed.raw),
      await post(house, "/v3/directline/conversations", {}, Buffer.from(`{${secretWords}`)),
      await post(house, `/${secretWords}`, {}, signed.raw),
    ].map(({ body }) => body.replaceAll(/"(?:token|streamUrl)":"[^"]*"/gu, ""));
    const health = await fetch(`${house.service.url}/health`).then((response) => response.text());
    const owner = await contactOf(house, phone);
    const told = [...house.lines, ...answers, health].join("\n");
    for (const canary of [
      secretWords,
      encodeURIComponent(secretWords),
      phone.slice(1),
      "Contact",
      account.authToken,
      account.accountSid,
    ]) {
      expect(told).not.toContain(canary);
    }
    expect(owner).not.toContain(phone.slice(4));
    expect(house.lines.length).toBeGreaterThan(2);
  });
});

const secretWords = "confidentiel-zdq8";
const second = 1_000;
const hour = 3_600 * second;

async function post(
  house: House,
  path: string,
  headers: Readonly<Record<string, string | undefined>>,
  raw: Uint8Array,
): Promise<{ readonly status: number; readonly body: string }> {
  const given = Object.entries(headers).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const response = await fetch(house.service.url + path, {
    method: "POST",
    headers: given,
    body: Buffer.from(raw),
  });
  return { status: response.status, body: await response.text() };
}

/** A message signed by hand, for an address and with a token of choice. */
function postSigned(house: House, base: string, token: string) {
  const { url, headers, raw } = house.twilio.sign({ from: phone, body: "salam" });
  const form = new URLSearchParams(Buffer.from(raw).toString());
  const signature = signForm(token, base + url, form);
  return post(house, url, { ...headers, "x-twilio-signature": signature }, raw);
}

function contactOf(house: House, id: string): Promise<string | null> {
  return house.service.world.store.contactOf({ channel: "twilio-whatsapp", id });
}

const exported = z.object({ deliveries: z.array(z.object({ status: z.string() })) });

/** What became of each message that left, in no order. */
async function statuses(house: House, from: string): Promise<readonly string[]> {
  const owner = (await contactOf(house, from)) ?? "";
  const kept = exported.parse(await house.service.world.store.export(owner));
  return kept.deliveries.map(({ status }) => status);
}

function depths({ service: { world }, time }: House) {
  return world.store.depths(time.now);
}

/** How often Twilio was asked to send a message, whatever it answered. */
function calls({ twilio }: House): number {
  return twilio.ledger.filter(({ kind }) => kind === "message").length;
}

function contents({ twilio }: House): number {
  return twilio.ledger.filter(({ kind }) => kind === "content").length;
}
