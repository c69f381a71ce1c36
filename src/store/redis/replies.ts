import type { Json } from "../../core/json.ts";

/** What a script may answer. */
export type Reply = null | string | number | readonly Reply[];

export function asList(reply: Reply | undefined): readonly Reply[] {
  if (typeof reply === "object" && reply !== null) return reply;
  throw new TypeError("A script answered no list.");
}

export function asText(reply: Reply | undefined): string {
  if (typeof reply === "string") return reply;
  throw new TypeError("A script answered no text.");
}

export function asTexts(reply: Reply | undefined): readonly string[] {
  return asList(reply).map(asText);
}

/** The names and values of a map, which a script answers one after the other. */
export function asPairs(reply: Reply | undefined): readonly (readonly [string, string])[] {
  const list = asTexts(reply);
  return list.flatMap((name, place) =>
    place % 2 === 0 ? [[name, list[place + 1] ?? ""] as const] : [],
  );
}

/** A line's fields: `count` of them, the last with all that follows. */
export function fieldsOf(text: string, count: number): readonly string[] {
  const fields: string[] = [];
  let rest = text;
  while (fields.length < count - 1) {
    const end = rest.indexOf("\n");
    fields.push(rest.slice(0, end));
    rest = rest.slice(end + 1);
  }
  return [...fields, rest];
}

/** Reads JSON that this store wrote. The caller knows what it wrote under that key. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it names what was written
export function parse<Kept = Json>(text: string): Kept {
  // Only `JSON.stringify` of such a value is ever written there.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as Kept;
}
