import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Channel, Opened, Outbound, Request } from "../../../src/channels/channel.ts";
import type { Shaped } from "../../../src/channels/shape.ts";
import { day, hour, minute } from "../../../src/core/instant.ts";
import type { Misbehavior } from "../../fakes/graph/accidents.ts";
import type { GraphCall } from "../../fakes/graph/ledger.ts";
import { startGraphFake } from "../../fakes/graph/server.ts";
import { describeChannel, type Accident, type Bench } from "../contract.ts";
import { appSecret, makeStand, page, person, type Stand } from "./stand.ts";

const accidents: Readonly<Record<Accident, Misbehavior>> = {
  throttle: { kind: "throttle", after: "7", code: 613 },
  "server-error": { kind: "fail-after", status: 503 },
  cut: { kind: "cut" },
  drop: { kind: "drop" },
  lose: { kind: "lose" },
  hang: { kind: "hang" },
  "not-the-provider": { kind: "no-json" },
  "contact-gone": { kind: "refuse", code: 551, subcode: 1545041 },
  "opted-out": { kind: "refuse", code: 10, subcode: 2018108 },
  "window-shut": { kind: "refuse", code: 10, subcode: 2018278 },
  "content-refused": { kind: "refuse", code: 100 },
  "account-refused": { kind: "refuse", code: 190, status: 401 },
  // There is nothing to look at: our own echoes are the evidence.
  "evidence-down": { kind: "delay", ms: 0 },
};

function post(channel: Channel, request: Request): Opened {
  const webhook = channel.webhooks.find(({ method }) => method === request.method);
  if (webhook === undefined) throw new Error("no such webhook");
  return webhook.open(request);
}

describeChannel("meta-messenger", async (): Promise<Bench> => {
  const stand = await makeStand();
  const { fake } = stand;
  const { messenger } = fake;
  // A port that was free a moment ago: nobody listens there.
  const gone = await startGraphFake({ appSecret, messenger: page });
  await gone.close();
  const channel = stand.channel();
  const read = (watermark: number): Request =>
    messenger.sign({
      sender: { id: person },
      recipient: { id: page.pageId },
      timestamp: stand.now,
      read: { watermark },
    });
  return {
    channel,
    unreachable: stand.channel({}, gone.url),
    address: { channel: "meta-messenger", id: person },
    secrets: [page.token, appSecret],
    throttledFor: 7_000,
    seen: () =>
      fake.taken().map(({ id, shown }) => ({
        providerId: id ?? "",
        text: shown?.text ?? "",
        choices: shown?.choices ?? [],
      })),
    reached: () => fake.next(),
    cause: (accident) => fake.misbehave(accidents[accident]),
    now: () => stand.now,
    pass: (milliseconds) => {
      stand.now += milliseconds;
    },
    message: (mid, text) => messenger.sign(messenger.textEvent(person, text, { mid })),
    tap: (mid, { id, label }) =>
      messenger.sign(messenger.textEvent(person, label, { mid, quick_reply: { payload: id } })),
    receipt: (outbound, providerId, status) => {
      const call = fake.taken().find(({ id }) => id === providerId);
      if (call === undefined) throw new Error(`no such message for ${outbound.id}`);
      if (status === "sent") return messenger.sign(messenger.echoEvent(call));
      if (status === "delivered") {
        return messenger.sign({
          sender: { id: person },
          recipient: { id: page.pageId },
          timestamp: stand.now,
          delivery: { mids: [providerId], watermark: stand.now },
        });
      }
      // What came before was read before.
      post(channel, read(stand.now - minute));
      return read(stand.now);
    },
    unsigned: (request) => ({ ...request, headers: {} }),
    close: () => fake.close(),
  };
});

describe("meta-messenger", () => {
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
    stand.fake.behave();
  });

  const words = (text: string, by?: string): Shaped => ({
    kind: "text",
    text,
    rtl: false,
    ...(by === undefined ? {} : { by }),
  });
  function outbound(body: Shaped): Outbound {
    count += 1;
    const address = { channel: "meta-messenger", id: person };
    return { id: `c17-9f.${count}.0`, address, body, uncertain: false };
  }
  const send = (body: Shaped, through = channel) =>
    through.send(outbound(body), AbortSignal.timeout(30_000));
  const last = (): GraphCall => {
    const call = stand.fake.taken().at(-1);
    if (call === undefined) throw new Error("nothing was taken");
    return call;
  };
  const event = (more: object): Request =>
    stand.fake.messenger.sign({
      sender: { id: person },
      recipient: { id: page.pageId },
      timestamp: stand.now,
      ...more,
    });
  const open = (request: Request, through = channel) => {
    const opened = post(through, request);
    if (opened.kind === "refused") throw new Error(opened.code);
    return opened;
  };

  describe("sending", () => {
    test("answers within the window, with our delivery as metadata", async () => {
      await send(words("Bonjour"));
      expect(last().body).toEqual({
        recipient: { id: person },
        messaging_type: "RESPONSE",
        message: { text: "Bonjour", metadata: `rafiq:c17-9f.${count}.0` },
      });
    });

    test("offers choices as quick replies", async () => {
      const buttons = [
        { id: "4:yes", label: "Oui", digit: "1" },
        { id: "4:no", label: "Non", digit: "2" },
      ];
      await send({ kind: "buttons", text: "Prêts ?", buttons, rtl: false });
      expect(last().shown).toMatchObject({
        text: "Prêts ?",
        choices: [
          { id: "4:yes", label: "Oui" },
          { id: "4:no", label: "Non" },
        ],
      });
    });

    test.each([
      ["image/png", "image"],
      ["image/webp", "file"],
      ["application/pdf", "file"],
      ["audio/mpeg", "audio"],
    ])("sends a file of type %s by its link, as %s", async (type, kind) => {
      const file = { url: "https://rafiq.example/d/x/certificat-rafiq.pdf", name: "x", type };
      await send({ kind: "document", text: "", file, rtl: false });
      expect(last().body).toMatchObject({
        message: { attachment: { type: kind, payload: { url: file.url } } },
      });
    });

    test("says the link where a file has no address of its own", async () => {
      const file = { url: "/d/x/plan.pdf", name: "plan.pdf", type: "application/pdf" };
      await send({ kind: "document", text: "Le plan", file, rtl: false });
      expect(last().shown?.text).toBe("Le plan\n\n/d/x/plan.pdf");
    });

    test("sends no template that nobody approved", async () => {
      const body: Shaped = {
        kind: "template",
        name: "webinar-link",
        language: "fr",
        values: {},
        until: null,
        text: "Demain",
        buttons: [],
        rtl: false,
      };
      expect(await send(body)).toEqual({
        kind: "refused",
        code: "template-missing",
        because: "content",
      });
    });

    test.each([
      [
        { kind: "throttle", after: null, code: 613 },
        { kind: "throttled", after: 5_000 },
      ],
      [
        { kind: "throttle", after: null, code: 80006 },
        { kind: "throttled", after: 300_000 },
      ],
      [
        { kind: "refuse", code: 1200 },
        { kind: "unsent", code: "1200" },
      ],
      [
        { kind: "refuse", code: 551 },
        { kind: "refused", because: "contact" },
      ],
      [
        { kind: "refuse", code: 100, subcode: 2018001 },
        { kind: "refused", because: "contact", code: "100/2018001" },
      ],
      [
        { kind: "refuse", code: 10, subcode: 2018278 },
        { kind: "refused", because: "window" },
      ],
      [
        { kind: "refuse", code: 10, subcode: 2018300 },
        { kind: "refused", because: "content" },
      ],
      [
        { kind: "refuse", code: 10, subcode: 1893063 },
        { kind: "refused", because: "account" },
      ],
      [
        { kind: "refuse", code: 10 },
        { kind: "refused", because: "account" },
      ],
      [
        { kind: "refuse", code: 190, status: 401 },
        { kind: "refused", because: "account" },
      ],
      [
        { kind: "refuse", code: 100 },
        { kind: "refused", because: "content" },
      ],
      [
        { kind: "fail", status: 502 },
        { kind: "uncertain", code: "http-502" },
      ],
      [{ kind: "no-id" }, { kind: "uncertain", code: "no-id" }],
    ] as const)("%o becomes %o", async (accident, sending) => {
      stand.fake.misbehave(accident);
      expect(await send(words("Bonjour"))).toMatchObject(sending);
    });

    test("shows that an answer is being written, to whoever waits for it", async () => {
      const before = stand.fake.ledger.length;
      const address = { channel: "meta-messenger", id: person };
      await channel.typing?.("m1", AbortSignal.timeout(9_000), address);
      const actions = stand.fake.ledger.slice(before).map(({ body }) => body);
      expect(actions).toEqual([
        { recipient: { id: person }, sender_action: "mark_seen" },
        { recipient: { id: person }, sender_action: "typing_on" },
      ]);
      stand.fake.misbehave({ kind: "fail", status: 500, on: "action", times: 2 });
      await channel.typing?.("m1", AbortSignal.timeout(9_000), address);
    });
  });

  describe("what a human wrote", () => {
    const picture = "https://rafiq.example/faces/etudiant.png";

    test("goes for a day like everything else, until Meta grants seven", async () => {
      await send(words("Amal : bonjour", "Amal"));
      expect(last().body).toMatchObject({ messaging_type: "RESPONSE" });
      expect(channel.capabilities.humanWindow).toBeUndefined();
      const granted = stand.channel({ humanAgent: true });
      expect(granted.capabilities.humanWindow).toBe(7 * 24 * 60);
      await send(words("Amal : bonjour", "Amal"), granted);
      expect(last().body).toMatchObject({ messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" });
    });

    test("never lends its tag to the bot's own words", async () => {
      await send(words("Bonjour"), stand.channel({ humanAgent: true }));
      expect(last().body).toMatchObject({ messaging_type: "RESPONSE" });
      expect(last().body).not.toHaveProperty("tag");
    });

    test("stands under a face of its own, made once for a first name", async () => {
      const faced = stand.channel({ personaPicture: picture });
      await send(words("Amal : un", "Amal"), faced);
      await send(words("Amal : deux", "Amal"), stand.channel({ personaPicture: picture }));
      const made = stand.fake.ledger.filter(({ kind }) => kind === "persona");
      expect(made.map(({ body }) => body)).toEqual([
        { name: "Amal", profile_picture_url: picture },
      ]);
      expect(last().body).toMatchObject({ persona_id: made[0]?.id });
      await send(words("Bonjour"), faced);
      expect(last().body).not.toHaveProperty("persona_id");
    });

    test("goes without a face when there is none to be had", async () => {
      const faced = stand.channel({ personaPicture: picture });
      stand.fake.misbehave({ kind: "refuse", code: 100, on: "persona" });
      expect(await send(words("Salma : un", "Salma"), faced)).toMatchObject({ kind: "sent" });
      expect(last().body).not.toHaveProperty("persona_id");
      const before = stand.fake.ledger.length;
      await send(words("Salma : deux", "Salma"), faced);
      expect(stand.fake.ledger.length).toBe(before + 1);
      stand.now += hour + minute;
      await send(words("Salma : trois", "Salma"), faced);
      expect(last().body).toHaveProperty("persona_id");
    });

    test("goes without the face that somebody removed", async () => {
      const faced = stand.channel({ personaPicture: picture });
      await send(words("Nadia : un", "Nadia"), faced);
      stand.fake.misbehave({ kind: "refuse", code: 100 });
      expect(await send(words("Nadia : deux", "Nadia"), faced)).toMatchObject({ kind: "sent" });
      expect(last().body).not.toHaveProperty("persona_id");
    });
  });

  describe("receipts", () => {
    test("of reading reach back to everything that was sent before, once", async () => {
      const ids: string[] = [];
      for (const text of ["Un", "Deux", "Trois"]) {
        stand.now += minute;
        const sending = await send(words(text));
        if (sending.kind === "sent") ids.push(sending.providerId ?? "");
      }
      const of = (watermark: number) =>
        open(event({ read: { watermark } })).receipts.filter(({ providerId }) =>
          ids.includes(providerId ?? ""),
        );
      expect(of(stand.now - minute).map(({ providerId }) => providerId)).toEqual(ids.slice(0, 2));
      const rest = of(stand.now);
      expect(rest.map(({ providerId, status }) => [providerId, status])).toEqual([
        [ids[2], "read"],
      ]);
      expect(rest[0]?.delivery).toBe(`c17-9f.${count}.0`);
    });

    test("of delivery name messages, or a moment where they are left out", async () => {
      await send(words("Un"));
      const { id } = last();
      const named = open(event({ delivery: { mids: [id, "m_unknown"], watermark: stand.now } }));
      expect(named.receipts.map(({ providerId, delivery }) => [providerId, delivery])).toEqual([
        [id, `c17-9f.${count}.0`],
        ["m_unknown", null],
      ]);
      stand.now += minute;
      await send(words("Deux"));
      const unnamed = open(event({ delivery: { watermark: stand.now } }));
      expect(unnamed.receipts.map(({ providerId }) => providerId)).toContain(last().id);
    });

    test("by Meta's clock, which an echo tells", async () => {
      await send(words("Un"));
      const behind = stand.now - 2 * minute;
      open(
        stand.fake.messenger.sign({
          ...stand.fake.messenger.echoEvent(last()),
          timestamp: behind,
        }),
      );
      const { receipts } = open(event({ read: { watermark: behind } }));
      expect(receipts.map(({ providerId }) => providerId)).toContain(last().id);
    });

    test("an echo is the evidence for an attempt nobody answered", async () => {
      const out = outbound(words("Perdu ?"));
      stand.fake.misbehave({ kind: "drop" });
      expect(await channel.send(out, AbortSignal.timeout(9_000))).toMatchObject({
        kind: "uncertain",
      });
      expect(await channel.evidence(out, stand.now)).toBeNull();
      const { receipts, inbounds } = open(
        stand.fake.messenger.sign(stand.fake.messenger.echoEvent(last())),
      );
      expect(inbounds).toEqual([]);
      expect(receipts).toMatchObject([
        { delivery: out.id, providerId: last().id, status: "sent", address: out.address },
      ]);
      expect(await channel.evidence(out, stand.now)).toEqual({ providerId: last().id });
      await channel.forget?.(out.address);
      expect(await channel.evidence(out, stand.now)).toBeNull();
    });
  });

  describe("echoes", () => {
    const echo = (more: object): Request =>
      stand.fake.messenger.sign({
        sender: { id: page.pageId },
        recipient: { id: person },
        timestamp: stand.now,
        message: { mid: "m_echo", is_echo: true, text: "Bonjour, c'est Salma", ...more },
      });
    const spoke = [
      {
        id: "m_echo",
        address: { channel: "meta-messenger", id: person },
        content: { kind: "human-elsewhere", what: "spoke" },
      },
    ];

    test.each([
      ["the page's inbox", { app_id: 263902037430900 }],
      ["another app", { app_id: 1 }],
      ["another app with words of its own", { app_id: 1, metadata: "whatever" }],
      ["nobody", {}],
    ])("of %s are a human's words", (_who, more) => {
      expect(open(echo(more)).inbounds).toMatchObject(spoke);
    });

    test("of our own app are ours, as soon as it is known", async () => {
      const fresh = stand.channel();
      expect(open(echo({ app_id: Number(page.appId) }), fresh).inbounds).toMatchObject(spoke);
      await send(words("Un"), fresh);
      open(stand.fake.messenger.sign(stand.fake.messenger.echoEvent(last())), fresh);
      expect(open(echo({ app_id: Number(page.appId) }), fresh).inbounds).toEqual([]);
      const told = stand.channel({ appId: page.appId });
      expect(open(echo({ app_id: Number(page.appId) }), told).inbounds).toEqual([]);
    });
  });

  test("tells operators when Meta restricts the page", () => {
    const restricted = stand.fake.messenger.sign({
      recipient: { id: page.pageId },
      timestamp: stand.now,
      policy_enforcement: { action: "block", reason: "words that are not ours to repeat" },
    });
    expect(open(restricted)).toMatchObject({ inbounds: [], receipts: [] });
    expect(stand.notices).toEqual(["meta-page-blocked"]);
  });
});
