import { entriesOf, leadsOf, reachable } from "./graph.ts";
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
  // A command may come before anything was set.
  for (const entry of entriesOf(flow)) known.set(entry, new Set());
  known.set(flow.ids[0] ?? "", new Set(reading.program.starts[flow.id]));
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

/** A file to be sent that some way to its step leaves unmade. */
export function unmadeFiles(reading: Reading, flow: ReadFlow): readonly ReadStep[] {
  const known = knownAt(reading, flow);
  return flow.steps.filter((read) => {
    const here = known.get(read.id);
    const name = fileOf(read);
    return name !== null && here !== undefined && name in flow.variables && !here.has(name);
  });
}

/** The variable with the file that a step sends; null when it sends none. */
export function fileOf({ kind, step }: ReadStep): string | null {
  return kind === "say" || kind === "ask" ? (step.file ?? null) : null;
}

function setBy({ program }: Reading, { kind, step }: ReadStep): readonly string[] {
  if (kind === "do") return Object.keys(program.actions[step.do]?.gives ?? {});
  if (kind === "set") return Object.keys(step.set);
  return kind === "ask" && step.keep !== undefined ? [step.keep] : [];
}

export function argsOf({ kind, step }: ReadStep): readonly string[] {
  return kind === "say" || kind === "ask" ? Object.keys(step.with ?? {}) : [];
}
