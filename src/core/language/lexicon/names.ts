/**
 * Common first names and family names in Morocco, as people write them: a name says nothing about
 * the language its bearer writes in. Left out are those that are also everyday words.
 */
export const names = `
    mohamed, mohammed, muhammad, mohammad, med, mehdi, amine, amin, ahmed, ahmad, ali, omar,
    youssef, yousef, yusuf, youness, younes, hassan, hasan, hussein, houcine, lahcen, lhoucine,
    ibrahim, brahim, ismail, khalid, khaled, rachid, karim, hicham, hamza, anass, anas,
    ayoub, bilal, zakaria, yassine, yasine, reda, rida, adil, abdellah, abdallah, abdelkader,
    abdelaziz, aziz, abderrahim, abderrahmane, abdelhak, mustapha, mostafa, moustapha, driss,
    idriss, jamal, kamal, nabil, samir, tarik, tariq, othmane, soufiane, taha, walid, badr, imad,
    fatima, fatema, fatimazahra, zahra, fatna, khadija, aicha, aïcha, meryem, meriem, maryam,
    mariam, myriam, zineb, zaynab, salma, sara, sarah, hajar, imane, amina, samira, naima,
    nadia, latifa, rachida, souad, hanane, hanan, asmae, asma, soukaina, ghizlane, ilham,
    karima, malika, saida, halima, rahma, nawal, siham, houda, hind, laila, leila, najat, btissam,
    alaoui, alami, bennani, benali, tazi, fassi, idrissi, amrani, berrada, benjelloun, chraibi,
    filali, tahiri, bouazza, mansouri, haddad, naciri, ouazzani,
    محمد, أحمد, احمد, علي, عمر, يوسف, يونس, حسن, حسين, الحسين, لحسن, إبراهيم, ابراهيم, إسماعيل,
    خالد, رشيد, سعيد, كريم, هشام, حمزة, أنس, أيوب, بلال, زكرياء, ياسين, رضا, عادل, عبد,
    العزيز, الرحيم, الرحمان, مصطفى, إدريس, جمال, كمال, نبيل, سمير, طارق, عثمان, سفيان,
    فاطمة, الزهراء, خديجة, عائشة, مريم, زينب, سلمى, سارة, هاجر, إيمان, أمينة, سميرة, نعيمة,
    نادية, لطيفة, رشيدة, سعاد, حنان, أسماء, سكينة, غزلان, إلهام, كريمة, مليكة, سعيدة, حليمة,
    العلوي, العلمي, بناني, التازي, الفاسي, الإدريسي, العمراني, الفيلالي
  `;

/** Towns and regions, with the names of the country. */
export const cities = `
    casablanca, rabat, salé, fès, fes, meknès, meknes, marrakech, agadir, tanger, tetouan,
    tétouan, oujda, nador, kenitra, kénitra, essaouira, ouarzazate, errachidia, taroudant,
    tiznit, guelmim, laayoune, laâyoune, dakhla, settat, mohammedia, khouribga, taza,
    hoceima, chefchaouen, larache, berkane, zagora, azilal, khenifra, khénifra, ifrane, midelt,
    tinghir, temara, témara, souss, massa, atlas, rif, maroc, morocco, maghrib, lmaghrib,
    البيضاء, الدارالبيضاء, كازا, الرباط, سلا, فاس, مكناس, مراكش, أكادير, اكادير, طنجة, تطوان,
    وجدة, الناظور, القنيطرة, آسفي, الصويرة, ورزازات, الراشيدية, تارودانت, تيزنيت, كلميم,
    العيون, الداخلة, سطات, المحمدية, خريبكة, تازة, الحسيمة, شفشاون, العرائش, بركان, زاكورة,
    أزيلال, خنيفرة, إفران, ميدلت, تنغير, تمارة, سوس, المغرب
  `;
