/**
 * The words around an answer, of all languages together, separated by commas.
 *
 * `polite` says nothing, `carrying` brings an answer ("ana 3", "je dirais 4"), `naming` announces
 * that the number that follows is a choice ("option 2"), `identity` that a label follows
 * ("nous sommes une coopérative").
 */
export const polite = `
    svp, stp, sil vous plait, s'il vous plaît, s'il te plaît, siouplé, please, pls, plz, plss,
    merci, merci beaucoup, merci bcp, mrc, mrci, mersi, thanks, thank you, thx, tnx, ty,
    thank u, شكرا, شكرا جزيلا, شكرا بزاف, شكرا لكم, شكرا لك, chokran, choukran, shokran,
    shukran, chokran bzaf, بزاف, bzaf, bzzaf, bezzaf, من فضلك, من فضلكم, لو سمحت, لو سمحتم,
    رجاء, أرجوكم, أرجوك, عافاك, عافاكم, عفاك, 3afak, 3afakom, 3afakoum, afak, 3fak, 3afakon,
    الله يخليك, الله يخليكم, lah ykhelik, lah ykhalik, lah ykhlik, lah y5alik, الله يحفظك,
    الله يحفظكم, lah y7efdek, lah y7fdek, lah yhefdek, lah y7afdek, الله يجازيك بخير,
    الله يجازيكم بخير, lah yjazik bikhir, lah yjazik bkhir, lah yjazikom bikhir,
    الله يرحم الوالدين, lah yr7em lwalidin, lah yrhem lwalidin, الله يعطيك الصحة,
    lah y3tik sa7a, بارك الله فيك, بارك الله فيكم, tbarkelah, تبارك الله, désolé, désolée,
    desoler, pardon, excusez moi, excuse moi, sorry, عذرا, آسف, اسف, آسفة, سمح ليا, سمحو ليا,
    سمحلي, sm7 liya, smeh lia, semhou liya, sme7 lia, monsieur, madame, mr, mme, sir, madam,
    dear, أستاذ, أستاذة, سيدي, سيدتي, خويا, ختي, أخي, أختي, الأخ, الأخت, khouya, khoya, khti,
    khouti, a khoya, asidi, sidi, lalla, للا, sahbi, sa7bi, اسي, 🙏, mdr, lol, haha, hhh, هه,
    والله, wallah, wlh, wellah, wlah, wllah, و الله, vraiment, franchement, honnêtement,
    sincèrement, بصراحة, bsara7a, honestly, frankly, actually, vrmt, hamdollah, hamdoulilah,
    الحمد لله, hamdulillah, inchallah, inchalah, nchallah, nchalah, إن شاء الله, انشاء الله,
    ان شاء الله, bonne journée, a bientot, euh, hmm, hm, heu, bah, ben, eh bien, alors, donc,
    لا بد, لابد, لا بد من, لا إله إلا الله, لا حول ولا قوة إلا بالله, لا غالب إلا الله, la ghaliba ila lah,
    non loin, voila, voilà, well, so, oh, hé, he, en fait, finalement
  `;

export const carrying = `
    donne, donnerais, give, أعطي, نعطي, نعطيها, كنعطي, n3ti, n3tiha, kan3ti, étoile, étoiles, star,
    stars, نجمة, نجوم, njma, njoum, je, j, moi, nous, on, ma, mon, mes, notre, nos, c, ce, vous, tu, toi, c'est, cest, ca, ça,
    cela, est, et, ici, le, l, les, de, d, des, du, au, aux, a, à, en, pour, sur, dans, avec,
    que, qu, plutôt, surtout, juste, seulement, uniquement, dis, dirais, dirai, dirait, pense,
    crois, croi, prends, prend, mets, met, mettrais, vote, opte, préfère, veux, voudrais,
    souhaite, sera, serait, bien, donc, comme, disons, selon, dirions, pensons, répond, réponds,
    vais, avis, mon avis, dire, entre, plus proche, position, situe, situons, trouve, pareil, i,
    i'd, we, my, our, it, it's, its, is, the, that, this, s, ll, m, am, are, be, would, will,
    go, with, for, out of, take, pick, think, guess, believe, say, like, to, of, at, in, an,
    just, only, please note, probably, us, me, in my opinion, mine, think it's, let, ve, wanna,
    want, and, أنا, نحن, هو, هي, هذا, هذه, ذلك, في, على, من, إلى, و, أظن, أعتقد, نظن, نعتقد,
    أقول, نقول, عندي, سيكون, سأقول, فقط, بالنسبة, لي, لنا, بالنسبة لي, بالنسبة لنا, الى, إنه,
    إنها, عن, أريد, نريد, أفضل, نفضل, برأيي, مع, كنا, نحن في, أن, انا, حنا, احنا, ف, فـ, ب, د,
    ديال, ديالنا, ديالي, هادي, هاد, هادا, هداك, هاديك, اللي, غير, كنظن, كنظنو, نكول, كنقول,
    دابا, غادي, غا, بغيت, بغينا, را, راه, راها, عندنا, عندو, شحال, حنايا, أنايا, انايا, بحال,
    ana, anaya, 7na, hna, 7naya, 7ena, hena, f, fi, fe, fel, b, bel, li, lli, w, o, ou, dyal,
    dyalna, dyali, diali, diyalna, dial, howa, huwa, hiya, hya, had, hada, hadi, hadik, hadak,
    ghir, gher, kandon, kandenn, kandn, kan9ol, n9ol, ngol, ngoul, n9oul, daba, ghadi, gha,
    bghit, bghina, ra, rah, raha, rani, 7ssab, chi, bhal, b7al, 3la, mn, men, kol, koul, ntoma,
    nta, nti, y, il, elle, qui
  `;

export const naming = `
    choix, choi, réponse, reponse, repons, rep, option, opt, numéro, numero, num, nummer, n, no,
    nb, nr, num., nimiro, nimero, nemra, nmra, niveau, niv, nivo, lettre, chiffre, point,
    proposition, possibilité, question, q, case, choisis, choisi, choisie, choisit, choisissons,
    choisirai, choisirais, je choisis, je chosis, chosis, choisir, sélectionne, selectionne,
    coche, clique, répondu, voter, prends, answer, choice, number, level, letter, item, choose,
    chose, chosen, select, selected, picked, picking, choosing, my choice, my answer, رقم,
    الرقم, نمرة, النمرة, نيميرو, النيميرو, نيمرو, الخيار, خيار, اختيار, الاختيار, اختياري,
    الجواب, جواب, جوابي, الإجابة, إجابة, إجابتي, إجابتنا, جوابنا, المستوى, مستوى, النيفو,
    النيڤو, نيفو, فالنيفو, فالنيڤو, فالمستوى, في المستوى, أختار, اختار, اخترت, نختار, اخترنا,
    ختاريت, ختارينا, خترت, نختارو, كنختار, غادي نختار, الحرف, العدد, جاوبت, كنجاوب, نجاوب, ra9m,
    r9m, rakm, raqm, ra9em, lra9m, ljawab, jawab, ljaweb, ljawabe, jawabi, ljawab dyali,
    ikhtiyar, lkhtiyar, khtiyar, lkhiyar, khiyar, lniveau, mostawa, lmostawa, khtart, khtarit,
    khterit, khtarina, khtrt, nkhtar, n5tar, nkhtaro, kankhtar, ghadi nkhtar, ghankhtar,
    ikhtart, ikhtarit, kanjaweb, njaweb, 5tart
  `;

export const identity = `
    je suis, nous sommes, on est, nous sommes une, on est une, je suis une, nous représentons,
    je représente, il s'agit, c'est, it is, we are, we're, i am, i'm, we represent, it's, نحن,
    أنا, إننا, حنا, احنا, حنايا, 7na, hna, 7naya, 7ena, hena, rah 7na, rah, راه, راحنا, فنحن, ونحن, فحنا, raha,
    نمثل, kanmtlo, ana, انا, chui, jsuis, nsommes, on travaille, je travaille, i work for, we work for, أعمل في, نعمل في, نشتغل في, كنخدم ف,
    kankhdmo, خدامين, khddamin,
    notre structure est
  `;

/** One or the other, or both: two answers remain two. */
export const either = `
    ou, ou bien, ou alors, soit, et, entre, a, à, or, and, between, either, to, versus, vs,
    jusqu'à, أو, او, أم, و, بين, ما بين, مابين, إلى, الى, ولا, ولّا, أولا, حتى, حتا, wla, wela,
    wlla, oula, ola, awla, aw, aou, w, o, bin, bine, 7tta, 7ta, hta, tal, ta
  `;

/** Both, all, none of them: no single answer, unless a label says it. */
export const manyAtOnce = `
    les deux, tous les deux, toutes les deux, les 2, tous les 2, tous, toutes, tout, tous les choix, les trois,
    both, all, all of them, all of the above, everything, either one, any, neither, كلاهما,
    كليهما, كلتاهما, الاثنان معا, الاثنين معا, معا, الكل, الجميع, جميعها, كلها, بجوج, بجوجهم,
    كلشي, كلهم, كاملين, bjouj, b jouj, bjoj, bjooj, bjoujhom, kolchi, kolhom, kolchy, kamlin,
    n'importe, peu importe, n'importe lequel, whatever, anything, بحال بحال, bhal bhal,
    b7al b7al, kif kif, كيف كيف, ni l'un ni l'autre, ni lun ni lautre, aucun des deux
  `;

/** Not sure enough to count as yes or no. */
export const hedges = `
    peut-être, peut etre, ptetre, ptet, peutetre, probablement, probable, possible,
    possiblement, éventuellement, ça dépend, cela dépend, dépend, on verra, je verrai, à voir,
    presque, bof, mouais, moyen, plus ou moins, des fois oui des fois non, parfois, quelquefois,
    plus tard, bientôt, un jour, maybe, perhaps, possibly, might, it depends, depends,
    sometimes, sort of, kind of, kinda, almost, more or less, later, we'll see, soon, someday,
    ربما, قد, يمكن, من الممكن, ممكن, لعل, حسب, يعتمد, سنرى, تقريبا, أحيانا, لاحقا, فيما بعد,
    قريبا, على حسب, من بعد, نشوفو, غادي نشوفو, واقيلة, وقيلا, واقيلا, بلاك, يقدر, بعد المرات,
    شي مرات, ymken, ymkn, imken, imkn, momkin, momken, mumkin, wa9ila, wa9ela, waqila, 7asab,
    3la 7sab, 3la hsab, ta9riban, mn be3d, men b3d, nchoufo, ghanchoufo, nchofo, balak, y9der,
    i9der, be3d lmerrat
  `;

export const questions = `
    quoi, c'est quoi, cest quoi, c koi, koi, kwa, pourquoi, pkoi, pk, pq, comment, combien,
    quel, quelle, quels, quelles, quand, qu'est ce que, qu'est ce qui, qu'est-ce, est ce que,
    est-ce que, c'est à dire, cad, lequel, laquelle, hein, qui est, ça veut dire, ca veut dire,
    veut dire, expliquez, explique, je ne comprends pas, je comprends pas, je n'ai pas compris,
    j'ai pas compris, jai pas compris, pas compris, compris pas, j'ai rien compris,
    jcomprends pas, g pas compris, comprends pas, comprend pas, j'ai une question, une question,
    je voudrais savoir, oui ou non, yes or no, what, why, how, when, where, which, whose,
    what's, whats, what is, can you explain, explain, what do you mean, i don't understand,
    i dont understand, i do not understand, don't understand, not understood, didn't understand,
    i didn't understand, i have a question, huh, meaning, pardon me, can you, could you, do you,
    ماذا, ما هو, ما هي, ماهو, ماهي, ما معنى, ما المقصود, ماذا تعني, ماذا يعني, لماذا,
    لم لا أفهم, كيف, متى, أين, كم, أي, هل, ما معناه, لم أفهم, لم نفهم, لا أفهم, لا نفهم,
    لم افهم السؤال, اشرح, اشرحوا, لدي سؤال, عندي سؤال, وضحوا, نعم أم لا, شنو, شنوا, شنو هي,
    شنو هو, شنو هاد, أشنو, اشنو, آش, اش, شنية, علاش, كيفاش, كفاش, فوقاش, فاش, فين, شكون, واش,
    شحال, أشمن, شمن, ما فهمتش, مافهمتش, مفهمتش, ما فهمناش, مافهمناش, ما فهمت, مافهمت والو,
    فهمني, شرح ليا, آشنو, اشمن, كيداير, ياك, chno, chnou, chnu, chnowa, achno, achnou, ach, ash,
    chnia, chniya, chno hya, 3lach, 3lash, alach, kifach, kifash, kifache, kfach, fo9ach,
    fou9ach, fin, fine, feen, chkoun, chkon, wach, wash, ch7al, chhal, achmen, achmn, mafhemtch,
    mafhmtch, ma fhemtch, ma fhmtch, mafhamtch, ma fhamtch, mafhmnach, ma fhmt, mafhemt,
    mafhamt, fhemni, chre7 liya, 3ndi so2al, 3ndi sou2al, yak, kidayer, kidayr, shno, shnou,
    shnu
  `;

export const negators = `
    n'est plus, n'est plus une, ne sommes plus, used to be, no longer, لم نعد, ما بقيناش, mab9inach, pas, ne, n, non, ni, sans, jamais, aucun, aucune, rien, personne, مازال, مزال, mazal, mzal,
    mazel, not, don't, dont, don, doesn, doesnt, isn, isnt, aren, arent, haven, havent, hasn,
    never, none, nobody, nothing, no, without, neither, wasn, didn, cannot, can't, لا, ليس,
    ليست, لست, لسنا, ليسوا, لم, لن, ما, بدون, دون, غير, ماشي, مش, مو, بلا, حتى واحد, عمر, عمرنا,
    والو, machi, mashi, mach, mashy, bla, la, ma, 3mer, 3merna, 3amrna, 3mrna, 3omrna, 3emrna,
    3emerna, 3ommrna, walo
  `;

/** What follows a number that counts or measures something: no answer to a question about levels. */
export const units = `
    an, ans, année, années, annee, annees, mois, jour, jours, semaine, semaines, heure, heures,
    h, minute, minutes, min, mn, seconde, secondes, personne, personnes, gens, membre, membres,
    salarié, salariés, salaries, bénévoles, femmes, hommes, adhérents, dh, dhs, mad, dirham,
    dirhams, euro, euros, eur, km, kg, m, mètres, fois, page, pages, site, sites, compte,
    comptes, pc, ordinateur, ordinateurs, ordi, ordis, téléphone, téléphones, tel, formations,
    objectifs, projets, mille, million, millions, cent, pour cent, pourcent, et demi, demi,
    moins, moins de, plus de, au moins, au plus, janvier, février, mars, avril, mai, juin,
    juillet, août, septembre, octobre, novembre, décembre, lundi, mardi, mercredi, jeudi,
    vendredi, samedi, dimanche, depuis, étages, points, year, years, yr, yrs, month, months,
    day, days, week, weeks, hour, hours, pm, am, ago, people, persons, members, employees,
    volunteers, women, men, times, websites, accounts, computers, phones, percent, more than,
    less than, at least, at most, half, hundred, thousand, oclock, since, سنة, سنوات, سنين, عام,
    أعوام, عاما, شهر, أشهر, شهور, يوم, أيام, أسبوع, أسابيع, ساعة, الساعة, ساعات, دقيقة, دقائق,
    شخص, أشخاص, أفراد, عضو, أعضاء, نساء, رجال, درهم, دراهم, مرات, مرة, صفحات, حواسيب, هواتف,
    منذ, بالمائة, في المئة, بالمئة, أكثر من, أقل من, على الأقل, نصف, مئة, ألف, مائة, و نصف,
    عامين, شهرين, يومين, سيمانة, سيمانات, نهار, ساعتين, الناس, ناس, دالناس, لعيالات, العيالات,
    نفر, واحدين, المرات, دقايق, ريال, فرنك, كثر من, كتر من, قل من, و نص, ونص, نص, مية, العشية,
    الصباح, الليل, د العشية, د الصباح, snin, sna, 3am, 3amayn, chhar, chhor, chher, nhar, yam,
    iyam, simana, simanat, sa3a, sa3at, sa3tayn, d9i9a, d9aye9, da9i9a, nas, dnas, dnnas, d nas,
    dlnas, nass, bnadem, nafar, 3yalat, rjal, derhem, drahem, ryal, merrat, marrat, mrrat, mra,
    kter mn, ktar mn, 9el mn, w ness, w nos, ness, mya, l3chiya, l3chia, sba7, lil
  `;

/** Having and counting: "on a 3 ordinateurs". */
export const having = `
    ai, as, a t il, avons, avez, ont, il y a, y a, ya, on a, il a, elle a, j'ai, nous avons,
    on est, nous sommes, have, has, had, there are, there is, got, we have, i have, we've,
    لدينا, لدي, عندي, عندنا, عندهم, عندو, لديها, يوجد, توجد, كاين, كاينين, كاينة, فينا, 3ndna,
    3ndi, 3andi, 3andna, 3endna, 3endi, 3ndhom, kayn, kaynin, kayna, fina
  `;

export const buts = `
    mais, sauf, cependant, pourtant, seulement si, à condition, si, but, except, unless,
    although, however, if, لكن, ولكن, بل, إلا, غير أن, بشرط, إذا, والكن, walakin, walakine, wlakin,
    walkin, welakin, ila, b chert, but not
  `;

/** What follows takes the place of what was said before: "oui, en fait non". */
export const corrects = `
    en fait, enfin, finalement, je veux dire, je voulais dire, actually, i mean, i meant, rather,
    أقصد, أعني, قصدي, كنقصد, بغيت نقول, 9sdi, 9asdi, kan9sed, bghit ngoul, bghit n9oul
  `;

export const reasons = `
    car, parce que, parceque, pcq, parsk, psk, vu que, puisque, because, cause, cuz, since, لأن,
    لأننا, لأنه, حيت, حيث, حقاش, 7it, hit, 7itach, 7a9ach, hia9ach, bach, باش
  `;
