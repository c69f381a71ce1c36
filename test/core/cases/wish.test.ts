import { describe, expect, test } from "vitest";
import { serviceIn } from "../../../src/core/cases/wish.ts";

const wished = {
  site: [
    "Nous voulons un site web",
    "on veut un site",
    "نريد موقعاً",
    "بغينا سيت",
    "bghina site",
    "We need a website",
    "J'aimerais un site internet pour la coopérative",
  ],
  seo: [
    "Nous voulons apparaître sur Google",
    "bghina nbanou f google",
    "we want to be found on google",
  ],
  social: [
    "Nous avons besoin d'aide pour notre page Facebook",
    "نريد صفحة على فيسبوك",
    "khassna page facebook",
    "we want a facebook page",
  ],
  budget: [
    "Aidez-nous à faire le budget",
    "بغينا نصاوبو الميزانية",
    "we need help with our budget",
  ],
  training: [
    "Nous cherchons une formation",
    "نريد تكويناً لفريقنا",
    "bghina formation",
    "we want a training",
  ],
  crowd: ["nous voulons faire un crowdfunding", "we want to do crowdfunding"],
  consult: ["nous voulons un accompagnement", "on cherche un consultant", "نحتاج إلى مرافقة"],
} as const;

const others = [
  "Comment créer un site web ?",
  "Combien coûte un site ?",
  "كيفاش نصاوبو سيت؟",
  "kifach ndir site",
  "how do we make a website",
  "je veux savoir ce que coûte un site",
  "oui",
  "notre site est lent",
  "Nous voulons vendre plus de tapis cette année parce que la saison a été mauvaise et que nous avons un site",
];

describe("a service wished for in free words", () => {
  for (const [service, texts] of Object.entries(wished)) {
    test.each(texts)(`is ${service}: %s`, (text) => {
      expect(serviceIn(text)).toBe(service);
    });
  }

  test.each(others)("is none: %s", (text) => {
    expect(serviceIn(text)).toBeNull();
  });
});
