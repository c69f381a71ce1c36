import { fallsOff, leadsOf, reachable, takesInput } from "../graph.ts";
import type { Family } from "../mistake.ts";
import { didYouMean } from "../nearest.ts";
import type { Program } from "../program.ts";
import type { ReadFlow, ReadStep } from "../read-flow.ts";
import { placeOf } from "../source.ts";

/** Ways through a flow: each leads somewhere, and all of them end. */
export const pathMistakes = {
  "unknown-step": {
    severity: "error",
    *find({ flows, program }) {
      for (const flow of flows) {
        for (const [command, to] of Object.entries(flow.commands)) {
          if (flow.ids.includes(to)) continue;
          yield {
            at: placeOf(flow.source, ["commands", command]),
            message: `there is no step "${to}" in "${flow.name}"`,
            suggestion: didYouMean(to, flow.ids),
          };
        }
        for (const read of flow.steps) {
          for (const { to, path } of leadsOf(read, flow, program)) {
            if (path === null || flow.ids.includes(to)) continue;
            yield {
              at: placeOf(flow.source, path),
              message: `there is no step "${to}" in "${flow.name}"`,
              suggestion: didYouMean(to, flow.ids),
            };
          }
        }
      }
    },
  },
  "unreachable-step": {
    severity: "error",
    *find({ flows, program }) {
      for (const flow of flows) {
        if (!flow.whole) continue;
        const reached = reachable(flow, program);
        for (const read of flow.steps) {
          if (reached.has(read.id)) continue;
          yield {
            at: placeOf(flow.source, [...read.path, "id"]),
            message: `no way leads to "${read.id}"`,
            suggestion: `lead to it with \`to: ${read.id}\`, or remove it`,
          };
        }
      }
    },
  },
  "no-end": {
    severity: "error",
    *find({ flows }) {
      for (const flow of flows) {
        const last = flow.steps.at(-1);
        if (!flow.whole || last === undefined || !fallsOff(last)) continue;
        yield {
          at: placeOf(flow.source, [...last.path, "id"]),
          message: `"${last.id}" goes on, and nothing stands below it`,
          suggestion: "add a step `end: flow` below, or a `to`",
        };
      }
    },
  },
  "endless-path": {
    severity: "error",
    *find({ flows, program }) {
      for (const flow of flows) {
        // Names that lead nowhere are told already, and would be told here once more.
        if (!flow.whole || hasBrokenLead(flow, program)) continue;
        const ending = endingSteps(flow, program);
        const reached = reachable(flow, program);
        // Where one goes round and round, not where one went in.
        const stuck = flow.steps.find(
          (read) => reached.has(read.id) && !ending.has(read.id) && leadsBack(read, flow, program),
        );
        if (stuck === undefined) continue;
        yield {
          at: placeOf(flow.source, [...stuck.path, "id"]),
          message: `from "${stuck.id}" no way leads to an end`,
          suggestion: "let one of the steps that follow lead to a step `end: flow`",
        };
      }
    },
  },
  "loop-without-input": {
    severity: "error",
    *find({ flows, program }) {
      for (const flow of flows) {
        for (const loop of silentLoops(flow, flows, program)) {
          const [first] = loop;
          if (first === undefined) continue;
          yield {
            at: placeOf(flow.source, [...first.path, "id"]),
            message: `these steps go round without ever asking: ${[...loop, first].map(({ id }) => id).join(" → ")}`,
            suggestion: "put a question or a wait on the way, or lead out of it",
          };
        }
      }
    },
  },
  "unknown-flow": {
    severity: "error",
    *find({ flows }) {
      const names = flows.map(({ id }) => id);
      for (const { source, steps } of flows) {
        for (const { kind, step, path } of steps) {
          if (kind !== "call" || names.includes(step.call)) continue;
          yield {
            at: placeOf(source, [...path, "call"]),
            message: `there is no flow "${step.call}"`,
            suggestion: didYouMean(step.call, names),
          };
        }
      }
    },
  },
  "missing-flow": {
    severity: "error",
    *find({ flows, program }) {
      for (const name of Object.keys(program.starts)) {
        if (flows.some(({ id }) => id === name)) continue;
        yield {
          at: { file: `flows/${name}.yaml`, line: 1, column: 1 },
          message: `the program starts the flow "${name}", which does not exist`,
          suggestion: didYouMean(
            name,
            flows.map(({ id }) => id),
            `write flows/${name}.yaml`,
          ),
        };
      }
    },
  },
  "uncalled-flow": {
    severity: "warning",
    *find({ flows, program }) {
      const called = new Set(
        flows.flatMap(({ steps }) =>
          steps.flatMap(({ kind, step }) => (kind === "call" ? [step.call] : [])),
        ),
      );
      for (const { source, id } of flows) {
        if (id === "" || called.has(id) || id in program.starts) continue;
        yield {
          at: placeOf(source, ["flow"]),
          message: `no flow calls "${id}", and no command starts it`,
          suggestion: `call it from the menu with \`call: ${id}\`, or remove the file`,
        };
      }
    },
  },
} satisfies Family;

function hasBrokenLead(flow: ReadFlow, program: Program): boolean {
  return flow.steps.some(
    (read) =>
      fallsOff(read) || leadsOf(read, flow, program).some(({ to }) => !flow.ids.includes(to)),
  );
}

function leadsBack(read: ReadStep, flow: ReadFlow, program: Program): boolean {
  const next = leadsOf(read, flow, program).map(({ to }) => to);
  return reachable(flow, program, next).has(read.id);
}

/** The steps from which some way leads to an end. */
function endingSteps(flow: ReadFlow, program: Program): ReadonlySet<string> {
  const ending = new Set(flow.steps.filter(({ kind }) => kind === "end").map(({ id }) => id));
  for (let before = -1; before < ending.size;) {
    before = ending.size;
    for (const read of flow.steps) {
      if (leadsOf(read, flow, program).some(({ to }) => ending.has(to))) ending.add(read.id);
    }
  }
  return ending;
}

/** Rounds in which nobody is asked anything: the turn would never end. */
function silentLoops(
  flow: ReadFlow,
  flows: readonly ReadFlow[],
  program: Program,
): readonly (readonly ReadStep[])[] {
  const silent = new Map(
    flow.steps
      .filter((read) => !takesInput(read) && !asksElsewhere(read, flows))
      .map((read) => [read.id, read]),
  );
  const loops: ReadStep[][] = [];
  const done = new Set<string>();
  const visit = (read: ReadStep, way: readonly ReadStep[]): void => {
    const at = way.indexOf(read);
    if (at !== -1) {
      loops.push(way.slice(at));
      return;
    }
    if (done.has(read.id)) return;
    for (const { to } of leadsOf(read, flow, program)) {
      const next = silent.get(to);
      if (next !== undefined) visit(next, [...way, read]);
    }
    done.add(read.id);
  };
  for (const read of silent.values()) visit(read, []);
  return loops;
}

function asksElsewhere({ kind, step }: ReadStep, flows: readonly ReadFlow[]): boolean {
  return (
    kind === "call" && flows.some(({ id, steps }) => id === step.call && steps.some(takesInput))
  );
}
