import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { startProgram } from "../faults/program.ts";
import { until } from "../until.ts";

const health = z.object({ live: z.boolean(), ready: z.boolean(), durable: z.boolean() });

test("from an empty folder it prints where the simulator is, and is healthy", async () => {
  const { url, output, folder } = await start({});
  const line = `Open the simulator: ${url}/`;
  await until("it says where the simulator is", () => output.stdout.includes(line));
  const page = await fetch(`${url}/`);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.headers.get("x-powered-by")).toBeNull();
  const told = await fetch(`${url}/health`);
  expect(told.status).toBe(200);
  expect(health.parse(await told.json())).toEqual({ live: true, ready: true, durable: true });
  expect(await talks(url)).toBe(201);
  // What people say is for nobody else on this machine.
  const open = readdirSync(folder).filter(
    (name) => (statSync(join(folder, name)).mode & 0o077) !== 0,
  );
  expect(open).toEqual([]);
});

test("in production there is no simulator and no web chat", async () => {
  const { url, output } = await start({ NODE_ENV: "production" });
  expect(output.stdout).not.toContain("simulator");
  expect((await fetch(`${url}/`)).status).toBe(404);
  expect((await fetch(`${url}/index.html`)).status).toBe(404);
  expect(await talks(url)).toBe(404);
  expect((await fetch(`${url}/health`)).status).toBe(200);
});

test("in production WEB_CHAT=on turns both on", async () => {
  const { url } = await start({ NODE_ENV: "production", WEB_CHAT: "on" });
  expect((await fetch(`${url}/`)).status).toBe(200);
  expect(await talks(url)).toBe(201);
});

test("without credentials of Azure /api/messages does not exist", async () => {
  const { url } = await start({});
  const answered = await fetch(`${url}/api/messages`, { method: "POST", body: "{}" });
  expect(answered.status).toBe(404);
});

/** The program as `npm start` runs it, with no settings but these, in a folder of its own. */
async function start(environment: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-first-"));
  // A port of one's own choice, so that it is known where nothing is printed.
  const port = await freePort();
  const program = startProgram("src/start.js", {
    cwd: folder,
    environment: {
      DATA_DIR: join(folder, "var"),
      PORT: String(port),
      HOST: "127.0.0.1",
      ...environment,
    },
  });
  onTestFinished(async () => {
    program.kill("SIGTERM");
    expect(await program.exit, program.output.stderr).toBe(0);
    rmSync(folder, { recursive: true });
  });
  const url = `http://127.0.0.1:${port}`;
  await until("it listens", async () => {
    if (!program.runs) throw new Error(program.output.stderr);
    return program.output.stdout.includes('"listening"');
  });
  return { url, output: program.output, folder: join(folder, "var") };
}

/** How the request for a conversation is answered. */
async function talks(url: string): Promise<number> {
  const response = await fetch(`${url}/v3/directline/conversations`, { method: "POST" });
  return response.status;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
