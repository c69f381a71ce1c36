import type { Program } from "./program.ts";
import type { ReadFlow, ReadStep } from "./read-flow.ts";
import type { Path } from "./source.ts";

/** A step that another one leads to. `path` is where it is named; null when it just stands below. */
export interface Lead {
  readonly to: string;
  readonly path: Path | null;
}

/** Every way out of a step, named or not. A step that ends the flow has none. */
export function leadsOf(read: ReadStep, flow: ReadFlow, program: Program): readonly Lead[] {
  const named = namedLeads(read);
  const made = read.kind === "do" ? (program.leads[read.step.do] ?? []) : [];
  const scored =
    read.kind === "pick" && read.step.among === "scored"
      ? flow.steps.filter((one) => one.kind === "ask" && one.step.score === true)
      : [];
  const implied = [...made, ...scored.map(({ id }) => id)].map((to) => ({ to, path: null }));
  const below =
    goesOn(read) && !hasTo(read) && read.below !== null ? [{ to: read.below, path: null }] : [];
  return [...named, ...implied, ...below];
}

/** The last step, which goes on although nothing stands below. */
export function fallsOff(read: ReadStep): boolean {
  return goesOn(read) && !hasTo(read) && read.below === null;
}

/** Only questions and events stop a turn. */
export function takesInput(read: ReadStep): boolean {
  return read.kind === "ask" || read.kind === "wait";
}

/** Where a flow is entered: at its first step, and by the commands of its own. */
export function entriesOf({ ids, commands }: ReadFlow): readonly string[] {
  return [...ids.slice(0, 1), ...Object.values(commands)];
}

/** Steps reached from where the flow is entered, or from those given. */
export function reachable(
  flow: ReadFlow,
  program: Program,
  from: readonly string[] = entriesOf(flow),
): ReadonlySet<string> {
  const byId = new Map(flow.steps.map((read) => [read.id, read]));
  const reached = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const read = byId.get(id);
    if (read === undefined || reached.has(id)) continue;
    reached.add(id);
    open.push(...leadsOf(read, flow, program).map(({ to }) => to));
  }
  return reached;
}

function namedLeads({ kind, step, path }: ReadStep): readonly Lead[] {
  const to = "to" in step && step.to !== undefined ? [{ to: step.to, path: [...path, "to"] }] : [];
  switch (kind) {
    case "say":
    case "set":
    case "call":
    case "do":
      return to;
    case "end":
      return [];
    case "ask":
      return [
        ...(step.choices ?? []).flatMap((one, at) =>
          typeof one === "string" || one.to === undefined
            ? []
            : [{ to: one.to, path: [...path, "choices", at, "to"] }],
        ),
        ...to,
      ];
    case "branch":
      return [
        ...step.branch.map((arm, at) => ({ to: arm.to, path: [...path, "branch", at, "to"] })),
        { to: step.else, path: [...path, "else"] },
      ];
    case "pick": {
      const among = step.among === "scored" ? [] : step.among;
      return [
        ...among.map((id, at) => ({ to: id, path: [...path, "among", at] })),
        { to: step.else, path: [...path, "else"] },
      ];
    }
    case "wait":
      return [
        ...Object.entries(step.wait).map(([event, id]) => ({
          to: id,
          path: [...path, "wait", event],
        })),
        { to: step.late, path: [...path, "late"] },
      ];
  }
}

function hasTo({ step }: ReadStep): boolean {
  return "to" in step && step.to !== undefined;
}

/** Whether a step may lead to the one below. A question does not when each of its answers leads elsewhere. */
function goesOn({ kind, step }: ReadStep): boolean {
  switch (kind) {
    case "say":
    case "set":
    case "call":
    case "do":
      return true;
    case "branch":
    case "pick":
    case "wait":
    case "end":
      return false;
    case "ask":
      return (
        step.doubt !== "no" ||
        step.choices === undefined ||
        step.choices.some((one) => typeof one === "string" || one.to === undefined)
      );
  }
}
