import type { Place } from "../../../../src/core/engine/check/finding.ts";
import type { Program } from "../../../../src/core/engine/check/program.ts";
import { smallBook, smallProgram } from "./small-book.ts";

/** A change of the small book: words in a file and what they become; a whole new file without `from`. */
export interface Edit {
  readonly in: string;
  readonly from?: string;
  readonly to: string;
}

/** A mistake put into the small book. ▸ stands where the checker must point, unless `at` says where. */
export interface Planted {
  readonly edits: readonly Edit[];
  readonly suggests: string;
  readonly at?: Place;
  readonly program?: Partial<Program>;
  readonly book?: Readonly<Record<string, string>>;
  readonly without?: string;
}

export interface Grown {
  readonly book: Readonly<Record<string, string>>;
  readonly program: Program;
  readonly at: Place;
}

const mark = "▸";

/** The small book with the mistake in it, and the place that must be found. */
export function grow(planted: Planted): Grown {
  const book: Record<string, string> = { ...(planted.book ?? smallBook) };
  if (planted.without !== undefined) delete book[planted.without];
  for (const edit of planted.edits) {
    const before = book[edit.in] ?? "";
    if (edit.from !== undefined && before.split(edit.from).length !== 2) {
      throw new Error(`"${edit.from}" must stand exactly once in ${edit.in}`);
    }
    book[edit.in] = edit.from === undefined ? edit.to : before.replace(edit.from, () => edit.to);
  }
  let at = planted.at;
  for (const [file, text] of Object.entries(book)) {
    const offset = text.indexOf(mark);
    if (offset === -1) continue;
    book[file] = text.replace(mark, "");
    const lines = text.slice(0, offset).split("\n");
    at = { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  }
  if (at === undefined) throw new Error("nothing says where the mistake must be found");
  return { book, program: { ...smallProgram, ...planted.program }, at };
}

/** Short for a single change; `at` is the line and column of the changed file, when no ▸ can say it. */
export function plant(
  file: string,
  from: string,
  to: string,
  suggests: string,
  at?: readonly [number, number],
): Planted {
  const place = at === undefined ? {} : { at: { file, line: at[0], column: at[1] } };
  return { edits: [{ in: file, from, to }], suggests, ...place };
}
