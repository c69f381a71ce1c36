import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { isKnowledgeFile, isTopicFile, parseFile } from "../../src/core/engine/book-files.ts";
import { readKnowledge, readTopic } from "../../src/core/engine/knowledge-files.ts";
import { find, type TalkSamples } from "../../src/core/knowledge/knowledge.ts";
import { languages, type Language } from "../../src/core/language/languages.ts";
import { bookFiles, projectRoot } from "../../src/runtime/book-on-disk.ts";
import { calibrate, crossValidate, type Asked } from "./measure.ts";

/**
 * How well questions find their answers: `npm run eval:knowledge [-- --calibrate] [--misses]`.
 *
 * First by cross-validation over the sample questions of the topics, then on questions written apart
 * from them (`questions.jsonl`), by the very code that conversations use. Ends with 1 when a figure
 * is under its floor in `floors.json`. `--calibrate` writes `flows/thresholds.yaml` anew.
 */
const { values: wished } = parseArgs({
  options: {
    calibrate: { type: "boolean", default: false },
    misses: { type: "boolean", default: false },
  },
});

const files = await bookFiles(projectRoot, isKnowledgeFile);
const topics = files.filter(isTopicFile).map((file) => readTopic(file));
// Checked when the knowledge itself is read.
const talk = parseFile(
  files.find(({ path }) => path === "flows/talk.yaml") ?? { path: "", text: "" },
) as TalkSamples;

const held = crossValidate(topics, talk);
console.log(`${topics.length} topics, ${held.length} sample questions, each asked of the others`);
console.log("language   recall@1  recall@3");
for (const language of languages) {
  const mine = held.filter((one) => one.language === language && one.wanted.length > 0);
  console.log(`${language.padEnd(10)} ${percent(recall(mine, 1))}    ${percent(recall(mine, 3))}`);
}
if (wished.calibrate) writeThresholds(held);
process.exitCode = (await measureApart()) ? 0 : 1;

function recall(asked: readonly Asked[], within: number): number {
  const good = asked.filter(({ wanted, found }) =>
    found.slice(0, within).some((subject) => wanted.includes(subject)),
  );
  return good.length / Math.max(1, asked.length);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`.padStart(7);
}

function writeThresholds(asked: readonly Asked[]): void {
  const path = join(projectRoot, "flows", "thresholds.yaml");
  const [first = "", second = ""] = readFileSync(path, "utf8").split("\n");
  const lines = languages.map((language) => {
    const { answer, offer } = calibrate(
      asked.filter((one) => one.language === language),
      { right: 0.96, wrong: 0.03, offered: 0.4 },
    );
    return `${language}: { answer: ${answer.toFixed(3)}, offer: ${offer.toFixed(3)} }`;
  });
  writeFileSync(path, `${[first, second, ...lines].join("\n")}\n`);
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

/** Answers as conversations do; true when every figure is at its floor or above. */
async function measureApart(): Promise<boolean> {
  // Read again: the thresholds may just have been written.
  const knowledge = readKnowledge(await bookFiles(projectRoot, isKnowledgeFile));
  const rows = readRows();
  const floors = z
    .record(z.string(), z.number())
    .parse(JSON.parse(readFileSync(join(projectRoot, "test", "knowledge", "floors.json"), "utf8")));
  let kept = true;
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
      "told and right": right.length / Math.max(1, told.length),
      "outside left alone":
        1 -
        outside.filter(({ finding }) => finding.kind === "answer").length /
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
