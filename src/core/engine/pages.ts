import type { Json } from "../json.ts";
import { applyToPages, type PageOperation, type PageRefusal } from "../pages/operations.ts";
import type { Pages } from "../pages/pages.ts";
import { pagesOf } from "./organization.ts";
import type { Play } from "./play.ts";

/**
 * Does something to the organization's pages: at once in this contact's copy, and by mail in the
 * organization, which tells the others. Answers why when it could not be done; then nothing happened.
 *
 * Several operations are done together or not at all, and travel in one mail.
 */
export function changePages(
  play: Play,
  ...operations: readonly PageOperation[]
): { readonly refused: PageRefusal } | null {
  if (operations.length === 0) return null;
  const organization = play.organization();
  let pages = pagesOf(organization);
  for (const operation of operations) {
    const done = applyToPages(pages, operation, "");
    if (done.kind === "refused") return { refused: done.why };
    pages = done.pages;
  }
  play.setOrganization({ ...organization, pages });
  // Operations are plain data.
  play.post(organization.id, { kind: "pages", operations: operations as unknown as Json });
  return null;
}

/** The pages as this contact knows them. */
export function pagesHere(play: Play): Pages {
  return pagesOf(play.state.organization);
}

/** An id for a version, a line or a comment that is new in this turn: nobody else makes the same. */
export function newId(play: Play, position = 0): string {
  return `${play.seed.slice(0, 10)}-${position}`;
}
