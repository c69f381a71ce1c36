import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { examine } from "../../src/cli/doctor.ts";
import { readSettings } from "../../src/config.ts";
import { startService, type Service } from "../../src/service.ts";
import { startGraphFake, type GraphFake } from "../fakes/graph/server.ts";
import { startTwilioFake, type TwilioFake } from "../fakes/twilio/fake.ts";
import { account } from "../service/house.ts";
import { keepLog, theBook } from "../world.ts";

const secret = "5".repeat(32);
const token = "EAAG".padEnd(40, "x");
const pageToken = "EAAG".padEnd(40, "p");
const outside = account.publicUrl;

let folder: string;
let twilio: TwilioFake;
let graph: GraphFake;
let service: Service;
let environment: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rafiq-doctor-"));
  twilio = await startTwilioFake({ ...account });
  graph = await startGraphFake({
    appSecret: secret,
    whatsapp: { phoneNumberId: "100000001", businessId: "200000002", token },
    messenger: { pageId: "300000003", appId: "400000004", token: pageToken },
  });
  environment = {
    DATA_DIR: folder,
    PORT: "0",
    PUBLIC_URL: outside,
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_WHATSAPP_FROM: account.from,
    TWILIO_API_BASE: twilio.url,
    META_APP_SECRET: secret,
    META_VERIFY_TOKEN: "a word of ours",
    META_GRAPH_BASE: graph.url,
    WHATSAPP_PHONE_NUMBER_ID: "100000001",
    WHATSAPP_BUSINESS_ID: "200000002",
    WHATSAPP_TOKEN: token,
    MESSENGER_PAGE_ID: "300000003",
    MESSENGER_APP_ID: "400000004",
    MESSENGER_TOKEN: pageToken,
  };
  const { log } = keepLog();
  service = await startService(readSettings(environment), log, { book: await theBook() });
});

afterEach(async () => {
  await service.close();
  await twilio.close();
  await graph.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is said with settings that differ from those the bot runs with; our address leads to it. */
async function says(different: Readonly<Record<string, string>> = {}) {
  const lines: string[] = [];
  const call: typeof fetch = (url, wish) =>
    fetch(new Request(url).url.replace(outside, service.url), wish);
  const settings = readSettings({ ...environment, ...different });
  const isWell = await examine({ settings, call, clock: Date.now }, (text) => lines.push(text));
  const ill = lines.filter((line) => line.startsWith("✗"));
  return { isWell, lines, ill };
}

test("a number and a page that are connected as they should be are well, line by line", async () => {
  const { isWell, lines, ill } = await says();
  expect(ill).toEqual([]);
  expect(isWell).toBe(true);
  expect(lines.join("")).toContain("✓ Twilio webhook");
  expect(lines.join("")).toContain("✓ WhatsApp webhook");
  expect(lines.join("")).toContain("✓ Messenger webhook");
});

test.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
  [
    "a wrong Twilio token",
    { TWILIO_AUTH_TOKEN: "0".repeat(32) },
    ["Twilio account", "Twilio webhook"],
  ],
  [
    "a wrong WhatsApp token",
    { WHATSAPP_TOKEN: "y".repeat(40) },
    ["WhatsApp number", "WhatsApp subscription"],
  ],
  [
    "another app secret",
    { META_APP_SECRET: "6".repeat(32) },
    ["WhatsApp webhook", "Messenger webhook"],
  ],
  [
    "another verify token",
    { META_VERIFY_TOKEN: "another word" },
    ["WhatsApp webhook", "Messenger webhook"],
  ],
  [
    "an address of nobody",
    { PUBLIC_URL: "http://127.0.0.1:9" },
    ["public address", "Twilio webhook"],
  ],
])("%s is found, with what to do, and no secret is told", async (_, different, wrong) => {
  const { isWell, lines, ill } = await says(different);
  expect(isWell).toBe(false);
  for (const what of wrong) expect(ill.join("")).toContain(`✗ ${what}`);
  for (const line of ill) expect(line).toContain(" — ");
  for (const value of [...Object.values(different), secret, token, pageToken, account.authToken]) {
    if (!value.startsWith("http")) expect(lines.join("")).not.toContain(value);
  }
});
