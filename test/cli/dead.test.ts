import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { startProgram } from "../faults/program.ts";

test("dead letters are listed with owner, id, reason and moment, and one is put back", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-dead-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const dead = async (...args: readonly string[]) => {
    const program = startProgram("src/cli/dead.ts", {
      cwd: folder,
      environment: { DATA_DIR: folder },
      args,
    });
    const code = await program.exit;
    return { code, text: program.output.stdout + program.output.stderr };
  };
  expect(await dead()).toEqual({ code: 0, text: "No dead letter.\n" });
  const owner = await bury(join(folder, "rafiq.db"));
  const line = `${owner}\tan id\tflow/endless\t2026-11-25T10:00:00.000Z\n`;
  expect(await dead()).toEqual({ code: 0, text: line });
  expect(await dead("revive", owner, "another")).toMatchObject({ code: 1 });
  expect(await dead("revive", owner, "an", "id")).toMatchObject({ code: 0 });
  expect(await dead()).toEqual({ code: 0, text: "No dead letter.\n" });
  expect(await dead("bury")).toMatchObject({ code: 1, text: expect.stringContaining("revive") });
  const running = await openSqliteStore({ file: join(folder, "rafiq.db") });
  expect(await dead()).toMatchObject({ code: 1, text: expect.stringContaining("stop the bot") });
  expect((await running.depths(0)).mailboxes).toBe(1);
  await running.close();
});

/** Leaves one dead letter in a store's file, and answers whose. */
async function bury(file: string): Promise<string> {
  const store = await openSqliteStore({ file });
  const now = Date.UTC(2026, 10, 25, 10);
  const address = { channel: "room", id: "someone" };
  await store.accept([{ id: "an id", to: { address }, at: now, body: null }], now);
  const [claim] = await store.claim({ now, lease: 1_000, owners: 1, events: 1 });
  if (claim === undefined) throw new Error("nothing to claim");
  await store.commit({
    owner: claim.owner,
    lease: claim.lease,
    turn: claim.turn,
    state: {},
    consumed: ["an id"],
    dead: [{ id: "an id", reason: "flow/endless" }],
    outbox: [],
    timers: [],
    cancelled: [],
    posts: [],
    journal: [],
    now,
  });
  await store.close();
  return claim.owner;
}
