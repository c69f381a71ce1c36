import { serviceIn } from "../cases/wish.ts";
import { legalLock } from "../diagnostic/legal-lock.ts";
import { day, hour } from "../instant.ts";
import { find, speaksOfWebinars, type Finding } from "../knowledge/knowledge.ts";
import { redact } from "../knowledge/redact.ts";
import { pageWished } from "../pages/wish.ts";
import type { Topic } from "../knowledge/topic.ts";
import { fold, wordsOf } from "../language/fold.ts";
import { asksSomething } from "../language/questions.ts";
import { endOf } from "../webinar/plan.ts";
import { addWords, hasOpenCase } from "./actions/case.ts";
import { currentFlow } from "./book.ts";
import { questionsOwner } from "./owners/questions.ts";
import { follow, start } from "./moves.ts";
import type { Play } from "./play.ts";
import type { Frame } from "./state.ts";

/** The conversations in which questions are answered: whoever asks again begins them anew. */
const answering: readonly string[] = ["answer", "appeal"];

/** A question has at least this many words, when it comes in the place of an answer. */
const wordsOfQuestion = 4;

/** Words where nothing was asked: they are answered, or passed on to whoever can. */
export function consult(play: Play, text: string): void {
  const finding = findingOf(play, text);
  if (finding.kind === "webinar") return start(play, "webinars", false, asksWebinar(finding, text));
  // They were told that they may go on writing: it reaches whoever will answer.
  const isTold =
    finding.kind === "lock" ||
    (finding.kind === "answer" && asksSomething(text)) ||
    pageWished(text)?.isClear === true;
  if (hasOpenCase(play) && !isTold) {
    addWords(play, text);
    return play.say("human.noted");
  }
  if (finding.kind !== "lock" && takesPage(play, text, false)) return;
  const service = finding.kind === "lock" ? null : serviceIn(text);
  if (service !== null && mayAskService(play)) {
    start(play, "services", false, { service });
    return;
  }
  switch (finding.kind) {
    case "lock":
      start(play, "appeal", false);
      return;
    case "abuse":
      play.say("knowledge.abuse");
      return;
    case "small-talk":
      play.say(`knowledge.talk.${finding.talk}`);
      if (finding.talk !== "thanks" && finding.talk !== "bye") start(play, "menu", false);
      return;
    case "answer":
    case "offer":
      start(play, "answer", false, asked(play, finding.kind, finding.topics, text));
      return;
    case "none":
      collect(play, text, finding.topics);
      start(play, "answer", false, asked(play, "none", near(text, finding.topics), text));
      return;
  }
}

/**
 * Words that answer no pending question: what they ask is answered, and the question returns. False
 * when they ask nothing that we know.
 */
export function consultAside(play: Play, text: string, returns: boolean): boolean {
  if (play.frames.length === 1 && answering.includes(play.top.flow)) {
    // Nothing waits under the last answer: it is over.
    play.frames = [];
    play.state = { ...play.state, session: null };
    consult(play, text);
    return true;
  }
  const finding = findingOf(play, text);
  if (finding.kind === "webinar") {
    start(play, "webinars", true, asksWebinar(finding, text));
    return true;
  }
  if (finding.kind !== "lock" && takesPage(play, text, true)) return true;
  const service = finding.kind === "lock" ? null : serviceIn(text);
  if (
    service !== null &&
    mayAskService(play) &&
    !play.frames.some(({ flow }) => flow === "services")
  ) {
    start(play, "services", true, { service });
    return true;
  }
  const isAnswered =
    finding.kind === "answer" || finding.kind === "lock" || finding.kind === "abuse";
  if (!isAnswered && !asksSomething(text) && addsToCase(play, text)) return true;
  switch (finding.kind) {
    case "lock":
      start(play, "appeal", true);
      return true;
    case "abuse":
      play.say("knowledge.abuse");
      follow(play, { kind: "again" });
      return true;
    case "small-talk":
      if (returns) return false;
      // Whoever says hello again has the question to answer, and no second greeting.
      if (finding.talk !== "hello") play.say(`knowledge.talk.${finding.talk}`);
      follow(play, { kind: "again" });
      return true;
    case "answer":
      start(play, "answer", true, asked(play, "answer", finding.topics, text));
      return true;
    case "offer":
      if (!asksSomething(text)) return false;
      start(play, "answer", true, asked(play, "offer", finding.topics, text));
      return true;
    case "none":
      if (asksSomething(text)) collect(play, text, finding.topics);
      return false;
  }
}

/**
 * A sentence that answers nothing, from somebody whom a student is to answer: they were told that they
 * may go on writing, so it reaches the student, and the pending question returns.
 */
function addsToCase(play: Play, text: string): boolean {
  if (!hasOpenCase(play) || wordsOf(fold(text)).length < wordsOfQuestion) return false;
  addWords(play, text);
  play.say("human.noted");
  follow(play, { kind: "again" });
  return true;
}

/** Whether words in the place of an answer clearly ask something, and what they ask is answered. */
export function asksInstead(play: Play, text: string): boolean {
  if (pageWished(text)?.isClear === true && findingOf(play, text).kind !== "lock") {
    if (takesPage(play, text, true)) return true;
  }
  if (!asksSomething(text) || wordsOf(fold(text)).length < wordsOfQuestion) return false;
  const { kind } = findingOf(play, text);
  const isTold = kind === "answer" || kind === "lock" || kind === "webinar";
  return isTold && consultAside(play, text, false);
}

/** Whether words ask something about a webinar, where one is spoken of. */
export function asksAboutWebinar(play: Play, text: string): boolean {
  const isNear = speaksOfWebinars(text) || isAmongWebinars(play);
  return isNear && findingOf(play, text).kind === "webinar";
}

/** « Le lien » and nothing else, from somebody who is registered. */
export function wantsLink({ state }: Play, text: string): boolean {
  return Object.keys(state.registrations.of).length > 0 && linkAlone.test(fold(text.slice(0, 60)));
}

const linkAlone =
  /^(?:le |the |l)?(?:lien|link|liyan|(?:ال)?رابط|(?:ال)?ليان)(?: .{1,16})?[\s?!.؟]*$/u;

/** Another question while a model still words the answer to the one before: it takes its place. */
export function asksAnother(play: Play, text: string): boolean {
  if (play.top.flow !== "answer" || play.placed().asking !== null) return false;
  const { kind } = findingOf(play, text);
  return (
    (kind === "answer" || kind === "offer" || kind === "lock") && consultAside(play, text, false)
  );
}

/**
 * The first words ever, when they ask something: the answer comes first, then the welcome. False
 * when they do not.
 */
export function consultFirst(play: Play, text: string): boolean {
  const finding = findingOf(play, text);
  if (finding.kind === "webinar") {
    // Looking around and being told needs no agreement; a seat does, and asks for it.
    start(play, "webinars", false, asksWebinar(finding, text));
    return true;
  }
  if (finding.kind !== "answer" && finding.kind !== "offer" && finding.kind !== "lock")
    return false;
  if (finding.kind === "offer" && !asksSomething(text)) return false;
  const welcome = currentFlow(play.book, "welcome");
  play.frames = [
    {
      flow: welcome.id,
      version: welcome.version,
      step: welcome.first,
      values: {},
      trail: [],
      aside: false,
    },
  ];
  if (finding.kind === "lock") start(play, "appeal", true);
  else start(play, "answer", true, asked(play, finding.kind, finding.topics, text));
  return true;
}

/** « Faire un budget »: the page is begun or gone on with; the one under way asks its question again. */
function takesPage(play: Play, text: string, aside: boolean): boolean {
  const wish = pageWished(text);
  if (wish === null || !mayAskService(play)) return false;
  const at = play.frames.findLastIndex(({ flow }) => flow === `pages-${wish.page}`);
  if (at !== -1) {
    // Digressions on top of it are over.
    const digression = play.frames.findIndex((frame, index) => index > at && frame.aside);
    if (digression !== -1) play.frames = play.frames.slice(0, digression);
    follow(play, { kind: "again" });
  } else start(play, "pages", aside, { page: wish.page });
  return true;
}

/** What a service needs is kept, so they must have agreed to that. */
function mayAskService({ state }: Play): boolean {
  return typeof state.facts["consent"] === "string";
}

function findingOf(play: Play, text: string): Finding {
  const { knowledge } = play.book;
  if (knowledge === null) return { kind: "none", topics: [] };
  const isNear = speaksOfWebinars(text) || isAmongWebinars(play);
  const finding = find(knowledge, text, play.state.language, isNear);
  if (finding.kind !== "lock" || !isUnlocked(play)) return finding;
  // A consultant recorded what the law asks: the articles may speak.
  const topics = knowledge.topics.get(preparing);
  return topics === undefined ? finding : { kind: "answer", topics: [topics] };
}

/** « Préparer une collecte autorisée » (brief § 4.3). */
const preparing = 82;

function isUnlocked(play: Play): boolean {
  const evidence = play.orgValue("evidence");
  const type = play.orgValue("P1");
  if (!Array.isArray(evidence) || typeof type !== "string") return false;
  // Written by consultants through its schema.
  const lock = legalLock(evidence, type as "association", play.now);
  return lock.kind === "open";
}

/** « C'est payant ? » is about a webinar for whoever is registered for one, or has just looked at it. */
function isAmongWebinars({ state, frames, now }: Play): boolean {
  if (frames.some(({ flow }) => flow.startsWith("webinar"))) return true;
  if (Object.values(state.registrations.of).some(({ card }) => now < endOf(card) + asksLater)) {
    return true;
  }
  const viewed = state.facts["viewed"];
  return Array.isArray(viewed) && typeof viewed[1] === "number" && now - viewed[1] < looksLately;
}

const asksLater = 20 * day;
const looksLately = hour;

/** What the flow `webinars` begins with. */
function asksWebinar(
  { about }: Extract<Finding, { kind: "webinar" }>,
  text: string,
): Frame["values"] {
  return { about, said: text.slice(0, 300) };
}

/** What the flow `answer` begins with. */
function asked(
  play: Play,
  how: "answer" | "offer" | "none",
  topics: readonly Topic[],
  text: string,
): Frame["values"] {
  return {
    how,
    topic: how === "answer" ? String(topics[0]?.id ?? "") : "",
    found: topics.map(({ id }) => String(id)),
    brief: play.frames.length > 0,
    question: redacted(text),
  };
}

/** A question stands near its beginning. */
function redacted(text: string): string {
  return redact(text.slice(0, 600), []);
}

/** A word or two that are no question bring up nothing near. */
function near(text: string, topics: readonly Topic[]): readonly Topic[] {
  return wordsOf(fold(text)).length < 3 ? [] : topics;
}

/** For those who write the topics: what was asked in vain, without what tells who asked. */
function collect(play: Play, text: string, topics: readonly Topic[]): void {
  if (typeof play.state.facts["consent"] !== "string" || wordsOf(fold(text)).length < 3) return;
  play.post(questionsOwner, {
    kind: "unanswered",
    language: play.state.language,
    text: redacted(text),
    nearest: topics.map(({ id }) => id),
  });
}
