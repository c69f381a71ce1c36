import type { Told } from "../letters.ts";

/**
 * Words that hold a sentence together: who does it, the verb, what asks. Nouns are borrowed from one
 * language into another every day, these hardly ever: "bghit ndir un site professionnel" is Darija.
 */
export const frames: Readonly<Record<Told, string>> = {
  fr: `
    je, j, tu, il, elle, on, nous, vous, ils, elles, est, sont, suis, sommes, êtes, avons, avez,
    ont, veux, veut, voudrais, voulons, voulez, peux, peut, pouvez, pouvons, faut, dois, doit,
    devons, cherche, cherchons, comment, pourquoi, combien, quel, quelle, quels, quelles, quand,
    ça, cest, jai, jveux, fait, font, sert, marche, avait, était, sera
  `,
  en: `
    i, we, you, he, she, they, it, is, are, was, were, am, do, does, did, don, doesn, have, has,
    had, can, could, would, should, will, must, want, need, how, what, why, when, where, which,
    who, tell, explain
  `,
  "ary-Latn": `
    wach, wash, wesh, chno, chnou, chnowa, chniya, achno, ach, ash, kifach, kifash, kifache, 3lach,
    3lash, ch7al, chhal, chkoun, fin, fine, imta, fo9ach, fou9ach, bghit, bghina, bghiti, bghitou,
    bghito, bgha, bghat, bghaw, baghi, baghya, baghyin, baghin, kayn, kayna, kaynin, makaynch,
    khass, khas, khassni, khasni, khassna, khasna, khasso, khassha, khassek, khasskom, n9der,
    n9dro, n9drou, t9der, t9dro, t9drou, y9der, ymken, yemken, momkin, 3ndi, 3andi, 3ndna, 3andna,
    3ndkom, 3andkom, 3ndo, ndir, ndiro, ndirou, dir, diro, dirou, ydir, ydiro, ydirou, derna, dert,
    howa, hiya, homa, ana, 7na, ghadi, rah, rahna, rani, li, lli, mabghach, mabghatch,
    ma3ndich, ma3ndnach, 3tiwni, 3tini, 3awnouni, 3awnouna, nsawl, nsewel, nsowel, n3ref, n3erfo,
    n3rfou
  `,
  zgh: `
    ad, ra, rad, ur, is, illa, tlla, llan, manik, mamnk, mamek, manza, mani, matta, mayd, nra,
    righ, nga, gigh, tga, dari, darngh, nkki, nekki, nkkni, nekkin, ar
  `,
  ar: `
    هل, ماذا, لماذا, كيف, أين, متى, أريد, نريد, أود, نود, أحتاج, نحتاج, يمكن, يمكنني,
    يمكننا, يمكنكم, أستطيع, نستطيع, يجب, لدي, لدينا, لديكم, نحن, أنتم, هذا, هذه,
    الذي, التي, ليس, ليست, لم, لن, أبحث, نبحث
  `,
  ary: `
    واش, شنو, شنوا, أشنو, اشنو, آش, اش, كيفاش, علاش, شحال, شكون, فين, فوقاش, بغيت, بغينا, بغيتي,
    بغيتو, بغا, بغات, بغاو, باغي, باغية, باغيين, كاين, كاينة, كاينين, مكاينش, ماكاينش, خاص,
    خاصني, خاصنا, خاصو, خاصها, نقدر, نقدرو, تقدر, تقدرو, يقدر, عندي, عندنا, عندكم, عندو,
    ندير, نديرو, دير, ديرو, يدير, يديرو, درت, درنا, هوا, هيا, هوما, حنا, غادي, راه, راني,
    اللي, عطيني, عطيونا, عاونونا, عاوني, نسول, نعرف, نعرفو
  `,
};
