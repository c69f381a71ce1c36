import { createHash } from "node:crypto";
import { z } from "zod";
import { minute, type Instant } from "../../core/instant.ts";
import { languages, type Language } from "../../core/language/languages.ts";
import type { Template } from "../../core/templates.ts";
import { locales, type Standing, type TemplateState } from "../templates.ts";
import { judge, troubleOf, type ErrorTable, type Failed } from "./failures.ts";
import type { Graph } from "./graph.ts";

/** One template in one language, as it should stand at Meta. */
export interface Submission {
  readonly name: string;
  readonly language: Language;
  /** With variables such as `{title}`. */
  readonly text: string;
  readonly labels: readonly string[];
  readonly variables: readonly string[];
  /** What `POST message_templates` takes, but for the name. */
  readonly request: Readonly<Record<string, unknown>>;
}

/** One version of a template in one language, as Meta holds it. */
const versionSchema = z.object({
  id: z.string(),
  name: z.string(),
  // Kept by `TemplateBook` alone.
  language: z.custom<Language>((value) => typeof value === "string" && value in locales),
  version: z.number(),
  /** With variables such as `{title}`; null when it is of a version nobody here knows. */
  text: z.string().nullable(),
  labels: z.array(z.string()),
  state: z.custom<TemplateState>((value) => typeof value === "string"),
  because: z.string().nullable(),
});
export type Version = z.infer<typeof versionSchema>;
export type Named = Pick<Version, "name" | "language">;

/** What differs from product to product. */
export interface TemplateProduct {
  readonly channelName: string;
  /** Whose templates they are: a business, a page. */
  readonly owner: string;
  readonly errors: ErrorTable;
  submissionOf(template: Template, language: Language): Submission;
  /** The fields of a list that `readListed` needs. */
  readonly listedFields: string;
  /**
   * One template of Meta's list, when it is a version of one of ours. `textOf` knows what an id said
   * when it was made, and what the file says: Meta may list numbers where we have names.
   */
  readListed(
    listed: unknown,
    textOf: (named: Named, id: string) => readonly string[],
  ): Version | null;
}

export interface BookParts {
  readonly product: TemplateProduct;
  readonly graph: Graph;
  readonly clock: () => Instant;
  /** The templates on disk, read when first needed. */
  readonly load: () => Promise<readonly Template[]>;
  note(name: string): Promise<string | null>;
  setNote(name: string, value: string): Promise<void>;
}

/** What Meta holds of our templates, as far as we know. */
export interface TemplateBook {
  /** Reads the files once, and what is kept now and then; before anything else is asked. */
  recall(): Promise<void>;
  /** Asks Meta for all versions; answers what went wrong, null when nothing did. One at a time. */
  look(signal: AbortSignal): Promise<Failed | null>;
  /** Everything that should stand at Meta. */
  submissions(): readonly Submission[];
  /** Every version ever seen, the newest first. */
  versionsOf(named: Named): readonly Version[];
  /** The version that says what the file says. */
  currentOf(submission: Submission): Version | undefined;
  standings(): readonly Standing[];
  add(version: Version): Promise<void>;
  change(id: string, how: Partial<Version>): Promise<void>;
  /** What we know is wrong: whoever asks next asks Meta. */
  doubt(): void;
  /** Milliseconds since Meta last told; Infinity before. */
  age(): number;
  /** Why the last look or the files told nothing; null when they did. */
  trouble(): string | null;
}

/** Other processes look too, and keep what they saw. */
const readEvery = minute;
/** More pages than an account can fill with what we make. */
const mostPages = 200;

/** `at`: when Meta last listed them, 0 for never. */
const pagesSchema = z.object({ at: z.number(), versions: z.array(versionSchema) });
type Pages = z.infer<typeof pagesSchema>;

const listSchema = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({
      cursors: z.object({ after: z.string().optional() }).optional(),
      next: z.string().optional(),
    })
    .optional(),
});

export function makeTemplateBook({
  product,
  graph,
  clock,
  load,
  ...notes
}: BookParts): TemplateBook {
  const { owner, errors } = product;
  // Another account holds other templates.
  const scope = createHash("sha256").update(owner).digest("hex").slice(0, 16);
  const noteName = `${product.channelName}/templates/${scope}`;
  let pages: Pages = { at: 0, versions: [] };
  let readAt = -Infinity;
  let reading: Promise<readonly Template[]> | null = null;
  let submissions: readonly Submission[] = [];
  let looking: Promise<Failed | null> | null = null;
  let unreadable = false;
  let failed: Failed | null = null;

  async function recall(): Promise<void> {
    // A file that cannot be read keeps nobody from what was approved before.
    const templates = await (reading ??= load().catch(() => {
      unreadable = true;
      return [];
    }));
    if (submissions.length === 0) {
      submissions = templates.flatMap((one) =>
        languages.map((each) => product.submissionOf(one, each)),
      );
    }
    if (clock() - readAt < readEvery) return;
    // Without the store, what this process knows.
    const kept = await notes.note(noteName).catch(() => null);
    const parsed = pagesSchema.safeParse(parseJson(kept ?? ""));
    if (parsed.success && parsed.data.at >= pages.at) pages = parsed.data;
    readAt = clock();
  }

  async function keep(next: Pages): Promise<void> {
    pages = next;
    await notes.setNote(noteName, JSON.stringify(next)).catch(() => null);
  }

  function textsOf(named: Named, id: string): readonly string[] {
    const made = pages.versions.find((one) => one.id === id)?.text ?? null;
    const filed = submissionOf(named)?.text ?? null;
    return [made, filed].filter((text) => text !== null);
  }

  async function lookNow(signal: AbortSignal): Promise<Failed | null> {
    try {
      await recall();
      const seen: Version[] = [];
      for await (const listed of list(signal)) {
        const version = product.readListed(listed, textsOf);
        if (version !== null) seen.push(version);
      }
      const ids = new Set(seen.map(({ id }) => id));
      // Kept although somebody deleted it: its name is taken, and the next version counts on.
      const gone = pages.versions.filter(({ id }) => !ids.has(id));
      const missing = gone.map((one): Version => ({ ...one, state: "missing", because: null }));
      await keep({ at: clock(), versions: [...seen, ...missing] });
      failed = null;
    } catch (error) {
      failed = judge(troubleOf(error), errors);
    }
    return failed;
  }

  async function* list(signal: AbortSignal): AsyncIterable<unknown> {
    const { listedFields: fields } = product;
    let after = "";
    for (let page = 0; page < mostPages; page += 1) {
      const query = { fields, limit: "100", ...(after === "" ? {} : { after }) };
      const answer = await graph.get(`${owner}/message_templates`, query, signal);
      const { data, paging } = listSchema.parse(answer);
      yield* data;
      // Where `next` leads is never followed: our token goes to the address we were told, alone.
      after = paging?.cursors?.after ?? "";
      if (paging?.next === undefined || after === "") return;
    }
  }

  function submissionOf({ name, language }: Named): Submission | undefined {
    return submissions.find((one) => one.name === name && one.language === language);
  }

  function versionsOf({ name, language }: Named): readonly Version[] {
    return (
      pages.versions
        .filter((one) => one.name === name && one.language === language)
        // Among equal ones (two that synchronized at once) always the same.
        .sort((one, other) => other.version - one.version || (one.id < other.id ? -1 : 1))
    );
  }

  function currentOf(submission: Submission): Version | undefined {
    const same = versionsOf(submission).filter(
      ({ text, labels, state }) =>
        state !== "missing" &&
        text === submission.text &&
        JSON.stringify(labels) === JSON.stringify(submission.labels),
    );
    return same.find(({ state }) => state === "approved") ?? same[0];
  }

  function standingOf(submission: Submission): Standing {
    const { name, language, variables } = submission;
    const versions = versionsOf(submission);
    const current = currentOf(submission);
    return {
      name,
      language,
      version: current?.version ?? versions[0]?.version ?? 0,
      state: current?.state ?? "missing",
      covered: versions.some(
        ({ state, text }) => state === "approved" && text !== null && canFill(text, variables),
      ),
      because: current?.because ?? null,
    };
  }

  return {
    recall,
    look: (signal) =>
      (looking ??= lookNow(signal).finally(() => {
        looking = null;
      })),
    submissions: () => submissions,
    versionsOf,
    currentOf,
    standings: () => submissions.map(standingOf),
    add: (version) => keep({ ...pages, versions: [...pages.versions, version] }),
    change: (id, how) => {
      const versions = pages.versions.map((one) => (one.id === id ? { ...one, ...how } : one));
      return keep({ ...pages, versions });
    },
    doubt() {
      pages = { ...pages, at: 0 };
    },
    age: () => (pages.at === 0 ? Infinity : clock() - pages.at),
    trouble: () => {
      if (unreadable) return "the files cannot be read";
      return failed === null ? null : failed.kind === "throttled" ? "throttled" : failed.code;
    },
  };
}

function canFill(text: string, variables: readonly string[]): boolean {
  return [...text.matchAll(/\{([a-z]+)\}/gu)].every(([, one = ""]) => variables.includes(one));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
