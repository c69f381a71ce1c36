import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languages } from "../../../src/core/language/languages.ts";
import { calendarFile } from "../../../src/core/webinar/calendar-file.ts";
import { everywhere, programme, webinarOf } from "./sample.ts";

const now = Date.UTC(2026, 10, 25, 9, 30, 15);

/** A small reader of RFC 5545, written from the standard: unfolds, splits, unescapes. */
function read(file: string): { name: string; value: string }[] {
  expect(file.endsWith("\r\n")).toBe(true);
  return file
    .slice(0, -2)
    .replaceAll("\r\n ", "")
    .split("\r\n")
    .map((line) => {
      const colon = line.indexOf(":");
      return { name: line.slice(0, colon).split(";")[0] ?? "", value: line.slice(colon + 1) };
    });
}

function unescape(text: string): string {
  return text.replaceAll(/\\([\\;,nN])/gu, (_all, one: string) => (/n/iu.test(one) ? "\n" : one));
}

function valueOf(file: string, name: string): string | undefined {
  return read(file).find((one) => one.name === name)?.value;
}

describe("the calendar file", () => {
  it("says a webinar in UTC with an alarm an hour before", () => {
    const lines = read(calendarFile(webinarOf({ sequence: 3 }), "fr", now));
    expect(lines.map(({ name, value }) => `${name}:${value}`)).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//ECC//Rafiq//FR",
      "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      "BEGIN:VEVENT",
      "UID:webinar-w1@rafiq",
      "SEQUENCE:3",
      "DTSTAMP:20261125T093015Z",
      "DTSTART:20261203T183000Z",
      "DTEND:20261203T193000Z",
      "SUMMARY:Photos",
      String.raw`DESCRIPTION:Photos with a phone.\nhttps://meet.example/one`,
      "LOCATION:https://meet.example/one",
      "URL:https://meet.example/one",
      "STATUS:CONFIRMED",
      "TRANSP:OPAQUE",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      "TRIGGER:-PT1H",
      "DESCRIPTION:Photos",
      "END:VALARM",
      "END:VEVENT",
      "END:VCALENDAR",
    ]);
  });

  it("keeps its UID when the webinar moves, and takes it out when it is cancelled", () => {
    const before = calendarFile(webinarOf(), "en", now);
    const after = calendarFile(webinarOf({ starts: "2026-12-10T18:30", sequence: 1 }), "en", now);
    expect(valueOf(after, "UID")).toBe(valueOf(before, "UID"));
    const gone = calendarFile(webinarOf({ state: "cancelled", sequence: 2 }), "en", now);
    expect(valueOf(gone, "METHOD")).toBe("CANCEL");
    expect(valueOf(gone, "STATUS")).toBe("CANCELLED");
    expect(gone).not.toContain("VALARM");
    expect(valueOf(calendarFile(webinarOf(), "en", now, { cancelled: true }), "METHOD")).toBe(
      "CANCEL",
    );
  });

  it("is right through the change of Moroccan legal time", () => {
    const summer = calendarFile(webinarOf({ starts: "2026-06-15T18:00" }), "fr", now);
    expect(valueOf(summer, "DTSTART")).toBe("20260615T170000Z");
    const next = calendarFile(webinarOf({ starts: "2027-07-01T18:00" }), "fr", now);
    expect(valueOf(next, "DTSTART")).toBe("20270701T180000Z");
  });

  it("brings any text back as it was, in lines of 75 octets of whole characters", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom("ندوة", "🌿", "é", ";", ",", "\\", "\\n", "\n", "a", ":"),
        minLength: 1,
        maxLength: 200,
      }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...languages), (words, language) => {
        const webinar = { ...webinarOf(), title: everywhere(words), summary: everywhere(words) };
        const file = calendarFile({ ...webinar, link: null }, language, now);
        for (const line of file.split("\r\n")) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/u);
          // A line cut inside a character would not survive being read alone.
          expect(Buffer.from(line).toString("utf8")).toBe(line);
          expect(line.isWellFormed()).toBe(true);
        }
        const kept = words.replaceAll(/\r\n?/gu, "\n").replaceAll(/[^\P{Cc}\t\n]/gu, "");
        expect(unescape(valueOf(file, "SUMMARY") ?? "")).toBe(kept);
        expect(unescape(valueOf(file, "DESCRIPTION") ?? "")).toBe(kept);
        expect(read(file).length).toBe(
          read(calendarFile(webinarOf({ link: null }), "fr", now)).length,
        );
      }),
    );
  });

  it("says every session of the programme in every language", () => {
    for (const session of programme) {
      for (const language of languages) {
        const { title, summary } = session;
        const file = calendarFile({ ...webinarOf(), title, summary }, language, now);
        expect(unescape(valueOf(file, "SUMMARY") ?? "")).toBe(title[language]);
      }
    }
  });
});
