import { enroll } from "../../src/console/cases/enroll.ts";
import { deskOwner } from "../../src/core/cases/number.ts";
import type { Role } from "../../src/core/consultants/roles.ts";
import type { Account } from "../../src/core/consultants/team.ts";
import { readDesk } from "../../src/core/engine/owners/rota.ts";
import { openHouse, type House } from "../service/house.ts";
import { Person } from "../service/person.ts";
import { addMember, enterAs, type Browser } from "./console-server.ts";

/** The whole service with people at both ends: on WhatsApp, and in the console. */
export interface Room {
  readonly house: House;
  /** A member of the team, signed in. */
  member(
    role: Role,
    name: string,
  ): Promise<{ readonly account: Account; readonly browser: Browser }>;
  /** A person who asks for a human; with the id of their case. */
  asks(): Promise<{ readonly person: Person; readonly id: string }>;
  desk(): Promise<ReturnType<typeof readDesk>>;
}

let numbers = 0;

export async function openRoom(): Promise<Room> {
  const house = await openHouse();
  const { store } = house.service.world;
  const now = () => house.time.now;
  const everything = { languages: ["fr", "ar", "ary"], skills: { site: 2, social: 2 } } as const;
  const desk = async () =>
    readDesk((await house.service.world.store.stateOf(deskOwner))?.state ?? null);
  return {
    house,
    desk,
    async member(role, name) {
      const { world, url } = house.service;
      const account = await addMember(world.store, now(), role, name, undefined, everything);
      if (role === "consultant" || role === "newcomer") {
        // As the console itself does when somebody joins.
        await enroll({ tools: { world, wake: () => undefined }, now: now() });
        await house.settled();
      }
      const browser = await enterAs({ store, now: now(), origin: url, key: null }, account);
      return { account, browser };
    },
    async asks() {
      numbers += 1;
      const person = new Person(house, `+2126000081${String(numbers).padStart(2, "0")}`);
      await person.says("salam");
      await person.taps("fr");
      await person.taps("yes");
      await person.taps("coop");
      // Nobody asks in the very millisecond in which they were asked.
      house.time.now += 1_000;
      const before = Object.keys((await desk()).rows);
      await person.says("humain");
      const id = Object.keys((await desk()).rows).find((one) => !before.includes(one));
      if (id === undefined) throw new Error("no case was opened");
      return { person, id };
    },
  };
}
