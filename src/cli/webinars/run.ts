import type { Command, Desk } from "./desk.ts";
import { commands } from "./index.ts";
import { Mistake } from "./mistake.ts";

/** How every command is typed. */
export const help = `${Object.values(commands)
  .map(({ usage }) => `npm run -s webinars -- ${usage}\n`)
  .join("")}Hours are those of Morocco. ID is written w12. Nobody is told anything of a draft.
With the embedded store, stop the bot first: one process only may open it.
`;

/** The command of that name; null when there is none. */
export function commandNamed(name: string | undefined): Command | null {
  return Object.entries<Command>(commands).find(([known]) => known === name)?.[1] ?? null;
}

/** Runs one command, and answers the exit code. What can be mended is told in words. */
export async function runCommand(
  command: Command,
  args: readonly string[],
  desk: Desk,
): Promise<number> {
  try {
    await command.run(args, desk);
    return 0;
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    desk.warn(error.message);
    return error.exit;
  }
}
