import { describe, expect, test } from "vitest";
import { asksOutright } from "../../../src/core/pages/appeal.ts";

describe("words on a page to show", () => {
  test.each([
    "donnez-nous de l'argent svp",
    "Faites un don pour les orphelins",
    "Soutenez notre association",
    "Voici notre RIB",
    "تبرعوا لفائدة الأيتام",
    "ادعمونا من فضلكم",
    "عطيونا الفلوس",
    "خاصنا فلوس بزاف",
    "tberr3ou l l2aytam",
    "3awnouna lah yjazikom",
    "Please donate",
    "support us today",
  ])("« %s » asks outright", (text) => {
    expect(asksOutright(text)).toBe(true);
  });

  test.each([
    "Merci à tous ceux qui nous ont aidés",
    "Merci à nos donateurs pour leurs dons",
    "Nous aidons les femmes rurales à vendre leurs produits",
    "شكرا لكل من ساعدنا",
    "شكرا للمحسنين",
    "chokran l ga3 nas li we9fou m3ana",
    "Thank you to all who helped us",
    "Il a donné un ordinateur à l'école",
  ])("« %s » does not", (text) => {
    expect(asksOutright(text)).toBe(false);
  });
});
