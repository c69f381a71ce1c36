import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { LoadJob, LoadReport } from "./webhook-load.ts";
import type { ServerJob } from "./webhook-server.ts";
import { account } from "./webhook-settings.ts";

export interface Server {
  readonly url: string;
  /** Processor time since it started, in µs. */
  usedTime(): Promise<number>;
  end(): void;
}

export type Load = (job: LoadJob) => Promise<LoadReport>;

export function startLoad(children: ChildProcess[]): Load {
  const child = fork(join(import.meta.dirname, "webhook-load.ts"));
  children.push(child);
  return (job) => ask<LoadReport>(child, job);
}

/** It ends by itself when we are gone. */
export async function startServer(job: ServerJob): Promise<Server> {
  const child = fork(join(import.meta.dirname, "webhook-server.ts"));
  const url = await ask<string>(child, job);
  return { url, usedTime: () => ask<number>(child, "time"), end: () => child.kill() };
}

async function ask<Answer>(child: ChildProcess, question: LoadJob | ServerJob | "time") {
  const done = new AbortController();
  const answered = once(child, "message", { signal: done.signal });
  const ended = once(child, "exit", { signal: done.signal }).then(() => {
    throw new Error("a process of the benchmark ended early");
  });
  child.send(question);
  try {
    const [answer]: Answer[] = await Promise.race([answered, ended]);
    // Whoever answers is one of our own processes, and answers each question once.
    return answer as Answer;
  } finally {
    answered.catch(() => undefined);
    ended.catch(() => undefined);
    done.abort();
  }
}

export interface ProviderCall {
  readonly kind: string;
  readonly to: string | null;
  readonly taken: boolean;
  readonly at: number;
}

export interface Provider {
  readonly url: string;
  order(path: string, body: object): Promise<void>;
  calls(): Promise<readonly ProviderCall[]>;
}

/** How often the provider tells of each message it took. */
export const receiptsEach = 4;

export async function startProvider(children: ChildProcess[]): Promise<Provider> {
  const main = join(import.meta.dirname, "..", "fakes", "twilio", "main.ts");
  const { sid, token, from, publicUrl } = account;
  const args = ["--account", sid, "--token", token, "--from", from, "--public-url", publicUrl];
  // Four for each message, one of them a repetition, as providers do.
  args.push("--callbacks", "sent,delivered,delivered,read");
  const child = spawn(process.execPath, [main, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const [line]: string[] = await once(createInterface({ input: child.stdout }), "line");
  const { url, control }: { url: string; control: string } = JSON.parse(line ?? "");
  const readCalls = async (): Promise<readonly ProviderCall[]> => {
    const response = await fetch(`${control}/ledger`);
    const calls: readonly ProviderCall[] = JSON.parse(await response.text());
    return calls;
  };
  return {
    url,
    calls: readCalls,
    async order(path, body) {
      await fetch(control + path, { method: "POST", body: JSON.stringify(body) });
    },
  };
}
