import type { Dimension, OrganizationType } from "../diagnostic/answers.ts";
import type { Instant } from "../instant.ts";
import type { Language } from "../language/languages.ts";
import type { Listed } from "./catalogue.ts";
import { startOf } from "./plan.ts";

/** For whom webinars are looked for: what a diagnostic knows, null where it does not. */
export interface Seeker {
  readonly language: Language;
  /** Lowest first: the first two decide. */
  readonly dimensions: readonly Dimension[];
  readonly level: number | null;
  readonly type: OrganizationType | null;
}

/**
 * The webinars one may still register for, in the order to propose them; two are enough for a
 * message (brief § 5.1). First those meant for this kind of organization and its level, then those
 * on its two lowest dimensions, then those in its language; of equals the earliest. Full ones last.
 */
export function fitting(
  webinars: readonly Listed[],
  seeker: Seeker,
  now: Instant,
): readonly Listed[] {
  return webinars
    .filter(({ webinar }) => webinar.state === "published" && now < startOf(webinar))
    .map((listed) => ({ listed, rank: rankOf(listed, seeker) }))
    .toSorted((one, other) => compare(one.rank, other.rank))
    .map(({ listed }) => listed);
}

/** Smaller is better, the first difference decides. */
function rankOf({ webinar, left }: Listed, seeker: Seeker): readonly number[] {
  const { dimensions, levels, types } = webinar.audience;
  const isFor =
    (types.length === 0 || seeker.type === null || types.includes(seeker.type)) &&
    (levels.length === 0 || seeker.level === null || levels.includes(seeker.level));
  const needed = seeker.dimensions.slice(0, 2).findIndex((one) => dimensions.includes(one));
  const spoken = webinar.spoken.findIndex((one) => isSame(one, seeker.language));
  return [
    left === 0 ? 1 : 0,
    isFor ? 0 : 1,
    needed === -1 ? 2 : needed,
    spoken === -1 ? webinar.spoken.length : spoken,
    startOf(webinar),
  ];
}

/** Darija is one language to the ear. */
function isSame(one: Language, other: Language): boolean {
  return one.slice(0, 3) === other.slice(0, 3);
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return (one[at] ?? 0) - (other[at] ?? 0);
}
