import { z } from "zod";
import type { Finding, Place } from "./engine/check/finding.ts";
import { keyPlaceOf, placeIn, placeOf, readSource } from "./engine/check/source.ts";
import type { Path, Source } from "./engine/check/source.ts";
import { languages, type Language } from "./language/languages.ts";
import {
  bodyMost,
  cleanValue,
  exampleOf,
  templateName,
  templateSchema,
  valueRoom,
  variable,
  variablesOf,
  type Template,
  type TemplateFile,
} from "./templates.ts";

/** A button of every provider, in characters. */
const labelMost = 20;

/**
 * What providers would turn down, or take for advertising, found before they see it.
 *
 * The rules are those of Meta for the body of a template (channel facts § 1.5 and § 2.6, read on
 * 2026-11-23); a rejected name is locked for 30 days, so that a mistake is dear.
 */
export function checkTemplates(files: readonly TemplateFile[]): readonly Finding[] {
  return files.flatMap((file) => checkTemplate(readSource(file)));
}

function checkTemplate(source: Source): readonly Finding[] {
  const found: Finding[] = [];
  const tell: Tell = (code, at, message, suggestion) => {
    found.push({ severity: "error", code, message, suggestion, ...at });
  };
  const name = templateName(source.path);
  if (!/^[a-z][a-z0-9-]{2,39}$/u.test(name)) {
    tell("template-name", placeOf(source, []), `« ${name} » is no name.`, "Use a-z, 0-9 and -.");
  }
  for (const { pos, message } of source.errors) {
    tell("template-yaml", source.at(pos[0]), message, "Mend the YAML first.");
  }
  if (source.value === undefined) return found;
  const parsed = templateSchema.safeParse(source.value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) tellIssue(source, issue, tell);
    return found;
  }
  const template: Template = { name, ...parsed.data };
  checkVariables(source, template, tell);
  for (const language of languages) checkBody(source, template, language, tell);
  checkButtons(source, template, tell);
  return found;
}

type Tell = (code: string, at: Place, message: string, suggestion: string) => void;

function tellIssue(source: Source, issue: z.core.$ZodIssue, tell: Tell): void {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  const last = path.at(-1);
  const isMissing = issue.code === "invalid_type" && languages.some((one) => one === last);
  const at = issue.code === "unrecognized_keys" ? [...path, issue.keys[0] ?? ""] : path;
  tell(
    isMissing ? "template-language" : "template-field",
    keyPlaceOf(source, at),
    isMissing
      ? `« ${path.slice(0, -1).join(".")} » lacks ${last}.`
      : `${at.join(".")}: ${issue.message}`,
    isMissing
      ? `Write it in ${last}: everybody is reminded in their own language.`
      : "The fields are moment, category, expires, body, buttons and examples.",
  );
}

function checkVariables(source: Source, template: Template, tell: Tell): void {
  const known = Object.keys(template.examples);
  const used = new Set(languages.flatMap((one) => variablesOf(template.body[one])));
  for (const name of known) {
    const path = ["examples", name];
    if (!used.has(name)) {
      const hint = `Remove it, or write {${name}} in the body.`;
      tell("template-example", keyPlaceOf(source, path), `Nothing uses « ${name} ».`, hint);
    }
    for (const language of languages) {
      const example = exampleOf(template, name, language);
      if (cleanValue(example) !== example || example.length > valueRoom) {
        const at = typeof template.examples[name] === "string" ? path : [...path, language];
        const hint = "One line, without marks of direction and braces, at most 200 characters.";
        tell("template-example", placeOf(source, at), `The example is no good value.`, hint);
      }
    }
  }
  for (const language of languages) {
    const body = template.body[language];
    const path = ["body", language];
    const here = variablesOf(body);
    for (const name of used) {
      if (here.includes(name)) continue;
      const hint = `Use {${name}} here too, or in no language.`;
      tell(
        "template-variable",
        placeOf(source, path),
        `{${name}} is missing in ${language}.`,
        hint,
      );
    }
    for (const match of body.matchAll(variable)) {
      const [whole, name = ""] = match;
      const at = placeIn(source, path, match.index);
      if (!known.includes(name)) {
        const hint = `Give an example: examples: ${name}: …`;
        tell("template-variable", at, `${whole} has no example.`, hint);
      }
      if (body.indexOf(whole) !== match.index) {
        tell("template-variable", at, `${whole} stands here twice.`, "Say it once.");
      }
    }
  }
}

function checkBody(source: Source, template: Template, language: Language, tell: Tell): void {
  const body = template.body[language];
  const path: Path = ["body", language];
  const at = (index: number): Place => placeIn(source, path, index);
  const found = [...body.matchAll(variable)];
  for (const [position, match] of found.entries()) {
    const [whole] = match;
    const before = found[position - 1];
    const from = before === undefined ? 0 : before.index + before[0].length;
    if (isWordless(body.slice(from, match.index))) {
      const what = before === undefined ? "nothing before it" : `only a mark after ${before[0]}`;
      const hint = "Put a word between: providers refuse variables at the edge or side by side.";
      tell("template-edge", at(match.index), `${whole} has ${what}.`, hint);
    }
  }
  const last = found.at(-1);
  if (last !== undefined && isWordless(body.slice(last.index + last[0].length))) {
    const hint = "End with a word that is no variable.";
    tell("template-edge", at(last.index), `Nothing stands after ${last[0]}.`, hint);
  }
  const plain = body.replaceAll(variable, " ").match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu) ?? [];
  if (plain.length < 2 * found.length + 1) {
    const hint = `Write at least ${2 * found.length + 1}: two for every variable and one more.`;
    tell("template-words", at(0), `There are ${plain.length} words beside the variables.`, hint);
  }
  const length = body.replaceAll(variable, "").length + valueRoom * found.length;
  if (length > bodyMost) {
    const hint = `With 200 characters for each variable at most ${bodyMost}.`;
    tell("template-long", at(0), `It may become ${length} characters.`, hint);
  }
  const stray = /[{}]/u.exec(body.replaceAll(variable, (whole) => "_".repeat(whole.length)));
  if (stray !== null) {
    tell(
      "template-braces",
      at(stray.index),
      "A brace is left over.",
      "Variables are {name}, in a-z.",
    );
  }
  const space = /[^\S\n ]| {4,}|\n{3,}|^\s|\s$|[\p{Cc}--\n]/v.exec(body);
  if (space !== null && space[0] !== "\u00A0" && space[0] !== "\u202F") {
    const hint = "No tabs, no four spaces in a row, no two empty lines, nothing at the edges.";
    tell("template-space", at(space.index), "This space is refused.", hint);
  }
  checkWording(body, at, tell);
}

function checkButtons(source: Source, { buttons }: Template, tell: Tell): void {
  for (const [position, { id, label }] of buttons.entries()) {
    const path: Path = ["buttons", position];
    if (buttons.findIndex((one) => one.id === id) !== position) {
      const hint = "Each button needs an id of its own.";
      tell(
        "template-button",
        placeOf(source, [...path, "id"]),
        `« ${id} » stands here twice.`,
        hint,
      );
    }
    for (const language of languages) {
      const text = label[language];
      const at = (index: number): Place => placeIn(source, [...path, "label", language], index);
      if (text.length > labelMost) {
        const hint = `At most ${labelMost}.`;
        tell("template-button", at(0), `${text.length} characters: « ${text} ».`, hint);
      }
      if (/[{}\n\r\t*_~`]|\p{Extended_Pictographic}/u.test(text) || text.trim() !== text) {
        const hint = "Plain words on one line, without variables, emoji and formatting.";
        tell("template-button", at(0), `« ${text} » is no label.`, hint);
      }
      if (buttons.findIndex((one) => one.label[language] === text) !== position) {
        tell("template-button", at(0), `Two buttons say « ${text} ».`, "Name them differently.");
      }
      checkWording(text, at, tell);
    }
  }
}

function isWordless(text: string): boolean {
  return !/\p{L}/u.test(text);
}

/** Words of advertising, in any of the languages: a text with one of them is no service message. */
const advertising = [
  "promo(?:tion)?s?|offres?|gratuite?s?|gratuitement|réductions?|remises?|soldes|profitez|cadeaux?|gagnez|exclusi(?:f|ve|vité)|ne manquez pas|dernière chance|abonnez|achetez",
  "free|offers?|discounts?|sales?|deals?|gifts?|win|exclusive|hurry|last chance|subscribe|buy|don['’]t miss",
  "مجان\\p{L}*|تخفيض\\p{L}*|خصم|عروض|عرض خاص|هدية|هدايا|اربحوا|ربحو|حصري\\p{L}*|لا تفوتوا|ما تفوتوش|فابور|برومو\\p{L}*",
  "fabou?r|takhfid|hdiya|rb7ou|ma tfouwtou?ch|7asri",
].join("|");
/** Greetings of feasts and invocations stand in no template (brief § 7.3). */
const religious =
  "رمضان|عيد|إن شاء الله|انشاء الله|الحمد لله|بإذن الله|inch?allah|hamdoullah|ramadan";

function checkWording(text: string, at: (index: number) => Place, tell: Tell): void {
  for (const [code, list, why] of [
    ["template-advertising", advertising, "sounds like advertising"],
    ["template-religious", religious, "is a greeting or an invocation"],
  ] as const) {
    const match = new RegExp(`(?<![\\p{L}\\p{M}])(?:${list})(?![\\p{L}\\p{M}])`, "iu").exec(text);
    if (match === null) continue;
    tell(code, at(match.index), `« ${match[0]} » ${why}.`, "Say what happens, and nothing more.");
  }
}
