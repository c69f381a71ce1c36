import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { isKnowledgeFile, isTopicFile, parseFile } from "../../src/core/engine/book-files.ts";
import { readKnowledge, readTopic } from "../../src/core/engine/knowledge-files.ts";
import { askHeldOut, type Asked } from "../../src/core/knowledge/held-out.ts";
import { find, type Knowledge, type TalkSamples } from "../../src/core/knowledge/knowledge.ts";
import { inEach } from "../../src/core/knowledge/topic.ts";
import { languages, type Language } from "../../src/core/language/languages.ts";
import { bookFiles } from "../../src/runtime/book-on-disk.ts";
import { projectRoot } from "../../src/project-root.ts";
import { calibrate, isQuestion, topicsFound } from "./measure.ts";

/**
 * How well questions find their answers: `npm run eval:knowledge [-- --calibrate] [--misses] [--quick]`.
 *
 * First by cross-validation over the sample questions of the topics, then on questions written apart
 * from them (`questions.jsonl`), by the very code that conversations use (`--quick`: these alone). Ends with 1 when a figure
 * is under its floor in `floors.json`. `--calibrate` writes `flows/thresholds.yaml` anew.
 */
const { values: wished } = parseArgs({
  options: {
    calibrate: { type: "boolean", default: false },
    misses: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
  },
});

const files = await bookFiles(projectRoot, isKnowledgeFile);
const topics = files.filter(isTopicFile).map((file) => readTopic(file));
// Checked when the knowledge itself is read.
const talk = parseFile(
  files.find(({ path }) => path === "flows/talk.yaml") ?? { path: "", text: "" },
) as TalkSamples;

const held = wished.quick ? [] : askHeldOut(topics, talk, 5);
console.log(`${topics.length} topics, ${held.length} samples, each asked of the others`);
if (!wished.quick) console.log("language   recall@1  recall@3");
for (const language of wished.quick ? [] : languages) {
  const mine = held.filter((one) => one.language === language && isQuestion(one));
  console.log(`${language.padEnd(10)} ${percent(recall(mine, 1))}    ${percent(recall(mine, 3))}`);
}
if (wished.calibrate && !wished.quick) writeThresholds(held);
process.exitCode = (await measureApart()) ? 0 : 1;

function recall(asked: readonly Asked[], within: number): number {
  const good = asked.filter((one) => topicsFound(one).slice(0, within).includes(one.wanted));
  return good.length / Math.max(1, asked.length);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`.padStart(7);
}

function writeThresholds(asked: readonly Asked[]): void {
  const path = join(projectRoot, "flows", "thresholds.yaml");
  const { sureness, ...levels } = calibrate(asked, { right: 0.955, told: 0.015, offered: 0.06 });
  const round = (values: Readonly<Record<string, number>>) =>
    Object.entries(values)
      .map(([name, value]) => `${name}: ${value.toFixed(3)}`)
      .join(", ");
  const lines = [
    "# How sure we are, by language: from `answer` on an answer is told at once, from `offer` on up to",
    "# three titles are offered. `sureness` says how it is reckoned from what a message looks like.",
    "# Made by `npm run eval:knowledge -- --calibrate`.",
    ...languages.map((language) => `${language}: { ${round(levels[language])} }`),
    "sureness:",
    ...(["right", "ours"] as const).flatMap((name) => [
      `  ${name}:`,
      `    signs: { ${round(sureness[name].signs)} }`,
      `    languages: { ${round(sureness[name].languages)} }`,
    ]),
  ];
  writeFileSync(path, `${lines.join("\n")}\n`);
}

interface Row {
  readonly id: string;
  readonly lang: Language;
  readonly text: string;
  readonly expect: "topic" | "none" | "small-talk" | "abuse" | "lock";
  readonly topics: readonly number[];
}

function readRows(): readonly Row[] {
  const schema = z.object({
    id: z.string(),
    lang: z.enum(languages),
    text: z.string(),
    expect: z.enum(["topic", "none", "small-talk", "abuse", "lock"]),
    topics: z.array(z.number()).default([]),
  });
  return readFileSync(join(projectRoot, "test", "core", "knowledge", "questions.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => schema.parse(JSON.parse(line)));
}

/** The legal lock on what was written apart from its samples: long, indirect, roundabout. */
function measureLock(knowledge: Knowledge): void {
  const path = join(projectRoot, "test", "knowledge", "lock-apart.yaml");
  const texts = z.array(z.string());
  const { appeal, fair } = z
    .strictObject({ appeal: inEach(texts), fair: inEach(texts) })
    .parse(parseFile({ path, text: readFileSync(path, "utf8") }));
  console.log("\nthe legal lock, on roundabout ways: appeals locked, the rest left free");
  for (const language of languages) {
    const locked = (some: readonly string[]) =>
      some.filter((text) => find(knowledge, text, language).kind === "lock").length / some.length;
    console.log(
      `${language.padEnd(10)} ${percent(locked(appeal[language]))}    ${percent(1 - locked(fair[language]))}`,
    );
  }
}

/** Answers as conversations do; true when every figure is at its floor or above. */
async function measureApart(): Promise<boolean> {
  // Read again: the thresholds may just have been written.
  const knowledge = readKnowledge(await bookFiles(projectRoot, isKnowledgeFile));
  const rows = readRows();
  const floors = z
    .record(z.string(), z.number())
    .parse(JSON.parse(readFileSync(join(projectRoot, "test", "knowledge", "floors.json"), "utf8")));
  let kept = true;
  measureLock(knowledge);
  console.log(`\n${rows.length} messages written apart`);
  for (const language of languages) {
    const answers = rows
      .filter(({ lang }) => lang === language)
      .map((row) => ({ row, finding: find(knowledge, row.text, language) }));
    const of = (expect: Row["expect"]) => answers.filter(({ row }) => row.expect === expect);
    const found = ({ finding }: (typeof answers)[number]) =>
      "topics" in finding ? finding.topics.map(({ id }) => id) : [];
    const hits = (within: number) =>
      of("topic").filter((one) =>
        found(one)
          .slice(0, within)
          .some((id) => one.row.topics.includes(id)),
      );
    const told = answers.filter(({ finding }) => finding.kind === "answer");
    const right = told.filter((one) => one.row.topics.includes(found(one)[0] ?? 0));
    const outside = of("none");
    const figures = {
      "recall@1": hits(1).length / Math.max(1, of("topic").length),
      "recall@3": hits(3).length / Math.max(1, of("topic").length),
      "told at once":
        of("topic").filter(({ finding }) => finding.kind === "answer").length /
        Math.max(1, of("topic").length),
      reached:
        of("topic").filter(
          (one) =>
            (one.finding.kind === "answer" || one.finding.kind === "offer") &&
            found(one).some((id) => one.row.topics.includes(id)),
        ).length / Math.max(1, of("topic").length),
      "told and right": right.length / Math.max(1, told.length),
      "outside left alone":
        1 -
        outside.filter(({ finding }) => finding.kind === "answer").length /
          Math.max(1, outside.length),
      "outside offered nothing":
        1 -
        outside.filter(({ finding }) => finding.kind === "answer" || finding.kind === "offer")
          .length /
          Math.max(1, outside.length),
      lock:
        of("lock").filter(({ finding }) => finding.kind === "lock").length /
        Math.max(1, of("lock").length),
      "free of the lock":
        1 -
        of("topic").filter(({ finding }) => finding.kind === "lock").length /
          Math.max(1, of("topic").length),
      "small talk":
        of("small-talk").filter(({ finding }) => finding.kind === "small-talk").length /
        Math.max(1, of("small-talk").length),
      abuse:
        of("abuse").filter(({ finding }) => finding.kind === "abuse").length /
        Math.max(1, of("abuse").length),
    };
    const low = Object.entries(figures).filter(([name, share]) => share < (floors[name] ?? 0));
    kept = kept && low.length === 0;
    console.log(
      `${language.padEnd(10)}${Object.entries(figures)
        .map(([name, share]) => `${name} ${percent(share).trim()}`)
        .join(" · ")}`,
    );
    for (const [name] of low) console.log(`  under its floor: ${name}`);
    if (wished.misses) {
      for (const { row, finding } of answers) {
        const isRight =
          row.expect === "topic"
            ? "topics" in finding &&
              finding.kind !== "none" &&
              row.topics.includes(finding.topics[0]?.id ?? 0)
            : finding.kind === row.expect;
        if (!isRight)
          console.log(
            `  ${row.expect} ${row.topics.join(",")} -> ${finding.kind} ${"topics" in finding ? finding.topics.map(({ id }) => id).join(",") : ""}: ${row.text}`,
          );
      }
    }
  }
  return kept;
}
