import { isKnowledgeFile, isTopicFile } from "../../core/engine/book-files.ts";
import type { Finding } from "../../core/engine/check/finding.ts";
import {
  keyPlaceOf,
  placeOf,
  readSource,
  valueAt,
  type Source,
} from "../../core/engine/check/source.ts";
import { readKnowledge, readTopic } from "../../core/engine/knowledge-files.ts";
import { checkTopics } from "../../core/knowledge/check-topics.ts";
import type { ConfusablePair } from "../../core/knowledge/confusable.ts";
import type { Knowledge } from "../../core/knowledge/knowledge.ts";
import { readingLevel, type ReadingLevel } from "../../core/knowledge/reading-level.ts";
import type { Topic } from "../../core/knowledge/topic.ts";
import { languages, type Language } from "../../core/language/languages.ts";
import { bookFiles } from "../../runtime/book-on-disk.ts";

interface Wish {
  /** The folder of the book; this project's when none is given. */
  readonly root?: string;
  /** A day as in `2026-11-25`; the present one in Morocco when none is given. */
  readonly today?: string;
  /** Finds the pairs of topics that are taken for each other most often; left out when not given. */
  readonly confusable?: (knowledge: Knowledge, most: number) => readonly ConfusablePair[];
}

const folder = "flows/knowledge/";
/** Topics named as the hardest to read. */
const hardestMost = 5;
/** Pairs of topics named as easy to take for each other. */
const pairsMost = 20;

/** Checks the topics and sums them up. True when they have no error. */
export async function checkKnowledge(
  write: (text: string) => void,
  {
    root,
    today = Temporal.Now.plainDateISO("Africa/Casablanca").toString(),
    confusable,
  }: Wish = {},
): Promise<boolean> {
  const files = await bookFiles(root, isKnowledgeFile);
  const sources = files.filter(isTopicFile).map(readSource);
  const findings = [...findIn(sources, today)].toSorted(
    (one, other) =>
      (one.file < other.file ? -1 : one.file > other.file ? 1 : 0) ||
      one.line - other.line ||
      one.column - other.column,
  );
  const errors = findings.filter(({ severity }) => severity === "error").length;
  for (const finding of findings) write(`${lineOf(finding)}\n`);
  if (findings.length > 0) write("\n");
  if (errors === 0) {
    const parse = ({ path }: { readonly path: string }): unknown =>
      sources.find((source) => source.path === path)?.value;
    const topics = files.filter(isTopicFile).map((file) => readTopic(file, parse));
    write(readingOf(topics));
    if (confusable !== undefined) {
      const knowledge = readKnowledge(files);
      write(pairsOf(confusable(knowledge, pairsMost)));
    }
    write(figuresOf(topics));
  }
  write(`${errors} errors, ${findings.length - errors} warnings\n`);
  return errors === 0;
}

function* findIn(sources: readonly Source[], today: string): Iterable<Finding> {
  const bySlug = new Map(sources.map((source) => [slugOf(source), source]));
  for (const { at, errors, alias, path, value } of sources) {
    for (const { code, message, pos } of errors) {
      const suggestion =
        code === "DUPLICATE_KEY" ? "keep one of the two" : "look at the line above too";
      yield { severity: "error", ...at(pos[0]), code: "yaml-syntax", message, suggestion };
    }
    if (errors.length > 0 || (value !== undefined && alias === null)) continue;
    const place = alias === null ? { file: path, line: 1, column: 1 } : at(alias);
    const message =
      alias === null ? "the file is empty" : "this refers to another part of the file";
    yield { severity: "error", ...place, code: "yaml-syntax", message, suggestion: "write it out" };
  }
  const files = [...bySlug].map(([slug, { value }]) => ({ slug, value }));
  const readable = files.filter(({ value }) => value !== undefined);
  for (const { slug, path, ...finding } of checkTopics(readable, today)) {
    const source = bySlug.get(slug);
    if (source === undefined) continue;
    // A list or a block begins on the line after its name.
    const isLong = typeof valueAt(source, path) === "object" || finding.code === "unknown-field";
    yield { ...finding, ...(isLong ? keyPlaceOf(source, path) : placeOf(source, path)) };
  }
}

function slugOf({ path }: Source): string {
  return path.slice(folder.length, -".yaml".length);
}

/** A place to click on, what is wrong there, and under it what to do: as `check-flows` does. */
function lineOf({ file, line, column, severity, code, message, suggestion }: Finding): string {
  return `${file}:${line}:${column} ${severity} ${code} ${message}\n    ${suggestion}`;
}

/** How hard the answers are to read, by language, and which are the hardest. */
function readingOf(topics: readonly Topic[]): string {
  const lines = languages.map((language) => {
    const levels = topics
      .map(({ slug, answer, today }) => ({
        slug,
        ...readingLevel(`${answer[language]}\n${today[language]}`, language),
      }))
      .toSorted((one, other) => other.score - one.score);
    const hardest = levels
      .slice(0, hardestMost)
      .map(({ slug, score }) => `${slug} ${score.toFixed(0)}`);
    return `${language.padEnd(8)}  ${meanOf(levels)}; hardest: ${hardest.join(", ")}`;
  });
  return `reading level (words a sentence + long words in a hundred; above 30 is hard)\n${lines.join("\n")}\n\n`;
}

function meanOf(levels: readonly ReadingLevel[]): string {
  const mean = (of: (level: ReadingLevel) => number) =>
    levels.reduce((sum, level) => sum + of(level), 0) / Math.max(1, levels.length);
  const sentence = mean((level) => level.sentence).toFixed(1);
  const long = (100 * mean((level) => level.long)).toFixed(0);
  return `${mean((level) => level.score).toFixed(0)} (${sentence} words, ${long} %)`;
}

/** Topics that are easily taken for each other: both need samples that tell them apart. */
function pairsOf(pairs: readonly ConfusablePair[]): string {
  const lines = pairs.map(
    ({ topics: [one, other], mistaken }) =>
      `${String(mistaken).padStart(4)} ×  ${one.id} ${one.slug} / ${other.id} ${other.slug}`,
  );
  return `taken for each other, of the sample questions\n${lines.join("\n")}\n\n`;
}

function figuresOf(topics: readonly Topic[]): string {
  const count = (language: Language) =>
    topics.reduce((sum, { questions }) => sum + questions[language].length, 0);
  const unread = topics.flatMap(({ sources }) => sources).filter(({ seen }) => seen === null);
  const unchecked = topics.filter(({ check }) => check.length > 0);
  return [
    `${topics.length} topics`,
    `sample questions: ${languages.map((one) => `${one} ${count(one)}`).join(", ")}`,
    `left to a person: ${unchecked.length} topics to check, ${unread.length} sources to open\n`,
  ].join("\n");
}
