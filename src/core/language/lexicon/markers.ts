/**
 * Words that give a language away, separated by commas. `strong` ones belong to it alone; `weak`
 * ones are common in it and rarer elsewhere. Accents are written where they carry signal.
 */
interface Markers {
  readonly strong: string;
  readonly weak: string;
}

export const latin: Readonly<Record<"fr" | "en" | "ary-Latn" | "zgh", Markers>> = {
  fr: {
    strong: `
    je, nous, vous, notre, votre, nos, vos, est, sont, avons, avez, sommes, êtes, pour, avec,
    dans, une, des, les, du, aux, mais, comment, pourquoi, combien, quelle, quel, quelles,
    quels, qui, que, qu, cette, cet, ces, être, avoir, faire, voudrais, voulons, veux, veut,
    besoin, créer, aussi, très, beaucoup, toujours, jamais, où, chez, donc, depuis, pendant,
    entre, leur, leurs, ils, elles, elle, il, mon, ses, sa, son, peut, peux, pouvez, pouvons,
    fait, jai, cest, qlq, bcp, pr, ds, ns, vs, avc, pcq, psk, pk, koi, jveux, jvoudrais, svp,
    stp, quoi, sur, sous, sans, et, ou, aide, bonjour, quand, plus, moins, tout, tous, faut,
    pas, compris, bien, était, étais, serait, sera, ont, ai, suis, aimerais, souhaite, gratuit,
    gratuite, puis, lequel, laquelle, cela, ça, celui, mes
  `,
    weak: `
    la, le, l, d, un, de, en, on, ce, c, se, ne, pas, par, au, y, a, si, non, oui, me, te, tu,
    j, m, s, n
  `,
  },
  en: {
    strong: `
    the, is, are, we, our, you, your, how, what, why, where, when, who, which, would, could,
    should, can, do, does, did, have, has, had, with, from, this, that, these, those, and, or,
    but, my, his, her, their, they, it, was, were, been, be, not, don, doesn, about, there,
    here, for, of, to, want, need, like, know, help, please, more, any, some, get, make, create,
    tell, send, will, answer, website, if, then, because, i, us, an, at, by, up, out, much,
    many, people, really, just, into, than, him, she, he, am, let, someone, somebody, something,
    account, password, forgot, cost, find
  `,
    weak: `
    a, in, on, no, me, so, as, all, one, go, o
  `,
  },
  "ary-Latn": {
    strong: `
    kifach, kifash, kifache, chno, chnou, chnowa, achno, wach, wash, bghit, bghina, bghiti,
    bghaw, baghi, baghyin, baghin, dyal, dyali, dyalna, dyalkom, dyalo, dyalha, dial, dialna,
    diali, kayn, kayna, kaynin, bzaf, bzzaf, bezzaf, daba, hadchi, hadshi, had, hada, hadi,
    hadik, hadak, hna, ana, nta, nti, ntoma, howa, hiya, homa, ndir, ndiro, dir, diro, dayr,
    dayra, fin, fine, fo9ach, fou9ach, 3lach, chkoun, chhal, ch7al, mzyan, mezyan, mezyana,
    wakha, safi, walakin, walakine, chi, gha, ghadi, ghir, bach, bash, 3la, m3a, 3nd, 3ndi,
    3ndna, 3andi, 3andna, n9der, n9dr, n9dro, nqdro, khass, khassna, khassni, khasna, khasni,
    li, lli, machi, makayn, walo, walou, mchit, mchina, jit, jina, kol, koul, kolchi, lina,
    liya, lihom, likom, nhder, nhdro, flous, lflous, lyoum, lyouma, ghedda, nchri, nbi3o, nbi3,
    nkhdem, nkhdmo, khdma, lkhdma, bnadem, nas, drari, l3yalat, salam, labas, afak, 3afak,
    chokran, allah, inchallah, wlad, bnat, dar, ddar, tomobil, zwin, zwina, khouya, khti, wahed,
    wa7ed, jouj, tlata, rb3a, chwiya, chwia, bhal, b7al, hit, 7it, ila, mli, melli, fach, ach,
    kanbghi, m3ndnach, sir, aji, ndirou, nsawl, ns2el, jam3iya, ta3awniya, tji, kan, kanet,
    kano, dert, derna, drna, mafhemtch, w, compte dyali, dakchi, nsit, sr9o, dyalek, hadok,
    lm3awna, fabor, bse7, mn, men, wla, bla, 3ad, tani, bezaf, mashi, chouf, chof, goul, gol,
    galiya, gali, kat, kay, tay, ra, rah, rani, rakom
  `,
    weak: `
    f, l, b, d, o, a, ou, la, ma, lla, ta, hta, site, i, fi, wa
  `,
  },
  zgh: {
    strong: `
    azul, manik, mamnk, mamek, tanemmirt, tanmirt, tanemirt, fellawen, fellak, fellam, ad,
    nsker, nskr, tamesmunt, tamazight, tmazight, gigh, righ, ur, illa, llan, nekki, nkki, nekni,
    nkni, keyyin, matta, mayd, mad, ism, inu, nnun, nek, tagmat, aytma, istma, awal, iwaliwn,
    ayt, tiwizi, ugar, kra, idda, nra, nra ad, yan, yat, sin, snat, krad, tudert, tamurt, tarwa,
    adlis, ixdem, skr
  `,
    weak: `
    n, d, s, i, g, zg, ar, is, dar, gh
  `,
  },
};

export const arabic: Readonly<Record<"ar" | "ary", Markers>> = {
  ary: {
    strong: `
    ديال, ديالنا, ديالي, ديالكم, ديالو, ديالها, ديالهم, دياله, واش, بغيت, بغينا, بغيتي, بغيتو,
    باغي, باغيين, باغية, كاين, كاينة, كاينين, دابا, بزاف, شنو, شنوا, أشنو, اشنو, آش, اش, كيفاش,
    علاش, فين, فاش, فوقاش, شكون, شحال, هاد, هادي, هادو, هادشي, هاذ, هداك, هاديك, حنا, احنا, نتا,
    نتي, نتوما, هوما, اللي, لي, غادي, غا, مزيان, مزيانة, واخا, وخا, صافي, والو, ماشي, راه, راها,
    را, راني, باش, حيت, حقاش, إلا, ولكن, عندنا, عندي, عندكم, عندو, ندير, نديرو, دير, ديرو, درنا,
    درت, دار, خاصنا, خاصني, خاص, نقدرو, نقدر, تقدرو, كنقدر, شي, شوية, بحال, ليا, لينا, ليكم,
    ليهم, معانا, معايا, فابور, الفلوس, فلوس, السيت, سيت, الكونط, كونط, المودباس, مودباس, ليه,
    يعاونا, نعاونو, سرقو, نهضر, نهضرو, هضر, نشوفو, شوف, نلقاو, نلقى, جاي, الجاي, مازال, عافاك,
    عافاكم, بنادم, الدراري, العيالات, نبيعو, نشريو, نخدمو, خدام, خدامة, خدامين, خدمة, نصيفط,
    نصيفطو, صيفط, تصيفطو, كلشي, بلا, بصح, غير, مع, هنا, ديما, دغيا, زوين, زوينة, جوج, السيمانة,
    سيمانة, البارح, غدا, نتسجل, نتسجلو, ولا, منين, ملي, حتى, عاد, ياك, مكاين, معندناش, معرفتش,
    ديك, داك, عطيني, عطيونا, گاع, كاع, ڭاع
  `,
    weak: `
    ف, د, مزيان, اه, لا, حتا, وا
  `,
  },
  ar: {
    strong: `
    هل, ماذا, لماذا, كيف, أين, اين, متى, الذي, التي, الذين, اللواتي, هذا, هذه, ذلك, تلك, هؤلاء,
    إن, أن, ان, إلى, الى, عن, على, سوف, لقد, قد, ليس, ليست, لست, لم, لن, نحن, أنا, هو, هي, هم,
    نريد, أريد, أود, نود, يمكن, يمكننا, يمكنني, يجب, لدينا, لدي, لديكم, لديها, لدى, أيضا, جدا,
    كثيرا, الآن, عندما, إذا, كما, بعد, قبل, حيث, حول, خلال, بين, منذ, أو, او, ثم, لكن, لأن,
    لأننا, بسبب, أجل, يوجد, توجد, يكون, تكون, كان, كانت, نستطيع, أستطيع, نحتاج, أحتاج, الحصول,
    إنشاء, عبر, فقط, كل, جميع, بعض, أكثر, أقل, مما, بما, فيما, لكي, حتى, أي, كم, نفعل, سيتم, تم,
    يتم, نكون, يعمل, فهم, أفهم, شكرا جزيلا, جيدا, دون, بي, بنا, لنا, لها, بها, منه, منها, فيها,
    فيه, عليها, عليه, الخاصة, الخاص, الخاصه, نسيت كلمة, إعداد, الفرق, غير, سأقوم, نقوم, تقوم
  `,
    weak: `
    في, من, لا, و, مع, ما, على
  `,
  },
};

/** What carries no language: it is said in all of them. */
export const neutral = `
    ok, okay, oki, k, merci, mrc, salam, slm, oui, non, no, yes, si, bonjour, bjr, hello, hi,
    svp, please, thanks, wifi, facebook, fb, whatsapp, google, instagram, insta, tiktok,
    youtube, site, web, email, mail, gmail, menu, stop, start, help, aide, maps, page, video,
    photo, lol, mdr, haha, hhh, bravo, super, casablanca, casa, rabat, fes, fès, marrakech,
    agadir, tanger, oujda, meknes, maroc, morocco, ecc, bcp, budget, zoom, internet, webinar,
    webinaire, crowdfunding, compte, diagnostic, la, ah, السلام, عليكم, سلام, نعم, لا, شكرا,
    مرحبا, اوك, أوكي, ورحمة, الله, وبركاته, المغرب, الحمد, لله, واتساب, فيسبوك, غوغل, گوگل,
    كوكل
  `;
