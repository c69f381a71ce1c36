/**
 * How people write the universal commands (brief § 1), separated by commas; all languages together.
 * Near spellings of these are accepted too, so only add what is really another word.
 */
export const phrases = {
  menu: `
    menu, lmenu, le menu, menu principal, retour au menu, revenir au menu, accueil,
    page d'accueil, main menu, home, back to menu, the menu, liste, options, القائمة, قائمة,
    القائمة الرئيسية, الرئيسية, الرجوع للقائمة, المنيو, منيو, لمنيو, المينو, lqaima, l9a2ima,
    l9aima, al9aima, menu l, rje3 l menu
  `,
  back: `
    retour, retourner, revenir, reviens, reculer, revenir en arrière, retour en arrière, en arrière,
    précédent, précédente, question précédente, la question d'avant, question d'avant,
    annuler la dernière, السؤال اللي فات, so2al li fat, back, go back, previous, previous question, return, رجوع, الرجوع, رجع,
    رجعو, ارجع, نرجع, نرجعو, عودة, العودة, للخلف, إلى الخلف, السابق, السؤال السابق,
    السؤال اللي قبل, لور, اللور, رجع لور, رجع اللور, rje3, rj3, rja3, rj3o, rje3 lour,
    rje3 llour, rje3 lor, lour, llour, rojo3, roujou3, rjou3, rojou3, nrje3, nrj3, nrj3o,
    nrej3o, so2al li 9bel, lwra
  `,
  listen: `
    écouter, je veux écouter, écouter les questions, lire à voix haute, lisez moi, lis moi, mode audio,
    en audio, listen, read aloud, read it to me, read to me, i want to listen, استمع, الاستماع,
    أريد الاستماع, سمعني, سمعوني, سمع ليا, بغيت نسمع, نسمع السؤال, قراو ليا, قرا ليا, bghit nsme3,
    nsme3 so2al, sme3ni, sme3 liya, 9ra liya, 9raw liya
  `,
  "text-only": `
    mode texte, en texte, texte seulement, sans audio, pas d'audio, arrêter l'audio, text only,
    no audio, stop audio, without audio, نص فقط, بدون صوت, بلا صوت, بلا أوديو, غير الكتابة,
    bla sout, bla audio, ghir lktaba
  `,
  pause: `
    pause, pose, pauz, une pause, faire une pause, faire pause, on fait une pause, petite pause,
    mettre en pause, pauser, plus tard, on continue plus tard, je continue plus tard,
    je reviens plus tard, je reviendrai plus tard, à plus tard, brb, be right back,
    take a break, break, a break,
    pause please, later, continue later, hold on, توقف, توقف مؤقت, توقف مؤقتا, استراحة,
    فيما بعد, لاحقا, نكمل لاحقا, أكمل لاحقا, وقف, وقفو, نوقفو, حتى لغدا, حتى من بعد, من بعد, نكملو من بعد,
    واقف, باوز, پوز, بوز, نرتاحو, راحة, wa9ef, wa9af, wa9fo, w9ef, w9f, wqef, waqef, wa9f,
    oua9ef, wa9ef chwiya, nwa9fo, nwe9fo, na3mel pause, ndir pause, ndiro pause, men be3d,
    mn be3d, mn ba3d, men b3d, hta mn be3d, nkemlo mn be3d, nkmlo mn b3d, rta7, nrtah
  `,
  resume: `
    continuer, continue, continu, continuez, continuons, on continue, reprendre, reprise,
    on reprend, je reprends, je continue, poursuivre, poursuivez, resume, go on, carry on,
    keep going, let's continue, let's go on, ok let's go on, on reprend où on s'était arrêtés, reprendre où on s'est arrêté, متابعة, المتابعة, تابع, تابعوا, نتابع, استمرار, استمر,
    الاستمرار, مواصلة, واصل, نواصل, أكمل, نكمل, إكمال, نكملو, كمل, كملو, كمله, يالاه نكملو,
    نزيدو, زيد, زيد كمل, nkemlo, nkmlo, nkamlo, nkemelo, nkmel, nkemmel, kemmel, kemel, kmel,
    kml, kemlo, kmlo, kamlo, yallah nkemlo, yalah nkmlo, nkemlou, nkemlu, nkamlou, n5mlo
  `,
  skip: `
    passer, passe, passez, pass, passer la question, passer cette question,
    passer à la suivante, on passe, je préfère ne pas répondre, je ne veux pas répondre, sauter, sauter la question, suivant, suivante,
    question suivante, la suivante, la question suivante, je passe, ignorer, skip, skip it,
    skip this, skip question, skip this question, skip this one, skip that, prefer not to say, i prefer not to answer,
    لا أريد الإجابة, ما بغيتش نجاوب, ma bghitch njaweb, next, next question, next one, تجاوز, تجاوزوا,
    تجاوز السؤال, نتجاوز, تخطي, تخطى, التالي, السؤال التالي, السؤال الموالي, الموالي, دوز, دوزو,
    ندوزو, دوز السؤال, دوز هادي, فوت, نقز, نقزو, doz, douz, duz, dewez, dawez, dwez, ndozo,
    ndouzo, ndozou, doz so2al, so2al li mora, fewet, n9ez, na99ez
  `,
  help: `
    aide, aidez moi, aide moi, aider, aidez, à l'aide, besoin d'aide, j'ai besoin d'aide,
    nous avons besoin d'aide, on a besoin d'aide, de l'aide, comment ça marche, je comprends pas comment ça marche, comment ça fonctionne, help, help me,
    i need help, we need help, kifach khdama hadchi, kifach khddam hadchi, كيفاش خدام هادشي, كيف يعمل هذا, need help, how does it work, how does this work, sos, au secours, مساعدة, المساعدة,
    ساعدوني, ساعدني, ساعدونا, أحتاج مساعدة, أحتاج إلى مساعدة, أريد مساعدة, النجدة, معاونة,
    المعاونة, عاونوني, عاوني, عاونونا, عاونيني, بغيت المساعدة, محتاج مساعدة, 3awni, 3awnouni,
    3awnoni, 3awenni, 3awnini, 3awenouni, 3awnouna, 3awnona, 3awnna, l3awn, lm3awna, m3awna,
    mosa3ada, moussa3ada, mousa3ada, lmosa3ada, sa3dni, sa3douni, sa3edni, sa3idouni, sa3doni
  `,
  human: `
    humain, umain, umin, humin, humein, un humain, être humain, humaine, une personne,
    vraie personne, une vraie personne, un vrai humain, conseiller, conseillère, un conseiller,
    consultant, un consultant, un étudiant, agent, un agent, opérateur, un responsable,
    parler à quelqu'un, parler à un humain, parler avec un humain, parler à une personne,
    parler avec quelqu'un, parler avec une personne, passez moi quelqu'un,
    quelqu'un pour m'aider, besoin de quelqu'un, someone to help me, شي حد يعاوني, contacter un humain, appelez moi,
    appelez nous, rappelez moi, contactez moi, appelle moi, human, a human, a human being, human being, real person,
    a real person, a person, person, agent please, talk to a human, talk to someone,
    talk to a person, speak to someone, speak to a human, call me, advisor, operator,
    somebody real, إنسان, انسان, الإنسان, بشر, شخص, شخص حقيقي, مستشار, مستشارة, المستشار, طالب,
    موظف, التحدث مع شخص, التحدث إلى شخص, التحدث مع مستشار, اتصلوا بي, كلموني, بنادم, شي بنادم,
    شي واحد, مع بنادم, نهضر مع بنادم, نهضر مع شي واحد, عيطو ليا, عيطو لي, تاصلو بيا, bnadem,
    bnadm, bnadam, benadem, bnademe, bni adam, chi bnadem, insan, inssan, nhder m3a chi wahed,
    nhdar m3a bnadem, nhder m3a bnadem, 3ayto liya, 3ayto lia, 3ayet liya, 3iyto liya,
    chi wahed, mostachar, moustachar
  `,
  language: `
    langue, la langue, langues, changer de langue, changer la langue, changer langue,
    choisir la langue, autre langue, une autre langue, langage, language, change language,
    change the language, switch language, other language, لغة, اللغة, اللغات, تغيير اللغة,
    غير اللغة, غيروا اللغة, تبديل اللغة, بدل اللغة, بدلو اللغة, نبدل اللغة, لغة أخرى, لوغة,
    logha, lougha, lora, loghа, lo8a, lougha okhra, bddel logha, bdel logha, beddel logha,
    bdl logha, nbdel logha, nbeddel logha, bddel lougha, tamazight, amazigh, amazighe,
    en amazigh, berbère, berber, الأمازيغية, الامازيغية, تامازيغت, تمازيغت, امازيغية, chel7a,
    tachel7it, tarifit
  `,
  "my-data": `
    mes données, ma données, mes infos, mes informations, mes données personnelles, mes data, effacer tout ce que j'ai dit,
    voir mes données, supprimer mes données, effacer mes données, effacez mes données,
    supprimez mes données, effacer tout, tout effacer, supprimer tout, données personnelles,
    vie privée, confidentialité, my data, delete my data, erase my data, remove my data,
    see my data, delete everything, delete everything about me, what do you know about me, show my data, export my data, my information, my personal data, privacy,
    معطياتي, المعطيات, معطياتنا, بياناتي, بياناتنا, حذف معطياتي, حذف بياناتي, امسح معطياتي,
    مسح معطياتي, معلوماتي, احذفوا بياناتي, معطياتي الشخصية, المعطيات ديالي, المعطيات ديالنا,
    مسحو المعطيات ديالي, مسح المعطيات ديالي, المعلومات ديالي, mo3tayati, lmo3tayat dyali,
    lmo3tayat diali, lmo3tayat, mo3tayat dyali, m3tayati, lm3tayat dyali, msa7 lmo3tayat dyali,
    mse7 lmo3tayat, les données dyali, data dyali, lma3lomat dyali
  `,
  stop: `
    stop, stopp, arrêt, arrêter, arrêtez, arrête, arretez tout, stop tout, stop messages,
    désinscrire, désinscription, désabonner, désabonnement, me désinscrire, me désabonner,
    se désinscrire, plus de messages, ne m'écrivez plus, arrêtez de m'écrire, arrêtez de m'envoyer, arrêtez les messages, ne plus recevoir,
    laissez moi tranquille, fichez moi la paix, unsubscribe, opt out, stop it,
    stop messaging me, don't message me, stop texting me, stop writing to me, don't message me again, don't write to me, leave me alone, no more messages, stop sending messages, quit, end,
    توقيف, التوقيف, إيقاف, ايقاف, أوقفوا, أوقفوا الرسائل, توقفوا عن إرسال الرسائل, إلغاء الاشتراك, الغاء الاشتراك,
    ألغوا الاشتراك, لا ترسلوا, لا تراسلوني, كفى, كفاية, سطوب, ستوب, اسطوب, سطوپ, باركا, باراكا,
    بركا, صافي باركا, حبس, حبسو, حبسوا, حبسو الميساجات, ما تبقاوش تصيفطو, ما تصيفطوش,
    ما بقيتش باغي, ما بقيناش باغيين, ما بغيتش الميساجات, baraka, barka, safi baraka,
    baraka safi, 7bes, 7bess, hbes, hbess, 7bso, 7ebso, hebso, sto, stob, tawqif, taw9if,
    ma tb9awch tsifto, mabghitch messages, ma bghitch lmessagat, matsiftoch, mab9itch baghi, ma b9itch baghi, arret svp
  `,
  start: `
    début, debuter, débuter, start, commencer, commence, démarrer, demarrage, lancer,
    recommencer, recommence, recommencer à zéro, recommencer depuis le début, tout recommencer,
    reprendre à zéro, depuis le début, restart, begin, beginning, start over, start again,
    get started, بداية, البداية, من البداية, ابدأ, إبدأ, ابدا, البدء, بدء, من جديد, البدء من جديد, نبداو من الأول, نبداو من اللول,
    نبدأ من جديد, إعادة, إعادة البدء, أعد, من الأول, من اللول, نعاودو, نعاود, عاود,
    عاود من اللول, بدايا, bdaya, lbdaya, bidaya, lbidaya, mn lbdaya, bda, mn jdid, men jdid,
    mn lewel, men lewel, nbdaw mn lewel, nbdaw men lewel, mn lowel, nbdaw mn jdid, n3awdo, n3awed, 3awed, 3awd, 3awed mn lewel,
    debut dyal
  `,
  correct: `
    corriger, correction, corrigez, rectifier, rectification, modifier, modification,
    modifier ma réponse, modifier une réponse, corriger ma réponse, changer ma réponse,
    changer la réponse, changer une réponse, changer mes réponses, changer de réponse,
    je me suis trompé, je me suis trompée, me suis trompé, j'ai fait une erreur, erreur,
    je veux changer, c'est une erreur, mauvaise réponse, edit, correct an answer,
    correct my answer, edit my answer, change my answer, change answer, change an answer,
    modify, i made a mistake, mistake, my mistake, wrong answer, i answered wrong, i answered wrongly, oups erreur, صحح, صححوا, تصحيح, أصحح,
    أريد التصحيح, تصحيح الجواب, تعديل, عدل, أعدل, تغيير الجواب, تغيير جوابي, تغيير إجابتي,
    غيرت رأيي, أخطأت, لقد أخطأت, خطأ مني, جواب خاطئ, بدل, بدلو, نبدل, نبدل الجواب, بدل الجواب,
    بدل الجواب ديالي, غلطت, غلطنا, غلطت فالجواب, جاوبت غلط, غلطنا فالجواب, غلطة, صحح الجواب, غير الجواب, bddel, beddel, bdel, bdl, bddl,
    nbeddel, nbdel, bddel ljawab, beddel ljawab, bdel ljawab, nbdel ljawab, nbeddel ljawab,
    ghlet f jawab, jawbt ghalat, jawebt ghalat, ghlett f ljawab, ghlat f ljawab, sa77e7, sa7e7, s7e7, sahe7, nsa77e7, ghlett, ghlat, ghlet, ghltt, ghletna, ghalta, rlet,
    3addel, 3adel
  `,
  result: `
    résultat, résultats, mon résultat, mes résultats, notre résultat, nos résultats,
    le résultat, voir mon résultat, voir le résultat, voir mes résultats, score, mon score,
    notre score, scores, mon niveau, notre niveau, quel est mon niveau, quel est mon score,
    bilan, mon bilan, rapport, mon rapport, où j'en suis, où en suis-je, où on en est, où en sommes nous, result, results, my result, my results, our result,
    show my result, show my results, see my result, my score, our score, my level, our level,
    what is my score, where am i, where are we, how did i do, how did we do, what's my score, report, my report, النتيجة, نتيجة, نتيجتي, نتيجتنا,
    النتائج, نتائجي, نتائجنا, مستواي, مستوانا, ما هي نتيجتي, التقرير, النتيجة ديالي,
    النتيجة ديالنا, النيفو ديالي, النيفو ديالنا, فين وصلت, فين وصلنا, أين وصلت, أين وصلنا, شحال جبت, شحال جبنا, السكور, natija, nnatija,
    annatija, natija dyali, natija diali, natija dyalna, natijati, lntija, ntija, lnatija,
    fin wselt, fin weslt, fin wselna, niveau dyali, niveau dyalna, nivo dyali, score dyali, score dyalna, ch7al jbt, chhal jbna
  `,
  picture: `
    image, mon image, en image, une image, image du résultat, mon résultat en image,
    résultat en image, le résultat en image, photo du résultat, picture, a picture, as a picture,
    my result as a picture, picture of my result, صورة, في صورة, صورة النتيجة, النتيجة في صورة,
    نتيجتي في صورة, تصويرة, فتصويرة, تصاور, تصويرة ديال النتيجة, النتيجة فتصويرة, teswira, tswira,
    tswera, tsawer, tsswira, f teswira, teswira dyal natija, natija f teswira
  `,
  pdf: `
    pdf, en pdf, le pdf, un pdf, fichier pdf, rapport pdf, le rapport pdf, mon rapport pdf,
    rapport en pdf, mon résultat en pdf, résultat en pdf, imprimer, imprimer le résultat,
    imprimer mon résultat, as pdf, a pdf, pdf report, report pdf, my result as pdf, print,
    print my result, print the result, تقرير كامل, بي دي إف, النتيجة pdf, تقرير pdf, طباعة النتيجة,
    راپور كامل, رابور كامل, راپور pdf, نطبع النتيجة, rapport kamel, raport pdf, rapor pdf, f pdf,
    natija pdf, natija f pdf, ntba3 natija
  `,
  why: `
    pourquoi, why, لماذا, علاش, 3lach, pourquoi ce score, pourquoi mon score, pourquoi ce résultat, pourquoi mon résultat,
    pourquoi ce niveau, pourquoi mon niveau, pourquoi notre score, pourquoi notre niveau,
    pourquoi notre résultat, pourquoi cette note, pourquoi cette première, pkoi ce score,
    pq ce score, pk ce score, pourquoi j'ai ce score, pourquoi j'ai ce niveau,
    expliquer mon score, expliquez mon score, expliquer le score, expliquer mon résultat,
    expliquez le résultat, explication du score, explication, explications,
    comment est calculé mon score, comment est calculé le score, comment avez vous calculé mon score, comment vous calculez le score, comment le score est calculé,
    détail du score, détails, why this score, why my score, why this result, why this level,
    why that score, why our score, why did i get this score, explain my score,
    explain my result, explain the score, explain the result, explain,
    how is the score calculated, how is my score calculated, لماذا هذه النتيجة,
    لماذا هذا المستوى, لماذا هذه النقطة, لماذا نتيجتي, لماذا حصلت على هذه النتيجة,
    كيف حسبت النتيجة, كيف تم حساب النتيجة, اشرح النتيجة, شرح النتيجة, اشرحوا النتيجة,
    علاش هاد النتيجة, علاش هاد النيفو, علاش هاد النيڤو, علاش هاد السكور, علاش هاد النقطة,
    علاش هاد المستوى, كيفاش تحسبات النتيجة, شرح ليا النتيجة, شرحو ليا النتيجة, 3lach had score,
    3lach had natija, 3lach had niveau, 3lach had nivo, 3lach had no9ta, 3lach had lmostawa,
    3lach had nnatija, 3lach had ntija, kifach t7esbat natija, chre7 liya natija,
    kifach t7seb score
  `,
} as const;

/** Names of languages; Darija written in Latin letters asks for Latin letters. */
export const languageNames = {
  fr: `
    français, francais, fr, french, langue française, fransawiya, lfransawiya, fransawya,
    fransaouiya, lfransaouiya, farançais, franssais, fransais, francé, الفرنسية, فرنسية,
    بالفرنسية, فرنسي, الفرنسي, فرونسي, الفرونسي, فرونسية, فرانساوية, الفرانساوية,
    bel fransawiya, bl fransawiya, belfransawiya, blfransawiya, bfransawiya, bel français
  `,
  ar: `
    arabe, ar, arabic, langue arabe, arab, العربية, عربية, عربي, العربي, بالعربية,
    العربية الفصحى, الفصحى, بالعربي, فصحى, لعربية, بالعربية الفصحى, 3arabiya, 3arbiya, l3arbiya,
    l3arabiya, 3arbia, l3arbia, bel3arbiya, bl3arbiya, bel3arabiya, bel3arbia, bl3arbia,
    bel 3arbiya, b l3arbiya, 3arabi, arabia, fos7a, lfos7a, arabe classique
  `,
  ary: `
    الدارجة, دارجة, بالدارجة, الداريجة, داريجة, الدارجة المغربية, المغربية, مغربي, بالمغربية,
    دارجة بالعربية, darija en arabe, darija en lettres arabes, darija arabe,
    darija bel7orof l3arabiya, darija bl7orof l3arabiya, darija b l7orof l3arabiya,
    darija in arabic, darija bel3arbiya
  `,
  "ary-Latn": `
    darija, derija, darja, darijа, bdarija, bdarja, bddarija, beddarija, b darija, darijja,
    ddarija, darija b lettres, arabizi, darija latin, darija en latin, darija en français,
    darija en lettres latines, darija bel fransawiya, arabe dialectal, dialecte, dialectal,
    marocain, moroccan, maghribiya, lmaghribiya, bel maghribiya, darija b latin, latin darija,
    darija in latin letters
  `,
  en: `
    english, anglais, en anglais, langue anglaise, englich, inglish, englisch, inglizi,
    ingliziya, lingliziya, nglizia, negliziya, bel ingliziya, bl ingliziya, bnegliziya,
    الإنجليزية, انجليزية, إنجليزية, بالإنجليزية, الانجليزي, إنجليزي, نگليزية, النگليزية,
    بالنگليزية, لونگلي
  `,
} as const;

/** Words near a command that mean something else. */
export const notCommands = `
    pas d'aide, argent, l'argent, de l'argent, imane, images, imame, imagine, pictures, shop, step, stock, stoppe, atop, smart, stars, star, stats, state, store, scope,
    scorer, cause, pose café, paye, payer, poser, penser, passeport, passoire, pack, bank, beck,
    banc, meme, même, venu, mené, menuiserie, menus, tenue, demain, vide, aine, aimer, aines,
    site, suite, page, pages, poste, dos, dernier, dernière, langues, conseil, conseils,
    consultants, commerce, commerces, commercer, commercial, continuité, contenu, contenus,
    contenir, contient, france, franc, francs, kamel, kamal, karim, exit, crédit, text, texte,
    held, hello, kelp, ship, skin, snip, humains, nadija, khadija, marocaine, marocains, projet,
    arabes, retard, retraite, resultante, suivi, suivis, suivre, passion, rapports,
    rapport annuel, modifié, présent, présenter, président, présidente, presidence, aidons,
    personnes, formation, finance, finances, parfois, jamais, planning, paper, papier, personne,
    une seule personne, deux personnes, personnel, arrêté, arrière, arriver, débit,
    début d'année, listes, liste, الجمعية, جمعية, تعاونية, لا, طالبة, شخصين, أشخاص, بديل, لوحة,
    سبت, نعم, بنات, توفير, تكوين, شخصي, المستشفى, تجارة, مالية, سوق
  `;
