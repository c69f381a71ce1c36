import { intakes, sayingOf } from "../../cases/intake.ts";
import { sentenceKeys } from "../../cases/heard.ts";
import { dimensions, organizationTypes, priorities } from "../../diagnostic/answers.ts";
import { services, type Rubric } from "../../diagnostic/rubric.ts";
import { smallTalk } from "../../knowledge/knowledge.ts";
import { languages } from "../../language/languages.ts";
import { ofPages } from "./spoken-pages.ts";

/** A sentence said by code: the variables it is given, besides `{org}`. */
export interface Spoken {
  readonly with: readonly string[];
  /** Said only where it exists. */
  readonly optional: boolean;
}

/** Keys that stand in code as they are, with their variables. A test compares them with the code. */
export const literal: Readonly<Record<string, readonly string[]>> = {
  "case.agreed": [],
  "words.org.unknown": [],
  "voice.no-recordings": [],
  "case.late": ["number", "date", "returns", "who"],
  "case.line": ["words"],
  "case.nudged": ["number", "date", "returns", "who"],
  "case.still-open": ["number", "date", "returns", "who"],
  "case.still-undated": [],
  "case.bot-again": ["number", "date", "returns", "who"],
  "case.returned": ["number", "date", "returns", "who"],
  "case.warned": ["number", "date", "returns", "who"],
  "case.words": ["who", "words"],
  "change.offer.nothing-before": [],
  "correct.more": [],
  "data.line-address": [],
  "data.line-answers": ["count"],
  "data.line-case": ["number", "date"],
  "data.line-cases-past": ["count"],
  "data.line-consent": ["date"],
  "data.line-follow-up": ["date"],
  "data.line-language": ["language"],
  "data.line-profile": ["count"],
  "data.line-reminders": ["date"],
  "data.line-results": ["count"],
  "data.line-talk": [],
  "data.line-webinars": ["count"],
  "diagnostic.half-way": [],
  "diagnostic.not-applicable": [],
  "documents.certificate.minutes": ["minutes"],
  "documents.issuer": [],
  "documents.issuer.place": [],
  "documents.offer": [],
  "documents.report-page.because": ["name", "answer"],
  "documents.report-page.because-estimated": ["name"],
  "documents.report-page.dimensions": [],
  "documents.report-page.footer": ["rubric"],
  "documents.report-page.heading": [],
  "documents.report-page.plan": [],
  "documents.report-page.planned": ["band", "title"],
  "documents.report-page.planned-estimated": ["title"],
  "documents.report-page.unsure": ["role"],
  "documents.result.footer": ["day"],
  "documents.result.heading": [],
  "documents.result.level": ["level", "levelName"],
  "documents.result.level-estimated": ["level", "levelName"],
  "documents.result.level-unsure": [],
  "documents.result.score": ["score"],
  "documents.result.score-range": ["low", "high"],
  "documents.result.to-confirm": [],
  "elsewhere.warned": ["date"],
  "human.noted": [],
  "knowledge.abuse": [],
  "knowledge.help-of": ["name"],
  "knowledge.source": ["names", "date"],
  "knowledge.source-law": ["names", "date"],
  "legal.lock": [],
  "legal.lock-sales": [],
  "pages.correct": [],
  "pages.fix.close": [],
  "pages.fix.gone": [],
  "pages.fix.more": [],
  "pages.fix.nothing": [],
  "pages.lines.help": [],
  "pages.lines.line": ["label"],
  "pages.lines.line-before": ["label", "before"],
  "pages.lines.line-now": ["label", "amount"],
  "pages.lines.neither": [],
  "pages.lines.ryal": ["words", "amount"],
  "pages.lines.so-far": ["income", "expense"],
  "pages.lines.unclear": ["words"],
  "pages.lines.unreadable": ["words"],
  "pages.objectives.idea": ["n"],
  "pages.objectives.noted": ["who", "day"],
  "pages.objectives.noted-day": ["day"],
  "pages.part.objective-what": ["n"],
  "pages.ready.done": [],
  "pages.review": ["title"],
  "pages.stand.made": ["day"],
  "pages.stand.open": [],
  "pages.title.presentation": [],
  "pages.told.file": ["title"],
  "pages.told.kept": ["title"],
  "pages.told.totals": ["income", "expense"],
  "pages.told.unquoted": [],
  "result.card-estimated": ["title", "name", "answer", "step", "done", "within", "service"],
  "result.card-lead": [],
  "result.card-rural": [],
  "result.held": ["held"],
  "result.card-text": ["title", "name", "answer", "step", "done", "within", "service"],
  "result.line": ["name", "bar", "score"],
  "result.line-estimated": ["name", "bar"],
  "result.line-unsure": ["name"],
  "result.locked-title": [],
  "result.next-without.compare": [],
  "result.none": [],
  "result.plan-choice": ["n"],
  "result.plan-line": ["n", "title", "within"],
  "result.progress-all-stable": [],
  "result.progress-stable": [],
  "system.between": ["first", "second"],
  "system.choose": [],
  "system.colleague-changed": ["name"],
  "system.continued": [],
  "system.done": [],
  "system.dont-know": [],
  "system.failed": ["reference"],
  "system.full": [],
  "system.expired": [],
  "system.left": ["questions", "minutes"],
  "system.lost-again": [],
  "system.lost-choice": ["last"],
  "system.lost-number": ["last"],
  "system.lost-list": ["lines"],
  "system.lost-words": ["last"],
  "system.media": [],
  "system.moment": [],
  "system.moved": [],
  "system.muted": [],
  "system.no-back": [],
  "system.no-skip": [],
  "system.numbered": ["digit", "label"],
  "system.old-button": [],
  "system.paused": [],
  "system.stalled": [],
  "system.still-stopped": [],
  "system.stopped": [],
  "system.tamazight": [],
  "system.unfinished": [],
  "system.unfinished-short": [],
  "system.voice": [],
  "result.webinar": [],
  "result.verify": ["role", "verify"],
  "webinar.certificate-text": ["name", "title", "day", "minutes", "code"],
  "webinar.choice": ["n", "date"],
  "webinar.closed": [],
  "webinar.for-all": [],
  "webinar.for-levels": ["from", "to"],
  "webinar.full": [],
  "webinar.hour-before": ["title", "when", "link"],
  "webinar.hour-before-soon": ["title", "when"],
  "webinar.line": ["n", "title", "when"],
  "webinar.line-full": ["n", "title", "when"],
  "webinar.line-mine": ["n", "title", "when"],
  "webinar.longer": ["title", "minutes"],
  "webinar.relinked": ["title", "link"],
  "webinar.replay": ["title", "link"],
  "webinar.started": ["title", "link"],
  "why.line": ["name", "answer", "points", "weight"],
  "why.line-court": ["name", "answer"],
};

/** What a certificate and a report print besides, and what stands on the page that checks one. */
const printed = {
  verify: ["heading", "code", "check", "name", "same", "different", "unknown"],
  certificate: ["heading", "before", "after", "day", "duration", "note", "code", "check"],
  "report-page": [
    "lead",
    "no-plan",
    "why",
    "step",
    "done",
    "when",
    "help",
    "law",
    "prepare",
    "band-1",
    "band-2",
    "band-3",
    "band-4",
  ],
};

/** The page of a copy of one's data, and the headings of its text. */
const copied =
  "title-page about button opened text json gone contact agreements answers results actions webinars talk".split(
    " ",
  );

const contents = ["location", "contact-card", "edit", "unsupported"];
const origins = ["unknown", "implied", "estimated", "na", "express"];
const roles = ["tresorerie", "presidence", "communication", "equipe", "secretariat"];

/** Every sentence the engine says by itself: the literal keys, and those it makes from ids. */
export function spokenBy(rubric: Rubric | null): ReadonlyMap<string, Spoken> {
  const spoken = new Map<string, Spoken>();
  const say = (key: string, given: readonly string[] = [], optional = false): void => {
    spoken.set(key, { with: given, optional });
  };
  for (const [key, given] of [...Object.entries(literal), ...ofPages]) say(key, given);
  for (const key of sentenceKeys) say(key, ["number", "date", "returns", "who"]);
  for (const { questions } of intakes) {
    for (const { id, choices } of questions) {
      say(sayingOf(id));
      for (const choice of choices ?? []) say(`${sayingOf(id)}.${choice}`);
    }
  }
  for (const [page, names] of Object.entries(printed)) {
    for (const name of names) say(`documents.${page}.${name}`);
  }
  say("documents.verify.known", ["title", "day", "minutes"]);
  for (const name of copied) say(`data.copy.${name}`);
  say("data.copy.title", ["date"]);
  say("data.copy.case", ["number"]);
  for (const kind of contents) say(`system.${kind}`);
  for (const language of languages) {
    say(`system.switch.${language}`);
    say(`words.language.${language}`);
  }
  for (const verdict of ["up", "down"]) {
    say(`result.progress-${verdict}`, ["name", "points"]);
    say(`result.progress-${verdict}-court`, ["name"]);
  }
  for (const origin of origins) say(`why.line-${origin}`, ["name", "answer", "points", "weight"]);
  for (const type of [...organizationTypes, "creation"]) {
    say(`words.org.${type}`);
    say(`words.type.${type}`);
  }
  say("words.org.unknown");
  // The type was answered with « Je ne sais pas ».
  say("words.type.dont-know");
  for (const dimension of dimensions) {
    say(`words.dimension.${dimension}`);
    say(`words.dimension.${dimension}.short`);
  }
  for (const level of [1, 2, 3, 4, 5]) {
    say(`words.level.${level}`);
    say(`words.level.${level}.phrase`);
  }
  for (const priority of priorities) say(`words.priority.${priority}`);
  for (const role of roles) say(`words.role.${role}`);
  for (const talk of smallTalk) say(`knowledge.talk.${talk}`);
  for (const way of ["none", "human", "menu"]) say(`knowledge.elsewhere.${way}`);
  for (const way of ["more", "mine"]) say(`webinar.elsewhere.${way}`);
  for (const name of ["french", "arabic", "darija", "english"]) say(`webinar.spoken.${name}`);
  for (const days of [14, 30, 90]) say(`words.within.days-${days}`);
  for (const service of services) say(`words.service.${service}`);
  for (const { id } of rubric?.questions ?? []) say(`diagnostic.${id}.name`);
  for (const { id, locked } of rubric?.actions ?? []) {
    // Of a locked action only the law is said (brief § 2.9).
    say(`actions.${id}`, [], locked);
    say(`actions.${id}.step`, [], locked);
    say(`actions.${id}.done`, [], locked);
    say(`actions.${id}.step.phone`, [], true);
  }
  return spoken;
}
