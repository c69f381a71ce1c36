import { mkdir } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Inbound } from "../../src/channels/channel.ts";
import type { Shaped } from "../../src/channels/shape.ts";
import {
  type DirectLineServer,
  memoryWorld,
  type MemoryWorld,
  serve,
} from "../channels/botframework/direct-line-server.ts";
import { startChromium } from "../fakes/chromium.ts";

const files = new URL("../../src/server/public/", import.meta.url);
/** Where pictures go, for whoever wants to look; none are made without it. */
const shots = process.env["SHOTS"];
const phone = { width: 360, height: 640 };
const desk = { width: 1_280, height: 900 };

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
  if (shots !== undefined) await mkdir(shots, { recursive: true });
});
afterAll(() => browser.close());

let world: MemoryWorld;
let server: DirectLineServer;
let context: BrowserContext;
let complaints: string[];
beforeEach(async () => {
  world = memoryWorld();
  server = await serve(world, { files });
  world.listen = (inbound) => void answer(inbound);
  complaints = [];
});
afterEach(async () => {
  await context.close();
  await server.close();
  // Nothing inline, nothing from elsewhere, no error on the way.
  expect(complaints).toEqual([]);
});

const list: Shaped = {
  kind: "list",
  text: "Où votre association est-elle présente en ligne ?",
  open: "Choisir",
  rows: [
    { id: "t2.site", label: "Un site web", about: "Une adresse à vous, même d’une seule page" },
    { id: "t2.page", label: "Une page Facebook", about: null },
    { id: "t2.none", label: "Nulle part", about: "Rien encore : c’est un bon point de départ" },
  ],
  rtl: false,
};
const arabic: Shaped = {
  kind: "buttons",
  text: "هل لديكم صفحة على \u2068Facebook\u2069؟\nالقانون \u206809-08\u2069 يحمي معطياتكم. رقمنا \u2066+212 600-000000\u2069.",
  buttons: [
    { id: "t3.yes", label: "نعم" },
    { id: "t3.no", label: "لا" },
    { id: "t3.unknown", label: "لا أعرف" },
  ],
  rtl: true,
};
const welcome: Shaped = {
  kind: "buttons",
  text: "Bonjour ! Je suis *Rafiq*. Le diagnostic dure 10 minutes.\nDétails : https://rafiq.example.org/aide.\nPrêts ?",
  buttons: [
    { id: "t1.yes", label: "Commencer" },
    { id: "t1.later", label: "Plus tard" },
  ],
  rtl: false,
};
const chips: Shaped = {
  kind: "buttons",
  text: "Combien de membres compte votre coopérative ?",
  buttons: ["Moins de 10", "10 à 20", "21 à 50", "51 à 100", "Plus de 100", "Je ne sais pas"].map(
    (label, at) => ({ id: `t5.${at}`, label }),
  ),
  rtl: false,
};

/** A scripted bot: one word, one kind of message. */
async function answer({ id, address, content, quoted }: Inbound): Promise<void> {
  const said = content.kind === "text" ? content.text : "";
  const messages: Readonly<Record<string, readonly Shaped[]>> = {
    salam: [welcome],
    liste: [list],
    سلام: [arabic],
    membres: [{ kind: "text", text: "Merci, c’est noté.", rtl: false }, chips],
  };
  const heard = content.kind === "tap" ? `tap ${content.id}` : said || content.kind;
  const echo: Shaped = { kind: "text", text: `[${heard}|${quoted ?? "-"}]`, rtl: false };
  const channel = server.bot.channels.find(({ name }) => name === address.channel);
  for (const [at, body] of (messages[said] ?? [echo]).entries()) {
    const outbound = { id: `m${at}-${id}`, address, body, uncertain: false };
    await channel?.send(outbound, new AbortController().signal);
  }
}

async function open(viewport = phone, query = "?lang=fr"): Promise<Page> {
  const touch = viewport === phone;
  context = await browser.newContext({ viewport, hasTouch: touch, isMobile: touch });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.on("console", (message) => {
    const expected = /ERR_INTERNET_DISCONNECTED|net::ERR_FAILED/u;
    if (message.type() === "error" && !expected.test(message.text())) {
      complaints.push(message.text());
    }
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(server.origin)) complaints.push(`outside: ${request.url()}`);
  });
  await page.goto(`${server.origin}/${query}`);
  await page.locator("body[data-status=online]").waitFor();
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox").fill(text);
  await page.getByRole("textbox").press("Enter");
}

function heard(page: Page, text: string) {
  return page.locator(".message.in", { hasText: text }).last();
}

async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png` });
}

describe("the simulator as WhatsApp", () => {
  test("shows buttons under the bubble, and tells what a tap answers", async () => {
    const page = await open();
    await shoot(page, "whatsapp-empty");
    await say(page, "salam");
    const bubble = heard(page, "Je suis Rafiq");
    await bubble.getByRole("button", { name: "Commencer" }).waitFor();
    expect(await bubble.locator("strong").textContent()).toBe("Rafiq");
    expect(await bubble.getByRole("link").getAttribute("href")).toBe(
      "https://rafiq.example.org/aide",
    );
    expect(await bubble.locator("time").textContent()).toBe("09:00");
    await shoot(page, "whatsapp-buttons");
    await bubble.getByRole("button", { name: "Commencer" }).click();
    const id = await bubble.getAttribute("data-id");
    await heard(page, `[tap t1.yes|${id}]`).waitFor();
    const own = page.locator(".message.out").last();
    expect(await own.locator(".quoted").textContent()).toContain("Je suis Rafiq");
    expect(await own.getAttribute("data-state")).toBe("read");
    // Old buttons stay: people tap them late.
    await bubble.getByRole("button", { name: "Plus tard" }).click();
    await heard(page, "[tap t1.later|").waitFor();
    await shoot(page, "whatsapp-taps");
  });

  test("opens a list from the bottom, and sends the row that was chosen", async () => {
    const page = await open();
    await say(page, "liste");
    await heard(page, "Où votre association").getByRole("button", { name: "Choisir" }).click();
    const sheet = page.getByRole("dialog");
    expect(await sheet.getByRole("button", { name: "Envoyer" }).isDisabled()).toBe(true);
    expect(await sheet.getByRole("radio").count()).toBe(3);
    await sheet.getByRole("radio", { name: "Un site web" }).check();
    await shoot(page, "whatsapp-list");
    await sheet.getByRole("button", { name: "Envoyer" }).click();
    await heard(page, "[tap t2.site|").waitFor();
    expect(await page.locator(".message.out").last().textContent()).toContain("Un site web");
    await shoot(page, "whatsapp-list-sent");
  });

  test("writes Arabic from right to left, each message for itself", async () => {
    const page = await open();
    await say(page, "سلام");
    const bubble = heard(page, "هل لديكم");
    await bubble.waitFor();
    // How far each line ends from the right edge.
    const gaps = await page.evaluate(`(() => {
      const text = document.querySelector(".in .text");
      const range = document.createRange();
      range.selectNodeContents(text.firstChild);
      const { right } = text.getBoundingClientRect();
      const lines = new Map();
      for (const { top, right: end, width } of range.getClientRects()) {
        if (width > 0) lines.set(top, Math.max(end, lines.get(top) ?? 0));
      }
      return [...lines.values()].map((end) => Math.round(right - end));
    })()`);
    expect(JSON.stringify(gaps)).toMatch(/^\[0(?:,0)+\]$/u);
    expect(await bubble.locator(".body").getAttribute("dir")).toBe("rtl");
    await shoot(page, "whatsapp-arabic");
    await say(page, "membres");
    await heard(page, "Combien de membres").waitFor();
    await shoot(page, "whatsapp-mixed");
  });

  test("quotes a message from the arrow beside it, and sends what is quoted", async () => {
    const page = await open(desk);
    await say(page, "salam");
    const bubble = heard(page, "Je suis Rafiq");
    await bubble.getByRole("button", { name: "Répondre ou réagir" }).click();
    await shoot(page, "whatsapp-actions-desk");
    await page.getByRole("dialog").getByRole("button", { name: "Répondre" }).click();
    await page.locator("#quote").waitFor();
    await shoot(page, "whatsapp-quote-desk");
    await say(page, "12");
    await heard(page, `[12|${await bubble.getAttribute("data-id")}]`).waitFor();
    expect(await page.locator("#quote").isVisible()).toBe(false);
  });

  test("pretends to send what is not text", async () => {
    const page = await open();
    const samples = [
      ["Note vocale", "media"],
      ["Photo", "media"],
      ["Position", "location"],
      ["Autocollant", "media"],
      ["Fiche de contact", "contact-card"],
      ["Document", "media"],
    ] as const;
    for (const [at, [name, kind]] of samples.entries()) {
      await page.locator("#attach").click();
      if (at === 0) await shoot(page, "whatsapp-menu");
      await page.getByRole("dialog").getByRole("button", { name }).click();
      await page.locator(".message.in").nth(at).getByText(`[${kind}|-]`).waitFor();
    }
    expect(world.inbounds.map(({ content }) => ("media" in content ? content.media : "-"))).toEqual(
      ["voice", "image", "-", "sticker", "-", "document"],
    );
    await page.locator("#attach").click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /Réaction/u })
      .click();
    await page.locator(".message.in .reaction").waitFor();
    await heard(page, "[reaction|").waitFor();
    await shoot(page, "whatsapp-media");
  });
});

describe("the simulator on a touch screen", () => {
  async function drag(page: Page, from: { x: number; y: number }, to: number): Promise<void> {
    const devtools = await context.newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x: number) =>
      devtools.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: type === "touchEnd" ? [] : [{ x, y: from.y }],
      });
    await touch("touchStart", from.x);
    for (let x = from.x; x <= to; x += 10) await touch("touchMove", x);
    await touch("touchEnd", to);
  }

  test("quotes the message that is swiped", async () => {
    const page = await open();
    await say(page, "12");
    await heard(page, "[12|-]").waitFor();
    const box = await heard(page, "[12|-]").locator(".bubble").boundingBox();
    const from = { x: (box?.x ?? 0) + 10, y: (box?.y ?? 0) + 10 };
    await drag(page, from, from.x + 20);
    expect(await page.locator("#quote").isVisible()).toBe(false);
    await drag(page, from, from.x + 80);
    await page.locator("#quote").getByText("[12|-]").waitFor();
  });

  test("offers to reply and react after a long press", async () => {
    const page = await open();
    await say(page, "12");
    const bubble = heard(page, "[12|-]").locator(".bubble");
    await bubble.dispatchEvent("pointerdown", { pointerType: "touch", clientX: 40, clientY: 300 });
    await page.getByRole("dialog").getByRole("button", { name: "👍" }).click();
    await heard(page, "[reaction|").waitFor();
  });
});

describe("the simulator as Messenger", () => {
  test("shows quick replies that go after a tap", async () => {
    const page = await open(phone, "?lang=fr&skin=messenger");
    await say(page, "membres");
    const row = page.getByRole("group", { name: "Réponses proposées" });
    await row.getByRole("button", { name: "21 à 50" }).waitFor();
    await shoot(page, "messenger-chips");
    await row.getByRole("button", { name: "21 à 50" }).click();
    await row.waitFor({ state: "hidden" });
    // Messenger does not say which message a quick reply stood under.
    await heard(page, "[tap t5.2|-]").waitFor();
    expect(world.inbounds[0]?.address.channel).toBe("web-messenger");
    await say(page, "سلام");
    await row.getByRole("button", { name: "لا أعرف" }).waitFor();
    await shoot(page, "messenger-arabic");
  });

  test("is another conversation than WhatsApp's", async () => {
    const page = await open(desk, "?lang=fr&skin=messenger");
    await say(page, "salam");
    await heard(page, "Je suis *Rafiq*").waitFor();
    await shoot(page, "messenger-desk");
    await page.getByRole("button", { name: "WhatsApp", exact: true }).click();
    await page.locator("body[data-skin=whatsapp][data-status=online]").waitFor();
    expect(await page.locator(".message").count()).toBe(0);
    await say(page, "salam");
    await heard(page, "Je suis Rafiq").waitFor();
    expect(world.inbounds.map(({ address }) => address.channel)).toEqual([
      "web-messenger",
      "web-whatsapp",
    ]);
    await shoot(page, "whatsapp-desk");
  });
});

describe("the simulator", () => {
  test("says that nothing is sent to the real ones, in three languages", async () => {
    const page = await open();
    expect(await page.locator(".bench").textContent()).toContain("Rien n’est envoyé à WhatsApp");
    await say(page, "salam");
    await heard(page, "Je suis Rafiq").waitFor();
    await page.getByRole("button", { name: "العربية" }).click();
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    expect(await page.locator(".bench").textContent()).toContain("لا يُرسَل شيء إلى واتساب");
    await say(page, "سلام");
    await heard(page, "هل لديكم").waitFor();
    await shoot(page, "whatsapp-page-arabic");
    await page.getByRole("button", { name: "English" }).click();
    expect(await page.locator(".bench").textContent()).toContain("Nothing is sent to WhatsApp");
  });

  test("shows that an answer is being written, until it comes", async () => {
    const page = await open();
    world.listen = () => undefined;
    await say(page, "salam");
    await page.locator("#typing").waitFor();
    expect(await page.locator("#status").textContent()).toBe("écrit…");
    await shoot(page, "whatsapp-typing");
    const [inbound] = world.inbounds;
    if (inbound !== undefined) await answer(inbound);
    await heard(page, "Je suis Rafiq").waitFor();
    expect(await page.locator("#typing").isVisible()).toBe(false);
    expect(await page.locator(".moment").textContent()).toBe("1 décembre 2026");
  });

  test("takes up its conversation after a reload, and forgets it on demand", async () => {
    const page = await open();
    await say(page, "salam");
    await heard(page, "Je suis Rafiq").waitFor();
    await page.reload();
    await heard(page, "Je suis Rafiq").waitFor();
    expect(await page.locator(".message").count()).toBe(2);
    expect(await page.locator(".out").getAttribute("data-state")).toBe("read");
    await say(page, "encore");
    await heard(page, "[encore|-]").waitFor();
    expect(new Set(world.inbounds.map(({ address }) => address.id)).size).toBe(1);
    await page.locator("#restart").click();
    await page.locator("body[data-status=online]").waitFor();
    expect(await page.locator(".message").count()).toBe(0);
  });

  test("comes back days later with its old token", async () => {
    const page = await open();
    await say(page, "salam");
    await heard(page, "Je suis Rafiq").waitFor();
    world.wait(3 * 24 * 60 * 60_000);
    await page.reload();
    await heard(page, "Je suis Rafiq").waitFor();
    await say(page, "me revoilà");
    await heard(page, "[me revoilà|-]").waitFor();
    complaints = complaints.filter((text) => !text.includes("403"));
  });

  test("keeps what is written without a network, and sends it once when it is back", async () => {
    const page = await open();
    await say(page, "salam");
    await heard(page, "Je suis Rafiq").waitFor();
    await context.setOffline(true);
    await page.getByText("Pas de connexion").waitFor();
    await say(page, "premier");
    await say(page, "second");
    expect(await page.locator(".out").last().getAttribute("data-state")).toBe("pending");
    await shoot(page, "whatsapp-offline");
    await context.setOffline(false);
    await heard(page, "[second|-]").waitFor();
    await page.getByText("Pas de connexion").waitFor({ state: "hidden" });
    const said = world.inbounds.map(({ content }) => "text" in content && content.text);
    expect(said).toEqual(["salam", "premier", "second"]);
  });

  test("works by polling where no socket gets through", async () => {
    context = await browser.newContext({ viewport: phone });
    const page = await context.newPage();
    // A proxy that lets no socket through, as the page sees it.
    await page.addInitScript(`window.WebSocket = class {
      constructor() { queueMicrotask(() => this.onclose?.()); }
      close() {}
    }`);
    await page.goto(`${server.origin}/?lang=fr`);
    await say(page, "salam");
    await heard(page, "Je suis Rafiq").waitFor();
  });

  test("can be used from the keyboard alone", async () => {
    const page = await open();
    await page.getByRole("textbox").focus();
    await page.keyboard.type("liste");
    await page.keyboard.press("Enter");
    const choose = page.getByRole("button", { name: "Choisir" });
    await choose.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("radio").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await heard(page, "[tap t2.page|").waitFor();
    expect(await page.getByRole("log").getAttribute("aria-live")).toBe("polite");
  });
});
