import { briefLines, type BriefFacts, type BriefLine } from "../cases/brief.ts";
import { lastSentence } from "../cases/talk.ts";
import { legalLock } from "../diagnostic/legal-lock.ts";
import { guessLanguage } from "../language/detect.ts";
import { render, type Phrase } from "../language/sentences.ts";
import { factsOf, profileFacts, profileIn } from "./actions/answers.ts";
import { lastResult } from "./actions/last-result.ts";
import type { Play } from "./play.ts";
import { valueOf } from "./organization.ts";

/** What a student reads first (brief § 6.3), from what the contact knows; in French, as the console. */
export function briefOf(
  play: Play,
  asked: string | null,
  intake: Readonly<Record<string, string>>,
): BriefLine[] {
  const { state } = play;
  const request = asked ?? lastSentence(state.talk);
  const last = lastResult(play);
  const said = (name: string): string | null => {
    const value = valueOf(state.organization, name);
    return typeof value === "string" ? value : null;
  };
  const facts: BriefFacts = {
    language: state.language,
    script: scriptOf(play, request),
    type: said("P1"),
    size: said("P2"),
    place: said("P4"),
    equipment: said("P5"),
    priority: said("P7"),
    level: levelOf(last),
    lowest: [...(last?.score.dimensions ?? [])]
      .toSorted((one, other) => one.points - other.points)
      .map(({ dimension, points, sure, coverage }) => ({
        dimension,
        points: coverage === 0 ? null : Math.round(points),
        certainty: sure ? "sure" : coverage === 0 ? "unknown" : "estimated",
      })),
    request,
    translation: null,
    turns: answered(play),
    chosen: state.chosen.filter(({ done }) => !done).map(({ action }) => action),
    done: state.chosen.filter(({ done }) => done).map(({ action }) => action),
    lock: lockOf(play),
    consent: typeof state.facts["consent"] === "string" ? state.facts["consent"] : null,
    intake,
    known: Object.keys(factsOf(state.organization)).filter(
      (name) => /^[A-Z]+\d+$/u.test(name) && !profileFacts.some((one) => one === name),
    ),
    names: [],
  };
  return [...briefLines(facts)];
}

function levelOf(last: ReturnType<typeof lastResult>): BriefFacts["level"] {
  const level = last?.score.level;
  if (last === null || level === null || level === undefined) return null;
  return { value: level, sure: last.variant !== "court" };
}

/** Darija and Arabic may be written in the other letters. */
function scriptOf({ state }: Play, request: string | null): BriefFacts["script"] {
  if (request === null) return null;
  const written = guessLanguage(request).language;
  if (written === "ary-Latn" && state.language !== "ary-Latn") return "latin";
  const isArabic = state.language === "ar" || state.language === "ary";
  return /\p{Script=Arabic}/u.test(request) && !isArabic ? "arabic" : null;
}

/** The question and the answer from which they came to a student, if they did. */
function answered(play: Play): BriefFacts["turns"] {
  const frame = play.frames.findLast(({ flow }) => flow === "answer");
  if (frame === undefined) return [];
  const { question, topic } = frame.values;
  const title = (id: string): Phrase => ({ say: `topic.${id}.title` });
  const turns: BriefFacts["turns"][number][] = [];
  if (typeof question === "string" && question !== "") turns.push({ by: "person", text: question });
  if (typeof topic === "string" && play.book.knowledge?.topics.has(Number(topic)) === true) {
    turns.push({ by: "bot", text: render(play.book.sentences, title(topic), "fr") });
  }
  return turns;
}

function lockOf(play: Play): BriefFacts["lock"] {
  const evidence = play.orgValue("evidence");
  if (!Array.isArray(evidence)) return "not-asked";
  const { type } = profileIn(factsOf(play.state.organization));
  // Written by consultants through its schema.
  return legalLock(evidence, type, play.now).kind;
}
