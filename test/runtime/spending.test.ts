import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  charged,
  isSpent,
  keepBudget,
  openTill,
  readBudget,
  readSpending,
} from "../../src/runtime/spending.ts";
import { silentLog } from "../../src/runtime/world.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";

const december = Date.parse("2026-12-10T10:00:00Z");
const january = Date.parse("2027-01-02T10:00:00Z");
const sent = { kind: "sent", providerId: null } as const;
const onWhatsApp = { channel: "twilio-whatsapp", id: "+212600000001" };
const text = { address: onWhatsApp, body: { kind: "text" } };
const template = { address: onWhatsApp, body: { kind: "template" } };

async function openStore() {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-spending-"));
  const store = await openSqliteStore({ file: join(folder, "rafiq.db") });
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  return store;
}

test("counts what went out through WhatsApp, of every process, month by month", async () => {
  const store = await openStore();
  const [one, other] = [0, 1].map(() => openTill(store, () => december, silentLog)) as [
    ReturnType<typeof openTill>,
    ReturnType<typeof openTill>,
  ];
  expect(await readSpending(store)).toEqual(new Map());
  one.note(text, sent, december);
  one.note(template, sent, december);
  one.note(text, sent, january);
  other.note(text, sent, december);
  // Nothing is charged elsewhere, nor for what never left.
  other.note({ ...text, address: { channel: "botframework", id: "x" } }, sent, december);
  other.note(text, { kind: "failed", code: "63024" }, december);
  other.note(text, { kind: "uncertain", until: december }, december);
  await Promise.all([one.close(), other.close()]);
  expect(await readSpending(store)).toEqual(
    new Map([
      ["2026-12", { free: 2, templates: 1, since: december }],
      ["2027-01", { free: 1, templates: 0, since: december }],
    ]),
  );
});

test("sums up now and then, and counts on from there", async () => {
  const store = await openStore();
  const entries = Array.from({ length: 250 }, (_, at) => ({
    id: `x.${at}`,
    body: { month: "2026-12", free: 2, templates: 1 },
  }));
  await store.append("spending", entries, december);
  expect((await readSpending(store)).get("2026-12")).toMatchObject({ free: 500, templates: 250 });
  expect(await store.note("spending")).toContain('"seq":250');
  await store.append("spending", [{ id: "y", body: entries[0]?.body ?? {} }], january);
  expect((await readSpending(store)).get("2026-12")).toMatchObject({ free: 502, templates: 251 });
});

test("writes what a store that was away did not take, once", async () => {
  const store = await openStore();
  const state = { away: true };
  const appended: string[] = [];
  const till = openTill(
    {
      async append(journal, entries, now) {
        await store.append(journal, entries, now);
        appended.push(...entries.map(({ id }) => id));
        // It may have happened all the same.
        if (state.away) throw new Error("away");
      },
    },
    () => december,
    silentLog,
  );
  till.note(text, sent, december);
  await till.close();
  state.away = false;
  till.note(template, sent, december);
  await till.close();
  expect(appended[0]).toBe(appended[1]);
  expect((await readSpending(store)).get("2026-12")).toMatchObject({ free: 1, templates: 1 });
});

test("a budget is spent by what is charged, and is new every month", async () => {
  const store = await openStore();
  expect(await isSpent(store, december)).toBe(false);
  await keepBudget(store, 10);
  expect(await readBudget(store)).toBe(10);
  const append = (free: number, templates: number, id: string) =>
    store.append("spending", [{ id, body: { month: "2026-12", free, templates } }], december);
  await append(1_005, 4, "a");
  expect(charged((await readSpending(store)).get("2026-12"))).toBe(9);
  expect(await isSpent(store, december)).toBe(false);
  await append(0, 1, "b");
  expect(await isSpent(store, december)).toBe(true);
  expect(await isSpent(store, january)).toBe(false);
  await keepBudget(store, null);
  expect(await isSpent(store, december)).toBe(false);
});
