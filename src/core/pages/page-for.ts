import type { PageKind } from "./pages.ts";

/** Actions of the plan (brief § 2.8) and topics of the knowledge base that a page answers. */
const ofActions: Readonly<Record<string, PageKind>> = {
  A01: "objectives",
  A04: "objectives",
  A18: "budget",
  A21: "report",
  A22: "report",
  A23: "report",
  A24: "report",
};

/** Topics of the knowledge base, by their numbers: where to start, budgets, a page of results, a kit. */
const ofTopics: ReadonlyMap<number, PageKind> = new Map([
  [1, "objectives"],
  [62, "budget"],
  [63, "budget"],
  [70, "budget"],
  [72, "report"],
  [73, "report"],
  [74, "report"],
  [75, "report"],
  [77, "report"],
  [125, "presentation"],
]);

/** The page that can be made for an action or a topic; null when none can. */
export function pageFor(of: {
  readonly action?: string;
  readonly topic?: number;
}): PageKind | null {
  if (of.action !== undefined) return ofActions[of.action] ?? null;
  return of.topic === undefined ? null : (ofTopics.get(of.topic) ?? null);
}
