import { expect, test } from "vitest";
import { webinarOwner } from "../../src/core/webinar/mail.ts";
import { writeMail } from "../../src/runtime/mail.ts";
import { keepBudget } from "../../src/runtime/spending.ts";
import { parseTable } from "../../src/core/webinar/import/table.ts";
import { openDesk } from "./webinars-desk.ts";

type Desk = Awaited<ReturnType<typeof openDesk>>;

/** A published webinar with so many people on WhatsApp, registered. */
async function hold(desk: Desk, starts: string, people: number): Promise<void> {
  await desk.run("add", "--session", "3", "--id", "w7", "--starts", starts);
  await desk.run("link", "w7", "https://meet.example/w7");
  await desk.run("publish", "w7");
  await desk.play();
  const { store, time } = desk;
  for (let number = 0; number < people; number += 1) {
    const address = { channel: "twilio-whatsapp", id: `+2126000000${10 + number}` };
    const heard = {
      kind: "heard",
      content: { kind: "text", text: "salam" },
      quoted: null,
    } as const;
    const [arrived] = await store.accept(
      [{ id: `hello ${number}`, to: { address }, at: time.now, body: writeMail(heard) }],
      time.now,
    );
    const body = writeMail({
      kind: "post",
      from: arrived?.owner ?? "",
      body: {
        kind: "register",
        seats: 1,
        language: number % 2 === 0 ? "fr" : "ary",
        reminders: number !== 0,
        source: "chat",
        ask: 1,
      },
    });
    const to = { owner: webinarOwner("w7") };
    await store.accept([{ id: `register ${number}`, to, at: time.now, body }], time.now);
  }
  await desk.play();
}

test("a forecast names every message with its hour, its people and its charge, and no price", async () => {
  const desk = await openDesk();
  await hold(desk, "2026-12-10T18:30", 4);
  const { text, exit } = await desk.run("forecast", "w7");
  expect(exit).toBe(0);
  expect(text).toContain("4 people, 4 of them on WhatsApp");
  // At most 3 people: one wants no reminders; 1 in French, 2 in Darija.
  expect(text).toMatch(
    /^day-before +Wed 2026-12-09 18:30 +Wed 2026-12-09 18:30 +3 +1 +0 +2 +0 +0 +3 +0 +utility +yes$/mu,
  );
  expect(text).toMatch(/^hour-before +Thu 2026-12-10 17:30/mu);
  expect(text).toMatch(/^two-weeks +Thu 2026-12-24 18:30 .* no$/mu);
  expect(text).toContain("2026-12: at most 15 templates, charged from the first one");
  expect(text).toContain("what was sent in 2026-12 before is not known");
  expect(text).toContain("which our facts do not name");
  expect(text).toContain("channel facts § 0.1, collected 2026-11-23");
  const priced = await desk.run("forecast", "w7", "--price", "0,05");
  expect(priced.text).toContain("at most 15 × 0.05 = 0.75, at the price you said");
  expect(await desk.run("forecast", "w7", "--price", "cheap")).toMatchObject({ exit: 1 });
  expect(await desk.run("forecast", "w9")).toMatchObject({ exit: 1 });
});

test("what was sent this month counts against the free thousand", async () => {
  const desk = await openDesk();
  await hold(desk, "2026-12-10T18:30", 2);
  const body = { month: "2026-12", free: 990, templates: 7 };
  await desk.store.append("spending", [{ id: "x", body }], desk.time.now);
  const { text } = await desk.run("forecast", "w7");
  expect(text).toContain("990 free texts and 7 templates sent in 2026-12 before");
});

test("a budget is set, shown, spent and taken away", async () => {
  const desk = await openDesk();
  expect((await desk.run("budget")).text).toBe(
    "There is no budget.\nWhat was sent in 2026-11 is not known.",
  );
  expect((await desk.run("budget", "40")).text).toContain("Budget: 40 charged messages a month.");
  const body = { month: "2026-11", free: 1_010, templates: 30 };
  await desk.store.append("spending", [{ id: "x", body }], desk.time.now);
  const spent = await desk.run("budget");
  expect(spent.text).toContain("2026-11: 40 charged");
  expect(spent.warnings).toContain("It is spent");
  expect((await desk.run("budget", "50")).warnings).toBe("");
  expect(await desk.run("budget", "many")).toMatchObject({ exit: 1 });
  expect((await desk.run("budget", "none")).text).toContain("There is no budget.");
  await keepBudget(desk.store, 3);
  await hold(desk, "2026-12-10T18:30", 2);
  expect((await desk.run("forecast", "w7")).text).toContain("budget: 3 charged messages a month");
});

test("each message of each person is followed to where it came, and nothing runs in a spreadsheet", async () => {
  const desk = await openDesk();
  await hold(desk, "2026-12-10T18:30", 3);
  desk.time.now = Date.UTC(2026, 11, 9, 18, 45);
  await desk.play();
  const { text, warnings } = await desk.run("deliveries", "w7");
  expect(warnings).toContain("3 people");
  const { rows } = parseTable(text);
  const [head, ...lines] = rows.map(({ cells }) => cells);
  expect(head).toEqual(["code", "langue", "message", "prévu", "dit", "état", "raison"]);
  const of = (moment: string) =>
    lines
      .filter((cells) => cells[2] === moment)
      .map(([, , , planned, , state, reason]) => [planned, state, reason].join(" ").trim())
      .sort();
  // The rolls have told two; contacts keep no fates in this small bot.
  expect(of("day-before")).toEqual([
    "2026-12-09 18:30 en route",
    "2026-12-09 18:30 en route",
    "2026-12-09 18:30 non envoyé no-reminders",
  ]);
  expect(text).not.toContain("+2126");
});

test("a report shows the answers after the session, once each, and what became of the messages", async () => {
  const desk = await openDesk();
  await hold(desk, "2026-12-10T18:30", 2);
  const answers = [
    ["after", "5"],
    ["after", "2"],
    ["after", "=1+1 une caisse claire"],
    ["question", "Comment changer le titre ?"],
    ["two-weeks", "done"],
  ] as const;
  const mails = answers.map(([moment, answer], at) => ({
    id: `answer ${at}`,
    to: { owner: webinarOwner("w7") },
    at: desk.time.now,
    body: writeMail({ kind: "post", from: "c01-x", body: { kind: "answer", moment, answer } }),
  }));
  await desk.store.accept(mails, desk.time.now);
  await desk.play();
  const { text } = await desk.run("report", "w7");
  expect(text).toContain("after the session: 2 answers, 3.5 of 5 (1: 0, 2: 1, 3: 0, 4: 0, 5: 1)");
  expect(text).toContain("wants to: =1+1 une caisse claire");
  expect(text).toContain("asks: Comment changer le titre ?");
  expect(text).toContain("two weeks later: 1 done, 0 not yet, 0 need help");
  expect(text).toMatch(/^message +planned +under way +sent +delivered +read +failed +skipped$/mu);
});
