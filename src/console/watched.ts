import { html, type Html, type Shown } from "./html.ts";
import type { Visit } from "./visit.ts";

/**
 * A part of a page that shows itself anew when there is news of a topic (`inbox`, `case:17`).
 *
 * Ask for its position before reading what it shows, so that nothing falls between: `at` is what
 * `visit.tools.live.positionOf(topic)` answered then. Forms with text to write stand outside.
 */
export function watched(
  _visit: Visit,
  { id, topic, at }: { readonly id: string; readonly topic: string; readonly at: number },
  content: Shown,
): Html {
  return html`<div id="${id}" data-live="${topic}" data-after="${at}">${content}</div>`;
}
