import { describe, expect, it, test } from "vitest";
import { alarmIn } from "../../../src/core/cases/alarm.ts";

const suffered = {
  hacked: [
    "Notre page Facebook a été piratée",
    "on nous a piraté le compte",
    "J'ai été hacké hier soir",
    "on a volé notre compte whatsapp",
    "تعرضت صفحتنا على فيسبوك للاختراق",
    "تم اختراق حسابنا",
    "سُرقت صفحتنا على فيسبوك",
    "تهكرات لينا الصفحة",
    "سرقو لينا الكونط ديال انستگرام",
    "thakrat lina la page dyal facebook",
    "hackaw liya lcompte",
    "ser9o lina lpage",
    "our account was hacked",
    "Someone hacked into our Facebook",
    "somebody took over our page",
  ],
  "money-lost": [
    "On s'est fait arnaquer",
    "nous avons été victimes d'une escroquerie",
    "on nous a volé l'argent de la caisse",
    "تعرضنا للنصب",
    "نصبوا علينا في الإنترنت",
    "سُرق المال من الصندوق",
    "نصبو علينا",
    "شفرو لينا الفلوس",
    "nesbou 3lina",
    "ser9o lina lflous",
    "we were scammed",
    "they stole our money",
  ],
  distress: [
    "je veux mourir",
    "j'ai envie de me suicider",
    "mon mari me frappe",
    "أريد أن أموت",
    "هناك شخص يهددني",
    "بغيت نموت",
    "كيهددني واحد",
    "bghit nmout",
    "I want to die",
    "he is threatening me",
  ],
  anger: [
    "J'en ai marre de vos questions",
    "c'est n'importe quoi votre truc",
    "سئمت من هذا",
    "كتضحكو علينا",
    "3yit menkom",
    "katde7kou 3lina",
    "I'm fed up with this",
    "this is unacceptable",
  ],
} as const;

const harmless = [
  "Comment éviter de se faire pirater ?",
  "Comment protéger notre compte contre le piratage ?",
  "que faire en cas de piratage",
  "C'est quoi une arnaque ?",
  "formation contre les arnaques",
  "كيف نحمي صفحتنا من الاختراق؟",
  "كيفاش نحميو الكونط من الهاكرز؟",
  "kifach n7miw lcompte",
  "How do we protect our account from being hacked?",
  "how to spot a scam",
  "on a perdu le mot de passe",
  "notre page est morte, personne ne la lit",
  "on meurt d'envie de commencer",
  "bghina site",
  "menu",
  "oui",
  "Le compte de la coopérative est à jour",
  "on cherche de l'argent pour un projet",
  "بغينا نبيعو الزربية",
  "1",
  "",
  "vol de nuit, un film",
];

describe("what cannot wait", () => {
  for (const [kind, texts] of Object.entries(suffered)) {
    test.each(texts)(`is ${kind}: %s`, (text) => {
      expect(alarmIn(text)).toBe(kind);
    });
  }

  test.each(harmless)("is nothing of the kind: %s", (text) => {
    expect(alarmIn(text)).toBeNull();
  });

  it("is found in a long message without taking long", () => {
    const long = "a ont est sont nous a ".repeat(3_000);
    expect(alarmIn(long)).toBeNull();
  });
});
