import { expect, test, describe } from "vitest";
import { caseNumber, deskOwner } from "../../src/core/cases/number.ts";
import { questionsOwner } from "../../src/core/engine/owners/questions.ts";
import { webinarOwner } from "../../src/core/webinar/mail.ts";
import { readDays } from "../../src/runtime/almanac.ts";
import { writeMail } from "../../src/runtime/mail.ts";
import { readDeeds } from "../../src/console/deeds.ts";
import { readSpans, saySpans } from "../../src/console/coordination/slots.ts";
import { figuresOf } from "../../src/console/coordination/figures.ts";
import { until } from "../until.ts";
import { openRoom, type Room } from "./room.ts";

async function boss(room: Room) {
  const { browser } = await room.member("coordinator", "Nadia");
  await browser.get("/settings");
  return browser;
}

describe("what a coordinator sets", () => {
  test("capacity, with the day of return when the team is away", async () => {
    const room = await openRoom();
    const browser = await boss(room);
    const mode = (fields: Record<string, string>) => browser.post("/settings/mode", fields);
    expect((await mode({ mode: "reduced" })).location).toContain("say=modeSet");
    expect((await room.desk()).mode).toEqual({ kind: "reduced" });
    expect((await mode({ mode: "closed" })).status).toBe(422);
    expect((await mode({ mode: "closed", returns: "2026-11-20" })).status).toBe(422);
    expect((await mode({ mode: "closed", returns: "2026-12-14" })).location).toContain(
      "say=modeSet",
    );
    expect((await browser.get("/settings")).text).toContain("Absente jusqu’au \u206814 déc. 2026");
    expect((await mode({ mode: "wild" })).status).toBe(404);
    const deeds = await readDeeds(room.house.service.world.store, null, 50);
    expect(
      deeds.find(({ act, outcome }) => act === "settings.mode" && outcome === "done")?.on,
    ).toBe("closed");
  });

  test("days: silence at once, a feast once it is announced and in its window only", async () => {
    const room = await openRoom();
    const browser = await boss(room);
    const { store } = room.house.service.world;
    expect((await browser.post("/settings/silence", { day: "2026-11-25" })).location).toContain(
      "daysSet",
    );
    expect((await browser.post("/settings/silence", { day: "2026-11-24" })).status).toBe(422);
    expect((await browser.post("/settings/silence", { day: "2026-02-31" })).status).toBe(422);
    const page = await browser.get("/settings");
    const feast = /feasts\/(ramadan[\w-]*)\/confirm/u.exec(page.text)?.[1] ?? "";
    expect(feast).not.toBe("");
    expect(
      (await browser.post(`/settings/feasts/${feast}/confirm`, { day: "2027-03-10" })).status,
    ).toBe(422);
    expect(
      (await browser.post(`/settings/feasts/${feast}/confirm`, { day: "2027-02-09" })).location,
    ).toContain("daysSet");
    expect(await readDays(store)).toEqual({
      confirmed: { [feast]: "2027-02-09" },
      silentDays: ["2026-11-25"],
    });
    await until("the book knows", () =>
      room.house.service.world.book.rules.silentDays.includes("2026-11-25"),
    );
    expect((await browser.get("/settings")).text).toContain(
      "confirmé : \u2068mardi 9 février 2027",
    );
    expect((await browser.post(`/settings/feasts/${feast}/forget`, {})).location).toContain(
      "daysSet",
    );
    expect((await browser.post("/settings/speak", { day: "2026-11-25" })).location).toContain(
      "daysSet",
    );
    expect(await readDays(store)).toEqual({ confirmed: {}, silentDays: [] });
    expect(
      (await browser.post("/settings/feasts/none/confirm", { day: "2027-02-09" })).status,
    ).toBe(404);
  });

  test("hours, exceptions and duty, in words that can be read back", async () => {
    const room = await openRoom();
    const browser = await boss(room);
    const { account } = await room.member("consultant", "Amal");
    const there = `/settings/rota/${account.id}`;
    expect(
      (await browser.post(`${there}/hours`, { monday: "18:30-21:30, 10:00-12:00" })).location,
    ).toContain("rotaSet");
    expect((await room.desk()).consultants[0]?.slots).toEqual({
      monday: [
        { from: 600, until: 720 },
        { from: 1_110, until: 1_290 },
      ],
    });
    expect((await browser.post(`${there}/hours`, { monday: "le soir" })).status).toBe(422);
    expect(
      (
        await browser.post(`${there}/exception`, {
          from: "2027-01-04",
          to: "2027-01-15",
          slots: "",
        })
      ).location,
    ).toContain("rotaSet");
    expect(
      (
        await browser.post(`${there}/exception`, {
          from: "2027-01-15",
          to: "2027-01-04",
          slots: "",
        })
      ).status,
    ).toBe(422);
    expect((await browser.get("/settings/rota")).text).toContain("2027-01-04 → 2027-01-15");
    expect((await browser.post(`${there}/exception-off`, { at: "0" })).location).toContain(
      "rotaSet",
    );
    expect((await room.desk()).consultants[0]?.exceptions).toEqual([]);
    const duty = { from: "2026-12-01", to: "2026-12-31", who: account.id };
    expect((await browser.post("/settings/duty/add", duty)).location).toContain("rotaSet");
    expect((await room.desk()).duty).toEqual([
      { from: "2026-12-01", to: "2026-12-31", who: [account.id] },
    ]);
    expect((await browser.post("/settings/duty/add", { ...duty, who: "nobody" })).status).toBe(422);
    // Whoever loses access leaves the rota and the duty list.
    expect((await browser.post(`/people/${account.id}/revoke`, {})).location).toContain("revoked");
    await until("nobody is left", async () => (await room.desk()).consultants.length === 0);
    expect((await room.desk()).duty).toEqual([]);
    expect((await browser.post("/settings/rota/nobody/hours", {})).status).toBe(404);
    expect(saySpans(readSpans("00:00-24:00; 9:00-8:00") ?? [])).toBe("");
    expect(saySpans(readSpans("20:00-24:00") ?? [])).toBe("20:00-24:00");
  });

  test("webinars: from the programme, published, moved, with a link, a replay; cancelled for good", async () => {
    const room = await openRoom();
    const browser = await boss(room);
    const starts = "2027-01-14T18:30";
    expect(
      (await browser.post("/webinars/add", { session: "3", starts: "2026-01-14T18:30" })).status,
    ).toBe(422);
    expect(
      (await browser.post("/webinars/add", { session: "3", starts, link: "javascript:alert(1)" }))
        .status,
    ).toBe(422);
    const added = await browser.post("/webinars/add", {
      session: "3",
      starts,
      link: "",
      capacity: "40",
    });
    expect(added.location).toContain("/webinars/w1?say=webinarAdded");
    await room.house.settled();
    expect((await browser.get("/webinars")).text).toContain("Brouillon");
    const page = await browser.get("/webinars/w1");
    expect(page.text).toContain("pas encore de lien");
    expect((await browser.post("/webinars/w1/publish", {})).location).toContain("webinarChanged");
    expect((await browser.post("/webinars/w1/publish", {})).status).toBe(422);
    expect(
      (await browser.post("/webinars/w1/link", { url: "https://meet.example.org/a" })).location,
    ).toContain("webinarChanged");
    expect(
      (await browser.post("/webinars/w1/move", { starts: "2027-01-14T11:00" })).location,
    ).toContain("webinarChanged");
    expect((await browser.post("/webinars/w1/move", { starts: "2020-01-14T11:00" })).status).toBe(
      422,
    );
    expect((await browser.post("/webinars/w1/capacity", { capacity: "-3" })).status).toBe(422);
    expect((await browser.post("/webinars/w1/capacity", { capacity: "" })).location).toContain(
      "webinarChanged",
    );
    await room.house.settled();
    const shown = (await browser.get("/webinars/w1")).text;
    expect(shown).toContain("14 janv. 2027, 11:00");
    expect(shown).toContain("https://meet.example.org/a");
    const table = await browser.post("/webinars/w1/export", {});
    expect(table.headers.get("content-disposition")).toContain("inscriptions-w1.csv");
    expect(table.headers.get("content-type")).toContain("text/csv");
    expect((await browser.post("/webinars/w1/cancel", {})).location).toContain("webinarChanged");
    expect((await browser.post("/webinars/w1/move", { starts })).status).toBe(422);
    expect((await browser.get("/webinars/w99")).status).toBe(404);
    expect(await room.house.service.world.store.stateOf(webinarOwner("w1"))).not.toBeNull();
    // Ids are never given twice.
    const next = await browser.post("/webinars/add", { session: "3", starts });
    expect(next.location).toContain("/webinars/w2");
  });
});

describe("what a coordinator sees", () => {
  test("questions without an answer, escaped; and what was judged", async () => {
    const room = await openRoom();
    const browser = await boss(room);
    const { store } = room.house.service.world;
    const mails = [
      {
        kind: "unanswered",
        language: "fr",
        text: "<script>alert(1)</script> la pluie ?",
        nearest: [],
      },
      { kind: "not-useful", language: "fr", text: "et le site", topic: 1 },
    ];
    await store.accept(
      mails.map((body, at) => ({
        id: `q${at}`,
        to: { owner: questionsOwner },
        at: room.house.time.now,
        body: writeMail({ kind: "post", from: "c17-a", body }),
      })),
      room.house.time.now,
    );
    await room.house.settled();
    const page = await browser.get("/knowledge?q=mot de passe");
    expect(page.text).toContain("&lt;script&gt;alert(1)&lt;/script&gt; la pluie");
    expect(page.text).not.toContain("<script>alert");
    expect(page.text).toContain("pas utile \u20681");
    expect(page.text).toContain("Comment faire un bon mot de passe ?");
  });

  test("figures of cases; of diagnostics nothing below ten; tables without formulas and names", async () => {
    const room = await openRoom();
    const browser = await boss(room);
    const amal = await room.member("consultant", "Amal");
    const { id, person } = await room.asks();
    await amal.browser.get(`/cases/${id}`);
    await amal.browser.post(`/cases/${id}/claim`, { command: "claim-it-now" });
    await room.house.settled();
    await amal.browser.post(`/cases/${id}/say`, { command: "say-it-now", text: "Bonjour" });
    const closing = { command: "close-it-now", code: "solved", done: "=1+1", summary: "Fini" };
    expect((await amal.browser.post(`/cases/${id}/close`, closing)).location).toContain(
      "closedNow",
    );
    const page = await browser.get("/figures");
    expect(page.text).toContain("100 %");
    expect(page.text).toContain("moins de 10 : rien n’est montré");
    const table = await browser.post("/figures/export-cases", {});
    expect(table.text).toContain(caseNumber(id));
    expect(table.text).toContain("solved");
    expect(table.text).not.toContain("=1+1");
    expect(table.text).not.toContain(person.from);
    expect((await browser.post("/figures/export", {})).text).toContain("association;moins de 10");
    expect((await amal.browser.post("/figures/export-cases", {})).status).toBe(403);
    expect(figuresOf([], 0)).toMatchObject({ cases: 0, kept: null, first: null, score: null });
  });

  test("a person’s data, by the number of a case: exported, and erased", async () => {
    const room = await openRoom();
    const browser = await boss(room);
    const { store } = room.house.service.world;
    const { person, id } = await room.asks();
    const number = caseNumber(id);
    expect((await browser.get("/settings/person?number=ZZZ-ZZZ")).text).toContain(
      "Aucune demande de ce numéro",
    );
    expect((await browser.get(`/settings/person?number=${number.toLowerCase()}`)).text).toContain(
      number,
    );
    const data = await browser.post(`/settings/person/${id}/export`, {});
    expect(data.headers.get("content-type")).toContain("application/json");
    expect(JSON.parse(data.text).person.addresses[0].id).toBe(person.from);
    expect((await browser.post(`/settings/person/${id}/erase`, { number: "wrong" })).status).toBe(
      422,
    );
    expect(
      (await browser.post(`/settings/person/${id}/erase`, { number, command: "erase-them-now" }))
        .location,
    ).toContain("erasedData");
    await room.house.settled();
    expect(await store.contactOf({ channel: "twilio-whatsapp", id: person.from })).toBeNull();
    expect((await browser.get(`/cases/${id}`)).status).toBe(404);
    expect((await room.desk()).rows[id]).toBeUndefined();
    const deeds = await readDeeds(store, null, 50);
    expect(deeds.some(({ act, on }) => act === "person.erase" && on === id)).toBe(true);
  });

  test("dead letters, which go back to their mailbox", async () => {
    const room = await openRoom();
    const browser = await boss(room);
    const { store } = room.house.service.world;
    const bad = writeMail({ kind: "post", from: "c17-a", body: { kind: "nonsense" } });
    await store.accept(
      [{ id: "bad", to: { owner: deskOwner }, at: room.house.time.now, body: bad }],
      room.house.time.now,
    );
    await until("it is put aside", async () => {
      // Each try waits for the lease of the one before.
      room.house.time.now += 1_000;
      return (await store.deadLetters(5)).length === 1;
    });
    expect((await browser.get("/settings")).text).toContain(deskOwner);
    expect(
      (await browser.post("/settings/letters/revive", { owner: deskOwner, letter: "bad" }))
        .location,
    ).toContain("letterBack");
    expect(
      (await browser.post("/settings/letters/revive", { owner: deskOwner, letter: "none" })).status,
    ).toBe(404);
    expect(await store.deadLetters(5)).toEqual([]);
  });
});
