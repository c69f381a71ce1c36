import { aboutNames, figureSchema, type AboutName, type Figure } from "./cells.ts";
import { cellOf, type Pages, type Version } from "./pages.ts";

/** The structure on one page; what is not said yet is null. */
export interface Presentation {
  readonly about: About;
  /** What it is there for, in one sentence. */
  readonly what: string | null;
  /** Up to three things it does. */
  readonly does: readonly string[];
  /** For whom. */
  readonly for: string | null;
  /** One figure to remember. */
  readonly figure: Figure | null;
}

/** What all pages say of the organization. */
export type About = Readonly<Record<AboutName, string | null>>;

export function aboutOf({ about }: Pages): About {
  const said = aboutNames.map((name) => {
    const value = cellOf(about, name);
    return [name, typeof value === "string" ? value : null] as const;
  });
  // Every name is there.
  return Object.fromEntries(said) as unknown as About;
}

export function presentationOf(pages: Pages, { cells }: Pick<Version, "cells">): Presentation {
  const words = (name: string): string | null => {
    const value = cellOf(cells, name);
    return typeof value === "string" ? value : null;
  };
  const figure = figureSchema.safeParse(cellOf(cells, "result"));
  return {
    about: aboutOf(pages),
    what: words("what"),
    does: ["does.1", "does.2", "does.3"].flatMap((name) => words(name) ?? []),
    for: words("for"),
    figure: figure.success ? figure.data : null,
  };
}
