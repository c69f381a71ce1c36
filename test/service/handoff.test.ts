import { describe, expect, test } from "vitest";
import { z } from "zod";
import { runCases, type Hands } from "../../src/cli/cases.ts";
import { readDesk } from "../../src/core/engine/owners/rota.ts";
import { deskOwner } from "../../src/core/cases/number.ts";
import { until } from "../until.ts";
import { openHouse, type House } from "./house.ts";

const started = z.object({ conversationId: z.string(), token: z.string() });
const activity = z.looseObject({
  type: z.string(),
  id: z.string(),
  name: z.string().optional(),
  text: z.string().optional(),
  value: z.json().optional(),
  from: z.looseObject({ role: z.string() }),
  attachments: z
    .array(z.looseObject({ name: z.string(), content: z.json().optional() }))
    .optional(),
});
const thread = z.object({ activities: z.array(activity) });

/** A client of the Bot Framework: it posts words and reads everything, events too. */
async function enter(house: House) {
  const { url } = house.service;
  const begun = await fetch(`${url}/v3/directline/conversations`, { method: "POST" });
  const { conversationId, token } = started.parse(await begun.json());
  const place = `${url}/v3/directline/conversations/${conversationId}/activities`;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const all = async () => thread.parse(await (await fetch(place, { headers })).json()).activities;
  return {
    async says(text: string) {
      const body = JSON.stringify({ type: "message", text });
      expect((await fetch(place, { method: "POST", headers, body })).status).toBe(200);
      await house.settled();
    },
    all,
    events: async () => (await all()).filter(({ type }) => type === "event"),
    hears: (name: string, state: string) =>
      until(`${name} ${state}`, async () => {
        const found = (await all()).filter((one) => one.name === name);
        return found.some(({ value }) => JSON.stringify(value).includes(`"${state}"`));
      }),
  };
}

let words = 0;

async function run(house: House, ...args: readonly string[]): Promise<void> {
  const hands: Hands = {
    now: house.time.now,
    newId: () => `word-${(words += 1)}`,
    file: (text) => Promise.resolve(text),
  };
  await runCases(house.service.world.store, args, hands);
  await house.settled();
}

describe("a request for a human, for clients of the Bot Framework", () => {
  test("is initiated with what was said, accepted and completed, in the order of the words", async () => {
    const house = await openHouse({ WEB_CHAT: "on" });
    const client = await enter(house);
    for (const one of ["salam", "Français", "D'accord", "humain"]) await client.says(one);
    const [first, ...others] = await client.events();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ name: "handoff.initiate", from: { role: "bot" } });
    expect(first?.value).toMatchObject({ reason: "asked", language: "fr" });
    const transcript = first?.attachments?.[0];
    expect(transcript?.name).toBe("Transcript");
    const said = JSON.stringify(transcript?.content);
    expect(said).toContain('"text":"humain"');
    expect(said).toContain('"role":"bot"');
    expect(said).toContain('"suggestedActions"');

    const { rows } = readDesk((await house.service.world.store.stateOf(deskOwner))?.state ?? null);
    const [id = ""] = Object.keys(rows);
    await run(house, "take", id, "--as", "Amal");
    await client.hears("handoff.status", "accepted");
    await run(house, "say", id, "Bonjour, c’est Amal.");
    await run(house, "close", id, "solved", "Tout est rentré dans l’ordre.");
    await client.hears("handoff.status", "completed");
    const all = await client.all();
    const places = ["accepted", "Bonjour, c’est Amal.", "completed"].map((text) =>
      all.findIndex((one) => JSON.stringify(one).includes(text)),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect((await client.events()).map(({ name }) => name)).toEqual([
      "handoff.initiate",
      "handoff.status",
      "handoff.status",
    ]);
  });

  test("has failed when the person thinks better of it", async () => {
    const house = await openHouse({ WEB_CHAT: "on" });
    const client = await enter(house);
    for (const one of ["salam", "Français", "D'accord", "humain", "humain"]) await client.says(one);
    await client.says("Annuler ma demande");
    await client.hears("handoff.status", "failed");
  });
});
