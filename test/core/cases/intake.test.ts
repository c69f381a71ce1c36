import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { briefLines, type BriefFacts } from "../../../src/core/cases/brief.ts";
import { closingSchema } from "../../../src/core/cases/closing.ts";
import { intakes, services, stillToAsk } from "../../../src/core/cases/intake.ts";
import { closing } from "./town.ts";

const facts: BriefFacts = {
  language: "ary",
  script: "latin",
  type: "coop",
  size: "6-15",
  place: "rural",
  equipment: "phones",
  priority: "visible",
  level: { value: 2, sure: false },
  lowest: [
    { dimension: "WEB", points: 5, certainty: "sure" },
    { dimension: "SEC", points: 20, certainty: "estimated" },
    { dimension: "FIN", points: null, certainty: "unknown" },
    { dimension: "COM", points: 45, certainty: "sure" },
  ],
  request: "bghit site, CIN BK123456, 0612345678",
  translation: null,
  turns: Array.from({ length: 7 }, (_, at) => ({ by: "person", text: `mot ${at}` }) as const),
  chosen: ["A04"],
  done: [],
  lock: "not-asked",
  consent: "2026-11",
  intake: { "site-for": "vendre le miel" },
  known: ["P1", "WEB1"],
  names: ["Zahra"],
};

describe("intake", () => {
  it("asks at most eight questions for each of the eight services", () => {
    expect(intakes.map(({ service }) => service)).toEqual([...services]);
    for (const { questions } of intakes) {
      expect(questions.length).toBeGreaterThan(0);
      expect(questions.length).toBeLessThanOrEqual(8);
      expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    }
  });

  it("asks one thing in one way, whatever the service", () => {
    const all = intakes.flatMap(({ questions }) => questions);
    for (const one of all) expect(all.find(({ id }) => id === one.id)).toEqual(one);
  });

  it("does not ask again what the diagnostic knows, and names only its questions", () => {
    expect(stillToAsk("site", ["P1", "E2", "GOV2"]).map(({ id }) => id)).toEqual([
      "domain",
      "site-for",
      "texts-and-pictures",
      "site-languages",
      "deadline",
    ]);
    expect(stillToAsk("site", ["domain", "type"]).map(({ id }) => id)).not.toContain("domain");
    const flow = readFileSync("flows/diagnostic.yaml", "utf8");
    const { steps } = parse(flow) as { readonly steps: readonly { readonly id: string }[] };
    const known = steps.map(({ id }) => id);
    for (const one of intakes.flatMap(({ questions }) => questions)) {
      for (const question of one.settledBy) expect(known).toContain(question);
    }
  });
});

describe("the brief of a case", () => {
  const lines = briefLines(facts);
  const of = (label: string): string | undefined => lines.find((one) => one.label === label)?.text;

  it("stands on one screen, in the order of § 6.3", () => {
    expect(lines.map(({ label }) => label)).toEqual([
      "language",
      "organization",
      "level",
      "lowest",
      "priority",
      "request",
      "answered",
      "chosen",
      "lock",
      "consent",
      "intake",
      "known",
    ]);
    expect(of("language")).toBe("ary, latin");
    expect(of("level")).toBe("2/5 estimated");
    expect(of("lowest")).toBe("WEB 5 sure · SEC 20 estimated · FIN unknown");
    expect(of("answered")?.split("\n")).toHaveLength(5);
  });

  it("holds no identity, telephone, card or name", () => {
    const text = JSON.stringify(
      briefLines({ ...facts, turns: [{ by: "person", text: "Zahra, carte 4970 1012 3456 7890" }] }),
    );
    expect(text).not.toMatch(/BK123456|0612345678|4970|Zahra/u);
  });

  it("does not grow with what is said", () => {
    const long = briefLines({ ...facts, request: "mot ".repeat(2_000) });
    expect(long.every(({ text }) => text.length < 700)).toBe(true);
  });
});

describe("closing a case", () => {
  it("needs a code and what was done, at most three lines, and the name of whom it is referred to", () => {
    const ok = (changes: object): boolean =>
      closingSchema.safeParse({ ...closing, ...changes }).success;
    expect(ok({})).toBe(true);
    expect(ok({ done: " " })).toBe(false);
    expect(ok({ code: "finished" })).toBe(false);
    expect(ok({ summary: ["1", "2", "3", "4"] })).toBe(false);
    expect(ok({ code: "referred" })).toBe(false);
    expect(ok({ code: "referred", referredTo: "ODCO" })).toBe(true);
  });
});
