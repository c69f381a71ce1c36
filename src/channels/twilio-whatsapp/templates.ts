import { hour, minute, second, type Instant } from "../../core/instant.ts";
import type { Sending } from "../channel.ts";
import type { Shaped } from "../shape.ts";
import { warnOf, type ChannelTemplates, type Review, type TemplateState } from "../templates.ts";
import { channelName } from "./decode.ts";
import { judge, troubleOf, type Failed } from "./failures.ts";
import { createContent, requestApproval } from "./resources.ts";
import { makeTemplateBook, type BookParts } from "./template-book.ts";
import {
  contentVariables,
  readApproval,
  textIn,
  titleOf,
  type Submission,
} from "./template-content.ts";

export type TemplateBody = Extract<Shaped, { kind: "template" }>;

/** What `POST Messages` takes for a template. */
export interface Filled {
  readonly contentSid: string;
  readonly contentVariables: string;
  /** Seconds after which Twilio throws it away instead of sending it late. */
  readonly validityPeriod?: number;
}

/** The templates of our account: what was made of the files, and how each stands. */
export interface Desk extends ChannelTemplates {
  /** The request's fields, or why nothing can be sent: what is not approved is refused. */
  fill(body: TemplateBody, signal: AbortSignal): Promise<Filled | Failed>;
  /** What an answer to a sending says of the template is kept. */
  heed(contentSid: string, sending: Sending): Promise<void>;
  /** What the person may have got, whichever version it was. */
  texts(body: TemplateBody): Promise<readonly string[]>;
}

/** Approvals take minutes to a day, pauses three hours. */
const fresh = hour;
/** When something cannot be sent, how old an answer may be that says so. */
const freshEnough = minute;
/** Twilio's largest; the queue of a sender holds four hours. */
const longestValidity = 36_000;
/** Nobody would get it in time. */
const tooShort = 10 * second;

export function makeDesk(parts: BookParts): Desk {
  const { ask, clock } = parts;
  const book = makeTemplateBook(parts);
  let lookedAt = -Infinity;

  /** Now and then, whether or not the last look went well. */
  function lookAside(): void {
    if (clock() - lookedAt < freshEnough || book.age() < fresh) return;
    lookedAt = clock();
    void book.look(AbortSignal.timeout(30 * second));
  }

  /** Makes what is not there, then asks for its approval. Throws `TwilioError`. */
  async function submit(submission: Submission, signal: AbortSignal): Promise<void> {
    let current = book.currentOf(submission);
    if (current === undefined) {
      const version = 1 + Math.max(0, ...book.versionsOf(submission).map((one) => one.version));
      const title = titleOf(submission, version);
      const sid = await createContent(ask, signal, title, submission.content);
      const { name, language, hash } = submission;
      const text = textIn(submission);
      current = {
        name,
        language,
        version,
        hash,
        sid,
        ...text,
        state: "unsubmitted",
        because: null,
      };
      await book.add(current);
    }
    if (current.state !== "unsubmitted") return;
    const answer = await requestApproval(ask, signal, current, submission.approval);
    const judged = readApproval(answer);
    const isAsked = judged.state !== "unsubmitted";
    await book.change(current.sid, isAsked ? judged : { ...judged, state: "pending" });
  }

  async function sync(signal: AbortSignal): Promise<Review> {
    if ((await book.look(signal)) === null) {
      for (const submission of book.submissions()) {
        try {
          await submit(submission, signal);
        } catch (error) {
          const failed = judge(troubleOf(error));
          const isItsOwn = failed.kind === "refused" && failed.because === "content";
          if (!isItsOwn) return { standings: book.standings(), trouble: wordOf(failed) };
          const current = book.currentOf(submission);
          if (current !== undefined) await book.change(current.sid, { because: failed.code });
        }
      }
    }
    return { standings: book.standings(), trouble: book.trouble() };
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
      } else if (book.age() >= fresh) {
        // Meta may have filed it as advertising meanwhile; when nobody knows, what was approved goes.
        await book.look(signal);
      } else lookAside();
      const found = approved();
      if (found.length === 0) return refuse(book.versionsOf(body)[0]?.state ?? "missing");
      for (const version of found) {
        const filled = contentVariables(version, body.values);
        if (filled === null) continue;
        const validityPeriod = validityOf(body.until, book.expires(body.name), clock());
        return {
          contentSid: version.sid,
          contentVariables: JSON.stringify(filled.variables),
          ...(validityPeriod === null ? {} : { validityPeriod }),
        };
      }
      return refuse("values");
    },
    async heed(contentSid, sending) {
      if (sending.kind !== "refused") return;
      const state = byCode[sending.code];
      if (state !== undefined) await book.change(contentSid, { state, because: sending.code });
      // It is not what we took it for.
      else if (sending.because === "content" || sending.because === "window") book.doubt();
    },
    async texts(body) {
      await book.recall();
      return book
        .versionsOf(body)
        .flatMap((version) => contentVariables(version, body.values)?.text ?? []);
    },
  };
}

/** twilio.com/docs/api/errors, as quoted on 2026-08-29. */
const byCode: Readonly<Record<string, TemplateState>> = {
  "63040": "rejected",
  "63041": "paused",
  "63042": "disabled",
};

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

/** Seconds; null for Twilio's own. */
function validityOf(until: Instant | null, expires: number | null, now: Instant): number | null {
  const left = until === null ? Infinity : Math.floor((until - now) / second);
  const seconds = Math.min(left, (expires ?? Infinity) * 60);
  return seconds === Infinity ? null : Math.min(seconds, longestValidity);
}

/** Whether `fill` gave up: that is the outcome of the sending. */
export function isFailed(filled: Filled | Failed): filled is Failed {
  return "kind" in filled;
}
