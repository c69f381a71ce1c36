import type { Instant } from "../instant.ts";
import { nothing, sentence, type Heard, type Line, type SentenceKey } from "./heard.ts";
import { inNextEpoch, mayBotSpeak, type Human, type OpenCase } from "./human.ts";
import type { ContactMail, Told } from "./mail.ts";

/**
 * What a contact does with one mail of a case (`{ kind: "case", case, told }`).
 *
 * `stopped`: the person asked for silence, so nothing is started. Mail that comes twice, or of a case
 * that is no longer theirs, says nothing.
 */
export function hearCase(
  human: Human,
  { case: caseId, told }: ContactMail,
  now: Instant,
  stopped: boolean,
): Heard {
  if (told.kind === "returned") return returned(human, caseId, told, now);
  if (told.kind === "question") return question(human, caseId, told, stopped);
  const { open } = human;
  if (open?.case !== caseId) return stranger(human, caseId, told);
  switch (told.kind) {
    case "promised":
      return promised(human, open, told);
    case "held":
      return held(human, open, told, now);
    case "words":
      return words(human, open, told, now);
    case "warned": {
      if (open.stage !== "held" || told.hold !== open.hold) return nothing(human);
      return { ...nothing(human), said: [sentence("case.warned", { date: told.until })] };
    }
    case "nudged": {
      if (open.stage !== "held" || told.n <= open.nudges || stopped) return nothing(human);
      const next = { ...human, open: { ...open, nudges: told.n } };
      const who = names(open.who);
      return { ...nothing(next), said: [sentence("case.nudged", { who })], as: "reminder" };
    }
    case "released":
      return released(human, open, told, now);
    case "gone": {
      const next = inNextEpoch(human, { open: null });
      return { ...nothing(next), said: [sentence("case.gone")], resumes: open.stage === "held" };
    }
  }
}

/** A case they left, or that is over for them. */
function stranger(human: Human, caseId: string, told: Told): Heard {
  if (told.kind === "words") {
    return { ...nothing(human), posts: [{ to: caseId, body: { kind: "missed", n: told.n } }] };
  }
  // What comes twice after the end is no reason to end it again.
  if (human.last?.case === caseId) return nothing(human);
  if (told.kind === "held" || told.kind === "promised") {
    return { ...nothing(human), posts: [{ to: caseId, body: { kind: "absent" } }] };
  }
  return nothing(human);
}

function promised(human: Human, open: OpenCase, told: Extract<Told, { kind: "promised" }>): Heard {
  if (told.n <= open.promises) return nothing(human);
  const { promised: date, returns, n: promises } = told;
  const next = { ...human, open: { ...open, promised: date, returns, promises } };
  const keys: Readonly<Record<typeof told.why, SentenceKey>> = {
    opened: returns === null ? "case.promised" : "case.away",
    urged: "case.sooner",
    late: "case.late",
    returned: "case.returned",
    reopened: "case.reopened",
  };
  const values = { number: open.number, date, ...(returns === null ? {} : { returns }) };
  return {
    ...nothing(next),
    said: [sentence(keys[told.why], values)],
    as: told.why === "late" ? "reminder" : "reply",
  };
}

/** From this commit on the bot is silent. Only then are words of a human carried. */
function held(
  human: Human,
  open: OpenCase,
  told: Extract<Told, { kind: "held" }>,
  now: Instant,
): Heard {
  if (told.hold < open.hold || (told.hold === open.hold && open.stage === "waiting")) {
    return nothing(human);
  }
  const posts = [{ to: open.case, body: { kind: "holding", hold: told.hold } }] as const;
  const who = names(told.who);
  const taken = { ...open, stage: "held", hold: told.hold, who: told.who, attended: now } as const;
  if (told.hold === open.hold) {
    if (who === names(open.who)) return nothing(human);
    return {
      ...nothing({ ...human, open: taken }),
      said: [sentence("case.other", { who })],
    };
  }
  const next = inNextEpoch(human, { open: { ...taken, nudges: 0 } });
  return { ...nothing(next), posts, said: [sentence("case.held", { who })] };
}

function words(
  human: Human,
  open: OpenCase,
  told: Extract<Told, { kind: "words" }>,
  now: Instant,
): Heard {
  if (told.n <= open.told) return nothing(human);
  if (open.stage !== "held") {
    return { ...nothing(human), posts: [{ to: open.case, body: { kind: "missed", n: told.n } }] };
  }
  const { text, language, who } = told;
  // The promise is kept, or excused: no date stands any more.
  const next = { ...open, told: told.n, attended: now, promised: null, returns: null };
  const said: Line[] = [{ kind: "words", text, language, who }];
  if (told.sorry) said.unshift(sentence("case.sorry"));
  return { ...nothing({ ...human, open: next }), said };
}

function released(
  human: Human,
  open: OpenCase,
  told: Extract<Told, { kind: "released" }>,
  now: Instant,
): Heard {
  const wasHeld = open.stage === "held";
  // Hold 0 is the end of a case that nobody had.
  const isOfNow = told.hold === (wasHeld ? open.hold : 0) && told.life === open.life;
  if (!isOfNow) return nothing(human);
  const again = wasHeld ? [sentence("case.bot-again")] : [];
  if (told.why !== "closed") {
    const waiting = { ...open, stage: "waiting", who: [] } as const;
    return {
      ...nothing(inNextEpoch(human, { open: waiting })),
      said: [sentence("case.given-back"), ...again],
      resumes: true,
    };
  }
  const { number, hold, life, promises, told: count, wrote } = open;
  const last = {
    case: open.case,
    number,
    since: open.since,
    closed: now,
    counts: { hold, life, promises, told: count, wrote },
    asked: told.asks ? (["resolved"] as const) : [],
    answered: [],
  };
  const summary = told.summary.map((text): Line => ({
    kind: "words",
    text,
    language: told.language,
    who: "",
  }));
  const said = [
    ...(told.sorry ? [sentence("case.sorry")] : []),
    ...(summary.length > 0 ? [sentence("case.summary", { number }), ...summary] : []),
    ...again,
    ...(told.asks ? [{ kind: "question", question: "resolved", action: null } as const] : []),
  ];
  // Their question goes first; the flow they were in is taken up when it is answered.
  return {
    ...nothing(inNextEpoch(human, { open: null, last })),
    said,
    resumes: wasHeld && !told.asks,
  };
}

/** Once a case, never while somebody else speaks, never to whoever asked for silence. */
function question(
  human: Human,
  caseId: string,
  { question, action }: Extract<Told, { kind: "question" }>,
  stopped: boolean,
): Heard {
  const { last } = human;
  if (last?.case !== caseId || last.asked.includes(question)) return nothing(human);
  if (stopped || !mayBotSpeak(human, "started")) return nothing(human);
  const next = { ...human, last: { ...last, asked: [...last.asked, question] } };
  return { ...nothing(next), said: [{ kind: "question", question, action }], as: "reminder" };
}

/** Nobody answered it: whoever speaks now does. */
function returned(
  human: Human,
  caseId: string,
  { n, words, media }: Extract<Told, { kind: "returned" }>,
  now: Instant,
): Heard {
  const [known, last] = human.back ?? ["", 0];
  if (known === caseId && n <= last) return nothing(human);
  const { open } = human;
  const back = [caseId, n] as const;
  if (open?.stage !== "held") return { ...nothing({ ...human, back }), returned: { words, media } };
  const wrote = open.wrote + 1;
  const next = { ...human, back, open: { ...open, wrote, attended: Math.max(open.attended, now) } };
  const body = { kind: "wrote", n: wrote, words, media } as const;
  return { ...nothing(next), posts: [{ to: open.case, body }] };
}

function names(who: readonly string[]): string {
  return who.join(", ");
}
