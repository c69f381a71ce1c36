import { z } from "zod";
import { newestOf, pageKinds, shownAt, type PageKind } from "../../pages/pages.ts";
import { openComments } from "../../pages/comments.ts";
import { filledCells } from "./pages-filled.ts";
import { nextVersion, nextYear } from "../../pages/next-version.ts";
import { objectivesOf } from "../../pages/objectives.ts";
import { scopeOf } from "../../pages/report.ts";
import { pageFor } from "../../pages/page-for.ts";
import { changePages, newId, pagesHere } from "../pages.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import { json, phrase } from "./last-result.ts";
import {
  dayOfMoment,
  kindNamed,
  shortened,
  titleOf,
  versionHere,
  yearHere,
} from "./pages-shown.ts";
import { noteProgress } from "./pages-follow.ts";
import { openPage } from "./pages-write.ts";

const nothing = z.strictObject({});
const one = z.strictObject({ page: z.string() });
const answering = z.strictObject({ page: z.string(), accepted: z.boolean() });
const progressing = z.strictObject({ line: z.string(), how: z.string() });

export const beginPage = {
  about:
    "The page that is meant, also by the action or the topic the conversation before speaks of.",
  takes: one,
  gives: { page: "string" },
  perform({ page }, play) {
    const meant = page === "" ? fromBefore(play) : page;
    return { gives: { page: kindNamed(meant) ?? "" } };
  },
} satisfies Action<z.infer<typeof one>>;

/** The page that goes with an action of the plan or a topic of the knowledge base; "" for none. */
function fromBefore(play: Play): string {
  const under = play.frames.at(-2);
  const { action, topic } = under?.values ?? {};
  if (under?.flow === "result" || under?.flow === "plan-check") {
    return typeof action === "string" ? (pageFor({ action }) ?? "") : "";
  }
  return under?.flow === "answer" && typeof topic === "string"
    ? (pageFor({ topic: Number(topic) }) ?? "")
    : "";
}

export const pageOfPlace = {
  about: "The page that can be made for an action of the plan or a topic; empty when none can.",
  takes: z.strictObject({ action: z.string(), topic: z.string() }),
  gives: { page: "string" },
  perform({ action, topic }) {
    const page = action === "" ? pageFor({ topic: Number(topic) }) : pageFor({ action });
    return { gives: { page: page ?? "" } };
  },
} satisfies Action<{ readonly action: string; readonly topic: string }>;

export const listPages = {
  about: "The pages there can be, each with how it stands.",
  takes: nothing,
  gives: { choices: "dyn" },
  perform(_, play) {
    const choices = pageKinds.map((page) => {
      const standing = standingOf(play, page);
      const label = { say: `pages.which.${page}` };
      if (standing.kind === "none") return { id: page, label };
      if (standing.kind === "open") return { id: page, label, about: { say: "pages.stand.open" } };
      const day = dayOfMoment(standing.at, play.state.language);
      return { id: page, label, about: { say: "pages.stand.made", with: { day } } };
    });
    return { gives: { choices: json(choices) } };
  },
} satisfies Action<z.infer<typeof nothing>>;

type Standing =
  | { readonly kind: "none" }
  | { readonly kind: "open" }
  | { readonly kind: "made"; readonly at: number };

function standingOf(play: Play, page: PageKind): Standing {
  const version = versionHere(play, page);
  if (version === null || !filledCells(version)) return { kind: "none" };
  const at = shownAt(version);
  return at === null ? { kind: "open" } : { kind: "made", at };
}

export const readPage = {
  about: "How a page stands: none, open or made; and what a student said of it.",
  takes: one,
  gives: {
    standing: "string",
    title: "dyn",
    day: "string",
    commented: "bool",
    who: "dyn",
    comment: "dyn",
    isObjectives: "bool",
  },
  perform({ page: named }, play) {
    const page = kindNamed(named) ?? "budget";
    const version = versionHere(play, page);
    const standing = standingOf(play, page);
    const [comment] = version === null ? [] : openComments(version);
    return {
      gives: {
        standing: standing.kind,
        title: phrase(version === null ? "" : titleOf(version)),
        day: standing.kind === "made" ? dayOfMoment(standing.at, play.state.language) : "",
        commented: comment !== undefined,
        who: phrase({ typed: comment?.who ?? "" }),
        comment: phrase({ typed: shortened(comment?.text ?? "", 280) }),
        isObjectives: page === "objectives",
      },
    };
  },
} satisfies Action<z.infer<typeof one>>;

export const answerComment = {
  about: "They accept what a student said of a page, or keep theirs.",
  takes: answering,
  gives: {},
  perform({ page, accepted }, play) {
    const version = newestOf(pagesHere(play), kindNamed(page) ?? "budget");
    const [comment] = version === null ? [] : openComments(version);
    if (version !== null && comment !== undefined) {
      const { id } = comment;
      changePages(play, {
        kind: "answer",
        at: play.now,
        version: version.id,
        comment: id,
        accepted,
      });
    }
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof answering>>;

export const dropPage = {
  about: "Throws the page that was begun away; the one before it is there again.",
  takes: one,
  gives: {},
  perform({ page }, play) {
    const version = versionHere(play, kindNamed(page) ?? "budget");
    if (version !== null && shownAt(version) === null) {
      changePages(play, { kind: "drop", at: play.now, version: version.id });
    }
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof one>>;

/** For the next year; of a project, or of this year already, the same once more. */
export const nextPage = {
  about: "Begins the next version of a page with what stood in the last one.",
  takes: one,
  gives: {},
  perform({ page: named }, play) {
    const page = kindNamed(named) ?? "budget";
    const last = versionHere(play, page);
    if (last === null) return { gives: {} };
    const scope = scopeOf(last) ?? { kind: "year", year: yearHere(play) };
    const isAhead = scope.kind === "year" && scope.year > yearHere(play);
    const cells = isAhead ? nextVersion(last, scope) : (nextYear(last) ?? nextVersion(last, scope));
    changePages(play, openPage(play, newId(play), page, cells));
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof one>>;

export const listObjectives = {
  about: "The objectives of the newest page, to choose one.",
  takes: nothing,
  gives: { choices: "dyn" },
  perform(_, play) {
    const version = versionHere(play, "objectives");
    const choices = (version === null ? [] : objectivesOf(version)).map(({ n, what }) => ({
      id: String(n),
      label: { say: "pages.part.objective-what", with: { n } },
      about: { typed: shortened(what) },
    }));
    return { gives: { choices: json(choices) } };
  },
} satisfies Action<z.infer<typeof nothing>>;

export const keepProgress = {
  about: "Keeps how far an objective is.",
  takes: progressing,
  gives: {},
  perform({ line, how }, play) {
    noteProgress(play, Number(line), how);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof progressing>>;
