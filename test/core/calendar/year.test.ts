import { describe, expect, it } from "vitest";
import { isPermitted } from "../../../src/core/calendar/permitted.ts";
import { moroccan } from "./moroccan-calendar.ts";

// Written from the rules alone, by other means than the code: lists of days, and UTC arithmetic,
// because Morocco is at UTC+0 for the whole of this year.

const nothing = new Set(
  `2027-01-01 2027-01-11 2027-01-14 2027-05-01 2027-07-30 2027-08-14 2027-08-20 2027-08-21
   2027-10-31 2027-11-06 2027-11-18
   2027-03-09 2027-03-10 2027-03-11 2027-03-12
   2027-05-16 2027-05-17 2027-05-18 2027-05-19
   2027-06-06 2027-06-07 2027-06-08
   2027-08-15 2027-08-16 2027-08-17`.split(/\s+/u),
);
const eves = new Set(["2027-03-08", "2027-05-15"]);

/** Whether the rules of § 7.3 let a message start, whatever the moon decides. */
function oracle(at: number): boolean {
  const iso = new Date(at).toISOString();
  const date = iso.slice(0, 10);
  const time = iso.slice(11, 16);
  const weekday = new Date(at).getUTCDay();
  if (weekday === 0 || nothing.has(date)) return false;
  if (eves.has(date) && time >= "16:00") return false;
  if (weekday === 5 && time >= "12:00" && time < "14:30") return false;
  const usual = time >= "09:00" && time < "20:30";
  const noonOfRamadan = time >= "10:30" && time < "16:30";
  const eveningOfRamadan = time >= "21:30" && time < "22:30";
  if (date < "2027-02-08" || date > "2027-03-10") return usual;
  if (date < "2027-02-10" || date > "2027-03-08") return usual && noonOfRamadan;
  return noonOfRamadan || eveningOfRamadan;
}

describe("a simulated year", () => {
  it("never permits what the rules forbid, nor forbids what they permit", () => {
    const start = Date.parse("2026-11-25T00:00Z");
    const end = Date.parse("2028-01-01T00:00Z");
    const differences: string[] = [];
    let open = 0;
    for (let at = start; at < end; at += 15 * 60_000) {
      // One millisecond before the quarter too, where a span ends.
      for (const moment of [at - 1, at]) {
        const permitted = isPermitted(moroccan, moment);
        if (permitted) open += 1;
        if (permitted !== oracle(moment)) differences.push(new Date(moment).toISOString());
      }
    }
    expect(differences).toEqual([]);
    expect(open).toBeGreaterThan(20_000);
  });
});
