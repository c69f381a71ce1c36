import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { Fault } from "../../core/fault.ts";
import type { Connection } from "./connect.ts";
import { unavailable } from "./faults.ts";
import type { Reply } from "./replies.ts";
import { projectRoot } from "../../project-root.ts";
import { join } from "node:path";

/** Runs the scripts in `lua/`, each known by the name of its file. */
export interface Scripts {
  /** Runs a script on one shard, by the beginning of its keys, or on several that share a server. */
  run(
    name: string,
    bases: string | readonly string[],
    args: readonly (string | number)[],
  ): Promise<Reply>;
  /** Sends a plain command, by the key it is about. */
  send(key: string, command: readonly string[]): Promise<Reply>;
}

/** The scripts, for a data set by its mark (see `birth.ts`). */
export async function loadScripts(connection: Connection): Promise<(birth: string) => Scripts> {
  const scripts = await readScripts();

  async function send(key: string, command: readonly string[]): Promise<Reply> {
    try {
      return await connection.send(key, command);
    } catch (cause) {
      throw unavailable(cause);
    }
  }

  async function run(
    birth: string,
    name: string,
    bases: string | readonly string[],
    args: readonly (string | number)[],
  ): Promise<Reply> {
    const script = scripts.get(name);
    if (script === undefined) throw new Error(`There is no script ${name}.`);
    const keys = typeof bases === "string" ? [bases] : bases;
    const given = script.asksForBirth ? [birth, ...args] : args;
    const rest = [String(keys.length), ...keys, ...given.map(String)];
    const [first = ""] = keys;
    try {
      return await send(first, ["EVALSHA", script.sha, ...rest]);
    } catch (cause) {
      // A server that restarted or took over does not know the script yet.
      if (!(cause instanceof Fault) || !cause.message.endsWith("NOSCRIPT")) throw cause;
      return send(first, ["EVAL", script.text, ...rest]);
    }
  }

  return (birth) => ({ send, run: (name, bases, args) => run(birth, name, bases, args) });
}

interface Script {
  readonly sha: string;
  readonly text: string;
  readonly asksForBirth: boolean;
}

/** A script names in its first line the parts that stand before it. */
async function readScripts() {
  const folder = join(projectRoot, "src/store/redis/lua");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".lua"));
  const texts = new Map(
    await Promise.all(
      files.map(async (file) => {
        const text = await readFile(join(folder, file), "utf8");
        return [file.slice(0, -".lua".length), text] as const;
      }),
    ),
  );
  const scripts = new Map<string, Script>();
  for (const [name, own] of texts) {
    const needs = /^-- needs: (?<parts>.*)$/mu.exec(own)?.groups?.["parts"]?.split(" ") ?? [];
    const text = [...needs.map((part) => texts.get(part) ?? ""), own].join("\n");
    const sha = createHash("sha1").update(text).digest("hex");
    scripts.set(name, { sha, text, asksForBirth: needs.includes("keys") });
  }
  return scripts;
}
