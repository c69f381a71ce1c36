import { currentFlow, type Flow, type Flowbook } from "./book.ts";
import type { Play } from "./play.ts";
import type { Frame } from "./state.ts";

/** The versions, as `flow@version`, that a session is in and that the book does not have. */
export function missingFlows(
  book: Pick<Flowbook, "flows">,
  frames: readonly Pick<Frame, "flow" | "version">[],
): readonly string[] {
  return frames
    .map(({ flow, version }) => `${flow}@${version}`)
    .filter((name) => !book.flows.has(name));
}

/**
 * Finds a place for people whose flow version is gone: the same step under its old or new name,
 * else the nearest question they answered that still exists, else the beginning.
 *
 * `moved` when a question has to be asked again because its place did; `lost` when nothing is left to
 * ask, because the whole flow is gone.
 */
export function reseat(play: Play): "kept" | "moved" | "lost" {
  let moved = false;
  const frames: Frame[] = [];
  for (const frame of play.frames) {
    if (play.book.flows.get(`${frame.flow}@${frame.version}`)?.steps.has(frame.step)) {
      frames.push(frame);
    } else if (play.book.current.has(frame.flow)) {
      const flow = currentFlow(play.book, frame.flow);
      const step = nearest(flow, frame);
      const trail = frame.trail.map((id) => named(flow, id)).filter((id) => flow.steps.has(id));
      moved ||= step !== frame.step;
      frames.push({ ...frame, version: flow.version, step, trail });
    } else moved = true;
  }
  const lost = play.frames.length > 0 && frames.at(-1)?.flow !== play.top.flow;
  play.frames = lost ? [] : frames;
  return lost ? "lost" : moved ? "moved" : "kept";
}

function nearest(flow: Flow, frame: Frame): string {
  const known = [frame.step, ...frame.trail.toReversed()].map((id) => named(flow, id));
  return known.find((id) => flow.steps.has(id)) ?? flow.first;
}

function named(flow: Flow, id: string): string {
  return flow.renamed[id] ?? id;
}
