import type { Program } from "./program.ts";

/** One process of a town. */
export interface Running {
  /** "" when it was gone before it listened. */
  readonly url: string;
  readonly pid: number;
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Null when a signal ended it. */
  readonly exit: Promise<number | null>;
  readonly runs: boolean;
  /** The folder it works in: what it spools is there, and on SQLite its store. */
  readonly folder: string;
  kill(signal: NodeJS.Signals): void;
  /** An order to `child.ts`. */
  tell(order: string): void;
  /** SIGTERM, and until it is gone; answers the seconds. Anything but an exit of 0 breaks a promise. */
  stop(): Promise<number>;
}

/** A stop that takes longer than the promised 20 s is no stop; in ms. */
const patience = 25_000;

/** What stops in another way than promised is told to `broken`. */
export function runningOf(program: Program, folder: string, broken: string[]): Running {
  return {
    get url() {
      return /^(http\S+)$/mu.exec(program.output.stdout)?.[1] ?? "";
    },
    pid: program.pid,
    output: program.output,
    exit: program.exit,
    get runs() {
      return program.runs;
    },
    folder,
    kill: (signal) => program.kill(signal),
    tell: (order) => program.tell(order),
    async stop() {
      const begun = performance.now();
      // It may have been put to sleep.
      program.kill("SIGCONT");
      program.kill("SIGTERM");
      const forced = setTimeout(() => program.kill("SIGKILL"), patience);
      const code = await program.exit;
      clearTimeout(forced);
      if (code !== 0) broken.push(`a process ended with ${code}: ${program.output.stderr}`);
      return (performance.now() - begun) / 1_000;
    },
  };
}
