import { z } from "zod";
import { hour, minute, second, type Instant } from "../../core/instant.ts";
import type { Sending } from "../channel.ts";
import type { Shaped } from "../shape.ts";
import {
  providerName,
  readProviderName,
  warnOf,
  type ChannelTemplates,
  type Review,
  type TemplateState,
} from "../templates.ts";
import { GraphError, judge, troubleOf, type Failed } from "./failures.ts";
import {
  makeTemplateBook,
  type BookParts,
  type Submission,
  type Version,
} from "./template-book.ts";
import { readStatus } from "./template-status.ts";

export type TemplateBody = Extract<Shaped, { kind: "template" }>;

/** A message made of a template, and the id of the version it was made of. */
export interface Filled {
  readonly version: string;
  readonly message: object;
}

/** The templates of a page or a business: what was made of the files, and how each stands. */
export interface Desk extends ChannelTemplates {
  /** The message, or why nothing can be sent: what is not approved is refused. */
  fill(body: TemplateBody, signal: AbortSignal): Promise<Filled | Failed>;
  /** What an answer to a sending says of the template is kept. */
  heed(version: string, sending: Sending): void;
  /** What Meta told of a template by a webhook; `state` is null when only a new look can tell. */
  hear(told: TemplateNews): Promise<void>;
}

/** A template under Meta's own name and locale for it, and how it stands now. */
export interface TemplateNews {
  readonly name: string;
  readonly locale: string;
  readonly state: TemplateState | null;
  readonly because: string | null;
}

export interface DeskParts extends BookParts {
  /** The message that a version makes of these values; null when one is missing or it gets too long. */
  readonly fill: (version: Version, body: TemplateBody) => object | null;
  /** What the codes of a refused sending say of the template itself. */
  readonly states?: Readonly<Record<string, TemplateState>>;
}

/** Approvals take seconds to a day. */
const fresh = hour;
/** When something cannot be sent, how old an answer may be that says so. */
const freshEnough = minute;
/** Nobody would get it in time. */
const tooShort = 10 * second;
/** Names that somebody deleted stay locked for weeks: so many are tried in one go. */
const namesTried = 5;

const created = z.object({
  id: z.coerce.string().min(1),
  status: z.string().optional(),
  category: z.string().optional(),
});

/** "Content in this language already exists", and that of a deleted one. */
const taken = new Set(["2388024", "2388023"]);

export function makeDesk({ fill, states = {}, ...parts }: DeskParts): Desk {
  const { graph, clock, product } = parts;
  const { channelName, owner, errors } = product;
  const book = makeTemplateBook(parts);
  let lookedAt: Instant = -Infinity;

  /** Now and then, whether or not the last look went well. */
  function lookAside(): void {
    if (clock() - lookedAt < freshEnough || book.age() < fresh) return;
    lookedAt = clock();
    void book.look(AbortSignal.timeout(30 * second));
  }

  /** Makes what is not there, which asks for its approval too. Throws `GraphError`. */
  async function submit(submission: Submission, signal: AbortSignal): Promise<void> {
    if (book.currentOf(submission) !== undefined) return;
    const { name, language, text, labels } = submission;
    const last = Math.max(0, ...book.versionsOf(submission).map((one) => one.version));
    for (let version = last + 1; ; version += 1) {
      const made = { name, language, version, text, labels: [...labels] };
      try {
        const request = { name: providerName(name, language, version), ...submission.request };
        const answer = await graph.post(`${owner}/message_templates`, request, signal);
        const { data } = created.safeParse(answer);
        if (data === undefined) throw new GraphError({ kind: "lost", code: "no-id" });
        const judged = readStatus(data.status ?? "PENDING", data.category, undefined);
        return await book.add({ id: data.id, ...made, ...judged });
      } catch (error) {
        const trouble = troubleOf(error);
        const isTaken = trouble.kind === "answered" && taken.has(trouble.subcode ?? "");
        if (!isTaken || version - last >= namesTried) throw error;
      }
    }
  }

  async function sync(signal: AbortSignal): Promise<Review> {
    const reasons = new Map<Submission, string>();
    if ((await book.look(signal)) === null) {
      for (const submission of book.submissions()) {
        try {
          await submit(submission, signal);
        } catch (error) {
          const failed = judge(troubleOf(error), errors);
          const isItsOwn = failed.kind === "refused" && failed.because === "content";
          if (!isItsOwn) return { standings: book.standings(), trouble: wordOf(failed) };
          reasons.set(submission, failed.code);
        }
      }
    }
    const submissions = book.submissions();
    const standings = book.standings().map((standing, at) => {
      const submission = submissions[at];
      const because = submission === undefined ? undefined : reasons.get(submission);
      return because === undefined ? standing : { ...standing, because };
    });
    return { standings, trouble: book.trouble() };
  }

  return {
    sync,
    async look(signal) {
      await book.look(signal);
      return { standings: book.standings(), trouble: book.trouble() };
    },
    warnings() {
      lookAside();
      const trouble = book.trouble();
      if (trouble !== null) {
        return [`templates/unseen: which are approved at ${channelName} is not known: ${trouble}.`];
      }
      // Before the first answer nobody knows.
      return book.age() === Infinity ? [] : warnOf(channelName, book.standings());
    },
    async fill(body, signal) {
      if (body.until !== null && body.until - clock() < tooShort) return refuse("late");
      await book.recall();
      const approved = () => book.versionsOf(body).filter(({ state }) => state === "approved");
      if (approved().length === 0 && book.age() >= freshEnough) {
        const failed = await book.look(signal);
        if (failed !== null) return notYet(failed);
      } else lookAside();
      const found = approved();
      if (found.length === 0) return refuse(book.versionsOf(body)[0]?.state ?? "missing");
      for (const version of found) {
        const message = fill(version, body);
        if (message !== null) return { version: version.id, message };
      }
      return refuse("values");
    },
    heed(version, sending) {
      if (sending.kind !== "refused") return;
      const state = states[sending.code.split("/")[0] ?? ""];
      if (state !== undefined) void book.change(version, { state, because: sending.code });
      // It is not what we took it for: whoever sends it next asks first.
      else if (sending.because === "content") book.doubt();
    },
    async hear({ name, locale, state, because }) {
      await book.recall();
      const found = readProviderName(name, locale);
      if (found === null) return;
      const known = book.versionsOf(found).find(({ version }) => version === found.version);
      if (known === undefined || state === null) return book.doubt();
      await book.change(known.id, { state, because });
    },
  };
}

function refuse(why: TemplateState | "late" | "values"): Failed {
  return { kind: "refused", code: `template-${why}`, because: "content" };
}

/** The look failed, so that nothing has left: it may be tried again. */
function notYet(failed: Failed): Failed {
  const isAccount = failed.kind === "refused" && failed.because === "account";
  if (failed.kind === "throttled" || isAccount) return failed;
  return { kind: "unsent", code: failed.code };
}

function wordOf(failed: Failed): string {
  return failed.kind === "throttled" ? "throttled" : failed.code;
}

/** Whether `fill` gave up: that is the outcome of the sending. */
export function isFailed(filled: Filled | Failed): filled is Failed {
  return "kind" in filled;
}
