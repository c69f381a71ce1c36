import type { Mail } from "../core/engine/turn.ts";
import type { Effect } from "../core/engine/turn.ts";
import type { OwnerId } from "../store/store.ts";
import { writeMail } from "./mail.ts";
import type { World } from "./world.ts";

/** Slow work that a turn asked for and does not wait for: its outcome comes as mail. */
export type Errand = Extract<Effect, { kind: "reword" }>;

/**
 * Does one errand. It is lost with the process, and nothing else is: the turn that asked for it has a
 * timer, and goes on without.
 */
export async function runErrand(
  world: Pick<World, "store" | "book" | "clock" | "log" | "rewriter">,
  owner: OwnerId,
  { asked, question, language, topics: ids }: Errand,
): Promise<void> {
  const known = world.book.knowledge?.topics;
  const topics = ids.flatMap((id) => known?.get(id) ?? []);
  const reworded = await world.rewriter?.reword({ question, language, topics });
  if (reworded?.kind === "failed") world.log.warn("not-reworded", { owner, code: reworded.code });
  const event: Mail =
    reworded?.kind === "answer"
      ? happened("reworded", { asked, text: reworded.text })
      : happened("unworded", { asked });
  const now = world.clock();
  await world.store.accept(
    [
      {
        id: `${owner}.${asked}.reworded`,
        to: { owner },
        at: now,
        body: writeMail({ kind: "post", from: owner, body: event }),
      },
    ],
    now,
  );
}

function happened(event: string, values: Extract<Mail, { kind: "event" }>["values"]): Mail {
  return { kind: "event", event, values, organization: null };
}
