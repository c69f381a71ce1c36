import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { inboundPath } from "../fakes/twilio/webhooks.ts";
import { signForm } from "../fakes/twilio/sign.ts";
import { account, openHouse, type House } from "../service/house.ts";
import { Person } from "../service/person.ts";
import { until } from "../until.ts";
import { tried } from "./full.ts";
import { megabyte, memoryHeld, openWire, sendRaw, statusesIn } from "./wire.ts";

const nested = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
const nestedObjects = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;

/** Whatever a stranger may put into a body; `json` says whether it makes sense to wrap it. */
const bodies: Readonly<Record<string, Uint8Array>> = {
  "nothing at all": Buffer.alloc(0),
  "ten megabytes of one letter": Buffer.alloc(10 * megabyte, "a"),
  "three megabytes of NUL": Buffer.alloc(3 * megabyte),
  "two megabytes of separators": Buffer.alloc(2 * megabyte, "&"),
  "two megabytes of small fields": Buffer.from("a&b=%&".repeat(megabyte / 3)),
  "20,000 levels of arrays": Buffer.from(nested),
  "20,000 levels of objects": Buffer.from(nestedObjects),
  "an activity 20,000 levels deep": Buffer.from(`{"type":"message","value":${nested}}`),
  "channel data 20,000 levels deep": Buffer.from(
    `{"type":"message","text":"a","channelData":${nestedObjects}}`,
  ),
  "an activity 40 levels deep": Buffer.from(
    `{"type":"message","text":"a","value":${"[".repeat(40)}${"]".repeat(40)}}`,
  ),
  NUL: Buffer.from('{"type":"message","text":"a\\u0000b\0"}'),
  "NUL in a text": Buffer.from('{"type":"message","text":"a\\u0000b"}'),
  "half a character": Buffer.from('{"type":"message","text":"a\\ud800b","name":"\\udc00"}'),
  "invalid UTF-8": Buffer.concat([
    Buffer.from('{"type":"message","text":"'),
    Buffer.from([0xff, 0xfe, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xf8]),
    Buffer.from('"}'),
  ]),
  "duplicate keys": Buffer.from('{"type":"typing","type":"message","text":"a","text":"b"}'),
  "a prototype": Buffer.from(
    '{"type":"message","text":"a","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"channelData":{"__proto__":{"polluted":1}}}',
  ),
  "a prototype in a form": Buffer.from("__proto__=1&__proto__[polluted]=1&constructor=2&Body=x"),
  "huge numbers": Buffer.from(
    `{"type":"message","text":"a","value":1e999,"channelData":{"n":-1e400,"m":${"9".repeat(5_000)}}}`,
  ),
  "a type that is no text": Buffer.from('{"type":{"toString":1},"text":[]}'),
  "ten thousand attachments": Buffer.from(
    `{"type":"message","attachments":[${Array.from({ length: 10_000 }, () => '{"name":"x"}').join()}]}`,
  ),
  "ten thousand entities": Buffer.from(
    `{"type":"message","text":"a","entities":[${Array.from({ length: 10_000 }, () => '{"type":"x"}').join()}]}`,
  ),
  "a list instead of an activity": Buffer.from("[1,2,3]"),
  "a quarter of a megabyte of words": Buffer.from(
    JSON.stringify({ type: "message", text: "formr l'equipe ما ".repeat(14_000) }),
  ),
};

const contentTypes = [
  "application/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "nonsense; charset=utf-7",
];

const started = z.object({ conversationId: z.string(), token: z.string() });

/** The service with its web chat, and a conversation that is open in it. */
async function openDoors() {
  const house = await openHouse({ WEB_CHAT: "on" });
  const response = await fetch(`${house.service.url}/v3/directline/conversations`, {
    method: "POST",
  });
  const { conversationId, token } = started.parse(await response.json());
  return { house, doors: doorsOf(conversationId, token) };
}

function doorsOf(
  conversation: string,
  token: string,
): readonly { readonly path: string; readonly headers: Readonly<Record<string, string>> }[] {
  const talk = `/v3/directline/conversations/${conversation}`;
  const bearer = { authorization: `Bearer ${token}` };
  return [
    { path: inboundPath, headers: {} },
    { path: inboundPath, headers: { "x-twilio-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" } },
    { path: "/webhooks/twilio/status", headers: { "x-twilio-signature": "x" } },
    { path: "/v3/directline/conversations", headers: {} },
    { path: "/v3/directline/tokens/generate", headers: {} },
    { path: "/v3/directline/tokens/refresh", headers: bearer },
    { path: `${talk}/activities`, headers: bearer },
    { path: `${talk}/upload`, headers: bearer },
    { path: "/api/messages", headers: {} },
    { path: "/health", headers: {} },
    { path: "/", headers: {} },
    { path: "/%", headers: {} },
  ];
}

describe("what strangers send", () => {
  test("is no trouble at any door, whatever body it has", async () => {
    const { house, doors } = await openDoors();
    const before = memoryHeld();
    const worst: string[] = [];
    for (const [at, [name, body]] of Object.entries(bodies).entries()) {
      const contentType = contentTypes[at % contentTypes.length] ?? "";
      await Promise.all(
        doors.map(async ({ path, headers }) => {
          for (const type of new Set([contentType, "application/json"])) {
            const status = await post(`${house.service.url}${path}`, body, {
              ...headers,
              "content-type": type,
            });
            if (status >= 500) worst.push(`${name} ${path} ${type}: ${status}`);
          }
        }),
      );
    }
    expect(memoryHeld() - before).toBeLessThan(50 * megabyte);
    expect(worst).toEqual([]);
    expect(Object.prototype).not.toHaveProperty("polluted");
    await answersStill(house);
  });

  test("a signed form with such a body is taken, and the person is answered", async () => {
    const house = await openHouse();
    const texts = ["a\0b", "\uFFFD\uFFFD", nested, "9".repeat(5_000), "ما ".repeat(10_000)];
    for (const [at, body] of texts.entries()) {
      const person = new Person(house, `+21260000200${at}`);
      const [first] = await person.says(body);
      expect(first?.body ?? "").not.toBe("");
    }
  });

  test("a small packed body is not unfolded into a large one", async () => {
    const { house, doors } = await openDoors();
    const bomb = gzipSync(Buffer.alloc(64 * megabyte));
    const before = memoryHeld();
    for (const { path, headers } of doors.slice(0, 8)) {
      for (const encoding of ["gzip", "br"]) {
        const status = await post(`${house.service.url}${path}`, bomb, {
          ...headers,
          "content-encoding": encoding,
          "content-type": "application/json",
        });
        expect(status, `${path} ${encoding}`).toBe(415);
      }
    }
    expect(memoryHeld() - before).toBeLessThan(50 * megabyte);
  });

  test("a body without an end is cut off or refused, and is kept nowhere", async () => {
    const { house, doors } = await openDoors();
    const before = memoryHeld();
    const chunk = `10000\r\n${"a".repeat(0x10000)}\r\n`;
    for (const { path } of doors.slice(0, 9)) {
      const wire = await openWire(house.service.url);
      wire.socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nX-Twilio-Signature: x\r\nTransfer-Encoding: chunked\r\n\r\n`,
      );
      // Twenty megabytes are as good as no end: nobody may wait for the last of them.
      for (let sent = 0; sent < 20 * megabyte && !wire.socket.destroyed; sent += chunk.length) {
        if (!wire.socket.write(chunk)) {
          await Promise.race([new Promise((next) => wire.socket.once("drain", next)), wire.closed]);
        }
      }
      const statuses = await until(`${path} says no`, () => {
        const said = statusesIn(wire.heard());
        return said.length > 0 || wire.socket.destroyed ? said : null;
      });
      wire.socket.destroy();
      for (const status of statuses) expect(status, path).toBeLessThan(500);
    }
    expect(memoryHeld() - before).toBeLessThan(50 * megabyte);
    await answersStill(house);
  });

  test("strange requests are refused without a crash", async () => {
    const { house, doors } = await openDoors();
    const { url } = house.service;
    const lines = [
      "GET / HTTP/1.1\r\n\r\n",
      "FOO / HTTP/1.1\r\nHost: x\r\n\r\n",
      "CONNECT evil:443 HTTP/1.1\r\nHost: evil\r\n\r\n",
      "GET http://evil.example/webhooks/twilio/whatsapp HTTP/1.1\r\nHost: x\r\n\r\n",
      "POST // HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
      "GET //[ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
      "GET /v3/directline/conversations/x/stream?t=a.b.c HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n",
      `GET /${"a".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: x\r\n${"X-A: b\r\n".repeat(3_000)}\r\n`,
      `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${"b".repeat(100_000)}\r\n\r\n`,
      "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /..%2f..%2f..%2fetc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /health?a[b][c]=1&__proto__[polluted]=1 HTTP/1.1\r\nHost: x\r\n\r\n",
      "POST /webhooks/twilio/whatsapp HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
      "POST /webhooks/twilio/whatsapp HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST /webhooks/twilio/whatsapp HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
      "POST /webhooks/twilio/whatsapp HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999\r\n\r\n",
      "POST /webhooks/twilio/whatsapp HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
      "POST /webhooks/twilio/whatsapp HTTP/1.1\r\nHost: x\r\nExpect: nonsense\r\nContent-Length: 0\r\n\r\n",
      "PUT /webhooks/twilio/whatsapp HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
      "\0".repeat(1_000),
    ];
    for (const line of lines) {
      for (const status of await sendRaw(url, line)) {
        expect(status, line.slice(0, 60)).toBeLessThan(500);
      }
    }
    for (const method of ["GET", "PUT", "DELETE", "OPTIONS", "PATCH", "HEAD"]) {
      for (const { path } of doors) {
        const { status } = await fetch(`${url}${path}`, { method });
        expect(status, `${method} ${path}`).toBeLessThan(500);
      }
    }
    expect(Object.prototype).not.toHaveProperty("polluted");
    await answersStill(house);
  });
});

test("an upload of very many parts, or with very long names, keeps nothing of them", async () => {
  const house = await openHouse({ WEB_CHAT: "on" });
  const { url } = house.service;
  const entered = await fetch(`${url}/v3/directline/conversations`, { method: "POST" });
  const { conversationId, token } = started.parse(await entered.json());
  const talk = `${url}/v3/directline/conversations/${conversationId}`;
  const upload = (body: string) =>
    post(`${talk}/upload`, Buffer.from(body), {
      authorization: `Bearer ${token}`,
      "content-type": "multipart/form-data; boundary=x",
    });
  const part = (name: string) =>
    `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: image/png\r\n\r\n\r\n`;
  expect(await upload(`${part("a").repeat(20_000)}--x--\r\n`)).toBe(400);
  expect(await upload(`${part("a".repeat(2 * megabyte))}--x--\r\n`)).toBe(200);
  const activity = `--x\r\nContent-Disposition: form-data; name="activity"\r\n\r\n${JSON.stringify({ type: "message", text: "a".repeat(megabyte) })}\r\n`;
  expect(await upload(`${activity}${part("a")}--x--\r\n`)).toBe(400);
  const thread = await fetch(`${talk}/activities`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect((await thread.text()).length).toBeLessThan(20_000);
});

/** The status; 0 when we were cut off, as one who sends too much may be. */
async function post(
  url: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  tried(1);
  try {
    const response = await fetch(url, { method: "POST", headers, body: Buffer.from(body) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

let people = 0;

/** A genuine webhook is taken, and whoever wrote it gets an answer. */
async function answersStill(house: House): Promise<void> {
  people += 1;
  const from = `+2126110${String(people).padStart(5, "0")}`;
  const form = new URLSearchParams({
    MessageSid: `SM${String(people).padStart(32, "0")}`,
    From: `whatsapp:${from}`,
    Body: "salam",
  });
  const response = await fetch(`${house.service.url}${inboundPath}`, {
    method: "POST",
    body: form,
    headers: {
      "x-twilio-signature": signForm(account.authToken, account.publicUrl + inboundPath, form),
    },
  });
  expect(response.status).toBe(200);
  await house.settled();
  expect(house.twilio.taken(`whatsapp:${from}`)).toHaveLength(1);
}
