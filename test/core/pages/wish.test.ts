import { describe, expect, test } from "vitest";
import { pageWished } from "../../../src/core/pages/wish.ts";

describe("a page that is wished for", () => {
  test.each([
    ["bghit ndir budget", "budget"],
    ["faire un budget", "budget"],
    ["Je voudrais faire le budget de l'année", "budget"],
    ["نريد ميزانية", "budget"],
    ["بغينا نديرو الميزانية ديال العام الجاي", "budget"],
    ["we want to make a budget", "budget"],
    ["annual report", "report"],
    ["rédiger un rapport d'activité", "report"],
    ["نريد إعداد التقرير السنوي", "report"],
    ["bghina nktbou l7asila", "report"],
    ["نكتبو الأهداف ديالنا", "objectives"],
    ["écrire nos trois objectifs", "objectives"],
    ["faire une présentation de l'association", "presentation"],
    ["إعداد بطاقة تعريفية", "presentation"],
    ["mes pages", "list"],
    ["صفحاتي", "list"],
    ["les pages dyali", "list"],
  ])("« %s » is %s", (text, page) => {
    expect(pageWished(text)?.page).toBe(page);
  });

  test.each([
    "comment faire un budget ?",
    "كيف نعد الميزانية؟",
    "kifach ndir budget",
    "how do we make a budget?",
    "j'ai besoin d'aide pour le budget",
    "bghina talib y3awenna f lbudget",
    "un étudiant pour notre bilan",
    "bonjour",
    "le budget de la commune ne suffit jamais pour nos routes",
    "",
    "بغينا سيت",
  ])("« %s » is no wish for one", (text) => {
    expect(pageWished(text)).toBeNull();
  });

  test("a name alone is less clear than a wish", () => {
    expect(pageWished("budget annuel")).toEqual({ page: "budget", isClear: false });
    expect(pageWished("faire le budget annuel")).toEqual({ page: "budget", isClear: true });
  });
});
