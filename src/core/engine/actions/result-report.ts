import type { Document } from "../../documents/document.ts";
import type { ReportEdition } from "../../documents/result-report.ts";
import type { DimensionScore } from "../../diagnostic/score.ts";
import type { Plan, PlannedAction } from "../../diagnostic/plan.ts";
import type { Language } from "../../language/languages.ts";
import type { Phrase } from "../../language/sentences.ts";
import type { Play } from "../play.ts";
import { dimensionName, givenAnswer, nameOf, type LastResult } from "./last-result.ts";
import { lawOf, planOf, stepOf, titleOf, withinOf } from "./plan.ts";
import { roleFor } from "./result.ts";
import { bandOf, barOf, dayOf, headOf, resultAt, tellerOf, type Teller } from "./shown-result.ts";

/** The last result with its plan: every edition is made of the same values. */
export function reportOf(play: Play, last: LastResult, languages: readonly Language[]): Document {
  const plan90 = planOf(play, last);
  return {
    form: "result-report",
    editions: languages.map((language) => editionOf(play, last, plan90, language)),
  };
}

function editionOf(play: Play, last: LastResult, plan90: Plan, language: Language): ReportEdition {
  const tell = tellerOf(play, language);
  const { structure, ...head } = headOf(tell, last);
  const { score } = last;
  const has = plan90.actions.length > 0;
  return {
    language,
    heading: tell({ say: "documents.report-page.heading" }),
    organization: structure,
    date: dayOf(resultAt(play), language),
    ...head,
    dimensions: {
      heading: tell({ say: "documents.report-page.dimensions" }),
      rows: score.dimensions.map((one) => ({
        name: tell(dimensionName(one.dimension)),
        ...barOf(tell, one, last.variant === "court"),
        sentence: tell(sentenceFor(one, plan90, last)),
      })),
    },
    remarks: remarksOf(last, plan90).map(tell),
    plan: {
      heading: tell({ say: "documents.report-page.plan" }),
      lead: tell({ say: `documents.report-page.${has ? "lead" : "no-plan"}` }),
      actions: plan90.actions.map((action) => card(play, last, tell, action)),
    },
    footer: tell({
      say: "documents.report-page.footer",
      with: { rubric: play.state.organization?.results.at(-1)?.rubric ?? "" },
    }),
  };
}

/** One sentence: how far it has come, and what the plan does about it. */
function sentenceFor(one: DimensionScore, plan90: Plan, last: LastResult): Phrase {
  if (!one.sure) {
    const role = { say: `words.role.${roleFor(one.dimension)}` };
    return { say: "documents.report-page.unsure", with: { role } };
  }
  const band = { say: `documents.report-page.band-${bandOf(one)}` };
  const planned = plan90.actions.find(({ dimension }) => dimension === one.dimension);
  // Eight questions see too little of a dimension to say more than what is to be done.
  if (last.variant === "court") {
    return planned === undefined
      ? ""
      : { say: "documents.report-page.planned-estimated", with: { title: titleOf(planned) } };
  }
  if (planned === undefined) return band;
  return { say: "documents.report-page.planned", with: { band, title: titleOf(planned) } };
}

function remarksOf({ score }: LastResult, { verify }: Plan): readonly Phrase[] {
  const held = { list: score.heldBy.map((dimension) => dimensionName(dimension)) };
  const [unsure] = score.dimensions.filter(({ sure }) => !sure);
  const role = { say: `words.role.${roleFor(unsure?.dimension ?? "")}` };
  return [
    ...(score.heldBy.length > 0 ? [{ say: "result.held", with: { held } }] : []),
    ...(verify.length > 0
      ? [{ say: "result.verify", with: { role, verify: { list: verify.map(nameOf) } } }]
      : []),
  ];
}

/** Brief § 2.8; a locked one shows what the law asks, never its title (§ 2.9). */
function card(
  play: Play,
  last: LastResult,
  tell: Teller,
  action: PlannedAction,
): ReportEdition["plan"]["actions"][number] {
  const fact = (name: string, value: Phrase) => ({
    label: tell({ say: `documents.report-page.${name}` }),
    value: tell(value),
  });
  if (action.locked) {
    const [law, ...prepare] = lawOf(last);
    return {
      title: tell(titleOf(action)),
      facts: [fact("law", law ?? ""), ...prepare.map((one) => fact("prepare", one))],
    };
  }
  const answer = givenAnswer(play, last, action.because);
  const name = nameOf(action.because);
  const why: Phrase =
    answer === null
      ? { say: "documents.report-page.because-estimated", with: { name } }
      : { say: "documents.report-page.because", with: { name, answer } };
  return {
    title: tell(titleOf(action)),
    facts: [
      fact("why", why),
      fact("step", { say: stepOf(play, last, action) }),
      fact("done", { say: `actions.${action.id}.done` }),
      fact("when", withinOf(action)),
      fact("help", { say: `words.service.${action.service}` }),
    ],
  };
}
