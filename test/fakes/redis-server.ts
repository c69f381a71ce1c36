import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { Socket, connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** A Redis of one's own, on a loopback port, in a folder that goes with it. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Resolves when the process is gone. `SIGSTOP` and `SIGCONT` resolve at once. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port and files; a running one is killed first. */
  restart(): Promise<void>;
  /** Kills it and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts a private `redis-server` and waits until it answers.
 *
 * The append-only file is on and written at once unless `appendfsync` says otherwise. It dies with
 * this process, however this process dies. `args` go to the server as they are.
 */
export async function startRedis(
  options: {
    readonly appendfsync?: "always" | "everysec" | "no";
    readonly port?: number;
    readonly args?: readonly string[];
  } = {},
): Promise<RedisServer> {
  const program = findServer();
  if (program === null) throw new Error(`redis-server is missing: ${cure}`);
  const folder = mkdtempSync(join(tmpdir(), "rafiq-redis-"));
  const run = (port: number) =>
    launch(program, port, [
      "--dir",
      folder,
      "--save",
      "",
      "--appendonly",
      "yes",
      "--appendfsync",
      options.appendfsync ?? "always",
      "--logfile",
      "/dev/null",
      ...(options.args ?? []),
    ]);

  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  let { port, child } = await claimPort(run, options.port);
  const stopped = async () => {
    child.stdin?.end();
    child.ref();
    if (child.exitCode === null && child.signalCode === null) {
      await new Promise((resolve) => child.once("exit", resolve));
    }
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    async kill(signal) {
      process.kill(serverOf(child), signal);
      if (signal !== "SIGSTOP" && signal !== "SIGCONT") await stopped();
    },
    async restart() {
      await stopped();
      child = await launched(run(port), port);
    },
    async stop() {
      await stopped();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const servers = new WeakMap<ChildProcess, number>();
function serverOf(child: ChildProcess): number {
  const pid = servers.get(child);
  if (pid === undefined) throw new Error("redis-server has not started");
  return pid;
}

/**
 * The shell in between waits for our end of its pipe to close, which happens however we die: a
 * server started directly would outlive a test run that is killed.
 */
export const guard = `
"$@" >/dev/null 2>&1 </dev/null & server=$!
exec 3<&0
(cat <&3 >/dev/null; kill -9 $server 2>/dev/null) >/dev/null 2>&1 &
echo $server
wait $server`;

function launch(program: string, port: number, args: readonly string[]): ChildProcess {
  const bound = ["--port", String(port), "--bind", "127.0.0.1"];
  return spawn("sh", ["-c", guard, "sh", program, ...bound, ...args], {
    stdio: ["pipe", "pipe", "ignore"],
  });
}

async function claimPort(run: (port: number) => ChildProcess, wanted?: number) {
  for (let attempt = 0; ; attempt += 1) {
    // Below the range the system hands out by itself, so that a restart finds its port still free.
    const port = wanted ?? randomInt(15_000, 32_000);
    try {
      return { port, child: await launched(run(port), port) };
    } catch (cause) {
      if (wanted !== undefined || attempt === 20) throw cause;
    }
  }
}

async function launched(child: ChildProcess, port: number): Promise<ChildProcess> {
  let gone = false;
  child.once("exit", () => {
    gone = true;
  });
  child.stdout?.once("data", (line: Buffer) => servers.set(child, Number(String(line))));
  child.unref();
  // Both pipes are sockets at run time; they must not keep a finished test run alive.
  for (const pipe of [child.stdin, child.stdout]) if (pipe instanceof Socket) pipe.unref();
  for (let attempt = 0; attempt < 2_000; attempt += 1) {
    if (gone) break;
    const pid = servers.get(child);
    if (pid !== undefined && (await answers(port, pid))) return child;
    await pause(5);
  }
  child.stdin?.end();
  throw new Error(`redis-server did not start on port ${port}`);
}

/** Whether the server on the port is ours: another test may have taken it a moment before. */
function answers(port: number, pid: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    let text = "";
    const settle = (fact: boolean) => {
      socket.destroy();
      resolve(fact);
    };
    socket.on("connect", () => socket.write("PING\r\nINFO server\r\n"));
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      if (text.startsWith("-")) settle(false);
      else if (text.includes("executable:")) settle(text.includes(`process_id:${pid}\r`));
    });
    socket.on("error", () => settle(false));
    socket.on("close", () => settle(false));
  });
}

/** Where `redis-server` is on this machine. */
export function findServer(): string | null {
  const folders = `${process.env["PATH"] ?? ""}${delimiter}/usr/bin${delimiter}/usr/local/bin${delimiter}/opt/homebrew/bin`;
  for (const folder of folders.split(delimiter)) {
    const program = join(folder, "redis-server");
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

const cure =
  "install Redis 7 or newer (Debian, Ubuntu: sudo apt-get install redis-server; macOS: brew install redis), then run this again.";

/** Each system's own package, without starting a service of it. */
const installers = [
  {
    tool: "apt-get",
    root: true,
    script: `
export DEBIAN_FRONTEND=noninteractive
if [ ! -e /usr/sbin/policy-rc.d ]; then
  printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
apt-get update || echo "apt-get update had problems; trying all the same"
apt-get install -y --no-install-recommends redis-server`,
  },
  { tool: "apk", root: true, script: "apk add --no-cache redis" },
  { tool: "dnf", root: true, script: "dnf install -y redis" },
  { tool: "brew", root: false, script: "brew install redis" },
] as const;

function install(): boolean {
  const has = (tool: string) => spawnSync("sh", ["-c", `command -v ${tool}`]).status === 0;
  const isRoot = process.getuid?.() === 0;
  const mayBecomeRoot = isRoot || spawnSync("sudo", ["-n", "true"]).status === 0;
  const installer = installers.find(({ tool, root }) => has(tool) && (!root || mayBecomeRoot));
  if (installer === undefined) return false;
  console.log(`redis-server is missing; installing it with ${installer.tool}`);
  const shell = ["sh", "-c", installer.script];
  const command = installer.root && !isRoot ? ["sudo", "-n", ...shell] : shell;
  spawnSync(command[0] ?? "sh", command.slice(1), { stdio: "inherit" });
  return findServer() !== null;
}

if (import.meta.main && process.argv.includes("--install")) {
  if (findServer() === null && !install()) {
    console.error(`redis-server is missing and could not be installed: ${cure}`);
    process.exitCode = 1;
  }
}
