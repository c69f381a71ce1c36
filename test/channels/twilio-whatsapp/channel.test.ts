import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Channel, Outbound, Request } from "../../../src/channels/channel.ts";
import type { Shaped } from "../../../src/channels/shape.ts";
import { twilioWhatsapp } from "../../../src/channels/twilio-whatsapp/channel.ts";
import type { TwilioWhatsappSettings } from "../../../src/channels/twilio-whatsapp/config.ts";
import { day, hour, minute } from "../../../src/core/instant.ts";
import type { Misbehavior } from "../../fakes/twilio/accidents.ts";
import { startTwilioFake, type TwilioFake } from "../../fakes/twilio/fake.ts";
import { describeChannel, type Accident, type Bench } from "../contract.ts";

const accountSid = `AC${"0123456789abcdef".repeat(2)}`;
const authToken = "f00dfacef00dfacef00dfacef00dface";
const phone = "+212600000001";

function settingsFor(apiBase: string): TwilioWhatsappSettings {
  return {
    accountSid,
    authToken,
    oldAuthToken: "0ldt0ken0ldt0ken0ldt0ken0ldt0ken",
    from: "+212500000000",
    publicUrl: "https://rafiq.example",
    apiBase,
  };
}

interface Stand {
  readonly fake: TwilioFake;
  readonly notes: Map<string, string>;
  now: number;
  channel(apiBase?: string): Channel;
}

async function makeStand(): Promise<Stand> {
  const notes = new Map<string, string>();
  const stand = { now: Date.UTC(2026, 11, 1, 9) };
  const clock = (): number => stand.now;
  const fake = await startTwilioFake({ ...settingsFor(""), clock });
  const channel = (apiBase = fake.url): Channel =>
    twilioWhatsapp(settingsFor(apiBase), {
      clock,
      note: async (name) => notes.get(name) ?? null,
      setNote: async (name, value) => {
        notes.set(name, value);
      },
    });
  return Object.assign(stand, { fake, notes, channel });
}

const accidents: Readonly<Record<Accident, Misbehavior>> = {
  throttle: { kind: "throttle", after: "7" },
  "server-error": { kind: "fail-after", status: 503 },
  cut: { kind: "cut" },
  drop: { kind: "drop" },
  lose: { kind: "lose" },
  hang: { kind: "hang" },
  "not-the-provider": { kind: "no-json" },
  "contact-gone": { kind: "refuse", code: 63024 },
  "opted-out": { kind: "refuse", code: 21610 },
  "window-shut": { kind: "refuse", code: 63016 },
  "content-refused": { kind: "refuse", code: 63013 },
  "account-refused": { kind: "refuse", code: 20003, status: 401 },
  "evidence-down": { kind: "fail", status: 503, on: "list" },
};

describeChannel("twilio-whatsapp", async (): Promise<Bench> => {
  const stand = await makeStand();
  const { fake } = stand;
  // A port that was free a moment ago: nobody listens there.
  const gone = await startTwilioFake(settingsFor(""));
  await gone.close();
  return {
    channel: stand.channel(),
    unreachable: stand.channel(gone.url),
    address: { channel: "twilio-whatsapp", id: phone },
    secrets: [authToken, Buffer.from(`${accountSid}:${authToken}`).toString("base64")],
    throttledFor: 7_000,
    seen: () =>
      fake.taken().map(({ sid, body, shown }) => ({
        providerId: sid ?? "",
        text: body ?? "",
        choices: shown?.choices ?? [],
        file: shown?.media,
      })),
    reached: () => fake.next(),
    cause: (accident) => fake.misbehave(accidents[accident]),
    now: () => stand.now,
    pass: (milliseconds) => {
      stand.now += milliseconds;
    },
    message: (sid, body) => fake.sign({ from: phone, sid, body }),
    tap: (sid, { id, label }) =>
      fake.sign({ from: phone, sid, buttonPayload: id, buttonText: label }),
    receipt: (outbound, providerId, status) => {
      const call = fake.taken().find(({ sid }) => sid === providerId);
      if (call === undefined) throw new Error(`no such message for ${outbound.id}`);
      return fake.signStatus(call, status);
    },
    unsigned: (request) => ({ ...request, headers: {} }),
    close: () => fake.close(),
  };
});

describe("twilio-whatsapp", () => {
  let stand: Stand;
  let channel: Channel;
  let count = 0;
  beforeAll(async () => {
    stand = await makeStand();
    channel = stand.channel();
  });
  afterAll(() => stand.fake.close());
  beforeEach(() => {
    stand.now += day;
  });

  function outbound(body: Shaped, id = phone): Outbound {
    count += 1;
    return {
      id: `d${count}`,
      address: { channel: "twilio-whatsapp", id },
      body,
      uncertain: false,
    };
  }
  function buttons(text: string, labels: readonly string[], turn = 1): Shaped {
    const taps = labels.map((label, at) => ({ id: `t${turn}.${at}`, label, digit: `${at + 1}` }));
    return { kind: "buttons", text, buttons: taps, rtl: false };
  }
  const send = (body: Shaped, through = channel) =>
    through.send(outbound(body), AbortSignal.timeout(30_000));
  const contentCalls = (): number =>
    stand.fake.ledger.filter(({ kind }) => kind === "content").length;

  test("sends a file by its address, and its link in words where Twilio turns it down", async () => {
    const url = "https://rafiq.example/d/c00-x.1-1.abc/resultat-rafiq.png";
    const file = { url, name: "resultat-rafiq.png", type: "image/png" };
    const body: Shaped = { kind: "document", text: "Voici.", file, rtl: false };
    expect(await send(body)).toMatchObject({ kind: "sent" });
    expect(stand.fake.taken().at(-1)).toMatchObject({ body: "Voici.", shown: { media: url } });
    stand.fake.misbehave({ kind: "refuse", code: 63013 });
    expect(await send(body)).toMatchObject({ kind: "sent" });
    expect(stand.fake.taken().at(-1)).toMatchObject({ body: `Voici.\n\n${url}` });
  });

  test("names our delivery in the address of its receipts", async () => {
    await channel.send(
      { ...outbound(buttons("?", ["a"])), id: "c17-9f:3/1" },
      AbortSignal.timeout(9_000),
    );
    expect(stand.fake.taken().at(-1)?.statusCallback).toBe(
      "https://rafiq.example/webhooks/twilio/status?d=c17-9f%3A3%2F1",
    );
  });

  test("writes to a person who has no number", async () => {
    const id = `MA.${"A1b2C3d4".repeat(4)}`;
    const text: Shaped = { kind: "text", text: "Bonjour", rtl: false };
    await channel.send(outbound(text, id), AbortSignal.timeout(9_000));
    expect(stand.fake.taken().at(-1)?.to).toBe(`whatsapp:${id}`);
  });

  describe("content resources", () => {
    test("are created once, however many want one at once, whoever it is for", async () => {
      const before = contentCalls();
      const sendings = await Promise.all(
        [1, 2, 3, 4, 5].map((turn) => send(buttons(`Salam ${turn}`, ["Oui", "Non"], turn))),
      );
      expect(sendings.every(({ kind }) => kind === "sent")).toBe(true);
      expect(contentCalls()).toBe(before + 1);
      const ids = stand.fake
        .taken()
        .slice(-5)
        .flatMap(({ shown }) => shown?.choices[0]?.id ?? []);
      expect(ids.sort()).toEqual(["t1.0", "t2.0", "t3.0", "t4.0", "t5.0"]);
    });

    test("are found again after a restart", async () => {
      await send(buttons("Redémarrage", ["Encore"]));
      const before = contentCalls();
      expect(await send(buttons("Redémarrage", ["Encore"]), stand.channel())).toMatchObject({
        kind: "sent",
      });
      expect(contentCalls()).toBe(before);
    });

    test("never hold what was said to one person", async () => {
      await send(buttons("Coopérative Secrète : 3/5", ["Merci"]));
      const created = stand.fake.ledger.filter(({ kind }) => kind === "content").at(-1);
      expect(created?.body).toContain("Merci");
      expect(created?.body).not.toContain("Secrète");
      expect(stand.fake.taken().at(-1)?.body).toBe("Coopérative Secrète : 3/5");
    });

    test("give way to numbered lines when they are turned down, and are tried again later", async () => {
      stand.fake.misbehave({ kind: "refuse", code: 92002, on: "content" });
      expect(await send(buttons("Refusé ?", ["Jamais", "Toujours"]))).toMatchObject({
        kind: "sent",
      });
      expect(stand.fake.taken().at(-1)).toMatchObject({
        contentSid: null,
        body: "Refusé ?\n\n1. Jamais\n2. Toujours",
      });
      const before = contentCalls();
      await send(buttons("Refusé ?", ["Jamais", "Toujours"]));
      expect(contentCalls()).toBe(before);
      stand.now += hour + minute;
      await send(buttons("Refusé ?", ["Jamais", "Toujours"]));
      expect(stand.fake.taken().at(-1)?.contentSid).toMatch(/^HX/u);
    });

    test("give way to numbered lines when somebody deleted them", async () => {
      await send(buttons("Effacé ?", ["Peut-être"]));
      for (const name of stand.notes.keys()) stand.notes.set(name, `HX${"0".repeat(32)}`);
      const restarted = stand.channel();
      expect(await send(buttons("Effacé ?", ["Peut-être"]), restarted)).toMatchObject({
        kind: "sent",
      });
      expect(stand.fake.taken().at(-1)?.body).toBe("Effacé ?\n\n1. Peut-être");
    });

    test.each([
      ["fail", { kind: "fail", status: 503, on: "content" }],
      ["drop", { kind: "drop", on: "content" }],
    ] as const)("let the message go as numbered text when they %s", async (name, accident) => {
      stand.fake.misbehave(accident);
      expect(await send(buttons("Pas encore", [`Bouton ${name}`]))).toMatchObject({ kind: "sent" });
      expect(stand.fake.taken().at(-1)?.body).toBe(`Pas encore\n\n1. Bouton ${name}`);
      expect(await send(buttons("Encore", [`Bouton ${name}`]))).toMatchObject({ kind: "sent" });
      expect(stand.fake.taken().at(-1)?.shown?.choices).toHaveLength(1);
    });

    test("leave the message unsent when they are throttled", async () => {
      const before = stand.fake.taken().length;
      stand.fake.misbehave({ kind: "throttle", after: "3", on: "content" });
      expect(await send(buttons("Pas encore", ["Bouton lent"]))).toMatchObject({
        kind: "throttled",
      });
      expect(stand.fake.taken().length).toBe(before);
    });
  });

  describe("evidence", () => {
    test("is the message with our words, created since then", async () => {
      const out = outbound(buttons("Une question\n\navec des boutons", ["Oui"]));
      await channel.send(out, AbortSignal.timeout(9_000));
      stand.now += minute;
      const since = stand.now;
      stand.fake.misbehave({ kind: "cut" });
      expect(await channel.send(out, AbortSignal.timeout(9_000))).toMatchObject({
        kind: "uncertain",
      });
      expect(await channel.evidence(out, since)).toEqual({
        providerId: stand.fake.taken().at(-1)?.sid,
      });
    });

    test("is missing for sure only a minute later", async () => {
      const since = stand.now;
      const out = outbound({ kind: "text", text: "Perdu", rtl: false });
      stand.fake.misbehave({ kind: "lose" });
      await channel.send(out, AbortSignal.timeout(9_000));
      stand.now += 10_000;
      expect(await channel.evidence(out, since)).toBeNull();
      stand.now += minute;
      expect(await channel.evidence(out, since)).toBe("absent");
    });
  });

  describe("failures", () => {
    const text: Shaped = { kind: "text", text: "Bonjour", rtl: false };
    test.each([
      [
        { kind: "throttle", after: null },
        { kind: "throttled", after: 1_000 },
      ],
      [{ kind: "throttle", after: "Tue, 01 Dec 2026 09:00:00 GMT" }, { kind: "throttled" }],
      [
        { kind: "refuse", code: 63018 },
        { kind: "throttled", scope: "channel" },
      ],
      [
        { kind: "refuse", code: 63012 },
        { kind: "unsent", code: "63012" },
      ],
      [
        { kind: "refuse", code: 20500, status: 500 },
        { kind: "uncertain", code: "20500" },
      ],
      [
        { kind: "fail", status: 502 },
        { kind: "uncertain", code: "http-502" },
      ],
      [
        { kind: "refuse", code: 99999 },
        { kind: "refused", because: "content", code: "99999" },
      ],
      [
        { kind: "refuse", code: 63033 },
        { kind: "refused", because: "opt-out" },
      ],
      [{ kind: "no-sid" }, { kind: "uncertain", code: "no-sid" }],
    ] as const)("%o becomes %o", async (accident, sending) => {
      stand.fake.misbehave(accident);
      expect(await send(text)).toMatchObject(sending);
    });

    test("are never retried here", async () => {
      const before = stand.fake.ledger.length;
      stand.fake.misbehave({ kind: "fail", status: 503, times: 3 });
      await send(text);
      expect(stand.fake.ledger.length).toBe(before + 1);
      await send(text);
      await send(text);
    });
  });

  describe("webhooks", () => {
    const open = (request: Request, at = 0) => channel.webhooks[at]?.open(request);

    test("answer a message with empty TwiML", () => {
      expect(open(stand.fake.sign({ from: phone, body: "Salam" }))).toMatchObject({
        reply: { status: 200, type: "text/xml", body: expect.stringMatching(/<Response\/>$/u) },
      });
    });

    test("refuse a missing signature with 400 and a wrong one with 403", () => {
      const request = stand.fake.sign({ from: phone, body: "Salam" });
      expect(open({ ...request, headers: {} })).toMatchObject({ status: 400 });
      const headers = { "x-twilio-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" };
      expect(open({ ...request, headers })).toMatchObject({ status: 403 });
    });

    test("read a receipt that arrives at the other address", async () => {
      await send({ kind: "text", text: "Bonjour", rtl: false });
      const call = stand.fake.taken().at(-1);
      const request = call && stand.fake.signStatus(call, "undelivered", { ErrorCode: "63024" });
      expect(request && open(request, 1)).toMatchObject({
        inbounds: [],
        receipts: [{ status: "failed", code: "63024", because: "contact" }],
      });
    });
  });
});
