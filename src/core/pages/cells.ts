import { z } from "zod";
import type { Json } from "../json.ts";
import { centimesSchema } from "../money/centimes.ts";
import type { PageKind } from "./pages.ts";

/** How much a page holds. Lengths in characters. */
export const most = { text: 300, name: 80, lines: 40, objectives: 3, figures: 3, comments: 20 };

const json: z.ZodType<Json> = z.json();
const text = z.string().trim().min(1).max(most.text);
const name = z.string().trim().min(1).max(most.name);

/** What a budget or a report is about: a year, or a project with a name of its own. */
export const scopeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("year"), year: z.int().min(1950).max(2200) }),
  z.strictObject({ kind: z.literal("project"), name }),
]);
export type Scope = z.infer<typeof scopeSchema>;

export const sides = ["income", "expense"] as const;
export type Side = (typeof sides)[number];

/** One of the lines we propose, by its sentence, or one in their own words. Both are phrases. */
const label = z.union([
  z.strictObject({ say: z.string().regex(/^pages-lines\.[a-z-]{1,40}$/u) }),
  z.strictObject({ typed: name }),
]);

/** A line of a budget or of a report. */
export const lineSchema = z.strictObject({
  side: z.enum(sides),
  label,
  /** null: not said yet. Zero: there is none. */
  centimes: centimesSchema.nullable(),
  /** Where it stands among the lines: the smaller first. */
  place: z.int().min(0).max(10_000),
  /** The amount of the version before, for whoever makes the next one. */
  before: centimesSchema.optional(),
});
export type LineValue = z.infer<typeof lineSchema>;

export const progresses = ["not-yet", "going", "done"] as const;
export type Progress = (typeof progresses)[number];

/** A result in figures: « 120 » « enfants suivis ». The figure is words: « 3 fois plus » too. */
export const figureSchema = z.strictObject({
  figure: z.string().trim().min(1).max(20),
  what: name,
});
export type Figure = z.infer<typeof figureSchema>;

/**
 * One sentence of thanks. `quoted`: somebody's own words or name, which are shown only with their
 * consent (`agreed`).
 */
export const thanksSchema = z.strictObject({
  text,
  quoted: z.boolean(),
  agreed: z.boolean(),
});
export type Thanks = z.infer<typeof thanksSchema>;

/** What a student says of a page, perhaps with another value for the thing it is about. */
export const commentSchema = z.strictObject({
  /** The first name that is shown. */
  who: name,
  text,
  /** The name of the cell; null for the whole page. */
  cell: z.string().max(60).nullable(),
  /** What they would write there; undefined for words alone. */
  proposal: json.optional(),
  state: z.enum(["open", "accepted", "declined"]),
});
export type CommentValue = z.infer<typeof commentSchema>;

/** A day as it is kept: « 2027-03-31 ». */
export const daySchema = z.iso.date();

const objective = {
  what: text,
  who: name,
  /** The day by which it is done. */
  when: daySchema,
  seen: text,
  progress: z.enum(progresses),
} as const;

type Fields = Readonly<Record<string, z.ZodType>>;

/** Of every page. `shown`: when its file was made. */
const common: Fields = { scope: scopeSchema, shown: z.number(), dropped: z.literal(true) };

const fields: Readonly<Record<PageKind, Fields>> = {
  objectives: Object.fromEntries(
    [1, 2, 3].flatMap((n) =>
      Object.entries(objective).map(([field, schema]) => [`${n}.${field}`, schema]),
    ),
  ),
  budget: {},
  report: {
    "result.1": figureSchema,
    "result.2": figureSchema,
    "result.3": figureSchema,
    thanks: thanksSchema,
    /** What was difficult, in one line. */
    hard: text,
  },
  presentation: {
    what: text,
    "does.1": text,
    "does.2": text,
    "does.3": text,
    for: text,
    result: figureSchema,
  },
};

const aboutFields: Fields = {
  name,
  /** The year it was founded: « 2014 ». */
  since: z.string().regex(/^(?:19|20)\d\d$/u),
  place: name,
  contact: z.string().trim().min(1).max(120),
};

export const aboutNames = ["name", "since", "place", "contact"] as const;
export type AboutName = (typeof aboutNames)[number];

const lineName = /^line\.[a-z0-9-]{1,40}$/u;
const commentName = /^comment\.[a-z0-9-]{1,40}$/u;

/** What a cell of a page may hold; null when the page has no such cell. */
export function cellSchema(page: PageKind, cell: string): z.ZodType | null {
  if (lineName.test(cell)) return page === "budget" || page === "report" ? lineSchema : null;
  if (commentName.test(cell)) return commentSchema;
  return own(fields[page], cell) ?? own(common, cell);
}

/** What is said of the organization; null for a name that does not exist. */
export function aboutSchema(cell: string): z.ZodType | null {
  return own(aboutFields, cell);
}

function own(fields: Fields, cell: string): z.ZodType | null {
  return Object.hasOwn(fields, cell) ? (fields[cell] ?? null) : null;
}
