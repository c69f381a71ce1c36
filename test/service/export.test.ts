import { expect, test } from "vitest";
import { day } from "../../src/core/instant.ts";
import { languages } from "../../src/core/language/languages.ts";
import { openHouse, type House } from "./house.ts";
import { Person } from "./person.ts";

async function linkOf(person: Person): Promise<string> {
  await person.says("mes données");
  const [call] = await person.taps("copy");
  const path = /\/export\/c\S+/u.exec(call?.body ?? "")?.[0].replaceAll(/[\u2066-\u2069]/gu, "");
  if (path === undefined) throw new Error(`no link in ${call?.body ?? ""}`);
  return path;
}

const open = (house: House, path: string, fields: Readonly<Record<string, string>> = {}) =>
  fetch(`${house.service.url}${path}`, { method: "POST", body: new URLSearchParams(fields) });

test("a copy of everything is opened once, by its button; looking opens nothing", async () => {
  const house = await openHouse();
  const person = new Person(house, "+212600008301");
  for (const words of ["salam", "Français", "D'accord"]) await person.says(words);
  await person.taps("coop");
  await person.says("humain");
  await person.says("le site de la coopérative");
  const path = await linkOf(person);
  const place = `${house.service.url}${path}`;
  // Programs that preview links look, with both methods, as often as they like.
  for (const method of ["HEAD", "GET", "GET"]) {
    const looked = await fetch(place, { method });
    expect(looked.status).toBe(200);
    expect(looked.headers.get("cache-control")).toBe("no-store");
    expect(looked.headers.get("x-robots-tag")).toContain("noindex");
    expect(await looked.text()).not.toContain(person.from);
  }
  const answers = await Promise.all([open(house, path), open(house, path)]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 404]));
  const page = await (answers.find(({ status }) => status === 200) ?? answers[0])?.text();
  expect(page).toContain(person.from);
  expect(page).toContain("le site de la coopérative");
  expect((await fetch(place)).status).toBe(404);
  expect((await open(house, path)).status).toBe(404);

  const ticket = /name="ticket" value="([^"]+)"/u.exec(page ?? "")?.[1] ?? "";
  const json = await open(house, path, { ticket, file: "json" });
  expect(json.headers.get("content-type")).toContain("application/json");
  expect(JSON.stringify(await json.json())).toContain(person.from);
  const text = await (await open(house, path, { ticket, file: "text" })).text();
  expect(text).toContain("Vos réponses");
  expect(text).toContain("Coopérative");
  expect((await open(house, path, { ticket: "guess", file: "text" })).status).toBe(404);
  house.time.now += 16 * 60_000;
  expect((await open(house, path, { ticket, file: "text" })).status).toBe(404);
});

test("the link is for a day, stands nowhere in the store, and goes with the person", async () => {
  const house = await openHouse();
  const person = new Person(house, "+212600008302");
  for (const words of ["salam", "Français", "D'accord"]) await person.says(words);
  const path = await linkOf(person);
  const { store } = house.service.world;
  const contact = (await store.contactOf({ channel: "twilio-whatsapp", id: person.from })) ?? "";
  expect(JSON.stringify(await store.export(contact))).not.toContain(path.split(".").at(-1));
  house.time.now += day;
  expect((await fetch(`${house.service.url}${path}`)).status).toBe(404);
  const next = await linkOf(person);
  expect((await fetch(`${house.service.url}${next}`)).status).toBe(200);
  await store.erase(contact);
  const gone = await fetch(`${house.service.url}${next}`);
  expect(gone.status).toBe(404);
  const words = await gone.text();
  for (const language of languages) expect(words).toContain(`lang="${language}"`);
});
