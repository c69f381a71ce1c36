import type { Flowbook } from "../../src/core/engine/book.ts";
import {
  commandWords,
  durationOf,
  type TeamStep,
  type Transcript,
  type TranscriptStep,
  type Way,
} from "../../src/core/engine/transcript.ts";
import { keptAt } from "../../src/core/engine/files.ts";
import type { Content } from "../../src/core/inbound.ts";
import { second } from "../../src/core/instant.ts";
import type { Language } from "../../src/core/language/languages.ts";
import type { Choice, Message } from "../../src/core/message.ts";
import { contentOf, doubts, typed } from "./typing.ts";
import { concludeFrom, type Conclusion } from "./conclusion.ts";
import { givenOrganization, givenPosts, givenState, startOf } from "./given.ts";
import { teamPosts } from "./team.ts";
import { idOf, PureWorld, type Person, type Played } from "./pure-world.ts";

/** Between two things that people do. */
export const pace = 10 * second;

/** A message somebody got; `move` is the turn that said it. */
export interface Got {
  readonly who: Person;
  readonly message: Message;
  readonly move: number;
}

/** One thing that happened, and what was said because of it. */
export type Act =
  | {
      readonly kind: "hear";
      readonly who: Person;
      readonly content: Content;
      /** The number of the message quoted, among those this person got. */
      readonly quoted: number | null;
      readonly got: readonly Got[];
    }
  | { readonly kind: "pass"; readonly milliseconds: number; readonly got: readonly Got[] }
  /** A student or a coordinator did something; `cases` counts what the contact had opened. */
  | {
      readonly kind: "team";
      readonly step: TeamStep;
      readonly cases: number;
      readonly language: Language;
      readonly got: readonly Got[];
    };

export interface Performance {
  readonly transcript: Transcript;
  readonly language: Language;
  readonly acts: readonly Act[];
  /** The label of every choice made, in order: what the same conversation in Latin Darija types. */
  readonly labels: readonly string[];
  readonly conclusion: Conclusion;
  readonly done: readonly string[];
  readonly messages: number;
}

/** The code of an invitation, wherever it stands: each run makes its own. */
export const codePattern = /(?<![\p{L}\d])[ACDEFGHJKMNPQRTUVWXY34679]{6}(?![\p{L}\d])/u;
export const codePlace = "{code}";

/** Plays a transcript in one language and way; Latin labels come from the same one in Latin Darija. */
export function performIn(
  book: Flowbook,
  transcript: Transcript,
  language: Language,
  way: Way,
): Performance {
  const latin = way === "arabizi" ? perform(book, transcript, "ary-Latn", "tap", null) : null;
  return perform(book, transcript, language, way, latin);
}

/** Plays a transcript on the engine alone. Throws where the bot does not say what stands there. */
export function perform(
  book: Flowbook,
  transcript: Transcript,
  language: Language,
  way: Way,
  latin: Performance | null,
): Performance {
  const stage = new Stage(book, transcript, language, way, latin);
  for (const [at, step] of transcript.when.entries()) {
    try {
      if ("colleague" in step) for (const one of step.colleague) stage.play("colleague", one);
      else stage.play("contact", step);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`line ${at + 1}, ${JSON.stringify(step)}: ${reason}`, { cause: error });
    }
  }
  return stage.finish();
}

class Stage {
  private readonly transcript: Transcript;
  private readonly language: Language;
  private readonly way: Way;
  private readonly latin: Performance | null;
  private readonly world: PureWorld;
  private readonly acts: Act[] = [];
  private readonly labels: string[] = [];
  private readonly got: Record<Person, Got[]> = { contact: [], colleague: [] };
  private readonly unread: Record<Person, Message[]> = { contact: [], colleague: [] };
  private readonly last: Partial<Record<Person, Content>> = {};

  constructor(
    book: Flowbook,
    transcript: Transcript,
    language: Language,
    way: Way,
    latin: Performance | null,
  ) {
    this.transcript = transcript;
    this.language = language;
    this.way = way;
    this.latin = latin;
    this.world = new PureWorld(book, startOf(transcript));
    const state = givenState(book, transcript, language);
    this.world.put("contact", state);
    for (const { to, from, body } of givenPosts(transcript)) this.world.post(to, from, body);
    if (state.organization === null) return;
    const me = idOf("contact");
    this.world.post(givenOrganization, me, { kind: "found" });
    // Facts are JSON by their schema.
    const values = structuredClone(state.organization.values) as never;
    this.world.post(givenOrganization, me, { kind: "values", values });
  }

  play(who: Person, step: TranscriptStep): void {
    if ("bot" in step) return this.expect(who, step);
    if (!("answers" in step)) this.expectNothingMore(who);
    if ("answers" in step) {
      for (const [question, choice] of Object.entries(step.answers)) {
        this.expectQuestion(who, question);
        this.choose(who, choice);
      }
    } else if ("choice" in step) this.choose(who, step.choice);
    else if ("after" in step) this.pass(durationOf(step.after) ?? 0);
    else if ("team" in step) this.team(step.team);
    else if ("contact" in step) this.type(who, this.wordsOf(step.contact));
    else if ("command" in step) this.type(who, commandWords[step.command][this.language]);
    else if ("tap" in step) this.tapOld(who, step.tap.of, step.tap.choice);
    else if ("quote" in step) this.quote(who, step.quote.of, this.wordsOf(step.quote.contact));
    else if ("sends" in step) this.hear(who, contentOf(step.sends));
    else this.hear(who, this.last[who] ?? contentOf("unsupported"));
  }

  finish(): Performance {
    this.expectNothingMore("contact");
    this.expectNothingMore("colleague");
    return {
      transcript: this.transcript,
      language: this.language,
      acts: this.acts,
      labels: this.labels,
      conclusion: concludeFrom(this.world.book, this.world.state("contact")),
      done: this.world.done,
      messages: this.got.contact.length,
    };
  }

  private expect(who: Person, step: Extract<TranscriptStep, { bot: unknown }>): void {
    const message = this.unread[who].shift();
    if (message === undefined) throw new Error("the bot said nothing more");
    const keys = message.keys.filter((key) => !key.endsWith(".hint"));
    const right =
      typeof step.bot === "string"
        ? keys.includes(step.bot)
        : step.bot.length === keys.length && step.bot.every((key, at) => keys[at] === key);
    if (!right) throw new Error(`the bot said ${tell(message)}`);
    const ids = message.choices.map(({ id }) => choiceOf(id));
    if (step.choices !== undefined && step.choices.join() !== ids.join()) {
      throw new Error(`it offers ${ids.join(", ")}`);
    }
    const file =
      message.file && (keptAt(this.world.state(who), message.file)?.document.form ?? "?");
    if (step.file !== undefined && (step.file ?? undefined) !== file) {
      throw new Error(file === undefined ? "no file goes with it" : `a ${file} goes with it`);
    }
    const words = step.says === undefined ? "" : this.wordsOf(step.says);
    if (!typed(message.text).includes(words)) throw new Error(`the words are: ${message.text}`);
  }

  private expectQuestion(who: Person, question: string): void {
    const message = this.unread[who].shift();
    if (message === undefined)
      throw new Error(`${question} was not asked: the bot said nothing more`);
    if (!message.keys.some((key) => key.split(".").includes(question))) {
      throw new Error(`${question} was not asked: the bot said ${tell(message)}`);
    }
    this.expectNothingMore(who);
  }

  private expectNothingMore(who: Person): void {
    const [more] = this.unread[who];
    if (more !== undefined) throw new Error(`before this, the bot said ${tell(more)}`);
  }

  private choose(who: Person, wanted: string): void {
    const id = wanted === "{language}" ? this.language : wanted;
    const shown = this.got[who].findLast(({ message }) => message.choices.length > 0)?.message;
    const choice = shown?.choices.find((one) => choiceOf(one.id) === id);
    this.labels.push(choice?.label ?? doubts["ary-Latn"]);
    if (choice === undefined) {
      if (id !== "dont-know") throw new Error(`${id} is not offered: ${shown ? tell(shown) : ""}`);
      return this.type(
        who,
        this.way === "label" || this.way === "arabizi" ? doubts[this.language] : "0",
      );
    }
    // The languages are named each in its own letters, whoever chooses.
    this.hear(who, this.given(choice, wanted === id ? this.way : this.ownWay));
  }

  private get ownWay(): Way {
    return this.way === "arabizi" ? "label" : this.way;
  }

  private given(choice: Choice, way: Way): Content {
    switch (way) {
      case "tap":
        return { kind: "tap", id: choice.id, label: choice.label };
      case "number":
        return { kind: "text", text: choice.digit };
      case "label":
        return { kind: "text", text: typed(choice.label) };
      case "arabizi":
        return {
          kind: "text",
          text: typed(this.latin?.labels[this.labels.length - 1] ?? choice.label),
        };
    }
  }

  private tapOld(who: Person, key: string, wanted: string): void {
    const { message } = this.saying(who, key);
    const choice = message.choices.find(({ id }) => choiceOf(id) === wanted);
    if (choice === undefined) throw new Error(`it does not offer ${wanted}`);
    this.hear(who, { kind: "tap", id: choice.id, label: choice.label });
  }

  private quote(who: Person, key: string, text: string): void {
    const old = this.saying(who, key);
    this.hear(who, { kind: "text", text }, old);
  }

  private saying(who: Person, key: string): Got {
    const found = this.got[who].findLast(({ message }) => message.keys.includes(key));
    if (found === undefined) throw new Error(`no message said ${key}`);
    return found;
  }

  private type(who: Person, text: string): void {
    this.hear(who, { kind: "text", text });
  }

  private hear(who: Person, content: Content, quoted: Got | null = null): void {
    const passed = this.world.pass(pace);
    this.last[who] = content;
    const code = Object.values(this.got)
      .flat()
      .map(({ message }) => codePattern.exec(message.text)?.[0])
      .findLast((one) => one !== undefined);
    const meant: Content =
      content.kind === "text"
        ? { ...content, text: content.text.replace(codePlace, code ?? codePlace) }
        : content;
    const got = this.receive([...passed, ...this.world.hear(who, meant, quoted?.move ?? null)]);
    const number = quoted === null ? null : this.got[who].indexOf(quoted);
    this.acts.push({ kind: "hear", who, content, quoted: number, got });
  }

  private team(step: TeamStep): void {
    const passed = this.world.pass(pace);
    const { human, language } = this.world.state("contact");
    const cases = Math.max(1, human.cases);
    const posts = teamPosts(step, idOf("contact"), cases, language, this.acts.length);
    const played = posts.flatMap(({ to, from, body }) => this.world.post(to, from, body));
    const got = this.receive([...passed, ...played]);
    this.acts.push({ kind: "team", step, cases, language, got });
  }

  private pass(milliseconds: number): void {
    const got = this.receive(this.world.pass(milliseconds));
    this.acts.push({ kind: "pass", milliseconds, got });
  }

  private receive(played: readonly Played[]): readonly Got[] {
    const got = played.flatMap(({ who, move, said }) =>
      said.map(({ message }): Got => ({ who, message, move })),
    );
    for (const one of got) {
      this.got[one.who].push(one);
      this.unread[one.who].push(one.message);
    }
    return got;
  }

  private wordsOf(words: string | Partial<Record<Language, string>>): string {
    return typeof words === "string" ? words : (words[this.language] ?? "");
  }
}

export function choiceOf(id: string): string {
  return id.slice(id.indexOf(":") + 1);
}

function tell({ keys, text }: Message): string {
  return `${keys.join(" + ")}: « ${text.replaceAll("\n", " ").slice(0, 160)} »`;
}
