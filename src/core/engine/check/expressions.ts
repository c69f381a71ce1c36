import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { environmentOf, type Facts, type Variables } from "../variables.ts";

/** What is wrong with a CEL expression; `at` counts its characters from 0. */
export interface ExpressionMistake {
  readonly code: string;
  readonly message: string;
  readonly at: number;
}

/** A CEL expression as the checker sees it. */
export interface Checked {
  /** The type it gives; null when it has a mistake. */
  readonly type: string | null;
  readonly mistake: ExpressionMistake | null;
  /** The flow's variables it reads, also when its types do not fit. */
  readonly reads: readonly string[];
}

/** Checks expressions over the variables of one flow, each once. */
export function makeChecker(facts: Facts, variables: Variables): (expression: string) => Checked {
  const environment = environmentOf(facts, variables);
  const known = new Map<string, Checked>();
  return (expression) => {
    const before = known.get(expression);
    if (before !== undefined) return before;
    const checked = check(environment, expression);
    known.set(expression, checked);
    return checked;
  };
}

function check(environment: Environment, expression: string): Checked {
  const { valid, type, error } = environment.check(expression);
  return {
    type: valid ? String(type) : null,
    mistake: valid
      ? null
      : {
          code: error?.code ?? "unknown",
          message: (error?.message ?? "not a valid expression").split("\n")[0] ?? "",
          at: error?.node?.pos ?? 0,
        },
    reads: readsOf(environment, expression),
  };
}

function readsOf(environment: Environment, expression: string): readonly string[] {
  const found = new Set<string>();
  try {
    collect(environment.parse(expression).ast, found);
  } catch {
    // Not a valid expression: it reads nothing, and `check` has said why.
  }
  return [...found];
}

function collect(part: unknown, found: Set<string>): void {
  if (Array.isArray(part)) {
    for (const one of part) collect(one, found);
  } else if (isNode(part)) {
    if (part.op === "id") found.add(part.args);
    else collect(part.args, found);
  }
}

function isNode(part: unknown): part is ASTNode {
  return typeof part === "object" && part !== null && "op" in part && "args" in part;
}
