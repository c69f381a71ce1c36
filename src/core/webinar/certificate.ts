import type { Language } from "../language/languages.ts";
import { sayDate } from "../calendar/say-date.ts";
import { startOf } from "./plan.ts";
import type { Webinar } from "./webinar.ts";

/** Makes a code that only we can make: HMAC-SHA-256 in hex, with a secret of the house. */
export type Sign = (text: string) => string;

/** Who was there for so large a part may have a certificate (brief § 5.2). */
const needed = 0.6;

/** What a certificate of attendance states. It is no diploma, and says nothing about learning. */
export interface Certificate {
  /** Exactly as they typed it. */
  readonly name: string;
  readonly title: string;
  /** The day in words, with its year: « jeudi 14 janvier 2027 ». */
  readonly day: string;
  /** How long the webinar was, in minutes. */
  readonly minutes: number;
  /** By which it can be checked: `7F3A-91C0-2B`. */
  readonly code: string;
}

/** The certificate of somebody who was there for `present` minutes; null below 60 %. */
export function certificateOf(
  webinar: Pick<Webinar, "id" | "title" | "starts" | "zone" | "minutes">,
  name: string,
  present: number,
  language: Language,
  sign: Sign,
): Certificate | null {
  if (present < needed * webinar.minutes) return null;
  const start = startOf(webinar);
  const year = webinar.starts.slice(0, 4);
  return {
    name,
    title: webinar.title[language],
    day: `${sayDate(start, language, false)} ${year}`,
    minutes: webinar.minutes,
    code: certificateCode(webinar, name, sign),
  };
}

/** The code of a name at a webinar: to check a certificate, make it again and compare. */
export function certificateCode(
  webinar: Pick<Webinar, "id" | "starts" | "minutes">,
  name: string,
  sign: Sign,
): string {
  const { id, starts, minutes } = webinar;
  const signed = sign(JSON.stringify(["certificate", id, starts, minutes, name])).toUpperCase();
  return `${signed.slice(0, 4)}-${signed.slice(4, 8)}-${signed.slice(8, 10)}`;
}
