import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Starts a headless Chromium of this machine; one that is missing fails with the line that helps. */
export async function startChromium(): Promise<Browser> {
  const program = findChromium();
  if (program === null) throw new Error(`chromium is missing: ${cure}`);
  return await chromium.launch({ executablePath: program, args: [...quiet] });
}

/** Alone in its sandbox, and without calls to its maker. */
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
] as const;

/** `CHROMIUM` in the environment comes first. */
function findChromium(): string | null {
  const own = process.env["CHROMIUM"];
  if (own !== undefined && own !== "") return isProgram(own) ? own : null;
  const folders = `${process.env["PATH"] ?? ""}${delimiter}/usr/bin${delimiter}/usr/local/bin${delimiter}/snap/bin`;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const programs = [
    ...folders.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ];
  return programs.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const cure =
  "install Chromium (Debian: sudo apt-get install chromium; macOS: brew install --cask chromium) or set CHROMIUM to the program, then run this again.";

/** Each system's own package; the fonts are for Arabic. */
const installers = [
  {
    tool: "apt-get",
    root: true,
    script: `
export DEBIAN_FRONTEND=noninteractive
apt-get update || echo "apt-get update had problems; trying all the same"
apt-get install -y --no-install-recommends chromium fonts-dejavu-core`,
  },
  { tool: "apk", root: true, script: "apk add --no-cache chromium font-dejavu" },
  { tool: "dnf", root: true, script: "dnf install -y chromium dejavu-sans-fonts" },
] as const;

function install(): boolean {
  const has = (tool: string) => spawnSync("sh", ["-c", `command -v ${tool}`]).status === 0;
  const isRoot = process.getuid?.() === 0;
  const mayBecomeRoot = isRoot || spawnSync("sudo", ["-n", "true"]).status === 0;
  const installer = installers.find(({ tool, root }) => has(tool) && (!root || mayBecomeRoot));
  if (installer === undefined) return false;
  console.log(`chromium is missing; installing it with ${installer.tool}`);
  const shell = ["sh", "-c", installer.script];
  const command = installer.root && !isRoot ? ["sudo", "-n", ...shell] : shell;
  spawnSync(command[0] ?? "sh", command.slice(1), { stdio: "inherit" });
  return findChromium() !== null;
}

if (import.meta.main && process.argv.includes("--install")) {
  if (findChromium() === null && !install()) {
    console.error(`chromium is missing and could not be installed: ${cure}`);
    process.exitCode = 1;
  }
}
