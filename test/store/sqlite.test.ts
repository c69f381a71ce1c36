import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { dedupeFor } from "../../src/store/store.ts";
import { storeContract } from "./contract.ts";
import {
  accept,
  address,
  claim,
  commitOf,
  deliverAll,
  message,
  outcomesOf,
  playTurn,
  promised,
  type Room,
  t0,
} from "./contract/room.ts";
import { storeModel } from "./model.ts";

storeContract("the store on SQLite", openRoom);
storeModel("the store on SQLite", openRoom);

const salma = address("212600000001");
let folder = "";
let file = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rafiq-"));
  file = join(folder, "deep", "store.db");
});
afterEach(() => rm(folder, { recursive: true }));

describe("a file", () => {
  test("belongs to one process until that process is killed", async () => {
    const writer = await startWriter(0);
    await expect(openSqliteStore({ file })).rejects.toMatchObject({ code: "store/occupied" });
    await writer.kill();
    const store = await openSqliteStore({ file });
    await expect(openSqliteStore({ file })).rejects.toMatchObject({
      code: "store/occupied",
      message: expect.stringContaining(file),
    });
    await store.close();
    await (await openSqliteStore({ file })).close();
  });

  test("holds every acceptance that was acknowledged before its writer was killed", async () => {
    let acknowledged = 0;
    for (const round of [1, 2, 3, 4]) {
      const first = round * 100_000;
      const writer = await startWriter(first);
      await writer.hear(round * 37);
      const numbers = await writer.kill();
      const store = await openSqliteStore({ file });
      for (const number of numbers) {
        const event = message(`m${number}`, address(`${Math.floor(number / 10)}`));
        expect(await outcomesOf(store, [event])).toEqual(["duplicate"]);
      }
      acknowledged += numbers.length;
      await store.close();
    }
    const store = await openSqliteStore({ file });
    const mail = (await claim(store, t0, 10_000)).flatMap((each) => each.mail.map(({ id }) => id));
    expect(mail.length).toBeGreaterThanOrEqual(acknowledged);
    expect(new Set(mail).size).toBe(mail.length);
    await store.close();
  });

  test("is readable by its owner only", async () => {
    const store = await openSqliteStore({ file });
    expect(statSync(file).mode % 0o1000).toBe(0o600);
    expect(await store.durability()).toMatchObject({ durable: true });
    await store.close();
  });

  test("written by a newer version of the program is left alone", async () => {
    await (await openSqliteStore({ file })).close();
    const db = new DatabaseSync(file);
    db.exec("PRAGMA user_version = 999");
    db.close();
    await expect(openSqliteStore({ file })).rejects.toThrow("newer version");
  });

  test("that is no database is refused with its name", async () => {
    await expect(openSqliteStore({ file: folder })).rejects.toMatchObject({
      message: expect.stringContaining(folder),
    });
  });

  test("holds nothing of the erased, neither in its rows nor between them", async () => {
    const store = await openSqliteStore({ file });
    const people = Array.from({ length: 60 }, (_, index) => address(`phone-${index}-`));
    // Long and short texts by turns: rows move from page to page and leave copies behind.
    for (const round of Array(8).keys()) {
      for (const [index, each] of people.entries()) {
        const body = { text: `secret-${index}-`.repeat(1 + ((index * 7 + round * 13) % 90)) };
        await playTurn(store, each, {
          state: body,
          journal: [body],
          timers: [{ id: `${round}`, at: t0, body }],
          outbox: [promised(`r${round}`, each, { body })],
        });
      }
    }
    for (const round of Array(8).keys()) {
      for (const [index, each] of people.entries()) {
        const text = `secret-${index}-`.repeat(1 + ((index * 5 + round * 11) % 90));
        await accept(store, message(`m${round}`, each, { text }));
      }
      for (const each of await claim(store, t0, 20, 3)) await store.commit(commitOf(each));
    }
    const erased = people.filter((_, index) => index % 2 === 0);
    for (const each of erased) await store.erase((await store.contactOf(each)) ?? "");
    await store.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    const bytes = readFileSync(file);
    const found = people.filter((_, index) => bytes.includes(`secret-${index}-`));
    expect(found).toEqual(people.filter((each) => !erased.includes(each)));
    expect(erased.filter(({ id }) => bytes.includes(id))).toEqual([]);
  });

  test("forgets marks and sent messages after eight days, a few at a time", async () => {
    const store = await openSqliteStore({ file });
    for (const round of Array(5).keys()) {
      await playTurn(store, salma, { outbox: [promised(`r${round}`, salma)] });
      await deliverAll(store);
    }
    const later = t0 + dedupeFor + 1;
    for (const round of Array(3).keys()) {
      await playTurn(store, salma, { outbox: [promised(`late${round}`, salma)] }, later);
      await deliverAll(store, later);
    }
    await store.close();
    const db = new DatabaseSync(file);
    const count = (table: string) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.["n"];
    expect([count("marks"), count("settled"), count("provider_ids")]).toEqual([3, 3, 3]);
    db.close();
  });
});

describe("memory", () => {
  test("makes a store that says it is not durable", async () => {
    const store = await openSqliteStore({ file: ":memory:" });
    await accept(store, message("m1", salma));
    expect(await store.durability()).toMatchObject({ durable: false });
    await store.close();
  });
});

/** A process that fills the store and says what was acknowledged, line by line. */
interface Writer {
  /** Waits for so many lines. */
  hear(lines: number): Promise<void>;
  /** Ends the process without a word of warning, and answers the numbers it had said. */
  kill(): Promise<readonly number[]>;
}

async function startWriter(first: number): Promise<Writer> {
  const script = join(import.meta.dirname, "sqlite-child.ts");
  const child = spawn(process.execPath, [script, file, `${first}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  const lines = () => said.split("\n").slice(0, -1);
  const writer: Writer = {
    async hear(count) {
      while (lines().length < count) await once(child.stdout, "data");
    },
    async kill() {
      const closed = once(child, "close");
      child.kill("SIGKILL");
      await closed;
      return lines().slice(1).map(Number);
    },
  };
  await writer.hear(1);
  return writer;
}

/** A store in a file of its own, removed with the room. */
async function openRoom(): Promise<Room> {
  const own = await mkdtemp(join(tmpdir(), "rafiq-"));
  const options = { file: join(own, "store.db") };
  const store = await openSqliteStore(options);
  let current = store;
  return {
    store,
    async reopen() {
      await current.close();
      current = await openSqliteStore(options);
      return current;
    },
    async close() {
      await current.close();
      await rm(own, { recursive: true });
    },
  };
}
