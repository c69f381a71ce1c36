import type { Args } from "../language/sentences.ts";
import { valueOf } from "./organization.ts";
import type { State } from "./state.ts";

/** The words every sentence may use: `{org}`, the organization named in its own word. */
export function sharedArgs(state: State): Args {
  return { org: { say: `words.org.${orgWord(state)}` } };
}

/** The word for the organization; `unknown` until its type was told. */
export function orgWord(state: State): string {
  const type = valueOf(state.organization, "P1");
  return typeof type === "string" && type !== "dont-know" ? type : "unknown";
}
