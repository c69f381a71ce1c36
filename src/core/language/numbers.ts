import type { Role, Segment } from "./read.ts";

/** The numbers a question takes, and of how many levels one may speak ("3 sur 5"). */
export interface Range {
  readonly first: number;
  readonly last: number;
  readonly total: number;
}

/** `outside` is a number the question does not take; `unclear` one that may be no answer. */
export type NumberSaid =
  | { readonly kind: "one"; readonly value: number }
  | { readonly kind: "two"; readonly values: readonly [number, number] }
  | { readonly kind: "outside" }
  | { readonly kind: "unclear" }
  | { readonly kind: "nothing" };

/**
 * The number a message answers with: digits, a number word, an ordinal or "the last".
 *
 * A number among unknown words counts only when it is announced as a choice ("option 2 car ...").
 */
export function numberSaid(segments: readonly Segment[], range: Range): NumberSaid {
  const spoken = withoutArticles(withoutTotal(letterChosen(segments), range));
  const numbers = spoken.filter((segment) => isNumber(segment));
  if (numbers.length === 0)
    return spoken.some((s) => s.roles.has("odd-number"))
      ? { kind: "outside" }
      : { kind: "nothing" };
  if (spoken.some((s) => s.roles.has("odd-number"))) return { kind: "outside" };
  const values = [...new Set(numbers.map((segment) => valueOf(segment, range)))];
  const taken = (value: number) => value >= range.first && value <= range.last;
  const around = spoken.filter((segment) => !isNumber(segment));
  if (!clear(spoken, around, numbers))
    return values.every((value) => value <= range.last) ? { kind: "unclear" } : { kind: "outside" };
  const [one, two, ...more] = values;
  if (one === undefined || more.length > 0) return { kind: "outside" };
  if (two === undefined)
    return taken(one) || one === 0 ? { kind: "one", value: one } : { kind: "outside" };
  if (!taken(one) || !taken(two)) return { kind: "outside" };
  return { kind: "two", values: [Math.min(one, two), Math.max(one, two)] };
}

function isNumber(segment: Segment): boolean {
  return ["number", "ordinal", "last"].some((role) => segment.roles.has(role as Role));
}

function valueOf(segment: Segment, range: Range): number {
  return segment.roles.has("last") ? range.last - segment.value : segment.value;
}

/** "4 out of 5" speaks of four. "3/5" too, but "4/5" may be four or five. */
function withoutTotal(segments: readonly Segment[], range: Range): readonly Segment[] {
  const spoken: Segment[] = [];
  for (const segment of segments) {
    const fraction = /^(\d{1,2})\/(\d{1,2})$/.exec(segment.words[0] ?? "");
    if (fraction !== null && segment.roles.has("odd-number")) {
      const [part, whole] = [Number(fraction[1]), Number(fraction[2])];
      spoken.push(numeral(segment, part));
      if (whole !== range.total || whole - part === 1) spoken.push(numeral(segment, whole));
      continue;
    }
    const link = spoken.at(-1);
    const part = spoken.at(-2);
    const total =
      segment.roles.has("number") &&
      segment.value === range.total &&
      part !== undefined &&
      isNumber(part) &&
      /^(?:sur|of|من|علي|mn|men|3la)$/u.test(link?.words.at(-1) ?? "");
    if (total) spoken.pop();
    else spoken.push(segment);
  }
  return spoken;
}

/** "the third one", "un 3": a weak number word beside another number is only an article. */
function withoutArticles(segments: readonly Segment[]): readonly Segment[] {
  const weak = (segment: Segment | undefined) =>
    segment?.roles.has("number") === true && !segment.firm;
  return segments.filter((segment, at) => {
    if (!weak(segment)) return true;
    const [before, after] = [segments[at - 1], segments[at + 1]];
    const ordinal = before?.roles.has("ordinal") === true || before?.roles.has("last") === true;
    return !ordinal && !(after !== undefined && isNumber(after) && !weak(after));
  });
}

function numeral(segment: Segment, value: number): Segment {
  return { ...segment, roles: new Set<Role>(["number"]), value };
}

const weWords = /^(?:on|nous|we|نحن|حنا|احنا|7na|hna|7naya|7ena|hena)$/u;

const letters = ["a", "b", "c", "d", "e", "f"];
const arabicLetters = ["ا", "ب", "ج", "د", "ه", "و"];

/** "option b", "الخيار ب": a letter announced as a choice is its place in the alphabet. */
function letterChosen(segments: readonly Segment[]): readonly Segment[] {
  const at = segments.findIndex(
    (segment, place) => segment.words.length === 1 && segments[place - 1]?.roles.has("naming"),
  );
  const found = segments[at];
  if (found === undefined || at !== segments.length - 1 || segments.some(isNumber)) return segments;
  const letter = found.words[0] ?? "";
  const place = Math.max(letters.indexOf(letter), arabicLetters.indexOf(letter));
  return place === -1 ? segments : [...segments.slice(0, at), numeral(found, place + 1)];
}

function clear(
  spoken: readonly Segment[],
  around: readonly Segment[],
  numbers: readonly Segment[],
): boolean {
  const any = (role: Role) => around.some((segment) => segment.roles.has(role));
  if (any("units") || any("manyAtOnce")) return false;
  // "7na jouj" counts those who speak; "7na f jouj" answers.
  if (
    spoken.some(
      (s, at) =>
        weWords.test(s.words.join(" ")) &&
        spoken[at + 1] !== undefined &&
        isNumber(spoken[at + 1]!),
    )
  )
    return false;
  // "on a 3 ordinateurs" counts; "on est au niveau 3" answers.
  if (
    spoken.some(
      (s, at) => s.roles.has("having") && spoken[at + 1] !== undefined && isNumber(spoken[at + 1]!),
    )
  )
    return false;
  if (around.some(negates)) return false;
  if (any("questions")) return false;
  const unknown = around.some((segment) => segment.roles.size === 0 || segment.roles.has("buts"));
  const contradicted = around.some((s) => s.roles.has("dont-know"));
  if (contradicted) return false;
  if (!unknown) return numbers.some((s) => s.firm) || around.every(saysLittle);
  if (numbers.length > 1) return false;
  return announced(spoken);
}

/** "la 2" in French and "no 3" in English negate nothing. */
function negates(segment: Segment): boolean {
  if (!segment.roles.has("negators") || segment.roles.has("naming")) return false;
  return !segment.roles.has("carrying") && (segment.firm || !segment.roles.has("no"));
}

function saysLittle(segment: Segment): boolean {
  // "la première": no other word so short is both an article and a no.
  if (segment.words[0] === "la" && !segment.firm) return true;
  return (["polite", "naming", "carrying", "hello", "yes", "pleasantry"] as const).some((role) =>
    segment.roles.has(role),
  );
}

/** "réponse 3 car nous publions parfois": the number is named, and a reason may follow it. */
function announced(spoken: readonly Segment[]): boolean {
  const at = spoken.findIndex(isNumber);
  const before = spoken[at - 1];
  const after = spoken[at + 1];
  if (spoken[at]?.firm !== true || before?.roles.has("naming") !== true) return false;
  return after === undefined || after.roles.has("reasons");
}
