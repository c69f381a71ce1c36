/** A topic's file, as plain values: what YAML says, right or wrong. */
export interface TopicFile {
  readonly slug: string;
  readonly value: unknown;
}

/** Something to mend in a topic. Without errors the topics can be read and answer. */
export interface TopicFinding {
  readonly slug: string;
  /** Keys and indexes that lead to the place within the file. */
  readonly path: readonly (string | number)[];
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly suggestion: string;
}

type Path = TopicFinding["path"];

/** Something that must be mended. */
export function error(
  slug: string,
  path: Path,
  code: string,
  message: string,
  suggestion: string,
): TopicFinding {
  return { slug, path, severity: "error", code, message, suggestion };
}

/** Something worth a look. */
export function warning(...of: Parameters<typeof error>): TopicFinding {
  return { ...error(...of), severity: "warning" };
}
