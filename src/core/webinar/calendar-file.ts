import type { Instant } from "../instant.ts";
import type { Language } from "../language/languages.ts";
import { endOf, startOf } from "./plan.ts";
import type { Webinar } from "./webinar.ts";

/** What a calendar is told of a webinar. */
export type InCalendar = Pick<
  Webinar,
  "id" | "title" | "starts" | "zone" | "minutes" | "link" | "state" | "sequence"
> &
  Partial<Pick<Webinar, "summary">>;

/** Octets of a line without its end, at most (RFC 5545 § 3.1). */
const lineMost = 75;

/**
 * A webinar as a calendar file (RFC 5545), in UTC: a phone with old zone data would shift a local
 * time by one hour. Opened again after a change it replaces what it said before; `cancelled` (the
 * state of the webinar, unless given) takes it out.
 */
export function calendarFile(
  webinar: InCalendar,
  language: Language,
  now: Instant,
  { cancelled = webinar.state === "cancelled" }: { readonly cancelled?: boolean } = {},
): string {
  const title = escape(webinar.title[language]);
  const { link } = webinar;
  const description = [webinar.summary?.[language], link].filter((part) => part != null);
  const start = startOf(webinar);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//ECC//Rafiq//FR",
    "CALSCALE:GREGORIAN",
    `METHOD:${cancelled ? "CANCEL" : "PUBLISH"}`,
    "BEGIN:VEVENT",
    `UID:webinar-${webinar.id}@rafiq`,
    `SEQUENCE:${webinar.sequence}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(endOf(webinar))}`,
    `SUMMARY;LANGUAGE=${tags[language]}:${title}`,
    ...(description.length > 0 ? [`DESCRIPTION:${escape(description.join("\n"))}`] : []),
    ...(link === null ? [] : [`LOCATION:${escape(link)}`, `URL:${link}`]),
    `STATUS:${cancelled ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:OPAQUE",
    ...(cancelled ? [] : alarm(title)),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

function alarm(title: string): readonly string[] {
  return ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT1H", `DESCRIPTION:${title}`, "END:VALARM"];
}

/** BCP 47: Moroccan Arabic in either script. */
const tags: Readonly<Record<Language, string>> = {
  fr: "fr",
  ar: "ar",
  ary: "ary",
  "ary-Latn": "ary-Latn",
  en: "en",
};

/** `20270114T183000Z`. */
function stamp(at: Instant): string {
  const text = Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: "second" });
  return text.replaceAll(/[-:]/gu, "");
}

/** A TEXT value (RFC 5545 § 3.3.11): other control characters cannot stand in a calendar. */
function escape(text: string): string {
  return text
    .replaceAll(/[\\;,]/gu, String.raw`\$&`)
    .replaceAll(/\r\n?|\n/gu, String.raw`\n`)
    .replaceAll(/[^\P{Cc}\t]/gu, "");
}

/** Cuts a line where it would grow too long, never inside a character. */
function fold(line: string): string {
  let [folded, octets] = ["", 0];
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > lineMost) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

/** How long a character is in UTF-8. */
function octetsOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
