import type { Language } from "../language/languages.ts";
import { redact } from "../knowledge/redact.ts";

/** The lines of the one screen a student reads first (brief § 6.3), in the order they stand. */
export const briefLabels = [
  "language",
  "organization",
  "level",
  "lowest",
  "priority",
  "request",
  "translation",
  "answered",
  "chosen",
  "done",
  "lock",
  "consent",
  "intake",
  "known",
] as const;
export type BriefLabel = (typeof briefLabels)[number];

/** `text` is codes of the diagnostic and people's own words; the console says the labels. */
export interface BriefLine {
  readonly label: BriefLabel;
  readonly text: string;
}

/** What a contact knows of its organization and its conversation. Null is unknown: no line. */
export interface BriefFacts {
  readonly language: Language;
  /** The letters they write in, when they are not those of the language. */
  readonly script: "arabic" | "latin" | null;
  /** P1, P2, P4, P5 and P7 as they were answered. */
  readonly type: string | null;
  readonly size: string | null;
  readonly place: string | null;
  readonly equipment: string | null;
  readonly priority: string | null;
  /** From 1 to 5, and whether it is sure or estimated. */
  readonly level: { readonly value: number; readonly sure: boolean } | null;
  /** The lowest dimensions, lowest first; three are shown. */
  readonly lowest: readonly {
    readonly dimension: string;
    readonly points: number | null;
    readonly certainty: "sure" | "estimated" | "unknown";
  }[];
  /** The request in the person's own words, and in French when they are in another language. */
  readonly request: string | null;
  readonly translation: string | null;
  /** What was said last, oldest first; five turns are shown. */
  readonly turns: readonly { readonly by: "person" | "bot"; readonly text: string }[];
  /** Ids of the actions of the plan. */
  readonly chosen: readonly string[];
  readonly done: readonly string[];
  readonly lock: "open" | "closed" | "not-asked";
  /** The version of the text they agreed to; null before. */
  readonly consent: string | null;
  /** What the service they want needs, as they answered it, by the ids of `intake.ts`. */
  readonly intake: Readonly<Record<string, string>>;
  /** Questions of the diagnostic that were answered: not to be asked again. */
  readonly known: readonly string[];
  /** Given names, which are taken out of what was said. */
  readonly names: readonly string[];
}

/** Characters of one line, so that the whole stays on a screen. */
const lineMost = 400;
const turnMost = 120;
const turnsShown = 5;
const lowestShown = 3;

/**
 * The brief of a case. What people said is freed of names, telephones, identity cards, bank cards
 * and codes, whoever reads it: the number of the person is shown only once the case was accepted, and
 * from elsewhere.
 */
export function briefLines(facts: BriefFacts): readonly BriefLine[] {
  const clean = (text: string, most = lineMost): string =>
    shorten(redact(text, facts.names).replaceAll(/\s+/gu, " ").trim(), most);
  const { level, language, script, request, translation } = facts;
  const lines: readonly (readonly [BriefLabel, string])[] = [
    ["language", script === null ? language : `${language}, ${script}`],
    ["organization", listed([facts.type, facts.size, facts.place, facts.equipment])],
    ["level", level === null ? "unknown" : `${level.value}/5 ${level.sure ? "sure" : "estimated"}`],
    ["lowest", listed(facts.lowest.slice(0, lowestShown).map(sayDimension))],
    ["priority", facts.priority ?? ""],
    ["request", request === null ? "" : `« ${clean(request)} »`],
    ["translation", translation === null ? "" : `« ${clean(translation)} »`],
    [
      "answered",
      facts.turns
        .slice(-turnsShown)
        .map(({ by, text }) => `${by === "bot" ? "→" : "←"} ${clean(text, turnMost)}`)
        .join("\n"),
    ],
    ["chosen", listed(facts.chosen)],
    ["done", listed(facts.done)],
    ["lock", facts.lock],
    ["consent", facts.consent ?? "none"],
    [
      "intake",
      listed(
        Object.entries(facts.intake).map(([id, answer]) => `${id}: ${clean(answer, turnMost)}`),
      ),
    ],
    ["known", listed(facts.known)],
  ];
  return lines.flatMap(([label, text]) => (text === "" ? [] : [{ label, text }]));
}

function sayDimension({ dimension, points, certainty }: BriefFacts["lowest"][number]): string {
  return points === null ? `${dimension} ${certainty}` : `${dimension} ${points} ${certainty}`;
}

function listed(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(" · ");
}

/** Without half a pair of surrogates at the end. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, "")}…`;
}
