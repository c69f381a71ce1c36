import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Fault } from "../../src/core/fault.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { startProgram } from "../faults/program.ts";
import { startTwilioFake } from "../fakes/twilio/fake.ts";
import { account, openHouse } from "../service/house.ts";
import { until } from "../until.ts";
import { morning } from "../world.ts";
import { tried } from "./full.ts";

const number = "+212677889900";
const oldToken = "01dca9a1701dca9a1701dca9a1701dca";
/** What must never be seen outside: who, what, and the keys. */
const canaries = [
  "canary-words",
  "canary-caption",
  "canary-label",
  "canary-name",
  "canary-quote",
  "canary-code",
  "canary-query",
  "canary-header",
  number.slice(1),
  account.authToken,
  oldToken,
  account.accountSid,
] as const;

function found(text: string): readonly string[] {
  return canaries.filter((canary) => text.includes(canary));
}

/** Every field a provider's form may carry, each with a canary. */
const fields = {
  Body: "canary-words",
  ProfileName: "canary-name",
  ButtonText: "canary-label",
  OriginalRepliedMessageSid: "canary-quote",
  MediaUrl0: "https://api.twilio.com/canary-query",
  MediaContentType0: "image/canary-words",
  ErrorMessage: "canary-words",
};

describe("what people write, who they are and our keys", () => {
  test("stand in no line of the log, no answer to strangers, and not in /health", async () => {
    const house = await openHouse(
      { WEB_CHAT: "on", TWILIO_AUTH_TOKEN_OLD: oldToken, METRICS: "on" },
      { callbacks: [] },
    );
    const { url } = house.service;
    const answers: string[] = [];
    const ask = async (path: string, options: RequestInit = {}) => {
      const response = await fetch(url + path, options);
      answers.push(JSON.stringify([...response.headers]), await response.text());
    };
    // A provider that fails in every way, while people write everything that can be written.
    house.twilio.misbehave({ kind: "refuse", code: 63_024 });
    house.twilio.misbehave({ kind: "fail", status: 500 });
    for (const extra of [{}, { NumMedia: "1" }, { MessageType: "edit" }, { OptOutType: "STOP" }]) {
      const { body } = await house.twilio.inbound({
        from: number,
        fields: { ...fields, ...extra },
      });
      answers.push(body);
      house.time.now += 60_000;
    }
    const codes = ["canary-code", "63016", number];
    const calls = await until("enough was sent", () => {
      // What became of a call is looked up later.
      house.time.now += 250;
      // A message whose first call stayed uncertain is there twice, and fails once.
      const taken = [
        ...new Map(house.twilio.taken().map((one) => [one.statusCallback, one])).values(),
      ];
      return taken.length >= codes.length ? taken : null;
    });
    await house.settled();
    for (const [at, ErrorCode] of codes.entries()) {
      const call = calls[at];
      if (call === undefined) throw new Error("too little was sent");
      const status = house.twilio.signStatus(call, "failed", { ErrorCode, ...fields });
      await ask(`${status.url}&canary-query`, {
        method: "POST",
        body: Buffer.from(status.raw),
        headers: { "x-twilio-signature": "canary-header" },
      });
      const headers: Record<string, string> = {};
      for (const [name, value] of Object.entries(status.headers)) headers[name] = value ?? "";
      await ask(status.url, { method: "POST", body: Buffer.from(status.raw), headers });
    }
    await ask("/canary-query?canary-query", { headers: { cookie: "canary-header" } });
    await ask("/%canary-query");
    await ask("/webhooks/twilio/whatsapp", { method: "POST", body: "canary-words" });
    await ask("/v3/directline/conversations/canary-query/activities", {
      headers: { authorization: "Bearer canary-header.x.y" },
    });
    await ask("/v3/directline/tokens/refresh", {
      method: "POST",
      body: '{"canary-words',
      headers: { authorization: "Bearer canary-header" },
    });
    await ask("/api/messages", { method: "POST", body: '{"text":"canary-words"}' });
    await ask("/health");
    await ask("/metrics");
    expect(found(answers.join("\n"))).toEqual([]);
    const failed = house.lines.filter((line) => line.includes('"delivery-failed"'));
    expect(failed).toHaveLength(codes.length);
    expect(found(house.lines.join("\n"))).toEqual([]);
    tried(answers.length + house.lines.length);
  });

  test.each(["thrown", "rejected", "a text"])("stand in no output of a crash (%s)", async (how) => {
    const folder = mkdtempSync(join(tmpdir(), "rafiq-canary-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const twilio = await startTwilioFake({ ...account, clock: () => morning });
    onTestFinished(() => twilio.close());
    const program = startProgram("src/main.ts", {
      cwd: folder,
      before: ["--import", join(import.meta.dirname, "crash.ts")],
      environment: {
        CRASH_WITH: canaries.join(" "),
        CRASH_HOW: how,
        LOG_LEVEL: "debug",
        DATA_DIR: join(folder, "var"),
        PORT: "0",
        TWILIO_ACCOUNT_SID: account.accountSid,
        TWILIO_AUTH_TOKEN: account.authToken,
        TWILIO_AUTH_TOKEN_OLD: oldToken,
        TWILIO_WHATSAPP_FROM: account.from,
        TWILIO_API_BASE: twilio.url,
        PUBLIC_URL: account.publicUrl,
      },
    });
    const { output } = program;
    const url = await until("it listens", () => {
      if (!program.runs) throw new Error(output.stderr);
      return /simulator: (\S+)\//u.exec(output.stdout)?.[1];
    });
    twilio.setTarget(url);
    expect((await twilio.inbound({ from: number, fields })).status).toBe(200);
    await twilio.next();
    program.kill("SIGHUP");
    expect(await program.exit).toBe(1);
    expect(output.stdout).toContain("crashed");
    tried(1);
    expect(found(output.stdout + output.stderr)).toEqual([]);
  });

  test("stand in no complaint about settings", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rafiq-canary-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const program = startProgram("src/main.ts", {
      cwd: folder,
      environment: {
        TWILIO_ACCOUNT_SID: `${account.accountSid}x`,
        TWILIO_AUTH_TOKEN: "canary-code",
        TWILIO_AUTH_TOKEN_OLD: "canary-words",
        TWILIO_WHATSAPP_FROM: `${number}x`,
        PUBLIC_URL: "canary-query",
        REDIS_URL: "canary-name",
        PORT: "canary-label",
      },
    });
    expect(await program.exit).toBe(1);
    expect(program.output.stderr).toContain("TWILIO_AUTH_TOKEN");
    expect(found(program.output.stdout + program.output.stderr)).toEqual([]);
  });

  test("stand in no error that the store throws", async () => {
    const store = await openSqliteStore({ file: ":memory:" });
    const address = { channel: "room", id: number };
    const body = { text: "canary-words" };
    const at = morning;
    await store.accept([{ id: "canary-quote", to: { address }, at, body }], at);
    const [claim] = await store.claim({ now: at, lease: 1, owners: 1, events: 1 });
    const circle: Record<string, unknown> = { text: "canary-words" };
    circle["itself"] = circle;
    const bad = [1n, circle, Symbol("canary-words")];
    const errors: unknown[] = [];
    const attempt = (work: () => Promise<unknown>) =>
      work().then(
        () => undefined,
        (error: unknown) => errors.push(error),
      );
    const everything = async () => {
      for (const each of bad) {
        // What no caller of ours would write, and the compiler would not let pass.
        const wrong = each as unknown as string;
        await attempt(() => store.accept([{ id: wrong, to: { address }, at, body: wrong }], at));
        await attempt(() => store.setNote("canary-name", wrong));
        await attempt(() => store.append("d00-x", [{ id: "canary-code", body: wrong }], at));
        await attempt(() => store.link({ channel: wrong, id: number }, "c00-x"));
        await attempt(() => store.erase(wrong));
      }
      await attempt(() => store.stateOf(claim?.owner ?? ""));
      await attempt(() => store.contactOf(address));
      await attempt(() => store.accept([{ id: "canary-quote", to: { address }, at, body }], at));
    };
    await everything();
    const alive = errors.length;
    await store.close();
    await everything();
    expect(errors.length).toBeGreaterThan(alive);
    tried(errors.length);
    const told = errors.map((error) =>
      error instanceof Error
        ? `${error.message} ${error.stack} ${String(error.cause)}`
        : String(error),
    );
    expect(found(told.join("\n"))).toEqual([]);
    expect(errors.some((error) => error instanceof Fault)).toBe(true);
  });
});
