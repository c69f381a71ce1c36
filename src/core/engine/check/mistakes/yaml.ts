import type { Family } from "../mistake.ts";

const hints: Readonly<Record<string, string>> = {
  BAD_INDENT:
    "put it under the line it belongs to, with the same number of spaces as its neighbors",
  BLOCK_AS_IMPLICIT_KEY:
    "put the words between quotes: a colon followed by a space starts a new key",
  TAB_AS_INDENT: "use spaces, never tabs",
};

/** Files that cannot be read. */
export const yamlMistakes = {
  "yaml-syntax": {
    severity: "error",
    *find({ sources }) {
      for (const source of sources) {
        for (const { code, message, pos } of source.errors) {
          if (code === "DUPLICATE_KEY") continue;
          yield {
            at: source.at(pos[0]),
            message: `this is no YAML: ${message}`,
            suggestion:
              hints[code] ?? "look at the line above too: it is often noticed one line late",
          };
        }
      }
    },
  },
  "duplicate-key": {
    severity: "error",
    *find({ sources }) {
      for (const source of sources) {
        for (const { code, pos } of source.errors) {
          if (code !== "DUPLICATE_KEY") continue;
          yield {
            at: source.at(pos[0]),
            message: "this key stands here a second time",
            suggestion: "keep one of the two, or give this one another name",
          };
        }
      }
    },
  },
  "yaml-alias": {
    severity: "error",
    *find({ sources }) {
      for (const { alias, at } of sources) {
        if (alias === null) continue;
        yield {
          at: at(alias),
          message: "this refers to another part of the file",
          suggestion: "write it out, or put it between quotes when the * is only a star",
        };
      }
    },
  },
  "missing-file": {
    severity: "error",
    *find({ sources, program }) {
      for (const path of program.needs) {
        if (sources.some((source) => source.path === path)) continue;
        yield {
          at: { file: path, line: 1, column: 1 },
          message: "the book has no such file",
          suggestion: "restore it: the program needs it to start",
        };
      }
    },
  },
} satisfies Family;
