import { createHash } from "node:crypto";
import { z } from "zod";
import { minute, type Instant } from "../../core/instant.ts";
import { languages } from "../../core/language/languages.ts";
import type { Template } from "../../core/templates.ts";
import type { Standing } from "../templates.ts";
import type { Ask } from "./client.ts";
import type { Notes } from "./contents.ts";
import { channelName } from "./decode.ts";
import { judge, troubleOf, type Failed } from "./failures.ts";
import { listContents } from "./resources.ts";
import {
  readListed,
  submissionOf,
  textIn,
  versionSchema,
  type Submission,
  type Version,
} from "./template-content.ts";

export interface BookParts {
  readonly notes: Notes;
  readonly ask: Ask;
  readonly clock: () => Instant;
  /** Tells accounts apart: a SID means nothing in another one. */
  readonly scope: string;
  /** The templates on disk, read when first needed. */
  readonly load: () => Promise<readonly Template[]>;
}

type Named = Pick<Version, "name" | "language">;

/** What Twilio holds of our templates, as far as we know. */
export interface TemplateBook {
  /** Reads the files once, and what is kept now and then; before anything else is asked. */
  recall(): Promise<void>;
  /** Asks Twilio for all versions; answers what went wrong, null when nothing did. One at a time. */
  look(signal: AbortSignal): Promise<Failed | null>;
  /** Everything that should stand at Twilio. */
  submissions(): readonly Submission[];
  /** Minutes of sense, from the file; null for long. */
  expires(name: string): number | null;
  /** Every version ever seen, the newest first. */
  versionsOf(named: Named): readonly Version[];
  /** The version that says what the file says. */
  currentOf(submission: Submission): Version | undefined;
  standings(): readonly Standing[];
  add(version: Version): Promise<void>;
  change(sid: string, how: Partial<Version>): Promise<void>;
  /** What we know is wrong: whoever asks next asks Twilio. */
  doubt(): void;
  /** Milliseconds since Twilio last told; Infinity before. */
  age(): number;
  /** Why the last look or the files told nothing; null when they did. */
  trouble(): string | null;
}

/** Other processes look too, and keep what they saw. */
const readEvery = minute;

/** `at`: when Twilio last listed them, 0 for never. */
const pagesSchema = z.object({ at: z.number(), versions: z.array(versionSchema) });
type Pages = z.infer<typeof pagesSchema>;

export function makeTemplateBook(parts: BookParts): TemplateBook {
  const { notes, ask, clock, load } = parts;
  const scope = createHash("sha256").update(parts.scope).digest("hex").slice(0, 16);
  const noteName = `${channelName}/templates/${scope}`;
  let pages: Pages = { at: 0, versions: [] };
  let readAt = -Infinity;
  let reading: Promise<readonly Template[]> | null = null;
  let templates: readonly Template[] = [];
  let submissions: readonly Submission[] = [];
  let looking: Promise<Failed | null> | null = null;
  let unreadable = false;
  let failed: Failed | null = null;

  async function recall(): Promise<void> {
    // A file that cannot be read keeps nobody from what was approved before.
    templates = await (reading ??= load().catch(() => {
      unreadable = true;
      return [];
    }));
    if (submissions.length === 0) {
      submissions = templates.flatMap((one) => languages.map((each) => submissionOf(one, each)));
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

  async function lookNow(signal: AbortSignal): Promise<Failed | null> {
    try {
      await recall();
      const listed = await listContents(ask, signal);
      const seen = listed.flatMap((one) => readListed(one, textOf) ?? []);
      const sids = new Set(seen.map(({ sid }) => sid));
      // Kept although somebody deleted it: its name is taken, and the next version counts on.
      const gone = pages.versions.filter(({ sid }) => !sids.has(sid));
      const missing = gone.map((one): Version => ({ ...one, state: "missing", because: null }));
      await keep({ at: clock(), versions: [...seen, ...missing] });
      failed = null;
    } catch (error) {
      failed = judge(troubleOf(error));
    }
    return failed;
  }

  function textOf(name: string, language: string, hash: string) {
    const known = pages.versions.find((one) => one.hash === hash && one.body !== null);
    if (known !== undefined) return { body: known.body, variables: known.variables };
    const current = submissions.find(
      (one) => one.name === name && one.language === language && one.hash === hash,
    );
    return current === undefined ? { body: null, variables: null } : textIn(current);
  }

  function versionsOf({ name, language }: Named): readonly Version[] {
    return (
      pages.versions
        .filter((one) => one.name === name && one.language === language)
        // Among equal ones (two that synchronized at once) always the same.
        .sort((one, other) => other.version - one.version || (one.sid < other.sid ? -1 : 1))
    );
  }

  function currentOf(submission: Submission): Version | undefined {
    const same = versionsOf(submission).filter(
      ({ hash, state }) => hash === submission.hash && state !== "missing",
    );
    return same.find(({ state }) => state === "approved") ?? same[0];
  }

  function standingOf(submission: Submission): Standing {
    const { name, language } = submission;
    const versions = versionsOf(submission);
    const current = currentOf(submission);
    return {
      name,
      language,
      version: current?.version ?? versions[0]?.version ?? 0,
      state: current?.state ?? "missing",
      covered: versions.some(
        ({ state, variables }) =>
          state === "approved" &&
          variables?.every((one) => submission.variables.includes(one)) === true,
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
    expires: (name) => templates.find((one) => one.name === name)?.expires ?? null,
    versionsOf,
    currentOf,
    standings: () => submissions.map(standingOf),
    add: (version) => keep({ ...pages, versions: [...pages.versions, version] }),
    change: (sid, how) => {
      const versions = pages.versions.map((one) => (one.sid === sid ? { ...one, ...how } : one));
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
