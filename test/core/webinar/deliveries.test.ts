import { describe, expect, it } from "vitest";
import { minute } from "../../../src/core/instant.ts";
import { deliveryLines, type Kept } from "../../../src/core/webinar/deliveries.ts";
import type { Entry, Roll } from "../../../src/core/webinar/entries.ts";
import { withFate } from "../../../src/core/webinar/fates.ts";
import { planMoments } from "../../../src/core/webinar/plan.ts";
import { casablanca } from "../calendar/moroccan-calendar.ts";
import { rules, webinarOf } from "./sample.ts";

const contact = "c01-amina";
const registered = casablanca("2026-11-28T10:00");
const told = casablanca("2026-12-02T18:30");
const later = casablanca("2026-12-02T19:00");

const entry: Entry = {
  since: registered,
  ask: 1,
  source: "chat",
  language: "fr",
  reminders: true,
  wanted: 1,
  held: 1,
  ticket: null,
  place: null,
  told: 0,
  got: ["day-before"],
  intent: null,
  opened: false,
  attended: null,
};

function rollWith(changes: Partial<Entry> = {}, starts = "2026-12-03T18:30"): Roll {
  const webinar = webinarOf({ starts });
  const life = { replayed: null, taken: 1 };
  return {
    snapshot: {
      webinar,
      revision: 0,
      notice: 0,
      occasion: 0,
      moved: 0,
      ...life,
    },
    tickets: 1,
    slices: 0,
    planned: Object.fromEntries(
      planMoments(webinar, rules, life).map(({ moment, at }) => [moment, at]),
    ),
    entries: { [contact]: { ...entry, ...changes } },
  };
}

const said: Kept = {
  fates: { "day-before": { kind: "said", at: told, move: 7 } },
  outbox: [],
  deliveries: [],
};

function became(kept: Kept, moment = "day-before", roll = rollWith(), now = later): string {
  const lines = deliveryLines("w1", roll, () => kept, rules, now);
  const line = lines.find((one) => one.moment === moment);
  return `${line?.state} ${line?.reason}`.trim();
}

function receipts(...each: readonly (readonly [string, string, (string | null)?])[]): Kept {
  return {
    ...said,
    deliveries: each.map(([id, status, code = null]) => ({ id, status, code })),
  };
}

describe("what became of a message", () => {
  it.each([
    ["under way", { ...said, outbox: [`${contact}.7.0`] }],
    ["sent", receipts([`${contact}.7.0`, "sent"])],
    ["delivered", receipts([`${contact}.7.0`, "delivered"])],
    ["read", receipts([`${contact}.7.0`, "read"])],
    ["failed template-rejected", receipts([`${contact}.7.0`, "failed", "template-rejected"])],
    // Two messages of one move: the one that came least far, and failure above all.
    ["delivered", receipts([`${contact}.7.0`, "read"], [`${contact}.7.1`, "delivered"])],
    ["failed 63024", receipts([`${contact}.7.0`, "read"], [`${contact}.7.1`, "failed", "63024"])],
    // Somebody else's move.
    ["failed window-shut", receipts([`${contact}.77.0`, "read"])],
  ])("is %s", (expected, kept) => {
    expect(became(kept)).toBe(expected);
  });

  it("is sent for good once its receipt is no longer kept", () => {
    const after = told + 9 * 24 * 60 * minute;
    expect(became(said, "day-before", rollWith(), after)).toBe("sent receipt-no-longer-kept");
  });

  const nothing: Kept = { fates: {}, outbox: [], deliveries: [] };

  it.each([
    ["planned", {}, "hour-before"],
    ["skipped no-reminders", { reminders: false, got: [] }, "hour-before"],
    ["skipped waiting-list", { held: 0, got: [] }, "hour-before"],
    ["skipped answered-cannot", { intent: "cannot" as const }, "hour-before"],
    ["skipped registered-later", { since: told + minute, got: [] }, "day-before"],
    ["skipped no-replay", {}, "replay"],
    ["under way", {}, "day-before"],
    ["skipped too-late", { got: [] }, "day-before"],
    ["planned", {}, "start"],
    ["skipped opened-already", { intent: "comes" as const, opened: true }, "start"],
  ])("tells why: %s", (expected, changes, moment) => {
    expect(became(nothing, moment, rollWith(changes))).toBe(expected);
  });

  it("tells that the hours forbid it, and what the contact decided", () => {
    const friday = rollWith({ got: [] }, "2026-12-04T15:00");
    expect(became(nothing, "hour-before", friday)).toBe("skipped hours");
    const skipped: Kept = {
      ...nothing,
      fates: { "day-before": { kind: "skipped", at: told, reason: "opted-out" } },
    };
    expect(became(skipped)).toBe("skipped opted-out");
  });

  it("never goes back from said to skipped", () => {
    const fates = withFate({}, "start", { kind: "said", at: 1, move: 1 });
    expect(withFate(fates, "start", { kind: "skipped", at: 2, reason: "done" })).toBe(fates);
  });
});
