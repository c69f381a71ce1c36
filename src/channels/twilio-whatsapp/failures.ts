import type { Refusal, Sending } from "../channel.ts";

/** What went wrong with one request to Twilio. */
export type Trouble =
  /** It never reached them. */
  | { readonly kind: "unconnected"; readonly code: string }
  /** It may have reached them; no answer, or none that can be read. */
  | { readonly kind: "lost"; readonly code: string }
  /** `after`: milliseconds, from `Retry-After`; null when they do not say. */
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly code: string | null;
      readonly after: number | null;
    };

/** A request to Twilio that failed. Its message holds codes only, never what was sent. */
export class TwilioError extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(`twilio: ${trouble.kind} ${codeOf(trouble)}`);
    this.name = "TwilioError";
    this.trouble = trouble;
  }
}

/**
 * Error codes for good, by what they mean for us.
 *
 * twilio.com/docs/api/errors, as quoted on 2026-08-29. 63032 and 63049 forbid this message now, not
 * every message to this person: they stand with the contents.
 */
const refusals: Readonly<Record<string, Refusal>> = {
  21211: "contact",
  21214: "contact",
  21614: "contact",
  63003: "contact",
  63015: "contact",
  63024: "contact",
  21610: "opt-out",
  63033: "opt-out",
  63016: "window",
  21602: "content",
  21617: "content",
  21619: "content",
  21655: "content",
  21656: "content",
  63005: "content",
  63013: "content",
  63032: "content",
  63040: "content",
  63041: "content",
  63042: "content",
  63049: "content",
  92002: "content",
  92007: "content",
  20003: "account",
  20404: "account",
  21212: "account",
  21606: "account",
  21609: "account",
  21659: "account",
  63001: "account",
  63007: "account",
  63051: "account",
  63112: "account",
};
const byCode: ReadonlyMap<string, Refusal> = new Map(Object.entries(refusals));
const throttles = new Set(["20429", "63018"]);
/** WhatsApp itself was down, and Twilio said so before taking the message. */
const outages = new Set(["63009", "63010", "63012"]);
const pause = 1_000;

/** Why a message with this error code would be refused again; null when it need not be. */
export function refusalOf(code: string | null): Refusal | null {
  return code === null ? null : (byCode.get(code) ?? null);
}

/** What became of a call that did not go well. */
export type Failed = Exclude<Sending, { kind: "sent" }>;

/** What went wrong, whoever threw it. */
export function troubleOf(error: unknown): Trouble {
  return error instanceof TwilioError ? error.trouble : { kind: "lost", code: "unknown" };
}

/**
 * What a failed `POST Messages` means for the delivery.
 *
 * The call is not idempotent: whatever leaves room for doubt is uncertain.
 */
export function judge(trouble: Trouble): Failed {
  const code = codeOf(trouble);
  if (trouble.kind === "unconnected") return { kind: "unsent", code };
  if (trouble.kind === "lost") return { kind: "uncertain", code };
  const { status } = trouble;
  if (status === 429 || throttles.has(code)) {
    return { kind: "throttled", scope: "channel", after: trouble.after ?? pause };
  }
  if (status >= 500 || status === 408) return { kind: "uncertain", code };
  if (outages.has(code)) return { kind: "unsent", code };
  const because = refusalOf(trouble.code);
  if (because !== null) return { kind: "refused", code, because };
  if (status === 401 || status === 403 || status === 404) {
    return { kind: "refused", code, because: "account" };
  }
  if (status >= 400) return { kind: "refused", code, because: "content" };
  return { kind: "uncertain", code };
}

function codeOf(trouble: Trouble): string {
  return trouble.code ?? (trouble.kind === "answered" ? `http-${trouble.status}` : "unknown");
}
