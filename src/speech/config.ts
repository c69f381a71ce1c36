import { z } from "zod";
import { optional } from "../core/setting.ts";

/** What this room is told by the environment. */
export const speechVariables = {
  SPEECH_BASE_URL: optional(
    z.string().refine(isSafeBase, "must be https, or http on this machine, and hold no password"),
  ).describe(
    "Where voice notes are turned into words, in OpenAI's protocol (POST /audio/transcriptions), with /v1 when it has one. Without it people are asked, once and kindly, to write.",
  ),
  SPEECH_MODEL: optional(z.string().max(200)).describe(
    "The name of the model that listens, as that server calls it.",
  ),
  SPEECH_API_KEY: optional(z.string().max(500)).describe(
    "The key of that server, when it wants one. Secret.",
  ),
  SPEECH_VOICE_MODEL: optional(z.string().max(200)).describe(
    "The model that speaks (POST /audio/speech), for `npm run -s audio -- make`.",
  ),
  SPEECH_VOICE: optional(z.string().max(100)).describe("The voice that speaks, by its name there."),
} as const;

export interface SpeechSettings {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** Null when the server is only to speak. */
  readonly model: string | null;
  readonly apiKey: string | null;
  /** What speaks, for `npm run -s audio -- make`; null when nothing does. */
  readonly speaker: { readonly model: string; readonly voice: string } | null;
}

/** Null when no server listens or speaks. Messages never hold a value: some are secret. */
export const speechSettings = z
  .object(speechVariables)
  .transform((values, context): SpeechSettings | null => {
    const { SPEECH_BASE_URL: base, SPEECH_MODEL: model, SPEECH_VOICE_MODEL: speaker } = values;
    if (base === undefined) return null;
    if (model === undefined && speaker === undefined) {
      context.addIssue({
        code: "custom",
        path: ["SPEECH_MODEL"],
        message: "is required when SPEECH_BASE_URL is set",
      });
    }
    return {
      baseUrl: base.replace(/\/+$/u, ""),
      model: model ?? null,
      apiKey: values.SPEECH_API_KEY ?? null,
      speaker:
        speaker === undefined ? null : { model: speaker, voice: values.SPEECH_VOICE ?? "alloy" },
    };
  });

/** What people say must not cross a network in the open. */
function isSafeBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (`${username}${password}${search}${hash}` !== "") return false;
  if (protocol === "https:") return true;
  return protocol === "http:" && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(hostname);
}
