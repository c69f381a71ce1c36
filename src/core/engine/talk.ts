import type { Content } from "../inbound.ts";
import { addTalk, spokenMost, talkEnds, trimTalk, type Spoken } from "../cases/talk.ts";
import { hideNumbers } from "../knowledge/hide-numbers.ts";
import type { Message } from "../message.ts";
import type { Play } from "./play.ts";
import type { State } from "./state.ts";
import type { Input } from "./turn.ts";

/** Messages that are for the person alone: a code that opens something, what is kept of them. */
const forThemOnly = /^(?:data|invite)\./u;

/** Answers in the words of a model. */
const assisted = /^knowledge\.assisted/u;

/** Keeps what a person said, numbers taken out, before it is answered. */
export function noteHeardTalk(play: Play, content: Content): void {
  const [words, media] = writtenIn(content);
  const text = hideNumbers(words).slice(0, spokenMost);
  add(play, [
    {
      by: "person",
      at: play.now,
      move: play.move,
      text,
      ...(media === null ? {} : { media }),
      ...(content.kind === "tap" ? { tapped: true as const } : {}),
    },
  ]);
}

/** Keeps what a turn says; words of a human, and what went to one, stand in the case already. */
export function noteSaidTalk(
  play: Play,
  before: State,
  input: Input,
  messages: readonly Message[],
): void {
  if (play.effects.some((one) => one.kind === "set-timer" && one.body.kind === "erase")) return;
  const words = wordsIn(input);
  const { at, move } = { at: play.now, move: play.move };
  if (words !== null && messages.length > 0) {
    add(play, [{ by: "consultant", at, move, n: words }]);
  } else {
    add(
      play,
      messages.map((message): Spoken => {
        const by = message.keys.some((key) => assisted.test(key)) ? "assisted" : "bot";
        if (message.keys.some((key) => forThemOnly.test(key))) return { by, at, move };
        const text = message.text.slice(0, spokenMost);
        const choices = message.choices.map(({ label }) => label);
        return { by, at, move, text, ...(choices.length > 0 ? { choices } : {}) };
      }),
    );
  }
  const n = wentToCase(before, play.state);
  if (n !== null) {
    const talk = play.state.talk.map((one) =>
      one.by === "person" && one.move === play.move ? { by: one.by, at: one.at, move, n } : one,
    );
    play.state = { ...play.state, talk };
  }
  // One timer a contact, set anew only when it has come.
  const ends = talkEnds(play.state.talk);
  if (before.talk.length === 0 && ends !== null) play.setTimer("talk", ends, { kind: "talk" });
}

/** What a case does not have yet: it is given once, and marked. */
export function giveTalk(play: Play, which: number): readonly Spoken[] {
  const { talk } = play.state;
  const given = talk.filter((one) => one.given !== which && one.text !== undefined);
  play.state = {
    ...play.state,
    talk: talk.map((one) => (given.includes(one) ? { ...one, given: which } : one)),
  };
  return given;
}

/** The oldest of it may not be kept any longer. */
export function forgetTalk(play: Play): void {
  const talk = trimTalk(play.state.talk, play.now);
  play.state = { ...play.state, talk };
  const ends = talkEnds(talk);
  if (ends !== null) play.setTimer("talk", ends, { kind: "talk" });
}

/** Words and attachment of what a person did, as a human reads it. */
export function writtenIn(content: Content): readonly [words: string, media: string | null] {
  switch (content.kind) {
    case "text":
    case "edit":
      return [content.text, null];
    case "tap":
      return [content.label ?? content.id, null];
    case "media":
      return [content.caption, content.url ?? content.media];
    case "location":
    case "contact-card":
    case "reaction":
    case "revoke":
    case "opt-out":
    case "opt-in":
    case "human-elsewhere":
    case "unsupported":
      return [`[${content.kind}]`, null];
  }
}

function add(play: Play, more: readonly Spoken[]): void {
  if (more.length === 0) return;
  play.state = { ...play.state, talk: addTalk(play.state.talk, more, play.now) };
}

/** The count of a consultant's words in this input; null when it is something else. */
function wordsIn(input: Input): number | null {
  if (input.kind !== "mail" || input.mail.kind !== "case") return null;
  return input.mail.told.kind === "words" ? input.mail.told.n : null;
}

/** The count under which this turn's words went to the case; null when they did not. */
function wentToCase({ human: before }: State, { human: after }: State): number | null {
  const { open } = after;
  if (open === null || before.open?.case !== open.case) return null;
  return open.wrote > before.open.wrote ? open.wrote : null;
}
