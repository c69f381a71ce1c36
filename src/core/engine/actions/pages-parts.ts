import { z } from "zod";
import type { Phrase } from "../../language/sentences.ts";
import { linesOf } from "../../pages/budget.ts";
import { objectivesOf } from "../../pages/objectives.ts";
import { cellOf, type PageKind, type Version } from "../../pages/pages.ts";
import { aboutOf } from "../../pages/presentation.ts";
import { thanksOf } from "../../pages/report.ts";
import { plan } from "../../diagnostic/plan.ts";
import { doubtful } from "../offers.ts";
import { changePages, pagesHere } from "../pages.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import { json, lastResult, phrase } from "./last-result.ts";
import { keepSaid } from "./pages-keep.ts";
import { dayWithYear, pageOf, shortened, versionHere } from "./pages-shown.ts";
import { setAbout } from "./pages-write.ts";

const nothing = z.strictObject({});
const saying = z.strictObject({ said: z.string() });
const following = z.strictObject({ after: z.string() });

/** The questions of each page in their order, by the names of their steps. */
const parts: Readonly<Record<PageKind, readonly string[]>> = {
  objectives: [
    "what-1",
    "who-1",
    "seen-1",
    "what-2",
    "who-2",
    "seen-2",
    "what-3",
    "who-3",
    "seen-3",
  ],
  budget: ["type", "scope", "lines"],
  report: ["type", "scope", "name", "lines", "results", "thanks", "agreed", "hard"],
  presentation: ["name", "since", "what", "does", "for", "contact"],
};

/** `ask` is the step of the next question; "" when nothing is left to ask. */
const gives = {
  ask: "string",
  choices: "dyn",
  heading: "dyn",
  noted: "dyn",
  about: "string",
} as const;

/** What is known already is not asked again. */
export const beginParts = {
  about: "The first question of a page that has no answer yet; with ideas from the plan.",
  takes: nothing,
  gives,
  perform(_, play) {
    const page = pageOf(play);
    const first = parts[page].find((part) => !isKnown(play, page, part));
    return { gives: asking(play, page, first) };
  },
} satisfies Action<z.infer<typeof nothing>>;

export const nextPart = {
  about: "The next question of a page after one of them.",
  takes: following,
  gives,
  perform({ after }, play) {
    const page = pageOf(play);
    return { gives: asking(play, page, nextAfter(play, page, after)) };
  },
} satisfies Action<z.infer<typeof following>>;

/** The question answered last is the one they are kept for: the way back leads there too. */
export const keepPart = {
  about: "Keeps what was said for a part of a page. Words that ask for money are not taken.",
  takes: saying,
  gives: { ...gives, locked: "bool", unread: "bool", pending: "string" },
  perform({ said }, play) {
    const page = pageOf(play);
    const part = play.top.trail.at(-1) ?? "";
    const ask = (next: string | undefined) => ({
      ...asking(play, page, next),
      locked: false,
      unread: false,
    });
    if (part === "scope" && said === "project") return { gives: ask("project") };
    if (said === doubtful) return { gives: ask(skipped(play, page, part)) };
    if (page === "presentation" && part === "contact") {
      const kept = keepSaid(play, page, part, said);
      // It is written only once they say that whoever is reached there agrees.
      return kept.kind === "locked"
        ? { gives: { ...asking(play, page, part), locked: true, unread: false } }
        : { gives: { ...ask("agreed"), pending: said.trim().slice(0, 120) } };
    }
    if (page === "presentation" && part === "agreed") {
      const pending = play.top.values["pending"];
      if (said === "yes" && typeof pending === "string" && pending !== "") {
        changePages(play, setAbout(play, "contact", pending));
      }
      return { gives: { ...ask(undefined), pending: "" } };
    }
    const kept = keepSaid(play, page, part, said);
    if (kept.kind !== "write") {
      return {
        gives: {
          ...asking(play, page, part),
          locked: kept.kind === "locked",
          unread: kept.kind === "unread",
        },
      };
    }
    if (kept.operations.length > 0) changePages(play, ...kept.operations);
    return { gives: ask(nextAfter(play, page, part)) };
  },
} satisfies Action<z.infer<typeof saying>>;

/** An objective without a « what » is none, and none comes after it. */
function skipped(play: Play, page: PageKind, part: string): string | undefined {
  return part.startsWith("what-") ? undefined : nextAfter(play, page, part);
}

function nextAfter(play: Play, page: PageKind, part: string): string | undefined {
  const order = parts[page];
  const at = order.indexOf(part === "project" ? "scope" : part);
  return order.slice(at + 1).find((one) => !isKnown(play, page, one));
}

function isKnown(play: Play, page: PageKind, part: string): boolean {
  const version = versionHere(play, page);
  const { name, since, place, contact } = aboutOf(pagesHere(play));
  switch (part) {
    case "type":
      return play.orgValue("P1") !== undefined || version !== null;
    case "scope":
      return version !== null;
    case "name":
      return name !== null;
    case "since":
      return since !== null || place !== null;
    case "contact":
      return contact !== null;
    case "does":
      return isIn(version, "does.1");
    case "lines":
      return version !== null && linesOf(version).every(({ centimes }) => centimes !== null);
    case "results":
      return isIn(version, "result.1");
    case "agreed": {
      const thanks = version === null ? null : thanksOf(version);
      return thanks === null || !thanks.quoted || thanks.agreed;
    }
    default: {
      const [, field = "", n = ""] = /^(what|who|seen)-([123])$/u.exec(part) ?? [];
      if (field === "") return isIn(version, part);
      // The person may be left out; the day is always there.
      return isIn(version, `${n}.${field === "who" ? "when" : field}`);
    }
  }
}

function isIn(version: Version | null, cell: string): boolean {
  return version !== null && cellOf(version.cells, cell) !== undefined;
}

function asking(play: Play, page: PageKind, part: string | undefined) {
  const n = Number(part?.at(-1));
  const version = versionHere(play, page);
  const objective =
    version === null || page !== "objectives"
      ? undefined
      : objectivesOf(version).find((one) => one.n === n);
  return {
    ask: part ?? "",
    about: "",
    choices: json(part?.startsWith("what-") === true ? ideas(play, part) : []),
    heading: phrase({ typed: shortened(objective?.what ?? "") }),
    noted: phrase(notedOf(play, objective)),
  };
}

/** « la trésorière, pour le mercredi 31 mars 2027 ». */
function notedOf(
  play: Play,
  objective: { readonly who: string | null; readonly when: string | null } | undefined,
): Phrase {
  if (objective?.when == null) return "";
  const day = dayWithYear(objective.when, play.state.language);
  if (objective.who === null) return { say: "pages.objectives.noted-day", with: { day } };
  return { say: "pages.objectives.noted", with: { who: { typed: objective.who }, day } };
}

/** What the plan proposes, or what most begin with; after the first one may stop. */
function ideas(play: Play, part: string): readonly object[] {
  const last = lastResult(play);
  const planned =
    last === null
      ? usual
      : plan(play.book.rubric, last.profile, last.settlement)
          .actions.filter(({ locked }) => !locked)
          .map(({ id }) => id);
  const version = versionHere(play, "objectives");
  const taken = version === null ? 0 : objectivesOf(version).length;
  const offered = planned.filter((id) => id !== itself).slice(taken, taken + ideasMost);
  return [
    ...offered.map((id, at) => ({
      id,
      label: { say: "pages.objectives.idea", with: { n: at + 1 } },
      about: { say: `actions.${id}` },
    })),
    {
      id: part === "what-1" ? "student" : "enough",
      label: { say: `pages.objectives.${part === "what-1" ? "student" : "enough"}` },
    },
  ];
}

const ideasMost = 3;
/** « Écrire 3 objectifs sur une page »: it is what they are doing. */
const itself = "A01";
/** Without a diagnosis: a table of the money, a page of the structure, a two-step check. */
const usual: readonly string[] = ["A16", "A37", "A13", "A21", "A09"];
