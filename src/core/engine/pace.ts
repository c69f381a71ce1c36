import { hour, minute, second } from "../instant.ts";
import { commandOf } from "../language/commands.ts";
import type { Play } from "./play.ts";
import type { State } from "./state.ts";
import type { Input } from "./turn.ts";

type Heard = Extract<Input, { kind: "heard" }>;

/**
 * How much each turn adds to what a contact has asked of us, how much of that is forgotten each
 * second, and from where on they are not answered: a hundred turns at once that lead on, or seventeen
 * that do not, and in the long run twenty-four a minute, or four. No person writes so.
 */
const adds = { leadsOn: 1, leadsNowhere: 6 } as const;
const forgotten = 0.4 / second;
const limit = 100;
/** After so long without a word, whoever was muted is listened to again. */
const quiet = minute;
/** A tap is a person's, or a program's that is written to harm: it goes on for a while longer. */
const limitOfTaps = 2 * limit;
/** Answers in a row that led nowhere, however slowly: one more of them will not help either. */
const patience = 20;
/** After so long without a word, whoever got nowhere may try again. */
const rest = hour;

/** What asks for no answer, or may never be missed. */
const always: readonly string[] = ["opt-out", "opt-in", "reaction", "revoke", "human-elsewhere"];

/**
 * Whether a turn may be played, or somebody writes so fast that it is a machine: two bots that answer
 * each other would do so for ever. Says one sentence when it begins to be silent.
 *
 * « stop » is always heard.
 */
export function mayPlay(play: Play, before: State, { content }: Heard): boolean {
  const gap = Math.max(0, play.now - before.lastHeard);
  const hurry = Math.max(0, before.hurry - gap * forgotten);
  const muted = before.muted && gap < quiet;
  play.state = { ...play.state, hurry, muted };
  if (always.includes(content.kind)) return true;
  if (content.kind === "tap" ? hurry < limitOfTaps : !muted && hurry < limit) return true;
  if (content.kind === "text" && commandOf(content.text)?.kind === "stop") return true;
  if (!muted) play.say("system.muted");
  play.state = { ...play.state, muted: true };
  return false;
}

/** After a turn that was played: counts it. */
export function countTurn(play: Play, before: State, { content }: Heard): void {
  if (always.includes(content.kind)) return;
  const { hurry } = play.state;
  const on = content.kind === "tap" || leadsOn(play, before);
  const earlier = play.now - before.lastHeard < rest ? before.stalled : 0;
  play.state = {
    ...play.state,
    hurry: hurry + (on ? adds.leadsOn : adds.leadsNowhere),
    stalled: on ? 0 : earlier + 1,
  };
}

/** Another question, words for somebody else, another language or a farewell show that it led on. */
function leadsOn({ state, effects }: Play, before: State): boolean {
  if (effects.some(({ kind }) => kind === "post")) return true;
  if (state.stopped !== before.stopped) return true;
  if (state.languageFrom === "choice" && state.language !== before.language) return true;
  const [, ...was] = before.asked.at(-1) ?? [];
  const [, ...is] = state.asked.at(-1) ?? [];
  return state.misses === 0 && (was[0] !== is[0] || was[1] !== is[1]);
}

/** Whether the same answers were given again and again without leading anywhere. */
export function getsNowhere({ stalled }: State): boolean {
  return stalled > patience;
}

/** Instead of one more such answer: says once that we wait for another, and then nothing. */
export function holdBack(play: Play, { hurry, muted, stalled }: State): void {
  play.state = { ...play.state, hurry, muted, stalled };
  if (stalled === patience + 1) play.say("system.stalled");
}

/** Whether somebody has just begun to behave as a machine does: worth a look by a person. */
export function becomesMachine(before: State, after: State): boolean {
  return (after.muted && !before.muted) || (getsNowhere(after) && !getsNowhere(before));
}
