import { z } from "zod";
import { plan, type Plan, type PlannedAction } from "../../diagnostic/plan.ts";
import { hasSentence, type Phrase } from "../../language/sentences.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import { coming } from "./webinar-meant.ts";
import { givenAnswer, json, lastResult, nameOf, phrase, type LastResult } from "./last-result.ts";

const nothing = z.strictObject({});
const chosen = z.strictObject({ action: z.string() });

export const readPlan = {
  about: "The 90-day plan: one line an action, and a choice to open each; then what else there is.",
  takes: nothing,
  gives: { overview: "dyn", choices: "dyn" },
  perform(_, play) {
    const last = lastResult(play);
    if (last === null) return { gives: {} };
    const plan90 = planOf(play, last);
    return {
      gives: {
        overview: json({ lines: planLines(plan90) }),
        choices: json([
          ...plan90.actions.map((action, at) => ({
            id: action.id,
            label: { say: "result.plan-choice", with: { n: at + 1 } },
            about: titleOf(action),
          })),
          // On the subjects that need it most.
          ...(hasWebinarFor(play, last)
            ? [{ id: "webinar", label: { say: "result.webinar" } }]
            : []),
          { id: "documents", label: { say: "documents.offer" } },
          { id: "compare", label: { say: "result.next-without.compare" } },
        ]),
      },
    };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** Brief § 2.8: title, why, first step, done when, how long, which service. Locked ones show the law only. */
export const readCard = {
  about: "The card of one action of the plan.",
  takes: chosen,
  gives: { card: "dyn", mayChoose: "bool" },
  perform({ action: id }, play) {
    const last = lastResult(play);
    const action = last && planOf(play, last).actions.find((one) => one.id === id);
    if (last === null || action === undefined || action === null) {
      return { gives: { card: { say: "result.none" }, mayChoose: false } };
    }
    const isChosen = play.state.chosen.some((one) => one.action === id && !one.done);
    return {
      gives: {
        card: phrase(action.locked ? lockedCard(last) : card(play, last, action)),
        mayChoose: !action.locked && !isChosen,
      },
    };
  },
} satisfies Action<z.infer<typeof chosen>>;

/** « 1. titre (dans 2 semaines) », as many as asked for. */
export function planLines(plan90: Plan, most = plan90.actions.length): readonly Phrase[] {
  return plan90.actions.slice(0, most).map((action, at) => ({
    say: "result.plan-line",
    with: { n: at + 1, title: titleOf(action), within: withinOf(action) },
  }));
}

/** Whether a webinar to come is about one of the two lowest dimensions. */
function hasWebinarFor(play: Play, { score }: LastResult): boolean {
  const lowest = [...score.dimensions]
    .toSorted((one, other) => one.points - other.points)
    .slice(0, 2)
    .map(({ dimension }) => dimension);
  return coming(play, "").some(({ webinar }) =>
    webinar.audience.dimensions.some((one) => lowest.includes(one)),
  );
}

/** The plan of the last result, behind the lock of the law. */
export function planOf(play: Play, { profile, settlement }: LastResult): Plan {
  return plan(play.book.rubric, profile, settlement);
}

/** What an action is called; a locked one never by its own title (brief § 2.9). */
export function titleOf(action: PlannedAction): Phrase {
  return { say: action.locked ? "result.locked-title" : `actions.${action.id}` };
}

export function withinOf({ days }: PlannedAction): Phrase {
  return { say: `words.within.days-${days <= 14 ? 14 : days <= 30 ? 30 : 90}` };
}

function card(play: Play, last: LastResult, action: PlannedAction): Phrase {
  const answer = givenAnswer(play, last, action.because);
  const text: Phrase = {
    say: answer === null ? "result.card-estimated" : "result.card-text",
    with: {
      title: titleOf(action),
      name: nameOf(action.because),
      answer: answer ?? "",
      step: { say: stepOf(play, last, action) },
      done: { say: `actions.${action.id}.done` },
      within: withinOf(action),
      service: { say: `words.service.${action.service}` },
    },
  };
  const lines: Phrase[] = [text];
  if (last.profile.size === "51+") lines.push({ say: "result.card-lead" });
  if (last.profile.place === "rural" && online.has(action.service))
    lines.push({ say: "result.card-rural" });
  return { lines };
}

/** The key of an action's first step, as it is done with what they have. */
export function stepOf(play: Play, last: LastResult, { id }: PlannedAction): string {
  const phone = `actions.${id}.step.phone`;
  const onPhone = last.profile.equipment === "phones" && hasSentence(play.book.sentences, phone);
  return onPhone ? phone : `actions.${id}.step`;
}

/** Services that put photos and texts online: what can be prepared where the network is weak. */
const online: ReadonlySet<string> = new Set(["site", "seo", "social", "p2p", "crowd"]);

/** What the law asks, then the preparation: never the title of the locked action (brief § 2.9). */
function lockedCard(last: LastResult): Phrase {
  return { lines: lawOf(last) };
}

/** The law, then each thing to prepare. */
export function lawOf({ profile }: LastResult): readonly Phrase[] {
  const donations = profile.type === "association" || profile.type === "fondation";
  const lines: Phrase[] = [{ say: donations ? "legal.lock" : "legal.lock-sales" }];
  if (donations) lines.push({ say: "actions.A26" }, { say: "actions.A26.step" });
  return lines;
}
