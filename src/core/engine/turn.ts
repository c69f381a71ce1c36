import type { ContactMail } from "../cases/mail.ts";
import type { Content } from "../inbound.ts";
import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";
import type { Language } from "../language/languages.ts";
import type { Message } from "../message.ts";
import type { ImportMail } from "../webinar/import/consent.ts";
import type { ContactMail as WebinarMail, MomentNews } from "../webinar/mail.ts";
import type { PlanTimer } from "./plan-checks.ts";
import type { State } from "./state.ts";

/** What a turn is told. */
export type Input =
  | {
      readonly kind: "heard";
      readonly content: Content;
      /** The move whose message they quoted; null when none, or not ours. */
      readonly quoted: number | null;
      readonly seed: string;
    }
  | { readonly kind: "timer"; readonly timer: TimerBody; readonly seed: string }
  | { readonly kind: "mail"; readonly mail: Mail; readonly seed: string };

/** `seed`: 32 bytes in hex that nobody can guess, always the same for the same event. */

export type TimerBody =
  /** An unfinished conversation fell silent at this move. */
  | { readonly kind: "silence"; readonly move: number }
  /** A step waited long enough. */
  | { readonly kind: "late"; readonly move: number }
  /** Nobody returned to something unfinished. */
  | { readonly kind: "expire"; readonly move: number }
  /** Everything about the contact is to be removed now. */
  | { readonly kind: "erase"; readonly move: number }
  /** A moment of a webinar that was put off. */
  | { readonly kind: "moment"; readonly news: MomentNews }
  /** What was put off about a webinar may be told. */
  | { readonly kind: "told"; readonly webinar: string }
  /** A question about a request that was put off. */
  | { readonly kind: "question"; readonly mail: ContactMail }
  /** What was said days ago is forgotten. */
  | { readonly kind: "talk" }
  /** Whoever answers from the provider's inbox was not heard of for long. */
  | { readonly kind: "elsewhere" }
  | PlanTimer;

/** What other owners tell a contact. */
export type Mail =
  | ContactMail
  | WebinarMail
  | ImportMail
  | {
      readonly kind: "organization";
      readonly organization: Json;
      readonly changed: readonly string[];
    }
  | {
      readonly kind: "event";
      readonly event: string;
      readonly values: Readonly<Record<string, Json>>;
      /** A whole organization the contact belongs to from now on; null otherwise. */
      readonly organization: Json | null;
    };

export type Effect =
  | {
      readonly kind: "set-timer";
      readonly id: string;
      readonly at: Instant;
      readonly body: TimerBody;
    }
  | { readonly kind: "cancel-timer"; readonly id: string }
  /** Something for another owner's mailbox. */
  | { readonly kind: "post"; readonly to: string; readonly body: Json }
  /** Have a model word an answer; it comes back as the event `reworded` or `unworded`. */
  | {
      readonly kind: "reword";
      /** The move that asks: an answer to another one is dropped. */
      readonly asked: number;
      readonly question: string;
      readonly language: Language;
      readonly topics: readonly number[];
    }
  /** Have a voice note turned into words; they come back as the event `transcribed` or `untranscribed`. */
  | {
      readonly kind: "transcribe";
      readonly asked: number;
      /** Where the provider keeps it. */
      readonly url: string;
      readonly language: Language;
    }
  /** Removes the contact instead of keeping its state. */
  | { readonly kind: "erase" };

/** What a turn says at once. A reminder starts from us; a reply answers. */
export interface Said {
  readonly message: Message;
  readonly kind: "reply" | "reminder";
}

export interface Turn {
  readonly state: State;
  readonly said: readonly Said[];
  readonly effects: readonly Effect[];
}
