import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { twilioWhatsapp } from "../../../src/channels/twilio-whatsapp/channel.ts";
import { listen } from "./listen.ts";

const accountSid = `AC${"0".repeat(32)}`;
const authToken = "0123456789abcdef0123456789abcdef";

test("the stand-in in its own process obeys, delivers webhooks and writes everything down", async () => {
  const folder = mkdtempSync(join(tmpdir(), "twilio-fake-"));
  const ledger = join(folder, "ledger.jsonl");
  const got: string[] = [];
  const bot = createServer((request, response) => {
    got.push(`${request.method} ${request.url}`);
    request.resume().on("end", () => response.end("<Response/>"));
  });
  const target = await listen(bot);
  const main = new URL("main.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [main, "--ledger", ledger, "--target", target], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill();
    bot.close();
    rmSync(folder, { recursive: true });
  });
  const [line]: string[] = await once(createInterface({ input: child.stdout }), "line");
  const { url, control }: { url: string; control: string } = JSON.parse(line ?? "");
  const order = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(control + path, { method: "POST", body: JSON.stringify(body) });
    return response.json();
  };

  const channel = twilioWhatsapp(
    {
      accountSid,
      authToken,
      oldAuthToken: null,
      from: "+212500000000",
      publicUrl: "https://rafiq.example",
      apiBase: url,
    },
    { clock: () => 0, note: async () => null, setNote: async () => {} },
  );
  const outbound = {
    id: "d1",
    address: { channel: "twilio-whatsapp", id: "+212600000001" },
    body: { kind: "text", text: "سلام", rtl: true },
    uncertain: false,
  } as const;
  await order("/misbehave", { kind: "fail", status: 503 });
  const signal = AbortSignal.timeout(30_000);
  expect(await channel.send(outbound, signal)).toMatchObject({ kind: "uncertain" });
  expect(await channel.send(outbound, signal)).toMatchObject({ kind: "sent" });
  await order("/quiet", {});
  expect(got).toEqual(Array.from({ length: 3 }, () => "POST /webhooks/twilio/status?d=d1"));
  expect(await order("/inbound", { from: "+212600000001", body: "سلام" })).toMatchObject({
    status: 200,
    body: "<Response/>",
  });
  const calls = readFileSync(ledger, "utf8").trim().split("\n");
  expect(calls.map((call): unknown => JSON.parse(call))).toMatchObject([
    { kind: "message", taken: false },
    { kind: "message", taken: true, body: "سلام" },
  ]);
});
