/*
 * The rules of § 7.3 written a second time, by other means than the code: lists of days and UTC
 * arithmetic, since Morocco is at UTC+0 from 2026-09-20 on. Forecast feasts count on every day of
 * their window. For 2026-11-25 to 2027-12-31.
 */

const holidays = new Set(
  `2027-01-01 2027-01-11 2027-01-14 2027-05-01 2027-07-30 2027-08-14 2027-08-20 2027-08-21
   2027-10-31 2027-11-06 2027-11-18 2027-06-06 2027-06-07 2027-06-08
   2027-08-15 2027-08-16 2027-08-17`.split(/\s+/u),
);
const feasts = new Set(
  `2027-03-09 2027-03-10 2027-03-11 2027-03-12 2027-05-16 2027-05-17 2027-05-18 2027-05-19`.split(
    " ",
  ),
);
const eves = new Set(["2027-03-08", "2027-05-15"]);
const aDay = 86_400_000;

/**
 * Whether a message may start then. `event` is the start of what it reminds of, null for news;
 * `urgent` is for changes that are told at any hour in the last three before the start.
 */
export function mayStart(at: number, event: number | null, urgent = false): boolean {
  if (urgent && event !== null && event > at && event - at <= 3 * 3_600_000) return true;
  const date = dateOf(at);
  const time = new Date(at).toISOString().slice(11, 16);
  const weekday = new Date(at).getUTCDay();
  if (feasts.has(date)) return false;
  if (weekday === 0 || holidays.has(date)) {
    if (event === null) return false;
    const isMorning = new Date(event).getUTCHours() < 12;
    const isNext = isMorning && dateOf(event) === dateOf(at + aDay);
    if (dateOf(event) !== date && !isNext) return false;
  }
  if (eves.has(date) && time >= "16:00") return false;
  if (weekday === 5 && time >= "12:00" && time < "14:30") return false;
  const usual = time >= "09:00" && time < "20:30";
  const byDay = time >= "10:30" && time < "16:30";
  const byNight = time >= "21:30" && time < "22:30";
  if (date < "2027-02-08" || date > "2027-03-10") return usual;
  if (date < "2027-02-10" || date > "2027-03-08") return usual && byDay;
  return byDay || byNight;
}

export function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
