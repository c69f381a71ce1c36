import { mkdir } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { briefLabels } from "../../src/core/cases/brief.ts";
import type { FromContact } from "../../src/core/cases/mail.ts";
import { deskOwner } from "../../src/core/cases/number.ts";
import { cases } from "../../src/core/engine/owners/cases.ts";
import { questionsOwner } from "../../src/core/engine/owners/questions.ts";
import { rota } from "../../src/core/engine/owners/rota.ts";
import { theBook } from "../world.ts";
import { codeAt, stepOf } from "../../src/console/one-time-codes.ts";
import { publishNews } from "../../src/console/live.ts";
import { html } from "../../src/console/html.ts";
import { pageRoutes } from "../../src/console/pages/index.ts";
import { everyone } from "../../src/console/routes.ts";
import { page as answerPage } from "../../src/console/visit.ts";
import { watched } from "../../src/console/watched.ts";
import {
  goodPassword,
  linkFor,
  openBrowser,
  serveConsole,
  type ConsoleServer,
} from "../console/console-server.ts";
import { startChromium } from "../fakes/chromium.ts";

/** Where pictures go, for whoever wants to look; none are made without it. */
const shots = process.env["SHOTS"];
const phone = { width: 360, height: 740 };
const desk = { width: 1_280, height: 800 };

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
  if (shots !== undefined) await mkdir(shots, { recursive: true });
});
afterAll(() => browser.close());

let server: ConsoleServer;
let contexts: BrowserContext[];
let complaints: string[];
/** What a page about nothing shows: for news. */
let shown = "Rien encore";
beforeEach(async () => {
  shown = "Rien encore";
  server = await serveConsole({
    topics: [{ name: "inbox", allow: everyone }],
    routes: [
      ...pageRoutes.filter(({ path }) => path !== "/inbox"),
      {
        method: "get",
        path: "/inbox",
        allow: everyone,
        async answer(visit) {
          const at = await visit.tools.live.positionOf("inbox");
          const list = watched(visit, { id: "list", topic: "inbox", at }, html`<p>${shown}</p>`);
          return answerPage(
            "À traiter",
            html`${list}<label for="draft">Brouillon</label><textarea id="draft"></textarea>`,
          );
        },
      },
    ],
  });
  contexts = [];
  complaints = [];
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  await server.close();
  // Nothing inline, nothing from elsewhere, no error on the way.
  expect(complaints).toEqual([]);
});

async function open(viewport = phone, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ viewport, javaScriptEnabled });
  contexts.push(context);
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.on("console", (message) => {
    // Refused forms answer with a status of refusal, which the browser notes.
    if (message.type() === "error" && !message.text().includes("status of 4"))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(server.origin)) complaints.push(`outside: ${request.url()}`);
  });
  return page;
}

async function shoot(page: Page, name: string): Promise<void> {
  // A page that is wider than the phone makes people scroll sideways.
  const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  expect(wide, name).toBeLessThanOrEqual(0);
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function join(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Prénom ou pseudonyme").fill(name);
  await page.getByLabel("Nouveau mot de passe").fill(goodPassword);
  await press(page, "Créer mon compte");
}

async function typeCode(page: Page): Promise<string> {
  const secret = ((await page.locator(".key code").textContent()) ?? "").replaceAll(" ", "");
  await page.getByLabel("Code à 6 chiffres").fill(codeAt(secret, stepOf(server.now())));
  return secret;
}

for (const javaScript of [true, false]) {
  describe(`a first day ${javaScript ? "" : "without JavaScript"}`, () => {
    test("goes from the first link to a second person, who is thrown out when revoked", async () => {
      const boss = await open(phone, javaScript);
      await boss.goto(await linkFor(server));
      if (javaScript) await shoot(boss, "fr-first");
      await join(boss, await linkFor(server), "Amina");
      await boss.getByRole("heading", { name: "Le code de votre téléphone" }).waitFor();
      await boss.getByLabel("Code à 6 chiffres").fill("000000");
      await press(boss, "Activer le code");
      await boss.getByRole("alert").getByText("Ce code n’est pas le bon").waitFor();
      if (javaScript) await shoot(boss, "fr-code");
      await typeCode(boss);
      await press(boss, "Activer le code");
      await boss.getByRole("heading", { name: "Vos codes de secours" }).waitFor();
      expect(await boss.locator(".codes li").count()).toBe(10);
      if (javaScript) await shoot(boss, "fr-recovery");
      await boss.getByRole("link", { name: "Je les ai notés" }).click();
      await boss.getByRole("heading", { name: "Bonjour" }).waitFor();
      if (javaScript) await shoot(boss, "fr-home");

      await boss.getByRole("navigation").getByRole("link", { name: "Équipe" }).click();
      await boss.getByLabel("Rôle").first().selectOption("consultant");
      await press(boss, "Créer un lien d’invitation");
      const link = (await boss.locator("#link").textContent()) ?? "";
      if (javaScript) await shoot(boss, "fr-link");
      const other = await open(phone, javaScript);
      await join(other, link, "Anas");
      await other.getByRole("heading", { name: "Bonjour" }).waitFor();
      await other.getByRole("link", { name: "À traiter" }).first().click();
      await other.getByText("Rien encore").waitFor();

      await boss.getByRole("navigation").getByRole("link", { name: "Équipe" }).click();
      const row = boss.getByRole("listitem").filter({ hasText: "Anas" });
      await row.locator("summary").click();
      if (javaScript) await shoot(boss, "fr-people");
      await row.getByRole("button", { name: "Retirer l’accès" }).click();
      await boss.getByText("Accès retiré.").waitFor();
      // With the module the page leaves by itself, within a beat.
      if (!javaScript) await other.reload();
      await other.getByText("Votre session est terminée").waitFor();
      await boss.getByRole("navigation").getByRole("link", { name: "Journal" }).click();
      await boss.getByText("accès retiré").waitFor();
      if (javaScript) await shoot(boss, "fr-deeds");
    });
  });
}

describe("the console", () => {
  async function signIn(page: Page, name: string): Promise<void> {
    await page.goto(`${server.origin}/console`);
    await page.getByLabel("Prénom ou pseudonyme").fill(name);
    await page.getByLabel("Mot de passe").fill(goodPassword);
    await press(page, "Se connecter");
    await page.getByRole("heading", { name: "Bonjour" }).waitFor();
  }

  test("speaks Arabic from right to left, and English", async () => {
    await server.add("consultant", "سلمى");
    const page = await open();
    await page.goto(`${server.origin}/console/sign-in`);
    await shoot(page, "fr-door");
    await page.getByLabel("Mot de passe").fill("faux");
    await page.getByLabel("Prénom ou pseudonyme").fill("سلمى");
    await press(page, "Se connecter");
    await page.getByRole("alert").waitFor();
    await shoot(page, "fr-door-wrong");
    await press(page, "العربية");
    await page.getByRole("heading", { name: "تسجيل الدخول" }).waitFor();
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    await shoot(page, "ar-door");
    await page.getByLabel("الاسم الشخصي أو المستعار").fill("سلمى");
    await page.getByLabel("كلمة السر").fill(goodPassword);
    await press(page, "تسجيل الدخول");
    await page.getByRole("heading", { name: "مرحبا" }).waitFor();
    await shoot(page, "ar-home");
    await page.goto(`${server.origin}/console/account`);
    await shoot(page, "ar-account");
    await page.goto(`${server.origin}/console/account/code`);
    await shoot(page, "ar-code");
    await press(page, "English");
    await page.getByRole("heading", { name: "Your phone’s code" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
  });

  test("shows news without a reload, and leaves alone what somebody writes", async () => {
    await server.add("consultant", "Anas");
    const page = await open();
    await signIn(page, "Anas");
    await page.goto(`${server.origin}/console/inbox`);
    await page.getByLabel("Brouillon").fill("une réponse à moitié écrite");
    shown = "Une demande est arrivée";
    await publishNews(server.store, "inbox", "n1", server.now());
    await page.getByText("Une demande est arrivée").waitFor();
    expect(await page.getByLabel("Brouillon").inputValue()).toBe("une réponse à moitié écrite");
    await page.getByRole("status").getByText("La page vient d’être mise à jour.").waitFor();
    await shoot(page, "fr-inbox");
  });

  test("can be used from the keyboard alone, the menu skipped first", async () => {
    await server.add("consultant", "Anas");
    const page = await open(desk);
    await page.goto(`${server.origin}/console/sign-in`);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Aller au contenu");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Anas");
    await page.keyboard.press("Tab");
    await page.keyboard.type(goodPassword);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Bonjour" }).waitFor();
    await shoot(page, "fr-home-desk");
    await page.goto(`${server.origin}/console/account`);
    await shoot(page, "fr-account-desk");
  });

  test("has a name for every field, enough contrast for every text, room for every finger", async () => {
    await server.add("consultant", "Anas");
    const page = await open();
    await signIn(page, "Anas");
    for (const path of ["", "/account", "/account/code", "/inbox", "/nowhere", "/people"]) {
      await page.goto(`${server.origin}/console${path}`);
      expect(await page.evaluate(poorPlaces), path).toEqual([]);
      await shoot(page, `fr-page${path.replaceAll("/", "-")}`);
    }
  });
});

/** Texts whose contrast is below 4.5, fields without a label, buttons lower than 40 pixels. */
const poorPlaces = `(() => {
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$|transparent/.test(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const text = [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data.trim()).join("");
    if (text === "" || !element.checkVisibility()) continue;
    const [one, other] = [light(getComputedStyle(element).color), light(ground(element))].sort();
    const [low, high] = one < other ? [one, other] : [other, one];
    if ((high + 0.05) / (low + 0.05) < 4.5) poor.push("contrast: " + text);
  }
  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (field.labels.length === 0) poor.push("label: " + field.name);
  }
  for (const button of document.querySelectorAll("button, .button, summary")) {
    if (button.checkVisibility() && button.getBoundingClientRect().height < 40) poor.push("low: " + button.textContent);
  }
  return poor;
})()`;

describe("what strangers write", () => {
  test("is shown as it was written, five hundred times over, and runs never", async () => {
    const page = await open();
    const texts = hostileTexts();
    expect(texts.length).toBeGreaterThanOrEqual(500);
    const { textOf } = await import("../../src/console/html.ts");
    const rows = texts.map(
      (text, at) => html`<section id="s${at}">
        <p title="${text}" data-text="${text}">${text}</p>
        <a href="${text}">${text}</a><input value="${text}" /><textarea>${text}</textarea
        ><select>
          <option value="${text}">${text}</option></select
        ><bdi>${text}</bdi>
      </section>`,
    );
    // Without the policy that would stop what got through: escaping alone has to hold.
    const body = `<!doctype html><meta charset="utf-8"><title>x</title><script>window.ran = 0; window.alert = () => { window.ran += 1; };</script>${textOf(html`${rows}`)}`;
    await page.route("**/hostile", (route) =>
      route.fulfill({ contentType: "text/html; charset=utf-8", body }),
    );
    await page.goto(`${server.origin}/hostile`);
    const seen = await page.evaluate<{
      ran: number;
      elements: number;
      texts: string[][];
    }>(`(async () => {
      for (const link of document.links) if (!link.href.startsWith("http")) link.click();
      for (const input of document.querySelectorAll("input, textarea")) input.focus();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return {
        ran: window.ran,
        elements: document.querySelectorAll("section *").length,
        texts: [...document.querySelectorAll("section")].map((section) => [
          section.querySelector("p").textContent,
          section.querySelector("p").dataset.text,
          section.querySelector("textarea").textContent,
          section.querySelector("bdi").textContent,
        ]),
      };
    })()`);
    expect(seen.ran).toBe(0);
    expect(seen.elements).toBe(texts.length * 7);
    for (const [at, text] of texts.entries()) {
      // As HTML reads every text: one kind of line end, no null.
      const read = text.toWellFormed().replaceAll("\0", "\uFFFD").replaceAll(/\r\n?/gu, "\n");
      expect(seen.texts[at]).toEqual([read, read, read, read]);
    }
  });

  test("runs neither in the console itself: at the door, in an address, in a link", async () => {
    const page = await open();
    await page.addInitScript("window.ran = 0; window.alert = () => { window.ran += 1; };");
    for (const [at, wild] of hostileTexts().entries()) {
      if (at % 25 > 0) continue;
      const text = wild.toWellFormed();
      await page.goto(
        `${server.origin}/console/sign-in?next=${encodeURIComponent(text)}&say=${encodeURIComponent(text)}`,
      );
      await page.getByLabel("Mot de passe").fill("x");
      await page.getByLabel("Prénom ou pseudonyme").fill(text.replaceAll(/[\r\n]/gu, " ") || "x");
      await press(page, "Se connecter");
      await page.getByRole("alert").waitFor();
      expect(await page.evaluate("window.ran")).toBe(0);
      // So that no try has to wait.
      server.wait(24 * 60 * 60_000);
    }
    const raw = await openBrowser(server.origin).get(
      `/invitation/${encodeURIComponent("<script>alert(1)</script>")}`,
    );
    expect(raw.text).not.toContain("<script>alert");
  });
});

describe("what strangers write to the team", () => {
  test("is shown in cases, lists and questions as it was written, and runs nowhere", async () => {
    const texts = hostileTexts().map((text) => text.toWellFormed().replaceAll("\0", ""));
    const id = "k17-9f2c.1";
    await keepHostileCase(id, texts);
    const page = await open(desk);
    await page.addInitScript("window.ran = 0; window.alert = () => { window.ran += 1; };");
    const boss = await server.enter(await server.add("coordinator", "Nadia"));
    const [name = "", value = ""] = [...boss.cookies][0] ?? [];
    await page.context().addCookies([{ name, value, url: server.origin }]);
    await page.goto(`${server.origin}/console/cases/${id}`);
    expect(await page.locator(".talk > li").count()).toBe(texts.length);
    // Numbers are taken out of what people write; nothing else is.
    const shownTexts = await page.locator(".talk .words").allTextContents();
    for (const [at, text] of texts.entries())
      if (!/\d{5}/u.test(text)) expect(shownTexts[at]).toBe(text.replaceAll(/\r\n?/gu, "\n"));
    expect(await page.evaluate("window.ran")).toBe(0);
    expect(
      await page.locator(".talk img, .talk svg, .talk iframe, .talk a, .talk form").count(),
    ).toBe(0);
    for (const path of [
      "/cases?q=%3Cscript%3Ealert(1)%3C/script%3E",
      "/cases",
      "/knowledge",
      "/deeds",
    ]) {
      await page.goto(`${server.origin}/console${path}`);
      await page.locator("main").waitFor();
      expect(await page.evaluate("window.ran"), path).toBe(0);
      expect(await page.locator("main img, main svg, main iframe").count(), path).toBe(0);
    }
    // Its forms carry the token of a page.
    await boss.get("/cases");
    const refused = await boss.post(`/cases/${id}/close`, {
      code: "<b>",
      done: texts[1] ?? "",
      summary: texts[2] ?? "",
    });
    expect(refused.status).toBe(422);
    expect(refused.text).not.toContain("<img src=x");
  });

  /** A case in which everything that a person or a colleague wrote is hostile. */
  async function keepHostileCase(id: string, texts: readonly string[]): Promise<void> {
    const contact = "c17-9f2c";
    const turn = { lease: "", turn: 0, consumed: [], dead: [], outbox: [], timers: [] } as const;
    const rest = { cancelled: [], posts: [], now: server.now() };
    const message = (text: string) => ({
      kind: "message",
      author: "person",
      by: "",
      at: server.now(),
      n: 1,
      text,
      media: null,
    });
    const open: FromContact = {
      kind: "open",
      need: {
        language: "fr",
        amazigh: false,
        skill: null,
        urgent: false,
        sensitive: false,
        organization: null,
      },
      reason: "asked",
      brief: briefLabels.slice(0, 14).map((label, at) => ({ label, text: texts[at * 17] ?? "" })),
      words: null,
      promised: null,
    };
    const book = await theBook();
    const played = cases(null, { from: contact, body: open }, server.now(), id, book.rules);
    const journal = texts.map(message);
    await server.store.commit({ ...turn, ...rest, owner: id, state: played.state, journal });
    const registered = played.posts.find(({ to }) => to === deskOwner);
    const desk = rota(
      null,
      { from: id, body: registered?.body ?? null },
      server.now(),
      deskOwner,
      book.rules,
    );
    await server.store.commit({
      ...turn,
      ...rest,
      owner: deskOwner,
      state: desk.state,
      journal: [],
    });
    const asked = texts
      .slice(0, 60)
      .map((text) => ({ kind: "unanswered", language: "fr", text, nearest: [] }));
    await server.store.commit({
      ...turn,
      ...rest,
      owner: questionsOwner,
      state: { topics: {}, today: { day: 0, count: 0 }, unkept: 0 },
      journal: asked,
    });
  }
});

/** Ways into a page, each in many disguises. */
function hostileTexts(): readonly string[] {
  const cores = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<body onload=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<object data=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<base href=javascript:alert(1)//>",
    "<template><script>alert(1)</script></template>",
    "<style>@import 'javascript:alert(1)'</style>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:alert(1)",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "مرحبا <b onmouseover=alert(1)>سلمى</b>",
    "\u202Etxt.exe<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
  ];
  const wraps: readonly ((core: string) => string)[] = [
    (core) => core,
    (core) => `">${core}`,
    (core) => `'>${core}`,
    (core) => `\`>${core}`,
    (core) => `--><!-- ${core}`,
    (core) => `</textarea>${core}`,
    (core) => `</title></style></script>${core}`,
    (core) => `</option></select>${core}`,
    (core) => `" onfocus="alert(1)" autofocus x="${core}`,
    (core) => `' onmouseover='alert(1)' x='${core}`,
    (core) => `<![CDATA[${core}]]>`,
    (core) => `\0${core}\r\n`,
    (core) => core.replaceAll("<", "\uFF1C"),
    (core) => core.toUpperCase(),
    (core) => `\uD800${core}`,
    (core) => `&quot;&#34;${core}`,
    (core) => `</p></section><section>${core}`,
  ];
  return cores.flatMap((core) => wraps.map((wrap) => wrap(core)));
}
