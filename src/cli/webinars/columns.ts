/** Rows of cells in columns, the first row the heads. */
export function writeColumns(
  rows: readonly (readonly string[])[],
  say: (line: string) => void,
): void {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => (row[at] ?? "").length)),
  );
  for (const row of rows) {
    say(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  }
}
