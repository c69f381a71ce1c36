import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readSettings } from "../../src/config.ts";
import { storeFile } from "../../src/open-store.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { addMember, enterAs } from "../console/console-server.ts";
import { startProgram, type Program } from "../faults/program.ts";
import { until } from "../until.ts";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return typeof address === "object" && address !== null ? address.port : 0;
}

test("news reach a page of the console over a kill of the server, each of them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-killed-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const environment = {
    DATA_DIR: folder,
    PORT: String(port),
    HOST: "127.0.0.1",
    WEB_CHAT: "on",
  };
  // Somebody of the team is signed in before anything runs.
  const store = await openSqliteStore({ file: storeFile(readSettings(environment)) });
  const now = Date.now();
  const amal = await addMember(store, now, "consultant", "Amal");
  const { cookies } = await enterAs({ store, now, origin, key: null }, amal);
  await store.close();
  const cookie = `rafiq=${cookies.get("rafiq") ?? ""}`;

  const running: { program: Program | null } = { program: null };
  onTestFinished(() => running.program?.kill("SIGKILL"));
  const start = async (): Promise<void> => {
    running.program = startProgram("src/main.ts", { cwd: folder, environment });
    await until(
      "it listens",
      async () => {
        try {
          return (await fetch(`${origin}/health`)).ok;
        } catch {
          return false;
        }
      },
      60_000,
    );
  };
  await start();

  /** The place of the inbox in a page, and the page's news from there on, as a browser follows them. */
  const look = async (): Promise<string> => {
    const page = await fetch(`${origin}/console/inbox?view=everyCase`, { headers: { cookie } });
    expect(page.status).toBe(200);
    return await page.text();
  };
  const inbox = async (): Promise<string> => /inbox@\d+/u.exec(await look())?.[0] ?? "";
  const showsCases = (count: number): Promise<unknown> =>
    until(`${count} cases stand there`, async () => {
      return ((await look()).match(/data-phase=/gu) ?? []).length >= count;
    });
  const listen = async (topic: string): Promise<void> => {
    const ends = new AbortController();
    const url = `${origin}/console/live?topics=${encodeURIComponent(topic)}`;
    const answer = await fetch(url, { headers: { cookie }, signal: ends.signal });
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    const decoder = new TextDecoder();
    let heard = "";
    for await (const part of answer.body ?? []) {
      heard += decoder.decode(part, { stream: true });
      if (/^event: news\ndata: .*inbox/mu.test(heard)) break;
    }
    ends.abort();
    expect(heard).toMatch(/^event: news\ndata: .*inbox/mu);
  };
  const asks = async (): Promise<void> => {
    const begun = await fetch(`${origin}/v3/directline/conversations`, { method: "POST" });
    const { conversationId, token } = (await begun.json()) as Record<string, string>;
    const place = `${origin}/v3/directline/conversations/${conversationId}/activities`;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    let said = 0;
    for (const text of ["salam", "Français", "D'accord", "humain"]) {
      const body = JSON.stringify({ type: "message", text });
      expect((await fetch(place, { method: "POST", headers, body })).status).toBe(200);
      said = await until(
        `« ${text} » is answered`,
        async () => {
          const all = await (await fetch(place, { headers })).text();
          const count = (all.match(/"role":"bot"/gu) ?? []).length;
          return count > said ? count : null;
        },
        60_000,
      );
    }
  };

  const first = listen(await inbox());
  await asks();
  await first;
  await showsCases(1);

  // Killed in the middle of work; a page that was open comes back with what it knew.
  const known = await inbox();
  await asks();
  running.program?.kill("SIGKILL");
  await running.program?.exit;
  await start();
  await listen(known);
  await showsCases(2);
}, 240_000);
