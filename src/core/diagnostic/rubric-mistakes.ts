import { dimensions, organizationTypes } from "./answers.ts";
import { keyConditionsOf, readsOf } from "./conditions.ts";
import type { Question, Rubric } from "./rubric.ts";

interface Mistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What a schema of single fields cannot see: sums, references, roles. */
export function findMistakes(rubric: Rubric): Mistake[] {
  return [
    ...findWeightMistakes(rubric),
    ...findQuestionMistakes(rubric),
    ...findExpressMistakes(rubric),
    ...findActionMistakes(rubric),
  ];
}

function findWeightMistakes(rubric: Rubric): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const type of organizationTypes) {
    const sum = dimensions.reduce((total, dimension) => total + rubric.weights[type][dimension], 0);
    if (sum !== 100) {
      mistakes.push({ path: ["weights", type], message: `the weights sum to ${sum}, not 100` });
    }
  }
  if (new Set(rubric.dimensions).size !== dimensions.length) {
    mistakes.push({ path: ["dimensions"], message: "each dimension is named once" });
  }
  return mistakes;
}

function findQuestionMistakes(rubric: Rubric): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const dimension of dimensions) {
    const own = rubric.questions.filter((question) => question.dimension === dimension);
    const common = own.filter((question) => question.replaces === undefined);
    for (const role of ["gate", "probe"] as const) {
      if (common.filter((question) => question.role === role).length !== 1) {
        mistakes.push({ path: ["questions"], message: `${dimension} needs exactly one ${role}` });
      }
    }
  }
  for (const question of rubric.questions) {
    const path = ["questions", question.id];
    if (question.replaces !== undefined) {
      const replaced = find(rubric, question.replaces);
      if (replaced?.dimension !== question.dimension || replaced.role !== question.role) {
        mistakes.push({ path, message: "replaces a question of another dimension or role" });
      }
    }
    if (question.implied !== undefined) {
      const source = find(rubric, question.implied.by);
      // A follow-up may be estimated, and a guess implies nothing.
      if (source === undefined || source.role === "follow-up" || source.implied !== undefined) {
        mistakes.push({ path, message: "is implied by something else than a plain gate or probe" });
      }
    }
  }
  return mistakes;
}

function findExpressMistakes(rubric: Rubric): Mistake[] {
  const mistakes: Mistake[] = [];
  const covered = new Set<string>();
  for (const question of rubric.express.questions) {
    const anchor = find(rubric, question.anchor);
    if (anchor === undefined) {
      mistakes.push({ path: ["express", question.id], message: `no question ${question.anchor}` });
    } else {
      covered.add(anchor.dimension);
    }
  }
  if (rubric.express.questions.length !== dimensions.length || covered.size !== dimensions.length) {
    mistakes.push({ path: ["express"], message: "each dimension has one express question" });
  }
  return mistakes;
}

function findActionMistakes(rubric: Rubric): Mistake[] {
  const mistakes: Mistake[] = [];
  const ids = new Set(rubric.actions.map((action) => action.id));
  for (const action of rubric.actions) {
    const path = ["actions", action.id];
    if (keyConditionsOf(action).length !== 1) {
      mistakes.push({ path, message: "needs exactly one condition with an upper limit" });
    }
    for (const id of action.when.flatMap(readsOf)) {
      if (find(rubric, id) === undefined) mistakes.push({ path, message: `no question ${id}` });
    }
    if (action.after !== undefined && !ids.has(action.after)) {
      mistakes.push({ path, message: `no action ${action.after}` });
    }
  }
  for (const id of rubric.planning.security.urgent) {
    if (find(rubric, id) === undefined) {
      mistakes.push({ path: ["planning", "security"], message: `no question ${id}` });
    }
  }
  return mistakes;
}

function find(rubric: Rubric, id: string): Question | undefined {
  return rubric.questions.find((question) => question.id === id);
}
