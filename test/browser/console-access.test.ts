import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRoom, type Room } from "../console/room.ts";
import { startChromium } from "../fakes/chromium.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

/** Where somebody who coordinates goes. */
const places = [
  "",
  "/inbox",
  "/cases",
  "/figures",
  "/people",
  "/deeds",
  "/webinars",
  "/knowledge",
  "/account",
  "/settings",
  "/settings/rota",
  "/settings/person",
];

/**
 * What keeps people with a keyboard, a screen reader or weak eyes out, as sentences. Run in the page;
 * the rules are those of WCAG 2.2: 1.3.1, 1.4.3, 2.4.1, 2.4.2, 2.4.3, 2.4.6, 3.1.1, 4.1.2.
 */
const findings = `(() => {
  const found = [];
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const nameOf = (one) => (one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent ?? one.textContent ?? "").trim() || one.getAttribute("title") || "";
  const count = (what, wanted) => {
    const many = document.querySelectorAll(what).length;
    if (many !== wanted) found.push(many + " of " + what);
  };
  count("main", 1); count("h1", 1); count("header", 1);
  if (!document.title.includes("·")) found.push("title: " + document.title);
  if (!/^(fr|ar|en)$/.test(document.documentElement.lang)) found.push("lang");
  const first = document.querySelector("a[href], button, input:not([type=hidden]), summary");
  if (!first?.classList.contains("skip")) found.push("the way past the menu is not first");
  for (const nav of document.querySelectorAll("nav, ol, section[aria-label]"))
    if (nav.matches("nav") && nameOf(nav) === "") found.push("a menu without a name");
  let level = 1;
  for (const one of document.querySelectorAll("h1, h2, h3, h4")) {
    const next = Number(one.tagName[1]);
    if (next > level + 1) found.push("heading skips to " + one.tagName + ": " + one.textContent.trim());
    level = next;
  }
  for (const one of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
    if (one.labels.length === 0 && !one.getAttribute("aria-label")) found.push("field without a label: " + one.name);
  for (const one of document.querySelectorAll("a[href], button, summary"))
    if (nameOf(one) === "") found.push("nothing to call it by: " + one.outerHTML.slice(0, 80));
  for (const one of document.querySelectorAll("[tabindex]"))
    if (one.tabIndex > 0) found.push("out of order: " + one.outerHTML.slice(0, 80));
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) found.push("twice: " + id);
  for (const one of document.querySelectorAll("[aria-describedby]"))
    for (const id of one.getAttribute("aria-describedby").split(" ").filter(Boolean))
      if (document.getElementById(id) === null) found.push("described by nothing: " + id);
  const parts = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)).reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (one) => {
    for (let at = one; at !== null; at = at.parentElement) {
      const color = parts(getComputedStyle(at).backgroundColor);
      if (color.length > 0 && (color[3] ?? 1) > 0.99) return color;
    }
    return [255, 255, 255];
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const told = new Set();
  for (let text = walk.nextNode(); text !== null; text = walk.nextNode()) {
    const one = text.parentElement;
    if (text.data.trim() === "" || !seen(one) || one.closest(".unseen, .skip, script, style, [disabled]")) continue;
    const style = getComputedStyle(one);
    const [a, b] = [light(parts(style.color)), light(ground(one))].toSorted((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const line = ratio.toFixed(2) + " on " + one.tagName + "." + one.className;
    if (ratio < (isLarge ? 3 : 4.5) && !told.has(line)) { told.add(line); found.push("pale: " + line + ": " + text.data.trim().slice(0, 40)); }
  }
  return found;
})()`;

/** Everything one comes to with the Tab key, and whether it shows where one is. */
const focused = `(() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const shows = style.outlineStyle !== "none" || style.boxShadow !== "none";
  const all = [...document.querySelectorAll("*")];
  return { at: all.indexOf(one), shows, what: one.outerHTML.slice(0, 90) };
})()`;

async function walkByKeyboard(page: Page): Promise<readonly string[]> {
  const wrong: string[] = [];
  let last = -1;
  for (let steps = 0; steps < 15; steps += 1) {
    await page.keyboard.press("Tab");
    const { at, shows, what } = await page.evaluate<{ at: number; shows: boolean; what: string }>(
      focused,
    );
    if (what.startsWith("<body")) break;
    if (at <= last) break;
    if (!shows) wrong.push(`nothing shows where one is: ${what}`);
    last = at;
  }
  if (last < 0) wrong.push("nothing is reached by the keyboard");
  return wrong;
}

async function openAs(room: Room, cookie: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const { url } = room.house.service;
  await context.addCookies([{ name: "rafiq", value: cookie, url }]);
  return await context.newPage();
}

describe("the console without a mouse, without eyes, with weak eyes", () => {
  test("every page has names, landmarks, an order and enough contrast, in both directions", async () => {
    const room = await openRoom();
    const boss = await room.member("coordinator", "Nadia");
    const { id, person } = await room.asks();
    const page_ = await boss.browser.get(`/cases/${id}`);
    const command = /name="command"\s+value="([^"]*)"/u.exec(page_.text)?.[1] ?? "";
    await boss.browser.post(`/cases/${id}/claim`, { command });
    await room.house.settled();
    await person.says("bghina page");
    const page = await openAs(room, boss.browser.cookies.get("rafiq") ?? "");
    const origin = room.house.service.url;
    const trouble: string[] = [];
    for (const language of ["fr", "ar"]) {
      await page.goto(`${origin}/console/inbox`);
      await page.locator(`button[name=language][value=${language}]`).click();
      for (const place of [...places, `/cases/${id}`]) {
        await page.goto(`${origin}/console${place}`);
        // What is folded is read too.
        await page.evaluate(
          `for (const one of document.querySelectorAll("details")) one.open = true`,
        );
        const all = [
          ...(await page.evaluate<string[]>(findings)),
          ...(language === "fr" ? await walkByKeyboard(page) : []),
        ];
        trouble.push(...all.map((one) => `${language} ${place}: ${one}`));
      }
    }
    await page.context().close();
    expect(trouble).toEqual([]);
  }, 180_000);

  test("the door too", async () => {
    const room = await openRoom();
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(`${room.house.service.url}/console/sign-in`);
    const all = [...(await page.evaluate<string[]>(findings)), ...(await walkByKeyboard(page))];
    await context.close();
    expect(all).toEqual([]);
  }, 60_000);
});
