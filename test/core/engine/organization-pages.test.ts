import { describe, expect, it } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import { organizations } from "../../../src/core/engine/owners/organizations.ts";
import { pagesOf, type Organization } from "../../../src/core/engine/organization.ts";
import { linesOf } from "../../../src/core/pages/budget.ts";
import type { PageOperation } from "../../../src/core/pages/operations.ts";
import { mergePages, noPages, versionsOf, type Pages } from "../../../src/core/pages/pages.ts";

const id = "o01-shared";
const [amina, said] = ["c01-one", "c02-two"];
const now = Date.UTC(2026, 11, 1, 9);
/** When the pages were begun. */
const then = now - 60_000;

function played(
  mails: readonly (readonly [from: string, body: Json])[],
  before: Json | null = null,
) {
  let state = before;
  const posts: { to: string; body: Json }[] = [];
  for (const [from, body] of mails) {
    const turn = organizations(state, { from, body }, now, id);
    state = turn.state;
    posts.push(...turn.posts);
  }
  return { state, posts, pages: pagesOf(state as unknown as Organization | null) };
}

function pages(...operations: readonly PageOperation[]): Json {
  return { kind: "pages", operations: operations as unknown as Json };
}

function line(version: string, name: string, centimes: number, at: number): PageOperation {
  const value = { side: "income", label: { typed: name }, centimes, place: 1 };
  return { kind: "set", at, version, cell: `line.${name}`, value };
}

const open: PageOperation = {
  kind: "open",
  at: then,
  version: "v",
  page: "budget",
  cells: { scope: { kind: "year", year: 2027 } },
};

/** What somebody was told of pages, joined as their own copy joins it. */
function toldTo(whom: string, posts: readonly { to: string; body: Json }[]): Pages {
  return posts
    .filter(({ to }) => to === whom)
    .map(
      ({ body }) => (body as { organization?: { pages?: Pages } }).organization?.pages ?? noPages,
    )
    .reduce(mergePages, noPages);
}

describe("an organization's pages", () => {
  const begun = [
    [amina, { kind: "found" }],
    [id, { kind: "join", contact: said }],
    [amina, pages(open, line("v", "a", 5, then + 1))],
  ] as const;

  it("are told to the colleagues, who go on where they were left", () => {
    const { posts, pages: kept } = played([...begun, [said, pages(line("v", "b", 7, then + 2))]]);
    expect(linesOf(kept.versions["v"]!).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(linesOf(toldTo(said, posts).versions["v"]!).map(({ id }) => id)).toEqual(["a"]);
    expect(linesOf(toldTo(amina, posts).versions["v"]!).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(kept.versions["v"]?.cells["line.b"]?.[2]).toBe(said);
  });

  it("come whole to a colleague who joins later", () => {
    const { posts } = played([...begun, [id, { kind: "join", contact: "c03-three" }]]);
    expect(linesOf(toldTo("c03-three", posts).versions["v"]!)).toHaveLength(1);
  });

  it("stay the same when mail comes twice, and when it cannot be done", () => {
    const once = played(begun);
    const twice = played([begun[2], [amina, pages(line("x", "a", 1, then + 9))]], once.state);
    expect(twice.pages).toEqual(once.pages);
  });

  it("lose what only one who has everything erased wrote, in every copy", () => {
    const { pages: kept, posts } = played([
      ...begun,
      [said, pages(line("v", "b", 7, then + 2))],
      [amina, { kind: "leave" }],
    ]);
    expect(linesOf(kept.versions["v"]!).map(({ id }) => id)).toEqual(["b"]);
    expect(JSON.stringify(kept)).not.toContain(amina);
    expect(linesOf(toldTo(said, posts).versions["v"]!).map(({ id }) => id)).toEqual(["b"]);
  });

  it("are gone with the last member", () => {
    const { state } = played([
      [amina, pages(open)],
      [amina, { kind: "leave" }],
    ]);
    expect(JSON.stringify(state)).not.toContain("2027");
  });

  it("are read from a state that was kept before there were any", () => {
    const old = { values: {}, members: [amina, said], results: [] };
    expect(pagesOf(old as unknown as Organization)).toEqual(noPages);
    expect(versionsOf(played([[amina, pages(open)]], old).pages, "budget")).toHaveLength(1);
  });
});
