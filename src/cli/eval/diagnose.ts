import { createHash } from "node:crypto";
import { z } from "zod";
import { advance } from "../../core/engine/advance.ts";
import type { Flowbook } from "../../core/engine/book.ts";
import type { Result } from "../../core/engine/organization.ts";
import { blankState, type State } from "../../core/engine/state.ts";
import type { Content } from "../../core/inbound.ts";
import type { Message } from "../../core/message.ts";
import { profileIn } from "../../core/engine/actions/answers.ts";
import { plan } from "../../core/diagnostic/plan.ts";
import { scoreSettlement } from "../../core/diagnostic/score.ts";
import type { Settlement } from "../../core/diagnostic/answers.ts";
import { settlementOf } from "../../core/engine/actions/last-result.ts";

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  profile: z.object({
    P1: z.enum(["association", "coop", "fondation", "AE", "mutuelle", "creation"]),
    becoming: z.enum(["association", "coop", "AE"]).nullish(),
    P2: z.string(),
    P3: z.string().nullish(),
    P4: z.string(),
    P5: z.string(),
    P6: z.string(),
    P7: z.string(),
    sells: z.boolean().nullish(),
  }),
  variant: z.enum(["court", "complet", "tout", "court-puis-complet"]),
  truth: z.record(z.string(), z.union([z.number(), z.enum(["dk", "na"])])),
});
type Line = z.infer<typeof lineSchema>;

const start = Date.UTC(2026, 10, 25, 9);
const secondsATurn = 10_000;
const turnsAtMost = 120;

/** A diagnosis played through the real flow: what was asked, and what came out, at full precision. */
export function evalDiagnose(book: Flowbook, line: unknown): object {
  const asked = lineSchema.parse(line);
  const played = play(book, asked);
  const { result } = played;
  const profile = profileIn(result.values);
  const settlement = settlementOf(book, result);
  const score = scoreSettlement(book.rubric, profile, settlement);
  return {
    id: asked.id,
    asked: played.asked,
    origins: origins(settlement, played.asked),
    dimensions: Object.fromEntries(
      score.dimensions.map(({ dimension, points }) => [dimension, points]),
    ),
    sure: score.dimensions.filter(({ sure }) => sure).map(({ dimension }) => dimension),
    overall: score.overall.points,
    level: score.level,
    heldBy: score.heldBy,
    bounds: [score.overall.low, score.overall.high],
    coverage: score.overall.coverage,
    plan: plan(book.rubric, profile, settlement).actions.map(({ id }) => id),
    messages: played.messages,
  };
}

interface Played {
  readonly asked: readonly string[];
  readonly result: Result;
  readonly messages: number;
}

/** A person who answers what is asked from what is true, from the first « salam » to the result. */
function play(book: Flowbook, line: Line): Played {
  const asked: string[] = [];
  let messages = 0;
  let turns = 0;
  let state: State = blankState;
  let shown: Message | undefined;
  let content: Content = { kind: "text", text: "salam" };
  let deepened = line.variant !== "court-puis-complet";
  for (;;) {
    turns += 1;
    if (turns > turnsAtMost) throw new Error("the flow does not come to an end");
    const seed = createHash("sha256").update(`${line.id} ${turns}`).digest("hex");
    const turn = advance(
      book,
      state,
      { kind: "heard", content, quoted: null, seed },
      start + turns * secondsATurn,
    );
    state = turn.state;
    messages += turn.said.length;
    shown = turn.said.at(-1)?.message ?? shown;
    const step = state.session?.frames.at(-1)?.step ?? "";
    const result = state.organization?.results.at(-1);
    if (result !== undefined && state.session?.frames.at(-1)?.flow === "result") {
      if (deepened) return { asked, result, messages };
      deepened = true;
      content = tap(shown, "full");
      continue;
    }
    if (step in line.truth || book.rubric.questions.some(({ id }) => id === step)) asked.push(step);
    content = tap(shown, answerTo(line, step, shown));
  }
}

function tap(shown: Message | undefined, choice: string): Content {
  const offered = shown?.choices.find(({ id }) => id.slice(id.indexOf(":") + 1) === choice);
  if (offered === undefined) return { kind: "text", text: choice === "dont-know" ? "0" : choice };
  return { kind: "tap", id: offered.id, label: offered.label };
}

function answerTo(line: Line, step: string, shown: Message | undefined): string {
  const { profile, variant } = line;
  const told: Readonly<Record<string, string | undefined>> = {
    language: "fr",
    consent: "yes",
    ...profile,
    becoming: profile.becoming ?? "dont-know",
    P3: profile.P3 ?? "dont-know",
    sells: profile.sells === true ? "yes" : "no",
    variant: variant === "court-puis-complet" ? "court" : variant,
  };
  const known = told[step];
  if (known !== undefined) return known;
  const truth = line.truth[step];
  if (truth === "dk" || truth === undefined) return "dont-know";
  if (truth === "na") return "not-applicable";
  return nearest(truth, shown);
}

/** The true level, or the closest one offered when the question was narrowed by an express answer. */
function nearest(level: number, shown: Message | undefined): string {
  const offered = (shown?.choices ?? [])
    .map(({ id }) => Number(id.slice(id.indexOf(":") + 1)))
    .filter((one) => Number.isInteger(one));
  const [closest = level] = offered.toSorted((a, b) => Math.abs(a - level) - Math.abs(b - level));
  return String(closest);
}

/** A question that was put to the person is `asked`, even when its answer came by a button of the short form. */
function origins(
  settlement: Settlement,
  asked: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(settlement).map(([id, { origin }]) => [
      id,
      origin === "express" && asked.includes(id) ? "asked" : origin,
    ]),
  );
}
