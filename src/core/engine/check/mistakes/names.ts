import type { Family } from "../mistake.ts";
import { didYouMean } from "../nearest.ts";
import { keyPlaceOf, placeOf, valueAt } from "../source.ts";

/** Ids, versions and names: what sessions and old buttons remember. */
export const nameMistakes = {
  "flow-name": {
    severity: "error",
    *find({ flows }) {
      for (const { source, id, name } of flows) {
        // Older versions of a flow stand beside it, as in `menu@1.2.0.yaml`.
        if (id === "" || id === name.split("@")[0]) continue;
        yield {
          at: placeOf(source, ["flow"]),
          message: `the flow is called "${id}" and its file "${name}"`,
          suggestion: `write \`flow: ${name.split("@")[0]}\`, or rename the file`,
        };
      }
    },
  },
  "bad-version": {
    severity: "error",
    *find({ issues }) {
      for (const { source, path } of issues) {
        if (path.length !== 1 || path[0] !== "version") continue;
        if (valueAt(source, path) === undefined) continue;
        yield {
          at: placeOf(source, path),
          message: "a version is three numbers",
          suggestion: "write it as 1.0.0",
        };
      }
    },
  },
  "duplicate-flow-version": {
    severity: "error",
    *find({ flows }) {
      const seen = new Map<string, string>();
      for (const { source, id, version } of flows) {
        const name = `${id}@${version}`;
        const before = seen.get(name);
        if (id !== "" && version !== "" && before !== undefined) {
          yield {
            at: placeOf(source, ["version"]),
            message: `${before} is version ${version} of "${id}" too`,
            suggestion: "raise the version of the newer one",
          };
        } else seen.set(name, source.path);
      }
    },
  },
  "bad-step-id": {
    severity: "error",
    *find({ issues }) {
      for (const { source, path, issue } of issues) {
        if (issue.code !== "invalid_format" || path[0] !== "steps" || path[2] !== "id") continue;
        yield {
          at: placeOf(source, path),
          message:
            "an id has letters without accents, digits and hyphens, and begins with a letter",
          suggestion: "write it like `ask-again`",
        };
      }
    },
  },
  "duplicate-step": {
    severity: "error",
    *find({ flows }) {
      for (const { source, ids } of flows) {
        for (const [at, id] of ids.entries()) {
          const first = ids.indexOf(id);
          if (id === "" || first === at) continue;
          yield {
            at: placeOf(source, ["steps", at, "id"]),
            message: `the step "${id}" exists already, in line ${placeOf(source, ["steps", first, "id"]).line}`,
            suggestion: `give it another id, such as "${id}-again"`,
          };
        }
      }
    },
  },
  "bad-variable-name": {
    severity: "error",
    *find({ issues }) {
      for (const { source, path, issue } of issues) {
        const inFlow = path[0] === "variables" && issue.code === "invalid_key";
        const asFlowName = path[0] === "flow" && issue.code === "invalid_format";
        if (!inFlow && !asFlowName) continue;
        yield {
          at: inFlow ? keyPlaceOf(source, path) : placeOf(source, path),
          message: inFlow
            ? "a variable has letters and digits, and begins with a small letter"
            : "a flow's id has letters, digits and hyphens, and begins with a letter",
          suggestion: inFlow ? "write it like `levelName`" : "write it like `my-flow`",
        };
      }
    },
  },
  "renamed-unknown": {
    severity: "error",
    *find({ flows }) {
      for (const { source, renamed, ids } of flows) {
        for (const [from, to] of Object.entries(renamed)) {
          if (ids.includes(to)) continue;
          yield {
            at: placeOf(source, ["renamed", from]),
            message: `there is no step "${to}" that "${from}" could be called now`,
            suggestion: didYouMean(to, ids),
          };
        }
      }
    },
  },
  "renamed-alive": {
    severity: "error",
    *find({ flows }) {
      for (const { source, renamed, ids } of flows) {
        for (const from of Object.keys(renamed)) {
          if (!ids.includes(from)) continue;
          yield {
            at: keyPlaceOf(source, ["renamed", from]),
            message: `"${from}" is still a step, so it was not renamed`,
            suggestion: "remove this line: an id is never used again for something else",
          };
        }
      }
    },
  },
} satisfies Family;
