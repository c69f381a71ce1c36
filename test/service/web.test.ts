import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { readSettings } from "../../src/config.ts";
import { startService, type Service } from "../../src/service.ts";
import { until } from "../until.ts";
import { keepLog, theWholeBook } from "../world.ts";

describe("the web chat", () => {
  test("two messages at once by one contact are both answered, in order", async () => {
    const service = await openService();
    const visitor = await Visitor.enter(service);
    await visitor.posts("salam");
    await visitor.hears(1);
    const both = ["Français", "D'accord"];
    const ids = await Promise.all(both.map((text) => visitor.posts(text)));
    await visitor.hears(3);
    const thread = await visitor.thread();
    // The order is the one in which they were accepted, which the thread shows.
    const said = thread.filter(({ from }) => from === "visitor").map(({ id }) => id);
    expect(said).toHaveLength(3);
    expect(new Set(said.slice(1))).toEqual(new Set(ids));
    const moves = thread.filter(({ from }) => from === "bot").map(({ id }) => id.split(".").at(-2));
    expect(moves).toEqual(["1", "2", "3"]);
  });

  test("fifty contacts at once are each answered once, each in their own conversation", async () => {
    const service = await openService();
    const visitors = await Promise.all(Array.from({ length: 50 }, () => Visitor.enter(service)));
    await Promise.all(visitors.map((visitor) => visitor.posts("salam")));
    await Promise.all(visitors.map((visitor) => visitor.hears(1)));
    const names = ["العربية", "Français", "English"];
    await Promise.all(visitors.map((visitor, at) => visitor.posts(names[at % 3] ?? "")));
    await Promise.all(visitors.map((visitor) => visitor.hears(2)));
    const texts = await Promise.all(
      visitors.map(async (visitor) => (await visitor.hears(2)).at(-1)),
    );
    expect(new Set(texts).size).toBe(3);
    for (const [at, text] of texts.entries()) expect(text).toBe(texts[at % 3]);
    for (const visitor of visitors) {
      const thread = await visitor.thread();
      expect(thread.map(({ from }) => from)).toEqual(["visitor", "bot", "visitor", "bot"]);
    }
  });

  test("what a client posts again under its own id is heard once", async () => {
    const service = await openService();
    const visitor = await Visitor.enter(service);
    await Promise.all([1, 2, 3].map(() => visitor.posts("salam", "one-and-the-same")));
    await visitor.hears(1);
    await service.pump.settle();
    expect(await visitor.thread()).toHaveLength(2);
  });

  test("a conversation is still there after a restart, and goes on", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rafiq-web-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const first = await openService(folder);
    const visitor = await Visitor.enter(first);
    await visitor.posts("salam");
    await visitor.hears(1);
    await first.close();
    const second = await openService(folder);
    visitor.moveTo(second);
    await visitor.posts("Français");
    expect(await visitor.hears(2)).toHaveLength(2);
  });
});

async function openService(folder?: string): Promise<Service> {
  const own = folder ?? mkdtempSync(join(tmpdir(), "rafiq-web-"));
  const settings = readSettings({ DATA_DIR: own, PORT: "0", WEB_CHAT: "on" });
  const service = await startService(settings, keepLog().log, { book: await theWholeBook() });
  onTestFinished(async () => {
    await service.close();
    if (folder === undefined) rmSync(own, { recursive: true });
  });
  return service;
}

const started = z.object({ conversationId: z.string(), token: z.string() });
const set = z.object({
  activities: z.array(
    z.object({ id: z.string(), text: z.string().optional(), from: z.object({ role: z.string() }) }),
  ),
});

interface Line {
  readonly id: string;
  readonly from: "visitor" | "bot";
  readonly text: string;
}

/** A page that speaks Direct Line. */
class Visitor {
  private base: string;
  private readonly conversation: string;
  private readonly token: string;

  private constructor(base: string, conversation: string, token: string) {
    this.base = base;
    this.conversation = conversation;
    this.token = token;
  }

  static async enter(service: Service): Promise<Visitor> {
    const response = await fetch(`${service.url}/v3/directline/conversations`, { method: "POST" });
    const { conversationId, token } = started.parse(await response.json());
    return new Visitor(service.url, conversationId, token);
  }

  moveTo(service: Service): void {
    this.base = service.url;
  }

  /** Posts words; gives the id they got. */
  async posts(text: string, clientActivityID?: string): Promise<string> {
    const activity = { type: "message", text, channelData: { clientActivityID } };
    const answer = await this.call("POST", activity);
    return z.object({ id: z.string() }).parse(answer).id;
  }

  /** Everything in the conversation, oldest first. */
  async thread(): Promise<readonly Line[]> {
    const { activities } = set.parse(await this.call("GET"));
    return activities.map(({ id, text = "", from }) => ({
      id,
      text,
      from: from.role === "bot" ? "bot" : "visitor",
    }));
  }

  /** The bot's words once there are so many messages of it. */
  hears(count: number): Promise<readonly string[]> {
    return until(`${count} messages came`, async () => {
      const said = (await this.thread()).filter(({ from }) => from === "bot");
      return said.length >= count ? said.map(({ text }) => text) : null;
    });
  }

  private async call(method: "GET" | "POST", body?: object): Promise<unknown> {
    const response = await fetch(
      `${this.base}/v3/directline/conversations/${this.conversation}/activities`,
      {
        method,
        headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    );
    expect(response.status).toBe(200);
    return response.json();
  }
}
