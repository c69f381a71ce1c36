import { z } from "zod";
import { plan, type Plan, type PlannedAction } from "../../diagnostic/plan.ts";
import { hasSentence, type Phrase } from "../../language/sentences.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import { coming } from "./webinars.ts";
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
            about: title(action),
          })),
          // On the subjects that need it most.
          ...(hasWebinarFor(play, last)
            ? [{ id: "webinar", label: { say: "result.webinar" } }]
            : []),
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
    with: { n: at + 1, title: title(action), within: within(action) },
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

function planOf(play: Play, { profile, settlement }: LastResult): Plan {
  return plan(play.book.rubric, profile, settlement);
}

function title(action: PlannedAction): Phrase {
  return { say: action.locked ? "result.locked-title" : `actions.${action.id}` };
}

function within({ days }: PlannedAction): Phrase {
  return { say: `words.within.days-${days <= 14 ? 14 : days <= 30 ? 30 : 90}` };
}

function card(play: Play, last: LastResult, action: PlannedAction): Phrase {
  const answer = givenAnswer(play, last, action.because);
  const phone = `actions.${action.id}.step.phone`;
  const onPhone = last.profile.equipment === "phones" && hasSentence(play.book.sentences, phone);
  const text: Phrase = {
    say: answer === null ? "result.card-estimated" : "result.card-text",
    with: {
      title: title(action),
      name: nameOf(action.because),
      answer: answer ?? "",
      step: { say: onPhone ? phone : `actions.${action.id}.step` },
      done: { say: `actions.${action.id}.done` },
      within: within(action),
      service: { say: `words.service.${action.service}` },
    },
  };
  const lines: Phrase[] = [text];
  if (last.profile.size === "51+") lines.push({ say: "result.card-lead" });
  if (last.profile.place === "rural" && online.has(action.service))
    lines.push({ say: "result.card-rural" });
  return { lines };
}

/** Services that put photos and texts online: what can be prepared where the network is weak. */
const online: ReadonlySet<string> = new Set(["site", "seo", "social", "p2p", "crowd"]);

/** What the law asks, then the preparation: never the title of the locked action (brief § 2.9). */
function lockedCard({ profile }: LastResult): Phrase {
  const donations = profile.type === "association" || profile.type === "fondation";
  const lines: Phrase[] = [{ say: donations ? "legal.lock" : "legal.lock-sales" }];
  if (donations) lines.push({ say: "actions.A26" }, { say: "actions.A26.step" });
  return { lines };
}
