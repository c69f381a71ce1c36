import { answerMost, type Topic } from "../core/knowledge/topic.ts";
import { guessLanguage } from "../core/language/detect.ts";
import { fold, wordsOf } from "../core/language/fold.ts";
import { isRightToLeft, type Language } from "../core/language/languages.ts";
import { figuresOf } from "./figures.ts";
import { clausesOf, knowerOf, sentencesOf, ties, type Knows, type Told } from "./likeness.ts";
import { articleOf, systemText, type ModelAnswer } from "./prompt.ts";

/** The rules an answer may break, in the order in which they are looked at. */
export const unfits = [
  "ids",
  "empty",
  "long",
  "markup",
  "script",
  "link",
  "phone",
  "leak",
  "person",
  "appeal",
  "language",
  "figure",
  "name",
  "echo",
  "strange",
  "denial",
] as const;
export type Unfit = (typeof unfits)[number];

export interface Asked {
  /** As the model saw it. */
  readonly question: string;
  readonly language: Language;
  readonly topics: readonly Topic[];
}

/** Whether a text has people asked for money; the core's own rule. */
export type AsksForMoney = (text: string) => boolean;

export type Checked =
  | { readonly kind: "fit"; readonly text: string; readonly topics: readonly [number, ...number[]] }
  | { readonly kind: "unfit"; readonly why: Unfit };

/** Of the words that carry an answer so many stand in its topics, and in each of its sentences. */
const known = { whole: 0.6, sentence: 0.5 } as const;

/** So many words in a row of the question that no topic has are an echo; of our rules, a leak. */
const echoed = 6;
const leaked = 5;

/**
 * Whether a model's answer may be sent: only what the topics say, in the language asked, without a
 * figure, a link or a claim of its own (brief § 4.2). What fails is not mended: the written answer
 * is given instead. Pure.
 */
export function check(answer: ModelAnswer, asked: Asked, asksForMoney: AsksForMoney): Checked {
  const ids = [...new Set(answer.articleIds)];
  const topics = asked.topics.filter(({ id }) => ids.includes(id));
  const [first, ...others] = topics.map(({ id }) => id);
  if (first === undefined || topics.length !== ids.length) return { kind: "unfit", why: "ids" };
  const text = tidy(answer.answer);
  const given: Given = {
    text,
    ...asked,
    // Taken from the topics it names, and from no other.
    own: topics.map((topic) => ownText(topic, asked.language)).join("\n"),
    parts: topics.flatMap(({ title, answer: told, today }) => [
      title[asked.language],
      told[asked.language],
      today[asked.language],
      `${told[asked.language]}\n${today[asked.language]}`,
    ]),
    sourced: topics
      .flatMap((topic) => [
        ownText(topic, asked.language),
        ...topic.sources.map(({ title, url }) => `${title} ${url ?? ""}`),
      ])
      .join("\n"),
    asksForMoney,
  };
  const why = rules.find(([, breaks]) => breaks(given))?.[0];
  return why === undefined
    ? { kind: "fit", text, topics: [first, ...others] }
    : { kind: "unfit", why };
}

interface Given extends Asked {
  readonly text: string;
  /** What the topics named say in the language asked. */
  readonly own: string;
  /** The same in parts: titles, answers, what to do today, and answers with that. */
  readonly parts: readonly string[];
  /** The same, with their sources: links and numbers to call may come from there. */
  readonly sourced: string;
  readonly asksForMoney: AsksForMoney;
}

function ownText(topic: Topic, language: Language): string {
  const { title, text } = articleOf(topic, language);
  return `${title}\n${text}`;
}

/** Without what cannot be seen, and without blanks at the ends of lines. */
function tidy(text: string): string {
  return text
    .replace(/(?!\u200D)[\p{Cf}\u{E0100}-\u{E01EF}]/gu, "")
    .replace(/\r\n?/gu, "\n")
    .replace(/(?!\n)\p{Cc}/gu, " ")
    .normalize("NFC")
    .replace(/[^\S\n]+/gu, " ")
    .replace(/ ?\n ?/gu, "\n")
    .replace(/\n{3,}/gu, "\n\n")
    .trim();
}

const rules: readonly (readonly [Unfit, (given: Given) => boolean])[] = [
  ["empty", ({ text }) => !/\p{L}{2}/u.test(text)],
  ["long", ({ text }) => text.length > 2 * answerMost || charactersOf(text) > answerMost],
  [
    "markup",
    ({ text, own }) =>
      (text.match(/[<>{}[\]\\`|#^]|\*\*|__|~~/gu) ?? []).some((mark) => !own.includes(mark)),
  ],
  ["script", isInAnotherScript],
  ["link", hasOtherLink],
  ["phone", hasOtherPhone],
  ["leak", ({ text, own }) => leaks(text, own)],
  ["person", ({ text, own }) => speaksOfItself.test(fold(text)) && !speaksOfItself.test(fold(own))],
  ["appeal", hasAppeal],
  ["language", isInAnotherLanguage],
  ["figure", hasOtherFigure],
  ["name", hasOtherName],
  ["echo", echoes],
  ["strange", isStrange],
  ["denial", turnsAround],
];

const segmenter = new Intl.Segmenter("fr");

function charactersOf(text: string): number {
  return [...segmenter.segment(text)].length;
}

/** Arabic text may name "Google Drive"; no other text has Arabic in it, and none a third script. */
function isInAnotherScript({ text, language }: Given): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const arabic = letters.filter((letter) => /\p{Script_Extensions=Arabic}/u.test(letter)).length;
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  if (arabic + latin < letters.length) return true;
  return isRightToLeft(language) ? arabic < letters.length / 3 : arabic > 0;
}

const linkLike =
  /[a-z][a-z0-9+.-]*:\/\/\S+|\S+@\S+|(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]+|(?:[\p{L}\p{N}-]*\.)+\p{L}{2,}(?:\/\S*)?|\S+\s?\((?:at|arobase)\)\s?\S+|\b(?:javascript|mailto|tel|data):\S*|(?:[\p{L}\p{N}-]+ ?)(?:\bdot\b|\bpoint\b|نقطه|دوت) ?(?:com|net|org|ma|info|io|me|كوم)(?!\p{L})/giu;

function hasOtherLink({ text, sourced }: Given): boolean {
  const plain = (written: string): string =>
    written
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[。․‧∙]/gu, ".")
      .replace(/ة/gu, "ه");
  const allowed = linksIn(plain(sourced));
  return [...linksIn(plain(text))].some((link) => !allowed.has(link));
}

function linksIn(text: string): ReadonlySet<string> {
  return new Set(
    Array.from(text.matchAll(linkLike), ([link]) => link.replace(/[\s.,;:!?)»"/]+$/u, "")),
  );
}

function hasOtherPhone({ text, sourced }: Given): boolean {
  return [...phonesIn(text)].some((phone) => !phonesIn(sourced).has(phone));
}

function phonesIn(text: string): ReadonlySet<string> {
  const runs = fold(text).match(/\d(?:[\s().,_/*:|–—-]{0,3}\d){6,}/gu) ?? [];
  return new Set(runs.map((run) => run.replace(/\D/gu, "")));
}

const ruleWords = wordsOf(fold(systemText));
const ofTheProtocol =
  /articleids?|abstain|system prompt|json|prompt systeme|instructions? systeme|mes instructions|mes consignes|my instructions|knowledge base of the|"(?:answer|question|articles)"|تعليماتي|التعليمات الموجهه|ta3limat dyali/u;

function leaks(text: string, own: string): boolean {
  const folded = fold(text);
  if (ofTheProtocol.test(folded) && !ofTheProtocol.test(fold(own))) return true;
  return sharesRun(text, ruleWords.join(" "), own, leaked);
}

function echoes({ text, question, own }: Given): boolean {
  const [answer, asked] = [text, question].map((one) => ` ${wordsOf(fold(one)).join(" ")} `);
  return asked?.includes(answer ?? "") === true || sharesRun(text, question, own, echoed);
}

/** Whether `length` words in a row of a text come from another and not from the topics. */
function sharesRun(text: string, other: string, own: string, length: number): boolean {
  const words = wordsOf(fold(text));
  const from = ` ${wordsOf(fold(other)).join(" ")} `;
  const topics = ` ${wordsOf(fold(own)).join(" ")} `;
  return words.some((_, at) => {
    if (at + length > words.length) return false;
    const run = ` ${words.slice(at, at + length).join(" ")} `;
    return from.includes(run) && !topics.includes(run);
  });
}

/** A topic speaks of its reader. Whoever says "I" claims to be somebody. */
const speaksOfItself =
  /(?<![\p{L}\p{N}])(?:je|j'|moi|mon|ma propre|i|i'm|i am|my|myself|mine|انا|اسمي|سميتي|ana|ismi|smiti|smiyti|bnadem|human|humain|humaine|real person|vraie personne|chatgpt|openai|gpt|llama|mistral|انسان|بنادم)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])j'/u;

/** Some topics are about collections, and sound to the rule like an appeal: those words are ours. */
function hasAppeal({ text, parts, asksForMoney }: Given): boolean {
  const appeals = (written: string): boolean =>
    asksForMoney(written) || written.split("\n").some((line) => asksForMoney(line));
  return appeals(text) && !parts.some(appeals);
}

function isInAnotherLanguage({ text, language }: Given): boolean {
  const guess = guessLanguage(text);
  return guess.sure && guess.language !== language;
}

function hasOtherFigure({ text, own }: Given): boolean {
  const allowed = figuresOf(own);
  return [...figuresOf(text)].some((figure) => !allowed.has(figure));
}

/** A word with a capital within a sentence that no topic has: a person, a firm, a product. */
function hasOtherName({ text, own }: Given): boolean {
  const names = text.match(/(?<=[\p{Ll}\p{N},)»'’]\s?)(?<!\p{L})\p{Lu}[\p{L}'’-]+/gu) ?? [];
  const knows = knowerOf(own);
  return names.some((name) => !wordsOf(fold(name)).some((word) => word.length > 1 && knows(word)));
}

function isStrange({ text, own }: Given): boolean {
  const knows = knowerOf(own);
  const sentences = sentencesOf(text);
  const content = sentences.flatMap((sentence) => sentence.content);
  return (
    shareOf(content, knows) < known.whole || sentences.some((one) => isStrangeSentence(one, knows))
  );
}

function isStrangeSentence({ content, words }: Told, knows: Knows): boolean {
  if (content.length > 0) return shareOf(content, knows) < known.sentence;
  return shareOf(words, (word) => ties.has(word) || knows(word)) < known.sentence;
}

function shareOf(words: readonly string[], knows: Knows): number {
  return words.length === 0 ? 0 : words.filter(knows).length / words.length;
}

/** "Never share the code" must not become "share the code", nor the other way round. */
function turnsAround({ text, own }: Given): boolean {
  const told = [...clausesOf(own), ...sentencesOf(own)].map((clause) => ({
    ...clause,
    knows: knowerOf(clause.content.join(" ")),
  }));
  // A denial is looked for where it stands, a statement over its whole sentence.
  const made = [
    ...sentencesOf(text).filter(({ denies }) => !denies),
    ...clausesOf(text).filter(({ denies }) => denies),
  ];
  return made.some(({ content, denies }) => {
    const near = told
      .map((clause) => ({ clause, shared: content.filter(clause.knows).length }))
      .filter(({ clause, shared }) => shared > 0 && shared >= clause.content.length / 2)
      .filter(({ clause, shared }) => shared > 1 || clause.content.length <= 2);
    // One word in common tells little where two are.
    const enough = !denies && near.some(({ shared }) => shared > 1) ? 2 : 1;
    const nearest = near.filter(({ shared }) => shared >= enough);
    return nearest.length > 0 && !nearest.some(({ clause }) => clause.denies === denies);
  });
}
