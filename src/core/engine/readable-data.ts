import type { Entry } from "../cases/mail.ts";
import { sayDate } from "../calendar/say-date.ts";
import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";
import { hasSentence, render, type Args } from "../language/sentences.ts";
import type { Flowbook } from "./book.ts";
import { settlementOf } from "./actions/last-result.ts";
import { scoreSettlement } from "../diagnostic/score.ts";
import { diagnosisOf } from "./actions/answers.ts";
import { sharedArgs } from "./shared-args.ts";
import type { State } from "./state.ts";

/** One request for a human, with its conversation. */
export interface ReadableCase {
  readonly number: string;
  readonly entries: readonly Entry[];
}

/**
 * What is kept of somebody as a text they can read, in their language. The whole of it, also what has
 * no words, stands in the other file.
 */
export function readableData(
  book: Flowbook,
  state: State,
  addresses: readonly { readonly channel: string; readonly id: string }[],
  cases: readonly ReadableCase[],
  now: Instant,
): string {
  const { language } = state;
  const say = (key: string, args: Args = {}): string =>
    render(book.sentences, { say: `data.copy.${key}`, with: args }, language);
  const on = (at: Instant): string => sayDate(at, language, true);
  const words = wordsOf(book, state);
  const parts: (readonly [heading: string, lines: readonly string[]])[] = [
    [say("contact"), addresses.map(({ channel, id }) => `${channel}: ${id}`)],
    [say("agreements"), agreementsOf(state, on)],
    [
      say("answers"),
      Object.entries(state.organization?.values ?? {}).flatMap(([name, [value, at]]) =>
        value === null
          ? []
          : [`${words.question(name)} — ${words.answer(name, value)} (${on(at)})`],
      ),
    ],
    [
      say("results"),
      (state.organization?.results ?? []).map((result) => {
        const { level } = scoreSettlement(
          book.rubric,
          diagnosisOf(book, result).profile,
          settlementOf(book, result),
        );
        return `${on(result.at)} — ${level ?? "?"}/5 (${result.rubric})`;
      }),
    ],
    [say("actions"), state.chosen.map(({ action }) => words.any(`actions.${action}`, action))],
    [
      say("webinars"),
      Object.values(state.registrations.of).map(
        ({ card }) => `${card.title[language]} — ${card.starts}`,
      ),
    ],
    ...cases.map(({ number, entries }) => [say("case", { number }), linesOf(entries, on)] as const),
    [
      say("talk"),
      state.talk.flatMap(({ by, at, text }) => (text ? [`${on(at)} — ${by}: ${plain(text)}`] : [])),
    ],
  ];
  const filled = parts.filter(([, lines]) => lines.length > 0);
  const body = filled.map(([heading, lines]) => [heading, ...lines.map(plain)].join("\n"));
  return [say("title", { date: { date: now } }), ...body].map(plain).join("\n\n") + "\n";
}

function agreementsOf(
  { facts, agreements }: State,
  on: (at: Instant) => string,
): readonly string[] {
  const { consent, consentAt, consentLanguage } = facts;
  const first =
    typeof consentAt === "number"
      ? [`${JSON.stringify(consent)} (${JSON.stringify(consentLanguage)}) — ${on(consentAt)}`]
      : [];
  const others = Object.entries(agreements).flatMap(([purpose, one]) =>
    one === undefined || one === null ? [] : [`${purpose}: ${one.given ? "+" : "-"} ${on(one.at)}`],
  );
  return [...first, ...others];
}

function linesOf(entries: readonly Entry[], on: (at: Instant) => string): readonly string[] {
  return entries.flatMap((entry) =>
    entry.kind === "message"
      ? [`${on(entry.at)} — ${entry.author}: ${entry.text}`]
      : [`${on(entry.at)} — ${entry.act}`],
  );
}

/** Questions and answers in words, as far as there are some; else as they are kept. */
function wordsOf(book: Flowbook, state: State) {
  const any = (key: string, otherwise: string): string => {
    if (!hasSentence(book.sentences, key)) return otherwise;
    try {
      return render(book.sentences, { say: key }, state.language, sharedArgs(state));
    } catch {
      // It has a place for what only a conversation knows.
      return otherwise;
    }
  };
  const keyOf = (name: string): string => book.questions.get(name) ?? `diagnostic.${name}`;
  return {
    any,
    question: (name: string) => any(keyOf(name), name),
    answer(name: string, value: Json): string {
      const word = typeof value === "string" ? value : JSON.stringify(value);
      if (word === "dont-know") return any("system.dont-know", word);
      return any(`${keyOf(name)}.${word}`, word);
    },
  };
}

/** Without the marks of direction that messages get. */
function plain(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/gu, "");
}
