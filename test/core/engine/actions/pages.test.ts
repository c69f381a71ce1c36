import { beforeAll, describe, expect, test } from "vitest";
import { advance } from "../../../../src/core/engine/advance.ts";
import type { Flowbook } from "../../../../src/core/engine/book.ts";
import { pagesOf } from "../../../../src/core/engine/organization.ts";
import { blankState, type State } from "../../../../src/core/engine/state.ts";
import type { Turn } from "../../../../src/core/engine/turn.ts";
import { linesOf } from "../../../../src/core/pages/budget.ts";
import { cellOf, newestOf, type PageKind } from "../../../../src/core/pages/pages.ts";
import { aboutOf } from "../../../../src/core/pages/presentation.ts";
import { reportOf } from "../../../../src/core/pages/report.ts";
import { theWholeBook } from "../../../world.ts";

const now = Date.parse("2026-12-01T09:00:00Z");
let book: Flowbook;

beforeAll(async () => {
  book = await theWholeBook();
});

/** Somebody of an association who agreed, and what they write, one after the other. */
function talk(...said: readonly string[]): { readonly state: State; readonly last: Turn } {
  let state: State = {
    ...blankState,
    id: "c17-abc",
    languageFrom: "choice",
    facts: { consent: "1" },
    organization: {
      id: "o17-abc",
      values: { P1: ["association", now - 1, ""] },
      members: 1,
      results: [],
    },
  };
  let last: Turn = { state, said: [], effects: [] };
  for (const [at, text] of said.entries()) {
    const seed = String(at + 1)
      .padStart(10, "0")
      .padEnd(64, "0");
    const content = { kind: "text" as const, text };
    last = advance(book, state, { kind: "heard", content, quoted: null, seed }, now + at * 10_000);
    state = last.state;
  }
  return { state, last };
}

function newest(state: State, page: PageKind) {
  const version = newestOf(pagesOf(state.organization), page);
  if (version === null) throw new TypeError("no such page");
  return version;
}

function keysOf({ said }: Turn): readonly string[] {
  return said.flatMap(({ message }) => message.keys);
}

describe("pages in the conversation", () => {
  const presented = [
    "faire notre présentation",
    "Amal",
    "2014, Safi",
    "un métier",
    "couture",
    "60",
  ];

  test("a way to reach somebody is kept only once they say that the person agrees", () => {
    const waiting = talk(...presented, "0528 00 00 00");
    expect(JSON.stringify(waiting.state.organization?.pages)).not.toContain("0528");
    const agreed = talk(...presented, "0528 00 00 00", "oui");
    expect(aboutOf(pagesOf(agreed.state.organization)).contact).toBe("0528 00 00 00");
    const refused = talk(...presented, "0528 00 00 00", "non");
    expect(aboutOf(pagesOf(refused.state.organization)).contact).toBeNull();
    expect(JSON.stringify(refused.state)).not.toContain("0528");
  });

  test("thanks that quote somebody are not shown before their yes", () => {
    const reported = [
      "faire un rapport annuel",
      "1",
      "Amal",
      "2",
      "2",
      "12 ateliers",
      "« Bravo », dit Zineb",
    ];
    const { state } = talk(...reported, "Pas encore demandé");
    expect(reportOf(newest(state, "report")).thanks).toBeNull();
    const agreed = talk(...reported, "La personne accepte");
    expect(reportOf(newest(agreed.state, "report")).thanks).toContain("Zineb");
  });

  test("words that ask for money are never on a report, whatever was asked", () => {
    const { state } = talk(
      "faire un rapport annuel",
      "1",
      "Amal",
      "2",
      "2",
      "12 dons, donnez-nous",
      "Faites un don",
      "passer",
      "versez sur notre RIB",
      "passer",
    );
    expect(JSON.stringify(state.organization?.pages)).not.toMatch(/donnez|don"|RIB/u);
  });

  test("an amount is added, corrected by its name and taken away, and each is one mail", () => {
    const begun = talk("faire un budget", "1", "tombola 500");
    const own = () => linesOf(newest(begun.state, "budget")).find(({ label }) => "typed" in label);
    expect(own()).toMatchObject({ centimes: 50_000, side: "income" });
    expect(begun.last.effects.filter(({ kind }) => kind === "post")).toHaveLength(1);
    const corrected = talk("faire un budget", "1", "tombola 500", "corriger tombola 700");
    const line = linesOf(newest(corrected.state, "budget")).find(({ label }) => "typed" in label);
    expect(line).toMatchObject({ centimes: 70_000 });
    const removed = talk("faire un budget", "1", "tombola 500", "corriger tombola", "L'enlever");
    expect(linesOf(newest(removed.state, "budget")).some(({ label }) => "typed" in label)).toBe(
      false,
    );
  });

  test("a page that is full says so, and nothing is lost", () => {
    const named = (names: string): string =>
      names
        .split(" ")
        .map((name) => `${name} 10`)
        .join("\n");
    const { state, last } = talk(
      "faire un budget",
      "1",
      named("pommes chaises tapis radio cahiers bougies miel verres foulard guitare sacs lampes"),
      named(
        "rideaux stylos nattes cuivre jarres dattes olives peinture clous ficelle tentes micros",
      ),
      named("gants bottes draps zellige moutons parapluie vitrines casquettes journaux fromage"),
    );
    expect(keysOf(last)).toContain("pages.lines.full");
    expect(linesOf(newest(state, "budget")).length).toBeLessThanOrEqual(40);
  });

  test("a zero is one line's, « on n'en a pas » is that of all three", () => {
    const zeros = (said: string): number =>
      linesOf(newest(talk("faire un budget", "1", said).state, "budget")).filter(
        ({ centimes }) => centimes === 0,
      ).length;
    expect(zeros("0")).toBe(1);
    expect(zeros("on n'en a pas")).toBe(3);
    expect(zeros("rien")).toBe(3);
  });

  test("what may not be an amount is refused kindly", () => {
    expect(keysOf(talk("faire un budget", "1", "-500 dh").last)).toContain("pages.lines.refused");
    expect(keysOf(talk("faire un budget", "1", "500 euros").last)).toContain("pages.lines.refused");
  });

  test("objectives without a day are for the end of the year one plans in autumn", () => {
    const { state } = talk("nos objectifs", "30 membres", "Amal");
    expect(cellOf(newest(state, "objectives").cells, "1.when")).toBe("2027-12-31");
    expect(cellOf(newest(state, "objectives").cells, "scope")).toEqual({
      kind: "year",
      year: 2027,
    });
  });
});
