import { z } from "zod";
import { optional } from "../core/setting.ts";

/** What this room is told by the environment. */
export const llmVariables = {
  LLM_BASE_URL: optional(
    z.string().refine(isSafeBase, "must be https, or http on this machine, and hold no password"),
  ).describe(
    "Where a language model answers in OpenAI's protocol, with /v1 when it has one. Setting it lets the model word answers that were found in the knowledge base; without it they are given as they are written.",
  ),
  LLM_MODEL: optional(z.string().max(200)).describe("The model's name, as that server calls it."),
  LLM_API_KEY: optional(z.string().max(500)).describe(
    "The key of that server, when it wants one. Secret.",
  ),
  LLM_DEADLINE: optional(z.coerce.number().int().min(100).max(60_000)).describe(
    "After how many milliseconds the written answer is given without waiting for the model. 8000 when unset.",
  ),
} as const;

export interface LlmSettings {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey: string | null;
  /** In milliseconds. */
  readonly deadline: number;
}

/** The model's settings, null when it is off. Messages never hold a value: some are secret. */
export const llmSettings = z
  .object(llmVariables)
  .transform((values, context): LlmSettings | null => {
    if (values.LLM_BASE_URL === undefined) return null;
    if (values.LLM_MODEL === undefined) {
      context.addIssue({
        code: "custom",
        path: ["LLM_MODEL"],
        message: "is required when LLM_BASE_URL is set",
      });
    }
    return {
      baseUrl: values.LLM_BASE_URL.replace(/\/+$/u, ""),
      model: values.LLM_MODEL ?? "",
      apiKey: values.LLM_API_KEY ?? null,
      deadline: values.LLM_DEADLINE ?? 8_000,
    };
  });

/** What people ask must not cross a network in the open. */
function isSafeBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (`${username}${password}${search}${hash}` !== "") return false;
  if (protocol === "https:") return true;
  return protocol === "http:" && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(hostname);
}
