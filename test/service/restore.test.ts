import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Request } from "../../src/channels/channel.ts";
import { newestCopy, restoreFile } from "../../src/store/sqlite/backup.ts";
import { startRedis, type RedisServer } from "../fakes/redis-server.ts";
import type { InboundParts } from "../fakes/twilio/webhooks.ts";
import { until } from "../until.ts";
import { answerTo } from "./answers.ts";
import { openHouse, type House } from "./house.ts";

const phone = "+212600000001";
const second = 1_000;

describe("a restore from the past", () => {
  test("of the embedded store: what it knows is not heard again, what was lost is played once", async () => {
    const folder = makeFolder();
    const house = await openHouse({ DATA_DIR: folder });
    await losesAnHour(house, {
      copy: async () => void (await house.service.backup()),
      restore: () => {
        const copy = newestCopy(join(folder, "backups"));
        expect(restoreFile(copy ?? "", join(folder, "rafiq.db"), house.time.now)).not.toBeNull();
      },
    });
  });

  test("of Redis, by the steps that are written down: the same", async () => {
    const [before, after] = [makeFolder(), makeFolder()];
    let redis = await startRedis({ args: ["--dir", before] });
    onTestFinished(() => redis.stop());
    const { port } = redis;
    const house = await openHouse({ REDIS_URL: redis.url });
    await losesAnHour(house, {
      copy: () => {
        execFileSync("redis-cli", ["-p", String(port), "--rdb", join(after, "dump.rdb")], {
          stdio: "ignore",
        });
      },
      restore: async () => {
        await redis.stop();
        redis = await startRedis({ port, args: ["--dir", after, "--appendonly", "no"] });
        ask(redis, "CONFIG", "SET", "appendonly", "yes");
        await until("the append-only file is written", () =>
          ask(redis, "INFO", "persistence").includes("aof_rewrite_in_progress:0"),
        );
        await redis.stop();
        redis = await startRedis({ port, args: ["--dir", after] });
      },
    });
  });

  test("does not say again what waited when the copy was made and was said since", async () => {
    const folder = makeFolder();
    const house = await openHouse({ DATA_DIR: folder }, { callbacks: [] });
    house.twilio.misbehave({ kind: "throttle", after: "30" });
    await house.twilio.inbound({ from: phone, body: "salam" });
    await until("Twilio said 429", () =>
      house.twilio.ledger.some(({ kind, taken }) => kind === "message" && !taken),
    );
    await house.service.pump.settle();
    const copy = await house.service.backup();
    house.time.now += 31 * second;
    await house.settled();
    expect(house.twilio.taken()).toHaveLength(1);
    await house.restart(() => {
      restoreFile(copy, join(folder, "rafiq.db"), house.time.now);
    });
    await house.settled();
    expect(house.twilio.taken()).toHaveLength(1);
  });
});

describe("a copy of the embedded store", () => {
  test("is sound although people write meanwhile, readable by its owner only, and gone after a month", async () => {
    const folder = makeFolder();
    const house = await openHouse({ DATA_DIR: folder }, { callbacks: [] });
    const people = Array.from({ length: 30 }, (_, at) => `+2126000001${10 + at}`);
    const written = people.map((from) => house.twilio.inbound({ from, body: "salam" }));
    const copy = await house.service.backup();
    await Promise.all(written);
    await house.settled();
    expect(statSync(copy).mode & 0o077).toBe(0);
    house.time.now += 31 * 24 * 3_600 * second;
    await house.service.backup();
    const kept = readdirSync(join(folder, "backups"));
    expect(kept).toHaveLength(1);
    expect(copy).not.toContain(kept[0]);
    await house.restart(() => {
      restoreFile(join(folder, "backups", kept[0] ?? ""), join(folder, "rafiq.db"), house.time.now);
    });
    for (const from of people) expect((await house.stateOf(from))?.moves).toBe(1);
  });

  test("is not put in place when it is damaged, nor while the bot runs", async () => {
    const folder = makeFolder();
    const house = await openHouse({ DATA_DIR: folder });
    const copy = await house.service.backup();
    const file = join(folder, "rafiq.db");
    expect(() => restoreFile(copy, file, house.time.now)).toThrow("store/occupied");
    expect(() => restoreFile(join(import.meta.dirname, "house.ts"), file, 0)).toThrow(
      "store/damaged",
    );
  });
});

/** A diagnostic begun, a copy, some answers more, the copy put back, and every webhook sent again. */
async function losesAnHour(
  house: House,
  { copy, restore }: Record<"copy" | "restore", () => void | Promise<void>>,
): Promise<void> {
  const sent: Request[] = [];
  const tells = async (parts: Omit<InboundParts, "from">) => {
    const request = house.twilio.sign({ from: phone, ...parts });
    sent.push(request);
    await send(house, request);
  };
  const answers = async (name: string) => {
    const last = house.twilio.taken().at(-1);
    const answer = last === undefined ? null : answerTo(last, [name], sent.length, "tap");
    if (answer === null) throw new Error("nothing is asked");
    await tells(answer);
  };
  await tells({ body: "salam" });
  for (const name of ["fr", "yes", "coop"]) await answers(name);
  const known = house.twilio.taken().length;
  await copy();
  for (const name of ["6-15", "1-3", "town"]) await answers(name);
  const state = await house.stateOf(phone);
  const said = house.twilio.taken().map(({ body }) => body);
  expect(said.length).toBeGreaterThan(known);

  await house.restart(restore);
  expect((await house.stateOf(phone))?.moves).toBeLessThan(state?.moves ?? 0);
  for (const request of sent) await send(house, request);
  expect(await house.stateOf(phone)).toEqual(state);
  const again = house.twilio.taken().map(({ body }) => body);
  expect(again).toEqual([...said, ...said.slice(known)]);

  for (const request of sent) await send(house, request);
  expect(house.twilio.taken()).toHaveLength(again.length);
}

async function send(house: House, { url, headers, raw }: Request): Promise<void> {
  const given = Object.entries(headers).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const answered = await fetch(house.service.url + url, {
    method: "POST",
    headers: given,
    body: Buffer.from(raw),
  });
  expect(answered.status).toBe(200);
  await house.settled();
}

function ask({ port }: RedisServer, ...command: readonly string[]): string {
  return execFileSync("redis-cli", ["-p", String(port), ...command], { encoding: "utf8" });
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-restore-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
