import type { Language } from "../languages.ts";

/**
 * Yes and no as people write them, separated by commas. To add one, write it here; accents,
 * capitals, vowel marks and held-down letters need not be repeated.
 *
 * `firm` words say yes or no even when a sentence follows ("oui nous avons un site"); `loose` ones
 * only when they are the whole answer ("ok je regarde" is no answer).
 */
interface Polarity {
  readonly firm: string;
  readonly loose: string;
}

export const yes: Readonly<Record<Language, Polarity>> = {
  fr: {
    firm: `
    oui, ouais, ouai, wé, oue, oé, oe, ouep, ouaip, wi, ui, yes, bah oui, ben oui, mais oui,
    oui oui, eh oui, ah oui, ouii, oiu, uoi, ouis, oiui, ouo, pui, ou i, affirmatif
  `,
    loose: `
    ok, okay, okey, oki, okk, k, oke, d'accord, daccord, dacord, dac, dak, dakk, dacc, d'acc,
    ok d'accord, bien sûr, biensur, bien sur que oui, bsr que oui, évidemment, evidement,
    absolument, exactement, exact, exactemant, tout à fait, toutafait, certainement, carrément,
    effectivement, en effet, parfait, parfaitement, c'est ça, cest ca, c ca, c'est bon, c bon,
    cest bon, c'est bien ça, c'est exact, correct, c'est correct, c'est juste, vrai, c'est vrai,
    volontiers, avec plaisir, avec grand plaisir, ça marche, ca roule, ça me va, je veux bien,
    je suis d'accord, on est d'accord, nous sommes d'accord, suis d'accord, chui d'accord,
    je suis ok, j'accepte, jaccepte, nous acceptons, on accepte, accepté, je confirme,
    confirmer, confirmé, on confirme, nous confirmons, je valide, valider, allons-y, on y va,
    allez-y, vas-y, vazy, go, allez, pas de problème, pas de probleme, pas de pb, pas de souci,
    pas de soucis, aucun problème, aucun souci, sans problème, pourquoi pas, bien entendu,
    sans doute, je crois que oui, je pense que oui, il me semble que oui, si si, mais si, si,
    ah, ya, yep, yeah, oh oui, bien, très bien, super, nickel, on en a, on en a un, on en a une,
    j'en ai, j'en ai un, j'en ai une, nous en avons, nous en avons un, nous en avons une,
    je le veux, je veux, oui je veux, toujours oui, on commence, je suis prêt, je suis prete,
    prêt, prête, je suis intéressé, intéressé, ça m'intéresse, ça nous intéresse,
    s'il vous plaît oui
  `,
  },
  ar: {
    firm: "نعم, أجل, بلى, إي نعم, إي, نعم نعم, ايه, آه, نعام, نعمم, أي نعم, بالتأكيد نعم",
    loose: `
    بالطبع, طبعا, بكل تأكيد, بالتأكيد, أكيد, بالتاكيد نعم, موافق, موافقة, موافقون, موافقين,
    أوافق, نوافق, أنا موافق, أنا موافقة, نحن موافقون, أقبل, نقبل, قبلت, حسنا, حسن, طيب, جيد,
    جيدا, ممتاز, تمام, صحيح, هذا صحيح, نعم هذا صحيح, صح, لا مانع, لا مانع لدي, لا بأس, لا مشكلة,
    لا مشكل, بدون مشكلة, بكل سرور, بكل فرح, على الرحب, أريد, نريد, أرغب, نود ذلك, يوجد, لدينا,
    متفق, متفقون, متفقين, أتفق, نتفق, أؤكد, نؤكد, أعتقد نعم, أظن نعم, أعتقد ذلك, أظن ذلك, فعلا,
    حقا, لم لا, لنبدأ, هيا, هيا بنا, تفضل, تفضلوا, مؤكد, بلا شك, يسعدني ذلك, أنا مهتم, مهتم,
    مهتمة, مهتمون, أوكي, أوك, اوكيه
  `,
  },
  ary: {
    firm: `
    آه, اه, أه, اااه, اييه, إيه, ايه, إيّه, اييييه, واه, وه, نعام, نعم, اي, ييه, ياه, اواه,
    نعام اسي, وي
  `,
    loose: `
    واخا, وخا, واخة, وخة, واخه, اوخا, أوكي, اوكي, أوك, اوكيه, صافي, صافي واخا, واخا صافي, موافق,
    موافقين, موافقة, متافق, متافقين, متفق, متفقين, أكيد, معلوم, معلوم نعم, طبعا, بالطبع, كاين,
    كاينة, كاينين, عندنا, عندي, مزيان, هي هاديك, هي هذيك, هاداك هو, هو هذاك, هاكاك, هكاك, ايوا,
    إيوا, يالاه, يلاه, يلا, يالله, زيد, نبداو, بغيت, بغينا, باغي, باغيين, بغيت نعم, قابل,
    قابلين, قبلت, ما كاين مشكل, ماكاين مشكل, مكاين مشكيل, مكاين مشكل, ما فيها باس, مافيها باس,
    لاباس ماشي مشكل, ماشي مشكل, ماشي مشكيل, بلا مشكل, علاش لا, وعلاش لا, بصح, صحيح, عندك الصح,
    صح, تمام, داكور, دكور, بيان سور, بيانسور, كاين نعم, ضروري, مكرهناش, ما كرهناش, مكرهتش,
    ماكرهتش, على راسي, مرحبا نعم, بالصحة نعم, كنظن اه, كنظن نعم, بكل فرح, واخا نعم
  `,
  },
  "ary-Latn": {
    firm: `
    ah, aah, eh, ih, iyeh, yeh, iyyeh, iyh, iyah, eyeh, eyyeh, ayeh, iwah, wah, wayeh, wayyeh, weyeh,
    wa7, ouah, oah, na3am, n3am, naam, na3m, n3m, nam, ah ah, oui, wi, wé, ewah, ayih, iyih, ya
  `,
    loose: `
    wakha, wa5a, waxa, waxxa, okha, oukha, ouakha, wekha, wkha, wa5kha, safi wakha, wakha safi,
    safi, ok, okay, okey, oki, mwafe9, mowafi9, mouwafi9, mwaf9a, mwafqin, mwaf9in, mwafk,
    mwafik, mouafik, mowafiq, mtafe9, mtaf9in, mottafi9, metaf9in, mtafa9, akid, akiid, ma3loum,
    m3loum, maaloum, tab3an, taba3an, bitab3, kayn, kayna, kaynin, kayen, kain, kayn ah, 3ndna,
    3andna, 3endna, 3ndi, 3andi, 3endi, mezyan, mzyan, mzian, mezian, hakak, hadak howa,
    hadik hya, howa hadak, hiya hadik, iwa, yallah, yalah, ylah, yala, yalla, nbdaw, bghit,
    bghina, baghi, baghyin, 9abel, 9bel, ma kayn mochkil, makayn mochkil, makaynch mochkil,
    makayn mouchkil, machi mochkil, mafiha bas, ma fiha bas, bla mochkil, 3lach la, 3lach lla,
    w 3lach la, bse7, bsa7, b sa7, sa7, s7i7, sahih, tamam, dakor, dacor, d'accord, daccord,
    bien sur, darori, daruri, makrahnach, makrahtch, 3la rassi, bkol fara7, kandon ah,
    kandenn ah, ana m3akom
  `,
  },
  en: {
    firm: `
    yes, yeah, yep, yup, yess, yea, ya, yah, ye, yas, yees, yse, eys, yes yes, aye, oh yes
  `,
    loose: `
    y, ok, okay, okey, k, kk, sure, sure thing, for sure, of course, ofc, off course, ofcourse,
    certainly, absolutely, definitely, definately, exactly, correct, right, that's right,
    thats right, that's correct, true, that is true, indeed, agreed, agree, i agree, we agree,
    i do, we do, i am, we are, it is, i have, we have, we have one, i have one, i accept,
    we accept, accept, i confirm, confirm, confirmed, alright, all right, fine, great, good,
    perfect, sounds good, that's fine, thats fine, it's fine, fine by me, fine with me,
    go ahead, go, go on then, let's go, lets go, no problem, no worries, not a problem, why not,
    with pleasure, gladly, yes please, please do, i think so, i believe so, i guess so, i would,
    i'd love to, i'd like to, i want to, we want to, i'm in, you bet, totally, affirmative,
    please yes
  `,
  },
};

export const no: Readonly<Record<Language, Polarity>> = {
  fr: {
    firm: `
    non, nn, nan, noon, nonn, nnon, no, naan, nonon, non non, mais non, ah non, ben non,
    bah non, eh non, oh non, nope, nop, nann, nin, nno, négatif
  `,
    loose: `
    n, bien sûr que non, évidemment que non, sûrement pas, point du tout, non merci, merci non, pas du tout, jamais, pas encore, pas vraiment, pas trop,
    pas tellement, pas maintenant, pas pour le moment, pas pour l'instant, pas aujourd'hui,
    pas d'accord, pas daccord, je ne suis pas d'accord, je suis pas d'accord, suis pas d'accord,
    chui pas d'accord, nous ne sommes pas d'accord, on est pas d'accord, on n'est pas d'accord,
    pas ok, je refuse, nous refusons, on refuse, refuser, je n'accepte pas, j'accepte pas,
    pas accepté, je ne veux pas, je veux pas, j'veux pas, nous ne voulons pas, on ne veut pas,
    on veut pas, veux pas, hors de question, sans façon, surtout pas, certainement pas,
    absolument pas, toujours pas, même pas, aucun, aucune, rien, rien du tout, il n'y en a pas,
    il y en a pas, y en a pas, y'en a pas, ya pas, y a pas, il n'y a pas, on n'en a pas,
    on en a pas, j'en ai pas, je n'en ai pas, nous n'en avons pas, n'en avons pas, on n'a pas,
    on a pas, nous n'avons pas, je n'ai pas, j'ai pas, je ne crois pas, je crois pas,
    je ne pense pas, je pense pas, je crois que non, je pense que non, c'est faux, faux,
    ce n'est pas ça, c'est pas ça, pas ça, incorrect, pas exact, pas correct, la, la merci,
    c'est non, pas intéressé, pas intéressée, ça ne m'intéresse pas, ça m'intéresse pas,
    je ne suis pas intéressé, pas question, que non, je ne préfère pas, je préfère pas,
    pas besoin, on n'a pas besoin, j'ai pas besoin, je ne confirme pas, ce n'est pas correct
  `,
  },
  ar: {
    firm: "لا, كلا, لالا, لا لا, ابدا لا, لاء",
    loose: `
    طبعا لا, بالطبع لا, أكيد لا, بالتأكيد لا, للأسف لا, لا شكرا, شكرا لا, أبدا, مطلقا, إطلاقا, ليس بعد, ليس الآن, ليس حاليا, لا يوجد, لا توجد,
    لا شيء, غير موجود, غير موجودة, لا أوافق, لا نوافق, غير موافق, غير موافقة, غير موافقين,
    لست موافقا, لست موافق, لست موافقة, لسنا موافقين, لست متفقا, لا أتفق, لا أقبل, لا نقبل, أرفض,
    نرفض, مرفوض, لا أريد, لا نريد, لا أرغب, لا نرغب, ليس لدينا, ليس لدي, ليس عندنا, ليس عندي,
    لا نملك, لا أملك, لا أظن, لا أعتقد, لا أظن ذلك, لا أعتقد ذلك, خطأ, هذا خطأ, غير صحيح,
    ليس صحيحا, هذا غير صحيح, ولا شيء, لا أحد, على الإطلاق, لم نفعل, غير مهتم, لست مهتما,
    لا يهمني, لا داعي, ليس كذلك, ليس تماما, ليس حقا
  `,
  },
  ary: {
    firm: "لا, لالا, لا لا, للا, لاا, نو, نون, كلا, لوا",
    loose: `
    ما عندنا, معندنا, ما عندي, معندي, ماعندي, طبعا لا, أكيد لا, لا شكرا, ماشي موافق, ماشي موافقين, ما موافقش, ماموافقش, مموافقش, ما متافقش, ماشي متافق,
    ماشي متفق, ما عندناش, معندناش, ماعندناش, ما عنديش, معنديش, ماعنديش, ما عندناش والو,
    معندنا والو, ما عندنا والو, ماعندنا والو, ما كاينش, مكاينش, ماكاينش, ما كايناش, ماكايناش,
    مكايناش, ما كاين والو, مكاين والو, ماكاين والو, والو, ما كاين, مكاين, ما بغيتش, مبغيتش,
    مابغيتش, ما بغيناش, مبغيناش, مابغيناش, ما باغيش, مباغيش, ما باغيينش, مازال, لا مازال, باقي,
    مزال, مازال ما, عمرنا, عمري, عمرني, أبدا, ماشي دابا, من بعد لا, ما قابلش, ماقابلش, ما قبلتش,
    ماشي صحيح, غلط, ماشي هو, ماشي هي, ماشي هاكاك, ماشي هكاك, ماشي بصح, ما كنظنش, ماكنظنش,
    مكنظنش, ما يمكنش, ميمكنش, حتى حاجة, حتا حاجة, حتى حد, بلاش, ما خاصنيش, ماخاصنيش, ما محتاجش,
    ما محتاجينش, ما كانش, ما درناش, مادرناش, ما درتش, نهائيا
  `,
  },
  "ary-Latn": {
    firm: "la, ah la, ah lla, lla, laa, lala, la la, lla lla, non, nn, no, kalla, oho, lawah, lwah",
    loose: `
    ma 3andna, ma3andna, ma 3endna, ma3endna, ma 3ndna, ma3ndna, ma 3andi, ma3andi, ma 3ndi, ma3ndi,
    la chokran, la merci, la choukran, machi mwafe9, machi mwafeq, machi mwaf9in, machi mowafi9,
    ma mwaf9ch, mamwaf9ch, ma mwafe9ch, mamwafe9ch, ma mtaf9ch, machi mtafe9, ma3ndnach,
    ma 3ndnach, ma3andnach, ma3endnach, ma3ndich, ma 3ndich, ma3andich, ma3endich, m3ndich,
    m3ndnach, ma 3ndna walo, ma3ndna walo, makaynch, ma kaynch, makaynach, makayench, makaych,
    ma kayn walo, makayn walo, makayn walou, walo, walou, oualo, wallo, ma kayn, makayn,
    makayen, ma bghitch, mabghitch, mabghit, mabghinach, ma bghinach, mabaghich, ma baghich,
    ma baghinch, mazal, la mazal, mzal, mazel, ba9i, ba9i la, 3merna, 3mrna, 3merni, 3mri,
    abadan, machi daba, ma9abelch, ma 9abelch, ma9belch, ghalat, machi s7i7, machi howa,
    machi hiya, machi hakak, ma kandonch, makandench, makandonch, mamkench, ma ymkench,
    mymkench, 7ta 7aja, ta 7aja, hta haja, 7tta 7aja, blach, ma khassnich, makhasnich,
    ma m7tajch, mam7tajch, ma derna, maderna, madernach, ma dernach, madrtch, niha2iyan, jamais,
    pas encore
  `,
  },
  en: {
    firm: "no, nope, nah, noo, na, nop, no no, oh no, negative, nay, naw",
    loose: `
    n, no thanks, no thank you, thanks no, never, not yet, not really, not at all, not now,
    not today, not quite, no way, i disagree, disagree, i don't agree, we don't agree,
    i do not agree, i refuse, refuse, i decline, decline, i don't want, i don't want to,
    i do not want, we don't want, i don't, we don't, i do not, we do not, we haven't, i haven't,
    we have none, none, nothing, no one, we don't have, we don't have one, we don't have any,
    i don't have, i don't have one, we do not have one, i don't think so, i do not think so,
    don't think so, i think not, that's wrong, wrong, false, incorrect, not correct, not right,
    that's not right, not interested, i'm not interested, i'd rather not, rather not,
    absolutely not, certainly not, definitely not, of course not, isn't, it isn't, it is not,
    not ok, no need
  `,
  },
};

/** Pictures that answer. Skin tones are folded away. */
export const pictures = {
  yes: "👍 ✅ ✔ ☑ 👌 🆗 💯 ✓ 🙆 ⭕",
  no: "👎 ❌ ✖ 🚫 ⛔ 🙅 ✗ ✘ ❎",
  "dont-know": "🤷 ❓ ❔ ⁉",
} as const;

/** A label that starts with one of these makes its question one that yes and no answer. */
export const outright = `
    oui, non, yes, no, نعم, لا, آه, اه, ah, la, lla, iyeh, wah, إيه, واه, كاين, kayn, ما عندناش,
    ماعندناش, ما كاينش, ma 3ndnach, ma3ndnach, makaynch, ma kaynch
  `;

/** Plain words of a language that happen to spell a yes or no of another. */
export const noAnswers: Readonly<Record<Language, string>> = {
  fr: "ye, nay, na",
  ar: "",
  ary: "",
  "ary-Latn": "",
  en: "we, ui, oe, oue, nin, nam, ih",
};
