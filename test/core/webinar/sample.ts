import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Calendar } from "../../../src/core/calendar/calendar.ts";
import { languages } from "../../../src/core/language/languages.ts";
import { readMoments, type Moments, type Rules } from "../../../src/core/webinar/moments.ts";
import { readProgramme, type Session } from "../../../src/core/webinar/programme.ts";
import { webinarSchema, type Webinar } from "../../../src/core/webinar/webinar.ts";
import { moroccan } from "../calendar/moroccan-calendar.ts";

export function parseFlow(name: string): unknown {
  return parse(readFileSync(new URL(`../../../flows/${name}.yaml`, import.meta.url), "utf8"));
}

export const moments: Moments = readMoments(parseFlow("moments"));
export const programme: readonly Session[] = readProgramme(parseFlow("programme"));

export const rules: Rules = { calendar: moroccan, moments, silentDays: [], perSecond: 80 };

export function rulesWith(calendar: Calendar, silentDays: readonly string[] = []): Rules {
  return { ...rules, calendar, silentDays };
}

/** The same words in every language. */
export function everywhere(text: string): Webinar["title"] {
  // Built from the list of languages.
  return Object.fromEntries(languages.map((one) => [one, text])) as Webinar["title"];
}

/** A published webinar on Thursday 3 December 2026 at 18:30, one hour, without limit. */
export function webinarOf(changes: Partial<Webinar> = {}): Webinar {
  return webinarSchema.parse({
    id: "w1",
    title: everywhere("Photos"),
    summary: everywhere("Photos with a phone."),
    starts: "2026-12-03T18:30",
    spoken: ["fr"],
    link: "https://meet.example/one",
    state: "published",
    ...changes,
  });
}
