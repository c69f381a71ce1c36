import type { ReadFlow, ReadStep } from "./read-flow.ts";
import type { Path } from "./source.ts";

/** A CEL expression where it stands. */
export interface Written {
  readonly flow: ReadFlow;
  readonly read: ReadStep;
  readonly path: Path;
  readonly text: string;
  readonly use: "condition" | "argument" | "set";
}

/** Every expression of a flow. A `pick` and `choicesFrom` name a variable, and have mistakes of their own. */
export function expressionsOf(flow: ReadFlow): readonly Written[] {
  return flow.steps.flatMap((read) => parts(read).map((part) => ({ ...part, flow, read })));
}

function parts({ kind, step, path }: ReadStep): readonly Pick<Written, "path" | "text" | "use">[] {
  const condition = (text: string | undefined, ...at: Path) =>
    text === undefined ? [] : [{ text, path: [...path, ...at], use: "condition" as const }];
  switch (kind) {
    case "say":
    case "do":
      return args(step.with, path);
    case "ask":
      return [
        ...args(step.with, path),
        ...(step.instead ?? []).flatMap(({ when }, at) => condition(when, "instead", at, "when")),
        ...(step.choices ?? []).flatMap((one, at) =>
          typeof one === "string" ? [] : condition(one.when, "choices", at, "when"),
        ),
      ];
    case "branch":
      return step.branch.flatMap(({ when }, at) => condition(when, "branch", at, "when"));
    case "set":
      return Object.entries(step.set).map(([name, text]) => ({
        text,
        path: [...path, "set", name],
        use: "set" as const,
      }));
    case "call":
    case "pick":
    case "wait":
    case "end":
      return [];
  }
}

function args(
  written: Readonly<Record<string, string>> | undefined,
  path: Path,
): readonly Pick<Written, "path" | "text" | "use">[] {
  return Object.entries(written ?? {}).map(([name, text]) => ({
    text,
    path: [...path, "with", name],
    use: "argument" as const,
  }));
}
