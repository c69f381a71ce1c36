import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Channel, Outbound } from "../../../src/channels/channel.ts";
import type { Shaped } from "../../../src/channels/shape.ts";
import { day } from "../../../src/core/instant.ts";
import type { Misbehavior } from "../../fakes/graph/accidents.ts";
import { describeChannel, type Accident, type Bench } from "../contract.ts";
import { account, address, makeStand, phone, scoped, type Stand } from "./stand.ts";

const accidents: Readonly<Record<Accident, Misbehavior>> = {
  throttle: { kind: "throttle", after: "7" },
  "server-error": { kind: "fail-after", status: 503 },
  cut: { kind: "cut" },
  drop: { kind: "drop" },
  lose: { kind: "lose" },
  hang: { kind: "hang" },
  "not-the-provider": { kind: "no-json" },
  "contact-gone": { kind: "refuse", code: 131026 },
  "opted-out": { kind: "refuse", code: 131050 },
  "window-shut": { kind: "refuse", code: 131047 },
  "content-refused": { kind: "refuse", code: 131009 },
  "account-refused": { kind: "refuse", code: 190, status: 401 },
  // Nobody is asked: there is nothing to ask for.
  "evidence-down": { kind: "fail", status: 503, on: "other" },
};

describeChannel("meta-whatsapp", async (): Promise<Bench> => {
  const stand = await makeStand();
  const { fake } = stand;
  // A port that was free a moment ago: nobody listens there.
  const gone = await makeStand();
  await gone.fake.close();
  return {
    channel: stand.channel(),
    unreachable: stand.channel(gone.fake.url),
    address,
    secrets: [account.token, account.appSecret],
    throttledFor: 7_000,
    seen: () =>
      fake.taken().map(({ id, shown }) => ({
        providerId: id ?? "",
        text: shown?.text ?? "",
        choices: shown?.choices ?? [],
        file: shown?.file?.url,
      })),
    reached: () => fake.next(),
    cause: (accident) => fake.misbehave(accidents[accident]),
    now: () => stand.now,
    pass: (milliseconds) => {
      stand.now += milliseconds;
    },
    message: (id, text) => fake.whatsapp.sign({ from: phone, id, text }),
    tap: (id, { id: choice, label }) =>
      fake.whatsapp.sign({ from: phone, id, tap: { id: choice, label, kind: "button" } }),
    receipt: (outbound, providerId, status) => {
      const call = fake.taken().find(({ id }) => id === providerId);
      if (call === undefined) throw new Error(`no such message for ${outbound.id}`);
      return fake.whatsapp.signStatus(call, status);
    },
    unsigned: (request) => ({ ...request, headers: {} }),
    close: () => fake.close(),
  };
});

describe("meta-whatsapp", () => {
  let stand: Stand;
  let channel: Channel;
  let count = 0;
  beforeAll(async () => {
    stand = await makeStand();
  });
  afterAll(() => stand.fake.close());
  beforeEach(() => {
    stand.now += day;
    stand.fake.behave();
    channel = stand.channel();
  });

  function outbound(body: Shaped, id = phone): Outbound {
    count += 1;
    return { id: `c17-9f:${count}/1`, address: { ...address, id }, body, uncertain: false };
  }
  const words = (text: string): Shaped => ({ kind: "text", text, rtl: false });
  const send = (body: Shaped, id = phone) =>
    channel.send(outbound(body, id), AbortSignal.timeout(30_000));
  const last = () => stand.fake.taken().at(-1);

  describe("a request", () => {
    test("carries the token in its header alone, the proof in its address", async () => {
      let asked: Request | null = null;
      const spied = stand.channel(stand.fake.url, {
        fetch: (input, init) => {
          asked = new Request(input instanceof Request ? input : String(input), {
            method: init?.method ?? "GET",
            headers: new Headers(init?.headers),
          });
          return fetch(input, init);
        },
      });
      await spied.send(outbound(words("Bonjour")), AbortSignal.timeout(9_000));
      const { url, headers } = asked ?? new Request("http://nobody");
      expect(url).not.toContain(account.token);
      expect(url).not.toContain(account.appSecret);
      expect(new URL(url).pathname).toBe(`/v25.0/${account.phoneNumberId}/messages`);
      expect(new URL(url).searchParams.get("appsecret_proof")).toMatch(/^[0-9a-f]{64}$/u);
      expect(headers.get("authorization")).toBe(`Bearer ${account.token}`);
    });

    test("writes a number with its plus, and somebody without a number by their id", async () => {
      await send(words("Bonjour"));
      expect(last()?.body).toMatchObject({ to: phone });
      await send(words("Bonjour"), scoped);
      expect(last()?.body).toMatchObject({ recipient: scoped });
      expect(last()?.to).toBe(scoped);
    });

    test("shows a preview where there is a link, and only there", async () => {
      await send(words("Bonjour"));
      expect(last()?.body).toMatchObject({ text: { preview_url: false } });
      await send(words("Le guide : https://rafiq.example/guide"));
      expect(last()?.body).toMatchObject({ text: { preview_url: true } });
    });
  });

  describe("files", () => {
    const file = (
      name: string,
      type: string,
      url = `https://rafiq.example/d/x/${name}`,
    ): Shaped => ({
      kind: "document",
      text: "Votre attestation",
      file: { url, name, type },
      rtl: false,
    });

    test("go by link, a document with its name and pictures as pictures", async () => {
      await send(file("certificat-rafiq.pdf", "application/pdf"));
      expect(last()?.body).toMatchObject({
        type: "document",
        document: { filename: "certificat-rafiq.pdf", caption: "Votre attestation" },
      });
      await send(file("resultat-rafiq.png", "image/png"));
      expect(last()?.body).toMatchObject({
        type: "image",
        image: { caption: "Votre attestation" },
      });
    });

    test("go as words with their link where Meta cannot fetch them, or will not", async () => {
      await send(file("a.pdf", "application/pdf", "/d/x/a.pdf"));
      expect(last()?.shown?.text).toBe("Votre attestation\n\n/d/x/a.pdf");
      stand.fake.misbehave({ kind: "refuse", code: 131053 });
      expect(await send(file("b.pdf", "application/pdf"))).toMatchObject({ kind: "sent" });
      expect(last()?.shown).toMatchObject({
        text: "Votre attestation\n\nhttps://rafiq.example/d/x/b.pdf",
        file: null,
      });
    });
  });

  test("choices that Meta turns down go as numbered lines", async () => {
    const buttons = ["Oui", "Non"].map((label, at) => ({
      id: `3:${at}`,
      label,
      digit: `${at + 1}`,
    }));
    stand.fake.misbehave({ kind: "refuse", code: 131009 });
    expect(await send({ kind: "buttons", text: "Un site ?", buttons, rtl: false })).toMatchObject({
      kind: "sent",
    });
    expect(last()?.shown).toMatchObject({ text: "Un site ?\n\n1. Oui\n2. Non", choices: [] });
  });

  describe("failures", () => {
    test.each([
      [
        { kind: "throttle", after: null },
        { kind: "throttled", scope: "channel", after: 1_000 },
      ],
      [{ kind: "throttle", after: "Tue, 01 Dec 2026 09:00:00 GMT" }, { kind: "throttled" }],
      [
        { kind: "refuse", code: 130429 },
        { kind: "throttled", scope: "channel" },
      ],
      [
        { kind: "refuse", code: 80007 },
        { kind: "throttled", scope: "channel", after: 60_000 },
      ],
      [
        { kind: "refuse", code: 131056 },
        { kind: "throttled", scope: "contact", after: 4_000 },
      ],
      [
        { kind: "refuse", code: 4 },
        { kind: "throttled", scope: "channel" },
      ],
      [
        { kind: "refuse", code: 131016, status: 500 },
        { kind: "unsent", code: "131016" },
      ],
      [
        { kind: "refuse", code: 131000, status: 500 },
        { kind: "uncertain", code: "131000" },
      ],
      [
        { kind: "refuse", code: 2, status: 503 },
        { kind: "uncertain", code: "2" },
      ],
      [
        { kind: "fail", status: 502 },
        { kind: "uncertain", code: "http-502" },
      ],
      [
        { kind: "refuse", code: 131049 },
        { kind: "refused", because: "content" },
      ],
      [
        { kind: "refuse", code: 131026 },
        { kind: "refused", because: "contact" },
      ],
      [
        { kind: "refuse", code: 100, subcode: 33 },
        { kind: "refused", because: "account", code: "100/33" },
      ],
      [
        { kind: "refuse", code: 131042 },
        { kind: "refused", because: "account" },
      ],
      [
        { kind: "refuse", code: 219 },
        { kind: "refused", because: "account" },
      ],
      [
        { kind: "refuse", code: 999_999 },
        { kind: "refused", because: "content" },
      ],
      [{ kind: "no-id" }, { kind: "uncertain", code: "no-id" }],
    ] as const)("%o becomes %o", async (accident, sending) => {
      stand.fake.misbehave(accident);
      expect(await send(words("Bonjour"))).toMatchObject(sending);
    });

    test("a pair that talks too fast waits four times as long each time, until it is heard", async () => {
      stand.fake.misbehave({ kind: "refuse", code: 131056, times: 3 });
      const waits: number[] = [];
      for (let at = 0; at < 3; at += 1) {
        const sending = await send(words("Encore"));
        if (sending.kind === "throttled") waits.push(sending.after);
      }
      expect(waits).toEqual([4_000, 16_000, 64_000]);
      expect(await send(words("Encore"))).toMatchObject({ kind: "sent" });
      stand.fake.misbehave({ kind: "refuse", code: 131056 });
      expect(await send(words("Encore"))).toMatchObject({ after: 4_000 });
    });

    test("the minutes that Meta names in its usage header are believed", async () => {
      const usage = { "1": [{ type: "messages", estimated_time_to_regain_access: 3 }] };
      const busy = stand.channel(stand.fake.url, {
        fetch: async () =>
          Response.json(
            { error: { code: 80007, message: "busy" } },
            { status: 400, headers: { "x-business-use-case-usage": JSON.stringify(usage) } },
          ),
      });
      const sending = await busy.send(outbound(words("Bonjour")), AbortSignal.timeout(9_000));
      expect(sending).toMatchObject({ kind: "throttled", after: 180_000 });
    });

    test("are never retried here", async () => {
      const before = stand.fake.ledger.length;
      stand.fake.misbehave({ kind: "fail", status: 503 });
      await send(words("Bonjour"));
      expect(stand.fake.ledger.length).toBe(before + 1);
    });
  });

  test("typing marks the message as read and shows that we write; it never throws", async () => {
    await channel.typing?.("wamid.HBgL1", AbortSignal.timeout(9_000), address);
    expect(stand.fake.ledger.at(-1)).toMatchObject({
      kind: "action",
      body: { status: "read", message_id: "wamid.HBgL1", typing_indicator: { type: "text" } },
    });
    const before = stand.fake.ledger.length;
    await channel.typing?.("preference +2126 1 stop", AbortSignal.timeout(9_000), address);
    expect(stand.fake.ledger.length).toBe(before);
    stand.fake.misbehave({ kind: "drop", on: "action" });
    await channel.typing?.("wamid.HBgL2", AbortSignal.timeout(9_000), address);
  });

  describe("a file that a person sent", () => {
    const bytes = new Uint8Array([79, 103, 103, 83, 0, 255]);
    const signal = (): AbortSignal => AbortSignal.timeout(9_000);

    function urlIn(id: string): string {
      const note = { id, mime_type: "audio/ogg; codecs=opus", voice: true };
      const request = stand.fake.whatsapp.sign({
        from: phone,
        message: { type: "audio", audio: note },
      });
      const opened = channel.webhooks[1]?.open(request);
      const content = opened?.kind === "opened" ? opened.inbounds[0]?.content : undefined;
      return content?.kind === "media" ? (content.url ?? "") : "";
    }

    test("is fetched where Meta keeps it, and removed there", async () => {
      const id = stand.fake.whatsapp.keepMedia(bytes, "audio/ogg");
      const fetched = await channel.media?.(urlIn(id), signal());
      expect(fetched).toEqual({ bytes: Buffer.from(bytes), type: "audio/ogg" });
      await channel.dropMedia?.(urlIn(id), signal());
      expect(stand.fake.whatsapp.hasMedia(id)).toBe(false);
      expect(await channel.media?.(urlIn(id), signal())).toBeNull();
    });

    test("is fetched from no other host, and our token goes to none", async () => {
      const asked: string[] = [];
      const leading = (url: string) =>
        stand.channel(stand.fake.url, {
          fetch: async (input) => {
            const at = input instanceof Request ? input.url : input.toString();
            asked.push(at);
            return Response.json({ url });
          },
        });
      for (const url of [
        "http://169.254.169.254/latest",
        "https://lookaside.fbsbx.com.evil.example/x",
        "https://me@lookaside.fbsbx.com/x",
        "http://lookaside.fbsbx.com/x",
        "file:///etc/passwd",
        "x",
      ]) {
        expect(await leading(url).media?.(urlIn("7001"), signal())).toBeNull();
      }
      expect(asked.every((at) => at.startsWith(`${stand.fake.url}/v25.0/7001?`))).toBe(true);
      asked.length = 0;
      for (const url of ["https://evil.example/v25.0/1", `${stand.fake.url}/v25.0/../../x`, ""]) {
        expect(await leading("x").media?.(url, signal())).toBeNull();
      }
      expect(asked).toEqual([]);
    });
  });

  test("silence of Meta's list proves nothing: there is none", async () => {
    expect(await channel.evidence(outbound(words("Bonjour")), stand.now)).toBeNull();
  });
});
