import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** The floors, top first: a room imports only from the floors below it, or from itself. */
const floors: readonly (readonly string[])[] = [
  ["main", "cli"],
  ["server"],
  ["console"],
  ["runtime"],
  ["store", "channels", "llm", "speech", "documents"],
  ["core"],
  ["ground"],
];

/** Rooms within the core: the engine may use the subjects, never the reverse. */
const subjects = [
  "calendar",
  "cases",
  "consultants",
  "diagnostic",
  "documents",
  "knowledge",
  "language",
  "webinar",
];

/** One library, one room. `zod` is welcome everywhere. */
const homes: Readonly<Record<string, readonly string[]>> = {
  express: ["src/server/", "src/console/"],
  helmet: ["src/server/", "src/console/"],
  "libphonenumber-js": ["src/core/webinar/import/"],
  twilio: ["src/channels/twilio-whatsapp/"],
  botbuilder: ["src/channels/botframework/"],
  ws: ["src/channels/botframework/"],
  redis: ["src/store/redis/"],
  "node:sqlite": ["src/store/"],
  "@langchain/core": ["src/llm/"],
  "@myriaddreamin/typst-ts-node-compiler": ["src/documents/"],
  "@resvg/resvg-js": ["src/documents/"],
  exceljs: ["src/documents/"],
  "@marcbachmann/cel-js": ["src/core/engine/"],
  "intl-messageformat": ["src/core/language/", "src/core/engine/check/"],
  "prom-client": ["src/server/metrics.ts"],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

interface Source {
  readonly path: string;
  readonly text: string;
}

function sources(folder = join(root, "src")): readonly Source[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name))
    .map((file) => ({
      path: relative(root, file).split(sep).join("/"),
      text: readFileSync(file, "utf8"),
    }));
}

function importsOf({ path, text }: Source): readonly Import[] {
  const found = text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/gu);
  return [...found].map(([, to = ""]) => ({
    from: path,
    to: to.startsWith(".") ? posix.join(dirname(path), to) : to,
  }));
}

/** `src/core/engine/x.ts` stands in room `core`; `src/main.ts` and its like on the main floor. */
function roomOf(path: string): string {
  if (path === "src/project-root.ts") return "ground";
  const parts = path.split("/");
  return parts.length === 2 ? "main" : (parts[1] ?? "");
}

function breaches(imports: readonly Import[]): readonly string[] {
  return imports.flatMap((one) => breach(one).map((why) => `${one.from} -> ${one.to}: ${why}`));
}

function breach({ from, to }: Import): readonly string[] {
  if (!to.startsWith("src/")) {
    const library = Object.keys(homes).find((name) => to === name || to.startsWith(`${name}/`));
    const allowed = library === undefined ? null : (homes[library] ?? []);
    const wrongHome = allowed !== null && !allowed.some((home) => from.startsWith(home));
    const impure = roomOf(from) === "core" && to.startsWith("node:");
    return [
      ...(wrongHome ? [`${library} lives elsewhere`] : []),
      ...(impure ? ["the core is pure"] : []),
    ];
  }
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here === there) return within(from, to);
  if (here === "core" && there === "ground") return ["the core is pure"];
  const level = (room: string): number => floors.findIndex((floor) => floor.includes(room));
  if (level(here) === -1 || level(there) === -1) return ["a room that is not on the map"];
  if (level(there) > level(here) || (here === "cli" && there === "main")) return [];
  return [level(there) < level(here) ? "upwards" : "rooms on one floor do not know each other"];
}

function within(from: string, to: string): readonly string[] {
  const [, room, ownFolder = ""] = from.split("/");
  const [, , otherFolder = ""] = to.split("/");
  if (room === "channels") {
    const folders = [ownFolder, otherFolder].filter((name) => !name.endsWith(".ts"));
    // What all products of one provider share stands in the provider's own folder: `meta`.
    const isShared = ownFolder.startsWith(`${otherFolder}-`);
    if (folders.length === 2 && ownFolder !== otherFolder && !isShared)
      return ["two channels do not know each other"];
  }
  if (room === "core" && subjects.includes(ownFolder) && otherFolder === "engine") {
    return ["a subject does not know the engine"];
  }
  return [];
}

describe("architecture", () => {
  const files = sources();

  it("is checked over every source file", () => {
    // A check that reads nothing is green too: this many files stood here when it was written.
    expect(files.length).toBeGreaterThan(120);
    expect(files.flatMap(importsOf).length).toBeGreaterThan(400);
  });

  it("holds: rooms import only downwards, libraries stay at home, the core is pure", () => {
    expect(breaches(files.flatMap(importsOf))).toEqual([]);
  });

  it.each([
    ["src/core/engine/x.ts", 'import { a } from "../../store/store.ts";', "upwards"],
    [
      "src/store/redis/x.ts",
      'import { a } from "../../channels/channel.ts";',
      "do not know each other",
    ],
    ["src/channels/terminal/x.ts", 'import { a } from "../botframework/skins.ts";', "two channels"],
    ["src/channels/meta/x.ts", 'import { a } from "../meta-whatsapp/encode.ts";', "two channels"],
    ["src/core/diagnostic/x.ts", 'import { a } from "../engine/play.ts";', "a subject"],
    ["src/core/engine/x.ts", 'import { readFileSync } from "node:fs";', "the core is pure"],
    ["src/runtime/x.ts", 'const t = await import("twilio");', "twilio lives elsewhere"],
    ["src/runtime/x.ts", 'import express from "express";', "express lives elsewhere"],
    ["src/server/x.ts", 'import { startService } from "../service.ts";', "upwards"],
    ["src/attic/x.ts", 'import { a } from "../core/json.ts";', "not on the map"],
  ])("fails on a planted breach in %s", (path, text, why) => {
    const found = breaches(importsOf({ path, text }));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(why);
  });
});
