import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  readTranscripts,
  ways,
  type Transcript,
  type Way,
} from "../../src/core/engine/transcript.ts";
import type { Language } from "../../src/core/language/languages.ts";
import { projectRoot } from "../../src/project-root.ts";

/** The transcripts of each flow, by the flow's name. */
export function transcriptFiles(): ReadonlyMap<string, readonly Transcript[]> {
  const folder = join(projectRoot, "flows");
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".test.yaml"))
    .sort();
  return new Map(
    names.map((name) => [
      name.slice(0, -".test.yaml".length),
      readTranscripts(`flows/${name}`, readFileSync(join(folder, name), "utf8")),
    ]),
  );
}

/** The ways that make sense in a language: only Darija is written in Latin letters. */
export function waysOf({ given }: Transcript, language: Language): readonly Way[] {
  const able = (way: Way): boolean =>
    way !== "arabizi" || (language === "ary" && given.languages.includes("ary-Latn"));
  return ways.filter((way) => given.ways.includes(way) && able(way));
}

/** Says where something went wrong in front of what did. */
export function within<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw told(where, error);
  }
}

export function told(where: string, error: unknown): Error {
  const what = error instanceof Error ? error.message : String(error);
  return new Error(`${where}: ${what}`, { cause: error });
}
