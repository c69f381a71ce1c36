/**
 * Words that make a command of a message in which all others only wrap it: "revenir à la question
 * précédente". The first kind that is found wins: "retour au menu" is the menu.
 */
export const heads = {
  stop: `
    stop, désinscrire, désabonner, unsubscribe, arrête, arrêter, arrêtez, arretez, سطوب, ستوب, باركا,
    حبسو, baraka, 7bso
  `,
  human: `
    humain, conseiller, consultant, étudiant, human, person, إنسان, بنادم, bnadem, bnadm,
    مستشار, insan, nhder, nhdar, نهضر
  `,
  "my-data": `
    données, donees, donnees, data, معطياتي, بياناتي, المعطيات, lmo3tayat, lma3tayat
  `,
  why: `
    pourquoi, pkoi, why, لماذا, علاش, 3lach
  `,
  /** Only with a word of `changing`: "notre langue" asks for nothing. */
  language: `
    langue, language, logha, lougha, lloga, اللغة, لغة
  `,
  correct: `
    trompé, trompée, corriger, modifier, rectifier, edit, correct, بدل, نبدل, صحح, نصحح, bddel,
    nbddel, nbeddel, nbdel, sa77e7
  `,
  menu: `
    menu, lmenu, القائمة, للقائمة, المنيو
  `,
  start: `
    recommencer, restart, commencer, démarrer, البدء, نعاود, نعاودو, نبداو, n3awed, n3awdo
  `,
  skip: `
    passer, suivante, suivant, skip, next, تجاوز, نفوت, nfewet, fewet, ندوز, ندوزو, دوز, ndoz, ndozo, doz, dowez, dawez, ndowez
  `,
  pause: `
    pause, وقف, نوقفو, nwa9fo, wa9fo, wa9ef, استراحة
  `,
  resume: `
    continuer, continue, reprendre, reprend, reprends, poursuivre, continuerai, reprendrai, finirai, terminerai, finir, terminer, finish, resume,
    نكملو, نكمل, سأكمل, سنكمل, أكمل, nkemlo, nkmlo, nkemmel, متابعة
  `,
  back: `
    retour, revenir, reviens, retourner, back, previous, رجوع, العودة, نرجع, نرجعو, رجعني, rje3, nrje3, nrj3o
  `,
  result: `
    résultat, résultats, score, result, results, natija, نتيجة, النتيجة, نتيجتي, niveau dyali
  `,
  help: `
    aide, aidez, help, مساعدة, المساعدة, تعاونوني, تعاونني, تساعدوني, t3awnouni, t3awnoni, lmosa3ada, 3awnouni, عاونوني
  `,
} as const;

/** What may go with such a word and add nothing. */
export const companions = `
    back, mn, men, for, reviens, رجعني, peut, fin, فين, lewel, lowel, الأول, اللول, jbt, جبت, quelles, gardez, vous, sur,  savez, dois, comment, do, how, ll, رؤية, اللي, فات, كيف, fat, nmse7,
    retour, revenir, retourner, peut, pouvons, montre, suis, للسؤال, للقائمة, de, principal,
    principale, question, questions, diagnostic, questionnaire, test, précédente, précédent,
    d'avant, avant, dernière, cette, ce, cet, ces, mes, ma, mon, notre, nos, quel, quelle, est,
    sont, c, quoi, ai, avoir, eu, obtenu, contacter, joindre, parler, discuter, avec, quelqu,
    tout, toutes, suite, le reste, réponse, réponses, supprimer, supprimez, effacer, effacez,
    voir, télécharger, messages, message, msg, depuis, zéro, début, là, besoin, score, niveau,
    résultat, résultats, note, previous, main, my, what, is, are, answer, answers, all, delete,
    erase, sending, did, get, result, results, level, from, speak, talk, with, about, this,
    that, have, got, السؤال, سؤال, السابق, السابقة, التالي, التشخيص, ديالي, ديالنا, ديال,
    الجواب, جواب, جوابي, شنو, ما, هي, هو, حذف, مسح, هاد, هذه, هذا, النتيجة, المستوى, مع, شي,
    واحد, كيفاش, نبغي, الأسئلة, الرئيسية, هنا, دابا, so2al, sou2al, dyali, dyalna, dyal, ljawab,
    jawab, chno, chnou, hiya, howa, had, natija, m3a, chi, wahed, kifach, hna, daba, msa7,
    nmsa7, li, 9bel
  `;

/** What may stand before or after a command without changing it. */
export const wrapping = `
    je, j, veux, voudrais, veut, peut, aimerais, souhaite, voulons, voudrions, nous, on, vx, peux,
    puis, possible, puis je, est ce que, stp, svp, le, la, les, l, un, une, de, d, du, à, a, au,
    moi, mon, donnez, donne, montrez, montrer, afficher, affiche, envoyez, vas, va, aller,
    allez, faire, fait, me, voir, ok, bon, alors, maintenant, ici, en, y, pour, parlez, parle,
    parler, préfère, prefere, préférons, passez, mettez, écrivez, répondez, option, commande,
    version, lettre, non, oui, i, i'd, want, would, like, need, can, could, you, to, the,
    please, show, give, take, now, in, speak, use, let, us, let's, my, go, prefer, switch, we,
    write, reply, just, أريد, نريد, أود, نود, اريد, أرجو, ممكن, هل يمكن, من فضلك, إلى, الى,
    أعطوني, أروني, لو سمحت, بغيت, بغينا, باغي, باغيين, عطيني, عطيوني, وريني, وريوني, دير, ديرو,
    خليني, خلينا, دابا, ب, ل, ف, شي, يالاه, يلاه, هضرو, هضر, هضرو معايا, هدرو, كتبو, تكلموا,
    تحدثوا, جاوبو, تكلم, يمكن, نمشي, نمشيو, سير, اه, نعم, لا, bghit, bghina, baghi, baghyin,
    n9dr, n9der, nqder, momkin, wach momkin, 3tini, 3tiwni, werrini, wriwni, dir, diro, khelini,
    khellini, daba, b, bel, bl, f, chi, yallah, yalah, yala, ylah, hdro, m3aya, معايا,
    hder m3aya, hder, hdar, hedro, jawbo, ktbo, kteb, nmchi, nmchiw, sir, siro, ah, safi, wakha,
    dyal
  `;

/** Word sets that make a command together. */
export const sets = {
  /** With "stop", these only interrupt: "on arrête pour aujourd'hui". */
  today: `
    aujourd'hui, today, اليوم, lyoum
  `,
  /** With a word that goes on, these put it off: "on peut continuer demain". */
  later: `
    plus tard, demain, après, ce soir, la semaine prochaine, later, tomorrow, tonight, next week,
    لاحقا, غدا, من بعد, فيما بعد, mn be3d, men be3d, ghedda, ghdda, ghda
  `,
  /** "je veux parler à quelqu'un": a wish, talking, and a person, in one message. */
  wishing: `
    veux, voudrais, voudrai, préfère, prefer, aimerais, pouvez, pourriez, peux, puis, possible, besoin, faut, souhaite, voulons,
    voudrions, pouvons, want, would, can, could, need, may, please, like, let, أريد, نريد, أود,
    نود, هل, ممكن, يمكنني, يمكن, أحتاج, أستطيع, أرغب, بغيت, بغينا, باغي, باغيين, نقدر, نقدرو,
    واش, محتاج, خاصني, bghit, bghina, baghi, n9der, n9dr, n9dro, nqder, momkin, wach, wash,
    khassni, khasni, mhtaj
  `,
  talking: `
    parler, parle, rappeler, discuter, échanger, appeler, contacter, joindre, communiquer, causer,
    dialoguer, aidé, assisté, talk, speak, chat, call, contact, reach, discuss, التحدث, أتحدث,
    نتحدث, التكلم, أتكلم, نتكلم, الحديث, التواصل, أتواصل, نتواصل, الكلام, الاتصال, أتصل, نهضر,
    نهضرو, يعاوني, يعاونني, يعاونا, يعاوننا, يساعدني, يساعدنا, نهدر, نهدرو, ندوي, نعيط, nhder, nhdr, nhdar, nhedro, nhdro, nhdaro, nhader, ndwi,
    y3awni, y3awnni, y3awenni, y3awna, ysa3dni, ntkelem, ntkellem, n3ayet, ntwasel
  `,
  persons: `
    humain, humaine, personne, quelqu, quelquun, qq, qqn, qlq, conseiller, conseillère,
    consultant, consultante, étudiant, étudiante, agent, responsable, quelqun, homme, équipe,
    vous, human, person, someone, somebody, people, advisor, student, representative, team,
    إنسان, انسان, شخص, أحد, احد, أحدهم, مستشار, مستشارة, طالب, موظف, مسؤول, الفريق, بشر, بنادم,
    واحد, وحدة, المستشار, bnadem, bnadm, bnadam, insan, wahed, wa7ed, wa7d, wahd, wehda, talib,
    lfari9, mostachar
  `,

  /** "ne m'envoyez plus de messages": an end, sending, messages. */
  ending: `
    plus, stop, arrêter, arrêtez, arrête, cesser, cessez, don't, dont, don, no, not, anymore,
    لا, عدم, وقفو, حبسو, ما, ماتبقاوش, ماتصيفطوش, مابغيتش, ما بغيتش, مابغيناش, باركا, mab9itch,
    ma, matb9awch, 7bso, hebso, baraka
  `,
  sending: `
    recevoir, envoyer, envoyez, envoyé, m'envoyer, écrire, écrivez, contacter, contactez,
    déranger, send, sending, receive, receiving, get, contact, contacting, text, write, تصلني,
    ترسلوا, ترسل, إرسال, استقبال, تلقي, أستقبل, تراسلوني, تصيفطو, تصيفطوا, توصلني, نتوصل,
    tsifto, tsift, twselni, ntwsel, nweslo
  `,
  messages: `
    message, messages, msg, msgs, sms, notification, notifications, texts, رسائل, الرسائل, بالميساجات,
    رسالة, ميساجات, الميساجات, ميساج, لميساجات, msgat, lmessagat, messagat, mesajat, lmesajat,
    rasa2il
  `,

  /** Verbs that correct what follows; `changing` ones only when an answer is named. */
  correcting: `
    corriger, corrige, rectifier, modifier, modifie, edit, correct, fix, صحح, صححو, تصحيح, عدل,
    تعديل, sa77e7, sa7e7, s7e7, nsa77e7
  `,
  changing: `
    changer, change, changez, بدل, نبدل, بدلو, تغيير, أغير, bddel, beddel, bdel, nbeddel, nbdel,
    bdl
  `,
  answers: `
    réponse, réponses, question, answer, answers, جواب, الجواب, جوابي, إجابة, الإجابة, إجابتي,
    السؤال, سؤال, ljawab, jawab, so2al
  `,
  joining: `
    ma, mes, la, le, les, l, de, du, des, d, à, a, au, sur, pour, my, the, of, on, to, about,
    for, une, un, an, numéro, n, ديال, على, عن, في, ف, د, حول, dyal, 3la, f, رقم
  `,
} as const;
