import { z } from "zod";
import { plan, type Plan } from "../../diagnostic/plan.ts";
import { shown, type DimensionScore } from "../../diagnostic/score.ts";
import type { Json } from "../../json.ts";
import type { Phrase } from "../../language/sentences.ts";
import type { Action } from "./action.ts";
import { dimensionName, json, lastResult, nameOf, phrase, type LastResult } from "./last-result.ts";
import { planLines } from "./plan.ts";
import { thirds } from "./shown-result.ts";

const nothing = z.strictObject({});

/** Bars of the messages: five steps of 20 points; three for an estimated result (brief § 2.3, § 2.10). */
const full = "▓";
const empty = "░";

/** Who is asked to confirm what nobody knew, by dimension. */
const knows: Readonly<Record<string, string>> = {
  FIN: "tresorerie",
  TRA: "tresorerie",
  COL: "tresorerie",
  GOV: "presidence",
  WEB: "communication",
  COM: "communication",
  CMP: "equipe",
  SEC: "secretariat",
};

/** The role of whoever can tell what nobody knew of a dimension. */
export function roleFor(dimension: string): string {
  return knows[dimension] ?? "equipe";
}

/** Brief § 2.10. `form`: `none`, `estimated` (eight questions), `unsure` (too many unknown), `sure`. */
export const readResult = {
  about:
    "The last result: its form, the level with its words, eight lines, the first three actions.",
  takes: nothing,
  gives: {
    form: "string",
    structure: "dyn",
    level: "double",
    levelName: "dyn",
    phrase: "dyn",
    score: "double",
    low: "double",
    high: "double",
    isRange: "bool",
    strong: "dyn",
    protect: "dyn",
    held: "dyn",
    isHeld: "bool",
    lines: "dyn",
    first: "dyn",
    planned: "bool",
    progress: "dyn",
    progressed: "bool",
    verify: "dyn",
    toVerify: "bool",
    role: "dyn",
    isGood: "bool",
    name: "dyn",
    label: "dyn",
  },
  perform(_, play) {
    const last = lastResult(play);
    if (last === null) return { gives: { form: "none" } };
    const { score, settlement, profile, variant } = last;
    const { level, range } = score;
    const type = last.values["P1"];
    const plan90 = plan(play.book.rubric, profile, settlement);
    const unsure = score.dimensions.filter(({ sure }) => !sure).map(({ dimension }) => dimension);
    const gives: Record<string, Json> = {
      form: level === null ? "unsure" : variant === "court" ? "estimated" : "sure",
      structure: { say: `words.type.${typeof type === "string" ? type : "association"}` },
      level: level ?? 0,
      levelName: { say: `words.level.${level ?? 1}` },
      phrase: { say: `words.level.${level ?? 1}.phrase` },
      score: shown(score.overall.points),
      isRange: range !== null,
      low: range?.low ?? 0,
      high: range?.high ?? 0,
      strong: score.strongPoint === null ? "—" : phrase(dimensionName(score.strongPoint)),
      protect: score.protectFirst === null ? "—" : phrase(dimensionName(score.protectFirst)),
      held: json({ list: score.heldBy.map((dimension) => dimensionName(dimension)) }),
      isHeld: score.heldBy.length > 0,
      lines: json({ lines: score.dimensions.map((one) => line(one, variant === "court")) }),
      first: json({ lines: planLines(plan90, 3) }),
      planned: plan90.actions.length > 0,
      verify: json({ list: plan90.verify.map(nameOf) }),
      toVerify: plan90.verify.length > 0,
      role: { say: `words.role.${roleFor(unsure[0] ?? "")}` },
      ...progressOf(last),
      ...goodOf(last, plan90),
    };
    return { gives };
  },
} satisfies Action<z.infer<typeof nothing>>;

function line({ dimension, sure, points }: DimensionScore, estimated: boolean): Phrase {
  const name = dimensionName(dimension, true);
  if (!sure) return { say: "result.line-unsure", with: { name } };
  if (estimated) {
    return { say: "result.line-estimated", with: { name, bar: bar(thirds(points), 3) } };
  }
  const score = shown(points);
  return {
    say: "result.line",
    with: { name, bar: bar(Math.min(5, Math.floor(score / 20) + (score > 0 ? 1 : 0)), 5), score },
  };
}

function bar(steps: number, of: number): string {
  return full.repeat(steps) + empty.repeat(of - steps);
}

/** « déjà bien »: the declared priority calls for no action; its next level is offered (brief § 2.8). */
function goodOf(
  { profile, variant }: LastResult,
  { alreadyGood, next }: Plan,
): Record<string, Json> {
  // Eight questions see too little of a dimension to call it well advanced.
  if (!alreadyGood || next === null || variant === "court") return { isGood: false };
  return {
    isGood: true,
    name: { say: `words.priority.${profile.priority}` },
    label: { say: `diagnostic.${next.question}.${next.level}` },
  };
}

function progressOf({ change, variant }: LastResult): Record<string, Json> {
  if (change === null) return { progressed: false, progress: "" };
  const told = change.dimensions
    .filter(({ verdict }) => verdict !== "stable")
    .map(({ dimension, verdict, change: by }) => ({
      // After eight questions no number is shown (brief § 2.3).
      say: variant === "court" ? `result.progress-${verdict}-court` : `result.progress-${verdict}`,
      with: { name: dimensionName(dimension, true), points: Math.abs(Math.round(by)) },
    }));
  const rest = { say: told.length === 0 ? "result.progress-all-stable" : "result.progress-stable" };
  return { progressed: true, progress: json({ list: [...told, rest] }) };
}
