import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readSettings } from "../../src/config.ts";
import type { State } from "../../src/core/engine/state.ts";
import { hour } from "../../src/core/instant.ts";
import { startService } from "../../src/service.ts";
import type { GraphCall } from "../fakes/graph/ledger.ts";
import { startGraphFake } from "../fakes/graph/server.ts";
import { until } from "../until.ts";
import { keepLog, morning, type Time, theWholeBook } from "../world.ts";

const page = { pageId: "104857600000001", appId: "314159265358979", token: "EAAGpagetokenpage" };
const appSecret = "5ec2e75ec2e75ec2e75ec2e75ec2e75e";
const person = "6543210987654321";
const inbox = 263902037430900;

/** The whole service with a stand-in for Meta, and one person who writes to the page. */
async function openPage() {
  const time: Time = { now: morning };
  const clock = () => time.now;
  const { log, lines } = keepLog();
  const folder = mkdtempSync(join(tmpdir(), "rafiq-page-"));
  const fake = await startGraphFake({ appSecret, messenger: page, clock, windows: true });
  const settings = readSettings({
    DATA_DIR: folder,
    PORT: "0",
    MESSENGER_PAGE_ID: page.pageId,
    MESSENGER_TOKEN: page.token,
    META_APP_SECRET: appSecret,
    META_VERIFY_TOKEN: "a word of our own",
    META_GRAPH_BASE: fake.url,
    PUBLIC_URL: "https://rafiq.example",
  });
  const service = await startService(settings, log, {
    book: await theWholeBook(),
    clock,
    pump: { idle: 20 },
  });
  fake.setTarget(service.url);
  onTestFinished(async () => {
    await fake.close();
    await service.close();
    rmSync(folder, { recursive: true });
  });
  const { store } = service.world;
  const address = { channel: "meta-messenger", id: person };

  async function settled(): Promise<void> {
    await until("everything was answered", async () => {
      const { mailboxes, outbox, posts } = await store.depths(time.now);
      return mailboxes + outbox + posts === 0;
    }).catch((error: unknown) => {
      throw new Error(lines.slice(-5).join("\n"), { cause: error });
    });
    await fake.quiet();
  }

  /** What they got for it. */
  async function during(work: () => Promise<unknown>): Promise<readonly GraphCall[]> {
    const before = fake.taken(person).length;
    time.now += 1_000;
    await work();
    await settled();
    return fake.taken(person).slice(before);
  }
  const event = (more: object): object => ({
    sender: { id: person },
    recipient: { id: page.pageId },
    timestamp: time.now,
    ...more,
  });

  return {
    fake,
    time,
    lines,
    service,
    settled,
    says: (text: string) => during(() => fake.messenger.inbound(person, text)),
    sends: (more: object) => during(() => fake.messenger.inbound(person, event(more))),
    /** One of the quick replies of the last message, by its choice's id. */
    taps(choice: string) {
      const choices = fake.taken(person).at(-1)?.shown?.choices ?? [];
      const tapped = choices.find(({ id }) => id.split(":").at(-1) === choice);
      if (tapped === undefined)
        throw new Error(`${choice} is not among ${JSON.stringify(choices)}`);
      const { id: payload, label } = tapped;
      const more = { quick_reply: { payload } };
      return during(() =>
        fake.messenger.inbound(person, fake.messenger.textEvent(person, label, more)),
      );
    },
    /** Somebody of the team answers from the page's inbox. */
    human(text: string, mid: string) {
      const message = { mid, is_echo: true, app_id: inbox, text };
      const echo = {
        sender: { id: page.pageId },
        recipient: { id: person },
        timestamp: time.now,
        message,
      };
      return during(() => fake.deliver([fake.messenger.sign(echo)]));
    },
    async state(): Promise<State | null> {
      const owner = await store.contactOf(address);
      const kept = owner === null ? null : await store.stateOf(owner);
      // Written by the engine.
      return kept === null ? null : (kept.state as unknown as State);
    },
    event,
    deliver: (...events: object[]) => during(() => fake.deliver([fake.messenger.sign(...events)])),
  };
}

const text = (call: GraphCall | undefined): string => call?.shown?.text ?? "";

describe("a page on Messenger", () => {
  test("opens a conversation in French, and keeps what was answered", async () => {
    const house = await openPage();
    const [hello] = await house.sends({
      postback: { mid: "m_start", title: "Démarrer", payload: "rafiq:start" },
    });
    expect(hello?.shown?.choices.length).toBeGreaterThan(1);
    await house.taps("fr");
    await house.taps("yes");
    const [size] = await house.taps("association");
    expect(text(size)).not.toBe("");
    expect((await house.state())?.language).toBe("fr");
    expect((await house.state())?.organization?.values["P1"]?.[0]).toBe("association");
    const answered = await house.says("1");
    expect(answered).toHaveLength(1);
    for (const { body } of house.fake.taken(person)) {
      expect(body).toMatchObject({ messaging_type: "RESPONSE", recipient: { id: person } });
    }
    // Echo, delivery and read came back for every one of them, and settled it.
    const deliveries = house.fake.taken(person);
    expect(new Set(deliveries.map(({ echo }) => echo)).size).toBe(deliveries.length);
    expect(house.lines.filter((line) => line.includes("delivery-"))).toEqual([]);
  });

  test("counts what comes five times at once once, and answers once", async () => {
    const house = await openPage();
    const { messenger } = house.fake;
    const event = messenger.textEvent(person, "Bonjour");
    await Promise.all([1, 2, 3, 4, 5].map(() => messenger.inbound(person, event)));
    await house.settled();
    expect(house.fake.taken(person)).toHaveLength(1);
    expect((await house.state())?.moves).toBe(1);
  });

  test("is silent while somebody of the team answers from the inbox, and comes back", async () => {
    const house = await openPage();
    await house.says("Bonjour");
    await house.taps("fr");
    await house.taps("yes");
    const [asked] = await house.taps("association");
    // The fake gives the page's own echoes back too: they are no human.
    expect((await house.state())?.human.elsewhere).toBeUndefined();

    expect(await house.human("Bonjour, c'est Salma de l'équipe", "m_h1")).toEqual([]);
    expect((await house.state())?.human.elsewhere).toBeDefined();
    expect(await house.says("Merci, je voulais savoir pour samedi")).toEqual([]);
    expect(await house.human("Samedi à 10 h", "m_h2")).toEqual([]);
    // The same echo again changes nothing.
    expect(await house.human("Samedi à 10 h", "m_h2")).toEqual([]);
    expect(await house.says("Parfait")).toEqual([]);

    const back = await house.deliver(
      house.event({ pass_thread_control: { new_owner_app_id: page.appId } }),
    );
    expect(back.map(text).join("\n")).toContain("Je suis de nouveau l'assistant.");
    expect(back.map(text).join("\n")).toContain(text(asked).split("\n").at(-1));
    expect((await house.state())?.human.elsewhere).toBeUndefined();
    expect(await house.says("1")).not.toEqual([]);
  });

  test("comes back by itself when nobody was heard of for long, after saying so", async () => {
    const house = await openPage();
    await house.says("Bonjour");
    await house.taps("fr");
    await house.taps("yes");
    await house.human("Je regarde", "m_h1");
    house.time.now += 8 * hour;
    await house.says("D'accord");
    const before = house.fake.taken(person).length;
    for (const _ of Array.from({ length: 14 })) {
      house.time.now += hour;
      await house.settled();
    }
    await until("they were warned", async () => house.fake.taken(person).length > before);
    expect(text(house.fake.taken(person).at(-1))).toMatch(
      /^Si l'équipe ne vous a pas écrit avant/u,
    );
    await house.says("Il y a quelqu'un ?");
    house.time.now += 22 * hour;
    await house.says("Toujours personne ?");
    for (const _ of Array.from({ length: 16 })) {
      house.time.now += hour;
      await house.settled();
    }
    await until(
      "the bot is back",
      async () => (await house.state())?.human.elsewhere === undefined,
    );
    await house.settled();
    const said = house.fake.taken(person).slice(before).map(text).join("\n");
    expect(said).toContain("Je suis de nouveau l'assistant.");
  });

  test("says nothing on standby, and nothing to what nobody said", async () => {
    const house = await openPage();
    const standby = [
      { id: page.pageId, standby: [house.event({ message: { mid: "m", text: "Salam" } })] },
    ];
    await house.fake.deliver([house.fake.messenger.signEntries(standby)]);
    await house.sends({ account_linking: { status: "linked", authorization_code: "x" } });
    await house.sends({ read: { watermark: house.time.now } });
    expect(house.fake.taken(person)).toEqual([]);
    expect(await house.state()).toBeNull();
  });

  test.each([
    { kind: "throttle", after: "3", code: 613 },
    { kind: "throttle", after: null, code: 80006 },
    { kind: "refuse", code: 1200 },
    { kind: "lose" },
    { kind: "fail", status: 503 },
    { kind: "fail-after", status: 502 },
    { kind: "cut" },
    { kind: "drop" },
    { kind: "no-id" },
    { kind: "no-json" },
    { kind: "duplicate-receipts" },
    { kind: "reverse-receipts" },
  ] as const)("a reply reaches them once, whatever Meta does: $kind", async (accident) => {
    const house = await openPage();
    house.fake.misbehave(accident);
    await house.fake.messenger.inbound(person, "Bonjour");
    await until("it was handed over", async () => {
      await house.fake.quiet();
      house.time.now += 5_000;
      const { mailboxes, uncertain, outbox } = await house.service.world.store.depths(
        house.time.now,
      );
      return mailboxes + uncertain + outbox === 0;
    });
    expect(house.fake.taken(person)).toHaveLength(1);
    expect(house.lines.filter((line) => line.includes("given-up"))).toEqual([]);
  });

  test("waits for the page's token to be mended, and loses nothing", async () => {
    const house = await openPage();
    house.fake.misbehave({ kind: "refuse", code: 190, status: 401, times: 3 });
    await house.fake.messenger.inbound(person, "Bonjour");
    await until("it was handed over", async () => {
      house.time.now += 5_000;
      return house.fake.taken(person).length === 1;
    });
    expect(house.lines.some((line) => line.includes("account-refused"))).toBe(true);
  });

  test("keeps no words and no ids of people in its log", async () => {
    const house = await openPage();
    await house.says("Coopérative Secrète");
    house.fake.misbehave({ kind: "refuse", code: 551 });
    await house.says("menu");
    const log = house.lines.join("\n");
    for (const secret of ["Secrète", person, page.token, appSecret]) {
      expect(log).not.toContain(secret);
    }
  });
});
