import type { TranscriptStep } from "../../src/core/engine/transcript.ts";
import type { Content } from "../../src/core/inbound.ts";

/** What a person types of what they see: direction marks are invisible and on no keyboard. */
export function typed(text: string): string {
  return text.replaceAll(/[\u2066-\u2069\u200E\u200F]/gu, "");
}

/** « Je ne sais pas » where no button says it. */
export const doubts = {
  fr: "je ne sais pas",
  ar: "لا أعرف",
  ary: "ما عرفتش",
  "ary-Latn": "ma3reftch",
  en: "I don't know",
} as const;

/** What is sent that has no words. */
export function contentOf(sends: Extract<TranscriptStep, { sends: unknown }>["sends"]): Content {
  switch (sends) {
    case "reaction":
      return { kind: "reaction", emoji: "👍" };
    case "edit":
      return { kind: "edit", text: "2" };
    case "location":
    case "contact-card":
    case "revoke":
    case "unsupported":
    case "opt-out":
    case "opt-in":
      return { kind: sends };
    case "human-spoke":
      return { kind: "human-elsewhere", what: "spoke" };
    case "human-took":
      return { kind: "human-elsewhere", what: "took" };
    case "human-left":
      return { kind: "human-elsewhere", what: "left" };
    case "voice":
    case "audio":
    case "image":
    case "video":
    case "document":
    case "sticker":
      return { kind: "media", media: sends, url: null, contentType: null, caption: "" };
  }
}
