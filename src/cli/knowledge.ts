import { readFile } from "node:fs/promises";
import { stderr, stdout } from "node:process";
import { parseArgs } from "node:util";
import { z } from "zod";
import { isTopicFile } from "../core/engine/book-files.ts";
import { readTopic } from "../core/engine/knowledge-files.ts";
import { Fault } from "../core/fault.ts";
import { confusablePairs } from "../core/knowledge/confusable.ts";
import type { Topic } from "../core/knowledge/topic.ts";
import { languages } from "../core/language/languages.ts";
import { bookFiles } from "../runtime/book-on-disk.ts";
import { projectRoot } from "../project-root.ts";
import type { Store } from "../store/store.ts";
import { checkKnowledge } from "./knowledge/check.ts";
import { draftFrom } from "./knowledge/draft.ts";
import { showUnanswered } from "./knowledge/unanswered.ts";
import { showUseful } from "./knowledge/useful.ts";
import { onStore } from "./on-store.ts";

const help = `npm run -s knowledge -- unanswered   what people asked in vain, the most frequent first
    [--since YYYY-MM-DD] [--language ${languages.join("|")}] [--json]
npm run -s knowledge -- useful       how often the answer of each topic was of use, the worst first
    [--json]
npm run -s knowledge -- check        what must be mended in the topics, and how hard they are to read
npm run -s knowledge -- draft FILE   a new topic's file, from {"language", "question", "answer", "topic"?}
With the embedded store, stop the bot before the first two: one process only may open it.
`;

const optionsSchema = z.strictObject({
  since: z.iso.date().optional(),
  language: z.enum(languages).optional(),
  json: z.boolean().default(false),
});
export type QuestionOptions = z.infer<typeof optionsSchema>;

/** What each command needs, and whether all is well. */
const commands: Readonly<
  Record<string, (file: string | undefined, options: QuestionOptions) => Promise<boolean>>
> = {
  unanswered: (_, options) => withStore((store) => showUnanswered(store, topics, options, write)),
  useful: (_, { json }) => withStore((store) => showUseful(store, topics, json, write)),
  check: () => checkKnowledge(write, { confusable: confusablePairs }),
  async draft(file) {
    if (file === undefined) return advise();
    const { slug, text } = draftFrom(await readFile(file, "utf8"), await topics(), thisDay());
    write(text);
    stderr.write(`Save it as flows/knowledge/${slug}.yaml, and do what stands under "todo".\n`);
    return true;
  },
};

/** Shows what the topics lack, from what people asked and from the topics themselves. */
async function main(args: readonly string[]): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    options: { since: { type: "string" }, language: { type: "string" }, json: { type: "boolean" } },
  });
  const [what = "", file, ...more] = positionals;
  const options = optionsSchema.safeParse(values);
  const command = Object.hasOwn(commands, what) ? commands[what] : undefined;
  const isKnown = more.length === 0 && (file === undefined || what === "draft");
  if (command === undefined || !options.success || !isKnown) return advise();
  return command(file, options.data);
}

function write(text: string): void {
  stdout.write(text);
}

function advise(): false {
  write(help);
  return false;
}

async function withStore(show: (store: Store) => Promise<void>): Promise<true> {
  await onStore(show);
  return true;
}

async function topics(): Promise<readonly Topic[]> {
  const files = await bookFiles(projectRoot, isTopicFile);
  return files.map((file) => readTopic(file));
}

function thisDay(): string {
  return Temporal.Now.plainDateISO("Africa/Casablanca").toString();
}

try {
  if (!(await main(process.argv.slice(2)))) process.exitCode = 1;
} catch (error) {
  // A file that is not there, or says something else, is told in a line as well.
  const isTold = error instanceof Fault || error instanceof z.ZodError || error instanceof Error;
  if (!isTold || (error instanceof TypeError && !("code" in error))) throw error;
  stderr.write(`${error instanceof z.ZodError ? z.prettifyError(error) : error.message}\n`);
  if (error instanceof Fault && error.code === "store/occupied") stderr.write(help);
  process.exitCode = 1;
}
