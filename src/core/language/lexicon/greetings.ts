/** Hello in all languages together, separated by commas. */
export const hellos = `
    salam, slm, salem, salaam, slam, slt, salut, salu, bonjour, bjr, bnjr, bonjours, bjour,
    bonjoure, bonsoir, bsr, bonswar, coucou, cc, hello, helo, hi, hey, hay, hallo, helloo,
    good morning, good evening, good afternoon, gm, yo, hola, السلام عليكم, السلام, سلام,
    سلام عليكم, السلام عليكم ورحمة الله, السلام عليكم ورحمة الله وبركاته,
    السلام عليكم ورحمة الله تعالى وبركاته, وعليكم السلام, و عليكم السلام, عليكم السلام, مرحبا,
    مرحبا بكم, أهلا, اهلا, أهلا وسهلا, اهلا بيك, هاي, هلا, صباح الخير, مساء الخير, صباح النور,
    مساء النور, تحية طيبة, تحياتي, صباحو, بونجور, بونسوار, سالو, كوكو, السلام عليكوم,
    سلام عليكوم, salam alaykom, salam alaykoum, salam alaikoum, salam 3alaykom, salam 3likom,
    salam 3alikom, salam 3alaykoum, salam alikom, salam aleykoum, salam aleikum,
    salamo 3alaykom, salamo 3alikom, salamou alaykoum, assalamo 3alaykom, assalamo alaykom,
    assalamou alaykoum, assalamu alaikum, asalam alaykom, essalam, essalamo 3alaykom,
    wa 3alaykom salam, wa alaykoum salam, 3alaykom salam, asslam 3likom, slm 3likom, slm alikom,
    aslm, wa rahmatollah, wa rahmato lah, wa ra7mato lah, wa ra7matollah, w ra7matollah,
    wa barakatoh, wa barakatouh, w barakatoh, ورحمة الله, وبركاته, تعالى, sba7 lkhir,
    sbah lkhir, sba7 nour, sbah lkhair, msa lkhir, mse lkhir, masa2 lkhayr, sabah lkhayr,
    saba7 lkhir, sba7o, mrahba, mar7ba, marhba, marhaban, ahlan, ahlan wa sahlan, azul, 👋, 🖐, ✋
  `;

/** What is said with hello: how are you, everybody. */
export const pleasantries = `
    ça va, sa va, cv, ca va bien, cv bien, comment allez-vous, comment ça va, comment vas-tu,
    comment va, bien, et vous, et toi, à tous, à toutes, tout le monde, la famille, l'équipe,
    monsieur, madame, mes amis, how are you, how are you doing, there, everyone, all, guys,
    team, what's up, whats up, كيف حالكم, كيف حالك, كيف الحال, لاباس, لباس, لاباس عليك,
    لاباس عليكم, كي داير, كي دايرين, كيداير, كيدايرين, بخير, كلشي بخير, الحمد لله, لكم, بكم,
    بيكم, جميعا, اخواني, إخوتي, الإخوة, labas, lbas, labass, labes, bikhir, bi5ir, bkhir,
    labas 3lik, labas 3likom, labas 3likoum, ki dayr, kidayr, kidayer, ki dayrin, kidayrin,
    kirak, kiraki, cv labas, labas hamdollah, kolchi bikhir, khouti, khouya, a khouti,
    hamdollah, hamdoulah, 😊, 🙂, 😀, 😃, 😄, 😁, 🌹, 🌸, 💐, 🤝, ❤, 🙏
  `;
