/**
 * Words of the five languages that mean the same where organizations speak of themselves, one
 * family a line. A label in one language is so understood when it is typed in another, and
 * "trésorière" finds "Trésorerie". Only words that mean nothing else in a neighboring language.
 */
export const kin = `
  association, associations, asso, assoc, associatif, jam3iya, jam3iyat, jm3iya, جمعية, جمعيات, لاسوسياسيون, اسوسياسيون
  coopérative, coop, co op, kouperativ, koperativ, coops, coopératif, cooperative, ta3awniya, t3awniya, taawniya, ta3awoniya, تعاونية, تعاونيات, كوبيراتيف, كوبراتيف, لاكوبيراتيف
  fondation, foundation, mo2assassa, mou2assassa, moassassa, mouassassa, مؤسسة, فونداسيون
  mutuelle, mutual, ta3adodiya, ta3adoudiya, تعاضدية, ميتويل
  ville, villes, town, city, urbain, urban, mdina, lmdina, medina, madina, مدينة, المدينة, فيل
  campagne, rural, rurale, countryside, douar, badiya, lbadiya, badia, بادية, البادية, قرية, القرية, دوار, الدوار, العروبية
  président, présidente, présidence, president, presidency, directeur, directrice, direction, director, manager, ra2is, ra2issa, rais, raissa, ri2assa, رئيس, رئيسة, رئاسة, مدير, مديرة
  trésorier, trésorière, trésorerie, treasurer, treasury, amin, amina, amanat, أمين, أمينة, أمانة
  secrétaire, secrétariat, secretary, katib, katiba, kitaba, lkitaba, كاتب, كاتبة, كتابة, الكتابة
  bénévole, bénévoles, bénévolat, volunteer, volunteers, motatawi3, moutatawi3, motatawi3a, tatawo3, متطوع, متطوعة, متطوعين, تطوع
  membre, membres, adhérent, adhérents, adhérente, member, members, 3odw, 3odwa, 3odwiya, عضو, عضوة, عضوية, أعضاء
  téléphone, téléphones, tel, portable, smartphone, phone, phones, telefoun, telefon, telefounat, tilifoun, tilifounat, هاتف, هواتف, تلفون, تلفونات, تيليفون, تيليفونات, بورطابل
  ordinateur, ordinateurs, ordi, ordis, pc, computer, computers, laptop, حاسوب, حواسيب, حواسب, pcyat, lpc, lpcyat, بيسي
  argent, money, flous, lflous, flouss, lflouss, فلوس, الفلوس, مال, المال
  équipe, team, fari9, lfari9, fariq, فريق, الفريق
  visible, visibilité, visibility
  protéger, protection, sécurité, protect, security, 7imaya, حماية, الحماية, أمان
  former, formation, formations, training, train, takwin, تكوين, التكوين
  étudiant, étudiante, student, talib, taliba, طالب, طالبة
  diagnostic, tachkhis, tchkhis, تشخيص, التشخيص
  résultat, résultats, result, results, natija, نتيجة, النتيجة, نتائج
  données, data, mo3tayat, lmo3tayat, ma3tayat, lma3tayat, معطيات, المعطيات, بيانات
  langue, language, logha, lougha, لغة, اللغة
  jamais, never, 3merna, 3emmerna, abadan, أبدا, عمرنا
  parfois, sometimes, a7yanan, أحيانا
  semaine, semaines, hebdomadaire, week, weekly, simana, smana, osbou3, أسبوع, أسبوعيا, سيمانة
  mois, mensuel, month, monthly, chher, chhar, شهر, شهريا
  jour, jours, quotidien, day, daily, nhar, youm, يوم, يوميا, نهار
  papier, paper, wer9, lwer9, ورق, الورق, كاغيط
  cahier, notebook, carnet, kennach, konnach, كناش, دفتر
  seulement, uniquement, only, ghir, gher, فقط
  court, courte, short, 9sir, le9sir, قصير, القصير
  complet, complète, full, kamel, lkamel, كامل, الكامل
  lundi, monday, tnin, ltnin, letnin, الاثنين, الإثنين, الاتنين, التنين
  mardi, tuesday, tlat, ttlat, الثلاثاء, التلات
  mercredi, wednesday, larb3a, larbe3, lareb3, الأربعاء, الاربع, لاربع
  jeudi, thursday, khmis, lkhmis, الخميس, خميس
  vendredi, friday, fri, jem3a, jjem3a, ljem3a, ljom3a, الجمعة
  samedi, saturday, sebt, ssebt, السبت
  dimanche, sunday, l7ed, lhed, الأحد, الحد
  matin, morning, sba7, sbah, ssba7, صباح, الصباح
  casablanca, casa, kaza, dar lbida, الدار البيضاء, البيضاء, كازا, كازابلانكا
  rabat, rbat, الرباط
  fès, fes, fas, فاس
  tanger, tangier, tanja, طنجة
  marrakech, marrakesh, mrrakch, مراكش
  agadir, أكادير, أگادير
  oujda, wjda, وجدة
  meknès, meknes, مكناس
  tétouan, tetouan, تطوان
`;
