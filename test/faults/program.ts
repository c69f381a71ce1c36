import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");

/** A process of its own running a file of this project. It dies with this one. */
export interface Program {
  /** What it has written so far. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Its exit code; null when a signal ended it. */
  readonly exit: Promise<number | null>;
  /** False once it is gone. */
  readonly runs: boolean;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts `file` (below the project's folder) in the folder `cwd`, so that no `.env` of anybody is
 * read. Only `environment` is set, and what finds programs.
 */
export function startProgram(
  file: string,
  options: {
    readonly cwd: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly args?: readonly string[];
    readonly before?: readonly string[];
  },
): Program {
  const { cwd, environment, args = [], before = [] } = options;
  const child = spawn(process.execPath, [...before, join(root, file), ...args], {
    cwd,
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  }
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  let runs = true;
  const exit = once(child, "close").then(([code]: (number | null)[]) => {
    runs = false;
    process.off("exit", end);
    return code ?? null;
  });
  return {
    output,
    exit,
    get runs() {
      return runs;
    },
    kill: (signal) => {
      child.kill(signal);
    },
  };
}
