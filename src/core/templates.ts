import { parse } from "yaml";
import { z } from "zod";
import { Fault } from "./fault.ts";
import { inEach } from "./knowledge/topic.ts";
import type { Language } from "./language/languages.ts";

/** What no message of any provider exceeds: the body of a template, its values put in. */
export const bodyMost = 1_024;
/** Room that is kept for every value. */
export const valueRoom = 200;

const words = z.string().min(1);

/** One file of `infra/templates/`: a text that providers approve before it may start a conversation. */
export const templateSchema = z.strictObject({
  /** When it is sent, and to whom: for whoever reviews it. */
  moment: z.string().min(1).max(300),
  /** The only category we ask for: the rest is advertising. */
  category: z.literal("UTILITY"),
  /** Minutes after sending within which it still makes sense, at most Meta's 12 hours; null for long. */
  expires: z.int().min(1).max(720).nullable(),
  /** Words with variables such as `{title}`, each of them once. */
  body: inEach(words),
  /** Answers below it; their ids are those of the question that the message asks. */
  buttons: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/u, "must be short, in a-z, 0-9 and -"),
        label: inEach(words),
      }),
    )
    .max(3)
    .default([]),
  /** A value for every variable, for the provider's reviewers; nobody else ever reads one. */
  examples: z
    .record(
      z.string().regex(/^[a-z]{1,16}$/u, "must be 1 to 16 letters a-z"),
      z.union([words, inEach(words)]),
    )
    .default({}),
});

export interface Template extends z.infer<typeof templateSchema> {
  /** The file's name without its ending. */
  readonly name: string;
}

/** A template's file, by its path below the project. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

export function templateName(path: string): string {
  return path.replace(/^.*\//u, "").replace(/\.yaml$/u, "");
}

/** Reads files that `template-rules.ts` has found right. Throws `book/invalid` naming the file. */
export function readTemplates(files: readonly TemplateFile[]): readonly Template[] {
  return files.map(({ path, text }) => {
    try {
      return { name: templateName(path), ...templateSchema.parse(parse(text)) };
    } catch (cause) {
      throw new Fault("book/invalid", path, { cause });
    }
  });
}

export const variable = /\{([a-z]+)\}/gu;

/** The variables of a text, in the order in which they first appear. */
export function variablesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(variable)].map(([, name = ""]) => name))];
}

/** The text with its values; null when one is missing, since a provider would show its example. */
export function fillTemplate(
  text: string,
  values: Readonly<Record<string, string>>,
): string | null {
  const names = variablesOf(text);
  if (names.some((name) => !Object.hasOwn(values, name))) return null;
  return text.replaceAll(variable, (_, name: string) => cleanValue(values[name] ?? ""));
}

export function exampleOf(template: Template, name: string, language: Language): string {
  const example = template.examples[name];
  return (typeof example === "object" ? example[language] : example) ?? "";
}

/** Marks of direction and joining without width: they may not stand in a value, nor be all of it. */
const marks =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/**
 * A value as providers take it: on one line, without marks of direction, and never empty.
 *
 * Meta refuses newlines, tabs and more than four spaces in a row; braces would begin a variable.
 */
export function cleanValue(value: string): string {
  const line = value
    .toWellFormed()
    .replaceAll(marks, "")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .replaceAll("{", "(")
    .replaceAll("}", ")")
    .trim();
  return /[^\p{Cf}\p{M}\p{Zs}]/u.test(line) ? line : "—";
}

/** What a button of a template sends back: it was fixed when the template was approved. */
export function templateTap(name: string, choice: string): string {
  return `t:${name}:${choice}`;
}

/** A message that had a template, and the move that said it. */
export type Templated = readonly [name: string, move: number];

/**
 * The id of the choice that a tap stands for, as if the message had been sent freely.
 *
 * A template's buttons do not know which message they stand under: `quoted` (the move of the
 * message that the provider says was tapped) tells, and otherwise the last message with that
 * template. `said` holds the latest ones, oldest first. Null for a template that was never said.
 * Other ids come back as they are.
 */
export function resolveTap(
  id: string,
  quoted: number | null,
  said: readonly Templated[],
): string | null {
  const [, name, choice] = /^t:([^:]+):(.+)$/u.exec(id) ?? [];
  if (name === undefined || choice === undefined) return id;
  const same = said.filter(([one]) => one === name);
  const found = same.find(([, move]) => move === quoted) ?? same.at(-1);
  return found === undefined ? null : `${found[1]}:${choice}`;
}
