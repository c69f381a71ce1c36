import type { CallbackManagerForLLMRun } from "@langchain/core/callbacks/manager";
import {
  BaseChatModel,
  type BaseChatModelCallOptions,
} from "@langchain/core/language_models/chat_models";
import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import type { ChatResult } from "@langchain/core/outputs";
import { z } from "zod";
import { ModelFailure } from "./failure.ts";

/** An answer of a few sentences is far below it, in bytes; what is above is not read to its end. */
const replyMost = 64 * 1024;

/** A model's answer at most, in tokens: 700 characters of Arabic are about 400. */
const tokensMost = 800;

export interface Server {
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey: string | null;
}

interface CallOptions extends BaseChatModelCallOptions {
  /** The JSON schema of the answer wanted. A server that knows no schemas is asked without. */
  readonly shape?: Readonly<Record<string, unknown>>;
}

/**
 * A chat model behind any server that speaks OpenAI's `POST /chat/completions`, over `fetch`.
 *
 * Never tries again: whoever waits has a written answer at hand. Throws `ModelFailure`.
 */
export class CompatibleChatModel extends BaseChatModel<CallOptions> {
  private readonly server: Server;
  /** Set once the server refused a request for its form: it is asked in the oldest form from then on. */
  private plain = false;

  constructor(server: Server) {
    super({ maxRetries: 0, disableStreaming: true });
    this.server = server;
  }

  override _llmType(): string {
    return "openai-compatible";
  }

  override async _generate(
    messages: BaseMessage[],
    options: this["ParsedCallOptions"],
    _run?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    const signal = options.signal ?? undefined;
    const said = {
      model: this.server.model,
      messages: messages.map((message) => ({ role: roleOf(message), content: message.text })),
    };
    let response = this.plain ? null : await this.post({ ...said, ...formOf(options) }, signal);
    const isFormRefused = response?.status === 400 || response?.status === 422;
    if (response === null || isFormRefused) {
      await response?.body?.cancel();
      response = await this.post(said, signal);
      // Only now is it known that the form was the reason.
      this.plain ||= isFormRefused && response.ok;
    }
    const text = wordsIn(await readReply(response));
    return { generations: [{ text, message: new AIMessage(text) }] };
  }

  private async post(body: object, signal: AbortSignal | undefined): Promise<Response> {
    const { baseUrl, apiKey } = this.server;
    try {
      return await fetch(`${baseUrl}/chat/completions`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "application/json",
          ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify(body),
        // A redirection would carry the question and the key elsewhere.
        redirect: "error",
        signal: signal ?? null,
      });
    } catch (cause) {
      throw ModelFailure.of(cause);
    }
  }
}

function formOf({ shape }: CallOptions): object {
  return {
    temperature: 0,
    max_tokens: tokensMost,
    ...(shape === undefined
      ? {}
      : {
          response_format: {
            type: "json_schema",
            json_schema: { name: "answer", strict: true, schema: shape },
          },
        }),
  };
}

function roleOf(message: BaseMessage): "system" | "user" | "assistant" {
  if (message.getType() === "system") return "system";
  return message.getType() === "ai" ? "assistant" : "user";
}

async function readReply(response: Response): Promise<string> {
  if (!response.ok) {
    await response.body?.cancel().catch(() => {});
    throw ModelFailure.ofStatus(response.status, response.headers.get("retry-after"));
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      // Leaving the loop cancels the body, so the rest is not received.
      if (size > replyMost) throw new ModelFailure("llm/garbled");
      chunks.push(chunk);
    }
  } catch (cause) {
    throw ModelFailure.of(cause);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const replySchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })).min(1),
});

/** What the model said; empty when it refused to say anything. */
function wordsIn(reply: string): string {
  let json: unknown;
  try {
    json = JSON.parse(reply);
  } catch (cause) {
    throw new ModelFailure("llm/garbled", { cause });
  }
  const parsed = replySchema.safeParse(json);
  if (!parsed.success) throw new ModelFailure("llm/garbled");
  return parsed.data.choices[0]?.message.content ?? "";
}
