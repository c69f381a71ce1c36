import type { Call, InboundParts } from "../fakes/twilio/webhooks.ts";

/** How somebody answers: by tapping what is shown, or by typing the number of the line. */
export type Manner = "tap" | "digit";

/** A choice of a message: its name in the flow, its number, and the tap where it can be tapped. */
interface Choice {
  readonly name: string | null;
  readonly digit: string;
  readonly tap: Omit<InboundParts, "from"> | null;
}

/**
 * What this message is answered: the named choice where it offers one, else the one that `number`
 * (how many questions were answered before) points at. Null when it asks nothing.
 */
export function answerTo(
  call: Call,
  names: readonly string[],
  number: number,
  manner: Manner,
): Omit<InboundParts, "from"> | null {
  const choices = choicesOf(call);
  const known = choices.filter(({ name }) => name !== "dont-know");
  const chosen =
    choices.find(({ name }) => name !== null && names.includes(name)) ??
    known[(number * 7 + 3) % Math.max(1, known.length)];
  if (chosen === undefined) return null;
  return manner === "tap" && chosen.tap !== null ? chosen.tap : { body: chosen.digit };
}

/** The names in the flow of what a message offers, where it can be tapped. */
export function offered(call: Call): readonly string[] {
  return choicesOf(call).flatMap(({ name }) => name ?? []);
}

function choicesOf({ shown, body }: Call): readonly Choice[] {
  const taps = shown?.choices ?? [];
  if (taps.length > 0) {
    return taps.map(({ id, label }, at) => {
      const name = id.slice(id.indexOf(":") + 1);
      const tap =
        shown?.open === null
          ? { buttonPayload: id, buttonText: label }
          : { listId: id, listTitle: label };
      return { name, digit: name === "dont-know" ? "0" : String(at + 1), tap };
    });
  }
  return [...(body ?? "").matchAll(/^\u200F?(\d+)\. /gmu)].map((match) => {
    const digit = match[1] ?? "";
    return { name: digit === "0" ? "dont-know" : null, digit, tap: null };
  });
}
