import { z } from "zod";
import type { Document } from "../../documents/document.ts";
import type { Json } from "../../json.ts";
import { isRightToLeft } from "../../language/languages.ts";
import { render, type Phrase } from "../../language/sentences.ts";
import { sayAmount } from "../../money/say-amount.ts";
import { linesOf, totals } from "../../pages/budget.ts";
import type { PageKind, Version } from "../../pages/pages.ts";
import { objectivesOf } from "../../pages/objectives.ts";
import { thanksOf } from "../../pages/report.ts";
import { isAgreed } from "../agreements.ts";
import { keepFile } from "../files.ts";
import { changePages } from "../pages.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import { addWords, hasOpenCase, request } from "./case.ts";
import { json, phrase } from "./last-result.ts";
import { documentOf, shareText, workbooksOf, type Spoken } from "./pages-documents.ts";
import { followObjectivesOf, watchObjectives } from "./pages-follow.ts";
import { pageOf, titleOf, versionHere, writable } from "./pages-shown.ts";
import { setCell } from "./pages-write.ts";

const nothing = z.strictObject({});
const speaking = z.strictObject({ spoken: z.string() });
const wishing = z.strictObject({ wish: z.string() });

export const makePage = {
  about: "Makes the page as a file, in their own language or the one they chose.",
  takes: speaking,
  gives: { document: "file", told: "dyn", choices: "dyn", about: "string" },
  perform({ spoken: wished }, play) {
    const page = pageOf(play);
    // Whoever left out all the rest still has a name to show.
    if (page === "presentation") changePages(play, ...writable(play, page).begin);
    const version = versionHere(play);
    if (version === null) {
      const told = phrase({ say: "pages.fix.nothing" });
      return { gives: { document: null, told, choices: json(onlyDone), about: "" } };
    }
    const spoken = spokenIn(play, wished);
    const file = sent(play, documentOf(play, version, spoken), fileNames[version.page]);
    changePages(play, { kind: "shown", at: play.now, version: version.id });
    if (version.page === "objectives") watchObjectives(play);
    return {
      gives: {
        document: file,
        told: phrase(toldOf(play, version, file !== null)),
        about: "",
        choices: json(wishes(play, version, "", spoken)),
      },
    };
  },
} satisfies Action<z.infer<typeof speaking>>;

export const pageWishes = {
  about: "What else may be done with a page, without what was just done.",
  takes: wishing,
  gives: { choices: "dyn" },
  perform({ wish }, play) {
    const version = versionHere(play);
    const spoken = spokenIn(play, play.top.values["spoken"]);
    return {
      gives: { choices: json(version === null ? onlyDone : wishes(play, version, wish, spoken)) },
    };
  },
} satisfies Action<z.infer<typeof wishing>>;

export const pageText = {
  about: "The page as a short text to share.",
  takes: nothing,
  gives: { text: "dyn" },
  perform(_, play) {
    const version = versionHere(play);
    return { gives: { text: version === null ? "" : phrase(shareText(play, version)) } };
  },
} satisfies Action<z.infer<typeof nothing>>;

export const makeWorkbooks = {
  about: "A budget as a table that adds up, and one for its twelve months.",
  takes: nothing,
  gives: { document: "file", months: "file" },
  perform(_, play) {
    const version = versionHere(play);
    if (version === null) return { gives: { document: null, months: null } };
    const spoken = spokenIn(play, play.top.values["spoken"]);
    const [budget, months] = workbooksOf(play, version, spoken);
    return {
      gives: {
        document: sent(play, budget, "budget-rafiq.xlsx"),
        months: sent(play, months, "douze-mois-rafiq.xlsx"),
      },
    };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** They say so themselves: nobody is asked by us. */
export const agreeThanks = {
  about: "Whoever is quoted on the report has agreed.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    const version = versionHere(play);
    const thanks = version === null ? null : thanksOf(version);
    if (version !== null && thanks !== null) {
      changePages(play, setCell(play, version.id, "thanks", { ...thanks, agreed: true }));
    }
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof nothing>>;

export const followObjectives = {
  about: "They want to be asked about their objectives at their dates.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    followObjectivesOf(play);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** The team reads it over: what stands there goes with the request. */
export const askReview = {
  about: "Opens a case for a student to read a page over, or adds it to the open one.",
  takes: nothing,
  gives: { open: "bool" },
  perform(_, play) {
    const version = versionHere(play);
    const open = hasOpenCase(play);
    if (version === null) return { gives: { open } };
    const say = (words: Phrase): string => render(play.book.sentences, words, "fr");
    const wish = say({ say: "pages.review", with: { title: titleOf(version) } });
    const text = shareText(play, version);
    if (open) addWords(play, [wish, text].filter((one) => one !== "").join("\n"));
    else {
      const isMoney = version.page === "budget" || version.page === "report";
      const service = isMoney ? "budget" : "consult";
      request(play, "work", {
        skill: isMoney ? "budget" : null,
        sensitive: isMoney,
        words: wish,
        intake: { service: say({ say: `words.service.${service}` }), page: text },
      });
    }
    return { gives: { open } };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** What each file is called, for everybody. */
const fileNames: Readonly<Record<PageKind, string>> = {
  objectives: "objectifs-rafiq.pdf",
  budget: "budget-rafiq.pdf",
  report: "bilan-rafiq.pdf",
  presentation: "presentation-rafiq.pdf",
};

function sent(play: Play, document: Document, name: string) {
  const { state, file } = keepFile(play.book, play.state, document, name, play.now);
  play.state = state;
  return file === null ? null : json(file);
}

/** What they asked for, else their own: French also for whoever writes English. */
function spokenIn(play: Play, wished: Json | undefined): Spoken {
  if (wished === "french" || wished === "arabic" || wished === "both") return wished;
  const { language } = play.state;
  return isRightToLeft(language) || language === "ary-Latn" ? "arabic" : "french";
}

function toldOf(play: Play, version: Version, hasFile: boolean): Phrase {
  const title = titleOf(version);
  const { page } = version;
  const { income, expense } = totals(linesOf(version));
  const say = (centimes: number): string => sayAmount(centimes, play.state.language);
  const thanks = page === "report" ? thanksOf(version) : null;
  return {
    lines: [
      { say: hasFile ? "pages.told.file" : "pages.told.kept", with: { title } },
      ...(page === "budget" || page === "report"
        ? [{ say: "pages.told.totals", with: { income: say(income), expense: say(expense) } }]
        : []),
      ...(thanks !== null && thanks.quoted && !thanks.agreed
        ? [{ say: "pages.told.unquoted" }]
        : []),
    ],
  };
}

const onlyDone = [{ id: "done", label: { say: "pages.ready.done" } }];

function wishes(play: Play, version: Version, done: string, spoken: Spoken): readonly object[] {
  const { page } = version;
  const thanks = page === "report" ? thanksOf(version) : null;
  const waits = thanks !== null && thanks.quoted && !thanks.agreed;
  const isDated = page === "objectives" && objectivesOf(version).some(({ when }) => when !== null);
  const all: readonly (readonly [id: string, offered: boolean])[] = [
    ["agreed", waits],
    ["remind", isDated && !isAgreed(play.state, "follow-up")],
    ["workbook", page === "budget"],
    ["text", true],
    ["french", spoken !== "french"],
    ["arabic", spoken !== "arabic"],
    ["both", spoken !== "both"],
    ["student", true],
  ];
  return [
    ...all
      .filter(([id, offered]) => offered && id !== done)
      .map(([id]) => ({ id, label: { say: `pages.ready.${id}` } })),
    { id: "correct", label: { say: "pages.correct" } },
    ...onlyDone,
  ];
}
