import { rowOf, type CasePlay } from "./case.ts";
import { closeCase } from "./ending.ts";
import { afterWarning, flush, release } from "./holding.ts";
import type { Answer } from "./desk-mail.ts";
import type { Act } from "./mail.ts";
import { hideNumbers } from "../knowledge/hide-numbers.ts";

/** The person is reminded twice: with the consultant's own words three messages over ten days. */
export const nudgeAfter = [3, 7] as const;
export const noAnswerAfter = 10;

/** A consultant's command. The same command twice does nothing twice. */
export function act(play: CasePlay, told: Act): void {
  if (play.file.answers.some(({ command }) => command === told.command)) return;
  const outcome = refusal(play, told) ?? perform(play, told);
  play.answer(told.command, outcome);
}

/** Who holds the case acts; a coordinator may note and close. */
function refusal(play: CasePlay, told: Act): Answer["outcome"] | null {
  const { file, from } = play;
  const [role, who] = from.split(":");
  const coordinates = role === "coordinator" && (told.kind === "note" || told.kind === "close");
  const holds = role === "consultant" && file.holders.some(({ id }) => id === who);
  if (file.phase === "closed" && told.kind !== "note") return "closed";
  if (coordinates) return null;
  // Whoever closed a case may still add a note to it.
  if (!holds) return "not-yours";
  return play.isHeld || told.kind === "note" ? null : "waits";
}

function perform(play: CasePlay, told: Act): Answer["outcome"] {
  switch (told.kind) {
    case "say":
      say(play, told);
      return "done";
    case "note":
      write(play, "note", told.text);
      return "done";
    case "warn": {
      const until = play.now + afterWarning;
      play.change({ warned: told.closing });
      play.due("close", until);
      play.due("silent", null);
      play.due("give-back", null);
      play.note("warned", told.closing.code);
      play.tell({ kind: "warned", hold: play.file.hold, until });
      return "done";
    }
    case "close":
      closeCase(play, told.closing);
      return "done";
    case "give-back":
      write(play, "note", told.note);
      play.note("gave-back");
      release(play, "given-back");
      return "done";
  }
}

function say(play: CasePlay, told: Extract<Act, { kind: "say" }>): void {
  const { file, now } = play;
  const id = play.from.slice("consultant:".length);
  const who = file.holders.find((one) => one.id === id)?.name ?? id;
  const n = file.said + 1;
  const { text, language } = told;
  // An apology that is still owed goes with these words.
  const sorry = file.due.apology !== undefined;
  play.change({
    phase: "waiting_user",
    said: n,
    queue: [...file.queue, { kind: "words", n, text, language, who, sorry }],
    answered: file.answered ?? now,
    waitsSince: null,
    warned: null,
  });
  write(play, told.assisted ? "assisted" : "consultant", text, n);
  for (const one of ["promise", "apology", "silent", "give-back", "close"] as const) {
    play.due(one, null);
  }
  // Their own further words do not give the person more time to answer the first ones.
  if (file.due["no-answer"] === undefined) {
    play.change({ nudges: 0 });
    play.due("nudge", now + nudgeAfter[0] * 86_400_000);
    play.due("no-answer", now + noAnswerAfter * 86_400_000);
  }
  if (play.file.holding) flush(play);
  play.tellDesk({ kind: "listed", row: rowOf(play) });
}

function write(
  play: CasePlay,
  author: "note" | "assisted" | "consultant",
  text: string,
  n = 0,
): void {
  play.journal.push({
    kind: "message",
    author,
    by: play.from.slice(play.from.indexOf(":") + 1),
    at: play.now,
    n,
    // What the person reads is what was written; what is only kept needs no numbers.
    text: author === "note" ? hideNumbers(text) : text,
    media: null,
  });
}
