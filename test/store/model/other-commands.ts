import * as fc from "fast-check";
import { expect } from "vitest";
import type { OwnerId } from "../../../src/store/store.ts";
import { adoptOrder, checkDepths, checkNextDue, checkPerson } from "./checks.ts";
import * as model from "./memory.ts";
import { command, pick, place, someone, span } from "./world.ts";

export const later = command("later", span, async (memory, _, ahead) => {
  memory.now += ahead + 1;
});

export const dueTimers = command("dueTimers", fc.constant(null), async (memory, { store }) => {
  const owners: OwnerId[] = [];
  for (const person of memory.people.values()) {
    const due = [...person.timers.values()].filter(({ at }) => at <= memory.now);
    due.sort((one, other) => one.at - other.at);
    for (const { id, at, body } of due) {
      person.timers.delete(id);
      person.mail.push({ id: `${id}@${at}`, at, from: null, body, since: memory.now });
    }
    if (due.length > 0) owners.push(person.owner);
  }
  expect([...(await store.dueTimers(memory.now, 1_000))].sort()).toEqual(owners.sort());
});

export const carryPosts = command("carryPosts", fc.constant(null), async (memory, { store }) => {
  const owners = new Set<OwnerId>();
  for (const sender of memory.people.values()) {
    for (const post of sender.posts.splice(0)) {
      if (model.receive(memory, post)) owners.add(post.to);
    }
  }
  const got = await store.carryPosts(memory.now, 1_000);
  expect([...got].sort()).toEqual([...owners].sort());
  for (const owner of owners) await adoptOrder(memory, store, owner);
});

export const link = command(
  "link",
  fc.record({ place, owner: pick }),
  async (memory, { store }, wish) => {
    const person = memory.people.get(someone(memory, wish.owner));
    if (person === undefined || person.addresses.length === 0) return;
    const holder = model.behind(memory, wish.place);
    if (holder === null) person.addresses.push(wish.place);
    const expected = holder === null || holder === person;
    expect(await store.link(wish.place, person.owner)).toBe(expected);
    expect(await store.contactOf(wish.place)).toBe((holder ?? person).owner);
  },
);

export const unlink = command(
  "unlink",
  fc.record({ place, owner: pick }),
  async (memory, { store }, wish) => {
    const person = memory.people.get(someone(memory, wish.owner));
    // Whoever has no address left is told apart from nobody by the store alone.
    if (person === undefined || person.addresses.length < 2) return;
    await store.unlink(wish.place, person.owner);
    if (model.behind(memory, wish.place) === person) {
      const left = person.addresses.filter(
        ({ channel, id }) => channel !== wish.place.channel || id !== wish.place.id,
      );
      person.addresses.splice(0, person.addresses.length, ...left);
    }
    const holder = model.behind(memory, wish.place);
    expect(await store.contactOf(wish.place)).toBe(holder?.owner ?? null);
  },
);

export const erase = command("erase", pick, async (memory, { store }, picked) => {
  const person = memory.people.get(someone(memory, picked));
  if (person === undefined || model.exported(person) === null) return;
  await store.erase(person.owner);
  model.erase(memory, person.owner);
  await checkPerson(memory, store, person.owner);
});

export const revive = command("revive", fc.tuple(pick, pick), async (memory, { store }, wish) => {
  const buried = [...memory.people.values()].filter(({ dead }) => dead.length > 0);
  const person = buried[wish[0] % Math.max(1, buried.length)];
  if (person === undefined) return;
  const id = person.dead[wish[1] % person.dead.length]?.mail.id ?? "";
  const [letter] = person.dead.splice(
    person.dead.findIndex(({ mail }) => mail.id === id),
    1,
  );
  if (letter !== undefined) person.mail.push({ ...letter.mail, since: memory.now });
  expect(await store.revive(person.owner, id, memory.now)).toBe(true);
  expect(await store.revive("c00-nobody", id, memory.now)).toBe(false);
});

export const append = command(
  "append",
  fc.record({ journal: fc.constantFrom("cases", "webinars"), ids: fc.array(fc.nat(9)) }),
  async (memory, { store }, { journal, ids }) => {
    const entries = memory.journals.get(journal) ?? new Map();
    memory.journals.set(journal, entries);
    for (const id of ids) {
      const entry = { seq: entries.size + 1, at: memory.now, body: { id } };
      if (!entries.has(`${id}`)) entries.set(`${id}`, entry);
    }
    const asked = ids.map((id) => ({ id: `${id}`, body: { id } }));
    await store.append(journal, asked, memory.now);
    const expected = [...entries.values()].slice(1, 4);
    expect(await store.read(journal, 1, 3)).toEqual(expected);
  },
);

export const look = command("look", fc.tuple(pick, place), async (memory, { store }, wish) => {
  await checkDepths(memory, store);
  await checkNextDue(memory, store);
  await checkPerson(memory, store, someone(memory, wish[0]));
  const owner = model.behind(memory, wish[1])?.owner ?? null;
  expect(await store.contactOf(wish[1])).toBe(owner);
});

export const restart = command("restart", fc.constant(null), async (_, world) => {
  world.store = await world.room.reopen();
});
