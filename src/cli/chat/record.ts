import { Document, isScalar, visit } from "yaml";
import { factsOf } from "../../core/engine/actions/answers.ts";
import { advance } from "../../core/engine/advance.ts";
import type { Flowbook } from "../../core/engine/book.ts";
import type { State } from "../../core/engine/state.ts";
import type { Input, Turn } from "../../core/engine/turn.ts";
import type { Instant } from "../../core/instant.ts";

/** One line of a transcript under `when`, as it is written. */
type Line = Readonly<Record<string, unknown>>;

/**
 * Writes down a conversation while it is held, as a transcript that replays it.
 *
 * What was understood as one of the answers offered becomes a `choice`, so that the transcript holds
 * in every way of answering; other words stay as they were typed.
 */
export class Recorder {
  private readonly book: Flowbook;
  private readonly at: Instant;
  private readonly lines: Line[] = [];
  private state: State;

  constructor(book: Flowbook, at: Instant, state: State) {
    this.book = book;
    this.at = at;
    this.state = state;
  }

  passed(duration: string): void {
    this.lines.push({ after: duration });
  }

  /** A turn of the contact, played at `now`. */
  played(input: Input, turn: Turn, now: Instant): void {
    if (input.kind === "heard") this.lines.push(this.heard(input, turn, now));
    for (const { message } of turn.said) {
      const keys = message.keys.filter((key) => !key.endsWith(".hint"));
      const choices = message.choices.map(({ id }) => choiceOf(id));
      this.lines.push({
        bot: keys.length === 1 ? keys[0] : keys,
        ...(choices.length === 0 ? {} : { choices }),
      });
    }
    this.state = turn.state;
  }

  /** The transcript so far, ready for `flows/<flow>.test.yaml`. */
  write(title: string): string {
    const { language, organization } = this.state;
    const document = new Document({
      conversation: title,
      given: { languages: [language], at: new Date(this.at).toISOString() },
      when: this.lines,
      then: { answers: answersOf(organization) },
    });
    visit(document, {
      Seq(_, node) {
        if (node.items.every(isScalar)) node.flow = true;
      },
    });
    return document.toString({ lineWidth: 100 });
  }

  private heard(input: Extract<Input, { kind: "heard" }>, turn: Turn, now: Instant): Line {
    const { content, quoted } = input;
    if (content.kind === "text" && quoted !== null) {
      return { quote: { of: this.askedIn(quoted), contact: content.text } };
    }
    const choice = this.understood(input, turn, now);
    if (choice !== null) return { choice };
    if (content.kind === "text") return { contact: content.text };
    if (content.kind === "media") return { sends: content.media };
    if (content.kind !== "tap") return { sends: content.kind };
    const of = this.askedIn(Number.parseInt(content.id, 10));
    return { tap: { of, choice: choiceOf(content.id) } };
  }

  /** The answer that would have led exactly here by its button; null when none does. */
  private understood(
    input: Extract<Input, { kind: "heard" }>,
    turn: Turn,
    now: Instant,
  ): string | null {
    const { content } = input;
    const pending = this.state.session?.pending;
    if (!pending || (content.kind !== "text" && content.kind !== "tap")) return null;
    const outcome = traceOf(turn);
    const found = [...(pending.offered ?? []), "dont-know"].find((choice) => {
      const tap = { kind: "tap", id: `${pending.move}:${choice}`, label: null } as const;
      const tapped = advance(this.book, this.state, { ...input, content: tap, quoted: null }, now);
      return traceOf(tapped) === outcome;
    });
    return found ?? null;
  }

  /** The key of the question asked in a move. */
  private askedIn(move: number): string {
    const [, flow = "", step = ""] = this.state.asked.find(([one]) => one === move) ?? [];
    const placed = this.book.current.get(flow)?.steps.get(step);
    return placed?.asking?.ask ?? "";
  }
}

/** What a turn did, without how it was asked for. */
function traceOf({ state, said }: Turn): string {
  const { session, facts, language, organization } = state;
  const keys = said.map(({ message }) => message.keys);
  return JSON.stringify([session, facts, language, organization, keys]);
}

function answersOf(organization: State["organization"]): Record<string, string | number> {
  const answers: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(factsOf(organization))) {
    if (typeof value === "string" || typeof value === "number") answers[name] = value;
  }
  return answers;
}

function choiceOf(id: string): string {
  return id.slice(id.indexOf(":") + 1);
}
