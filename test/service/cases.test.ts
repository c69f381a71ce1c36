import { describe, expect, test } from "vitest";
import { runCases, type Hands } from "../../src/cli/cases.ts";
import { deskOwner } from "../../src/core/cases/number.ts";
import { readDesk } from "../../src/core/engine/owners/rota.ts";
import { render } from "../../src/core/language/sentences.ts";
import { openHouse, type House } from "./house.ts";
import { Person } from "./person.ts";
import { until } from "../until.ts";

const hour = 3_600_000;

describe("a request for a student, with the commands alone", () => {
  test("asked, taken, talked about and closed; the diagnostic goes on where it was", async () => {
    const house = await openHouse();
    const person = new Person(house, "+212600007001");
    await begins(person);
    const asked = await person.says("humain");
    expect(bodies(asked)).toContain("vendredi 27 novembre");
    expect(bodies(asked)).toContain(start(house, "profile.P2"));
    const [number = ""] = (await run(house, "list")).match(/^\S+/u) ?? [];
    expect(await run(house, "list")).toContain("promised before Friday 27 November");

    await run(house, "take", number, "--as", "Amal");
    await hears(person, house, "Amal");
    // Whatever they write now is for the student; the bot says nothing.
    expect(await person.says("2")).toEqual([]);
    expect(await person.says("on a perdu le mot de passe de la page")).toEqual([]);

    await house.restart();
    await run(house, "say", number, "Bonjour, voici la page : https://ecc.example/p?a=1&b=2");
    await hears(person, house, "https://ecc.example/p?a=1&b=2");
    expect(await person.says("merci Amal")).toEqual([]);
    const seen = await run(house, "show", number);
    expect(seen).toContain("person: on a perdu le mot de passe de la page");
    expect(seen).toContain("consultant amal: Bonjour, voici la page");
    expect(seen).toContain("person: merci Amal");
    expect(seen).toContain(person.from);

    await house.restart();
    await run(house, "close", number, "solved", "Vous avez de nouveau accès à la page.");
    await hears(person, house, "Vous avez de nouveau accès à la page.");
    const solved = await person.taps("yes");
    expect(bodies(solved)).toContain(start(house, "profile.P2"));
    await person.taps("6-15");
    expect(bodies(person.got.slice(-1))).toContain(start(house, "profile.P3"));
    expect(await run(house, "list")).toBe("No open request.\n");
  });

  test("the address is masked until somebody has it; a closed request is still shown by its owner", async () => {
    const house = await openHouse();
    const person = new Person(house, "+212600007002");
    await begins(person);
    await person.says("humain");
    const { rows } = await desk(house);
    const [id = ""] = Object.keys(rows);
    expect(await run(house, "show", id)).not.toContain(person.from);
    await run(house, "take", id, "--as", "Amal");
    await run(house, "close", id, "work_started", "Le site est commencé.");
    await until("it is closed", async () => Object.keys((await desk(house)).rows).length === 0);
    expect(await run(house, "show", id)).toContain("work_started: Le site est commencé.");
  });

  test("late ones come first, and are apologized for", async () => {
    const house = await openHouse();
    const [first, second] = ["+212600007003", "+212600007004"].map((one) => new Person(house, one));
    for (const person of [first, second]) {
      if (person === undefined) throw new Error("two people");
      await begins(person);
      await person.says("humain");
      house.time.now += 30 * hour;
    }
    await house.settled();
    // Friday, 22:00: the first was promised an answer before 20:30.
    const [late, other] = (await run(house, "list")).split("\n");
    expect(late).toContain("LATE: promised before Friday 27 November");
    expect(other).toContain("promised before Monday 30 November");
    house.time.now += 12 * hour;
    // In the morning, when we may write, they are given a new date.
    await until("nothing is late", async () => !(await run(house, "list")).includes("LATE"));
  });

  test("who answers, and when, is read from a file; mistakes are named", async () => {
    const house = await openHouse();
    const good = [
      "consultants:",
      "  - { id: amal, name: Amal, languages: [fr, ary], skills: { site: 2 }, slots: { monday: [18:30-21:30] } }",
      "duty:",
      "  - { from: 2026-12-01, to: 2026-12-31, who: [amal] }",
    ].join("\n");
    expect(await run(house, "rota", good)).toBe("1 people in the rota.\n");
    await until("the rota is there", async () => (await desk(house)).consultants.length === 1);
    expect((await desk(house)).consultants[0]?.slots).toEqual({
      monday: [{ from: 1_110, until: 1_290 }],
    });
    expect(await run(house, "rota", "consultants: [{ id: Amal }]")).toContain("consultants.0.id");
    expect(await run(house, "rota", good.replace("[amal]", "[anas]"))).toContain("anas is on duty");
    expect(await run(house, "close", "K7Q-2MX", "solved", "x")).toContain("there is no request");
    expect(await run(house, "mode", "closed", "--until", "2026-12-14")).toContain("2026-12-14");
    await until("the team is away", async () => (await desk(house)).mode.kind === "closed");
    expect(await run(house, "list")).toContain("The team is away until Monday 14 December");
  });

  test("whoever has everything erased leaves no request behind", async () => {
    const house = await openHouse();
    const person = new Person(house, "+212600007005");
    await begins(person);
    await person.says("humain");
    const [id = ""] = Object.keys((await desk(house)).rows);
    await person.says("mes données");
    await person.taps("erase");
    await person.taps("erase");
    expect(Object.keys((await desk(house)).rows)).toEqual([]);
    house.time.now += hour;
    const { store } = house.service.world;
    await until("the case is gone", async () => (await store.stateOf(id)) === null);
    expect(await store.read(id, 0, 10)).toEqual([]);
  });
});

/** Up to the second question of the profile. */
async function begins(person: Person): Promise<void> {
  await person.says("salam");
  await person.taps("fr");
  await person.taps("yes");
  await person.taps("coop");
}

let words = 0;

async function run(house: House, ...args: readonly string[]): Promise<string> {
  const hands: Hands = {
    now: house.time.now,
    newId: () => `word-${(words += 1)}`,
    file: (text) => Promise.resolve(text),
  };
  const { text } = await runCases(house.service.world.store, args, hands);
  await house.settled();
  return text;
}

async function desk(house: House) {
  return readDesk((await house.service.world.store.stateOf(deskOwner))?.state ?? null);
}

async function hears(person: Person, house: House, text: string): Promise<void> {
  await until(`they read ${text}`, () => Promise.resolve(bodies(person.got).includes(text)));
  await house.settled();
}

function bodies(calls: Person["got"]): string {
  return calls
    .map(({ body, shown }) => [body ?? "", JSON.stringify(shown ?? "")].join(" "))
    .join("\n")
    .replaceAll(/[\u2066-\u2069]/gu, "");
}

function start(house: House, key: string): string {
  return render(house.service.world.book.sentences, { say: key }, "fr", {
    org: "votre coopérative",
  }).slice(0, 20);
}
