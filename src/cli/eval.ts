import { createReadStream } from "node:fs";
import { stdout } from "node:process";
import { createInterface } from "node:readline";
import { isKnowledgeFile } from "../core/engine/book-files.ts";
import { readKnowledge } from "../core/engine/knowledge-files.ts";
import { bookFiles, loadBook } from "../runtime/book-on-disk.ts";
import { projectRoot } from "../project-root.ts";
import { evalAsk } from "./eval/ask.ts";
import { evalChoose } from "./eval/choose.ts";
import { evalDiagnose } from "./eval/diagnose.ts";
import { evalLanguage } from "./eval/language.ts";

const help = `npm run -s eval -- choose FILE.jsonl     what a typed answer to a question means
npm run -s eval -- diagnose FILE.jsonl   an organization, played through the real flow
npm run -s eval -- ask FILE.jsonl        what a message asks for, and the topics that answer it
npm run -s eval -- language FILE.jsonl   which language a message is in
One JSON object a line in, one a line out.
`;

/** Each reads only what it needs. */
const evaluators: Readonly<Record<string, () => Promise<(line: unknown) => object>>> = {
  choose: async () => evalChoose,
  language: async () => evalLanguage,
  diagnose: async () => {
    const book = await loadBook();
    return (line) => evalDiagnose(book, line);
  },
  ask: async () => {
    const knowledge = readKnowledge(await bookFiles(projectRoot, isKnowledgeFile));
    return (line) => evalAsk(knowledge, line);
  },
};

/** Reads JSON lines, answers JSON lines: for authors who try a change on known cases. */
async function main([what, file]: readonly string[]): Promise<void> {
  const answer = await evaluators[what ?? ""]?.();
  if (answer === undefined || file === undefined) {
    stdout.write(help);
    process.exitCode = 2;
    return;
  }
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    number += 1;
    if (line.trim() === "") continue;
    try {
      stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
    } catch (error) {
      process.stderr.write(
        `${file}:${number}: ${error instanceof Error ? error.message : String(error)}\n`,
      );
      process.exitCode = 1;
    }
  }
}

await main(process.argv.slice(2));
