export type Severity = "error" | "warning";

/** Where something stands in a file; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One mistake in the book, with what to do about it. A book with an error is not played. */
export interface Finding extends Place {
  readonly severity: Severity;
  /** The id of the kind of mistake, in kebab-case: a key of `mistakes`. */
  readonly code: string;
  readonly message: string;
  readonly suggestion: string;
}
