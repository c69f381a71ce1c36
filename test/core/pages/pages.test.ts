import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import { explainBalance, linesOf, nextPlace, totals } from "../../../src/core/pages/budget.ts";
import { most } from "../../../src/core/pages/cells.ts";
import { commentsOf, openComments } from "../../../src/core/pages/comments.ts";
import { findLine } from "../../../src/core/pages/find-line.ts";
import { nextYear } from "../../../src/core/pages/next-version.ts";
import { nextObjective, objectivesOf } from "../../../src/core/pages/objectives.ts";
import { applyToPages, type PageOperation } from "../../../src/core/pages/operations.ts";
import {
  mergePages,
  newestOf,
  noPages,
  versionsKept,
  versionsOf,
  withoutAuthor,
  type Pages,
} from "../../../src/core/pages/pages.ts";
import { presentationOf } from "../../../src/core/pages/presentation.ts";
import { proposals, structureOf, structures } from "../../../src/core/pages/proposals.ts";
import { reportOf } from "../../../src/core/pages/report.ts";
import { at, done, linesFor, making, pageWith } from "./sample.ts";
import { wordsFor } from "../../../src/core/pages/files/shown.ts";

function line(side: "income" | "expense", centimes: number | null, typed = "Loyer"): Json {
  return { side, label: { typed }, centimes, place: 1 };
}

function open(version: string, moment = at): PageOperation {
  return {
    kind: "open",
    at: moment,
    version,
    page: "budget",
    cells: { scope: { kind: "year", year: 2027 } },
  };
}

function set(cell: string, value: Json, moment = at + 1, version = "v"): PageOperation {
  return { kind: "set", at: moment, version, cell, value };
}

function refusal(pages: Pages, operation: PageOperation): string {
  const result = applyToPages(pages, operation, "");
  return result.kind === "refused" ? result.why : "changed";
}

const cells = fc.constantFrom("line.a", "line.b", "line.c", "scope");
const change = fc
  .record({
    cell: cells,
    side: fc.constantFrom("income" as const, "expense" as const),
    centimes: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
    gone: fc.boolean(),
    moment: fc.integer({ min: 1, max: 6 }),
    by: fc.constantFrom("c01", "c02", "c03"),
  })
  .map(({ cell, side, centimes, gone, moment, by }) => {
    const value = gone
      ? null
      : cell === "scope"
        ? { kind: "year", year: 2000 + moment }
        : line(side, centimes);
    return { by, operation: set(cell, value, at + moment) };
  });

/** One person says one thing at one moment. */
const changes = fc.uniqueArray(change, {
  maxLength: 12,
  selector: ({ by, operation }) =>
    `${by} ${operation.at} ${operation.kind === "set" ? operation.cell : ""}`,
});

function played(all: readonly { by: string; operation: PageOperation }[]): Pages {
  return all.reduce(
    (pages, { by, operation }) => {
      const result = applyToPages(pages, operation, by);
      return result.kind === "changed" ? result.pages : pages;
    },
    done([open("v")]),
  );
}

describe("pages", () => {
  it("are the same whatever the order in which colleagues' changes arrive", () => {
    fc.assert(
      fc.property(changes, fc.infiniteStream(fc.nat()), (all, keys) => {
        const ranks = new Map(all.map((one) => [one, keys.next().value]));
        const shuffled = all.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
        expect(played(shuffled)).toEqual(played(all));
      }),
    );
  });

  it("do not change when an operation arrives twice", () => {
    fc.assert(
      fc.property(changes, (all) => {
        expect(played([...all, ...all])).toEqual(played(all));
      }),
    );
  });

  it("are joined without losing a word, in either direction", () => {
    fc.assert(
      fc.property(changes, fc.nat(12), (all, half) => {
        const [one, other] = [played(all.slice(0, half)), played(all.slice(half))];
        expect(mergePages(one, other)).toEqual(mergePages(other, one));
        expect(mergePages(one, other)).toEqual(played(all));
        expect(mergePages(one, one)).toEqual(one);
      }),
    );
  });

  it("keep their latest versions, and no more of them", () => {
    const years = Array.from({ length: versionsKept + 3 }, (_, year) =>
      open(`v${year}`, at + year),
    );
    const pages = done(years);
    expect(versionsOf(pages, "budget")).toHaveLength(versionsKept);
    expect(newestOf(pages, "budget")?.id).toBe(`v${versionsKept + 2}`);
  });

  it("stay thrown away, also when somebody else still has them", () => {
    const before = done([open("v"), set("line.a", line("income", 5))]);
    const after = done([{ kind: "drop", at: at + 9, version: "v" }], before);
    expect(versionsOf(mergePages(after, before), "budget")).toEqual([]);
    expect(JSON.stringify(mergePages(before, after))).not.toContain("Loyer");
    expect(refusal(after, set("line.b", line("income", 5)))).toBe("unknown-version");
  });

  it("lose what one member wrote when they leave, and all of what only they wrote", () => {
    const one = { ...open("v"), cells: { scope: { kind: "year", year: 2027 } } } as PageOperation;
    let pages = done([one, set("line.a", line("income", 100))], noPages, "c01");
    pages = done([set("line.b", line("expense", 40))], pages, "c02");
    pages = done([open("w", at + 5)], pages, "c01");
    pages = done([set("line.c", line("income", 7), at + 6, "w")], pages, "c01");
    const left = withoutAuthor(pages, "c01", at + 20, "o01");
    const [kept, ...others] = versionsOf(left, "budget");
    expect(others).toEqual([]);
    expect(linesOf(kept!).map(({ id }) => id)).toEqual(["b"]);
    expect(kept?.cells["scope"]?.[0]).toEqual({ kind: "year", year: 2027 });
    // A colleague who is told forgets it too.
    expect(linesOf(mergePages(pages, left).versions["v"]!)).toHaveLength(1);
  });

  it.each<readonly [why: string, PageOperation]>([
    ["unknown-version", set("line.a", line("income", 1), at, "x")],
    ["unknown-cell", set("1.what", "Un objectif")],
    ["unknown-cell", set("dropped", true)],
    ["unknown-cell", set("comment.x", "?")],
    ["unknown-cell", set("line.A B", line("income", 1))],
    ["unknown-cell", set("constructor", 1)],
    ["invalid", set("line.a", line("income", -1))],
    ["invalid", set("line.a", line("income", 1.5))],
    ["invalid", set("line.a", line("income", 5, "x".repeat(most.name + 1)))],
    ["invalid", { kind: "about", at, cell: "since", value: "hier" }],
    ["unknown-cell", { kind: "about", at, cell: "__proto__", value: "x" }],
    ["unknown-comment", { kind: "answer", at, version: "v", comment: "c", accepted: true }],
  ])("refuse what they cannot hold: %s", (why, operation) => {
    expect(refusal(done([open("v")]), operation)).toBe(why);
  });

  it("hold forty lines, and take a forty-first when one has gone", () => {
    const forty = Array.from({ length: most.lines }, (_, n) =>
      set(`line.l${n}`, line("income", n)),
    );
    const full = done([open("v"), ...forty]);
    expect(refusal(full, set("line.new", line("income", 1)))).toBe("full");
    expect(refusal(full, set("line.l3", line("income", 9), at + 5))).toBe("changed");
    const less = done([set("line.l3", null, at + 5)], full);
    expect(refusal(less, set("line.new", line("income", 1), at + 6))).toBe("changed");
  });
});

describe("a budget", () => {
  it("adds up: its lines make its totals, and its balance is what comes in less what goes out", () => {
    const amount = fc.option(fc.integer({ min: 0, max: 100_000_000_000 }));
    const lines = fc.array(
      fc.record({ side: fc.constantFrom("income" as const, "expense" as const), centimes: amount }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(lines, (some) => {
        const all = some.map(({ side, centimes }, n) => set(`line.l${n}`, line(side, centimes)));
        const version = done([open("v"), ...all]).versions["v"]!;
        const { income, expense, balance, open: asked } = totals(linesOf(version));
        const sum = (side: string): bigint =>
          some.reduce(
            (total, one) => (one.side === side ? total + BigInt(one.centimes ?? 0) : total),
            0n,
          );
        expect(BigInt(income)).toBe(sum("income"));
        expect(BigInt(expense)).toBe(sum("expense"));
        expect(BigInt(balance)).toBe(sum("income") - sum("expense"));
        expect(asked).toBe(some.filter(({ centimes }) => centimes === null).length);
        const standing = explainBalance({ income, expense, balance, open: asked });
        if (standing.kind === "short") {
          expect(standing.centimes).toBe(expense - income);
          expect(standing.covered).toBeLessThan(100);
        }
        if (standing.kind === "over") expect(standing.centimes).toBe(income - expense);
      }),
    );
  });

  it.each<readonly [income: number, expense: number, kind: object]>([
    [0, 0, { kind: "empty" }],
    [5, 0, { kind: "only", side: "income", centimes: 5 }],
    [0, 5, { kind: "only", side: "expense", centimes: 5 }],
    [700, 700, { kind: "balanced" }],
    [900, 700, { kind: "over", centimes: 200 }],
    [700, 1000, { kind: "short", centimes: 300, covered: 70 }],
  ])("of %i and %i is explained", (income, expense, standing) => {
    expect(explainBalance({ income, expense, balance: income - expense, open: 0 })).toEqual(
      standing,
    );
  });

  it("puts a line of their own below those we propose", () => {
    const { version } = pageWith("budget", linesFor("coop"));
    expect(nextPlace(linesOf(version), "expense")).toBe(100);
  });

  it("begins the next year with its lines and amounts, and remembers the last ones", () => {
    const { version } = pageWith("budget", {
      scope: { kind: "year", year: 2026 },
      "line.rent": line("expense", 1200),
      "line.new": line("income", null),
    });
    expect(nextYear(version)).toEqual({
      scope: { kind: "year", year: 2027 },
      "line.rent": { ...(line("expense", 1200) as object), before: 1200 },
      "line.new": line("income", null),
    });
    const project = pageWith("budget", { scope: { kind: "project", name: "Puits" } });
    expect(nextYear(project.version)).toBeNull();
  });
});

describe("proposed lines", () => {
  it("have an id that stands on one side alone", () => {
    for (const structure of structures) {
      const { income, expense } = proposals[structure];
      expect(new Set([...income, ...expense]).size).toBe(income.length + expense.length);
    }
  });

  it("speak of gifts only to whom the law lets receive them", () => {
    const given = structures.filter((one) => proposals[one].income.includes("gifts"));
    expect(given).toEqual(["association", "fondation"]);
  });

  it.each([
    ["coop", undefined, "coop"],
    ["creation", "AE", "AE"],
    [undefined, undefined, "association"],
  ])("are those of the kind of structure: %s, %s", (type, becoming, structure) => {
    expect(structureOf(type, becoming)).toBe(structure);
  });
});

describe("a line", () => {
  const { version } = pageWith("budget", linesFor("association"));
  const named = (language: "fr" | "ar" | "ary" | "ary-Latn" | "en") =>
    linesOf(version).map(({ id, label }) => ({
      id,
      label: wordsFor(making, language).label(label),
    }));

  it.each<readonly [words: string, language: "fr" | "ar" | "ary" | "ary-Latn" | "en", id: string]>([
    ["loyer", "fr", "rent"],
    ["corriger le loiyer", "fr", "rent"],
    ["transpor", "fr", "transport"],
    ["TÉLÉPHONE", "fr", "phone-internet"],
    ["banque", "fr", "bank-costs"],
    ["الكراء", "ar", "rent"],
    ["النقل", "ar", "transport"],
    ["lkra", "ary-Latn", "rent"],
    ["salaire", "ary-Latn", "wages"],
    ["الصالير", "ary", "wages"],
    ["membership", "en", "fees"],
  ])("is found by « %s » in %s", (words, language, id) => {
    expect(findLine(named(language), words, language)).toEqual({ kind: "one", id });
  });

  it("is asked for when two are as near, and not guessed when none is", () => {
    const two = [
      { id: "a", label: "Ventes de miel" },
      { id: "b", label: "Ventes de savon" },
    ];
    expect(findLine(two, "ventes", "fr")).toEqual({ kind: "several", ids: ["a", "b"] });
    expect(findLine(two, "ventes de savon", "fr")).toEqual({ kind: "one", id: "b" });
    expect(findLine(two, "chocolat", "fr")).toEqual({ kind: "none" });
    expect(findLine(two, "", "fr")).toEqual({ kind: "none" });
  });
});

describe("objectives", () => {
  const told = {
    scope: { kind: "year", year: 2026 },
    "1.what": "Ouvrir une page",
    "1.progress": "done",
    "2.what": "Faire un budget",
    "2.who": "La trésorière",
    "2.when": "2026-06-30",
  };

  it("are three at most, each with what was said of it", () => {
    const { version } = pageWith("objectives", told);
    expect(objectivesOf(version)[1]).toEqual({
      n: 2,
      what: "Faire un budget",
      who: "La trésorière",
      when: "2026-06-30",
      seen: null,
      progress: "not-yet",
    });
    expect(nextObjective(version)).toBe(3);
  });

  it("go on next year without those that are done", () => {
    const { version } = pageWith("objectives", told);
    expect(nextYear(version)).toEqual({
      scope: { kind: "year", year: 2027 },
      "1.what": "Faire un budget",
      "1.who": "La trésorière",
    });
  });
});

describe("a report", () => {
  it("shows somebody's words only with their consent", () => {
    const thanks = (quoted: boolean, agreed: boolean) =>
      reportOf(pageWith("report", { thanks: { text: "Merci", quoted, agreed } }).version).thanks;
    expect(thanks(false, false)).toBe("Merci");
    expect(thanks(true, true)).toBe("Merci");
    expect(thanks(true, false)).toBeNull();
  });

  it("asks its amounts anew next year, and leaves results and thanks where they were", () => {
    const { version } = pageWith("report", {
      scope: { kind: "year", year: 2026 },
      "line.rent": line("expense", 1200),
      "result.1": { figure: "12", what: "ateliers" },
      thanks: { text: "Merci", quoted: false, agreed: false },
    });
    expect(nextYear(version)).toEqual({
      scope: { kind: "year", year: 2027 },
      "line.rent": { ...(line("expense", null) as object), before: 1200 },
    });
  });
});

describe("a presentation", () => {
  it("says what all pages say of the organization, and what is its own", () => {
    const { pages, version } = pageWith(
      "presentation",
      { what: "Un four commun", "does.2": "Du pain" },
      { name: "Amal", since: "2014" },
    );
    expect(presentationOf(pages, version)).toMatchObject({
      about: { name: "Amal", since: "2014", place: null, contact: null },
      what: "Un four commun",
      does: ["Du pain"],
      for: null,
    });
  });
});

describe("a student's comment", () => {
  const begun = done([open("v"), set("line.rent", line("expense", 1200))]);
  const comment: PageOperation = {
    kind: "comment",
    at: at + 2,
    version: "v",
    comment: "k1",
    who: "Salma",
    text: "Le loyer est pour douze mois ?",
    cell: "line.rent",
    proposal: line("expense", 14_400),
  };
  const answer = (accepted: boolean): PageOperation => {
    return { kind: "answer", at: at + 3, version: "v", comment: "k1", accepted };
  };

  it("changes nothing before the person accepts it", () => {
    const told = done([comment], begun, "u01");
    expect(openComments(told.versions["v"]!)).toMatchObject([{ id: "k1", who: "Salma" }]);
    expect(totals(linesOf(told.versions["v"]!)).expense).toBe(1200);
    const taken = done([answer(true)], told);
    expect(totals(linesOf(taken.versions["v"]!)).expense).toBe(14_400);
    expect(commentsOf(taken.versions["v"]!)[0]?.state).toBe("accepted");
  });

  it("is answered once, and declined without a trace on the page", () => {
    const declined = done([comment, answer(false)], begun, "u01");
    expect(totals(linesOf(declined.versions["v"]!)).expense).toBe(1200);
    expect(refusal(declined, answer(true))).toBe("unknown-comment");
    // Told twice: the answer stands.
    expect(commentsOf(done([comment], declined).versions["v"]!)[0]?.state).toBe("declined");
  });
});
