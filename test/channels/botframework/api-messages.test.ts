import { describe, expect, test } from "vitest";
import { azure } from "../../../src/channels/botframework/api-messages.ts";
import { type Connector, judge } from "../../../src/channels/botframework/azure-connector.ts";
import { botframework } from "../../../src/channels/botframework/channel.ts";
import { memoryWorld, settings } from "./direct-line-server.ts";

const credentials = {
  appId: "0f8fad5b-d9cb-469f-a165-70867728950e",
  password: "not-a-real-client-secret",
  type: "MultiTenant",
  tenant: null,
} as const;

const activity = {
  type: "message",
  id: "a-1",
  text: "salam",
  channelId: "msteams",
  serviceUrl: "https://smba.example.org/emea/",
  from: { id: "29:1abc" },
  recipient: { id: "28:bot", name: "Rafiq" },
  conversation: { id: "19:xyz", tenantId: "t-1" },
};

function request(body: unknown, authorization = "Bearer genuine") {
  return {
    method: "POST",
    path: "/api/messages",
    query: {},
    headers: { authorization },
    raw: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
    remote: "",
  };
}

function start(answer: Partial<Connector> = {}) {
  const world = memoryWorld();
  const replies: unknown[] = [];
  const connector: Connector = {
    authenticate: (_, authorization) =>
      Promise.resolve(authorization === "Bearer genuine" ? "genuine" : "forged"),
    reply: (...arguments_) => {
      replies.push(arguments_);
      return Promise.resolve({ kind: "sent", providerId: "b-1" });
    },
    ...answer,
  };
  return { world, replies, ...azure(credentials, world, connector) };
}

describe("/api/messages", () => {
  test("is not mounted without credentials", () => {
    const without = botframework(settings, memoryWorld());
    expect(without.messages).toBeNull();
    expect(without.channels.map(({ name }) => name)).not.toContain("azure");
    without.close();
    const withThem = botframework({ ...settings, azure: credentials }, memoryWorld());
    expect(withThem.messages).not.toBeNull();
    expect(withThem.channels.map(({ name }) => name)).toContain("azure");
    withThem.close();
  });

  test("takes a message under an opaque address, once", async () => {
    const { handle, world } = start();
    expect((await handle(request(activity))).status).toBe(200);
    expect((await handle(request(activity))).status).toBe(200);
    expect(world.inbounds).toHaveLength(1);
    expect(world.inbounds[0]).toMatchObject({
      address: { channel: "azure", id: expect.stringMatching(/^[0-9a-f]{32}$/u) },
      content: { kind: "text", text: "salam" },
    });
    expect(JSON.stringify(world.inbounds)).not.toContain("29:1abc");
  });

  test("answers where the conversation is, by actions that every channel knows", async () => {
    const { handle, world, channel, replies } = start();
    await handle(request(activity));
    const address = world.inbounds[0]?.address ?? { channel: "", id: "" };
    const body = {
      kind: "buttons",
      text: "Prêt ?",
      buttons: [{ id: "t1.yes", label: "Oui" }],
      rtl: false,
    } as const;
    const outbound = { id: "m-1", address, body, uncertain: false };
    expect(await channel.send(outbound, new AbortController().signal)).toEqual({
      kind: "sent",
      providerId: "b-1",
    });
    expect(replies).toEqual([
      [
        {
          activityId: "a-1",
          bot: activity.recipient,
          user: activity.from,
          channelId: "msteams",
          serviceUrl: activity.serviceUrl,
          conversation: { ...activity.conversation, isGroup: false },
        },
        {
          type: "message",
          text: "Prêt ?",
          textFormat: "plain",
          inputHint: "acceptingInput",
          suggestedActions: { to: [], actions: [{ type: "imBack", title: "Oui", value: "Oui" }] },
        },
      ],
    ]);
  });

  test("refuses what is forged, unreadable, or cannot be checked now", async () => {
    const { handle, world } = start();
    expect((await handle(request(activity, "Bearer forged"))).status).toBe(401);
    expect((await handle(request("{"))).status).toBe(400);
    expect((await handle(request({ ...activity, serviceUrl: undefined }))).status).toBe(400);
    const unsure = start({ authenticate: () => Promise.resolve("unknown") });
    expect((await unsure.handle(request(activity))).status).toBe(503);
    world.refuse = "full";
    expect((await handle(request(activity))).status).toBe(503);
    expect(world.inbounds).toEqual([]);
  });

  test("does not answer groups", async () => {
    const { handle, world } = start();
    const group = { ...activity, conversation: { id: "19:xyz", isGroup: true } };
    expect((await handle(request(group))).status).toBe(200);
    expect(world.inbounds).toEqual([]);
  });

  test("says that a reply is uncertain when the deadline passes first", async () => {
    const { handle, world, channel } = start({ reply: () => new Promise(() => undefined) });
    await handle(request(activity));
    const address = world.inbounds[0]?.address ?? { channel: "", id: "" };
    const body = { kind: "text", text: "x", rtl: false } as const;
    const sent = channel.send({ id: "m", address, body, uncertain: false }, AbortSignal.abort());
    expect(await sent).toEqual({ kind: "uncertain", code: "timeout" });
  });

  test("refuses to write to somebody who never wrote", async () => {
    const { channel } = start();
    const body = { kind: "text", text: "x", rtl: false } as const;
    const outbound = { id: "m", address: { channel: "azure", id: "?" }, body, uncertain: false };
    expect(await channel.send(outbound, new AbortController().signal)).toEqual({
      kind: "refused",
      code: "unknown",
      because: "contact",
    });
  });

  test("with the library itself refuses a request without a signature", async () => {
    const { handle } = azure(credentials, memoryWorld());
    expect((await handle(request(activity, ""))).status).toBe(401);
    expect((await handle(request(activity, "Bearer a.b.c"))).status).toBe(401);
  });
});

test.for([
  [{ statusCode: 429 }, { kind: "throttled", scope: "channel", after: 5_000 }],
  [{ statusCode: 502 }, { kind: "uncertain", code: "502" }],
  [{ statusCode: 401 }, { kind: "refused", code: "401", because: "account" }],
  [{ statusCode: 404 }, { kind: "refused", code: "404", because: "contact" }],
  [{ statusCode: 400 }, { kind: "refused", code: "400", because: "content" }],
  [{ code: "ECONNREFUSED" }, { kind: "unsent", code: "ECONNREFUSED" }],
  [{ code: "ECONNRESET" }, { kind: "uncertain", code: "ECONNRESET" }],
  [new Error("anything"), { kind: "uncertain", code: "unknown" }],
] as const)("a failed call to the connector is judged: %o", ([error, sending]) => {
  expect(judge(error)).toEqual(sending);
});
