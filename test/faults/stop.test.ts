import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startTwilioFake } from "../fakes/twilio/fake.ts";
import { account } from "../service/house.ts";
import { until } from "../until.ts";
import { startProgram, type Program } from "./program.ts";

test("SIGTERM ends within seconds, with everything answered that was accepted", async () => {
  const folder = makeFolder();
  const twilio = await startTwilioFake(account);
  onTestFinished(() => twilio.close());
  const program = start(folder, {
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_WHATSAPP_FROM: account.from,
    TWILIO_API_BASE: twilio.url,
    PUBLIC_URL: account.publicUrl,
  });
  twilio.setTarget(await addressOf(program));
  const people = Array.from({ length: 8 }, (_, at) => `+2126000000${10 + at}`);
  const accepted = await Promise.all(people.map((from) => twilio.inbound({ from, body: "salam" })));
  expect(accepted.map(({ status }) => status)).toEqual(people.map(() => 200));
  program.kill("SIGTERM");
  const asked = performance.now();
  expect(await program.exit, program.output.stderr).toBe(0);
  expect(performance.now() - asked).toBeLessThan(10_000);
  for (const from of people) expect(twilio.taken(`whatsapp:${from}`)).toHaveLength(1);
});

test("a second process on the same file refuses to start and says why", async () => {
  const folder = makeFolder();
  await addressOf(start(folder, {}));
  const second = start(folder, {});
  expect(await second.exit).toBe(1);
  expect(second.output.stderr).toContain("store/occupied");
  expect(second.output.stderr).not.toContain("    at ");
});

test("a wrong setting stops the start with every problem at once, and no value", async () => {
  const program = start(makeFolder(), {
    PORT: "seventy-thousand",
    REDIS_URL: "http://redis.example",
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: "short-secret",
    MICROSOFT_APP_PASSWORD: "a-password-of-16-or-more",
  });
  expect(await program.exit).toBe(1);
  const { stderr, stdout } = program.output;
  for (const name of ["PORT", "REDIS_URL", "TWILIO_AUTH_TOKEN", "MICROSOFT_APP_ID"]) {
    expect(stderr).toContain(name);
  }
  expect(stderr).toContain("settings/invalid");
  for (const value of [
    "seventy",
    "redis.example",
    "short-secret",
    "a-password",
    account.accountSid,
  ]) {
    expect(stderr + stdout).not.toContain(value);
  }
});

test("a runtime whose zone data is an hour wrong for Morocco is refused before anything else", async () => {
  const folder = makeFolder();
  // What every runtime with data older than 2026c says.
  const old = `
    const zoned = Temporal.Instant.prototype.toZonedDateTimeISO;
    Temporal.Instant.prototype.toZonedDateTimeISO = function (zone) {
      return zoned.call(zone === "Africa/Casablanca" ? this.add({ hours: 1 }) : this, zone);
    };`;
  const program = startProgram("src/start.js", {
    cwd: folder,
    environment: { DATA_DIR: folder, PORT: "0" },
    before: ["--import", `data:text/javascript,${encodeURIComponent(old)}`],
  });
  expect(await program.exit).toBe(1);
  expect(program.output.stderr).toContain("runtime/zone-data");
  expect(program.output.stdout).toBe("");
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-start-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function start(folder: string, environment: Readonly<Record<string, string>>): Program {
  const program = startProgram("src/start.js", {
    cwd: folder,
    environment: { DATA_DIR: folder, PORT: "0", WEB_CHAT: "on", ...environment },
  });
  onTestFinished(async () => {
    program.kill("SIGKILL");
    await program.exit;
  });
  return program;
}

/** The address it prints for the simulator, once it listens. */
function addressOf(program: Program): Promise<string> {
  return until(`it listens: ${program.output.stderr}`, () => {
    if (!program.runs) throw new Error(program.output.stderr);
    return /(http:\/\/\S+:\d+)\//u.exec(program.output.stdout)?.[1];
  });
}
