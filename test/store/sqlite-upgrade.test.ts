import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrations } from "../../src/store/sqlite/schema.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { lease, t0 } from "./contract/room.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rafiq-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a file of the version before this one knows who wrote and what is a reply", async () => {
  const file = join(folder, "store.db");
  const db = new DatabaseSync(file);
  for (const step of migrations.slice(0, 2)) db.exec(step);
  db.exec(`
    PRAGMA user_version = 2;
    INSERT INTO owners (key, owner, waiting) VALUES
      (1, 'c01-heard', ${t0}), (2, 'c02-timer', ${t0}), (3, 'w03-roll', ${t0});
    INSERT INTO mail (owner, seq, id, at, channel, address, body, since) VALUES
      (1, 1, 'm1', ${t0}, 'meta-whatsapp', '1', '{}', ${t0}),
      (2, 1, 't1', ${t0}, NULL, NULL, '{}', ${t0}),
      (3, 1, 't1', ${t0}, NULL, NULL, '{}', ${t0});
    INSERT INTO outbox (owner, seq, id, kind, channel, address, body, not_before) VALUES
      (1, 1, 'r1', 'reply', 'meta-whatsapp', '1', '{}', ${t0}),
      (2, 1, 'r2', 'reminder', 'meta-whatsapp', '2', '{}', ${t0});
    INSERT INTO lanes (owner, seq, channel, due) VALUES
      (1, 1, 'meta-whatsapp', ${t0}), (2, 1, 'meta-whatsapp', ${t0});
    INSERT INTO posts (owner, id, receiver, at, body) VALUES (3, 'p1', 'c02-timer', ${t0}, '{}');
  `);
  db.close();
  const store = await openSqliteStore({ file });
  try {
    const wish = { now: t0, lease, owners: 9, events: 9 };
    expect(await store.carryPosts(t0, 9)).toEqual(["c02-timer"]);
    const heard = await store.claim({ ...wish, heard: true });
    expect(heard.map(({ owner }) => owner)).toEqual(["c01-heard"]);
    const others = await store.claim({ ...wish, heard: false });
    expect(others.map(({ owner }) => owner)).toEqual(["w03-roll", "c02-timer"]);
    const replies = await store.claimDeliveries({ now: t0, lease, limit: 9, replies: true });
    expect(replies.map(({ id }) => id)).toEqual(["r1"]);
    const reminders = await store.claimDeliveries({ now: t0, lease, limit: 9, replies: false });
    expect(reminders.map(({ id }) => id)).toEqual(["r2"]);
  } finally {
    await store.close();
  }
});
