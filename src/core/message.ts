import type { Instant } from "./instant.ts";
import type { Language } from "./language/languages.ts";

/** One of the answers offered with a message. */
export interface Choice {
  /** Comes back when it is tapped: turn and choice, so that a late tap is recognized. */
  readonly id: string;
  /** At most 24 characters, isolates included; at most 20 when a message offers three or fewer. */
  readonly label: string;
  /** At most 20 characters, for buttons and quick replies; null when the label fits already. */
  readonly short: string | null;
  /** At most 72 characters, shown under the label where a channel can. */
  readonly about: string | null;
  /** What a person types for it: its position from "1", or "0" for « Je ne sais pas ». */
  readonly digit: string;
}

/** What stands in for a message once the provider's window is shut (see `core/templates.ts`). */
export interface TemplateUse {
  /** The file below `infra/templates/`, without its ending: `webinar-day-before`. */
  readonly name: string;
  /** Every variable of the template, in the language of the message. */
  readonly values: Readonly<Record<string, string>>;
  /** When it makes no sense any more and is not sent at all; null when it always does. */
  readonly until: Instant | null;
}

/** A file that goes with a message, where whoever has the link can fetch it. */
export interface FileLink {
  readonly url: string;
  /** What it is called where it is saved: `certificat-rafiq.pdf`, in plain ASCII. */
  readonly name: string;
  /** Its media type: `application/pdf`. */
  readonly type: string;
}

/** What is said at once: words in the person's language, in no provider's format. */
export interface Message {
  readonly language: Language;
  /** Paragraphs, already rendered, isolated for right-to-left text. */
  readonly text: string;
  readonly choices: readonly Choice[];
  /** The button that opens a list, at most 20 characters. */
  readonly open: string;
  /** The keys the words came from, in order: what transcripts name. */
  readonly keys: readonly string[];
  /** Left out of what may only be said while the window is open. */
  readonly template?: TemplateUse;
  /** A file sent with it, the words under it; left out when there is none. */
  readonly file?: FileLink;
  /** The first name of the human who wrote all of it, word for word; left out of the bot's own. */
  readonly by?: string;
}
