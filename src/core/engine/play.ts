import type { z } from "zod";
import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";
import type { FileLink } from "../message.ts";
import type { Args, Phrase } from "../language/sentences.ts";
import { ownerId } from "../shard.ts";
import { actionNamed } from "./actions/action.ts";
import { flowOf, type Flow, type Flowbook, type Placed } from "./book.ts";
import { Draft } from "./draft.ts";
import { later, valueOf, type Entry, type Organization } from "./organization.ts";
import type { Frame, State } from "./state.ts";
import type { Effect, Input, TimerBody } from "./turn.ts";
import type { Readable } from "./variables.ts";

/** What a step is told while it waits: an input, or the choice that an input turned out to be. */
export type Received = Input | { readonly kind: "chosen"; readonly choice: string };

/** Where a step leads. */
export type Move =
  | { readonly kind: "go"; readonly step: string }
  | { readonly kind: "call"; readonly flow: string; readonly after: Move }
  | { readonly kind: "end"; readonly all: boolean }
  /** The turn is over; the step waits, having offered these choices. */
  | { readonly kind: "wait"; readonly offered: readonly string[] | null }
  /** The turn is over; the step goes on waiting as it did. */
  | { readonly kind: "stay" }
  /** The question is asked once more. */
  | { readonly kind: "again" }
  /** Nothing that concerns this step. */
  | { readonly kind: "ignore" }
  | { readonly kind: "misunderstood" }
  /** The conversation is put aside; the pending question stays. */
  | { readonly kind: "pause" }
  /** A question of a flow, to be answered again; the flow goes on from there by itself. */
  | { readonly kind: "revisit"; readonly flow: string; readonly step: string };

/** A type of step. `receive` is there when it waits for something. */
export interface StepType<S> {
  readonly schema: z.ZodType<S>;
  enter(step: S, play: Play): Move;
  receive?(step: S, play: Play, input: Received): Move;
}

/** One turn being played: lives from `advance` to its `Turn`, and is the only thing steps touch. */
export class Play {
  readonly book: Flowbook;
  readonly now: Instant;
  readonly move: number;
  readonly seed: string;
  readonly draft = new Draft();
  readonly effects: Effect[] = [];
  /** How what is said counts: a reminder is started by us, a reply answers. */
  says: "reply" | "reminder" = "reply";
  state: State;
  frames: Frame[];
  /** Words of a voice note that they have just agreed to, still to be heard. */
  spoken: string | null = null;
  private readonly changed: Record<string, Entry> = {};
  private playing: Flow | null = null;
  private readonly readable: Readable = {
    own: (name) => this.top.values[name],
    contact: (name) => (name === "language" ? this.language() : this.state.facts[name]),
    org: (name) => this.orgValue(name),
  };

  constructor(book: Flowbook, state: State, input: Input, now: Instant) {
    this.book = book;
    this.now = now;
    this.move = state.moves + 1;
    this.seed = input.seed;
    this.state = { ...state, moves: this.move };
    this.frames = [...(state.session?.frames ?? [])];
  }

  get top(): Frame {
    const frame = this.frames.at(-1);
    if (frame === undefined) throw new TypeError("a step is played outside a session");
    return frame;
  }

  /** The flow of the top frame. */
  private get flow(): Flow {
    const { flow, version } = this.top;
    if (this.playing?.id !== flow || this.playing.version !== version) {
      this.playing = flowOf(this.book, this.top);
    }
    return this.playing;
  }

  /** The step that follows in reading order, or where `to` leads. */
  next(step: { readonly to?: string | undefined }): Move {
    return step.to === undefined ? { kind: "end", all: false } : { kind: "go", step: step.to };
  }

  say(key: string, args?: Args): void {
    this.draft.say(key, args);
  }

  /** Sends the file that a variable holds along with what is said next; none when it holds none. */
  attach(variable: string | undefined): void {
    const file = variable === undefined ? null : this.top.values[variable];
    // The checker has proven that the variable is a file: an action made it, or gave null.
    if (file != null) this.draft.attach(file as unknown as FileLink);
  }

  endMessage(): void {
    this.draft.close();
  }

  /** The value of a CEL expression; whole numbers arrive as numbers. */
  value(expression: string): Json {
    return this.flow.evaluate(expression, this.readable);
  }

  holds(condition: string): boolean {
    return this.value(condition) === true;
  }

  /** What a sentence may use: the flow's variables, and what the step adds. */
  args(expressions: Readonly<Record<string, string>> | undefined): Args {
    // Variables are words, numbers or phrases wherever a sentence uses them; the checker proves it.
    const args: Record<string, Phrase> = {
      ...this.flow.unset,
      ...(this.top.values as Record<string, Phrase>),
    };
    for (const [name, expression] of Object.entries(expressions ?? {})) {
      // The checker has proven that the expression gives words, a number or a phrase.
      args[name] = this.value(expression) as Phrase;
    }
    return args;
  }

  /** Keeps a value: of this flow, of the contact (`contact.x`) or of the organization (`org.x`). */
  keep(name: string, value: Json): void {
    if (name === "contact.language") return this.chooseLanguage(value);
    if (name.startsWith("contact.")) {
      this.state = { ...this.state, facts: { ...this.state.facts, [name.slice(8)]: value } };
    } else if (name.startsWith("org.")) this.tell(name.slice(4), value);
    else this.setFrame({ ...this.top, values: { ...this.top.values, [name]: value } });
  }

  private keepAll(values: Readonly<Record<string, Json>>): void {
    const own: Record<string, Json> = {};
    for (const [name, value] of Object.entries(values)) {
      if (name.includes(".")) this.keep(name, value);
      else own[name] = value;
    }
    this.setFrame({ ...this.top, values: { ...this.top.values, ...own } });
  }

  setFrame(frame: Frame): void {
    this.frames = [...this.frames.slice(0, -1), frame];
  }

  /** Performs an action; what it gives is kept, and where it leads (if anywhere) is answered. */
  perform(name: string, expressions?: Readonly<Record<string, string>>): Move | null {
    const taken: Record<string, Json> = {};
    for (const [key, expression] of Object.entries(expressions ?? {})) {
      taken[key] = this.value(expression);
    }
    const { gives, move } = actionNamed(name)(taken, this);
    this.keepAll(gives);
    return move ?? null;
  }

  mayPick(among: "scored" | readonly string[], step: string): boolean {
    return among === "scored" ? this.flow.steps.get(step)?.scored === true : among.includes(step);
  }

  placed(): Placed {
    return this.flow.step(this.top.step);
  }

  setTimer(id: string, at: Instant, body: TimerBody): void {
    this.effects.push({ kind: "set-timer", id, at, body });
  }

  cancelTimer(id: string): void {
    this.effects.push({ kind: "cancel-timer", id });
  }

  post(to: string, body: Json): void {
    this.effects.push({ kind: "post", to, body });
  }

  /** The organization the contact speaks for, made at the first thing said about it. */
  organization(): Organization {
    if (this.state.organization !== null) return this.state.organization;
    const organization: Organization = {
      id: ownerId("o", this.seed.slice(0, 20)),
      values: {},
      members: 1,
      results: [],
    };
    this.state = { ...this.state, organization };
    this.post(organization.id, { kind: "found" });
    return organization;
  }

  setOrganization(organization: Organization | null): void {
    this.state = { ...this.state, organization };
  }

  orgValue(name: string): Json | undefined {
    return valueOf(this.state.organization, name);
  }

  /** Tells the organization's other members what changed here, in one post. */
  tellOrganization(): void {
    const organization = this.state.organization;
    if (organization !== null && Object.keys(this.changed).length > 0) {
      this.post(organization.id, { kind: "values", values: this.changed });
    }
  }

  private tell(name: string, value: Json): void {
    const organization = this.organization();
    const entry: Entry = [value, this.now, ""];
    this.changed[name] = entry;
    this.setOrganization({
      ...organization,
      values: { ...organization.values, [name]: later(organization.values[name], entry) },
    });
  }

  private language(): string {
    return this.state.languageFrom === "nothing" ? "" : this.state.language;
  }

  private chooseLanguage(value: Json): void {
    const language = this.book.languages.find((one) => one === value);
    if (language !== undefined) this.state = { ...this.state, language, languageFrom: "choice" };
  }
}
