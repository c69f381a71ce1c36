/** As deep as anything a client sends is nested, with room to spare. */
const deepest = 64;

/**
 * What a text says in JSON; undefined when it cannot be read.
 *
 * Neither can what is nested without end: reading it is harmless, but whatever walks it afterwards
 * (checking it, writing it again) would run out of stack.
 */
export function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isDeep(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Level by level, so that the check itself needs no stack. */
function isDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((each) =>
      typeof each === "object" && each !== null ? Object.values(each) : [],
    );
  }
  return false;
}
