import { z } from "zod";
import { intakeOf, sayingOf, services, stillToAsk, type Service } from "../../cases/intake.ts";
import { day } from "../../instant.ts";
import { render, type Phrase } from "../../language/sentences.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import { factsOf } from "./answers.ts";
import { addWords, hasOpenCase, request } from "./case.ts";
import { json, phrase } from "./last-result.ts";

const wished = z.strictObject({ service: z.string() });
const given = z.strictObject({ service: z.string(), asks: z.string(), answer: z.string() });

/** Answers to what a service needs, kept while they are being asked. */
const keptSchema = z
  .object({ service: z.enum(services), at: z.number(), answers: z.record(z.string(), z.string()) })
  .nullable()
  .catch(null);

/** Unfinished answers are kept so long (brief § 8). */
const keptFor = 30 * day;

/** An answer that was a sentence, in characters. */
const saidMost = 300;

export const beginService = {
  about: "The service that the conversation before speaks of; empty when none does.",
  takes: wished,
  gives: { service: "string" },
  perform({ service }, play) {
    return { gives: { service: service === "" ? fromBefore(play) : service } };
  },
} satisfies Action<z.infer<typeof wished>>;

/** An action of the plan, or a topic of the knowledge base, names the service that helps with it. */
function fromBefore(play: Play): string {
  const under = play.frames.at(-2);
  const { action, topic } = under?.values ?? {};
  const isPlan = under?.flow === "result" || under?.flow === "plan-check";
  if (isPlan && typeof action === "string") {
    return play.book.rubric.actions.find(({ id }) => id === action)?.service ?? "";
  }
  if (under?.flow === "answer" && typeof topic === "string") {
    return play.book.knowledge?.topics.get(Number(topic))?.service ?? "";
  }
  return "";
}

/** At most eight, and nothing that is known already. `asks` is empty when nothing is left. */
export const nextIntakeQuestion = {
  about: "The next thing a student needs to know for a service.",
  takes: wished,
  gives: { asks: "string", question: "dyn", choices: "dyn", isSaid: "bool" },
  perform({ service: named }, play) {
    const service = serviceNamed(named);
    const left = service === null ? [] : stillToAsk(service, known(play, service));
    const [next] = left;
    if (next === undefined) {
      return { gives: { asks: "", question: "", choices: [], isSaid: false } };
    }
    const choices = (next.choices ?? []).map((id) => ({
      id,
      label: { say: `${sayingOf(next.id)}.${id}` },
    }));
    return {
      gives: {
        asks: next.id,
        question: phrase({ say: sayingOf(next.id) }),
        choices: json(choices),
        isSaid: next.choices === null,
      },
    };
  },
} satisfies Action<z.infer<typeof wished>>;

export const keepIntake = {
  about: "Keeps what was answered about a service, also for later.",
  takes: given,
  gives: {},
  perform({ service: named, asks, answer }, play) {
    const service = serviceNamed(named);
    if (service === null || asks === "") return { gives: {} };
    const answers = { ...answersFor(play, service), [asks]: answer.slice(0, saidMost) };
    play.keep("contact.intake", { service, at: play.now, answers });
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof given>>;

/** The request goes to the team with all that was answered, and the case tells the date. */
export const askService = {
  about: "Opens a case for a service, or adds it to the open one.",
  takes: wished,
  gives: { open: "bool" },
  perform({ service: named }, play) {
    const service = serviceNamed(named) ?? "consult";
    const answers = answersFor(play, service);
    const open = hasOpenCase(play);
    const told = tell(play, service, answers);
    if (open) addWords(play, lines(play, service, told));
    else {
      const { skill, sensitive } = intakeOf(service);
      const reason = answers["deadline"] === "this-week" ? "date" : "work";
      request(play, reason, { skill, sensitive, words: own(play, service, answers), intake: told });
    }
    play.keep("contact.intake", null);
    return { gives: { open } };
  },
} satisfies Action<z.infer<typeof wished>>;

function serviceNamed(named: string): Service | null {
  return services.find((one) => one === named) ?? null;
}

/** The ids of everything that was answered before, here or in the diagnostic. */
function known(play: Play, service: Service): readonly string[] {
  const facts = Object.entries(factsOf(play.state.organization));
  return [
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [name])),
    ...Object.keys(answersFor(play, service)),
  ];
}

function answersFor(play: Play, service: Service): Readonly<Record<string, string>> {
  const kept = keptSchema.parse(play.state.facts["intake"] ?? null);
  return kept?.service === service && play.now - kept.at <= keptFor ? kept.answers : {};
}

/** What they answered, in words a student reads. */
function tell(
  play: Play,
  service: Service,
  answers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const say = (words: Phrase): string => render(play.book.sentences, words, "fr");
  const entries = intakeOf(service).questions.flatMap(({ id, choices }): [string, string][] => {
    const answer = answers[id];
    if (answer === undefined) return [];
    if (choices?.includes(answer) === true) {
      return [[id, say({ say: `${sayingOf(id)}.${answer}` })]];
    }
    return [[id, answer === "dont-know" ? say({ say: "system.dont-know" }) : answer]];
  });
  return { service, ...Object.fromEntries(entries) };
}

function lines(play: Play, service: Service, told: Readonly<Record<string, string>>): string {
  const name = render(play.book.sentences, { say: `words.service.${service}` }, "fr");
  const { service: _, ...rest } = told;
  return [name, ...Object.entries(rest).map(([id, answer]) => `${id}: ${answer}`)].join("\n");
}

/** The request in their own words: what they wrote themselves; else the name of the service. */
function own(play: Play, service: Service, answers: Readonly<Record<string, string>>): string {
  const said = intakeOf(service).questions.flatMap(({ id, choices }) => {
    const answer = answers[id];
    return choices === null && answer !== undefined && answer !== "dont-know" && id !== "city"
      ? [answer]
      : [];
  });
  const name = render(
    play.book.sentences,
    { say: `words.service.${service}` },
    play.state.language,
  );
  return [name, ...said].join(" · ");
}
