import { expect, test } from "vitest";
import { webinarOwner } from "../../src/core/webinar/mail.ts";
import { writeMail } from "../../src/runtime/mail.ts";
import { keepBudget } from "../../src/runtime/spending.ts";
import { openRoom } from "./room.ts";

test("the coordinator sees every message to come with its charge, and the budget of the month", async () => {
  const room = await openRoom();
  const { browser } = await room.member("coordinator", "Nadia");
  const { house } = room;
  const { store } = house.service.world;
  await browser.get("/webinars");
  await browser.post("/webinars/add", {
    session: "3",
    starts: "2027-01-21T18:30",
    link: "https://meet.example.org/a",
    capacity: "",
  });
  await browser.post("/webinars/w1/publish", {});
  await house.settled();
  expect((await browser.get("/webinars/w1")).text).not.toContain("Messages prévus");
  const register = {
    kind: "register",
    contact: "c01-somebody",
    seats: 1,
    language: "ary",
    reminders: true,
    source: "import",
    ask: 0,
  };
  const body = writeMail({ kind: "post", from: "coordinator", body: register });
  const to = { owner: webinarOwner("w1") };
  await store.accept([{ id: "register", to, at: house.time.now, body }], house.time.now);
  await house.settled();
  const shown = (await browser.get("/webinars/w1")).text.replaceAll(/[\u2066-\u2069]/gu, "");
  expect(shown).toContain("Messages prévus");
  expect(shown).toMatch(/day-before : 20 janv\. 2027, 18:30, 1 personnes/u);
  expect(shown).toContain("ary 1");
  expect(shown).toContain("Prix pour le Maroc : inconnu");
  expect(shown).toContain("attend si le budget est atteint");

  await keepBudget(store, 5);
  const sent = { month: "2026-11", free: 0, templates: 6 };
  await store.append("spending", [{ id: "x", body: sent }], house.time.now);
  const list = (await browser.get("/webinars")).text.replaceAll(/[\u2066-\u2069]/gu, "");
  expect(list).toContain("Budget du mois atteint (6 sur 5)");
}, 180_000);
