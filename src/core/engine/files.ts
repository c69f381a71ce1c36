import { mediaTypeOf, type Document } from "../documents/document.ts";
import { day, type Instant } from "../instant.ts";
import type { FileLink } from "../message.ts";
import type { Sign } from "../webinar/certificate.ts";
import type { Flowbook } from "./book.ts";
import type { State } from "./state.ts";

/** A file that was made for a contact: what it shows is kept, and drawn when somebody fetches it. */
export interface KeptFile {
  /** The move that made it and its number within, so that a turn played twice makes the same link. */
  readonly id: string;
  readonly document: Document;
  /** From then on its link leads nowhere. */
  readonly until: Instant;
}

/** A document is a few kilobytes, and the whole state is read in every turn. */
const most = 4;
const keptFor = day;

/** What a link to a file may be called: nothing of the person stands in it. */
export const fileName = /^[a-z0-9]+(?:-[a-z0-9]+)*\.(?:pdf|png|xlsx)$/u;

/**
 * Keeps a document for a day, and gives the link by which it is fetched; the oldest of five gives way.
 *
 * `name` is what the file is called, in plain ASCII and the same for everybody: it stands in the link.
 * `file` is null where nobody keeps a secret for links (`book.sign`): then the words must do.
 */
export function keepFile(
  { sign, publicUrl }: Pick<Flowbook, "sign" | "publicUrl">,
  state: State,
  document: Document,
  name: string,
  now: Instant,
): { readonly state: State; readonly file: FileLink | null } {
  if (sign === null) return { state, file: null };
  const ofThisMove = state.files.filter((one) => one.id.startsWith(`${state.moves}-`)).length;
  const id = `${state.moves}-${ofThisMove + 1}`;
  const kept = state.files.filter(({ until }) => until > now);
  const files = [...kept, { id, document, until: now + keptFor }].slice(-most);
  const code = linkCode(sign, state.id, id, name);
  const url = `${publicUrl ?? ""}/d/${state.id}.${id}.${code}/${name}`;
  return { state: { ...state, files }, file: { url, name, type: mediaTypeOf(document) } };
}

/** What only we can put into a link: 96 bits. */
export function linkCode(sign: Sign, owner: string, id: string, name: string): string {
  return sign(JSON.stringify(["file", owner, id, name])).slice(0, 24);
}

/** What a link names, by its path: `/d/<owner>.<id>.<code>/<name>`; null for what is none of ours. */
export function readLink(path: string): {
  readonly owner: string;
  readonly id: string;
  readonly code: string;
  readonly name: string;
} | null {
  const [, owner, id, code, name] =
    /^\/d\/(c\d\d-[A-Za-z0-9-]{1,64})\.(\d{1,9}-\d{1,3})\.([0-9a-f]{24})\/([a-z0-9.-]{1,64})$/u.exec(
      path,
    ) ?? [];
  if (owner === undefined || id === undefined || code === undefined) return null;
  return name !== undefined && fileName.test(name) ? { owner, id, code, name } : null;
}

/** The kept file that a link leads to; null for one that gave way. */
export function keptAt(state: Pick<State, "files">, link: Pick<FileLink, "url">): KeptFile | null {
  const read = readLink(link.url.replace(/^.*?(?=\/d\/)/u, ""));
  return state.files.find(({ id }) => id === read?.id) ?? null;
}
