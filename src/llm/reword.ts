import { createHash } from "node:crypto";
import { hour, type Instant } from "../core/instant.ts";
import type { Topic } from "../core/knowledge/topic.ts";
import { fold } from "../core/language/fold.ts";
import type { Language } from "../core/language/languages.ts";
import { Breaker } from "./breaker.ts";
import type { Ask, Outcome } from "./chain.ts";
import { check, type AsksForMoney, type Asked } from "./check.ts";
import type { LlmSettings } from "./config.ts";
import type { RewordFailure } from "./failure.ts";
import { Kept } from "./kept.ts";
import { redactQuestion } from "./redact.ts";

export interface Question {
  /** As it was typed; what tells who they are is taken out here. */
  readonly question: string;
  readonly language: Language;
  /** What was found for it, the likeliest first. A model sees nothing else. */
  readonly topics: readonly Topic[];
}

/** What became of a question. But for an answer, the topics are given as they are written. */
export type Reworded =
  | {
      readonly kind: "answer";
      /** At most 700 characters, checked against the topics; it is still to be labelled as assisted. */
      readonly text: string;
      /** The ids of the topics it was taken from. */
      readonly topics: readonly number[];
    }
  /** The model found that the topics do not answer the question. */
  | { readonly kind: "abstain" }
  | { readonly kind: "failed"; readonly code: RewordFailure };

/** Words answers with a language model. */
export interface Rewriter {
  /** Never throws, and settles soon after the deadline at the latest. */
  reword(question: Question, signal?: AbortSignal): Promise<Reworded>;
  /** Gives up what is under way; whatever is asked afterwards fails with `llm/canceled`. */
  close(): void;
}

export interface RewriterParts {
  readonly asksForMoney: AsksForMoney;
  readonly clock: () => Instant;
}

/** Questions under way at once, answers remembered, and for how long. */
const most = { asking: 4, kept: 512, age: hour } as const;

/** Opens the way to the model, without asking it anything; null when none is set. */
export function openRewriter(settings: LlmSettings | null, parts: RewriterParts): Rewriter | null {
  return settings === null ? null : new ModelRewriter(settings, parts);
}

class ModelRewriter implements Rewriter {
  private readonly settings: LlmSettings;
  private readonly parts: RewriterParts;
  private readonly breaker = new Breaker();
  private readonly kept = new Kept<Extract<Reworded, { kind: "answer" | "abstain" }>>(
    most.kept,
    most.age,
  );
  private readonly closing = new AbortController();
  private asking = 0;
  private ask: Promise<Ask> | null = null;

  constructor(settings: LlmSettings, parts: RewriterParts) {
    this.settings = settings;
    this.parts = parts;
  }

  async reword(question: Question, signal?: AbortSignal): Promise<Reworded> {
    const stop = AbortSignal.any([this.closing.signal, ...(signal === undefined ? [] : [signal])]);
    try {
      if (stop.aborted) return failed("llm/canceled");
      return await this.find({ ...question, question: redactQuestion(question.question) }, stop);
    } catch {
      return failed(stop.aborted ? "llm/canceled" : "llm/faulty");
    }
  }

  close(): void {
    this.closing.abort();
    this.kept.clear();
  }

  private async find(asked: Asked, stop: AbortSignal): Promise<Reworded> {
    const now = this.parts.clock();
    const key = keyOf(asked);
    const kept = this.kept.get(key, now);
    if (kept !== null && this.isStillTrue(kept, asked)) return kept;
    if (asked.topics.length === 0 || asked.question === "") return { kind: "abstain" };
    // The law comes first (brief § 2.9): no model writes an appeal, whatever else is asked beside it.
    if (this.parts.asksForMoney(asked.question)) return { kind: "abstain" };
    if (this.asking >= most.asking) return failed("llm/busy");
    if (!this.breaker.mayAsk(now)) return failed("llm/resting");
    const outcome = await this.askModel(asked, stop);
    if (outcome.kind === "down") {
      this.breaker.fail(this.parts.clock(), outcome.failure.rest);
      return failed(outcome.failure.code);
    }
    // An answer that is not fit is the question's doing as often as the model's: it silences nobody.
    this.breaker.succeed();
    if (outcome.kind !== "failed") this.kept.set(key, outcome, this.parts.clock());
    return outcome;
  }

  private async askModel(asked: Asked, stop: AbortSignal): Promise<Outcome> {
    this.asking += 1;
    try {
      // LangChain takes as long to load as all the rest: only when the first question comes.
      this.ask ??= import("./chain.ts").then(({ makeAsk }) =>
        makeAsk(this.settings, this.parts.asksForMoney),
      );
      return await (
        await this.ask
      )(asked, stop);
    } finally {
      this.asking -= 1;
    }
  }

  /** Topics may have been changed since. */
  private isStillTrue(kept: Reworded, asked: Asked): boolean {
    if (kept.kind !== "answer") return true;
    const answer = { articleIds: [...kept.topics], answer: kept.text, abstain: false };
    return check(answer, asked, this.parts.asksForMoney).kind === "fit";
  }
}

function failed(code: RewordFailure): Reworded {
  return { kind: "failed", code };
}

/** One way: what people asked is not kept. */
function keyOf({ question, language, topics }: Asked): string {
  const ids = topics.map(({ id }) => id).join(",");
  return createHash("sha256")
    .update(`${language}\n${ids}\n${fold(question)}`)
    .digest("base64");
}
