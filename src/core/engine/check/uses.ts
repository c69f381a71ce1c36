import type { ReadFlow, ReadStep } from "./read-flow.ts";
import type { Path } from "./source.ts";

/** A sentence that a step names. */
export interface Use {
  readonly flow: ReadFlow;
  readonly read: ReadStep;
  readonly key: string;
  readonly path: Path;
  /**
   * `words` are said with the flow's variables, a `label` with none at all.
   * An `implied` label is made of the question's key and the choice's id.
   */
  readonly as: "words" | "label" | "implied";
}

/** Every sentence a flow names, where it is named. */
export function usesOf(flow: ReadFlow): readonly Use[] {
  return flow.steps.flatMap((read) => named(read).map((one) => ({ ...one, flow, read })));
}

function named(read: ReadStep): readonly Pick<Use, "key" | "path" | "as">[] {
  const { kind, step, path } = read;
  const words = (key: string, ...at: Path) => ({
    key,
    path: [...path, ...at],
    as: "words" as const,
  });
  if (kind === "say") return [words(step.say, "say")];
  if (kind !== "ask") return [];
  return [
    words(step.ask, "ask"),
    ...(step.instead ?? []).map((one, at) => words(one.ask, "instead", at, "ask")),
    ...(step.before ?? []).map((key, at) => words(key, "before", at)),
    ...(step.footer === undefined ? [] : [words(step.footer, "footer")]),
    ...(step.choicesFrom === undefined ? choicesOf(read) : []).map(
      ({ label, implied, path: at }) => ({
        key: label,
        path: at,
        as: implied ? ("implied" as const) : ("label" as const),
      }),
    ),
  ];
}

/** An answer as a flow writes it. */
export interface WrittenChoice {
  readonly id: string;
  /** The key of its label. */
  readonly label: string;
  /** The label's key follows from the question's key and the id. */
  readonly implied: boolean;
  readonly path: Path;
}

export function choicesOf({ kind, step, path }: ReadStep): readonly WrittenChoice[] {
  if (kind !== "ask") return [];
  return (step.choices ?? []).map((one, at): WrittenChoice => {
    const here = [...path, "choices", at];
    if (typeof one === "string") {
      return { id: one, label: `${step.ask}.${one}`, implied: true, path: here };
    }
    return one.label === undefined
      ? { id: one.id, label: `${step.ask}.${one.id}`, implied: true, path: [...here, "id"] }
      : { id: one.id, label: one.label, implied: false, path: [...here, "label"] };
  });
}
