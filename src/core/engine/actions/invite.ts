import { z } from "zod";
import { day, hour, type Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { ownerId } from "../../shard.ts";
import type { Action } from "./action.ts";
import { factsOf, profileFacts } from "./answers.ts";

const nothing = z.strictObject({});
const typedCode = z.strictObject({ typed: z.string() });

/** Letters and digits that nobody takes for one another, aloud or on paper. */
const letters = "ACDEFGHJKMNPQRTUVWXY";
const digits = "34679";
const alphabet = letters + digits;
const form = new RegExp(`^[${letters}][${alphabet}]{4}[${digits}]$`, "u");
const codeLength = 6;
const validFor = 2 * day;

/** Wrong codes one contact may try within an hour. */
const triesAnHour = 5;

/** The mailbox of a code. */
export function invitationOwner(code: string): string {
  return ownerId("j", code);
}

export const makeInvitation = {
  about: "A code of six characters with which a colleague joins, valid for two days.",
  takes: nothing,
  gives: { code: "string", until: "dyn" },
  perform(_, play) {
    const code = codeFrom(play.seed);
    const until = play.now + validFor;
    play.post(invitationOwner(code), { kind: "open", organization: play.organization().id, until });
    return { gives: { code, until: { date: until } } };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** The answer comes as the event `joined` or `refused`. */
export const redeemInvitation = {
  about: "Tries a code; `valid` is false when it cannot be one, or after too many tries.",
  takes: typedCode,
  gives: { valid: "bool" },
  perform({ typed }, play) {
    const code = codeIn(typed);
    const recent = recentTries(play.state.facts["codeTries"], play.now);
    if (code === null || recent.length >= triesAnHour) return { gives: { valid: false } };
    play.keep("contact.codeTries", [...recent, play.now]);
    play.post(invitationOwner(code), { kind: "redeem" });
    return { gives: { valid: true } };
  },
} satisfies Action<z.infer<typeof typedCode>>;

export const whereItStands = {
  about: "How many questions the organization has answered.",
  takes: nothing,
  gives: { answered: "double", questions: "double" },
  perform(_, play) {
    const values = factsOf(play.state.organization);
    const { questions, express } = play.book.rubric;
    const ids = [...profileFacts, ...[...questions, ...express.questions].map(({ id }) => id)];
    return {
      gives: {
        answered: ids.filter((id) => values[id] !== undefined).length,
        questions: ids.length,
      },
    };
  },
} satisfies Action<z.infer<typeof nothing>>;

/**
 * The code somebody typed, in a sentence or not; null when there is none. Not folded as answers are:
 * a letter three times in a row belongs to the code.
 */
export function codeIn(typed: string): string | null {
  const words = typed
    .normalize("NFKC")
    .replace(/[\u0660-\u0669]/gu, asciiDigit)
    .toUpperCase();
  return words.split(/[^A-Z0-9]+/u).find((word) => form.test(word)) ?? null;
}

function asciiDigit(digit: string): string {
  return String(digit.charCodeAt(0) - 0x0660);
}

/** Whether somebody sent a code and nothing else, just as it was given to them. */
export function isBareCode(typed: string): boolean {
  const code = typed.trim();
  return code === codeIn(code);
}

/** Five letters or digits and a digit, so that a code is never taken for a word. */
function codeFrom(seed: string): string {
  let rest = BigInt(`0x${seed}`);
  const draw = (from: string): string => {
    const drawn = from[Number(rest % BigInt(from.length))] ?? "";
    rest /= BigInt(from.length);
    return drawn;
  };
  return Array.from({ length: codeLength }, (_, place) =>
    draw(place === codeLength - 1 ? digits : place === 0 ? letters : alphabet),
  ).join("");
}

function recentTries(kept: Json | undefined, now: Instant): readonly number[] {
  return z
    .array(z.number())
    .parse(kept ?? [])
    .filter((at) => now - at < hour);
}
