import type { Refusal, Sending } from "../channel.ts";

/** What went wrong with one request to the Graph API. */
export type Trouble =
  /** It never reached them. */
  | { readonly kind: "unconnected"; readonly code: string }
  /** It may have reached them; no answer, or none that can be read. */
  | { readonly kind: "lost"; readonly code: string }
  | {
      readonly kind: "answered";
      readonly status: number;
      /** Meta's numbers; null when the answer was none of Meta's. */
      readonly code: string | null;
      readonly subcode: string | null;
      /** Milliseconds to wait, as they say; null when they do not. */
      readonly after: number | null;
    };

/** A request to Meta that failed. Its message holds codes only, never what was sent. */
export class GraphError extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(`graph: ${trouble.kind} ${codeOf(trouble)}`);
    this.name = "GraphError";
    this.trouble = trouble;
  }
}

/** What went wrong, whoever threw it. */
export function troubleOf(error: unknown): Trouble {
  return error instanceof GraphError ? error.trouble : { kind: "lost", code: "unknown" };
}

/**
 * What the error codes of one product mean. Keys are a code, or a code and its subcode such as
 * `10/2018278`; the longer one counts.
 */
export interface ErrorTable {
  readonly refusals: Readonly<Record<string, Refusal>>;
  /** `after`: milliseconds, when Meta does not say. */
  readonly throttles: Readonly<
    Record<string, { readonly scope: "channel" | "contact"; readonly after: number }>
  >;
  /** Not taken, by their own word, and it may be tried again. */
  readonly outages: readonly string[];
}

/**
 * What is the same everywhere: developers.facebook.com/docs/graph-api/guides/error-handling.
 *
 * 4, 17, 32, 613: limits of calls. 190, 102, 463 and 467: the token. 3, 10, 200: what it may do.
 */
const common: ErrorTable = {
  refusals: {
    "0": "account",
    "3": "account",
    "10": "account",
    "102": "account",
    "190": "account",
    "200": "account",
    "368": "account",
    "100": "content",
    // An object that is not there or not ours: the number, the page, the business.
    "100/33": "account",
  },
  throttles: {
    "4": { scope: "channel", after: 60_000 },
    "17": { scope: "channel", after: 60_000 },
    "32": { scope: "channel", after: 60_000 },
    "613": { scope: "channel", after: 5_000 },
  },
  outages: [],
};

/** What became of a call that did not go well. */
export type Failed = Exclude<Sending, { kind: "sent" }>;

const pause = 1_000;

/** Why a message with this error would be refused again; null when it need not be. */
export function refusalOf(
  table: ErrorTable,
  code: string | null,
  subcode: string | null = null,
): Refusal | null {
  const found = lookUp(table.refusals, code, subcode) ?? lookUp(common.refusals, code, subcode);
  if (found !== undefined) return found;
  // 200 to 299: permissions that were not given or were taken back.
  return code !== null && /^2[0-9]{2}$/u.test(code) ? "account" : null;
}

/**
 * What a failed sending means for the delivery.
 *
 * No call is idempotent: whatever leaves room for doubt is uncertain.
 */
export function judge(trouble: Trouble, table: ErrorTable): Failed {
  const code = codeOf(trouble);
  if (trouble.kind === "unconnected") return { kind: "unsent", code };
  if (trouble.kind === "lost") return { kind: "uncertain", code };
  const { status, code: known, subcode } = trouble;
  const limit = lookUp(table.throttles, known, subcode) ?? lookUp(common.throttles, known, subcode);
  if (limit !== undefined) {
    return { kind: "throttled", scope: limit.scope, after: trouble.after ?? limit.after };
  }
  if (status === 429) return { kind: "throttled", scope: "channel", after: trouble.after ?? pause };
  if (known !== null && table.outages.includes(known)) return { kind: "unsent", code };
  const because = refusalOf(table, known, subcode);
  if (because !== null) return { kind: "refused", code, because };
  if (status >= 500 || status === 408 || known === "1" || known === "2") {
    return { kind: "uncertain", code };
  }
  if (status === 401 || status === 403 || status === 404) {
    return { kind: "refused", code, because: "account" };
  }
  if (status >= 400) return { kind: "refused", code, because: "content" };
  return { kind: "uncertain", code };
}

function lookUp<Value>(
  table: Readonly<Record<string, Value>>,
  code: string | null,
  subcode: string | null,
): Value | undefined {
  if (code === null) return undefined;
  const full = `${code}/${subcode ?? ""}`;
  if (subcode !== null && Object.hasOwn(table, full)) return table[full];
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** The code with which something stopped, for the log. */
export function codeOf(trouble: Trouble): string {
  if (trouble.kind !== "answered") return trouble.code;
  if (trouble.code === null) return `http-${trouble.status}`;
  return trouble.subcode === null ? trouble.code : `${trouble.code}/${trouble.subcode}`;
}
