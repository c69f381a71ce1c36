/** Columns as wide as their widest cell; the first one to the left, figures to the right. */
export function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...all.map((row) => (row[at] ?? "").length)));
  const lines = all.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
  return `${lines.join("\n")}\n`;
}

/** Three figures that count: 0.0123, 1.23, 12.3, 1,234. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value.toPrecision(3);
}

/** Whether a target was met, as it stands in the last column of a table. */
export function verdict(value: number, most: number, unit: string): string {
  return `${value <= most ? "within" : "OVER"} ${most.toLocaleString("en")}${unit}`;
}
