import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Fault, type FaultCode } from "../../src/core/fault.ts";
import type { Store } from "../../src/store/store.ts";
import type { Trial } from "./scenario.ts";

/** The embedded store in a process of its own, which can be killed under whoever calls it. */
export interface Hosted {
  readonly store: Store;
  /** Runs `PRAGMA …` on the store's own connection. */
  pragma(text: string): void;
  /** Ends the process without a word, and resolves when it is gone: all open calls fail. */
  kill(): Promise<void>;
}

export interface HostOptions {
  /** The largest file the process may write, in blocks of 512 bytes. */
  readonly largestFile?: number;
  /** The user it runs as; ours when left out. */
  readonly uid?: number;
}

/** What is said to a host. */
export type Asked =
  | {
      readonly kind: "call";
      readonly number: number;
      readonly call: keyof Store;
      readonly args: readonly unknown[];
    }
  | { readonly kind: "pragma"; readonly pragma: string };

/** What it says. */
export type Told =
  | { readonly kind: "open" }
  | ({ readonly kind: "closed" } & Reason)
  | { readonly kind: "answer"; readonly number: number; readonly answer: unknown }
  | ({ readonly kind: "failure"; readonly number: number } & Reason);

interface Reason {
  readonly code: FaultCode | null;
  readonly message: string;
}

/** Starts one on a file. Rejects with the fault of the store when it cannot be opened. */
export async function startHost(
  trial: Trial,
  file: string,
  { largestFile, uid }: HostOptions = {},
): Promise<Hosted> {
  const program = [process.execPath, join(import.meta.dirname, "store-host.ts"), file];
  const limit = largestFile === undefined ? "" : `ulimit -S -f ${largestFile}; `;
  const child = spawn("sh", ["-c", `${limit}exec "$@"`, "sh", ...program], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    serialization: "advanced",
    env: { PATH: process.env["PATH"], NODE_COMPILE_CACHE: join(trial.folder, "cache") },
    ...(uid === undefined ? {} : { uid }),
  });
  const gone = once(child, "exit");
  const kill = async () => {
    child.kill("SIGKILL");
    await gone;
  };
  trial.finally(kill);

  const open = new Map<number, { resolve(answer: unknown): void; reject(cause: unknown): void }>();
  let number = 0;
  let runs = true;
  const lost = () => new Fault("store/unavailable", "its process is gone");
  const opening = new Promise<void>((resolve, reject) => {
    child.on("message", (message) => {
      // Written by `store-host.ts` alone.
      const told = message as Told;
      if (told.kind === "open") return resolve();
      if (told.kind === "closed") return reject(faultOf(told));
      const call = open.get(told.number);
      open.delete(told.number);
      if (told.kind === "answer") call?.resolve(told.answer);
      else call?.reject(faultOf(told));
    });
    void gone.then(() => {
      runs = false;
      reject(lost());
      for (const call of open.values()) call.reject(lost());
      open.clear();
      return undefined;
    });
  });
  await opening;

  const ask = (call: keyof Store, args: readonly unknown[]) =>
    new Promise((resolve, reject) => {
      if (!runs) return reject(lost());
      number += 1;
      open.set(number, { resolve, reject });
      const asked: Asked = { kind: "call", number, call, args };
      child.send(asked, (error) => {
        if (error !== null) reject(lost());
      });
    });
  const calls = names.map((name) => [name, (...args: unknown[]) => ask(name, args)]);
  return {
    // Every call of the port goes over as it is, and its answer comes back as it was.
    store: Object.fromEntries(calls) as Store,
    pragma: (pragma) => void child.send({ kind: "pragma", pragma } satisfies Asked),
    kill,
  };
}

function faultOf({ code, message }: Reason): Error {
  if (code === null) return new Error(message);
  // The detail alone: the fault puts its code before it again.
  return new Fault(code, message.replace(`${code}: `, ""));
}

const names: readonly (keyof Store)[] = [
  "accept",
  "claim",
  "commit",
  "claimDeliveries",
  "recordOutcome",
  "carryPosts",
  "dueTimers",
  "contactOf",
  "stateOf",
  "depths",
  "close",
];
