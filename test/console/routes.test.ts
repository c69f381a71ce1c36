import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roles, type Role } from "../../src/core/consultants/roles.ts";
import { html } from "../../src/console/html.ts";
import { pageRoutes } from "../../src/console/pages/index.ts";
import { readDeeds } from "../../src/console/deeds.ts";
import { checkRoute, type Route, type Rules } from "../../src/console/routes.ts";
import { page } from "../../src/console/visit.ts";
import { openBrowser, serveConsole, type Browser, type ConsoleServer } from "./console-server.ts";

const mixed: Rules = { coordinator: "yes", consultant: "own", newcomer: "own", reader: "no" };
const sample = async () => page("reached", html``);
const reached = "<h1>reached</h1>";

/** Every route of the console, and two of every kind of rule; what they do is left out. */
const walked: readonly Route[] = [
  ...pageRoutes,
  {
    method: "get",
    path: "/sample/:object",
    allow: mixed,
    ownersOf: async () => [],
    answer: sample,
  },
  {
    method: "post",
    path: "/sample/:object",
    allow: mixed,
    ownersOf: async () => [],
    act: "sample",
    answer: sample,
  },
].map((route): Route => {
  if (route.allow === "anyone") return { ...route, answer: sample };
  const ownersOf = async ({
    params,
    me,
  }: {
    params: Readonly<Record<string, string>>;
    me: { id: string };
  }) => {
    const [object] = Object.values(params);
    return object === "mine" ? [me.id, "other"] : object === "theirs" ? ["other"] : null;
  };
  const isOwn = Object.values(route.allow).includes("own");
  return { ...route, answer: sample, ...(isOwn ? { ownersOf } : {}) } as Route;
});

let server: ConsoleServer;
const browsers = new Map<Role, Browser>();
beforeAll(async () => {
  server = await serveConsole({ routes: walked });
  for (const role of roles) {
    const browser = await server.enter(await server.add(role));
    await browser.get("/nowhere");
    browsers.set(role, browser);
  }
});
afterAll(() => server.close());

function ask(browser: Browser, { method, path }: Route, object: string) {
  const there = path.replaceAll(/:\w+/gu, object);
  return method === "get" ? browser.get(there) : browser.post(there, {});
}

describe("who may do what", () => {
  const objects = ["mine", "theirs", "missing"] as const;
  const table = walked.flatMap((route) =>
    roles.flatMap((role) =>
      objects.map((object) => [route.method, route.path, role, object, route] as const),
    ),
  );

  test("is walked over every route, every role, and own, foreign and missing objects", () => {
    expect(table.length).toBe(walked.length * 4 * 3);
    expect(table.length).toBeGreaterThan(350);
  });

  test.each(table)(
    "%s %s by a %s, an object that is %s",
    async (_method, _path, role, object, route) => {
      const browser = browsers.get(role);
      if (browser === undefined) throw new Error(role);
      const { status, text } = await ask(browser, route, object);
      const rule = route.allow === "anyone" ? "yes" : route.allow[role];
      const may = rule === "yes" || (rule === "own" && object === "mine");
      expect(text.includes(reached)).toBe(may);
      expect(status).toBe(may ? 200 : rule === "no" ? 403 : 404);
    },
  );

  test.each(
    walked
      .filter(({ allow }) => allow !== "anyone")
      .map((route) => [route.method, route.path, route] as const),
  )("%s %s by nobody leads to the door", async (_method, _path, route) => {
    const browser = openBrowser(server.origin);
    await browser.get("/sign-in");
    const { status, location, text } = await ask(browser, route, "mine");
    expect(text).not.toContain(reached);
    expect([status, location?.split("?")[0]]).toEqual([303, "/console/sign-in"]);
  });

  test.each(
    walked.filter(({ method }) => method === "post").map((route) => [route.path, route] as const),
  )("post %s from elsewhere changes nothing", async (_path, route) => {
    const browser = browsers.get("coordinator");
    if (browser === undefined) throw new Error("nobody");
    const there = route.path.replaceAll(/:\w+/gu, "mine");
    const strange: Readonly<Record<string, string>>[] = [
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
      { "Sec-Fetch-Site": "none" },
    ];
    for (const headers of strange)
      expect((await browser.post(there, {}, headers)).status).toBe(403);
    expect((await browser.post(there, { token: "" })).status).toBe(403);
    const other = openBrowser(server.origin);
    const door = await other.get("/nowhere");
    const token = /name="token"\s+value="([^"]*)"/u.exec(door.text)?.[1] ?? "";
    expect((await browser.post(there, { token })).status).toBe(403);
  });

  test("no route is registered without a rule, without owners for `own`, or without an act", () => {
    const bad = (route: object) => () => checkRoute(route as Route);
    const base = { method: "get", path: "/x", answer: sample };
    expect(bad(base)).toThrow("no rule");
    expect(bad({ ...base, allow: { coordinator: "yes" } })).toThrow("no rule");
    expect(bad({ ...base, allow: mixed })).toThrow("whose");
    expect(
      bad({
        ...base,
        method: "post",
        act: "",
        allow: { ...mixed, consultant: "no", newcomer: "no" },
      }),
    ).toThrow("act");
    const routes = [base as unknown as Route];
    return expect(serveConsole({ routes })).rejects.toThrow("no rule");
  });

  test("a look changes nothing: every route that has an act is a post", () => {
    for (const route of pageRoutes)
      expect("act" in route).toBe(route.method === "post" && route.allow !== "anyone");
  });

  test("every act stands in the log before it is done, and whether something came of it", async () => {
    const deeds = await readDeeds(server.store, null, 10_000);
    // What a program in the page sends again and again is of no weight.
    const posts = walked.filter(
      (route) => route.method === "post" && route.allow !== "anyone" && !("background" in route),
    );
    for (const route of posts) {
      const act = "act" in route ? route.act : "";
      const own = deeds.filter((deed) => deed.act === act).toReversed();
      expect(own.map(({ outcome }) => outcome).slice(0, 2), act).toEqual(["tried", "done"]);
    }
  });
});

describe("every answer", () => {
  test("has the headers that shut the browser's doors, whatever it is", async () => {
    const browser = browsers.get("reader");
    const answers = [
      await openBrowser(server.origin).get("/sign-in"),
      await openBrowser(server.origin).get("/cases"),
      await openBrowser(server.origin).get("/nowhere"),
      await openBrowser(server.origin).get("/assets/console.css"),
      await openBrowser(server.origin).get("/assets/console.js"),
      ...(browser === undefined ? [] : [await browser.get("/"), await browser.get("/people")]),
    ];
    for (const { headers } of answers) {
      expect(headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'/u,
      );
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("cache-control")).toMatch(/^no-(?:store|cache)$/u);
      expect(headers.get("x-powered-by") ?? "").not.toContain("Rafiq");
    }
  });

  test("refuses a form that is too long, and one of another kind", async () => {
    const browser = openBrowser(server.origin);
    expect((await browser.post("/sign-in", { name: "x".repeat(70_000) })).status).toBe(413);
    expect((await browser.post("/sign-in", {}, { "Content-Type": "text/plain" })).status).toBe(403);
  });
});
