import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { Fault } from "../../core/fault.ts";
import { projectRoot } from "../../project-root.ts";
import { judge, troubleOf, type ErrorTable } from "./failures.ts";

/** Where it stands what people see of Rafiq before they write. */
export const profileFile = join(projectRoot, "infra", "meta", "profile.yaml");

/** Its text. Throws `book/invalid` when there is none. */
export async function readProfile(file = profileFile): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new Fault("book/invalid", "infra/meta/profile.yaml", { cause });
  }
}

/** What stands in a text, of any shape; null when it is no YAML. */
export function parseProfile(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

/** What became of a profile at Meta. */
export interface ProfileReview {
  /** What differed and was made right, by names; empty when all was right. */
  readonly changed: readonly string[];
  /** The code with which Meta stopped us, null when it went through. */
  readonly trouble: string | null;
}

/** One product's part of the profile. */
export interface Profile {
  /** What is wrong with the file's text, a line each; none when it is right. Asks nobody. */
  check(text: string): readonly string[];
  /** Compares with what stands at Meta, and with `write` makes it the same. */
  review(text: string, write: boolean, signal: AbortSignal): Promise<ProfileReview>;
}

/** The mistakes of a file that was read with a schema: where, and what. */
export function mistakesOf(error: z.ZodError | undefined): readonly string[] {
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`);
}

/** Does the steps in their order, and stops at the first that Meta does not take. */
export async function reviewSteps(
  steps: readonly {
    readonly name: string;
    /** Whether it stands at Meta as the file says. */
    readonly isRight: () => Promise<boolean>;
    readonly write: () => Promise<unknown>;
  }[],
  write: boolean,
  table: ErrorTable,
): Promise<ProfileReview> {
  const changed: string[] = [];
  for (const step of steps) {
    try {
      if (await step.isRight()) continue;
      if (write) await step.write();
      changed.push(step.name);
    } catch (error) {
      const failed = judge(troubleOf(error), table);
      return { changed, trouble: failed.kind === "throttled" ? "throttled" : failed.code };
    }
  }
  return { changed, trouble: null };
}
