import { z } from "zod";
import { currentFlow } from "../book.ts";
import type { Json } from "../../json.ts";
import type { Phrase } from "../../language/sentences.ts";
import type { Play } from "../play.ts";
import { keptAs, type Asking } from "../steps/ask.ts";
import type { Action } from "./action.ts";
import { answerWords } from "./answers.ts";

const tap = z.strictObject({ flow: z.string(), step: z.string(), choice: z.string() });

export const describeChange = {
  about: "The question an old button belongs to, what was answered and what the button says.",
  takes: tap,
  gives: { name: "dyn", before: "dyn", after: "dyn" },
  perform(taken, play) {
    const asking = askingOf(play, taken);
    const name = asking && keptAs(asking);
    if (asking === null || name === null) return { gives: {} };
    const known = play.orgValue(name);
    const before: Phrase =
      known === undefined ? { say: "change.offer.nothing-before" } : answerWords(play, name, known);
    return {
      gives: {
        name: { say: `${asking.ask}.name` },
        before: json(before),
        after: json(answerWords(play, name, valueOfChoice(asking, taken.choice))),
      },
    };
  },
} satisfies Action<z.infer<typeof tap>>;

export const changeAnswer = {
  about: "Takes the answer of an old button after the person said yes.",
  takes: tap,
  gives: {},
  perform(taken, play) {
    const asking = askingOf(play, taken);
    const name = asking && keptAs(asking);
    if (asking !== null && name !== null)
      play.keep(`org.${name}`, valueOfChoice(asking, taken.choice));
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof tap>>;

function askingOf(play: Play, { flow, step }: z.infer<typeof tap>): Asking | null {
  return currentFlow(play.book, flow).steps.get(step)?.asking ?? null;
}

function valueOfChoice(asking: Asking, choice: string): string | number {
  return asking.score === true && /^\d$/u.test(choice) ? Number(choice) : choice;
}

/** Phrases are JSON by construction. */
function json(phrase: Phrase): Json {
  return phrase;
}
