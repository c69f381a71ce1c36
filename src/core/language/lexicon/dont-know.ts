import type { Language } from "../languages.ts";

/** "I don't know" as people write it, separated by commas. */
export const dontKnow: Readonly<Record<Language, string>> = {
  fr: `
    je ne sais pas, je sais pas, j'sais pas, jsais pas, jsp, jspp, jsai pas, je sai pas,
    je c pas, je c pa, je se pa, je se pas, se pas, je sais pa, je sai pa, sais pa, c pa,
    je ces pas, jc pas, ché pas, chépa, chepa, chais pas, chai pas, chaipas, chaispas, chepas,
    sais pas, sai pas, ne sais pas, ne sait pas, je ne sait pas, je ne sais rien,
    j'en sais rien, je n'en sais rien, jen sais rien, jen c rien, j en c rien, j'en c rien,
    j'en sais rien du tout, aucune idée, aucune idee, aucun idée, pas d'idée, pas idée,
    aucune idé, je n'ai aucune idée, j'ai aucune idée, jai aucune idée, je n'ai pas d'idée,
    j'ai pas d'idée, on ne sait pas, on sait pas, on sait pas trop, nous ne savons pas,
    nous savons pas, ne savons pas, je l'ignore, j'ignore, nous ignorons, on ignore,
    je ne sais vraiment pas, je sais vraiment pas, je sais pas vraiment, je ne sais pas trop,
    je sais pas trop, je ne sais pas encore, je ne sais plus, je sais plus, je ne suis pas sûr,
    je suis pas sûr, pas sûr, pas sûre, je ne suis pas sûre, je suis pas sûre, pas certain,
    pas certaine, je ne suis pas certain, je ne connais pas, je connais pas, connais pas,
    je ne peux pas dire, je peux pas dire, je ne saurais dire, je ne saurai dire,
    difficile à dire, dieu seul sait, dieu sait, allah seul sait, qui sait, va savoir, mystère,
    nsp, ne sais pas du tout, je ne sais pas du tout, je sais pas du tout,
    je ne me souviens pas, je me souviens plus, je ne me rappelle pas, je ne me rappelle plus,
    il faut que je demande, faut que je demande, je dois demander, il faut demander, faut demander,
    je vais demander, on va demander, sans avis, sans opinion, pas d'avis, inconnu
  `,
  ar: `
    لا أعرف, لا أدري, لا أعلم, لا نعرف, لا ندري, لا نعلم, لا اعرف, لا ادري, لست أدري, لست أعرف,
    لست أعلم, لسنا ندري, لست متأكدا, لست متأكد, لست متأكدة, لسنا متأكدين, غير متأكد, غير متأكدة,
    غير متأكدين, الله أعلم, الله اعلم, والله أعلم, الله ورسوله أعلم, ليس لدي فكرة,
    ليست لدي فكرة, ليس لدينا فكرة, ليست لدينا فكرة, ليس عندي فكرة, لا فكرة لدي, لا فكرة,
    بلا فكرة, أجهل, أجهل ذلك, نجهل, لا أعرف بالضبط, لا أعرف الجواب, لا أعرف الإجابة, لا علم لي,
    لا علم لدي, لا علم لنا, لا أتذكر, لا نتذكر, لا أذكر, لم أعرف, لم نعرف, من يدري, ما أدري,
    ما أعرف, ما أعلم, يجب أن أسأل, علي أن أسأل, سأسأل, لا يمكنني الجزم, بدون رأي, لا رأي لي, غير معروف
  `,
  ary: `
    ما عرفتش, معرفتش, ماعرفتش, ما عرفت, معرفت, ماعرفت, ما عرفناش, معرفناش, ماعرفناش, ما عارفش,
    معارفش, ماعارفش, ما عارفاش, معارفاش, ما عارفينش, معارفينش, ماعارفينش, منعرف, ما نعرف,
    مانعرف, ما كنعرفش, مكنعرفش, ماكنعرفش, ما كنعرفوش, مكنعرفوش, ما نعرفش, منعرفش, مانعرفش,
    ماني عارف, مانيش عارف, ماشي عارف, ماني عارفش, الله أعلم, الله اعلم, الله وعلم, الله و اعلم,
    ربي عالم, ربي اللي عالم, الله اللي عالم, ما عندي فكرة, معندي فكرة, ماعنديش فكرة,
    ما عنديش فكرة, معنديش فكرة, معندي حتى فكرة, ما عندي حتى فكرة, ما عندناش فكرة, معندناش فكرة,
    ما فراسيش, مافراسيش, مفراسيش, ما فخباريش, مافخباريش, ما عقلتش, معقلتش, ما فهامتيش عرفت,
    ماشي متأكد, ماشي متاكد, ما متأكدش, ما متاكدش, ما متأكدينش, ما سوقيش, معلاباليش, ما علاباليش,
    خاصني نسول, خصني نسول, غادي نسول, حتى نسول, شكون عرف, ما نقدرش نقول
  `,
  "ary-Latn": `
    ma3raftch, ma3reftch, ma3rftch, ma 3raftch, ma 3reftch, ma 3rftch, ma3rafch, ma3reft,
    ma3raft, ma3rft, ma 3reft, ma 3raft, ma3refnach, ma3rafnach, ma3rfnach, ma3arfch, ma3arefch,
    ma3arfach, ma 3arfch, ma3arfinch, ma 3arfinch, mn3ref, man3ref, mn3raf, man3raf, ma n3ref,
    ma n3raf, mane3ref, makan3refch, ma kan3refch, makan3rfch, makan3rafch, man3refch,
    ma n3refch, makan3rfouch, manich 3aref, mani 3aref, manayich 3aref, manayech 3aref,
    mani 3arf, machi 3aref, ma3labalich, ma3lablich, m3labalich, lah a3lam, llah a3lam,
    lah w3lam, lahou a3lam, allah a3lam, allah w a3lam, allaho a3lam, allahou a3lam,
    allahu a3lam, alah a3lam, lah a3lem, rebi 3alem, rbi 3alem, ma 3ndi fikra, ma3ndi fikra,
    ma 3ndi ta fikra, ma3ndi ta fikra, ma3ndi 7ta fikra, ma3ndich fikra, ma 3ndich fikra,
    ma3andich fikra, ma3ndnach fikra, 7ta fikra, ta fikra, mafrassich, ma f rassich,
    maf khbarich, ma3qeltch, ma39eltch, machi mt2eked, machi met2aked, machi mta2ekd,
    khassni nsewel, khasni nsewel, khasni nswl, ghadi nsewel, 7ta nsewel, chkoun 3ref, la a3rif, la adri, la a3lam, jsp, madrit, ma drit
  `,
  en: `
    i don't know, i dont know, i do not know, don't know, dont know, do not know, idk, dunno,
    i dunno, no idea, i have no idea, no clue, i have no clue, not sure, i'm not sure,
    im not sure, i am not sure, we're not sure, we are not sure, unsure, i'm unsure,
    not certain, i'm not certain, we don't know, we dont know, we do not know, who knows,
    god knows, god only knows, no opinion, can't say, cant say, i can't say, i cannot say,
    hard to say, hard to tell, i can't tell, unknown, i don't remember, i dont remember,
    i have to ask, i'd have to ask, i would have to ask, i need to ask, i must ask, i'll ask,
    let me ask, beats me, i really don't know, i don't really know, i have not a clue, not a clue,
    haven't a clue, no ideas, i don't know yet, couldn't say, couldn't tell you
  `,
};
