import type { Json } from "../json.ts";
import { mergePages } from "../pages/pages.ts";
import { merge, pagesOf, resultsKept, type Organization } from "./organization.ts";
import type { Play } from "./play.ts";
import type { Mail } from "./turn.ts";

/**
 * A colleague answered, finished or joined: takes over what is new. The pending question stays;
 * an answer of this contact that somebody changed is told with the next message.
 */
export function receiveOrganization(
  play: Play,
  mail: Extract<Mail, { kind: "organization" }>,
): void {
  const mine = play.state.organization;
  // What arrives was written by `organizations.ts` with this very shape.
  const theirs = mail.organization as unknown as Organization;
  if (mine === null || mine.id !== theirs.id) return;
  const values = merge(mine.values, theirs.values);
  const overruled = mail.changed.filter(
    (name) => mine.values[name]?.[2] === "" && mine.values[name][0] !== values[name]?.[0],
  );
  play.setOrganization({
    ...mine,
    values,
    members: theirs.members,
    results: theirs.results.length > 0 ? theirs.results.slice(-resultsKept) : mine.results,
    ...(theirs.pages === undefined ? {} : { pages: mergePages(pagesOf(mine), theirs.pages) }),
  });
  const names = overruled
    .map((name) => play.book.questions.get(name))
    .filter((key) => key !== undefined);
  play.state = {
    ...play.state,
    notices: [
      ...play.state.notices,
      ...names.map((key) => ({
        say: "system.colleague-changed",
        with: { name: { say: `${key}.name` } },
      })),
    ].slice(-3),
  };
}

/** The code was right: from now on the contact speaks for this organization. */
export function joinOrganization(play: Play, snapshot: Json): void {
  const left = play.state.organization;
  // Written by `organizations.ts` with this very shape.
  const organization = snapshot as unknown as Organization;
  if (left !== null && left.id !== organization.id) play.post(left.id, { kind: "depart" });
  play.setOrganization(organization);
}
