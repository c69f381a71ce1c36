import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";

export const root = join(import.meta.dirname, "..", "..");

/** A process of its own running a file of this project. It dies with this one. */
export interface Program {
  readonly pid: number;
  /** What it has written so far. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Its exit code; null when a signal ended it. */
  readonly exit: Promise<number | null>;
  /** False once it is gone. */
  readonly runs: boolean;
  kill(signal: NodeJS.Signals): void;
  /** Writes a line to its standard input; nothing happens when it is gone. */
  tell(line: string): void;
}

/**
 * Starts `file` (below the project's folder, or anywhere by its whole path) in the folder `cwd`, so that no `.env` of anybody is
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
  const child = spawn(process.execPath, [...before, resolve(root, file), ...args], {
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
  // Whoever is told something may be gone already.
  child.stdin.on("error", () => undefined);
  remember(child);
  let runs = true;
  child.once("exit", () => {
    runs = false;
  });
  const exit = once(child, "close").then(([code]: (number | null)[]) => {
    living.delete(child);
    if (living.size === 0) process.off("exit", endAll);
    return code ?? null;
  });
  return {
    pid: child.pid ?? 0,
    output,
    exit,
    get runs() {
      return runs;
    },
    kill: (signal) => {
      child.kill(signal);
    },
    tell: (line) => {
      child.stdin.write(`${line}\n`);
    },
  };
}

const living = new Set<ChildProcess>();

/** Nobody outlives us. */
function remember(child: ChildProcess): void {
  if (living.size === 0) process.once("exit", endAll);
  living.add(child);
}

function endAll(): void {
  for (const child of living) child.kill("SIGKILL");
}
