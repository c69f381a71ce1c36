import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readSettings } from "../../src/config.ts";
import { firstLink } from "../../src/console/first-link.ts";
import { codeAt, stepOf } from "../../src/console/one-time-codes.ts";
import { startService, type Service } from "../../src/service.ts";
import { goodPassword } from "../console/console-server.ts";
import { startChromium } from "../fakes/chromium.ts";
import { until } from "../until.ts";
import { keepLog, morning, theWholeBook } from "../world.ts";

/** Where pictures go, for whoever wants to look; none are made without it. */
const shots = process.env["SHOTS"];
const phone = { width: 360, height: 740 };
/** A Redis instead of the embedded store, for whoever has one. */
const redis = process.env["HOUSE_REDIS_URL"];

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
  if (shots !== undefined) await mkdir(shots, { recursive: true });
});
afterAll(() => browser.close());

let service: Service;
let folder: string;
let port: number;
let contexts: BrowserContext[];
let complaints: string[];
let stopped: boolean;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rafiq-console-"));
  port = await freePort();
  contexts = [];
  complaints = [];
  service = await start();
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  await service.close();
  await rm(folder, { recursive: true });
  // Nothing inline, nothing from elsewhere, no error on the way.
  expect(complaints).toEqual([]);
});

const begun = performance.now();
/** A morning on which time goes by. */
const clock = (): number => Math.round(morning + performance.now() - begun);

/** The same files and the same port each time: what is open in browsers finds it again. */
async function start(): Promise<Service> {
  stopped = false;
  const settings = readSettings({
    DATA_DIR: folder,
    PORT: String(port),
    HOST: "127.0.0.1",
    WEB_CHAT: "on",
    ...(redis === undefined ? {} : { REDIS_URL: redis }),
  });
  const { log } = keepLog();
  return await startService(settings, log, {
    book: await theWholeBook(),
    clock,
    pump: { idle: 50 },
  });
}

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

async function open(): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, isMobile: true, hasTouch: true });
  contexts.push(context);
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.on("console", (message) => {
    // Refused forms answer with a status of refusal, and a stopped server with none.
    const expected =
      stopped || /status of 4|ERR_(?:CONNECTION|INCOMPLETE|EMPTY)/u.test(message.text());
    if (message.type() === "error" && !expected) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const { hostname } = new URL(request.url());
    if (!["127.0.0.1", "localhost"].includes(hostname))
      complaints.push(`outside: ${request.url()}`);
  });
  return page;
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function shoot(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  expect(wide, name).toBeLessThanOrEqual(0);
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

/** The page in both languages, which read from both sides. */
async function shootBoth(page: Page, name: string): Promise<void> {
  await shoot(page, `fr-${name}`);
  const there = page.url();
  await press(page, "العربية");
  await page.goto(there);
  expect(await page.evaluate("document.dir || document.documentElement.dir")).toBe("rtl");
  await shoot(page, `ar-${name}`);
  expect(await page.evaluate(poorPlaces), name).toEqual([]);
  await press(page, "Français");
  await page.goto(there);
}

/** Fields without a label, and what no finger hits. */
const poorPlaces = `[
  ...[...document.querySelectorAll("input:not([type=hidden]), select, textarea")].filter(({ labels }) => labels.length === 0).map(({ name }) => "label: " + name),
  ...[...document.querySelectorAll("button, .button, summary")].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 40).map(({ textContent }) => "low: " + textContent),
]`;

async function joins(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Prénom ou pseudonyme").fill(name);
  await page.getByLabel("Nouveau mot de passe").fill(goodPassword);
  await press(page, "Créer mon compte");
}

async function bossComes(): Promise<Page> {
  const page = await open();
  const settings = { on: true, key: null, origin: null };
  const link = await firstLink(service.world.store, settings, service.url, clock());
  await joins(page, link ?? "", "Nadia");
  const secret = ((await page.locator(".key code").textContent()) ?? "").replaceAll(" ", "");
  await page.getByLabel("Code à 6 chiffres").fill(codeAt(secret, stepOf(clock())));
  await press(page, "Activer le code");
  await page.getByRole("link", { name: "Je les ai notés" }).click();
  return page;
}

async function consultantComes(boss: Page, name: string): Promise<Page> {
  await boss.goto(`${service.url}/console/people`);
  await boss.getByLabel("Rôle").first().selectOption("consultant");
  await press(boss, "Créer un lien d’invitation");
  const link = (await boss.locator("#link").textContent()) ?? "";
  const page = await open();
  await joins(page, link, name);
  await page.getByRole("heading", { name: "Bonjour" }).waitFor();
  return page;
}

async function says(page: Page, text: string): Promise<void> {
  const before = await page.locator(".message").count();
  await page.getByRole("textbox").fill(text);
  await page.getByRole("textbox").press("Enter");
  await until("it stands there", async () => (await page.locator(".message").count()) > before);
}

const reads = (page: Page, text: string) =>
  page.locator(".message.in", { hasText: text }).last().waitFor();

describe("the team and a person who speaks Darija", () => {
  test("meet: raced for, talked about through a restart, handed back", async () => {
    const boss = await bossComes();
    const [amal, salma] = [
      await consultantComes(boss, "Amal"),
      await consultantComes(boss, "سلمى"),
    ];
    for (const page of [amal, salma]) {
      await page.goto(`${service.url}/console/inbox`);
      await page.getByText("Aucune demande ici.").waitFor();
    }
    await shootBoth(amal, "inbox-empty");

    const person = await open();
    await person.goto(`${service.url}/?lang=fr`);
    await person.locator("body[data-status=online]").waitFor();
    await says(person, "salam");
    await reads(person, "شمن لغة");
    await says(person, "الدارجة");
    await reads(person, "موافقين");
    await says(person, "موافقين");
    await says(person, "بنادم");
    await reads(person, "طالب");
    await says(person, "بغيت نرجع الكود ديال فايسبوك، ما بقيتش كنقدر ندخل");

    // Nobody reloads: the case comes to both pages.
    await amal.locator(".cases a").waitFor();
    await salma.locator(".cases a").waitFor();
    await shootBoth(amal, "inbox");
    await amal.locator(".cases a").first().click();
    await salma.locator(".cases a").first().click();
    await amal.getByRole("button", { name: "Je prends cette demande" }).waitFor();
    await shootBoth(amal, "offer");
    await salma.getByRole("button", { name: "Je prends cette demande" }).waitFor();
    // Both at once: news of the first would take the button from under the other's finger.
    const claim = (page: Page) =>
      page.locator('form[action$="/claim"] button').dispatchEvent("click");
    await Promise.all([claim(amal), claim(salma)]);
    const won = (page: Page) => page.getByText("Cette demande est à vous.").isVisible();
    const lost = (page: Page) =>
      page.getByText(/a été plus rapide|entre d’autres mains/u).isVisible();
    await until(
      "it is decided",
      async () =>
        (await won(amal)) !== (await won(salma)) && ((await lost(amal)) || (await lost(salma))),
    );
    const [winner, loser] = (await won(amal)) ? [amal, salma] : [salma, amal];
    await shootBoth(loser, "lost-race");
    await shoot(winner, "fr-taken");

    await reads(person, "وأنا غادي نسكت");
    await says(person, "واش كاين شي حد؟");
    await winner.getByText("واش كاين شي حد؟").waitFor();
    await boss.goto(winner.url().split("?")[0] ?? "");
    await winner.getByLabel("Votre réponse").pressSequentially("وا");
    await boss.getByText("est en train d’écrire").waitFor();
    await winner.getByText("Réponses prêtes").click();
    await winner.getByLabel("Votre réponse").fill("");
    await winner.getByRole("link", { name: "Se présenter" }).click();
    expect(await winner.getByLabel("Votre réponse").inputValue()).toContain("السلام عليكم، أنا");
    await shoot(winner, "fr-writing");
    await press(winner, "Envoyer à la personne");
    await winner.getByText("Envoyé.").waitFor();
    await reads(person, "من نادي ECC");

    // The server goes away and comes back: pages that are open go on by themselves.
    stopped = true;
    await service.close();
    service = await start();
    await person.locator("body[data-status=online]").waitFor();
    await says(person, "ضاع ليا الرقم ديال التيليفون");
    await winner.getByText("ضاع ليا الرقم ديال التيليفون").waitFor({ timeout: 30_000 });
    await shootBoth(winner, "case");

    await winner.getByText("Terminer", { exact: true }).click();
    await winner.getByLabel("Issue").selectOption("solved");
    await winner.getByLabel("Ce qui a été fait").fill("Compte récupéré avec l’e-mail");
    await winner
      .getByLabel("Résumé pour la personne")
      .fill("رجع ليكم الكونط.\nديرو التحقق بجوج خطوات.");
    await shoot(winner, "fr-closing");
    await press(winner, "Terminer maintenant");
    await winner.getByText("Demande terminée.").waitFor();
    await reads(person, "ديرو التحقق بجوج خطوات");
    await reads(person, "واش تحلات المشكلة");
    await shoot(winner, "fr-closed");
    if (shots !== undefined) await person.screenshot({ path: `${shots}/person.png` });
  }, 180_000);

  test("the coordinator's pages fit a phone in both directions", async () => {
    const boss = await bossComes();
    await consultantComes(boss, "Amal");
    const go = (path: string) => boss.goto(`${service.url}/console${path}`);
    await go("/webinars");
    await boss.getByText("Ajouter depuis le programme").click();
    await boss.getByLabel("Séance").selectOption("5");
    await boss.getByLabel("Jour et heure").fill("2027-01-14T18:30");
    await press(boss, "Ajouter le brouillon");
    await boss.getByText("Brouillon ajouté.").waitFor();
    await shootBoth(boss, "webinar");
    await press(boss, "Publier");
    await boss.getByText("C’est noté.").waitFor();
    for (const [path, name] of [
      ["/webinars", "webinars"],
      ["/knowledge?q=mot de passe", "knowledge"],
      ["/figures", "figures"],
      ["/settings", "settings"],
      ["/settings/rota", "rota"],
      ["/settings/person", "person"],
      ["/deeds", "deeds"],
    ] as const) {
      await go(path);
      await shootBoth(boss, name);
    }
    // Three acts, three taps each at most (the ninth journey).
    await go("/settings");
    await press(boss, "Silence aujourd’hui");
    await boss.getByText("Les rappels sont replanifiés.").waitFor();
    await boss.getByLabel("Réduite").check();
    await boss.getByRole("button", { name: "Enregistrer" }).first().click();
    await boss.getByText("Capacité changée.").waitFor();
    await boss
      .getByRole("listitem")
      .filter({ hasText: "Ramadan" })
      .getByRole("button", { name: "Confirmer" })
      .click();
    await boss.getByText("confirmé").first().waitFor();
  }, 120_000);
});
