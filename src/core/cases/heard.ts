import type { Instant } from "../instant.ts";
import type { Language } from "../language/languages.ts";
import type { FromContact } from "./mail.ts";
import type { Human } from "./human.ts";

/** Something a contact's turn says of a case, in order. Dates are instants. */
export type Line =
  /** A sentence of `locales/`. */
  | {
      readonly kind: "sentence";
      readonly key: SentenceKey;
      readonly with: {
        readonly number?: string;
        readonly date?: Instant;
        readonly returns?: Instant;
        readonly who?: string;
      };
    }
  /** Words of a human, said as they are: isolated, never rendered as a sentence. */
  | {
      readonly kind: "words";
      readonly text: string;
      readonly language: Language;
      readonly who: string;
    }
  /** A question with its choices; the answer goes to `answerQuestion`. */
  | {
      readonly kind: "question";
      readonly question: "resolved" | "satisfaction" | "remark" | "follow-up";
      /** What was agreed to be done next; null when nothing was, or it is not asked about. */
      readonly action: string | null;
    };

/** Every sentence of `locales/case.yaml` that cases need. */
export const sentenceKeys = [
  "case.promised",
  "case.away",
  "case.sooner",
  "case.late",
  "case.returned",
  "case.reopened",
  "case.held",
  "case.other",
  "case.attending",
  "case.sorry",
  "case.warned",
  "case.nudged",
  "case.summary",
  "case.bot-again",
  "case.given-back",
  "case.gone",
  "case.withdrawn",
  "case.no-open",
  "case.still-open",
  "case.still-away",
  "case.urged",
  "case.thanks",
] as const;
export type SentenceKey = (typeof sentenceKeys)[number];

/** What follows in the contact's turn. All of it goes into the one commit of that turn. */
export interface Heard {
  /** Replaces the one in the contact's state. */
  readonly human: Human;
  readonly posts: readonly { readonly to: string; readonly body: FromContact }[];
  readonly said: readonly Line[];
  /** `reminder` when we start it: it is counted, and never sent twice. Otherwise a reply. */
  readonly as: "reply" | "reminder";
  /** The bot resumes: after what is said, the question that was open is asked again. */
  readonly resumes: boolean;
  /** Words the bot must answer now as if it had just heard them; null as a rule. */
  readonly returned: { readonly words: string; readonly media: string | null } | null;
}

/** Nothing follows. */
export function nothing(human: Human): Heard {
  return { human, posts: [], said: [], as: "reply", resumes: false, returned: null };
}

export function sentence(
  key: SentenceKey,
  values: Extract<Line, { kind: "sentence" }>["with"] = {},
): Line {
  return { kind: "sentence", key, with: values };
}
