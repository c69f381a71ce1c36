import { z } from "zod";
import { calendarSchema } from "../../calendar/calendar.ts";
import { rubricSchema, type Rubric } from "../../diagnostic/rubric.ts";
import { languages, type Language } from "../../language/languages.ts";
import { momentsSchema } from "../../webinar/moments.ts";
import { makeSentences, type Sentences } from "../../language/sentences.ts";
import { isFlowFile, isSentenceFile, type BookFile, type Forms } from "../book-files.ts";
import { variableTypes, type Facts } from "../variables.ts";
import type { Program } from "./program.ts";
import { keysOf, readFlow, type Issue, type ReadFlow, type Untyped } from "./read-flow.ts";
import { readSentenceFile, type ReadSentence, type Stray } from "./read-sentences.ts";
import { readSource, type Source } from "./source.ts";
import type { Spoken } from "./spoken.ts";
import { usesOf, type Use } from "./uses.ts";

/** A whole book as the checker reads it: mistakes and all, with the place of everything. */
export interface Reading {
  readonly program: Program;
  readonly sources: readonly Source[];
  readonly flows: readonly ReadFlow[];
  readonly untyped: readonly Untyped[];
  /** What the schemas of flows and facts do not allow. */
  readonly issues: readonly Issue[];
  readonly rubricIssues: readonly Issue[];
  readonly calendarIssues: readonly Issue[];
  readonly momentsIssues: readonly Issue[];
  readonly facts: Facts;
  readonly rubric: Rubric | null;
  readonly sentences: ReadonlyMap<string, ReadSentence>;
  readonly strays: readonly Stray[];
  /** The sentences that flows name. */
  readonly uses: readonly Use[];
  /** The sentences that the program says by itself. */
  readonly spoken: ReadonlyMap<string, Spoken>;
  /** The same sentences, ready to be said. */
  readonly speech: Sentences;
}

export const factsSchema = z.strictObject({
  contact: z
    .record(z.string(), z.enum(variableTypes))
    .describe("What is known about the person, read as `contact.x`."),
  org: z
    .record(z.string(), z.enum(variableTypes))
    .describe("What is known about the organization, read as `org.x`."),
});

const rules = [
  "flows/facts.yaml",
  "flows/rubric.yaml",
  "flows/calendar.yaml",
  "flows/moments.yaml",
];

export function readForCheck(files: readonly BookFile[], program: Program): Reading {
  const sources = files.filter(isOfTheBook).map(readSource);
  const source = (path: string): Source | undefined => sources.find((one) => one.path === path);
  const factsFile = source("flows/facts.yaml");
  const facts = factsSchema.safeParse(factsFile?.value);
  const known: Facts = facts.data ?? { contact: {}, org: {} };
  const flowReadings = sources.filter(isFlowFile).map((one) => readFlow(one, known));
  const sentenceReadings = sources.filter(isSentenceFile).map(readSentenceFile);
  const momentsFile = source("flows/moments.yaml");
  const rubricFile = source("flows/rubric.yaml");
  const rubric = rubricSchema.safeParse(rubricFile?.value);
  const sentences = new Map(
    sentenceReadings.flatMap((one) => one.sentences).map((sentence) => [sentence.key, sentence]),
  );
  const flows = flowReadings.map(({ flow }) => flow);
  return {
    program,
    sources,
    flows,
    untyped: flowReadings.flatMap((one) => one.untyped),
    issues: [...issuesOf(factsFile, facts.error), ...flowReadings.flatMap((one) => one.issues)],
    rubricIssues: issuesOf(rubricFile, rubric.error),
    calendarIssues: issuesOfCalendar(source("flows/calendar.yaml")),
    momentsIssues: issuesOf(momentsFile, momentsSchema.safeParse(momentsFile?.value).error),
    facts: known,
    rubric: rubric.data ?? null,
    sentences,
    strays: sentenceReadings.flatMap((one) => one.strays),
    uses: flows.flatMap(usesOf),
    spoken: program.spoken(rubric.data ?? null),
    speech: makeSentences(new Map([...sentences].map(([key, one]) => [key, formsOf(one)]))),
  };
}

/** Transcripts and topics have readers of their own. */
function isOfTheBook(file: BookFile): boolean {
  return isFlowFile(file) || isSentenceFile(file) || rules.includes(file.path);
}

function issuesOfCalendar(source: Source | undefined): readonly Issue[] {
  return issuesOf(source, calendarSchema.safeParse(source?.value).error);
}

function issuesOf(source: Source | undefined, error: z.ZodError | undefined): readonly Issue[] {
  // What is missing altogether, or no YAML, is told by other mistakes.
  if (source === undefined || source.value === undefined) return [];
  return (error?.issues ?? []).map((issue) => ({ source, path: keysOf(issue.path), issue }));
}

function formsOf({ forms }: ReadSentence): Forms {
  const texts: Partial<Record<Language, string>> = {};
  for (const language of languages) {
    const form = forms.get(language);
    if (form !== undefined) texts[language] = form.text;
  }
  return texts;
}
