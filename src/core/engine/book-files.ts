import { parseDocument, LineCounter, type Document } from "yaml";
import { readCalendar } from "../calendar/calendar.ts";
import { readRubric } from "../diagnostic/rubric.ts";
import { Fault } from "../fault.ts";
import { languages, type Language } from "../language/languages.ts";
import { makeSentences } from "../language/sentences.ts";
import { readMoments } from "../webinar/moments.ts";
import { makeBook, type Flowbook } from "./book.ts";
import { flowSchema, type FlowFile } from "./flow.ts";
import type { Facts } from "./variables.ts";

/** A file of the book, by its path below the project: `flows/menu.yaml`, `locales/menu.yaml`. */
export interface BookFile {
  readonly path: string;
  readonly text: string;
}

/** Files under `flows/` that are no conversations. */
const special = [
  "flows/facts.yaml",
  "flows/rubric.yaml",
  "flows/calendar.yaml",
  "flows/moments.yaml",
];

/** Read by the commands of coordinators alone. */
const programme = "flows/programme.yaml";

/** What people say besides questions, and from when on we are sure: part of the knowledge. */
const ofKnowledge = ["flows/talk.yaml", "flows/thresholds.yaml"];

export function isFlowFile({ path }: Pick<BookFile, "path">): boolean {
  return (
    path.startsWith("flows/") &&
    path.endsWith(".yaml") &&
    !path.endsWith(".test.yaml") &&
    !isKnowledgeFile({ path }) &&
    path !== programme &&
    !special.includes(path)
  );
}

export function isTopicFile({ path }: Pick<BookFile, "path">): boolean {
  return path.startsWith("flows/knowledge/") && path.endsWith(".yaml");
}

/** A file from which answers are made (see `knowledge-files.ts`): topics, small talk, thresholds. */
export function isKnowledgeFile(file: Pick<BookFile, "path">): boolean {
  return isTopicFile(file) || ofKnowledge.includes(file.path);
}

export function isSentenceFile({ path }: Pick<BookFile, "path">): boolean {
  return path.startsWith("locales/") && path.endsWith(".yaml");
}

/** Whether `readBook` reads it: not the transcripts, nor the topics. */
export function isBookFile(file: Pick<BookFile, "path">): boolean {
  return isFlowFile(file) || isSentenceFile(file) || special.includes(file.path);
}

/** What a file says, as plain values. */
export type ParseFile = (file: BookFile) => unknown;

/**
 * Makes the book from files that `check-flows` has found right.
 *
 * `parse` is for whoever knows what a file says without reading it again. Throws `book/invalid`
 * naming the file for what cannot be read at all.
 */
export function readBook(files: readonly BookFile[], parse: ParseFile = parseFile): Flowbook {
  const said = (path: string): unknown => {
    const file = files.find((one) => one.path === path);
    if (file === undefined) throw new Fault("book/invalid", `${path} is missing`);
    return parse(file);
  };
  const sentences = files
    .filter(isSentenceFile)
    .flatMap((file) => sentencesIn(file.path, parse(file)));
  return makeBook({
    flows: files.filter(isFlowFile).map((file) => readFlow(file, parse)),
    facts: said("flows/facts.yaml") as Facts,
    rubric: readRubric(said("flows/rubric.yaml")),
    calendar: readCalendar(said("flows/calendar.yaml")),
    moments: readMoments(said("flows/moments.yaml")),
    sentences: makeSentences(new Map(sentences)),
  });
}

/** Throws `book/invalid` on a syntax error. */
export function parseFile(file: BookFile): unknown {
  return readYaml(file).toJS();
}

function readFlow(file: BookFile, parse: ParseFile): FlowFile {
  const parsed = flowSchema.safeParse(parse(file));
  if (!parsed.success) throw new Fault("book/invalid", file.path, { cause: parsed.error });
  return parsed.data;
}

/** A YAML document with the place of every node. Throws `book/invalid` on a syntax error. */
export function readYaml({ path, text }: BookFile, lines = new LineCounter()): Document.Parsed {
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) throw new Fault("book/invalid", `${path}: ${error.message}`);
  return document;
}

export type Forms = Partial<Record<Language, string>>;

/** The sentences of one file, by key: a node with words under a language is one (see `locales/`). */
export function readSentences(file: BookFile): readonly (readonly [string, Forms])[] {
  return sentencesIn(file.path, parseFile(file));
}

function sentencesIn(path: string, said: unknown): readonly (readonly [string, Forms])[] {
  const found: [string, Forms][] = [];
  collect(said, path.slice("locales/".length, -".yaml".length), found);
  return found;
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function collect(said: unknown, key: string, found: [string, Forms][]): void {
  if (typeof said !== "object" || said === null) return;
  const forms: Forms = {};
  const parts: [string, unknown][] = Object.entries(said);
  for (const [name, value] of parts) {
    const language = languages.find((one) => one === name);
    if (language !== undefined && isScalar(value)) forms[language] = String(value);
    else collect(value, `${key}.${name}`, found);
  }
  if (Object.keys(forms).length > 0) found.push([key, forms]);
}
