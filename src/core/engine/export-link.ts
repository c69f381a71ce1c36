import { minute, type Instant, day } from "../instant.ts";
import type { Sign } from "../webinar/certificate.ts";
import type { Flowbook } from "./book.ts";
import type { State } from "./state.ts";

/** The way to a copy of what is kept of somebody. What opens it stands nowhere but in the link. */
export interface ExportLink {
  /** Made from the secret in the link, which cannot be had from it. */
  readonly mark: string;
  readonly until: Instant;
  /** When it was used; null before. */
  readonly opened: Instant | null;
}

const worksFor = day;
/** Whoever opened it has so long to take the files with them. */
export const filesFor = 15 * minute;

/**
 * A link to a copy of what is kept: once, for a day; a later one takes its place. Null where nobody
 * keeps a secret for links.
 */
export function makeExportLink(
  { sign, publicUrl }: Pick<Flowbook, "sign" | "publicUrl">,
  state: State,
  seed: string,
  now: Instant,
): { readonly state: State; readonly url: string } | null {
  if (sign === null) return null;
  const secret = sign(JSON.stringify(["export", state.id, seed])).slice(0, 32);
  const exported = { mark: markOf(sign, secret), until: now + worksFor, opened: null };
  return {
    state: { ...state, exported },
    url: `${publicUrl ?? ""}/export/${state.id}.${secret}`,
  };
}

/** Whose link it is, and what opens it, by the last part of its path; null for none of ours. */
export function readExportLink(token: string): {
  readonly owner: string;
  readonly secret: string;
} | null {
  const [, owner, secret] = /^(c\d\d-[A-Za-z0-9-]{1,64})\.([0-9a-f]{32})$/u.exec(token) ?? [];
  return owner === undefined || secret === undefined ? null : { owner, secret };
}

/** Whether a link still leads somewhere: `new`, `open` for its files, or nowhere (any more). */
export function exportStands(
  exported: ExportLink | null,
  secret: string,
  sign: Sign,
  now: Instant,
): "new" | "open" | "gone" {
  if (exported === null || exported.mark !== markOf(sign, secret)) return "gone";
  if (exported.opened !== null) return now - exported.opened < filesFor ? "open" : "gone";
  return now < exported.until ? "new" : "gone";
}

/** What the page that opened it holds, and nobody else: whoever has only the link gets no file. */
export function fileTicket(exported: ExportLink, secret: string, sign: Sign): string {
  return sign(JSON.stringify(["export files", secret, exported.opened])).slice(0, 32);
}

function markOf(sign: Sign, secret: string): string {
  return sign(JSON.stringify(["export mark", secret])).slice(0, 32);
}
