import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { parseFile } from "../core/engine/book-files.ts";
import { languages } from "../core/language/languages.ts";
import { bookFiles } from "../runtime/book-on-disk.ts";
import { projectRoot } from "../project-root.ts";
import { learn } from "./train-language/learn.ts";
import {
  countByLanguage,
  crossValidate,
  goals,
  isSentence,
  judge,
  tableOf,
  type Judged,
} from "./train-language/measure.ts";
import { isTeaching, samplesIn, telling, type Sample } from "./train-language/samples.ts";

const help = `node src/cli/train-language.ts                        learns and writes the model
node src/cli/train-language.ts --measure              what our sentences say of each other
node src/cli/train-language.ts --measure FILE.jsonl   what the model says of these: {"lang", "text"}
`;

const modelFile = join(projectRoot, "src/core/language/letters-model.json");
const tamazight = join(import.meta.dirname, "train-language/tamazight.yaml");

/** Our own sentences, each with its language: nothing else teaches which language a message is in. */
export async function readSamples(): Promise<readonly Sample[]> {
  const files = await bookFiles(projectRoot, ({ path }) => isTeaching(path));
  const amazigh = { path: "tamazight.yaml", text: await readFile(tamazight, "utf8") };
  return telling([...files, amazigh].flatMap((file) => samplesIn(file.path, parseFile(file))));
}

/** The file by which messages are judged, letter for letter. */
export function modelText(samples: readonly Sample[]): string {
  return `${JSON.stringify(learn(samples), null, 2)}\n`;
}

/** Writes the model, to be done after many new sentences, or says how good it is. */
async function main([option, file]: readonly string[]): Promise<void> {
  if (option === undefined) {
    const text = modelText(await readSamples());
    await writeFile(modelFile, text);
    process.stdout.write(`${modelFile}: ${text.length} bytes\n`);
  } else if (option !== "--measure") {
    process.stderr.write(help);
    process.exitCode = 2;
  } else {
    const judged =
      file === undefined ? crossValidate(await readSamples()) : judge(await readLines(file));
    print("Three words and more", judged.filter(isSentence));
    print(
      "Shorter",
      judged.filter((one) => !isSentence(one)),
    );
    if (file === undefined && missesGoal(judged.filter(isSentence))) process.exitCode = 1;
  }
}

const lineSchema = z.object({ lang: z.enum([...languages, "zgh"]), text: z.string() });

async function readLines(file: string): Promise<readonly Pick<Sample, "language" | "text">[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const { lang, text } = lineSchema.parse(JSON.parse(line));
    return { language: lang, text };
  });
}

function print(title: string, judged: readonly Judged[]): void {
  process.stdout.write(`${title}\n${tableOf(judged)}\n`);
}

function missesGoal(judged: readonly Judged[]): boolean {
  return [...countByLanguage(judged)].some(
    ([language, { of, right }]) => (100 * right) / of < (goals[language] ?? 0),
  );
}

if (import.meta.main) await main(process.argv.slice(2));
