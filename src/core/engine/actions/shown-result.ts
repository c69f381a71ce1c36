import type { Document } from "../../documents/document.ts";
import { sayDate } from "../../calendar/say-date.ts";
import { shown, type DimensionScore } from "../../diagnostic/score.ts";
import type { Instant } from "../../instant.ts";
import type { Language } from "../../language/languages.ts";
import { render, type Phrase } from "../../language/sentences.ts";
import type { Play } from "../play.ts";
import { sharedArgs } from "../shared-args.ts";
import type { LastResult } from "./last-result.ts";

type Picture = Extract<Document, { form: "result-picture" }>;
type Bar = Picture["stage"];

/** Says things in one language, with the organization's own word. */
export type Teller = (phrase: Phrase) => string;

export function tellerOf(play: Play, language: Language): Teller {
  const shared = sharedArgs(play.state);
  return (phrase) => render(play.book.sentences, phrase, language, shared);
}

/** What a picture and a report both show of a result. Brief § 2.3: no number after eight questions. */
export function headOf(
  tell: Teller,
  { score, variant, values }: LastResult,
): Pick<Picture, "level" | "score" | "sentence" | "stage"> & { readonly structure: string } {
  const type = values["P1"];
  const structure = tell({
    say: `words.type.${typeof type === "string" ? type : "association"}`,
  });
  const { level, range } = score;
  if (level === null) {
    const sentence = tell({ say: "documents.result.level-unsure" });
    return { structure, level: "", score: "", sentence, stage: null };
  }
  const estimated = variant === "court";
  const say = estimated ? "documents.result.level-estimated" : "documents.result.level";
  const levelName = { say: `words.level.${level}` };
  const points: Phrase =
    range === null
      ? { say: "documents.result.score", with: { score: shown(score.overall.points) } }
      : { say: "documents.result.score-range", with: { low: range.low, high: range.high } };
  return {
    structure,
    level: tell({ say, with: { level, levelName } }),
    score: estimated ? "" : tell(points),
    sentence: tell({ say: `words.level.${level}.phrase` }),
    stage: { full: level, of: 5 },
  };
}

/** A dimension's bar and what stands beside it, as the messages show them (see `result.ts`). */
export function barOf(
  tell: Teller,
  { sure, points }: DimensionScore,
  estimated: boolean,
): { readonly bar: Bar; readonly value: string } {
  if (!sure) return { bar: null, value: tell({ say: "documents.result.to-confirm" }) };
  if (estimated) return { bar: { full: thirds(points), of: 3 }, value: "" };
  const score = shown(points);
  const full = Math.min(5, Math.floor(score / 20) + (score > 0 ? 1 : 0));
  return { bar: { full, of: 5 }, value: String(score) };
}

/** How far a dimension has come: 1 to 4. */
export function bandOf({ points }: DimensionScore): number {
  return points >= 75 ? 4 : points >= 50 ? 3 : points >= 25 ? 2 : 1;
}

/** The three steps of a dimension that was estimated (brief § 2.3). */
export function thirds(points: number): number {
  return points >= 62.5 ? 3 : points >= 22.5 ? 2 : 1;
}

/** « jeudi 14 janvier 2027 », in Morocco. */
export function dayOf(at: Instant, language: Language): string {
  const { year } =
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("Africa/Casablanca");
  return `${sayDate(at, language, false)} ${year}`;
}

/** When the last result was computed. */
export function resultAt(play: Play): Instant {
  return play.state.organization?.results.at(-1)?.at ?? play.now;
}
