import { readCalendar, type Calendar } from "../../src/core/calendar/calendar.ts";
import { parseRubric, type Rubric } from "../../src/core/diagnostic/rubric.ts";
import { makeBook, type Flowbook } from "../../src/core/engine/book.ts";
import {
  isFlowFile,
  isSentenceFile,
  readSentences,
  readYaml,
  type BookFile,
} from "../../src/core/engine/book-files.ts";
import { flowSchema, type FlowFile } from "../../src/core/engine/flow.ts";
import type { Facts } from "../../src/core/engine/variables.ts";
import { makeSentences } from "../../src/core/language/sentences.ts";

/** A book that was read, as JSON: a process that starts with it has no YAML to read. */
interface Pages {
  readonly flows: readonly FlowFile[];
  readonly facts: Facts;
  readonly rubric: Rubric;
  readonly calendar: Calendar;
  readonly sentences: ReturnType<typeof readSentences>;
}

/** Reads the files of a book once, for many processes. */
export function printBook(files: readonly BookFile[]): string {
  const yaml = (path: string): unknown => {
    const file = files.find((one) => one.path === path);
    if (file === undefined) throw new Error(`${path} is missing`);
    return readYaml(file).toJS();
  };
  const pages: Pages = {
    flows: files.filter(isFlowFile).map((file) => flowSchema.parse(readYaml(file).toJS())),
    facts: yaml("flows/facts.yaml") as Facts,
    rubric: parseRubric(files.find(({ path }) => path === "flows/rubric.yaml")?.text ?? ""),
    calendar: readCalendar(yaml("flows/calendar.yaml")),
    sentences: files.filter(isSentenceFile).flatMap(readSentences),
  };
  return JSON.stringify(pages);
}

/** The book that was printed. */
export function openBook(printed: string): Flowbook {
  // Printed by `printBook`.
  const pages = JSON.parse(printed) as Pages;
  return makeBook({ ...pages, sentences: makeSentences(new Map(pages.sentences)) });
}
