import { z } from "zod";
import type { Json } from "../../json.ts";
import { choose } from "../../language/choose.ts";
import { render, type Phrase } from "../../language/sentences.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import { factsOf, profileFacts } from "./answers.ts";

const wanted = z.strictObject({ about: z.string(), page: z.number() });
const one = z.strictObject({ question: z.string() });

/** Answers a page of the list holds, so that « more » still fits. */
const pageSize = 9;

export const findAnswer = {
  about: "The earlier answer a person names, or the list of those given: `one`, `list` or `none`.",
  takes: wanted,
  gives: { found: "string", question: "string", choices: "dyn" },
  perform({ about, page }, play) {
    const names = answered(play);
    if (names.length === 0) return { gives: { found: "none" } };
    const candidates = about === "" ? [] : named(play, names, about);
    const [only] = candidates;
    if (candidates.length === 1 && only !== undefined)
      return { gives: { found: "one", question: only } };
    const listed = candidates.length > 1 ? candidates : paged(names, page);
    return { gives: { found: "list", choices: choicesOf(play, listed, names.length) } };
  },
} satisfies Action<z.infer<typeof wanted>>;

export const revisit = {
  about: "Asks an earlier question again; its flow goes on from the new answer.",
  takes: one,
  gives: {},
  perform: ({ question }) => ({
    gives: {},
    move: { kind: "revisit", flow: "diagnostic", step: question },
  }),
} satisfies Action<z.infer<typeof one>>;

/** What was answered, latest first. */
function answered(play: Play): readonly string[] {
  const values = factsOf(play.state.organization);
  const { rubric } = play.book;
  const order = [
    ...profileFacts,
    ...rubric.express.questions.map(({ id }) => id),
    ...rubric.questions.map(({ id }) => id),
  ];
  const at = (name: string): number => play.state.organization?.values[name]?.[1] ?? 0;
  return order.filter((name) => values[name] !== undefined).toSorted((a, b) => at(b) - at(a));
}

function named(play: Play, names: readonly string[], about: string): readonly string[] {
  const { language } = play.state;
  const options = names.map((name) => ({
    labels: ["name", null].map((child) => {
      const key = nameKey(play, name);
      return render(
        play.book.sentences,
        { say: child === null ? key.slice(0, -5) : key },
        language,
        {
          org: "",
        },
      );
    }),
  }));
  const chosen = choose({ language, kind: "list", options }, about);
  if (chosen.kind === "option") return [names[chosen.index] ?? ""];
  if (chosen.kind === "ambiguous") return chosen.candidates.map((index) => names[index] ?? "");
  return [];
}

function paged(names: readonly string[], page: number): readonly string[] {
  const from = names.length <= pageSize + 1 ? 0 : (page * pageSize) % names.length;
  return names.slice(from, from + (names.length <= pageSize + 1 ? pageSize + 1 : pageSize));
}

function choicesOf(play: Play, listed: readonly string[], all: number): Json {
  const choices: { id: string; label: Phrase }[] = listed.map((name) => ({
    id: name,
    label: { say: nameKey(play, name) },
  }));
  if (listed.length < all && listed.length <= pageSize) {
    choices.push({ id: "more", label: { say: "correct.more" } });
  }
  return choices;
}

function nameKey(play: Play, name: string): string {
  return `${play.book.questions.get(name) ?? `diagnostic.${name}`}.name`;
}
