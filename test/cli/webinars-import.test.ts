import { expect, test } from "vitest";
import { openDesk, personIn, webinarFile } from "./webinars-desk.ts";

const form = [
  "Horodateur,Nom,Numéro WhatsApp,Langue,J'accepte de recevoir des messages,Places",
  "24/11/2026 09:00:00,Nom A,06 12 34 56 71,Français,Oui,1",
  '24/11/2026 09:01:00,Nom B,+212612345672,الدارجة,"Oui, j\'accepte",2',
  "24/11/2026 09:02:00,Nom C,0612345673,,Non,",
  "24/11/2026 09:03:00,Nom D,2.12613E+11,,Oui,",
  "24/11/2026 09:04:00,Nom A,0612345671,Arabe,Oui,1",
  "24/11/2026 09:05:00,Nom E,0522334455,,Oui,1",
].join("\r\n");

async function openImport() {
  const desk = await openDesk();
  desk.put("w12.yaml", webinarFile);
  desk.put("form.csv", form);
  await desk.run("add", "w12.yaml");
  await desk.run("publish", "w12");
  return desk;
}

const address = { channel: "twilio-whatsapp", id: "+212612345671" };

test("a dry run shows every line without a whole number, and changes nothing", async () => {
  const desk = await openImport();
  const before = await desk.store.depths(desk.time.now);
  const { exit, text, lines } = await desk.run("import", "w12", "form.csv");
  expect(exit).toBe(0);
  expect(text).toContain("line 3     +212 6•• ••• •72      would be registered, 2 seats, ary");
  expect(text).toContain(
    "line 2     +212 6•• ••• •71      left out: the same number stands on line 6",
  );
  expect(text).toContain("left out: no consent: they said no");
  expect(text).toContain("lost digits");
  expect(text).toContain("a landline");
  expect(text).toContain("not read, not kept: Nom");
  expect(lines.at(-2)).toBe("6 lines: 2 would be registered (3 seats), 4 left out");
  expect(text).not.toMatch(/61234567|Nom A/u);
  expect(await desk.store.depths(desk.time.now)).toEqual(before);
  expect(await desk.store.contactOf(address)).toBeNull();
  expect(await desk.store.read("imports-w12", 0, 10)).toEqual([]);
});

test("an import registers each person once, keeps the proof with them, and says nothing", async () => {
  const desk = await openImport();
  expect(await desk.run("import", "w12", "form.csv", "--yes")).toMatchObject({ exit: 0 });
  expect(await desk.play()).toEqual(["registered", "registered"]);
  expect(await desk.run("list")).toMatchObject({ text: expect.stringMatching(/w12 .*fr +3 /u) });
  const contact = (await desk.store.contactOf(address)) ?? "";
  const { registrations, consents } = personIn((await desk.store.stateOf(contact))?.state ?? null);
  expect(registrations.of["w12"]).toMatchObject({ held: 1, source: "import", language: "ar" });
  expect(consents["w12"]).toMatchObject({
    line: 6,
    at: desk.time.now,
    file: expect.stringMatching(/^[0-9a-f]{64}$/u),
    how: {
      asked: "J'accepte de recevoir des messages",
      said: "Oui",
      given: "24/11/2026 09:04:00",
    },
  });
  expect((await desk.store.depths(desk.time.now)).outbox).toBe(0);
  expect(JSON.stringify(await desk.store.read("imports-w12", 0, 10))).not.toContain("6123456");
});

test("the same file twice registers nobody twice, before the bot ran and after", async () => {
  const desk = await openImport();
  await desk.run("import", "w12", "form.csv", "--yes");
  const soon = await desk.run("import", "w12", "form.csv", "--yes");
  expect(soon.text).toContain("imported already");
  expect(soon.text).toContain("6 lines: 0 registered");
  await desk.play();
  const { mailboxes } = await desk.store.depths(desk.time.now);
  const later = await desk.run("import", "w12", "form.csv", "--yes");
  expect(later.text).toContain("registered already");
  expect(await desk.store.depths(desk.time.now)).toMatchObject({ mailboxes });
  expect((await desk.run("report", "w12")).text).toMatch(/registered +2\n/u);
});

test("whoever had everything erased is not brought back by the same file", async () => {
  const desk = await openImport();
  await desk.run("import", "w12", "form.csv", "--yes");
  await desk.play();
  await desk.store.erase((await desk.store.contactOf(address)) ?? "");
  desk.time.now += 10 * 24 * 3_600_000;
  const { text } = await desk.run("import", "w12", "form.csv", "--yes");
  expect(text).toMatch(/line 6 .*imported already/u);
  expect(await desk.store.contactOf(address)).toBeNull();
});

test("whoever asked for silence is left out", async () => {
  const desk = await openImport();
  const { store, time } = desk;
  await store.accept([{ id: "one", to: { address }, at: time.now, body: null }], time.now);
  const [claim] = await store
    .claim({ now: time.now, lease: 1_000, owners: 64, events: 1 })
    .then((claims) => claims.filter(({ owner }) => owner.startsWith("c")));
  if (claim === undefined) throw new Error("nothing to claim");
  const { owner, lease, turn } = claim;
  const nothing = { dead: [], outbox: [], timers: [], cancelled: [], posts: [], journal: [] };
  const state = { stopped: true };
  await store.commit({ owner, lease, turn, state, consumed: ["one"], ...nothing, now: time.now });
  const { text } = await desk.run("import", "w12", "form.csv");
  expect(text).toMatch(/line 6 .*they asked us to write no more/u);
});

test("many people are imported while the bot is stopped: no mailbox is too small for them", async () => {
  const desk = await openImport();
  const people = Array.from({ length: 300 }, (_, at) => `06123${String(at).padStart(5, "0")},oui`);
  desk.put("many.csv", ["GSM,Consentement", ...people].join("\n"));
  const { lines } = await desk.run("import", "w12", "many.csv", "--yes");
  expect(lines.at(-2)).toBe("300 lines: 300 registered (300 seats), 0 left out");
  expect(await desk.play()).toHaveLength(300);
  expect((await desk.run("report", "w12")).text).toMatch(/registered +300\n/u);
  const { text } = await desk.run("export", "w12");
  expect(text.startsWith("\uFEFFcode;langue;places")).toBe(true);
  expect(text.split("\r\n")).toHaveLength(302);
  expect(text).not.toMatch(/6123\d{5}/u);
  const phones = await desk.run("export", "w12", "--phones");
  expect(phones.text).toContain(";'+212612300000\r\n");
});

test("consent is never assumed", async () => {
  const desk = await openImport();
  desk.put("none.csv", "Tél;Ville\n0612345671;Fès\n");
  const without = await desk.run("import", "w12", "none.csv", "--yes");
  expect(without).toMatchObject({ exit: 1, warnings: expect.stringContaining("without consent") });
  const said = "J'accepte de recevoir les messages de ce webinaire, 2026-11-20";
  const declared = await desk.run("import", "w12", "none.csv", "--yes", "--consent", said);
  expect(declared.text).toContain("1 registered");
  const both = await desk.run("import", "w12", "form.csv", "--consent", said);
  expect(both).toMatchObject({ exit: 1, warnings: expect.stringContaining("it decides") });
  const late = await desk.run(
    "import",
    "w12",
    "none.csv",
    "--consent",
    "J'accepte tout, 2027-01-01",
  );
  expect(late).toMatchObject({ exit: 1, warnings: expect.stringContaining("since when") });
});

test.each([
  [["w12", "absent.csv"], 1, "there is no such file"],
  [["w99", "form.csv"], 1, "there is no webinar w99"],
  [["w12"], 2, "it is typed"],
  [["w12", "form.csv", "--column", "who=Nom"], 2, "--column is written"],
  [["w12", "form.csv", "--column", "phone=Rien"], 1, "there is no column “Rien”"],
  [["w12", "form.csv", "--channel", "pigeon"], 2, "--channel is one of"],
  [["w12", "form.csv", "--language", "es"], 2, "--language is one of"],
  [["w12", "form.csv", "--sure"], 2, "it is typed"],
])("a mistake is told in one line: import %j", async (args, exit, why) => {
  const desk = await openImport();
  const told = await desk.run("import", ...args);
  expect(told).toMatchObject({ exit, text: "", warnings: expect.stringContaining(why) });
  expect(told.warnings.split("\n")).toHaveLength(1);
});

test("nobody is imported into a draft, a cancelled webinar or one that has begun", async () => {
  const desk = await openDesk();
  desk.put("w12.yaml", webinarFile);
  desk.put("form.csv", form);
  await desk.run("add", "w12.yaml");
  expect((await desk.run("import", "w12", "form.csv")).warnings).toContain("is a draft");
  await desk.run("publish", "w12");
  const { now } = desk.time;
  desk.time.now = Date.UTC(2026, 11, 10, 18, 45);
  expect((await desk.run("import", "w12", "form.csv")).warnings).toContain("has begun");
  desk.time.now = now;
  await desk.run("cancel", "w12");
  expect((await desk.run("import", "w12", "form.csv")).warnings).toContain("is cancelled");
});
