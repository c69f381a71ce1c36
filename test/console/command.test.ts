import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runConsultants } from "../../src/cli/consultants.ts";
import { readDeeds } from "../../src/console/deeds.ts";
import { loadTeam } from "../../src/console/team.ts";
import { goodPassword, openBrowser, serveConsole, type ConsoleServer } from "./console-server.ts";

let server: ConsoleServer;
beforeEach(async () => {
  server = await serveConsole();
});
afterEach(() => server.close());

const run = (...args: string[]) => runConsultants(server.store, args, server.now());

describe("the command for consultants", () => {
  test("invites with a link that works", async () => {
    const { text, code } = await run("invite", "--role", "consultant", "--base", server.origin);
    expect(code).toBe(0);
    expect(text.startsWith(`${server.origin}/console/invitation/`)).toBe(true);
    const browser = openBrowser(server.origin);
    const path = new URL(text.trim()).pathname.slice("/console".length);
    const joined = await browser.post(path, { name: "Anas", "new-password": goodPassword });
    expect(joined.status).toBe(303);
    expect((await run()).text).toMatch(/^k\w+\tconsultant\tAnas\n$/u);
  });

  test("resets and revokes by id, and writes it down", async () => {
    await server.add("coordinator", "Amina");
    const account = await server.add("consultant", "Anas");
    const reset = await run("reset", account.id);
    const path = new URL(reset.text.trim()).pathname.slice("/console".length);
    const browser = openBrowser(server.origin);
    expect((await browser.get(path)).text).toContain("Nouveau mot de passe");
    expect((await browser.post(path, { "new-password": "cinq dattes par jour" })).status).toBe(303);
    expect((await run("revoke", account.id)).code).toBe(0);
    expect((await loadTeam(server.store)).accounts[account.id]?.revoked).toBe(server.now());
    expect((await browser.get("/")).status).toBe(303);
    const acts = (await readDeeds(server.store, null, 9)).map(
      ({ by, act, outcome }) => `${by} ${act} ${outcome}`,
    );
    expect(acts).toContain("command people.reset done");
    expect(acts).toContain("command people.revoke done");
  });

  test("refuses what would leave nobody to coordinate, or is not there", async () => {
    const { id } = await server.add("coordinator", "Amina");
    expect(await run("revoke", id)).toMatchObject({ code: 1 });
    expect(await run("revoke", "k0")).toMatchObject({ code: 1 });
    for (const args of [
      ["invite"],
      ["invite", "--role", "king"],
      ["revoke"],
      ["list", "x"],
      ["--x"],
    ])
      expect((await run(...args)).code).toBe(2);
  });
});
