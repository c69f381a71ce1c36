import { second } from "../core/instant.ts";
import type { Effect, Mail } from "../core/engine/turn.ts";
import type { OwnerId } from "../store/store.ts";
import { writeMail } from "./mail.ts";
import type { World } from "./world.ts";

type Reword = Extract<Effect, { kind: "reword" }>;
type Transcribe = Extract<Effect, { kind: "transcribe" }> & {
  /** The channel that keeps the voice note. */
  readonly channel: string;
};

/** Slow work that a turn asked for and does not wait for: its outcome comes as mail. */
export type Errand = Reword | Transcribe;

type Needed = Pick<
  World,
  "store" | "book" | "clock" | "log" | "rewriter" | "transcriber" | "channels"
>;

/** Of what was heard so much is shown to be agreed to, in letters: it stands above two buttons. */
const shownMost = 400;

/** For the file of a voice note, 16 MB at most, in ms. */
const fetching = 15 * second;

/**
 * Does one errand. It is lost with the process, and nothing else is: the turn that asked for it has a
 * timer, and goes on without.
 */
export async function runErrand(world: Needed, owner: OwnerId, errand: Errand): Promise<void> {
  const [id, event] =
    errand.kind === "reword"
      ? ["reworded", await reword(world, owner, errand)]
      : ["transcribed", await transcribe(world, owner, errand)];
  const now = world.clock();
  await world.store.accept(
    [
      {
        id: `${owner}.${errand.asked}.${id}`,
        to: { owner },
        at: now,
        body: writeMail({ kind: "post", from: owner, body: event }),
      },
    ],
    now,
  );
}

async function reword(
  world: Needed,
  owner: OwnerId,
  { asked, question, language, topics: ids }: Reword,
): Promise<Mail> {
  const known = world.book.knowledge?.topics;
  const topics = ids.flatMap((id) => known?.get(id) ?? []);
  const reworded = await world.rewriter?.reword({ question, language, topics });
  if (reworded?.kind === "failed") world.log.warn("not-reworded", { owner, code: reworded.code });
  return reworded?.kind === "answer"
    ? happened("reworded", { asked, text: reworded.text })
    : happened("unworded", { asked });
}

/** What was said is kept nowhere: neither with us nor, once it is words, with the provider. */
async function transcribe(
  world: Needed,
  owner: OwnerId,
  { asked, url, language, channel: name }: Transcribe,
): Promise<Mail> {
  const channel = world.channels.get(name);
  const fetched = await channel?.media?.(url, AbortSignal.timeout(fetching));
  const heard =
    fetched == null ? undefined : await world.transcriber?.transcribe(fetched, language);
  if (heard?.kind !== "words") {
    world.log.warn("not-transcribed", { owner, code: heard?.code ?? "speech/no-file" });
    return happened("untranscribed", { asked });
  }
  await channel?.dropMedia?.(url, AbortSignal.timeout(fetching));
  const { text } = heard;
  const shown = text.length <= shownMost ? text : `${text.slice(0, shownMost).toWellFormed()}…`;
  return happened("transcribed", { asked, text, shown });
}

function happened(event: string, values: Extract<Mail, { kind: "event" }>["values"]): Mail {
  return { kind: "event", event, values, organization: null };
}
