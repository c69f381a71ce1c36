import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { templatesFolder } from "../../src/channels/templates.ts";
import { checkFiles, reviewMetaTemplates, reviewTemplates } from "../../src/cli/templates.ts";
import {
  account as atMeta,
  makeStand as makeMetaStand,
  settingsFor,
} from "../channels/meta-whatsapp/stand.ts";
import { startTwilioFake } from "../fakes/twilio/fake.ts";

/** A folder with one template of this project, changed as wanted. */
function makeFolder(change: (text: string) => string = (text) => text): string {
  const folder = mkdtempSync(join(tmpdir(), "templates-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const text = readFileSync(join(templatesFolder, "plan-check.yaml"), "utf8");
  writeFileSync(join(folder, "plan-check.yaml"), change(text));
  return folder;
}

async function makeStand() {
  const account = {
    accountSid: `AC${"0123456789abcdef".repeat(2)}`,
    authToken: "f00dfacef00dfacef00dfacef00dface",
    from: "+212500000000",
    publicUrl: "https://rafiq.example",
  };
  const fake = await startTwilioFake(account);
  onTestFinished(() => fake.close());
  const kept = new Map<string, string>();
  const notes = {
    note: async (name: string) => kept.get(name) ?? null,
    setNote: async (name: string, value: string) => {
      kept.set(name, value);
    },
  };
  return { fake, notes, settings: { ...account, oldAuthToken: null, apiBase: fake.url } };
}

test("a check names the place of a mistake and what to do, and is content without one", async () => {
  const lines: string[] = [];
  const write = (text: string): number => lines.push(text);
  expect(await checkFiles(write)).toBe(true);
  expect(lines.join("")).toMatch(/^\d+ templates in 5 languages, 0 errors\n$/u);
  lines.length = 0;
  const folder = makeFolder((text) => text.replace("Votre plan", "Promo : votre plan"));
  expect(await checkFiles(write, folder)).toBe(false);
  expect(lines.join("")).toMatch(
    /^infra\/templates\/plan-check\.yaml:6:5 error template-advertising .+\n {4}\S/u,
  );
});

test("a folder without templates is a mistake", async () => {
  const folder = mkdtempSync(join(tmpdir(), "templates-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(await checkFiles(() => undefined, folder)).toBe(false);
});

test("sync and list print a table of names, languages and states", async () => {
  const { fake, notes, settings } = await makeStand();
  const folder = makeFolder();
  const review = async (what: "sync" | "list", where = folder): Promise<readonly string[]> => {
    let text = "";
    const write = (part: string): void => {
      text += part;
    };
    expect(await reviewTemplates(what, settings, notes, write, where)).toBe(true);
    return text
      .trim()
      .split("\n")
      .map((line) => line.replaceAll(/ {2,}/gu, " | "));
  };
  const head = "template | fr | ar | ary | ary-Latn | en";
  const row1 = "plan-check | missing | missing | missing | missing | missing";
  expect(await review("list")).toEqual([
    head,
    row1,
    expect.stringMatching(/^templates\/missing: 5 of 5 .* `npm run -s templates -- sync`\.$/u),
  ]);
  await review("sync");
  fake.moderate("rafiq_plan_check_latn", "rejected");
  fake.moderate("rafiq_plan_check", "approved");
  fake.moderate("rafiq_plan_check_latn", "rejected");
  expect(await review("list")).toEqual([
    head,
    "plan-check | approved | approved | approved | rejected | approved",
    "plan-check ary-Latn: INVALID_FORMAT",
    expect.stringMatching(/^templates\/rejected: 1 of 5 .* Change the text and sync again\.$/u),
  ]);
  const changed = makeFolder((text) => text.replace("Votre plan", "Bonjour. Votre plan"));
  const [, row] = await review("sync", changed);
  expect(row).toBe("plan-check | pending v2* | approved | approved | rejected | approved");
});

test("a sync of files with mistakes sends nothing", async () => {
  const { fake, notes, settings } = await makeStand();
  const folder = makeFolder((text) => text.replace("Votre plan", "Promo : votre plan"));
  expect(await reviewTemplates("sync", settings, notes, () => undefined, folder)).toBe(false);
  expect(fake.ledger).toEqual([]);
});

test("a provider that stops is told, and ends without success", async () => {
  const { fake, notes, settings } = await makeStand();
  fake.misbehave({ kind: "fail", status: 503, on: "contents" });
  let text = "";
  const write = (part: string): void => {
    text += part;
  };
  expect(await reviewTemplates("list", settings, notes, write, makeFolder())).toBe(false);
  expect(text).toContain("http-503");
});

test("the same files go to Meta's Cloud API, and a rejection says what to do", async () => {
  const stand = await makeMetaStand();
  onTestFinished(() => stand.fake.close());
  const notes = { note: async () => null, setNote: async () => undefined };
  const settings = settingsFor(stand.fake.url);
  let text = "";
  const write = (part: string): void => {
    text += part;
  };
  const folder = makeFolder();
  expect(await reviewMetaTemplates("sync", settings, notes, write, folder)).toBe(true);
  stand.fake.whatsapp.moderate("rafiq_plan_check", "APPROVED");
  stand.fake.whatsapp.moderate("rafiq_plan_check_latn", "REJECTED");
  text = "";
  expect(await reviewMetaTemplates("list", settings, notes, write, folder)).toBe(true);
  expect(text.replaceAll(/ {2,}/gu, " | ")).toContain(
    "plan-check | approved | approved | approved | rejected | approved\nplan-check ary-Latn: INVALID_FORMAT",
  );
  expect(text).toContain("Change the text and sync again.");
  expect(text).not.toContain(atMeta.token);
  stand.fake.misbehave({ kind: "refuse", code: 190, status: 401, on: "templates" });
  expect(await reviewMetaTemplates("sync", settings, notes, write, folder)).toBe(false);
  expect(text).toContain("The provider stopped us (190).");
});
