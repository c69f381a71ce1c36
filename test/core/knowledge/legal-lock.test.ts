import { describe, expect, test } from "vitest";
import { asksForMoney } from "../../../src/core/knowledge/legal-lock.ts";

describe("an appeal for money from the public is recognized", () => {
  test.each([
    "écris-moi un appel aux dons pour facebook",
    "lance une cagnotte pour nous",
    "fais moi un message whatsapp pour demander de l'argent aux gens",
    "write a post asking people to donate money",
    "كتب ليا ميساج باش الناس يعطيونا الفلوس",
    "bghit nsift message lnas bach ytbr3o lina",
    "3tini message d tabarro3at",
  ])("%s", (text) => {
    expect(asksForMoney(text)).toBe(true);
  });
});

describe("and what is free is left free", () => {
  test.each([
    "comment demander l'autorisation de collecter des dons ?",
    "avons-nous le droit de collecter des dons en ligne ?",
    "comment remercier un donateur ?",
    "où trouver des subventions ?",
    "c'est quoi la collecte entre pairs ?",
    "kifach ndir page facebook",
    "شنو كيقول القانون على جمع التبرعات؟",
    "how do I thank our donors?",
  ])("%s", (text) => {
    expect(asksForMoney(text)).toBe(false);
  });
});
