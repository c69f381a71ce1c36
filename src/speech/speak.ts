import { minute } from "../core/instant.ts";
import type { SpeechSettings } from "./config.ts";
import { recordingMost } from "./recordings.ts";

/**
 * A text as a voice note (Ogg, Opus), from any server that speaks OpenAI's `POST /audio/speech`. Null
 * when it cannot be had; never throws.
 */
export async function speak(
  { baseUrl, apiKey, speaker }: SpeechSettings,
  text: string,
  call: typeof fetch = fetch,
): Promise<Uint8Array | null> {
  if (speaker === null) return null;
  try {
    const response = await call(`${baseUrl}/audio/speech`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(apiKey === null ? {} : { Authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({ ...speaker, input: text, response_format: "opus" }),
      redirect: "error",
      signal: AbortSignal.timeout(minute),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return response.ok && bytes.byteLength <= 2 * recordingMost ? bytes : null;
  } catch {
    return null;
  }
}
