import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redact } from "../../../src/core/knowledge/redact.ts";

/** What was written, and what may be kept of it. */
const cases: readonly (readonly [written: string, kept: string])[] = [
  // Telephones
  ["appelez-moi au 0612345678 pour le site", "appelez-moi au […] pour le site"],
  ["appelez moi au 06 12 34 56 78 svp", "appelez moi au […] svp"],
  ["mon tel : 06.12.34.56.78, comment faire ?", "mon tel : […], comment faire ?"],
  ["mon tel +212 (0)6-12-34-56-78 merci", "mon tel […] merci"],
  ["00212612345678 c'est mon whatsapp", "[…] c'est mon whatsapp"],
  ["tel0612345678 rappel", "[…] rappel"],
  ["\u202A+212 661\u2011234567\u202C comment créer une page", "[…] comment créer une page"],
  ["fixe 0522-30-40-50 bloqué", "fixe […] bloqué"],
  ["le 612 345 678 ne marche plus", "le […] ne marche plus"],
  ["06,12,34,56,78 est mon numéro", "[…] est mon numéro"],
  ["O6 12 34 56 78 c'est moi", "[…] c'est moi"],
  ["zéro six douze trente-quatre cinquante six soixante", "[…]"],
  ["رقمي ٠٦١٢٣٤٥٦٧٨ كيفاش نسجل", "رقمي […] كيفاش نسجل"],
  ["عيطو ليا ف ۰۶ ۱۲ ۳۴ ۵۶ ۷۸", "عيطو ليا ف […]"],
  ["نمرتي صفر ستة خمسة وثلاثين عشرين سبعين عشرة", "نمرتي […]"],
  ["nemra dyali 06-12-34-56-78 3afak", "nemra dyali […] 3afak"],
  ["0️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣ c mon num", "[…] c mon num"],
  ["call ０６１２３４５６７８ please", "call […] please"],
  ["⓪⑥①②③④⑤⑥⑦⑧ mon numéro", "[…] mon numéro"],
  ["my french number is +33 6 12 34 56 78", "my french number is […]"],
  // Mail, handles, links
  ["écrivez à salma.benali@gmail.com merci", "écrivez à […] merci"],
  ["salma @ gmail . com c'est mon adresse", "[…] c'est mon adresse"],
  ["salma arobase gmail point com", "[…]"],
  ["salma (at) gmail (dot) com, pourquoi c'est bloqué", "[…], pourquoi c'est bloqué"],
  ["suivez @coop_tamounte sur insta", "suivez […] sur insta"],
  ["https://www.facebook.com/coop.tamounte?id=4 ne marche plus", "facebook.com/[…] ne marche plus"],
  ["ma page fb.com/salma.benali est piratée", "ma page fb.com/[…] est piratée"],
  ["wa.me/212612345678 comment partager ce lien", "wa.me/[…] comment partager ce lien"],
  ["c'est quoi canva.com ?", "c'est quoi canva.com ?"],
  ["est-ce que docs.google.com est gratuit", "est-ce que google.com est gratuit"],
  ["notre site amal-agadir.ma est en panne", "notre site […] est en panne"],
  ["http://user:pass@example.org/x?token=1 erreur", "[…] erreur"],
  ["الموقع www.tamounte-coop.com ما خدامش", "الموقع […] ما خدامش"],
  ["my blog is https://salma.blogspot.com.", "my blog is blogspot.com."],
  // Papers, cards, accounts, secrets
  ["CIN BK123456 pour la banque", "CIN […] pour la banque"],
  ["ma carte BK 123456 est perdue", "ma carte […] est perdue"],
  ["cin: ab12345", "cin: […]"],
  ["CNIE n° J 654321", "CNIE n° […]"],
  ["بطاقتي الوطنية رقم BE٧٦٥٤٣٢", "بطاقتي الوطنية رقم […]"],
  ["passeport AB1234567 expiré", "passeport […] expiré"],
  ["passport 12AB34567", "passport […]"],
  ["RIB 007 780 0001234567890123 45 pour le don", "RIB […] pour le don"],
  ["mon rib est 230780123456789012345678", "mon rib est […]"],
  ["IBAN MA64 0112 3456 7890 1234 5678 90 12", "IBAN […]"],
  ["carte 4111 1111 1111 1111 refusée", "carte […] refusée"],
  ["ICE 001234567000089 c'est quoi", "ICE […] c'est quoi"],
  ["mon mot de passe est azerty12 et on m'a piraté", "mon mot de passe est […] et on m'a piraté"],
  ["le mot de passe est oublié", "le mot de passe est oublié"],
  ["code whatsapp : 482-193", "code whatsapp : […]"],
  ["né le 12/05/1987 à Fès", "né le […] à Fès"],
  // Names that people say
  ["je m'appelle salma benali et je veux un site", "je m'appelle […] et je veux un site"],
  ["Je m’appelle Salma El Idrissi, présidente", "Je m’appelle […], présidente"],
  ["bonjour moi c'est Karim comment faire un logo", "bonjour moi c'est […] comment faire un logo"],
  ["Madame Bennani a quitté avec les accès", "Madame […] a quitté avec les accès"],
  ["mme bennani a le mot de passe", "mme […] a le mot de passe"],
  ["Bonjour Madame, comment créer une page", "Bonjour Madame, comment créer une page"],
  ["je suis présidente d'une coopérative", "je suis présidente d'une coopérative"],
  ["smiti karim w bghit ndir page", "smiti […] w bghit ndir page"],
  ["ismi Fatima Zahra mn agadir, kifach", "ismi […] mn agadir, kifach"],
  ["سميتي فاطمة الزهراء وبغيت نعرف كيفاش", "سميتي […] وبغيت نعرف كيفاش"],
  ["اسمي كريم من أكادير", "اسمي […] من أكادير"],
  ["السيدة بناني، خرجات", "السيدة […]، خرجات"],
  ["my name is John Smith and I want a page", "my name is […] and I want a page"],
  [
    "comment créer un logo ?\nCordialement, Salma Benali",
    "comment créer un logo ?\nCordialement, […]",
  ],
  // What must stay
  ["15000 dh de budget, c'est assez ?", "15 000 dh de budget, c'est assez ?"],
  ["entre 15000 et 20000 dh par an", "entre 15 000 et 20 000 dh par an"],
  ["1 500 000 dirhams de subvention", "1 500 000 dirhams de subvention"],
  ["عندنا ٢٠٠٠٠ درهم", "عندنا ٢٠ ٠٠٠ درهم"],
  ["la loi 09-08 et le dahir 1-58-376", "la loi 09-08 et le dahir 1-58-376"],
  ["réunion le 12/05/2026 de 10:30 - 12:00", "réunion le 12/05/2026 de 10:30 - 12:00"],
  ["bilan 2024-2025 et 2026", "bilan 2024-2025 et 2026"],
  ["kifach n9ed 7sab mo7asaba 9bel 3am 2026", "kifach n9ed 7sab mo7asaba 9bel 3am 2026"],
  ["comment avoir 10000 followers", "comment avoir 10 000 followers"],
  ["how do i open a page for our cooperative?", "how do i open a page for our cooperative?"],
  ["كيفاش نديرو صفحة فيسبوك؟", "كيفاش نديرو صفحة فيسبوك؟"],
];

describe("of a question is kept what says nothing about who asked it", () => {
  test.each(cases)("%s", (written, kept) => {
    expect(redact(written, [])).toBe(kept);
  });
});

describe("the given names", () => {
  test.each<readonly [written: string, names: readonly string[], kept: string]>([
    ["salma demande comment faire", ["Salma Benali"], "[…] demande comment faire"],
    ["c'est SÀLMA BENALI qui écrit", ["salma benali"], "c'est […] qui écrit"],
    ["ana كريم bghit site", ["Karim"], "ana […] bghit site"],
    ["وسلمى بغات تعرف، سلام", ["Salma"], "[…] بغات تعرف، سلام"],
    ["Fatima wants a page", ["فاطمة"], "[…] wants a page"],
    ["salam khadija hna", ["خديجة"], "salam […] hna"],
    [
      "la Coopérative Argane Tamounte vend de l'huile d'argane",
      ["Coopérative Argane Tamounte"],
      "la […] vend de l'huile d'argane",
    ],
    ["argane tamounte sur facebook", ["Coopérative Argane Tamounte"], "[…] sur facebook"],
    ["l'association amal cherche un local", ["Association Amal"], "l'[…] cherche un local"],
    ["جمعية الأمل بغات موقع", ["جمعية الأمل"], "[…] بغات موقع"],
    ["comment créer une association", ["Association", "", "  "], "comment créer une association"],
    ["je m'appelle Salma Benali et je veux", ["Salma"], "je m'appelle […] et je veux"],
  ])("%s without %s", (written, names, kept) => {
    expect(redact(written, names)).toBe(kept);
  });
});

describe("whatever is written", () => {
  const glue = fc.constantFrom(
    ..."|| |-|.|/|\u00A0|\u200E|\u202A|\uFE0F\u20E3|\u0301|e|dh|é|[…]|…| dh|@|.com|www.|https://|mdp: |و|je m'appelle |سميتي ".split(
      "|",
    ),
  );
  const digit = fc.constantFrom(...Array.from("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２①②❶➊𝟏¹₂०१৩"));
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 300 }),
    fc.string({ unit: "binary", maxLength: 300 }),
    fc
      .array(fc.oneof(digit, glue, digit, fc.string({ unit: "grapheme", maxLength: 3 })), {
        maxLength: 60,
      })
      .map((parts) => parts.join("")),
  );

  test("no five digits are left in a row, in no script, and a second time changes nothing", () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.string({ maxLength: 20 }), { maxLength: 2 }),
        (written, names) => {
          const kept = redact(written, names);
          expect(kept.normalize("NFKC").replace(/\p{Cf}/gu, "")).not.toMatch(/\p{Nd}{5}/u);
          expect(redact(kept, names)).toBe(kept);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test("no telephone of the country is left, however it is spaced", () => {
    const spaced = fc.tuple(
      fc.constantFrom("0", "+212", "+212 ", "00212", "+212(0)"),
      fc.constantFrom("5", "6", "7"),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 }),
      fc.constantFrom("", " ", ".", "-", " - ", "/", "\u00A0", "\u2011", "\u2009"),
      fc.constantFrom(1, 2, 3, 4),
    );
    fc.assert(
      fc.property(spaced, ([head, first, rest, gap, size]) => {
        const groups = rest.join("").match(new RegExp(`.{1,${size}}`, "gu")) ?? [];
        const kept = redact(`mon numéro ${[`${head}${first}`, ...groups].join(gap)} merci`, []);
        expect(kept).toBe("mon numéro […] merci");
      }),
    );
  });

  test("a long text takes time in proportion", () => {
    for (const piece of [
      "a",
      "1 ",
      "a.",
      "a-",
      "@",
      "a@",
      "salma ",
      "a1",
      "é ",
      "https:",
      "mdp ",
      "0 6 ",
    ]) {
      const long = piece.repeat(20_000);
      expect(redact(long, ["Salma Benali", "سلمى"]).length).toBeLessThanOrEqual(long.length);
    }
  }, 20_000);
});
