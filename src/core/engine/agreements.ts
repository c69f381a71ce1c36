import type { Instant } from "../instant.ts";
import type { Language } from "../language/languages.ts";
import type { Play } from "./play.ts";
import type { State } from "./state.ts";

/** For what we may start messages: reminders of webinars, and news of what they planned to do. */
export const purposes = ["reminders", "follow-up"] as const;
export type Purpose = (typeof purposes)[number];

/** The version of the question each purpose was agreed to by: raise it when its meaning changes. */
const texts: Readonly<Record<Purpose, string>> = { reminders: "2026-11", "follow-up": "2026-11" };

/** The version of the text by which people agree that we keep their answers: raise it likewise. */
export const consentText = "2026-11";

/** What somebody said to one purpose, as a proof (brief § 8). */
export interface Agreement {
  readonly given: boolean;
  readonly text: string;
  readonly language: Language;
  readonly at: Instant;
}
export type Agreements = Readonly<Partial<Record<Purpose, Agreement>>>;

export function isAgreed({ agreements }: Pick<State, "agreements">, purpose: Purpose): boolean {
  return agreements[purpose]?.given === true;
}

/** Keeps a yes or a no with the text's version, the language and the moment. */
export function agree(play: Play, purpose: Purpose, given: boolean): void {
  const { language } = play.state;
  const agreement: Agreement = { given, text: texts[purpose], language, at: play.now };
  play.state = {
    ...play.state,
    agreements: { ...play.state.agreements, [purpose]: agreement },
  };
}
