import { expressionsOf } from "../expressions-of.ts";
import type { Checked } from "../expressions.ts";
import type { Family, Found } from "../mistake.ts";
import { didYouMean } from "../nearest.ts";
import type { Written } from "../expressions-of.ts";
import type { Reading } from "../reading.ts";
import { placeIn, placeOf } from "../source.ts";

/** Mistakes inside CEL expressions, with their column. */
export const expressionMistakes = {
  "cel-syntax": {
    severity: "error",
    *find(reading) {
      for (const { written, mistake } of broken(reading)) {
        if (known.includes(mistake.code) || isTypeMistake(mistake.code)) continue;
        yield found(written, mistake, "this is no CEL expression", hintFor(written.text));
      }
    },
  },
  "unknown-variable": {
    severity: "error",
    *find(reading) {
      for (const { written, mistake } of broken(reading)) {
        if (mistake.code !== "unknown_variable") continue;
        const name = wordAt(written.text, mistake.at);
        const { variables } = written.flow;
        yield found(
          written,
          mistake,
          `"${name}" is no variable of "${written.flow.name}"`,
          didYouMean(
            name,
            [...Object.keys(variables), "org", "contact"],
            `add \`${name}\` to \`variables\`; words stand between quotes`,
          ),
        );
      }
    },
  },
  "unknown-fact": {
    severity: "error",
    *find(reading) {
      for (const { written, mistake } of broken(reading)) {
        if (mistake.code !== "no_such_key") continue;
        const name = wordAt(written.text, mistake.at);
        const group = /(?<group>contact|org)\s*\.\s*$/u.exec(written.text.slice(0, mistake.at))
          ?.groups?.["group"];
        const facts = group === "contact" ? reading.facts.contact : reading.facts.org;
        yield found(
          written,
          mistake,
          `nothing is known as "${group ?? "org"}.${name}"`,
          didYouMean(name, Object.keys(facts), "add it to flows/facts.yaml"),
        );
      }
    },
  },
  "cel-type": {
    severity: "error",
    *find(reading) {
      for (const { written, mistake } of broken(reading)) {
        if (known.includes(mistake.code) || !isTypeMistake(mistake.code)) continue;
        const whole = /\b(?:int|double)\b/u.test(mistake.message);
        yield found(
          written,
          mistake,
          "these do not go together",
          whole
            ? "numbers of a flow have a point: write 1.0 instead of 1"
            : "compare only what is of one type",
        );
      }
    },
  },
  "condition-not-bool": {
    severity: "error",
    *find({ flows }) {
      for (const written of flows.flatMap(expressionsOf)) {
        const { type } = written.flow.check(written.text);
        if (written.use !== "condition" || type === null || type === "bool" || type === "dyn")
          continue;
        yield {
          at: placeIn(written.flow.source, written.path, 0),
          message: `a condition holds or not; this gives a ${type}`,
          suggestion: type === "string" ? 'compare it: … == "…"' : "compare it: … > 0.0",
        };
      }
    },
  },
} satisfies Family;

const known: readonly string[] = ["unknown_variable", "no_such_key"];

function isTypeMistake(code: string): boolean {
  return code.includes("overload") || code.includes("type") || code.includes("heterogeneous");
}

function* broken({
  flows,
}: Reading): Iterable<{ written: Written; mistake: NonNullable<Checked["mistake"]> }> {
  for (const written of flows.flatMap(expressionsOf)) {
    const { mistake } = written.flow.check(written.text);
    if (mistake !== null) yield { written, mistake };
  }
}

function found(
  { flow, path, text }: Written,
  mistake: NonNullable<Checked["mistake"]>,
  message: string,
  suggestion: string,
): Found {
  const at = text === "" ? placeOf(flow.source, path) : placeIn(flow.source, path, mistake.at);
  return { at, message: `${message} (${mistake.message})`, suggestion };
}

function hintFor(text: string): string {
  if (/[^=!<>]=[^=]/u.test(text)) return "compare with ==";
  if (/\b(?:and|or|not)\b/u.test(text)) return "write && for and, || for or, ! for not";
  return "look for a missing quote, bracket or value";
}

function wordAt(text: string, at: number): string {
  return /^[A-Za-z_][A-Za-z0-9_]*/u.exec(text.slice(at))?.[0] ?? text.slice(at);
}
