import { describe, expect, test } from "vitest";
import type { Organization } from "../../src/core/engine/organization.ts";
import { render } from "../../src/core/language/sentences.ts";
import { openHouse, type House } from "./house.ts";
import { Person } from "./person.ts";
import { until } from "../until.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

describe("two people of one organization", () => {
  test("one invites, the other joins and goes on where the first one stands", async () => {
    const { house, amina, brahim } = await openOffice();
    await amina.taps("coop");
    await amina.taps("6-15");
    await joins(brahim, await invites(amina));
    expect(organizationIn(await house.stateOf(brahim.from))).toMatchObject({
      id: organizationIn(await house.stateOf(amina.from)).id,
      members: 2,
    });
    const joined = brahim.got.at(-2)?.body ?? "";
    const last = brahim.got.at(-1)?.body ?? "";
    expect(joined + last).toContain(words(house, "profile.P3").slice(0, 12));
    await valuesAre(house, [amina, brahim], { P1: "coop", P2: "6-15" });
  });

  test("both answer at once: nothing said is lost, and both know all of it", async () => {
    const { house, amina, brahim } = await openOffice();
    await joins(brahim, await invites(amina));
    // What each is asked is their own affair: they tap what stands in their last message.
    for (const [one, other] of [
      ["association", "fondation"],
      ["1-5", "16-50"],
      ["1-3", "4-10"],
      ["town", "rural"],
      ["phones", "pcs"],
    ] as const) {
      await Promise.all([amina.taps(one), brahim.taps(other)]);
    }
    const truth = await valuesOfOwner(house, amina);
    expect(Object.keys(truth)).toEqual(expect.arrayContaining(["P1", "P2", "P3", "P4", "P5"]));
    await valuesAre(house, [amina, brahim], truth);
  });

  test("the later answer wins, and whoever said the other one is told with the next message", async () => {
    const { house, amina, brahim } = await openOffice();
    await amina.taps("coop");
    await amina.taps("6-15");
    await joins(brahim, await invites(amina));
    house.time.now += minute;
    const question = amina.got.length;
    await brahim.says("corriger");
    const { shown } = brahim.got.at(-1) ?? {};
    const name = words(house, "profile.P2.name");
    const row = shown?.choices.find(({ label, about }) => `${label} ${about ?? ""}`.includes(name));
    if (row === undefined) throw new Error("the answer cannot be corrected");
    await brahim.sends({ listId: row.id, listTitle: row.label });
    await brahim.taps("51+");
    await valuesAre(house, [amina, brahim], { P2: "51+" });
    // Not in the middle of their day: with the next thing that is said to them.
    expect(amina.got).toHaveLength(question);
    const [next] = await amina.says("aide");
    const told = render(
      house.service.world.book.sentences,
      { say: "system.colleague-changed", with: { name: { say: "profile.P2.name" }, org: "" } },
      "fr",
    );
    expect(next?.body).toContain(told.split(":").at(-1)?.trim());
    expect((await amina.says("aide"))[0]?.body).not.toContain(told.split(":").at(-1)?.trim());
  });

  test("a wrong code is refused, and after five tries the right one too, for an hour", async () => {
    const { house, amina, brahim } = await openOffice();
    await amina.taps("coop");
    const code = await invites(amina);
    await reachesCode(brahim);
    for (const wrong of ["ACDEF3", "CDEFG4", "DEFGH6", "EFGHJ7", "FGHJK9"]) {
      await brahim.says(wrong);
      expect(brahim.got.at(-1)?.body).toContain(words(house, "invite.refused").slice(0, 20));
      await brahim.taps("again");
    }
    await brahim.says(code);
    expect((await house.stateOf(brahim.from))?.organization?.members ?? 1).toBe(1);
    house.time.now += 61 * minute;
    await brahim.taps("again");
    await brahim.says(code);
    await valuesAre(house, [brahim], { P1: "coop" });
  });

  test("a code is worth nothing after two days", async () => {
    const { house, amina, brahim } = await openOffice();
    await amina.taps("coop");
    const code = await invites(amina);
    await reachesCode(brahim);
    house.time.now += 2 * day;
    await brahim.says(code);
    expect(brahim.got.at(-1)?.body).toContain(words(house, "invite.refused").slice(0, 20));
    expect((await house.stateOf(brahim.from))?.organization?.values["P1"]).toBeUndefined();
  });

  test("who erases their data takes what they said along, and leaves what the other said", async () => {
    const { house, amina, brahim } = await openOffice();
    await amina.taps("coop");
    await joins(brahim, await invites(amina));
    await brahim.taps("6-15");
    await valuesAre(house, [amina, brahim], { P1: "coop", P2: "6-15" });
    const contact = await ownerOf(house, amina);
    const owner = organizationIn(await house.stateOf(amina.from)).id;
    await amina.says("mes données");
    await amina.taps("erase");
    await amina.taps("erase");
    expect(amina.got.at(-1)?.body).toContain(words(house, "data.erased").slice(0, 20));
    house.time.now += 16 * minute;
    const { store } = house.service.world;
    await until("nothing is left of them", async () => {
      const known = await store.contactOf({ channel: "twilio-whatsapp", id: amina.from });
      return known === null && (await store.export(contact)) === null;
    });
    expect(await valuesKept(house, owner)).toEqual({ P2: "6-15" });
    expect(JSON.stringify(await store.export(owner))).not.toContain(contact);
    await brahim.says("aide");
    await valuesAre(house, [brahim], { P2: "6-15" });
  });
});

/** Two people who agreed, each at the first question. */
async function openOffice() {
  const house = await openHouse({}, { callbacks: [] });
  const [amina, brahim] = [new Person(house, "+212600000011"), new Person(house, "+212600000012")];
  for (const person of [amina, brahim]) {
    await person.says("salam");
    await person.taps("fr");
    await person.taps("yes");
  }
  return { house, amina, brahim };
}

/** Makes a code; the question that was pending comes back. */
async function invites(person: Person): Promise<string> {
  await person.says("mes données");
  await person.taps("invite");
  const answers = await person.taps("make");
  const code = answers
    .map(({ body }) => /\b[AC-HJKMNP-RT-Y34679]{6}\b/u.exec(body ?? "")?.[0])
    .find(Boolean);
  if (code === undefined) throw new Error("no code was given");
  return code;
}

async function reachesCode(person: Person): Promise<void> {
  await person.says("mes données");
  await person.taps("invite");
  await person.taps("join");
}

async function joins(person: Person, code: string): Promise<void> {
  await reachesCode(person);
  await person.says(`mon code : ${code.toLowerCase()}`);
}

function words(house: House, key: string): string {
  return render(house.service.world.book.sentences, { say: key }, "fr");
}

function organizationIn(state: Awaited<ReturnType<House["stateOf"]>>): Organization {
  const organization = state?.organization;
  if (organization === null || organization === undefined) throw new Error("no organization");
  return organization;
}

async function ownerOf(house: House, person: Person): Promise<string> {
  const address = { channel: "twilio-whatsapp", id: person.from };
  const owner = await house.service.world.store.contactOf(address);
  if (owner === null) throw new Error("nobody");
  return owner;
}

type Values = Readonly<Record<string, unknown>>;

/** The answers in the organization's own mailbox: the truth. */
async function valuesKept(house: House, owner: string): Promise<Values> {
  const kept = await house.service.world.store.stateOf(owner);
  if (kept === null) throw new Error("no organization");
  // Written by the organization's own turns.
  const { values } = kept.state as unknown as Pick<Organization, "values">;
  return plain(values);
}

async function valuesOfOwner(house: House, person: Person): Promise<Values> {
  return valuesKept(house, organizationIn(await house.stateOf(person.from)).id);
}

async function valuesAre(house: House, people: readonly Person[], values: Values): Promise<void> {
  for (const person of people) {
    const copy = plain(organizationIn(await house.stateOf(person.from)).values);
    expect(copy).toMatchObject(values);
    expect(await valuesOfOwner(house, person)).toMatchObject(values);
  }
}

function plain(values: Organization["values"]): Values {
  return Object.fromEntries(Object.entries(values).map(([name, [value]]) => [name, value]));
}
