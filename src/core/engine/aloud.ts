import { isRightToLeft, type Language } from "../language/languages.ts";
import { hasSentence, render, variablesOfKey } from "../language/sentences.ts";
import type { FileLink, Message } from "../message.ts";
import { currentFlow, type Flowbook } from "./book.ts";
import { doubtful } from "./offers.ts";
import type { Play } from "./play.ts";
import type { Asking } from "./steps/ask.ts";

/** Recordings of questions, by `recordingOf`: for whoever reads little. */
export type Recordings = ReadonlyMap<string, FileLink>;

/** A question of the diagnostic as it is read aloud. */
export interface Aloud {
  /** The key of the question. */
  readonly key: string;
  /** The question, then each answer after its number, a line each. */
  readonly text: string;
}

/** The languages that are spoken: Darija sounds the same, however it is written. */
export const spokenLanguages: readonly Language[] = ["fr", "ar", "ary", "en"];

/** Under what a recording is found. */
export function recordingOf(language: Language, key: string): string {
  return `${language === "ary-Latn" ? "ary" : language} ${key}`;
}

/** Every question of the diagnostic whose answers are always the same, in one spoken language. */
export function questionsAloud(book: Flowbook, language: Language): readonly Aloud[] {
  const steps = [...currentFlow(book, "diagnostic").steps.values()];
  return steps.flatMap(({ asking }) => {
    const ids = asking === null ? null : fixedChoices(asking);
    if (asking === null || ids === null) return [];
    const words = (say: string): string =>
      render(book.sentences, { say, with: { org: { say: "words.org.unknown" } } }, language);
    const answers = ids.map((id, at) => `${at + 1}. ${words(`${asking.ask}.${id}`)}`);
    if (asking.doubt === "choice") {
      const own = `${asking.ask}.${doubtful}`;
      answers.push(`0. ${words(hasSentence(book.sentences, own) ? own : "system.dont-know")}`);
    }
    // What varies from person to person is in no recording, but for the organization's word.
    const isFixed = (key: string): boolean =>
      variablesOfKey(book.sentences, key, language).every((name) => name === "org");
    const wordings = [asking.ask, ...(asking.instead ?? []).map((one) => one.ask)].filter(isFixed);
    return wordings.map((key) => {
      const lines = [words(key), ...answers];
      return {
        key,
        text: isRightToLeft(language) ? lines.map(plain).join("\n") : lines.join("\n"),
      };
    });
  });
}

/** Whoever speaks, or asked for it, hears each question that is recorded. */
export function aloud({ state, book }: Play, message: Message): Message {
  if (state.facts["aloud"] !== "yes" || message.file !== undefined) return message;
  for (const key of message.keys) {
    const file = book.recordings.get(recordingOf(message.language, key));
    if (file !== undefined) return { ...message, file };
  }
  return message;
}

/** From now on their questions are read aloud, where there is something to hear. */
export function turnAloud(play: Play): void {
  if (play.book.recordings.size > 0) play.keep("contact.aloud", "yes");
}

/** The ids of the answers; null where they vary, and so do their numbers, or where the words do. */
function fixedChoices(asking: Asking): readonly string[] | null {
  const { choices = [], choicesFrom } = asking;
  if (choicesFrom !== undefined || choices.length === 0 || asking.with !== undefined) return null;
  const ids = choices.map((one) =>
    typeof one === "string" ? one : one.when === undefined && one.label === undefined ? one.id : "",
  );
  return ids.includes("") ? null : ids;
}

/** Marks of direction are for the eye. */
function plain(text: string): string {
  return text.replaceAll(/[\u2066-\u2069\u200E\u200F]/gu, "");
}
