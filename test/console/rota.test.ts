import { describe, expect, test } from "vitest";
import { runConsultants } from "../../src/cli/consultants.ts";
import { until } from "../until.ts";
import { openRoom } from "./room.ts";
import type { Browser } from "./console-server.ts";

async function sinceOn(browser: Browser): Promise<string> {
  const page = await browser.get("/settings/rota");
  return /name="since"\s+value="(\d+)"/u.exec(page.text)?.[1] ?? "";
}

describe("the rota", () => {
  test("of two coordinators who save at once the second is told, and loses nothing of the first", async () => {
    const room = await openRoom();
    const amal = await room.member("consultant", "Amal");
    const [nadia, karim] = [
      await room.member("coordinator", "Nadia"),
      await room.member("coordinator", "Karim"),
    ];
    const since = await sinceOn(nadia.browser);
    expect(await sinceOn(karim.browser)).toBe(since);
    const there = `/settings/rota/${amal.account.id}/hours`;
    const answers = await Promise.all([
      nadia.browser.post(there, { since, monday: "10:00-12:00" }),
      karim.browser.post(there, { since, tuesday: "14:00-16:00" }),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 409]));
    const told = answers.find(({ status }) => status === 409)?.text ?? "";
    expect(told).toContain("a changé les permanences entre-temps");
    const [first] = (await room.desk()).consultants;
    expect(Object.values(first?.slots ?? {}).flat()).toHaveLength(1);
    // From what stands there now it is kept.
    const again = await sinceOn(karim.browser);
    const body = { since: again, monday: "10:00-12:00", tuesday: "14:00-16:00" };
    expect((await karim.browser.post(there, body)).status).toBe(303);
    expect(Object.values((await room.desk()).consultants[0]?.slots ?? {}).flat()).toHaveLength(2);
  });

  test("keeps hours that were set while somebody joined", async () => {
    const room = await openRoom();
    const amal = await room.member("consultant", "Amal");
    const nadia = await room.member("coordinator", "Nadia");
    const since = await sinceOn(nadia.browser);
    await room.member("consultant", "Salma");
    const there = `/settings/rota/${amal.account.id}/hours`;
    expect((await nadia.browser.post(there, { since, monday: "10:00-12:00" })).status).toBe(303);
    await room.member("newcomer", "Driss");
    const { consultants } = await room.desk();
    expect(consultants.map(({ name }) => name).toSorted()).toEqual(["Amal", "Driss", "Salma"]);
    expect(consultants.find(({ name }) => name === "Amal")?.slots).toEqual({
      monday: [{ from: 600, until: 720 }],
    });
  });

  test("loses whom the command revokes, and their cases go to others", async () => {
    const room = await openRoom();
    const amal = await room.member("consultant", "Amal");
    await room.member("consultant", "Salma");
    const { id } = await room.asks();
    const page = await amal.browser.get(`/cases/${id}`);
    const command = /name="command"\s+value="([^"]*)"/u.exec(page.text)?.[1] ?? "";
    await amal.browser.post(`/cases/${id}/claim`, { command });
    await room.house.settled();
    expect((await room.desk()).rows[id]?.holders).toEqual([amal.account.id]);
    const { store } = room.house.service.world;
    const { code } = await runConsultants(store, ["revoke", amal.account.id], room.house.time.now);
    expect(code).toBe(0);
    await until("they are out of the rota", async () => {
      const { consultants, rows } = await room.desk();
      return consultants.length === 1 && rows[id]?.holders.length === 0;
    });
    expect((await amal.browser.get("/inbox")).status).not.toBe(200);
  });
});
