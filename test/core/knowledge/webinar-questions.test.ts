import { describe, expect, test } from "vitest";
import {
  find,
  speaksOfWebinars,
  type WebinarSubject,
} from "../../../src/core/knowledge/knowledge.ts";
import { languages, type Language } from "../../../src/core/language/languages.ts";
import { theWholeBook } from "../../world.ts";

const { knowledge } = await theWholeBook();

/** Written apart from the samples of flows/talk.yaml: never move one there. */
const asked: Readonly<Record<Language, readonly (readonly [WebinarSubject, string])[]>> = {
  fr: [
    ["list", "il y a quoi comme webinaires en décembre"],
    ["list", "Bonjour je voudrais m'inscrire au prochain webinaire s'il vous plaît"],
    ["link", "vous pouvez m'envoyer le lien zoom s'il vous plaît"],
    ["hour", "c'est à quelle heure chez nous à Bruxelles ?"],
    ["hour", "à quelle heure exactement ?"],
    ["price", "il faut payer ?"],
    ["price", "y a des frais ?"],
    ["language", "ça se passe en français ?"],
    ["level", "c'est pour qui, quel niveau ?"],
    ["data", "combien de données mobiles ça consomme"],
    ["late", "je suis en retard, je peux entrer ?"],
    ["late", "je n'entends pas"],
    ["replay", "on peut avoir l'enregistrement ?"],
    ["documents", "je voudrais les diapositives"],
    ["question", "je peux poser une question à l'avance ?"],
    ["certificate", "à quel nom le certificat ?"],
    ["cancel", "finalement je ne peux pas venir, annulez"],
    ["move", "je préfère une autre date"],
    ["two", "je peux venir avec ma collègue ?"],
    ["stop", "je ne veux plus de rappels"],
  ],
  ar: [
    ["list", "السلام عليكم، أريد التسجيل في الندوة القادمة من فضلكم"],
    ["link", "أرسلوا لي رابط اللقاء من فضلكم"],
    ["hour", "في أي وقت بالضبط تبدأ؟"],
    ["language", "هل ستكون بالعربية؟"],
    ["level", "هل تناسب المبتدئين مثلنا؟"],
    ["data", "هل تستهلك الكثير من الأنترنت؟"],
    ["late", "تأخرت قليلاً، هل أدخل؟"],
    ["replay", "هل ستسجلون الندوة؟"],
    ["documents", "أريد ملفات الندوة"],
    ["certificate", "هل سأحصل على شهادة حضور؟"],
    ["cancel", "أريد أن ألغي مشاركتي"],
    ["move", "هل يوجد تاريخ آخر؟"],
    ["stop", "لا أريد تذكيرات"],
  ],
  ary: [
    ["list", "بغيت نعرف الندوات اللي جايين"],
    ["link", "عافاك صيفط ليا الرابط ديال الندوة"],
    ["hour", "مع شحال غادي تبدا؟"],
    ["language", "واش غادي تكون بالدارجة؟"],
    ["level", "واش كتصلح للمبتدئين؟"],
    ["late", "ما كيتسمعش الصوت"],
    ["replay", "واش كاين الريپلاي؟"],
    ["documents", "بغيت الوثائق"],
    ["certificate", "واش غادي ناخدو الشهادة؟"],
    ["cancel", "ما غاديش نقدر نجي، حيدوني"],
    ["move", "واش كاين شي تاريخ آخر؟"],
    ["two", "نجيو بجوج واش ممكن؟"],
    ["stop", "حبسو ليا التفكيرات"],
  ],
  "ary-Latn": [
    ["list", "chno kayn dyal les webinaires had chher"],
    ["link", "3afak siftliya lien dyal webinaire"],
    ["hour", "m3a ch7al ghaybda webinaire?"],
    ["language", "wach ghatkoun b darija?"],
    ["level", "wach kateslo7 l nass li badyin?"],
    ["data", "ch7al ghadi takol mn data?"],
    ["late", "t3ettelt chwiya, n9der ndkhol?"],
    ["replay", "bghit nchouf replay"],
    ["certificate", "wach kayna attestation?"],
    ["cancel", "ma n9derch nji, annuliw liya"],
    ["move", "kayn chi nhar akhor?"],
    ["two", "n9der nji m3a chi wa7da?"],
    ["stop", "ma bghitch les rappels"],
  ],
  en: [
    ["list", "any webinar coming up?"],
    ["link", "please resend the link"],
    ["hour", "what time is it exactly?"],
    ["language", "do you speak Arabic in it?"],
    ["level", "is it suitable for beginners like us?"],
    ["data", "will it eat a lot of my data?"],
    ["late", "sorry I'm late"],
    ["replay", "can I get the recording?"],
    ["documents", "could you share the slides?"],
    ["question", "can I send a question for the speaker?"],
    ["certificate", "will I get a certificate?"],
    ["cancel", "please cancel my place"],
    ["move", "could I come another day?"],
    ["two", "can I bring a friend?"],
    ["stop", "please no more reminders"],
  ],
};

describe("what people ask about a webinar", () => {
  test.each(languages)(
    "is understood in nine of ten ways they never used before: %s",
    (language) => {
      if (knowledge === null) throw new Error("nothing was learned");
      const missed = asked[language].filter(([about, text]) => {
        const finding = find(knowledge, text, language, true);
        return finding.kind !== "webinar" || finding.about !== about;
      });
      expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(
        asked[language].length / 10,
      );
    },
  );

  test("is no question about webinars where nobody speaks of them", () => {
    if (knowledge === null) throw new Error("nothing was learned");
    for (const language of languages) {
      for (const [, text] of asked[language]) {
        if (speaksOfWebinars(text)) continue;
        expect(find(knowledge, text, language).kind, text).not.toBe("webinar");
      }
    }
  });

  test.each([
    ["fr", "Comment créer une page Facebook ?"],
    ["ar", "كيف ننشئ صفحة فيسبوك؟"],
    ["ary-Latn", "kifach ndirou budget dyal jam3iya?"],
    ["en", "How do we protect our accounts?"],
  ] as const)(
    "leaves other questions alone, also for whoever is registered: %s",
    (language, text) => {
      if (knowledge === null) throw new Error("nothing was learned");
      expect(find(knowledge, text, language, true).kind).not.toBe("webinar");
    },
  );
});
