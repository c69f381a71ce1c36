import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import type { BotframeworkSettings } from "../../../src/channels/botframework/config.ts";
import { Fault } from "../../../src/core/fault.ts";
import { day, minute, second } from "../../../src/core/instant.ts";
import { type MemoryWorld, memoryWorld, serve, settings } from "./direct-line-server.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const conversationSchema = z.object({
  conversationId: z.string(),
  token: z.string(),
  streamUrl: z.string().default(""),
});
type Conversation = z.infer<typeof conversationSchema>;

async function open(world: MemoryWorld = memoryWorld(), own: Partial<BotframeworkSettings> = {}) {
  const server = await serve(world, { settings: { ...settings, ...own } });
  closing.push(() => server.close());
  const call = async (method: string, path: string, token: string | null, body?: unknown) => {
    const answer = await fetch(`${server.origin}/v3/directline/${path}`, {
      method,
      headers: {
        origin: "https://example.org",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json: unknown = text === "" ? null : JSON.parse(text);
    return { status: answer.status, headers: answer.headers, json };
  };
  const start = async (skin?: string): Promise<Conversation> => {
    const body = skin === undefined ? {} : { channelData: { skin } };
    return conversationSchema.parse((await call("POST", "conversations", null, body)).json);
  };
  const say = (to: Conversation, text: string, channelData: object = {}) =>
    call("POST", `conversations/${to.conversationId}/activities`, to.token, {
      type: "message",
      text,
      channelData,
    });
  const read = (from: Conversation, watermark = "") =>
    call(
      "GET",
      `conversations/${from.conversationId}/activities?watermark=${watermark}`,
      from.token,
    );
  return { server, world, call, start, say, read };
}

const error = (code: string) => ({ error: { code, message: expect.any(String) } });

describe("a conversation", () => {
  test.for([
    ["whatsapp", "web-whatsapp", 3],
    ["messenger", "web-messenger", 13],
    ["plain", "web", 100],
    ["telegram", "web", 100],
  ] as const)("started as %s belongs to the channel %s", async ([skin, name, most]) => {
    const { start, say, world, server } = await open();
    await say(await start(skin), "salam");
    expect(world.inbounds[0]?.address.channel).toBe(name);
    const channel = server.bot.channels.find((one) => one.name === name);
    expect(channel?.capabilities.buttons?.most).toBe(most);
  });

  test("is started without a body too, and described as the protocol says", async () => {
    const { call } = await open();
    const { status, json } = await call("POST", "conversations", null);
    expect(status).toBe(201);
    expect(json).toEqual({
      conversationId: expect.stringMatching(/^web-/u),
      token: expect.any(String),
      expires_in: 1_800,
      streamUrl: expect.stringMatching(
        /^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\//u,
      ),
    });
  });

  test("keeps its activities over a restart", async () => {
    const before = await open();
    const conversation = await before.start();
    await before.say(conversation, "avant");
    await before.server.close();
    const after = await open(before.world);
    await after.say(conversation, "après");
    const { json } = await after.read(conversation);
    expect(json).toMatchObject({
      activities: [{ text: "avant" }, { text: "après" }],
      watermark: "2",
    });
  });

  test("gives what came after a watermark, with the hour in Morocco", async () => {
    const { start, say, read } = await open();
    const conversation = await start();
    await say(conversation, "un");
    await say(conversation, "deux");
    expect((await read(conversation, "1")).json).toMatchObject({
      activities: [{ text: "deux", localTimestamp: "2026-12-01T09:00:00+00:00" }],
      watermark: "2",
    });
    expect((await read(conversation, "2")).json).toEqual({ activities: [], watermark: "2" });
    expect((await read(conversation, "nonsense")).json).toMatchObject({ watermark: "2" });
  });

  test("that was erased is given from its new beginning", async () => {
    const { start, say, read, world } = await open();
    const conversation = await start();
    for (const text of ["un", "deux", "trois"]) await say(conversation, text);
    world.journals.clear();
    expect((await read(conversation, "3")).json).toEqual({ activities: [], watermark: "0" });
    await say(conversation, "quatre");
    expect((await read(conversation, "3")).json).toMatchObject({
      activities: [{ text: "quatre" }],
      watermark: "1",
    });
  });

  test("says something once, however often it is posted", async () => {
    const { start, say, read, world } = await open();
    const conversation = await start();
    const own = { clientActivityID: "c-1" };
    const answers = await Promise.all([1, 2, 3].map(() => say(conversation, "oui", own)));
    expect(new Set(answers.map(({ json }) => JSON.stringify(json))).size).toBe(1);
    expect(world.inbounds).toHaveLength(1);
    expect((await read(conversation)).json).toMatchObject({ watermark: "1" });
  });

  test("does not keep typing and joining", async () => {
    const { start, call, world } = await open();
    const { conversationId, token } = await start();
    for (const type of ["typing", "conversationUpdate"]) {
      const path = `conversations/${conversationId}/activities`;
      expect((await call("POST", path, token, { type })).status).toBe(200);
    }
    expect(world.inbounds).toEqual([]);
    expect(world.bodies(conversationId)).toEqual([]);
  });

  test("keeps an uploaded file as media without its bytes", async () => {
    const { start, call, world } = await open();
    const { conversationId, token } = await start();
    const form = new FormData();
    const activity = { type: "message", from: { id: "visitor" }, text: "voici" };
    form.append("activity", new Blob([JSON.stringify(activity)], { type: "application/json" }));
    form.append("file", new Blob(["\u0000\u0001"], { type: "image/png" }), "photo.png");
    const path = `conversations/${conversationId}/upload?userId=visitor`;
    expect((await call("POST", path, token, form)).status).toBe(200);
    expect(world.inbounds[0]?.content).toEqual({
      kind: "media",
      media: "image",
      url: null,
      contentType: "image/png",
      caption: "voici",
    });
    expect(world.bodies(conversationId)).toMatchObject([
      { attachments: [{ contentType: "image/png", name: "photo.png" }] },
    ]);
    expect((await call("POST", path, token, { not: "a form" })).status).toBe(400);
  });
});

describe("a token", () => {
  test("expires after half an hour, and is refreshed for as long as a page may come back", async () => {
    const { start, say, call, world } = await open();
    const conversation = await start();
    world.wait(30 * minute);
    const late = await say(conversation, "encore là");
    expect(late.status).toBe(403);
    expect(late.json).toEqual(error("TokenExpired"));

    world.wait(6 * day);
    const fresh = await call("POST", "tokens/refresh", conversation.token);
    expect(fresh.json).toMatchObject({ conversationId: conversation.conversationId });
    const { token } = conversationSchema.parse(fresh.json);
    expect((await say({ ...conversation, token }, "me revoilà")).status).toBe(200);

    world.wait(day);
    const gone = await call("POST", "tokens/refresh", conversation.token);
    expect(gone.json).toEqual(error("TokenExpired"));
  });

  test("opens no other conversation", async () => {
    const { start, say } = await open();
    const [mine, other] = [await start(), await start()];
    const answer = await say({ ...other, token: mine.token }, "bonjour");
    expect([answer.status, answer.json]).toEqual([403, error("BadArgument")]);
  });

  test("is required, and must be ours", async () => {
    const { start, call, say } = await open();
    const conversation = await start();
    const path = `conversations/${conversation.conversationId}/activities`;
    expect((await call("GET", path, null)).status).toBe(401);
    const [head, , signature] = conversation.token.split(".");
    const body = Buffer.from(
      JSON.stringify({ use: "talk", conv: conversation.conversationId, exp: 9e9 }),
    ).toString("base64url");
    const forged = await say({ ...conversation, token: `${head}.${body}.${signature}` }, "x");
    expect(forged.status).toBe(403);
    const stream = new URL(conversation.streamUrl).searchParams.get("t") ?? "";
    expect((await say({ ...conversation, token: stream }, "x")).status).toBe(403);
  });

  test("made beforehand starts its own conversation", async () => {
    const { call } = await open();
    const made = await call("POST", "tokens/generate", null, {
      channelData: { skin: "messenger" },
    });
    const { conversationId, token } = conversationSchema.parse(made.json);
    const started = await call("POST", "conversations", token);
    expect(started.json).toMatchObject({ conversationId: expect.stringMatching(/^ms-/u) });
    expect(started.json).toMatchObject({ conversationId });
  });
});

describe("a stream", () => {
  async function listen(url: string) {
    const socket = new WebSocket(url);
    closing.push(() => socket.terminate());
    const next = async () => JSON.parse(String((await once(socket, "message"))[0]));
    return { socket, next };
  }

  test("replays what it was not sent, then follows", async () => {
    const { start, say } = await open();
    const conversation = await start();
    await say(conversation, "avant");
    const { next } = await listen(conversation.streamUrl);
    expect(await next()).toMatchObject({ activities: [{ text: "avant" }], watermark: "1" });
    const then = next();
    await say(conversation, "après");
    expect(await then).toMatchObject({ activities: [{ text: "après" }], watermark: "2" });
  });

  test("hears what another process wrote", async () => {
    const { start, say, world } = await open();
    const conversation = await start();
    await say(conversation, "salam");
    const { next } = await listen(conversation.streamUrl);
    await next();
    const elsewhere = await open(world);
    const then = next();
    await elsewhere.server.bot.channels
      .find(({ name }) => name === "web")
      ?.send(
        {
          id: "m-1",
          address: { channel: "web", id: conversation.conversationId },
          body: { kind: "text", text: "d’ailleurs", rtl: false },
          uncertain: false,
        },
        new AbortController().signal,
      );
    expect(await then).toMatchObject({ activities: [{ id: "m-1", from: { role: "bot" } }] });
  });

  test("is opened again from a watermark, by an address good for a minute", async () => {
    const { start, say, call, world } = await open();
    const conversation = await start();
    await say(conversation, "un");
    await say(conversation, "deux");
    const path = `conversations/${conversation.conversationId}?watermark=1`;
    const again = await call("GET", path, conversation.token);
    expect(again.status).toBe(200);
    const { streamUrl } = conversationSchema.parse(again.json);
    const { next } = await listen(streamUrl);
    expect(await next()).toMatchObject({ activities: [{ text: "deux" }] });
    world.wait(60 * second);
    const late = new WebSocket(streamUrl);
    const [refusal] = await once(late, "error");
    expect(String(refusal)).toContain("403");
  });

  test("is given to no other conversation", async () => {
    const { start } = await open();
    const [mine, other] = [await start(), await start()];
    const url = other.streamUrl.replace(/t=.*$/u, mine.streamUrl.split("&").at(-1) ?? "");
    const [refusal] = await once(new WebSocket(url), "error");
    expect(String(refusal)).toContain("403");
  });

  test("ends when the store is away, so that clients say so", async () => {
    const world = memoryWorld();
    const { start, say } = await open(world);
    const conversation = await start();
    await say(conversation, "salam");
    const { socket, next } = await listen(conversation.streamUrl);
    await next();
    world.read = () => Promise.reject(new Fault("store/unavailable", "gone"));
    const [code] = await once(socket, "close");
    expect(code).toBe(1011);
  });
});

describe("the endpoint", () => {
  test("asks to wait when the mailbox is full, and takes the same message later", async () => {
    const { start, say, world } = await open();
    const conversation = await start();
    world.refuse = "full";
    const own = { clientActivityID: "c-1" };
    const full = await say(conversation, "oui", own);
    expect([full.status, full.headers.get("retry-after")]).toEqual([429, "5"]);
    world.refuse = null;
    expect((await say(conversation, "oui", own)).status).toBe(200);
    expect(world.inbounds).toHaveLength(1);
    expect(world.bodies(conversation.conversationId)).toHaveLength(1);
  });

  test("answers 502 when the store is away", async () => {
    const { start, say, world } = await open();
    const conversation = await start();
    world.append = () => Promise.reject(new Fault("store/unavailable", "gone"));
    const answer = await say(conversation, "oui");
    expect([answer.status, answer.json]).toEqual([502, error("BotRejectedActivity")]);
  });

  test("refuses what is too long, unreadable or elsewhere", async () => {
    const { start, say, call } = await open();
    const conversation = await start();
    const path = `conversations/${conversation.conversationId}/activities`;
    expect((await say(conversation, "x".repeat(256 * 1_024))).status).toBe(413);
    expect((await say(conversation, "x".repeat(250_000))).status).toBe(200);
    expect((await call("POST", path, conversation.token, { text: "no type" })).status).toBe(400);
    expect((await call("DELETE", path, conversation.token)).status).toBe(404);
    const unknown = await call("GET", "conversations/nobody-12345678", conversation.token);
    expect([unknown.status, unknown.json]).toEqual([404, error("NotFound")]);
  });

  test("lets pages of every site in, or of the sites that are named", async () => {
    const everyone = await open();
    const preflight = await everyone.call("OPTIONS", "conversations", null);
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("x-ms-bot-agent");
    const some = await open(memoryWorld(), { origins: ["https://other.example.org"] });
    const refused = await some.call("OPTIONS", "conversations", null);
    expect(refused.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("is not there when the web chat is off", async () => {
    const { call } = await open(memoryWorld(), { webChat: false });
    expect((await call("POST", "conversations", null)).status).toBe(404);
  });

  test("gives strangers in production a limit each", async () => {
    const { start, say, call, world } = await open(memoryWorld(), { production: true });
    const conversation = await start();
    expect((await say(conversation, "x".repeat(4_097))).status).toBe(413);
    const statuses: number[] = [];
    for (let post = 0; post < 21; post += 1) {
      statuses.push((await say(conversation, String(post))).status);
    }
    // The one that was too long counts too.
    expect(statuses.filter((status) => status === 200)).toHaveLength(19);
    const slow = await say(conversation, "encore");
    expect([slow.status, slow.headers.get("retry-after")]).toEqual([429, "1"]);
    world.wait(second);
    expect((await say(conversation, "encore")).status).toBe(200);

    const starts = await Promise.all(
      Array.from({ length: 60 }, () => call("POST", "conversations", null)),
    );
    expect(starts.filter(({ status }) => status === 201)).toHaveLength(59);
    expect(starts.find(({ status }) => status === 429)?.headers.get("retry-after")).toBe("2");
  });
});
