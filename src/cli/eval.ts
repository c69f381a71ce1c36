import { createReadStream } from "node:fs";
import { stdout } from "node:process";
import { createInterface } from "node:readline";
import { loadBook } from "../runtime/book-on-disk.ts";
import { evalChoose } from "./eval/choose.ts";
import { evalDiagnose } from "./eval/diagnose.ts";

const help = `npm run -s eval -- choose FILE.jsonl     what a typed answer to a question means
npm run -s eval -- diagnose FILE.jsonl   an organization, played through the real flow
One JSON object a line in, one a line out.
`;

/** Reads JSON lines, answers JSON lines: for authors who try a change on known cases. */
async function main([what, file]: readonly string[]): Promise<void> {
  const book = await loadBook();
  const answer = { choose: evalChoose, diagnose: (line: unknown) => evalDiagnose(book, line) }[
    what ?? ""
  ];
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
