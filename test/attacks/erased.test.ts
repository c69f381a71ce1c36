import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "redis";
import { describe, expect, onTestFinished, test } from "vitest";
import { caseNumber, deskOwner } from "../../src/core/cases/number.ts";
import { readDesk } from "../../src/core/engine/owners/rota.ts";
import { webinarOwner } from "../../src/core/webinar/mail.ts";
import { until } from "../until.ts";
import { addMember, enterAs } from "../console/console-server.ts";
import { startRedis } from "../fakes/redis-server.ts";
import { coordinate } from "../service/coordinate.ts";
import { openHouse } from "../service/house.ts";
import { Person } from "../service/person.ts";

const from = "+212677889911";
/** Who it was and what they said: none of it may be left, however it is written. */
const canaries = [from.slice(1), "canari-demande", "canari-suite", "canari-attente", "canari-note"];

/** All bytes of the files of a folder. */
function bytesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => readFileSync(join(one.parentPath, one.name)).toString("latin1"))
    .join("\n");
}

function left(all: string): readonly string[] {
  return canaries.filter((canary) => all.includes(canary));
}

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
const stores = hasRedis ? (["sqlite", "redis"] as const) : (["sqlite"] as const);

describe("a person erased through the console", () => {
  test.each(stores)("leaves nothing anywhere in the store (%s)", async (kind) => {
    const folder = mkdtempSync(join(tmpdir(), "rafiq-erased-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const redis = kind === "redis" ? await startRedis() : null;
    if (redis !== null) onTestFinished(() => redis.stop());
    const house = await openHouse({
      DATA_DIR: folder,
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    });
    const { store } = house.service.world;
    // A seat in a webinar that is in no catalogue any more when they are erased.
    await coordinate(house, "add", "--session", "2", "--id", "w1", "--starts", "2026-12-03T18:30");
    await coordinate(house, "publish", "w1");
    await until("it is in the catalogue", () =>
      Promise.resolve(house.service.world.book.webinars.length > 0),
    );
    const person = new Person(house, from);
    for (const words of ["salam", "Français", "D'accord"]) await person.says(words);
    await person.taps("coop");
    await person.says("webinaires");
    await person.taps("w1");
    await person.taps("register");
    const contact = (await store.contactOf({ channel: "twilio-whatsapp", id: from })) ?? "";
    await store.link({ channel: "twilio-whatsapp", id: "MA.canari-suite" }, contact);
    await person.says("humain");
    await person.says("canari-demande pour la page");
    const desk = async () => readDesk((await store.stateOf(deskOwner))?.state ?? null);
    const [id = ""] = Object.keys((await desk()).rows);
    const boss = await addMember(store, house.time.now, "coordinator", "Nadia");
    const origin = house.service.url;
    const browser = await enterAs({ store, now: house.time.now, origin, key: null }, boss);
    await browser.get(`/cases/${id}`);
    await browser.post(`/cases/${id}/claim`, { command: "claim-it-now" });
    await house.settled();
    await person.says("canari-suite de la conversation");
    await browser.post(`/cases/${id}/note`, { command: "note-it-now", note: "canari-note" });
    // Something waits in the outbox: the provider does not take it.
    for (let at = 0; at < 6; at += 1) house.twilio.misbehave({ kind: "fail", status: 429 });
    await browser.post(`/cases/${id}/say`, { command: "say-it-now", text: "canari-attente" });
    await until("it waits", async () => (await store.depths(house.time.now)).outbox > 0);
    const before = JSON.stringify([await store.export(contact), await store.export(id)]);
    expect(left(before)).toEqual(canaries);

    const number = caseNumber(id);
    const answer = await browser.post(`/settings/person/${id}/erase`, {
      number,
      command: "erase-them-now",
    });
    expect(answer.location).toContain("erasedData");
    await until("every mailbox was played", async () => {
      house.time.now += 60_000;
      const { mailboxes, outbox, posts } = await store.depths(house.time.now);
      return mailboxes + outbox + posts === 0 && (await store.stateOf(id))?.state == null;
    });
    expect(JSON.stringify(await store.export(webinarOwner("w1")))).not.toContain(contact);
    expect(Object.keys((await desk()).rows)).toEqual([]);
    // What was heard before and comes once more does not bring them back.
    expect(await store.contactOf({ channel: "twilio-whatsapp", id: from })).toBeNull();

    if (redis === null) {
      await house.restart(() => {
        const all = bytesOf(folder);
        expect(all.length).toBeGreaterThan(10_000);
        expect(left(all)).toEqual([]);
      });
      return;
    }
    const client = createClient({ url: redis.url });
    await client.connect();
    const keys = await client.sendCommand<string[]>(["KEYS", "*"]);
    const all = [keys.join("\n")];
    for (const key of keys) {
      const dumped = await client.sendCommand<string | null>(["DUMP", key]);
      all.push(dumped ?? "", await whole((args) => client.sendCommand(args), key));
    }
    client.destroy();
    expect(keys.length).toBeGreaterThan(5);
    expect(left(all.join("\n"))).toEqual([]);
  });
});

/** A value of Redis as text, whatever its type: a dump may be compressed. */
async function whole(ask: (args: string[]) => Promise<unknown>, key: string): Promise<string> {
  const kind = await ask(["TYPE", key]);
  const asked: Readonly<Record<string, string[]>> = {
    string: ["GET", key],
    hash: ["HGETALL", key],
    list: ["LRANGE", key, "0", "-1"],
    set: ["SMEMBERS", key],
    zset: ["ZRANGE", key, "0", "-1"],
    stream: ["XRANGE", key, "-", "+"],
  };
  return JSON.stringify(await ask(asked[String(kind)] ?? ["TYPE", key]));
}
