import { leadsOf, reachable } from "./graph.ts";
import type { ReadFlow, ReadStep } from "./read-flow.ts";
import type { Reading } from "./reading.ts";
import type { Use } from "./uses.ts";

/** A sentence and a variable of its flow that some way to it leaves unset: saying it would fail. */
export interface Lacking {
  readonly use: Use;
  readonly name: string;
}

/** An action is taken to give everything it may give. Expressions need no such care: unset reads as "" or 0. */
export function lacking(reading: Reading, flow: ReadFlow): readonly Lacking[] {
  const known = knownAt(reading, flow);
  return reading.uses.flatMap((use) => {
    const here = known.get(use.read.id);
    if (use.flow !== flow || use.as !== "words" || here === undefined) return [];
    const given = argsOf(use.read);
    return variablesOf(reading, use)
      .filter((name) => name in flow.variables && !here.has(name) && !given.includes(name))
      .map((name) => ({ use, name }));
  });
}

/** The variables a sentence needs, and those of the hint below a question. */
function variablesOf({ sentences }: Reading, { key, path }: Use): readonly string[] {
  const keys = path.at(-1) === "ask" ? [key, `${key}.hint`] : [key];
  const forms = keys.flatMap((one) => [...(sentences.get(one)?.forms.values() ?? [])]);
  return [...new Set(forms.flatMap((form) => [...form.variables.keys()]))];
}

/** What is surely set when a step is entered: by every way that leads to it. */
function knownAt(reading: Reading, flow: ReadFlow): ReadonlyMap<string, ReadonlySet<string>> {
  const reached = reachable(flow, reading.program);
  const steps = flow.steps.filter(({ id }) => reached.has(id));
  const known = new Map<string, ReadonlySet<string>>();
  const first = flow.ids[0] ?? "";
  known.set(first, new Set(reading.program.starts[flow.id]));
  for (let changed = true; changed;) {
    changed = false;
    for (const read of steps) {
      const before = known.get(read.id);
      if (before === undefined) continue;
      for (const { to, path } of leadsOf(read, flow, reading.program)) {
        const event = read.kind === "wait" && path?.at(-2) === "wait" ? String(path.at(-1)) : null;
        const brought = Object.keys(reading.program.events[event ?? ""] ?? {});
        const after = new Set([...before, ...setBy(reading, read), ...brought]);
        const met = known.get(to);
        const both =
          met === undefined ? after : new Set([...met].filter((name) => after.has(name)));
        if (met !== undefined && both.size === met.size) continue;
        known.set(to, both);
        changed = true;
      }
    }
  }
  return known;
}

function setBy({ program }: Reading, { kind, step }: ReadStep): readonly string[] {
  if (kind === "do") return Object.keys(program.actions[step.do]?.gives ?? {});
  if (kind === "set") return Object.keys(step.set);
  return kind === "ask" && step.keep !== undefined ? [step.keep] : [];
}

export function argsOf({ kind, step }: ReadStep): readonly string[] {
  return kind === "say" || kind === "ask" ? Object.keys(step.with ?? {}) : [];
}
