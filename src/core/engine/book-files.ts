import { isMap, isScalar, parseDocument, LineCounter, type Document, type Node } from "yaml";
import { readCalendar } from "../calendar/calendar.ts";
import { parseRubric } from "../diagnostic/rubric.ts";
import { Fault } from "../fault.ts";
import { languages, type Language } from "../language/languages.ts";
import { makeSentences } from "../language/sentences.ts";
import { makeBook, type Flowbook } from "./book.ts";
import { flowSchema, type FlowFile } from "./flow.ts";
import type { Facts } from "./variables.ts";

/** A file of the book, by its path below the project: `flows/menu.yaml`, `locales/menu.yaml`. */
export interface BookFile {
  readonly path: string;
  readonly text: string;
}

/** Files under `flows/` that are no conversations. */
const special = ["flows/facts.yaml", "flows/rubric.yaml", "flows/calendar.yaml"];

export function isFlowFile({ path }: Pick<BookFile, "path">): boolean {
  return (
    path.startsWith("flows/") &&
    path.endsWith(".yaml") &&
    !path.endsWith(".test.yaml") &&
    !isTopicFile({ path }) &&
    !special.includes(path)
  );
}

export function isTopicFile({ path }: Pick<BookFile, "path">): boolean {
  return path.startsWith("flows/knowledge/") && path.endsWith(".yaml");
}

export function isSentenceFile({ path }: BookFile): boolean {
  return path.startsWith("locales/") && path.endsWith(".yaml");
}

/**
 * Makes the book from files that `check-flows` has found right.
 *
 * Throws `book/invalid` naming the file for what cannot be read at all.
 */
export function readBook(files: readonly BookFile[]): Flowbook {
  const text = (path: string): string => {
    const file = files.find((one) => one.path === path);
    if (file === undefined) throw new Fault("book/invalid", `${path} is missing`);
    return file.text;
  };
  return makeBook({
    flows: files.filter(isFlowFile).map(readFlow),
    facts: readYaml({ path: special[0] ?? "", text: text("flows/facts.yaml") }).toJS() as Facts,
    rubric: parseRubric(text("flows/rubric.yaml")),
    calendar: readCalendar(
      readYaml({ path: "flows/calendar.yaml", text: text("flows/calendar.yaml") }).toJS(),
    ),
    sentences: makeSentences(new Map(files.filter(isSentenceFile).flatMap(readSentences))),
  });
}

function readFlow(file: BookFile): FlowFile {
  const parsed = flowSchema.safeParse(readYaml(file).toJS());
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
  const subject = file.path.slice("locales/".length, -".yaml".length);
  const found: [string, Forms][] = [];
  collect(readYaml(file).contents, subject, found);
  return found;
}

function collect(node: Node | null, key: string, found: [string, Forms][]): void {
  if (!isMap(node)) return;
  const forms: Forms = {};
  for (const { key: name, value } of node.items) {
    const part = isScalar(name) ? String(name.value) : "";
    const language = languages.find((one) => one === part);
    if (language !== undefined && isScalar(value)) forms[language] = String(value.value);
    else collect(value as Node | null, `${key}.${part}`, found);
  }
  if (Object.keys(forms).length > 0) found.push([key, forms]);
}
