import { keptFor } from "./advance.ts";
import type { Play } from "./play.ts";

/**
 * Unfinished answers are kept 30 days (brief § 8): the older ones of the organization go. What a
 * colleague said since then stays, and so does the profile of an organization that has a result.
 * False when there was nothing to forget.
 */
export function forgetUnfinished(play: Play): boolean {
  const { organization } = play.state;
  if (organization === null || play.orgValue("finished") === true) return false;
  const { questions, express } = play.book.rubric;
  const scored = new Set([...questions, ...express.questions].map(({ id }) => id));
  const old = Object.entries(organization.values).filter(
    ([name, [value, at]]) =>
      value !== null &&
      play.now - at > keptFor &&
      (organization.results.length === 0 || scored.has(name)),
  );
  for (const [name] of old) play.keep(`org.${name}`, null);
  return old.length > 0;
}
