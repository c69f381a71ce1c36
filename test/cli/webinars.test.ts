import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { registrationCode } from "../../src/core/webinar/code.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { startProgram } from "../faults/program.ts";
import { openDesk, webinarFile } from "./webinars-desk.ts";

const session = ["add", "--session", "3", "--id", "w7", "--starts"] as const;

test("a webinar is added from a file or from the programme, and shown as it will be", async () => {
  const desk = await openDesk();
  expect((await desk.run("list")).text).toBe("No webinar yet.");
  desk.put("w12.yaml", webinarFile);
  const added = await desk.run("add", "w12.yaml");
  expect(added.text).toContain("2026-12-10, Thursday 10 December at 18:30 (Morocco time)");
  expect(added.text).toContain("it is a draft");
  await desk.run(...session, "2026-12-03 18:30", "--link", "https://meet.example.org/a");
  const { lines } = await desk.run("list");
  expect(lines[1]).toMatch(/^w7\* +draft +Thu 2026-12-03 18:30 +fr ary +0 +- +0 +Un titre$/u);
  expect(lines[2]).toMatch(/^w12\* +draft +Thu 2026-12-10 18:30/u);
  await desk.run("publish", "w7");
  await desk.run("capacity", "w7", "40");
  const shown = await desk.run("show", "w7");
  expect(shown.text).toContain("state      published");
  expect(shown.text).toContain("0 taken, 40 left, 0 requests wait");
  await desk.play();
  expect((await desk.run("list")).lines[1]).toMatch(/^w7 +published .* 0 +40 +0/u);
});

test("a command that is repeated changes nothing and says so", async () => {
  const desk = await openDesk();
  desk.put("w12.yaml", webinarFile);
  await desk.run("add", "w12.yaml");
  expect(await desk.run("add", "w12.yaml")).toMatchObject({
    exit: 0,
    text: "w12 is there already",
  });
  await desk.run("publish", "w12");
  expect((await desk.run("publish", "w12")).text).toContain("is like that already");
  const move = ["move", "w12", "--starts", "2026-12-11T18:30"] as const;
  expect((await desk.run(...move)).text).toContain("to   2026-12-11, Friday 11 December");
  expect((await desk.run(...move)).text).toContain("is like that already");
  await desk.run("move", "w12", "--starts", "2026-12-10T18:30");
  await desk.run(...move);
  await desk.play();
  expect((await desk.run("show", "w12")).text).toContain("2026-12-11");
});

test("links, documents and the replay are set; a cancelled webinar stays so", async () => {
  const desk = await openDesk();
  await desk.run(...session, "2026-12-03T18:30");
  await desk.run("link", "w7", "https://meet.example.org/b");
  desk.put("docs.csv", "Titre;Adresse\nLe guide;https://docs.example.org/guide\n");
  await desk.run("documents", "w7", "docs.csv");
  await desk.run("replay", "w7", "https://video.example.org/c");
  const { text } = await desk.run("show", "w7");
  expect(text).toContain("link       https://meet.example.org/b");
  expect(text).toContain("document   Le guide https://docs.example.org/guide");
  expect(text).toContain("replay     https://video.example.org/c");
  await desk.run("cancel", "w7");
  expect((await desk.run("cancel", "w7")).text).toContain("like that already");
  const late = await desk.run("link", "w7", "https://meet.example.org/d");
  expect(late).toMatchObject({ exit: 1, warnings: expect.stringContaining("final") });
});

test.each([
  ["2026-12-06T18:30", "it is a sunday"],
  ["2027-01-14T18:30", "it is a holiday"],
  ["2027-02-18T18:30", "it is in Ramadan, and near the breaking of the fast"],
  ["2027-03-10T11:00", "a day of Aïd"],
  ["2026-12-03T22:30", "outside the hours"],
  ["2028-12-05T18:30", "more than a year away"],
])("whoever takes %s is warned: %s", async (starts, why) => {
  const desk = await openDesk();
  expect(await desk.run(...session, starts)).toMatchObject({
    exit: 0,
    warnings: expect.stringContaining(why),
  });
});

test.each([
  [["add", "absent.yaml"], 1, "there is no such file"],
  [["add", "bad.yaml"], 1, "line 3"],
  [["add", "short.yaml"], 1, "title"],
  [["add"], 2, "--session, --id and --starts"],
  [[...session, "2026-11-24T18:30"], 1, "is over"],
  [[...session, "2026-13-01T18:30"], 1, "is no day and hour"],
  [[...session, "2026-02-30T18:30"], 1, "is no day and hour"],
  [[...session, "14/01/2027 18:30"], 1, "is no day and hour"],
  [["add", "--session", "9", "--id", "w7", "--starts", "2026-12-03T18:30"], 1, "no session 9"],
  [["add", "--session", "3", "--id", "seven", "--starts", "2026-12-03T18:30"], 1, "is no id"],
  [[...session, "2026-12-03T18:30", "--link", "http://a.example.org"], 1, "link"],
  [["show", "w99"], 1, "there is no webinar w99"],
  [["show"], 2, "it is typed"],
  [["publish", "w12", "w13"], 2, "it is typed"],
  [["link", "w12", "meet"], 1, "begins with https://"],
  [["capacity", "w12", "many"], 1, "no number of seats"],
  [["capacity", "w12", "0"], 1, "no number of seats"],
  [["move", "w12"], 2, "when?"],
  [["move", "w12", "--when", "now"], 2, "it is typed"],
  [["attendance", "w12", "present.csv"], 1, "has not begun"],
])("a mistake is told and nothing is done: %j", async (args, exit, why) => {
  const desk = await openDesk();
  desk.put("w12.yaml", webinarFile);
  desk.put("bad.yaml", "id: w1\ntitle: [\n");
  desk.put("short.yaml", "id: w1\nstarts: 2026-12-10T18:30\nspoken: [fr]\n");
  desk.put("present.csv", "code;minutes\n");
  await desk.run("add", "w12.yaml");
  const before = await desk.store.depths(desk.time.now);
  const [name = "", ...others] = args;
  expect(await desk.run(name, ...others)).toMatchObject({
    exit,
    text: "",
    warnings: expect.stringContaining(why),
  });
  expect(await desk.store.depths(desk.time.now)).toEqual(before);
});

test("another webinar never takes the place of one that is there", async () => {
  const desk = await openDesk();
  desk.put("w12.yaml", webinarFile);
  await desk.run("add", "w12.yaml");
  desk.put("w12.yaml", webinarFile.replace("18:30", "19:00"));
  expect(await desk.run("add", "w12.yaml")).toMatchObject({
    exit: 1,
    warnings: expect.stringContaining("another w12"),
  });
});

test("presence is noted by code, added up, and counted in the report", async () => {
  const desk = await openDesk();
  desk.put("w12.yaml", webinarFile);
  desk.put("form.csv", "GSM;Consentement\n0612345671;oui\n0612345672;oui\n0612345673;oui\n");
  await desk.run("add", "w12.yaml");
  await desk.run("publish", "w12");
  await desk.run("import", "w12", "form.csv", "--yes");
  await desk.play();
  desk.time.now = Date.UTC(2026, 11, 9, 18, 35);
  expect(await desk.play()).toEqual(["moment", "moment", "moment"]);
  desk.time.now = Date.UTC(2026, 11, 10, 20);
  const codes = await Promise.all(
    ["1", "2"].map(async (digit) => {
      const address = { channel: "twilio-whatsapp", id: `+21261234567${digit}` };
      return registrationCode("w12", (await desk.store.contactOf(address)) ?? "");
    }),
  );
  const [one = "", other = ""] = codes;
  const lines = [`${one};30 min`, `${one.toLowerCase()};0:20:10`, `${other};10`, "AAAA-AAAA;5"];
  desk.put("present.csv", ["Code;Durée (minutes)", ...lines].join("\n"));
  const noted = await desk.run("attendance", "w12", "present.csv");
  expect(noted.text).toBe("2 people came, 1 of them for 60 % or more");
  expect(noted.warnings).toBe("line 5: nobody is registered with “AAAA-AAAA”");
  await desk.play();
  const { text } = await desk.run("report", "w12");
  for (const [name, count] of Object.entries({
    registered: 3,
    imported: 3,
    "said nothing": 3,
    came: 2,
    "stayed 60 % or more": 1,
    "told day-before": 3,
  })) {
    expect(text).toMatch(new RegExp(`${name} +${count}\\b`, "u"));
  }
});

test("without a command the help is shown, and a store in use is left alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-webinars-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const webinars = async (...args: readonly string[]) => {
    const environment = { DATA_DIR: folder };
    const program = startProgram("src/cli/webinars.ts", { cwd: folder, environment, args });
    const code = await program.exit;
    return { code, text: program.output.stdout + program.output.stderr };
  };
  expect(await webinars()).toMatchObject({ code: 0, text: expect.stringContaining("import ID") });
  expect(await webinars("dance")).toMatchObject({ code: 2 });
  expect(await webinars("list")).toEqual({ code: 0, text: "No webinar yet.\n" });
  const running = await openSqliteStore({ file: join(folder, "rafiq.db") });
  expect(await webinars("list")).toMatchObject({
    code: 1,
    text: expect.stringContaining("stop the bot"),
  });
  await running.close();
});
