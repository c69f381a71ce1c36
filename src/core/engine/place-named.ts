import { fold } from "../language/fold.ts";
import type { Place } from "../webinar/hours.ts";

/** Names of countries as people write them, in the five languages; the first that is found counts. */
const names: Readonly<Record<Place, string>> = {
  FR: "france, paris, lyon, marseille, فرنسا, فرانسا, باريس, fransa, frança",
  BE: "belgique, bruxelles, belgium, brussels, بلجيكا, بروكسيل, beljika, beljica",
  ES: "espagne, madrid, barcelone, spain, اسبانيا, سبانيا, مدريد, sbanya, spania",
  IT: "italie, milan, rome, italy, ايطاليا, الطاليان, طاليا, talyan, talia",
  DE: "allemagne, berlin, germany, المانيا, almanya, alemania",
  NL: "pays bas, hollande, netherlands, holland, هولندا, holanda",
  GB: "royaume uni, angleterre, londres, uk, england, london, britain, بريطانيا, انجلترا, لندن, britanya, ngliz",
  "US-East": "new york, washington, boston, نيويورك",
  "CA-Quebec": "quebec, montreal, كيبيك, مونتريال",
  SN: "senegal, dakar, السنغال, السينيغال, دكار",
  TN: "tunisie, tunis, tunisia, تونس, tounes",
  DZ: "algerie, alger, algeria, الجزائر, الدزاير, dzayer, algerie",
  AE: "emirats, dubai, abu dhabi, emirates, الامارات, دبي, imarat",
  SA: "arabie saoudite, riyad, saudi, السعوديه, الرياض, sa3oudiya, saoudia",
  MA: "maroc, casablanca, morocco, المغرب, lmaghrib, lmeghrib",
};

let once: readonly (readonly [Place, RegExp])[] | null = null;

/** The country that somebody names, such as in « à quelle heure en France ? »; null when none is. */
export function placeIn(text: string): Place | null {
  if (text === "") return null;
  const said = ` ${fold(text.slice(0, 300)).replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `;
  once ??= Object.entries(names).map(([place, line]) => {
    const each = line.split(",").map((name) => fold(name.trim()));
    // The names there are places: Object.entries forgets it.
    return [
      place as Place,
      new RegExp(` (?:ب|ف|فال|بال|في )?(?:${each.join("|")}) `, "u"),
    ] as const;
  });
  return once.find(([, pattern]) => pattern.test(said))?.[0] ?? null;
}
