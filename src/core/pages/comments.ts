import { commentSchema, type CommentValue } from "./cells.ts";
import { cellOf, type Version } from "./pages.ts";

export interface Comment extends CommentValue {
  readonly id: string;
}

/** What students said of a version, the oldest first. */
export function commentsOf({ cells }: Pick<Version, "cells">): readonly Comment[] {
  return Object.keys(cells)
    .filter((name) => name.startsWith("comment."))
    .toSorted((one, other) => (cells[one]?.[1] ?? 0) - (cells[other]?.[1] ?? 0))
    .flatMap((name): Comment[] => {
      const read = commentSchema.safeParse(cellOf(cells, name));
      return read.success ? [{ id: name.slice("comment.".length), ...read.data }] : [];
    });
}

/** Those nobody has accepted or declined yet. */
export function openComments(version: Pick<Version, "cells">): readonly Comment[] {
  return commentsOf(version).filter(({ state }) => state === "open");
}
