import { minute, second } from "../instant.ts";
import { commandOf } from "../language/commands.ts";
import type { Play } from "./play.ts";
import type { State } from "./state.ts";
import type { Input } from "./turn.ts";

type Heard = Extract<Input, { kind: "heard" }>;

/** Words that follow each other faster than this come at more than twenty a minute. */
const quickly = 3 * second;
/** After so long without a word, whoever was muted is listened to again. */
const quiet = minute;
/** Seventeen quick turns in a row that lead nowhere, or a hundred that do: no person writes so. */
const limit = 100;
const leadsNowhere = 6;
const leadsOn = 1;

/**
 * Whether a turn may be played, or somebody writes so fast that it is a machine: two bots that answer
 * each other would do so for ever. Says one sentence when it begins to be silent.
 *
 * A tap is a person's, and « stop » is always heard.
 */
export function mayPlay(play: Play, before: State, { content }: Heard): boolean {
  if (["opt-out", "opt-in", "reaction", "revoke"].includes(content.kind)) return true;
  const gap = play.now - before.lastHeard;
  if (content.kind === "tap" || gap >= (before.muted ? quiet : quickly)) {
    play.state = { ...play.state, hurry: 0, muted: false };
    return true;
  }
  if (before.hurry < limit) return true;
  if (content.kind === "text" && commandOf(content.text)?.kind === "stop") return true;
  if (!before.muted) play.say("system.muted");
  play.state = { ...play.state, muted: true };
  return false;
}

/** After a turn that was played: adds it to the quick ones. Only a new question shows that it led on. */
export function countTurn(play: Play, before: State, { content }: Heard): void {
  if (content.kind === "tap") return;
  const [, ...was] = before.asked.at(-1) ?? [];
  const [, ...is] = play.state.asked.at(-1) ?? [];
  const repeated = was[0] === is[0] && was[1] === is[1];
  const weight = repeated || play.state.misses > 0 ? leadsNowhere : leadsOn;
  play.state = { ...play.state, hurry: Math.min(limit, play.state.hurry + weight) };
}
