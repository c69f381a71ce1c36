import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Topic } from "../../src/core/knowledge/topic.ts";
import { languages, type Language } from "../../src/core/language/languages.ts";
import { check, unfits, type Checked, type Unfit } from "../../src/llm/check.ts";
import { systemText } from "../../src/llm/prompt.ts";
import { theTopics, topicOf } from "./topics.ts";

/** The rule stands elsewhere; here anything that says "donnez" or its like asks for money. */
const asksForMoney = (text: string): boolean =>
  /\bfaites un don\b|\bdonnez[ -]|donate|تبرعوا|تبرعو|tbarr?3ou/iu.test(text);

const domain = await topicOf(11);
const scam = await topicOf(104);
const code = await topicOf(103);

function judge(
  topic: Topic,
  language: Language,
  answer: string,
  question = "une question",
  articleIds: readonly number[] = [topic.id],
): Checked {
  const asked = { question, language, topics: [topic] };
  return check({ articleIds: [...articleIds], answer, abstain: false }, asked, asksForMoney);
}

interface Honest {
  readonly topic: number;
  readonly language: Language;
  readonly question: string;
  readonly answer: string;
}

const honest = readFileSync(join(import.meta.dirname, "honest.jsonl"), "utf8")
  .trim()
  .split("\n")
  // Written beside this test.
  .map((line) => JSON.parse(line) as Honest);

describe("the check of a model's answer", () => {
  test.each(honest)("lets a fair wording pass: $language, $question", async (one) => {
    expect(judge(await topicOf(one.topic), one.language, one.answer, one.question)).toMatchObject({
      kind: "fit",
    });
  });

  test.each(languages)("lets every topic pass as it is written in %s", async (language) => {
    const failing: string[] = [];
    for (const topic of await theTopics()) {
      const checked = judge(topic, language, topic.answer[language].slice(0, 700));
      if (checked.kind === "unfit") failing.push(`${topic.slug}: ${checked.why}`);
    }
    expect(failing).toEqual([]);
  });

  const first = "C'est l'adresse que les gens tapent pour ouvrir votre site.";
  const cases: readonly (readonly [Unfit, string, Topic, Language, string])[] = [
    ["empty", "nothing but marks", domain, "fr", " … 👍 "],
    ["long", "more than a small screen", domain, "fr", `${first} `.repeat(13)],
    ["markup", "tags", domain, "fr", `<b>${first}</b>`],
    ["markup", "a link in brackets", domain, "fr", `[${first}](x)`],
    ["script", "Arabic in a French answer", domain, "fr", `${first} العنوان`],
    ["script", "Latin letters where Arabic was asked for", domain, "ar", domain.answer.fr],
    ["script", "letters that only look like ours", domain, "fr", first.replaceAll("a", "а")],
    ["link", "a link", domain, "fr", `${first} https://evil.example`],
    ["link", "a bare domain", domain, "fr", `${first} Voyez evil.example`],
    ["link", "a mail address", domain, "fr", `${first} aide@evil.example`],
    ["link", "an account", domain, "fr", `${first} @evil`],
    ["link", "a domain with another kind of stop", domain, "fr", `${first} evil。com`],
    ["link", "a domain in words", domain, "fr", `${first} evil point com`],
    ["phone", "a number to call", domain, "fr", `${first} 06 12 34 56 78`],
    ["phone", "the same in Arabic digits", domain, "ar", `${domain.answer.ar} ٠٦١٢٣٤٥٦٧٨`],
    ["leak", "a piece of our rules", domain, "en", systemText.slice(0, 200)],
    ["leak", "the names of our fields", domain, "fr", `${first} articleIds`],
    ["person", "a claim to be a person", domain, "fr", `Je suis un étudiant. ${first}`],
    ["person", "the same in Darija", domain, "ary", `أنا بنادم. ${domain.answer.ary}`],
    ["appeal", "an appeal for money", domain, "fr", `${first} Faites un don.`],
    ["language", "English for French", domain, "fr", domain.answer.en],
    ["language", "Darija for Arabic", domain, "ar", domain.answer.ary],
    ["language", "Arabic for Darija", domain, "ary", domain.answer.ar],
    ["language", "French for Darija in Latin letters", domain, "ary-Latn", domain.answer.fr],
    ["figure", "a number", domain, "fr", `${first} Louez votre site chaque 4 année.`],
    ["figure", "a price", domain, "fr", `${first} La structure loue à 1 750 dirhams.`],
    ["figure", "a price in words", domain, "fr", `${first} Louez votre site cent dirhams.`],
    ["figure", "a price in Darija", domain, "ary-Latn", `${domain.answer["ary-Latn"]} 500dh`],
    ["figure", "a share", scam, "fr", `${scam.answer.fr} 90 %`],
    ["figure", "a law", scam, "fr", `${scam.answer.fr} La loi vous protège.`],
    ["figure", "a month", scam, "en", `${scam.answer.en} File before March.`],
    ["figure", "that it is free", domain, "fr", `${first} Votre site est gratuit.`],
    ["figure", "an Arabic number word", domain, "ar", `${domain.answer.ar} مائة درهم`],
    ["name", "a name", domain, "fr", `${first} Le titulaire est Untel.`],
    ["strange", "another subject", domain, "fr", "La semoule cuit doucement à la vapeur."],
    ["strange", "a word by itself", domain, "fr", "PWNED"],
    [
      "strange",
      "a true sentence with another",
      domain,
      "fr",
      `${first} Mangez beaucoup de légumes frais.`,
    ],
    ["denial", "an advice turned around", scam, "fr", "Cliquez vite. Ne prévenez pas la banque."],
    [
      "denial",
      "a warning turned around",
      code,
      "en",
      "Everybody, even ECC, will ask you for this code.",
    ],
  ];
  test.each(cases)("refuses %s: %s", (why, _, topic, language, answer) => {
    expect(judge(topic, language, answer)).toEqual({ kind: "unfit", why });
  });

  test("refuses to repeat what only the question says", () => {
    const question = "le titulaire le propriétaire du site doit être les gens du Maroc";
    expect(judge(domain, "fr", `Oui : ${question}.`, question)).toEqual({
      kind: "unfit",
      why: "echo",
    });
  });

  test("refuses ids that were not given, and none at all", () => {
    for (const ids of [[], [11, 12], [12]]) {
      expect(judge(domain, "fr", domain.answer.fr, "?", ids)).toEqual({
        kind: "unfit",
        why: "ids",
      });
    }
  });

  test("judges by the topics named, not by the others given", () => {
    const asked = { question: "?", language: "fr", topics: [domain, scam] } as const;
    const answer = { articleIds: [11], answer: scam.answer.fr, abstain: false };
    expect(check(answer, asked, asksForMoney)).toMatchObject({ kind: "unfit" });
    expect(check({ ...answer, articleIds: [104, 11] }, asked, asksForMoney)).toMatchObject({
      kind: "fit",
      topics: [11, 104],
    });
  });

  test("every rule has a case", () => {
    const tried = new Set<Unfit>([...cases.map(([why]) => why), "echo", "ids"]);
    expect(unfits.filter((why) => !tried.has(why))).toEqual([]);
  });

  test("sends nothing that cannot be seen", () => {
    expect(
      judge(domain, "fr", `\u202E${first}\u200B \u0007 \n\n\n\nChoisissez un nom court.`),
    ).toEqual({
      kind: "fit",
      text: `${first}\n\nChoisissez un nom court.`,
      topics: [11],
    });
  });

  test("never throws, and lets nothing through that was made up", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 400 }),
        fc.constantFrom(...languages),
        (answer, language) => {
          const checked = judge(domain, language, `Zyxwv ${answer} qwrtp`);
          expect(checked.kind).toBe("unfit");
        },
      ),
    );
  });

  test("takes little time over a hostile answer", () => {
    const started = performance.now();
    for (const piece of ["a", "a.", "1 ", "a@", "((", "٠", "é́", "Aa "]) {
      judge(domain, "fr", piece.repeat(Math.floor(1_400 / piece.length)));
      judge(domain, "fr", piece.repeat(100_000));
    }
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});
