import { describe, expect, test } from "vitest";
import { find, type WebinarSubject } from "../../../src/core/knowledge/knowledge.ts";
import { languages, type Language } from "../../../src/core/language/languages.ts";
import { theWholeBook } from "../../world.ts";

const { knowledge } = await theWholeBook();
if (knowledge === null) throw new Error("the book knows nothing");
const known = knowledge;

/** Every row of brief § 5.3, in some wordings of each language. */
const asked: Readonly<
  Partial<Record<WebinarSubject, Readonly<Record<Language, readonly string[]>>>>
> = {
  link: {
    fr: ["Le lien ?", "vous pouvez me renvoyer le lien svp", "je trouve plus le lien pour entrer"],
    ar: ["الرابط من فضلكم", "أين أجد رابط الدخول؟"],
    ary: ["فين الليان؟", "صيفطو ليا الرابط عافاك"],
    "ary-Latn": ["fin lien?", "sifto liya lien 3afak"],
    en: ["The link?", "how do I join?"],
  },
  hour: {
    fr: [
      "À quelle heure chez nous ?",
      "c'est à quelle heure en France",
      "à quelle heure ça commence pour moi qui suis à Montréal",
    ],
    ar: ["في أي ساعة عندنا؟", "متى تبدأ الندوة بتوقيت فرنسا؟"],
    ary: ["مع شحال عندنا؟", "شحال ف الساعة غادي تبدا ف فرنسا"],
    "ary-Latn": ["m3a ch7al 3andna?", "ch7al f sa3a f fransa"],
    en: ["what time is it here?", "at what time is it in Paris?"],
  },
  price: {
    fr: ["C'est payant ?", "faut-il payer", "c'est gratuit ?"],
    ar: ["هل هي مجانية؟", "هل يجب أن ندفع؟"],
    ary: ["واش بالفلوس؟", "واش خاصنا نخلصو"],
    "ary-Latn": ["wach b lflous?", "khassna nkhelsso?"],
    en: ["Is it free?", "how much does it cost"],
  },
  language: {
    fr: ["En quelle langue ?", "ça sera en darija ou en français ?"],
    ar: ["بأي لغة؟", "هل ستكون بالعربية أم بالفرنسية؟"],
    ary: ["بأينا لغة؟", "واش غادي تكون بالدارجة؟"],
    "ary-Latn": ["b ina logha?", "wach ghadi tkoun b darija?"],
    en: ["In which language?", "is it in English"],
  },
  late: {
    fr: [
      "Je suis en retard",
      "je n'entends rien",
      "le son ne marche pas",
      "j'arrive pas à me connecter",
    ],
    ar: ["أنا متأخر", "لا أسمع شيئا"],
    ary: ["تعطلت", "ما كنسمع والو"],
    "ary-Latn": ["t3etelt", "ma kansme3 walou"],
    en: ["I am late", "I can't hear anything"],
  },
  replay: {
    fr: ["Il y aura un replay ?", "on pourra le revoir après ?"],
    ar: ["هل سيكون هناك تسجيل؟", "هل يمكن مشاهدتها لاحقا؟"],
    ary: ["واش غادي يكون ريپلاي؟", "نقدرو نشوفوها من بعد؟"],
    "ary-Latn": ["wach ghadi ykoun replay?", "n9dro nchoufoha mn b3d?"],
    en: ["Will there be a recording?", "can I watch it later"],
  },
  cancel: {
    fr: ["Je veux annuler", "finalement je ne viens pas"],
    ar: ["أريد الإلغاء", "لن أتمكن من الحضور"],
    ary: ["بغيت نأنيلي", "ما غاديش نجي"],
    "ary-Latn": ["bghit nannuler", "ma ghadich nji"],
    en: ["I want to cancel", "I won't come after all"],
  },
  move: {
    fr: ["changer de date", "je peux venir un autre jour ?"],
    ar: ["أريد تغيير التاريخ", "هل يوجد موعد آخر؟"],
    ary: ["بغيت نبدل النهار", "واش كاين شي نهار آخر؟"],
    "ary-Latn": ["bghit nbeddel nhar", "wach kayn chi nhar akhor?"],
    en: ["change the date", "can I come another day"],
  },
  two: {
    fr: ["Je viens à deux", "je peux amener une collègue ?", "nous serons deux"],
    ar: ["سآتي مع زميلة", "سنحضر نحن الاثنان"],
    ary: ["غادي نجي مع صاحبتي", "جايين بجوج"],
    "ary-Latn": ["ghadi nji m3a s7abti", "jayin b jouj"],
    en: ["I'm coming with a colleague", "can I bring a second person"],
  },
  certificate: {
    fr: ["Le certificat ?", "vous donnez une attestation ?", "avec quel nom le certificat"],
    ar: ["هل هناك شهادة؟", "الشهادة بأي اسم؟"],
    ary: ["واش كاينة شهادة؟", "الشهادة بأينا سمية؟"],
    "ary-Latn": ["wach kayna chahada?", "chahada b ina smiya?"],
    en: ["Is there a certificate?", "which name on the certificate"],
  },
  documents: {
    fr: ["Les documents ?", "on peut avoir les diapos ?"],
    ar: ["هل سترسلون الوثائق؟", "أريد ملفات الندوة"],
    ary: ["واش غادي تصيفطو الوثائق؟", "بغيت ليسلايد"],
    "ary-Latn": ["wach ghadi tsifto les documents?", "bghit les slides"],
    en: ["The documents?", "can we get the slides"],
  },
  question: {
    fr: ["Puis-je poser ma question avant ?", "je voudrais envoyer ma question à l'avance"],
    ar: ["هل يمكنني طرح سؤالي قبل الندوة؟", "أريد إرسال سؤال للمحاضر"],
    ary: ["واش نقدر نسول قبل؟", "بغيت نصيفط سؤال للي غادي يشرح"],
    "ary-Latn": ["wach n9der nsewwel 9bel?", "bghit nsifet so2al l moussir"],
    en: ["May I ask my question before?", "I'd like to send my question in advance"],
  },
  level: {
    fr: ["C'est pour qui, quel niveau ?", "c'est pour débutants ?"],
    ar: ["لمن هذه الندوة وأي مستوى؟", "هل هي للمبتدئين؟"],
    ary: ["شكون المعني وشنو المستوى؟", "واش للمبتدئين؟"],
    "ary-Latn": ["l men, ina niveau?", "wach l les débutants?"],
    en: ["Who is it for, what level?", "is it for beginners"],
  },
  data: {
    fr: ["Combien de données mobiles ?", "ça va consommer beaucoup de data ?"],
    ar: ["كم من بيانات الهاتف؟", "هل تستهلك الكثير من الأنترنت؟"],
    ary: ["شحال من كونيكسيون كتاكل؟", "واش كتاكل بزاف ديال الأنترنيت؟"],
    "ary-Latn": ["ch7al dyal connexion?", "wach katakol bezzaf dyal internet?"],
    en: ["How much mobile data?", "does it use a lot of data"],
  },
  stop: {
    fr: ["Arrêter les rappels", "ne m'envoyez plus de rappels"],
    ar: ["أوقفوا التذكيرات", "لا ترسلوا لي تذكيرات"],
    ary: ["حبسو التفكيرات", "ما تبقاوش تفكروني"],
    "ary-Latn": ["7ebsou rappels", "ma tb9awch tfekrouni"],
    en: ["Stop reminders", "don't send me reminders any more"],
  },
};

describe.each(Object.entries(asked))("what people ask about a webinar: %s", (subject, texts) => {
  test.each(languages)("is understood in %s", (language) => {
    const found = texts[language].map((text) => {
      const finding = find(known, text, language, true);
      return [text, finding.kind === "webinar" ? finding.about : finding.kind];
    });
    expect(found).toEqual(texts[language].map((text) => [text, subject]));
  });
});
