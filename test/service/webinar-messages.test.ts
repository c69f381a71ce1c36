import { expect, test } from "vitest";
import { z } from "zod";
import { parseTable } from "../../src/core/webinar/import/table.ts";
import { keepBudget, readSpending } from "../../src/runtime/spending.ts";
import { until } from "../until.ts";
import { approveTemplates, coordinate, goTo } from "./coordinate.ts";
import { openHouse, type House } from "./house.ts";
import { Person } from "./person.ts";

const health = z.object({ warnings: z.array(z.string()) });

async function warnings(house: House): Promise<string> {
  const answer = await fetch(`${house.service.url}/health`);
  return health.parse(await answer.json()).warnings.join("\n");
}

/** A webinar on Thursday evening, with so many people who want reminders. */
async function hold(house: House, people: number): Promise<readonly Person[]> {
  await approveTemplates(house);
  await coordinate(house, "add", "--session", "2", "--id", "w1", "--starts", "2026-12-03T18:30");
  await coordinate(house, "link", "w1", "https://meet.example/w1");
  await coordinate(house, "publish", "w1");
  await until("it is in the catalogue", () =>
    Promise.resolve(house.service.world.book.webinars[0]?.webinar.state === "published"),
  );
  const all = Array.from({ length: people }, (_, at) => new Person(house, `+21260000700${at}`));
  for (const one of all) {
    await one.says("salam");
    for (const choice of ["fr", "yes"]) await one.taps(choice);
    await one.says("menu");
    for (const choice of ["webinars", "w1", "register", "yes"]) await one.taps(choice);
  }
  return all;
}

/** State and reason of a message, of everybody, sorted. */
async function becameOf(house: House, moment: string): Promise<readonly string[]> {
  const { rows } = parseTable(await coordinate(house, "deliveries", "w1"));
  return rows
    .filter(({ cells }) => cells[2] === moment)
    .map(({ cells }) => `${cells[5]} ${cells[6]}`.trim())
    .toSorted();
}

test("a reminder whose template was turned down stops, and the coordinator hears what to do", async () => {
  const house = await openHouse();
  const [one] = await hold(house, 1);
  if (one === undefined) throw new Error("nobody");
  await goTo(house, "2026-11-27T10:00");
  const before = one.got.length;
  house.twilio.moderate("rafiq_webinar_day_before", "rejected");
  await goTo(house, "2026-12-02T18:31");
  expect(one.got.length).toBe(before);
  expect(await becameOf(house, "day-before")).toEqual(["échec template-rejected"]);
  const report = await coordinate(house, "report", "w1");
  expect(report).toContain("failed 1 times: template-rejected");
  expect(report).toContain("careful: template-rejected: Change the text and sync again.");
  expect(await warnings(house)).toMatch(/templates\/rejected: \d+ of \d+ .*webinar-day-before/u);
  expect(house.lines.join("\n")).toContain("template-rejected");

  // Re-categorised as advertising: not sent either, and told as such.
  house.twilio.moderate("rafiq_webinar_hour_before", "approved", "MARKETING");
  await goTo(house, "2026-12-03T17:31");
  expect(one.got.length).toBe(before);
  expect(await becameOf(house, "hour-before")).toEqual(["échec template-marketing"]);
  // Health answers from what it saw within the last second.
  await until("it is told", async () =>
    /templates\/marketing: .* Appeal within 60 days/u.test(await warnings(house)),
  );
}, 180_000);

test("the first look at health after a start knows how templates stand", async () => {
  const house = await openHouse();
  await approveTemplates(house);
  house.twilio.moderate("rafiq_webinar_day_before", "paused");
  // What the last process knew is too old by now.
  house.time.now += 2 * 3_600_000;
  await house.restart();
  await until("it has looked", async () => (await warnings(house)).includes("templates/paused"));
});

test("a message is followed from planned to read, and never goes back", async () => {
  const house = await openHouse({}, { callbacks: ["read", "delivered", "sent"] });
  await hold(house, 2);
  expect(await becameOf(house, "day-before")).toEqual(["prévu", "prévu"]);
  await goTo(house, "2026-12-02T18:31");
  await until("receipts have come", async () => {
    const [first, second] = await becameOf(house, "day-before");
    return first === "lu" && second === "lu";
  });
  await goTo(house, "2026-12-03T17:31");
  expect(await becameOf(house, "start")).toEqual(["prévu", "prévu"]);
  await goTo(house, "2026-12-03T18:31");
  // « C'est commencé » is for those who said that they come.
  expect(await becameOf(house, "start")).toEqual([
    "non envoyé not-for-them",
    "non envoyé not-for-them",
  ]);
}, 180_000);

test("a spent budget keeps news back and no reminder, until it is raised", async () => {
  const house = await openHouse();
  const [one] = await hold(house, 1);
  if (one === undefined) throw new Error("nobody");
  await keepBudget(house.service.world.store, 0);
  await until("it is known", () => Promise.resolve(house.service.world.book.rules.halted === true));
  expect(await warnings(house)).toContain("budget/reached");
  expect(house.lines.join("\n")).toContain("budget-reached");
  // The unfinished diagnostic is no promise.
  const before = one.got.length;
  await goTo(house, "2026-11-26T10:00");
  expect(one.got.length).toBe(before);
  await goTo(house, "2026-12-02T18:31");
  expect(one.got.length).toBe(before + 1);
  await goTo(house, "2026-12-03T17:31");
  expect(one.got.length).toBe(before + 2);
  await goTo(house, "2026-12-04T10:00");
  await coordinate(house, "replay", "w1", "https://video.example/w1");
  await goTo(house, "2026-12-04T11:30");
  expect(one.got.length).toBe(before + 2);
  await coordinate(house, "budget", "none");
  await until("it is known", () => Promise.resolve(house.service.world.book.rules.halted !== true));
  await goTo(house, "2026-12-04T16:00");
  expect(one.got.length).toBe(before + 3);
  // What went out is counted by the time the process is gone.
  await house.restart();
  const spent = await readSpending(house.service.world.store);
  expect(spent.get("2026-12")).toMatchObject({ templates: 3 });
}, 180_000);
