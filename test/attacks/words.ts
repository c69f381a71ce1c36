import * as fc from "fast-check";

/** Pieces that have led programs astray, on their own and joined. */
const lines = [
  "oui|non|ma|machi|ولا|menu|stop|corriger|langue|je ne sais pas|entre 2 et 3|ouiiiiiii",
  "1|0|-1|1e999|2,5|3/5|12:30|NaN|Infinity|1-5|٣|۳|❿|🔟|1️⃣|⭐",
  "{x}|{n, plural, other {#}}|''|{{1}}|%s|$&|$1|\\|<b>|&amp;|../",
  "__proto__|constructor|toString|null|undefined|true|[object Object]",
  "e\u0301|\u0301\u0323|👩🏽‍🌾|🇲🇦|\ufdfa|ا|ما|ش| |\n|\0|\u200f|\u2067|\u2069|\ufeff|\ufffd|\ud800|\udc00",
];
const long = ["a".repeat(300), "م".repeat(300), "?!".repeat(100), "-".repeat(200), ""];
const pieces = fc.constantFrom(...lines.flatMap((line) => line.split("|")), ...long);

/** What somebody might write to do harm, or by accident. */
export const words = fc.oneof(
  { weight: 3, arbitrary: fc.array(pieces, { maxLength: 6 }).map((some) => some.join("")) },
  { weight: 2, arbitrary: fc.array(pieces, { maxLength: 6 }).map((some) => some.join(" ")) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 40 }) },
  // Halves of characters too.
  {
    weight: 1,
    arbitrary: fc
      .array(fc.nat(0xffff), { maxLength: 30 })
      .map((units) => String.fromCharCode(...units)),
  },
);
