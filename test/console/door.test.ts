import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hour, minute, second } from "../../src/core/instant.ts";
import { readDeeds } from "../../src/console/deeds.ts";
import { loadTeam } from "../../src/console/team.ts";
import {
  goodPassword,
  linkFor,
  openBrowser,
  serveConsole,
  testCode,
  testSecret,
  type ConsoleServer,
} from "./console-server.ts";

let server: ConsoleServer;
beforeEach(async () => {
  server = await serveConsole();
});
afterEach(() => server.close());

const profile = { name: "Salma", spoken: "fr", "skill-site": "2" };

function pathOf(link: string): string {
  return new URL(link).pathname.slice("/console".length);
}

describe("the first link", () => {
  test("makes the first coordinator, who sets up the phone's code before anything else", async () => {
    const link = await linkFor(server);
    expect(await linkFor(server)).toBe(link);
    const browser = openBrowser(server.origin);
    expect((await browser.get(pathOf(link))).text).toContain("Ouvrir la console");
    const weak = await browser.post(pathOf(link), { ...profile, "new-password": "motdepasse2026" });
    expect(weak.status).toBe(422);
    expect(weak.text).toContain("Trop connu");
    const joined = await browser.post(pathOf(link), { ...profile, "new-password": goodPassword });
    expect([joined.status, joined.location]).toEqual([303, "/console"]);
    expect((await browser.get("/")).location).toBe("/console/account/code");
    expect((await browser.get("/people")).location).toBe("/console/account/code");
    expect(await linkFor(server)).toBe("");
    expect((await openBrowser(server.origin).get(pathOf(link))).status).toBe(410);
  });

  test("is not used up by a messenger that looks at it, and stands in no log", async () => {
    const link = await linkFor(server);
    for (const _ of [1, 2])
      expect((await openBrowser(server.origin).get(pathOf(link))).status).toBe(200);
    const word = link.split("/").at(-1) ?? "-";
    expect(server.lines.join("\n")).not.toContain(word);
    const kept = JSON.stringify([
      await loadTeam(server.store),
      await readDeeds(server.store, null, 99),
    ]);
    expect(kept).not.toContain(word);
  });
});

describe("the door", () => {
  test("answers the same, after the same work, whether there is such a name or not", async () => {
    const { name } = await server.add("consultant", "Salma");
    const answers = [];
    for (const wrong of [name, "Personne d’ici", ""]) {
      const browser = openBrowser(server.origin);
      const before = server.derived();
      const { status, text } = await browser.post("/sign-in", {
        name: wrong,
        password: "faux faux faux",
      });
      answers.push({
        status,
        work: server.derived() - before,
        text: text.replaceAll(/value="[^"]*"/gu, ""),
      });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(answers[0]?.work).toBe(1);
    expect(answers[0]?.text).toContain("ne vont pas ensemble");
  });

  test("makes a name wait after five tries, known or not, even when the sixth is right", async () => {
    await server.add("consultant", "Salma");
    for (const name of ["Salma", "Personne"]) {
      const browser = openBrowser(server.origin);
      for (let tries = 0; tries < 5; tries += 1)
        expect((await browser.post("/sign-in", { name, password: "faux" })).status).toBe(401);
      const before = server.derived();
      const held = await browser.post("/sign-in", { name, password: goodPassword });
      expect(held.status).toBe(429);
      expect(server.derived()).toBe(before);
    }
    server.wait(5 * second);
    const browser = openBrowser(server.origin);
    expect((await browser.post("/sign-in", { name: "salma", password: goodPassword })).status).toBe(
      303,
    );
  });

  test("counts tries that come at once one after another", async () => {
    await server.add("consultant", "Salma");
    const many = Array.from({ length: 12 }, async () => {
      const browser = openBrowser(server.origin);
      return (await browser.post("/sign-in", { name: "Salma", password: "faux" })).status;
    });
    const statuses = await Promise.all(many);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  test("asks for the code of the phone, takes each once, and a recovery code instead", async () => {
    const account = await server.add("consultant", "Salma");
    const inside = await server.enter(account);
    const setUp = await inside.get("/account/code");
    const secret = (/<code dir="ltr">([^<]*)</u.exec(setUp.text)?.[1] ?? "").replaceAll(" ", "");
    expect(secret).toMatch(/^[A-Z2-7]{32}$/u);
    const offer = /name="offer"\s+value="([^"]*)"/u.exec(setUp.text)?.[1] ?? "";
    const { codeAt, stepOf } = await import("../../src/console/one-time-codes.ts");
    const codeNow = () => codeAt(secret, stepOf(server.now()));
    expect((await inside.post("/account/code", { offer, code: "000000" })).status).toBe(422);
    const shown = await inside.post("/account/code", { offer, code: codeNow() });
    const recovery = [...shown.text.matchAll(/<code>([a-z2-7-]+)<\/code>/gu)].map(
      ([, code = ""]) => code,
    );
    expect(recovery).toHaveLength(10);
    expect((await inside.post("/account/profile", { name: "Salma" })).status).toBe(303);

    const browser = openBrowser(server.origin);
    const first = await browser.post("/sign-in?next=%2Fconsole%2Fcases", {
      name: "Salma",
      password: goodPassword,
    });
    expect(first.location).toBe("/console/code?next=%2Fconsole%2Fcases");
    expect((await browser.get("/cases")).location).toBe("/console/code?next=%2Fconsole%2Fcases");
    // The code that set it up was used.
    await browser.get("/code");
    expect((await browser.post("/code", { code: codeNow() })).status).toBe(401);
    server.wait(30 * second);
    const half = browser.cookies.get("rafiq");
    const proven = await browser.post("/code?next=%2Fconsole%2Fcases", { code: codeNow() });
    expect(proven.location).toBe("/console/cases");
    expect(browser.cookies.get("rafiq")).not.toBe(half);
    expect((await browser.get("/cases")).status).toBe(200);

    for (const expected of [303, 401]) {
      const other = openBrowser(server.origin);
      await other.post("/sign-in", { name: "Salma", password: goodPassword });
      await other.get("/code");
      const tried = await other.post("/code", { code: recovery[0]?.toUpperCase() ?? "" });
      expect(tried.status).toBe(expected);
    }
    const kept = JSON.stringify(await loadTeam(server.store));
    for (const hidden of [secret, ...recovery, goodPassword]) expect(kept).not.toContain(hidden);
  });

  test("leads only to pages of our own after it", async () => {
    await server.add("consultant", "Salma");
    for (const next of [
      "https://elsewhere.example",
      "//elsewhere.example",
      "/console//elsewhere.example",
      "/elsewhere",
    ]) {
      const browser = openBrowser(server.origin);
      const path = `/sign-in?next=${encodeURIComponent(next)}`;
      const { location } = await browser.post(path, { name: "Salma", password: goodPassword });
      expect(location).toBe("/console");
    }
  });
});

describe("a session", () => {
  test("ends after half an hour without a page, and after twelve hours in any case", async () => {
    const browser = await server.enter(await server.add("reader"));
    server.wait(29 * minute);
    expect((await browser.get("/")).status).toBe(200);
    server.wait(30 * minute);
    expect((await browser.get("/cases")).location).toBe(
      "/console/sign-in?next=%2Fconsole%2Fcases&say=ended",
    );
    const busy = await server.enter(await server.add("reader"));
    for (let passed = 0; passed < 12 * hour - 29 * minute; passed += 29 * minute) {
      expect((await busy.get("/")).status).toBe(200);
      server.wait(29 * minute);
    }
    server.wait(12 * hour - 24 * 29 * minute);
    expect((await busy.get("/")).status).toBe(303);
  });

  test("is kept under a hash, and its cookie is for this site's pages alone", async () => {
    const { name } = await server.add("consultant");
    const browser = openBrowser(server.origin);
    const { headers } = await browser.post("/sign-in", { name, password: goodPassword });
    const word = browser.cookies.get("rafiq") ?? "-";
    expect(headers.getSetCookie().find((line) => line.startsWith("rafiq="))).toBe(
      `rafiq=${word}; Path=/; HttpOnly; SameSite=Lax`,
    );
    expect(JSON.stringify(await loadTeam(server.store))).not.toContain(word);
  });

  test("ends everywhere at once: by oneself, by a new password, and when access is revoked", async () => {
    const boss = await server.enter(await server.add("coordinator", "Amina"));
    const account = await server.add("consultant", "Salma");
    const [one, two] = [await server.enter(account), await server.enter(account)];
    await one.get("/account");
    await one.post("/account/sign-out-everywhere", {});
    for (const browser of [one, two]) expect((await browser.get("/")).status).toBe(303);

    const [three, four] = [await server.enter(account), await server.enter(account)];
    await three.get("/account");
    const changed = await three.post("/account/password", {
      password: goodPassword,
      "new-password": "quatre figues et un puits",
    });
    expect(changed.location).toBe("/console/account?say=passwordChanged");
    expect((await three.get("/")).status).toBe(200);
    expect((await four.get("/")).status).toBe(303);

    await boss.get("/people");
    const revoked = await boss.post(`/people/${account.id}/revoke`, {});
    expect(revoked.location).toBe("/console/people?say=revoked");
    expect((await three.get("/")).status).toBe(303);
    const back = openBrowser(server.origin);
    expect(
      (await back.post("/sign-in", { name: "Salma", password: "quatre figues et un puits" }))
        .status,
    ).toBe(401);
  });

  test("gets another id when the role changes, and at the next page the new rights", async () => {
    const boss = await server.enter(await server.add("coordinator"));
    const account = await server.add("consultant");
    const browser = await server.enter(account);
    const before = browser.cookies.get("rafiq");
    expect((await browser.get("/deeds")).status).toBe(403);
    await boss.get("/people");
    await boss.post(`/people/${account.id}/role`, { role: "reader" });
    expect((await browser.get("/")).status).toBe(200);
    expect(browser.cookies.get("rafiq")).not.toBe(before);
    // The page that brought it can be used.
    expect((await browser.post("/language", { language: "ar", to: "/console" })).status).toBe(303);
    await browser.post("/language", { language: "fr", to: "/console" });
    expect((await browser.get("/")).text).toContain("Bonjour");
  });

  test("cannot be told from outside which it is", async () => {
    const account = await server.add("consultant");
    const browser = openBrowser(server.origin);
    browser.cookies.set("rafiq", "given-by-a-stranger-0123456789");
    await browser.post("/sign-in", { name: account.name, password: goodPassword });
    expect(browser.cookies.get("rafiq")).not.toBe("given-by-a-stranger-0123456789");
  });
});

describe("HTTPS", () => {
  test("is required, except on this machine, and makes the cookies stricter", async () => {
    const far = await serveConsole({ trustProxy: true });
    try {
      const over = (proto: string) => ({
        "X-Forwarded-Proto": proto,
        "X-Forwarded-Host": "rafiq.example.org",
      });
      const plain = await openBrowser(far.origin).get("/sign-in", over("http"));
      expect(plain.status).toBe(403);
      const { headers, status } = await openBrowser(far.origin).get("/sign-in", over("https"));
      expect(status).toBe(200);
      expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
      expect(headers.getSetCookie()[0]).toMatch(
        /^__Host-rafiq-door=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Secure$/u,
      );
    } finally {
      await far.close();
    }
  });
});

test("the test's own code is one of its secret", () => {
  expect(testCode(59_000)).toBe("287082");
  expect(testSecret).toHaveLength(32);
});
