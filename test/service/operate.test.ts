import { request as httpRequest } from "node:http";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { startProgram, type Program } from "../faults/program.ts";
import { startRedis } from "../fakes/redis-server.ts";
import { until } from "../until.ts";
import { account, openHouse, type House } from "./house.ts";
import { Person } from "./person.ts";

const phone = "+212600000001";

describe("/metrics", () => {
  test("counts what was done, and holds nobody's number or words", async () => {
    const house = await openHouse();
    await readMetrics(house);
    const person = new Person(house, phone);
    await person.says("salam");
    await person.taps("fr");
    house.twilio.misbehave({ kind: "refuse", code: 20_003, status: 401 });
    await house.twilio.inbound({ from: phone, body: "confidentiel-zdq8" });
    await until("the account was refused", async () =>
      (await readMetrics(house)).includes(
        'rafiq_channel_silent{channel="twilio-whatsapp",code="20003"} 1',
      ),
    );
    house.time.now += 7_000;
    await until("the age of what waits is told", async () =>
      (await readMetrics(house)).includes("rafiq_oldest_outbox_seconds 7"),
    );
    house.time.now += 24_000;
    await house.settled();
    await until("the account is accepted again", async () =>
      (await readMetrics(house)).includes("rafiq_outbox_messages 0"),
    );
    const text = await readMetrics(house);
    expect(text).not.toContain('code="20003"} 1\nrafiq_channel_silent');
    for (const line of [
      'rafiq_events_total{outcome="accepted"} 3',
      'rafiq_webhooks_total{channel="twilio-whatsapp",status="200"}',
      'rafiq_turns_total{outcome="committed"}',
      "rafiq_turn_seconds_count",
      "rafiq_accept_seconds_count 3",
      'rafiq_provider_calls_total{channel="twilio-whatsapp",result="refused",code="20003"} 1',
      'rafiq_deliveries_total{channel="twilio-whatsapp",outcome="sent"} 3',
      'rafiq_deliveries_total{channel="twilio-whatsapp",outcome="retry"} 1',
      'rafiq_receipts_total{channel="twilio-whatsapp",status="delivered",code=""} 3',
      'rafiq_health{fact="ready"} 1',
      "rafiq_oldest_mail_seconds 0",
      "rafiq_oldest_outbox_seconds 0",
      "rafiq_dead_letters 0",
      "rafiq_spool_events 0",
    ]) {
      expect(text).toContain(line);
    }
    for (const canary of [phone.slice(1), "confidentiel", account.accountSid, account.authToken]) {
      expect(text).not.toContain(canary);
    }
  });

  test("does not exist through a proxy, nor with METRICS=off", async () => {
    const house = await openHouse();
    for (const name of ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"]) {
      const headers = { [name]: "127.0.0.1" };
      expect((await fetch(`${house.service.url}/metrics`, { headers })).status).toBe(404);
    }
    const closed = await openHouse({ METRICS: "off" });
    expect((await fetch(`${closed.service.url}/metrics`)).status).toBe(404);
    const open = await openHouse({ METRICS: "on" });
    expect((await fetch(`${open.service.url}/metrics`)).status).toBe(200);
    const headers = { "X-Forwarded-For": "127.0.0.1" };
    expect((await fetch(`${open.service.url}/metrics`, { headers })).status).toBe(404);
  });
});

test("with Redis emptied, then away, /health says why, and webhooks are kept all the same", async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const house = await openHouse({ REDIS_URL: redis.url });
  expect(await healthOf(house, "/ready")).toMatchObject({ status: 200 });
  execFileSync("redis-cli", ["-p", String(redis.port), "FLUSHALL"], { stdio: "ignore" });
  const emptied = await until("it sees that the store was emptied", async () => {
    const told = await healthOf(house, "");
    return told.status === 503 && told;
  });
  expect(emptied.body).toContain("store/emptied");
  await redis.kill("SIGKILL");
  await until("it sees that the store is away", async () =>
    (await healthOf(house, "/ready")).body.includes("store/unavailable"),
  );
  expect(await healthOf(house, "/accepting")).toMatchObject({ status: 200 });
  expect(await healthOf(house, "/live")).toMatchObject({ status: 200 });
  expect((await house.twilio.inbound({ from: phone, body: "salam" })).status).toBe(200);
  await until("it counts what is on the disk", async () =>
    (await readMetrics(house)).includes("rafiq_spool_events 1"),
  );
  expect(await readMetrics(house)).not.toMatch(/^rafiq_oldest_mail_seconds \d/mu);
  await redis.restart();
});

test("SIGTERM: it says first that it stops, finishes what was begun, and ends within 20 s", async () => {
  const { program, url } = await start({ DRAIN_SECONDS: "2" });
  const begun = beginRequest(url);
  await begun.connected;
  const asked = performance.now();
  program.kill("SIGTERM");
  const ready = await until("it says that it stops", async () => {
    const response = await fetch(`${url}/health/ready`);
    return response.status === 503 && (await response.text());
  });
  expect(ready).toContain("stopping");
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  begun.finish();
  expect(await begun.answered).toBe(400);
  expect(await program.exit, program.output.stderr).toBe(0);
  expect(performance.now() - asked).toBeLessThan(20_000);
});

test("SIGUSR2 copies the store of the running bot, and the command puts the copy back", async () => {
  const { program, folder } = await start({});
  const environment = { DATA_DIR: folder };
  const store = (...args: readonly string[]) =>
    startProgram("src/cli/store.ts", { cwd: folder, environment, args });
  const refused = store("backup", join(folder, "copies"));
  expect(await refused.exit).toBe(1);
  expect(refused.output.stderr).toContain("USR2");
  program.kill("SIGUSR2");
  await until("the copy is written", () => program.output.stdout.includes("backup-written"));
  program.kill("SIGTERM");
  expect(await program.exit).toBe(0);
  const restored = store("restore", join(folder, "backups"));
  expect(await restored.exit, restored.output.stderr).toBe(0);
  expect(restored.output.stdout).toContain("rafiq.db.before-");
  const checked = store("check");
  expect(await checked.exit, checked.output.stderr).toBe(0);
  expect(checked.output.stdout).toMatch(/^durable\s+yes/mu);
  expect(checked.output.stdout).toMatch(/^sound\s+yes/mu);
  const copied = store("backup", join(folder, "copies"));
  expect(await copied.exit, copied.output.stderr).toBe(0);
});

/** A webhook whose body arrives in two halves. It is not signed: all we want is an answer. */
function beginRequest(url: string) {
  const body = "Body=salam";
  const request = httpRequest(`${url}/webhooks/twilio/whatsapp`, {
    method: "POST",
    headers: { "content-length": body.length, "content-type": "application/x-www-form-urlencoded" },
  });
  request.write(body.slice(0, 4));
  const answered = new Promise<number | undefined>((resolve, reject) => {
    request.once("error", reject);
    request.once("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    });
  });
  const connected = new Promise<void>((resolve) => {
    request.once("socket", (socket) => socket.once("connect", () => resolve()));
  });
  return { answered, connected, finish: () => request.end(body.slice(4)) };
}

async function start(environment: Readonly<Record<string, string>>): Promise<{
  readonly program: Program;
  readonly url: string;
  readonly folder: string;
}> {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-operate-"));
  const program = startProgram("src/start.js", {
    cwd: folder,
    environment: {
      DATA_DIR: folder,
      PORT: "0",
      WEB_CHAT: "on",
      TWILIO_ACCOUNT_SID: account.accountSid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_WHATSAPP_FROM: account.from,
      PUBLIC_URL: account.publicUrl,
      ...environment,
    },
  });
  onTestFinished(async () => {
    program.kill("SIGKILL");
    await program.exit;
    rmSync(folder, { recursive: true });
  });
  const url = await until("it listens", () => {
    if (!program.runs) throw new Error(program.output.stderr);
    return /(http:\/\/\S+:\d+)\//u.exec(program.output.stdout)?.[1];
  });
  return { program, url, folder };
}

async function readMetrics(house: House): Promise<string> {
  const response = await fetch(`${house.service.url}/metrics`);
  expect(response.headers.get("content-type")).toContain("text/plain");
  return response.text();
}

const told = z.object({ status: z.number(), body: z.string() });

async function healthOf(house: House, path: string): Promise<z.infer<typeof told>> {
  const response = await fetch(`${house.service.url}/health${path}`);
  return told.parse({ status: response.status, body: await response.text() });
}
