import { html, type Html, type Shown } from "./html.ts";
import type { Visit } from "./visit.ts";

export interface Followed {
  readonly id: string;
  readonly topic: string;
  readonly at: number;
  /** Where to go when the page is no longer theirs; it is loaded anew when left out. */
  readonly away?: string;
  /** Topics whose news change this part too, with their positions. */
  readonly others?: readonly (readonly [topic: string, at: number])[];
}

/**
 * A part of a page that shows itself anew when there is news of a topic (`inbox`, `case:17`).
 *
 * Ask for its position before reading what it shows, so that nothing falls between: `at` is what
 * `visit.tools.live.positionOf(topic)` answered then. Forms with text to write stand outside.
 */
export function watched(
  _visit: Visit,
  { id, topic, at, others = [], away = "" }: Followed,
  content: Shown,
): Html {
  const all = [[topic, at] as const, ...others].map(([one, place]) => `${one}@${place}`).join(",");
  return html`<div id="${id}" data-live="${all}" data-away="${away}">${content}</div>`;
}
