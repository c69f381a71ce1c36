/** Round numbers past twenty, and "about ten" in one word; by value, all languages together. */
export const roundNumbers: Readonly<Record<number, string>> = {
  10: "dizaine",
  12: "douzaine",
  15: "quinzaine",
  20: "vingtaine",
  30: "trente, trentaine, thirty, ثلاثون, ثلاثين, تلاتين, tlatin",
  40: "quarante, quarantaine, forty, fourty, أربعون, أربعين, ربعين, reb3in, rb3in, arb3in",
  50: "cinquante, cinquantaine, fifty, خمسون, خمسين, khamsin, khmsin, 5amsin",
  60: "soixante, soixantaine, sixty, ستون, ستين, settin, stin",
  80: "eighty, ثمانون, ثمانين, تمانين, tmanin",
  100: "cent, centaine, hundred, مئة, مائة, مية, mya, miya",
};

/** What ranges count: the age of an organization, or people. `year` may stand for one year. */
export const measures = {
  year: "an, année, annee, year, سنة, عام, 3am, sana, 3amm",
  years: "ans, années, annees, years, yr, yrs, سنوات, سنين, عاما, أعوام, snin, sna, 3wam",
  "two years": "سنتان, سنتين, عامين, عامان, 3amayn, 3amin",
  months: "mois, month, months, شهر, أشهر, شهور, chhar, chher, chhor, chhour",
  "two months": "شهرين, شهران, chahrayn, chehrayn",
  "two people": "شخصان, شخصين",
  people: `
    personne, personnes, gens, membre, membres, salarié, salariés, salariée, salariées, bénévole,
    bénévoles, femme, femmes, homme, hommes, adhérent, adhérents, employé, employés, people,
    person, persons, member, members, employee, employees, volunteers, women, men, شخص, شخصا,
    أشخاص, عضو, عضوا, أعضاء, نساء, امرأة, رجال, فرد, أفراد, الناس, ناس, دالناس, عيالات, العيالات,
    نفر, nas, d nas, dlnas, dnnas, dnas, nass, nafar, 3yalat, rjal, bnadem
  `,
} as const;

/** What bounds the number beside it. `orMore` includes the number, `beyond` does not. */
export const bounds = {
  below:
    "moins de, moins d, less than, under, below, أقل من, قل من, 9el mn, 9al mn, qel mn, kal men",
  beyond:
    "plus de, plus d, more than, over, أكثر من, كثر من, كتر من, kter mn, kter men, ktar mn, ktar men",
  orMore: `
    et plus, ou plus, or more, and more, أو أكثر, فأكثر, ولا كثر, ولا كتر, وكثر, فما فوق,
    wla kter, ola kter, w kter, +
  `,
  about: "depuis, since, ago, منذ, au moins, at least, على الأقل, هادي, hadi",
} as const;
