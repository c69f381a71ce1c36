import { hideNumbers } from "../knowledge/hide-numbers.ts";
import { rowOf, type Case, type CasePlay } from "./case.ts";
import { endByPerson, forget, resolve } from "./ending.ts";
import { accept, expectWord, flush } from "./holding.ts";
import type { FromContact } from "./mail.ts";
import { lastSentence, type Spoken } from "./talk.ts";

type Open = Extract<FromContact, { kind: "open" }>;

/** The first page of a case. */
export function openCase(contact: string, told: Open, now: number): Case {
  return {
    contact,
    revision: 0,
    phase: "new",
    opened: now,
    reason: told.reason,
    need: told.need,
    // Nobody whose account is hacked waits for a second student.
    seats: told.need.sensitive && !told.need.urgent ? 2 : 1,
    brief: told.brief.map((line) => ({ ...line, text: hideNumbers(line.text) })),
    mode: { kind: "normal" },
    promised: told.promised,
    promises: 0,
    late: 0,
    answered: null,
    holders: [],
    offered: [],
    invited: null,
    tried: [],
    round: 0,
    hold: 0,
    holding: false,
    said: 0,
    queue: [],
    wrote: 0,
    waitsSince: now,
    nudges: 0,
    warned: null,
    closed: null,
    resolved: null,
    reopened: 0,
    score: null,
    followed: null,
    asked: [],
    erased: false,
    due: told.promised === null ? {} : { promise: told.promised },
    answers: [],
  };
}

/** What begins with the first page. */
export function begin(play: CasePlay, told: Open): void {
  play.note("opened", told.reason, "person");
  const talk = told.talk ?? [];
  keepTalk(play, talk);
  if (told.words !== null && !isSaidIn(talk, told.words)) keepWords(play, told.words, null, 0);
  play.tellDesk({ kind: "register", row: rowOf(play) });
  if (told.need.urgent) play.tellDesk({ kind: "alert", case: play.id, why: "urgent" });
  if (told.reason === "distress") play.tellDesk({ kind: "alert", case: play.id, why: "distress" });
  if (told.need.urgent && told.need.sensitive) {
    play.tellDesk({ kind: "alert", case: play.id, why: "pair" });
  }
}

/** What the contact posts once the case is there. */
export function hearPerson(play: CasePlay, told: FromContact): void {
  const { file } = play;
  switch (told.kind) {
    // It came twice.
    case "open":
      return;
    case "wrote":
      return wrote(play, told);
    case "holding":
      keepTalk(play, told.talk ?? []);
      nameRequest(play, lastSentence(told.talk ?? []));
      if (!play.isHeld || told.hold !== file.hold) return;
      play.change({ holding: true });
      return flush(play);
    case "missed":
      return play.note("missed", String(told.n), "person");
    case "absent":
      return endByPerson(play, "absent");
    case "withdraw":
      return endByPerson(play, "withdrawn");
    case "stopped":
      return endByPerson(play, "stopped");
    case "erased":
      return forget(play);
    case "urge":
      return urge(play);
    case "resolved":
      return resolve(play, told.answer, told.reopens);
    case "rated":
      if (file.score !== null) return;
      play.change({ score: told.score });
      return play.note("rated", String(told.score), "person");
    case "remarked":
      return keepWords(play, told.words, null, 0);
    case "followed":
      if (file.followed !== null) return;
      play.change({ followed: told.answer });
      return play.note(`followed:${told.answer}`, "", "person");
  }
}

/**
 * Words of the person have a home here as long as somebody will read them; those that come to a
 * closed case go back, and the bot answers them.
 */
function wrote(play: CasePlay, { n, words, media }: Extract<FromContact, { kind: "wrote" }>): void {
  const { file, now } = play;
  if (n <= file.wrote) return;
  play.change({ wrote: n });
  if (file.phase === "closed") return play.tell({ kind: "returned", n, words, media });
  keepWords(play, words, media, n);
  if (file.answered === null) nameRequest(play, words === "" ? null : words);
  const waits = file.waitsSince !== null;
  play.change({ waitsSince: file.waitsSince ?? now, nudges: 0, warned: null });
  play.due("close", null);
  if (!play.isHeld) return;
  if (file.phase === "waiting_user") play.change({ phase: "active" });
  // Somebody who was told already that a person waits is not given more time by their writing again.
  if (!waits || file.due.close !== undefined) expectWord(play);
  play.tellDesk({ kind: "listed", row: rowOf(play) });
}

function keepWords(play: CasePlay, words: string, media: string | null, n: number): void {
  const text = hideNumbers(words).slice(0, 4_096);
  play.journal.push({ kind: "message", author: "person", by: "", at: play.now, n, text, media });
}

/** What was said before, each at its own moment: numbers were taken out where it was kept. */
function keepTalk(play: CasePlay, talk: readonly Spoken[]): void {
  for (const { by, at, move, text, media, choices, tapped } of talk) {
    if (text === undefined || by === "consultant") continue;
    play.journal.push({
      kind: "message",
      author: by,
      by: "",
      at,
      n: 0,
      text,
      media: media ?? null,
      move,
      ...(choices === undefined ? {} : { choices: [...choices] }),
      ...(tapped === undefined ? {} : { tapped }),
    });
  }
}

/** Whoever asked without a word about it says it later: that is the request then. */
function nameRequest(play: CasePlay, words: string | null): void {
  const { brief } = play.file;
  if (words === null || brief.some(({ label }) => label === "request")) return;
  const text = `« ${hideNumbers(words).slice(0, requestMost)} »`;
  const first = brief.findIndex(({ label }) => label === "language");
  play.change({ brief: brief.toSpliced(first + 1, 0, { label: "request", text }) });
}

/** One sentence or two. */
const requestMost = 300;

/** The words with which they asked for somebody were the last they said. */
function isSaidIn(talk: readonly Spoken[], words: string): boolean {
  const last = talk.findLast(({ by }) => by === "person")?.text ?? "";
  return hideNumbers(words) === last;
}

function urge(play: CasePlay): void {
  const { phase, need, answered, holders } = play.file;
  if (phase === "closed" || need.urgent || answered !== null) return;
  play.change({ need: { ...need, urgent: true } });
  play.note("urged", "", "person");
  if (!play.isHeld) {
    // Whoever is on duty is asked anew, and nobody waits for a second student.
    play.change({ phase: "new", seats: 1, offered: [], tried: [], round: 0 });
    play.due("offer", null);
    if (holders.length > 0) accept(play);
  }
  play.tellDesk({ kind: "alert", case: play.id, why: "urgent" });
  play.tellDesk({ kind: "register", row: rowOf(play) });
}
