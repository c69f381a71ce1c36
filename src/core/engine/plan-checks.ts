import { sayDate } from "../calendar/say-date.ts";
import { mayBotSpeak } from "../cases/human.ts";
import { day, hour, type Instant } from "../instant.ts";
import { hasSentence, render, type Phrase } from "../language/sentences.ts";
import { objectivesOf } from "../pages/objectives.ts";
import { isAgreed } from "./agreements.ts";
import { pagesOf } from "./organization.ts";
import type { Play } from "./play.ts";
import { beginByUs, countStarted, isReserved, mayStart, nextFree } from "./starting.ts";

/** An action of the plan that somebody chose, and when they are asked about it: once. */
export interface Chosen {
  readonly action: string;
  readonly at: Instant;
  readonly due: Instant;
  readonly asked: boolean;
  readonly done: boolean;
}

/** What comes due of a plan. `result` is the moment of the diagnosis it belongs to. */
export type PlanTimer =
  | { readonly kind: "plan-check"; readonly action: string }
  | {
      readonly kind: "rediagnosis";
      readonly result: Instant;
      readonly round: (typeof rounds)[number];
      readonly retry: boolean;
    };

/** Days after a diagnosis at which another one is proposed (brief § 2.12). */
const rounds = [90, 180] as const;

/** « Plus tard » is one more invitation after so long, then silence. */
const retryAfter = 14 * day;

/** After so long a check or an invitation is not made up for. */
const patience = 30 * day;

/** In the morning of the day it is due. */
const morning = 10 * hour;

/** One check for each action that was chosen, at its date, with those who agreed to it. */
export function planChecks(play: Play): void {
  if (!isAgreed(play.state, "follow-up")) return;
  for (const { action, due, asked, done } of play.state.chosen) {
    if (asked || done) continue;
    play.setTimer(`plan-${action}`, Math.max(due, play.now), { kind: "plan-check", action });
  }
}

/** Chooses an action of the plan; answers when it is due, whether or not it was chosen before. */
export function choose(play: Play, action: string, days: number): Instant {
  const known = play.state.chosen.find((one) => one.action === action && !one.done);
  if (known !== undefined) return known.due;
  return chooseUntil(play, action, Math.floor((play.now + days * day) / day) * day + morning);
}

/** Chooses something to be done by a moment, with what was chosen before of the same id forgotten. */
export function chooseUntil(play: Play, action: string, due: Instant): Instant {
  const others = play.state.chosen.filter((one) => one.action !== action);
  const chosen: Chosen = { action, at: play.now, due, asked: false, done: false };
  play.state = { ...play.state, chosen: [...others, chosen].slice(-chosenKept) };
  return due;
}

const chosenKept = 12;

export function noteAction(play: Play, action: string, changes: Partial<Chosen>): void {
  const chosen = play.state.chosen.map((one) =>
    one.action === action ? { ...one, ...changes } : one,
  );
  play.state = { ...play.state, chosen };
}

/** Two invitations to see what has changed, counted from the last diagnosis. */
export function planRediagnosis(play: Play): void {
  const result = play.state.organization?.results.at(-1)?.at;
  if (result === undefined || !isAgreed(play.state, "follow-up")) return;
  for (const round of rounds) {
    const at = Math.floor((result + round * day) / day) * day + morning;
    if (at <= play.now) continue;
    play.setTimer(`rediagnosis-${round}`, at, { kind: "rediagnosis", result, round, retry: false });
  }
}

/** They do not want to be invited (again): until the next diagnosis. */
export function cancelRediagnosis(play: Play): void {
  for (const round of rounds) play.cancelTimer(`rediagnosis-${round}`);
}

/** « Plus tard »: once more. */
export function inviteLater(play: Play, result: Instant, days: number, retry: boolean): void {
  const round = rounds.find((one) => one === days);
  if (retry || round === undefined) return;
  const at = play.now + retryAfter;
  play.setTimer(`rediagnosis-${round}`, at, { kind: "rediagnosis", result, round, retry: true });
}

/** Something of the plan has come due: said now, put off, or never. */
export function followPlan(play: Play, timer: PlanTimer): void {
  const { state } = play;
  if (state.stopped || !isAgreed(state, "follow-up")) return;
  if (timer.kind === "plan-check") return checkAction(play, timer);
  const last = state.organization?.results.at(-1);
  // Another diagnosis was made since.
  if (last === undefined || last.at !== timer.result) return;
  const since = timer.result + timer.round * day + (timer.retry ? retryAfter : 0);
  if (waits(play, timer, `rediagnosis-${timer.round}`, since)) return;
  countStarted(play);
  const { result, round, retry } = timer;
  beginByUs(
    play,
    "rediagnosis",
    { result, round, retry },
    {
      name: "rediagnosis",
      values: { day: sayDate(result, state.language, false) },
      until: null,
    },
  );
}

function checkAction(play: Play, timer: Extract<PlanTimer, { kind: "plan-check" }>): void {
  const { action } = timer;
  const words = titleOf(play, action);
  const chosen = play.state.chosen.find((one) => one.action === action);
  if (chosen === undefined || chosen.asked || chosen.done) return;
  if (words === null) return;
  if (waits(play, timer, `plan-${action}`, chosen.due)) return;
  noteAction(play, action, { asked: true });
  countStarted(play);
  const title = render(play.book.sentences, words, play.state.language);
  beginByUs(
    play,
    "plan-check",
    { action, title: words },
    { name: "plan-check", values: { action: title }, until: null },
  );
}

/** What was to be done, in words: an action of the plan, or an objective of theirs. Null when it is gone. */
function titleOf(play: Play, action: string): Exclude<Phrase, number> | null {
  const key = `actions.${action}`;
  if (hasSentence(play.book.sentences, key)) return { say: key };
  const { n, version } = objectiveNamed(action) ?? {};
  const page = pagesOf(play.state.organization).versions[version ?? ""];
  const objective = page && objectivesOf(page).find((one) => one.n === n);
  if (objective === undefined || objective.progress === "done") return null;
  return { typed: objective.what.slice(0, titleMost) };
}

/** A title stands in one line of a template. */
const titleMost = 60;

/** The id under which an objective of a page is asked about. */
export function objectiveId(n: number, version: string): string {
  return `objective-${n}-${version}`;
}

/** The objective that an id names; null for anything else. */
export function objectiveNamed(
  action: string,
): { readonly n: number; readonly version: string } | null {
  const [, n, version] = /^objective-([123])-(.+)$/u.exec(action) ?? [];
  return version === undefined ? null : { n: Number(n), version };
}

/** Whether it cannot be said now; then it is put off, or given up when that takes too long. */
function waits(play: Play, timer: PlanTimer, id: string, since: Instant): boolean {
  if (mayStart(play)) return false;
  const held =
    play.book.rules.halted === true ||
    !mayBotSpeak(play.state.human, "started") ||
    isReserved(play.state, play.now);
  const at = nextFree(play, held ? play.now + day : play.now);
  if (at !== null && at < since + patience) play.setTimer(id, Math.max(at, play.now + 1), timer);
  return true;
}
