import { BaseCallbackHandler } from "@langchain/core/callbacks/base";
import { HumanMessage, SystemMessage } from "@langchain/core/messages";
import { RunnableLambda, type RunnableConfig } from "@langchain/core/runnables";
import { z } from "zod";
import { CompatibleChatModel } from "./chat-model.ts";
import { check, type AsksForMoney, type Asked } from "./check.ts";
import type { LlmSettings } from "./config.ts";
import { ModelFailure } from "./failure.ts";
import { answerSchema, readAnswer, systemText, userText } from "./prompt.ts";
import type { Reworded } from "./reword.ts";
import { documentOf } from "./retriever.ts";

export type Outcome = Reworded | { readonly kind: "down"; readonly failure: ModelFailure };

/** Asks a model to word an answer, and gives only what passed the check. Throws when canceled alone. */
export type Ask = (asked: Asked, signal: AbortSignal) => Promise<Outcome>;

/**
 * The chain: topics to documents, to messages, to the model's words, to an answer that was checked.
 *
 * The deadline stands on the model, and the way out around it: a deadline around both would never
 * let the way out run (language facts § 5).
 */
export function makeAsk(settings: LlmSettings, asksForMoney: AsksForMoney): Ask {
  const shape = z.toJSONSchema(answerSchema);
  const model = new CompatibleChatModel(settings).withConfig({
    timeout: settings.deadline,
    shape,
  });
  const prompt = RunnableLambda.from(({ question, language, topics }: Asked) => {
    const articles = topics
      .map((topic) => documentOf(topic, language))
      .map(({ metadata: { id, title }, pageContent: text }) => ({ id, title, text }));
    return [
      new SystemMessage(systemText),
      new HumanMessage(userText(question, language, articles)),
    ];
  });
  const worded = prompt.pipe(model);
  const chain = RunnableLambda.from(
    async (asked: Asked, config?: RunnableConfig): Promise<Outcome> => {
      try {
        const { text } = await worded.invoke(asked, config);
        return judge(text, asked, asksForMoney);
      } catch (cause) {
        config?.signal?.throwIfAborted();
        return { kind: "down", failure: ModelFailure.of(cause) };
      }
    },
  );
  return (asked, signal) => chain.invoke(asked, { signal, callbacks: [new Unobserved()] });
}

function judge(text: string, asked: Asked, asksForMoney: AsksForMoney): Reworded {
  const answer = readAnswer(text);
  if (answer === null) return { kind: "failed", code: "llm/unshaped" };
  if (answer.abstain) return { kind: "abstain" };
  const checked = check(answer, asked, asksForMoney);
  return checked.kind === "fit"
    ? { kind: "answer", text: checked.text, topics: checked.topics }
    : { kind: "failed", code: `llm/unfit-${checked.why}` };
}

/**
 * Takes the place of the tracer that LangChain adds when the environment says so, and which would
 * send what people ask to another company.
 */
class Unobserved extends BaseCallbackHandler {
  override name = "langchain_tracer";

  /** What LangChain asks of whatever bears that name. */
  getRunTreeWithTracingConfig(): undefined {
    return undefined;
  }
}
