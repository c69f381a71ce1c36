import { type Activity, ConnectionStatus, DirectLine } from "botframework-directlinejs";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { signPass } from "../../../src/channels/botframework/tokens.ts";
import { type DirectLineServer, memoryWorld, serve } from "./direct-line-server.ts";
import { XMLHttpRequest } from "./xml-http-request.ts";

const closing: (() => unknown)[] = [];
beforeAll(() => {
  vi.stubGlobal("XMLHttpRequest", XMLHttpRequest);
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A bot that says back what it hears. */
async function startEcho() {
  const world = memoryWorld();
  const server = await serve(world);
  closing.push(() => server.close());
  world.listen = (inbound) => {
    const channel = server.bot.channels.find(({ name }) => name === inbound.address.channel);
    const text = inbound.content.kind === "text" ? inbound.content.text : inbound.content.kind;
    void channel?.send(
      {
        id: `reply to ${inbound.id}`,
        address: inbound.address,
        body: { kind: "text", text: `Vous dites : ${text}`, rtl: false },
        uncertain: false,
      },
      new AbortController().signal,
    );
  };
  return { world, server };
}

function connect(server: DirectLineServer, options: object = {}): DirectLine {
  const client = new DirectLine({ domain: `${server.origin}/v3/directline`, ...options });
  closing.push(() => client.end());
  return client;
}

/** The texts of a client's activities, until there are `count`. */
function hear(client: DirectLine, count: number): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const texts: string[] = [];
    client.activity$.subscribe((activity) => {
      if (activity.type === "message") texts.push(activity.text ?? "");
      if (texts.length === count) resolve(texts);
    }, reject);
  });
}

function say(client: DirectLine, text: string, more: object = {}): Promise<string> {
  const activity: Activity = { type: "message", from: { id: "visitor" }, text, ...more };
  return new Promise((resolve, reject) => {
    client.postActivity(activity).subscribe(resolve, reject);
  });
}

describe("the official Direct Line client", () => {
  test.for([
    { way: "by polling", options: { webSocket: false, pollingInterval: 200 } },
    { way: "over a WebSocket", options: { webSocket: true } },
  ])("says and hears $way", async ({ options }) => {
    const { server } = await startEcho();
    const client = connect(server, options);
    const heard = hear(client, 2);
    const id = await say(client, "Azul, السلام !");
    expect(await heard).toEqual(["Azul, السلام !", "Vous dites : Azul, السلام !"]);
    expect(id).toMatch(/^web-id\d+\./u);
  });

  test("is sent what was posted before its socket opened", async () => {
    const { server, world } = await startEcho();
    const client = connect(server);
    await say(client, "premier");
    await vi.waitFor(() => expect(world.bodies("web-id0000000001")).toHaveLength(2));
    expect(await hear(client, 2)).toEqual(["premier", "Vous dites : premier"]);
  });

  test("starts from a token that a web site made for it", async () => {
    const { server, world } = await startEcho();
    const answer = await fetch(`${server.origin}/v3/directline/tokens/generate`, {
      method: "POST",
      body: JSON.stringify({ user: { id: "dl_7" }, channelData: { skin: "whatsapp" } }),
    });
    const { token } = z.object({ token: z.string() }).parse(await answer.json());
    const client = connect(server, { token });
    const heard = hear(client, 1);
    await say(client, "bonjour");
    await heard;
    expect(world.inbounds[0]?.address.channel).toBe("web-whatsapp");
    expect(world.bodies(world.inbounds[0]?.address.id ?? "")[0]).toMatchObject({
      from: { id: "dl_7", role: "user" },
    });
  });

  test("that posts again because the answer was lost says it once", async () => {
    const { server, world } = await startEcho();
    const client = connect(server);
    const heard = hear(client, 3);
    const once = { channelData: { clientActivityID: "c-1" } };
    const first = await say(client, "une fois", once);
    const second = await say(client, "une fois", once);
    await say(client, "ensuite");
    expect(second).toBe(first);
    expect(await heard).toEqual(expect.arrayContaining(["une fois", "ensuite"]));
    expect(world.inbounds.map(({ content }) => content)).toEqual([
      { kind: "text", text: "une fois" },
      { kind: "text", text: "ensuite" },
    ]);
  });

  test("goes on after a restart, from its watermark", async () => {
    const { server, world } = await startEcho();
    const client = connect(server, { webSocket: false, pollingInterval: 200 });
    const heard = hear(client, 2);
    await say(client, "avant");
    await heard;
    const conversation = world.inbounds[0]?.address.id ?? "";
    const pass = { use: "talk", conversation, user: null } as const;
    const token = signPass(pass, await world.secret("direct-line"), world.clock());
    await server.close();

    const again = await serve(world);
    closing.push(() => again.close());
    const resumed = connect(again, {
      token,
      conversationId: conversation,
      watermark: "2",
      webSocket: false,
      pollingInterval: 200,
    });
    const heardAgain = hear(resumed, 1);
    await say(resumed, "après");
    expect(await heardAgain).toEqual(["après"]);
  });

  test("learns that its token has expired", async () => {
    const { server, world } = await startEcho();
    const client = connect(server, { webSocket: false, pollingInterval: 200 });
    client.activity$.subscribe({ error: () => undefined });
    await say(client, "bonjour");
    world.wait(31 * 60_000);
    const expired = new Promise((resolve) => {
      client.connectionStatus$.subscribe((status) => {
        if (status === ConnectionStatus.ExpiredToken) resolve(status);
      });
    });
    await expect(expired).resolves.toBe(ConnectionStatus.ExpiredToken);
  });
});
