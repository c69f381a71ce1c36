import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { Mistake } from "./mistake.ts";

/** What was typed behind a command's name. Throws `Mistake` for what the command does not know. */
export function readArguments<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  usage: string,
  options: Options,
  positionals: { readonly least: number; readonly most: number },
) {
  const read = parse(args, usage, options);
  const { length } = read.positionals;
  if (length < positionals.least || length > positionals.most) {
    throw new Mistake(`it is typed: npm run -s webinars -- ${firstLine(usage)}`, 2);
  }
  return read;
}

function parse<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  usage: string,
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [what] = error.message.split(/\. |\n/u);
    throw new Mistake(`${what ?? ""}; it is typed: npm run -s webinars -- ${firstLine(usage)}`, 2);
  }
}

/** How it is typed, without what it does. */
function firstLine(usage: string): string {
  return usage.split(/ {2,}|\n/u)[0] ?? "";
}
