import { sayDate } from "../calendar/say-date.ts";
import type { Language } from "../language/languages.ts";
import { placeNames, sentencesOf } from "./hour-words.ts";
import { startOf } from "./plan.ts";
import type { Webinar } from "./webinar.ts";

/** Where a person is, for telling them the hour there. */
export const places = [
  "MA",
  "FR",
  "BE",
  "ES",
  "IT",
  "DE",
  "NL",
  "GB",
  "US-East",
  "CA-Quebec",
  "SN",
  "TN",
  "DZ",
  "AE",
  "SA",
] as const;
export type Place = (typeof places)[number];

const zones: Readonly<Record<Place, string>> = {
  MA: "Africa/Casablanca",
  FR: "Europe/Paris",
  BE: "Europe/Brussels",
  ES: "Europe/Madrid",
  IT: "Europe/Rome",
  DE: "Europe/Berlin",
  NL: "Europe/Amsterdam",
  GB: "Europe/London",
  "US-East": "America/New_York",
  "CA-Quebec": "America/Toronto",
  SN: "Africa/Dakar",
  TN: "Africa/Tunis",
  DZ: "Africa/Algiers",
  AE: "Asia/Dubai",
  SA: "Asia/Riyadh",
};

/** Calling codes; none begins another. Of North America, the area code decides. */
const callingCodes: Readonly<Record<string, Place>> = {
  212: "MA",
  33: "FR",
  32: "BE",
  34: "ES",
  39: "IT",
  49: "DE",
  31: "NL",
  44: "GB",
  221: "SN",
  216: "TN",
  213: "DZ",
  971: "AE",
  966: "SA",
};

/** Area codes of Quebec. */
const quebec = "263 354 367 418 438 450 468 514 579 581 819 873".split(" ");
/** Area codes of the United States on Eastern time, where the whole area keeps it. */
const east = `201 202 203 207 212 215 216 220 223 227 229 234 239 240 248 252 267 272 276 301 302
  304 305 313 315 321 326 329 330 332 336 339 347 351 352 363 380 386 401 404 407 410 412 413 419
  434 440 443 445 463 470 472 475 478 484 508 513 516 517 518 540 551 561 567 570 571 585 586
  603 607 609 610 614 616 617 631 640 645 646 656 667 678 680 681 686 689 703 704 706 716 717 718
  724 727 728 732 734 740 743 754 757 762 770 772 774 781 786 802 803 804 810 813 814 826 828 835
  838 839 843 845 848 854 856 857 860 862 863 864 878 904 908 910 912 914 917 919 929 934
  937 941 943 947 948 954 959 973 978 980 984 989`.split(/\s+/u);

/**
 * Where a phone number belongs to, by its calling code: digits in international form, with or
 * without `+`. Null for a country we do not know the one hour of. A number says where somebody
 * subscribed, not where they are: the hour of Morocco is always said too.
 */
export function placeOf(phone: string): Place | null {
  const digits = phone.replaceAll(/\D/gu, "");
  if (digits.startsWith("1")) {
    const area = digits.slice(1, 4);
    if (quebec.includes(area)) return "CA-Quebec";
    return east.includes(area) ? "US-East" : null;
  }
  const code = Object.keys(callingCodes).find((one) => digits.startsWith(one));
  return code === undefined ? null : (callingCodes[code] ?? null);
}

/**
 * The hour of a webinar: « 18 h 30, heure du Maroc », and for somebody abroad whose clock differs
 * on that day « 19 h 30, heure de France ». When it is another day there, the day is said too.
 * `there` is null when it would say the same hour again.
 */
export function hoursHere(
  webinar: Pick<Webinar, "starts" | "zone">,
  language: Language,
  place: Place | null = null,
): { readonly here: string; readonly there: string | null } {
  const morocco = localOf(webinar, "MA");
  const here = say(morocco, language, "MA", null);
  if (place === null) return { here, there: null };
  const local = localOf(webinar, place);
  if (local.toPlainDateTime().equals(morocco.toPlainDateTime())) return { here, there: null };
  const isOtherDay = !local.toPlainDate().equals(morocco.toPlainDate());
  return { here, there: say(local, language, place, isOtherDay ? dayOf(local, language) : null) };
}

function localOf(webinar: Pick<Webinar, "starts" | "zone">, place: Place): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(startOf(webinar)).toZonedDateTimeISO(zones[place]);
}

function say(
  local: Temporal.ZonedDateTime,
  language: Language,
  place: Place,
  day: string | null,
): string {
  const { clock, of } = sentencesOf[language];
  const hour = of(clock(local.hour, local.minute), placeNames[place][language]);
  return day === null ? hour : `${day} ${sentencesOf[language].at} ${hour}`;
}

/** The day there in words: by a moment of the same date in Morocco, whatever its offset. */
function dayOf(local: Temporal.ZonedDateTime, language: Language): string {
  const noon = local.toPlainDate().toZonedDateTime({
    timeZone: zones.MA,
    plainTime: new Temporal.PlainTime(12),
  });
  return sayDate(noon.epochMilliseconds, language, false);
}
