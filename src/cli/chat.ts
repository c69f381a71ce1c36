import { writeFile } from "node:fs/promises";
import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { lineCommands } from "../channels/terminal/decode.ts";
import { languages, type Language } from "../core/language/languages.ts";
import { withKnowledge } from "../core/engine/book.ts";
import { join } from "node:path";
import { loadBook } from "../runtime/book-on-disk.ts";
import { projectRoot } from "../project-root.ts";
import { loadKnowledge } from "../runtime/knowledge-on-disk.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { Conversation } from "./chat/conversation.ts";

const usage = `npm run -s chat -- [--lang fr|ar|ary|ary-Latn|en] [--db FILE] [--record FILE]
Talk to Rafiq here, through the whole program. Type /help for more, /quit to leave.
--lang    begin in this language
--db      keep the conversation in this file instead of forgetting it
--record  write a transcript of it, ready for flows/<flow>.test.yaml
`;

/** What a line does besides what the channel knows. */
const commands: Readonly<Record<string, string>> = {
  "/after 26h": "let time go by (s, m, h, d): reminders come at their hour",
  "/lang ary": "change the language, as a person would, by writing its name",
  "/record FILE": "write the transcript so far, and at the end",
  "/reset": "somebody else sits down",
  "/help": "this",
  "/quit": "leave",
};

/** How a person would write the name of each language. */
const languageNames: Readonly<Record<Language, string>> = {
  fr: "français",
  ar: "العربية",
  ary: "الدارجة",
  "ary-Latn": "darija",
  en: "English",
};

interface Options {
  readonly lang: string | undefined;
  readonly db: string | undefined;
  readonly record: string | undefined;
}

/** What is learned once serves every conversation (see `start.js`). */
const cache = join(projectRoot, "node_modules", ".cache", "rafiq");

/** The program at a terminal, for authors and demonstrations. */
async function main(options: Options): Promise<void> {
  // Whoever reads us through a pipe may stop reading.
  stdout.once("error", () => process.exit());
  const store = await openSqliteStore({ file: options.db ?? ":memory:" });
  const conversation = new Conversation({
    book: withKnowledge(await loadBook(), await loadKnowledge(projectRoot, cache)),
    store,
    start: Date.now(),
    print: (text) => stdout.write(`${text}\n`),
  });
  let record = options.record ?? null;
  await conversation.open();
  stdout.write("Rafiq. Say salam; /help for what else a line may be.\n\n");
  if (options.lang !== undefined) await changeLanguage(conversation, options.lang);
  const lines = createInterface({ input: stdin, terminal: false });
  for await (const line of lines) {
    // What comes through a pipe is shown, so that the whole reads as a conversation.
    if (!stdin.isTTY) stdout.write(`> ${line}\n`);
    const [name = "", ...words] = line.trim().split(/\s+/u);
    const rest = words.join(" ");
    if (name === "/quit") break;
    if (name === "/record") record = rest === "" ? record : rest;
    else await obey(conversation, name, rest, line);
    if (record !== null)
      await writeFile(record, conversation.transcript("a conversation to be named"));
  }
  await store.close();
}

async function obey(
  conversation: Conversation,
  name: string,
  rest: string,
  line: string,
): Promise<void> {
  switch (name) {
    case "":
      return;
    case "/help":
      stdout.write(`${tell({ ...commands, ...lineCommands })}\n`);
      return;
    case "/reset":
      return conversation.reset();
    case "/lang":
      return changeLanguage(conversation, rest);
    case "/after":
      if (await conversation.wait(rest)) stdout.write(`It is ${when(conversation.clock)}.\n`);
      else stdout.write("Write /after 26h: a number and s, m, h or d.\n");
      return;
    default:
      return conversation.say(line);
  }
}

async function changeLanguage(conversation: Conversation, name: string): Promise<void> {
  const language = languages.find((one) => one === name);
  if (language === undefined) stdout.write(`The languages are ${languages.join(", ")}.\n`);
  else await conversation.say(languageNames[language]);
}

function when(instant: number): string {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO("Africa/Casablanca")
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" })
    .replace("T", " ");
}

function tell(meanings: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(meanings).map(({ length }) => length));
  return Object.entries(meanings)
    .map(([line, meaning]) => `${line.padEnd(width)}  ${meaning}`)
    .join("\n");
}

function readOptions(args: string[]): Options | null {
  try {
    const { lang, db, record, help } = parseArgs({
      args,
      options: {
        lang: { type: "string" },
        db: { type: "string" },
        record: { type: "string" },
        help: { type: "boolean" },
      },
    }).values;
    return help === true ? null : { lang, db, record };
  } catch {
    return null;
  }
}

const options = readOptions(process.argv.slice(2));
if (options === null) {
  stdout.write(usage);
  process.exitCode = 2;
} else await main(options);
