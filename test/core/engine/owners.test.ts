import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cells } from "../../../src/core/engine/owners/cells.ts";
import { invitations } from "../../../src/core/engine/owners/invitations.ts";
import { organizations } from "../../../src/core/engine/owners/organizations.ts";
import {
  merge,
  valueOf,
  type Entry,
  type Organization,
} from "../../../src/core/engine/organization.ts";
import type { Json } from "../../../src/core/json.ts";
import { day, hour } from "../../../src/core/instant.ts";

const id = "o01-shared";
const [amina, said] = ["c01-one", "c02-two"];
const now = Date.UTC(2026, 11, 1, 9);

function played(mails: readonly (readonly [from: string, body: Json])[]) {
  let state: Json | null = null;
  const posts: { to: string; body: Json }[] = [];
  for (const [from, body] of mails) {
    const turn = organizations(state, { from, body }, now, id);
    state = turn.state;
    posts.push(...turn.posts);
  }
  // The shape is the owner's own; the tests look at its parts.
  return { kept: state as unknown as { values: Organization["values"]; members: string[] }, posts };
}

const told = (values: Record<string, Entry>): Json => ({ kind: "values", values });

describe("organizations", () => {
  it("join what two members say at once: nothing is lost, the later answer wins", () => {
    const { kept, posts } = played([
      [amina, { kind: "found" }],
      [id, { kind: "join", contact: said }],
      [amina, told({ GOV1: [1, now, ""], WEB1: [2, now + 5, ""] })],
      [said, told({ WEB1: [4, now + 9, ""], FIN1: [0, now + 9, ""] })],
      [amina, told({ WEB1: [3, now + 7, ""] })],
    ]);
    expect(Object.entries(kept.values).map(([name, [value]]) => [name, value])).toEqual([
      ["GOV1", 1],
      ["WEB1", 4],
      ["FIN1", 0],
    ]);
    const toAmina = posts.filter(({ to }) => to === amina).map(({ body }) => body);
    expect(toAmina.at(-1)).toMatchObject({ changed: ["WEB1", "FIN1"] });
  });

  it("give a colleague who joins everything that is known", () => {
    const { posts } = played([
      [amina, told({ P1: ["coop", now, ""] })],
      [id, { kind: "join", contact: said }],
    ]);
    expect(posts.find(({ to }) => to === said)?.body).toMatchObject({
      event: "joined",
      organization: { id, members: 2, values: { P1: ["coop", now, amina] } },
    });
  });

  it("keep only what others contributed when a member has everything erased", () => {
    const { kept } = played([
      [amina, told({ GOV1: [1, now, ""] })],
      [id, { kind: "join", contact: said }],
      [said, told({ WEB1: [2, now, ""] })],
      [amina, { kind: "leave" }],
    ]);
    expect(Object.keys(kept.values)).toEqual(["WEB1"]);
    expect(kept.members).toEqual([said]);
  });

  it("agree whatever the order in which changes arrive", () => {
    const entry = fc.tuple(
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom("c01", "c02", "c03"),
    );
    const change = fc.dictionary(fc.constantFrom("A", "B", "C"), entry);
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        // One person says one thing about one fact at one moment.
        const seen = new Map<string, number>();
        const clean = changes.map((values) =>
          Object.fromEntries(
            Object.entries(values).map(([name, [value, at, by]]): [string, Entry] => {
              const key = `${name} ${at} ${by}`;
              seen.set(key, seen.get(key) ?? value);
              return [name, [seen.get(key) ?? value, at, by]];
            }),
          ),
        );
        const all = clean.reduce<Organization["values"]>((values, one) => merge(values, one), {});
        const reversed = clean
          .toReversed()
          .reduce<Organization["values"]>((values, one) => merge(values, one), {});
        for (const name of ["A", "B", "C"]) expect(reversed[name]).toEqual(all[name]);
      }),
    );
  });

  it("take a value back without forgetting that it was taken back", () => {
    const values = merge({ A: [3, 1, ""] }, { A: [null, 2, ""] });
    const organization: Organization = { id, values, members: 1, results: [] };
    expect(valueOf(organization, "A")).toBeUndefined();
    expect(merge(values, { A: [3, 1, ""] })["A"]).toEqual([null, 2, ""]);
  });
});

describe("invitations", () => {
  const open: Json = { kind: "open", organization: id, until: now + 2 * day };
  const redeem: Json = { kind: "redeem" };

  it("send whoever has the code to the organization, until it runs out", () => {
    const { state } = invitations(null, { from: amina, body: open }, now);
    const good = invitations(state, { from: said, body: redeem }, now + hour);
    expect(good.posts).toEqual([{ to: id, body: { kind: "join", contact: said } }]);
    const late = invitations(state, { from: said, body: redeem }, now + 3 * day);
    expect(late.posts[0]).toMatchObject({ to: said, body: { event: "refused" } });
  });

  it("refuse a code that was never made", () => {
    const { posts } = invitations(null, { from: said, body: redeem }, now);
    expect(posts[0]).toMatchObject({ to: said, body: { event: "refused" } });
  });

  it("are not taken over by another organization while they last", () => {
    const { state } = invitations(null, { from: amina, body: open }, now);
    const other: Json = { kind: "open", organization: "o02-other", until: now + day };
    expect(invitations(state, { from: said, body: other }, now).state).toEqual(state);
  });
});

describe("comparison cells", () => {
  const ask: Json = { kind: "ask", organization: id, points: 40, wider: ["coop"] };

  it("pass the question on to the wider cell, which answers the one who asked", () => {
    const narrow = cells(null, { from: amina, body: ask }, now);
    const [post] = narrow.posts;
    expect(post?.body).toMatchObject({ wider: [], asker: amina });
    const wide = cells(null, { from: "s01-x", body: post?.body ?? null }, now);
    expect(wide.posts[0]).toMatchObject({ to: amina, body: { event: "none" } });
  });

  it("answer with statistics once ten others agreed and a week has passed", () => {
    let state: Json | null = null;
    for (let index = 0; index < 10; index += 1) {
      const body: Json = { kind: "join", organization: `o-${index}`, points: 30 + index };
      state = cells(state, { from: `c-${index}`, body }, now).state;
    }
    state = cells(state, { from: "", body: { kind: "refresh" } }, now + 8 * day).state;
    const { posts } = cells(state, { from: amina, body: ask }, now + 8 * day);
    expect(posts[0]).toMatchObject({
      to: amina,
      body: { event: "compared", values: { median: 35 } },
    });
  });

  it("plan their own weekly refresh once", () => {
    const body: Json = { kind: "join", organization: "o-1", points: 30 };
    const first = cells(null, { from: amina, body }, now);
    expect(first.timers).toHaveLength(1);
    expect(cells(first.state, { from: amina, body }, now).timers).toHaveLength(0);
  });
});
