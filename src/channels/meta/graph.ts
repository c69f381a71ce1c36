import { z } from "zod";
import type { Instant } from "../../core/instant.ts";
import type { MetaSettings } from "./config.ts";
import { GraphError, type Trouble } from "./failures.ts";
import { proofOf } from "./signature.ts";

type Query = Readonly<Record<string, string>>;

/** Requests to Meta's Graph API, each under the caller's deadline. They throw `GraphError` only. */
export interface Graph {
  /** `path` without a version and without a slash at its start: `1234/messages`. */
  get(path: string, query: Query, signal: AbortSignal): Promise<unknown>;
  post(path: string, body: object, signal: AbortSignal, query?: Query): Promise<unknown>;
  delete(path: string, query: Query, signal: AbortSignal, body?: object): Promise<unknown>;
}

export interface GraphParts {
  readonly meta: Pick<MetaSettings, "appSecret" | "graphBase" | "graphVersion">;
  /** Of a system user or a page. It travels in a header, never in an address. */
  readonly token: string;
  readonly fetch?: typeof fetch;
  readonly clock: () => Instant;
}

/** The Graph API over `fetch`: without retries, for a call may have been taken that was not answered. */
export function openGraph({ meta, token, clock, ...parts }: GraphParts): Graph {
  const call = parts.fetch ?? fetch;
  const proof = proofOf(token, meta.appSecret);

  async function exchange(
    method: string,
    path: string,
    query: Query,
    body: object | null,
    signal: AbortSignal,
  ): Promise<unknown> {
    if (signal.aborted) throw new GraphError({ kind: "unconnected", code: "aborted" });
    const url = new URL(`${meta.graphBase}/${meta.graphVersion}/${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    url.searchParams.set("appsecret_proof", proof);
    const response = await call(url, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: "application/json",
        ...(body === null ? {} : { "Content-Type": "application/json" }),
      },
      body: body === null ? null : JSON.stringify(body),
      redirect: "manual",
      signal,
    }).catch((error: unknown) => {
      throw new GraphError(readConnection(error, signal));
    });
    const text = await response.text().catch(() => {
      throw new GraphError({ kind: "lost", code: signal.aborted ? "timeout" : "cut" });
    });
    if (!response.ok) throw new GraphError(readAnswer(response, text, clock()));
    const answer = parseJson(text);
    if (typeof answer !== "object" || answer === null) {
      throw new GraphError({ kind: "lost", code: "not-json" });
    }
    // Meta has answered 200 with an error inside before.
    if ("error" in answer) throw new GraphError(readAnswer(response, text, clock()));
    return answer;
  }

  return {
    get: (path, query, signal) => exchange("GET", path, query, null, signal),
    post: (path, body, signal, query = {}) => exchange("POST", path, query, body, signal),
    delete: (path, query, signal, body) => exchange("DELETE", path, query, body ?? null, signal),
  };
}

const number = z.union([z.number(), z.string()]).transform((value) => readNumber(String(value)));
const failure = z.object({
  error: z.object({ code: number.optional(), error_subcode: number.optional().catch(undefined) }),
});

function readAnswer(response: Response, text: string, now: Instant): Trouble {
  const { data } = failure.safeParse(parseJson(text));
  return {
    kind: "answered",
    status: response.status,
    code: data?.error.code ?? null,
    subcode: data?.error.error_subcode ?? null,
    after: readWait(response.headers, now),
  };
}

/** Codes go into the log: what is no number of theirs may hold anything. */
function readNumber(value: string): string {
  return /^[0-9]{1,9}$/u.test(value) ? value : "unknown";
}

const usage = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().min(0).catch(0) })),
);

/** Milliseconds: from `Retry-After`, or the minutes in `X-Business-Use-Case-Usage`. */
function readWait(headers: Headers, now: Instant): number | null {
  const after = headers.get("retry-after");
  if (after !== null && /^[0-9]{1,7}$/u.test(after)) return Number(after) * 1_000;
  const date = after === null ? Number.NaN : Date.parse(after);
  if (!Number.isNaN(date)) return Math.max(0, date - now);
  const { data } = usage.safeParse(parseJson(headers.get("x-business-use-case-usage") ?? ""));
  const minutes = Object.values(data ?? {})
    .flat()
    .map((one) => one.estimated_time_to_regain_access);
  const longest = Math.max(0, ...minutes);
  return longest === 0 ? null : longest * 60_000;
}

/** Whether the request can have left: a connection that was never made took nothing with it. */
function readConnection(error: unknown, signal: AbortSignal): Trouble {
  if (signal.aborted) return { kind: "lost", code: "timeout" };
  const causes = flatten(error instanceof Error ? error.cause : null);
  const code = causes.map((cause) => cause.code).find((each) => each !== undefined) ?? "unknown";
  const never = causes.length > 0 && causes.every(isBeforeConnection);
  return { kind: never ? "unconnected" : "lost", code };
}

interface Cause {
  readonly code: string | undefined;
  readonly syscall: string | undefined;
}

function flatten(cause: unknown): readonly Cause[] {
  if (cause instanceof AggregateError) return cause.errors.flatMap(flatten);
  if (!(cause instanceof Error)) return [];
  const { code, syscall }: NodeJS.ErrnoException = cause;
  return [{ code, syscall }];
}

function isBeforeConnection({ code, syscall }: Cause): boolean {
  return (
    syscall === "connect" ||
    syscall === "getaddrinfo" ||
    code === "UND_ERR_CONNECT_TIMEOUT" ||
    /CERT|TLS|SIGNATURE/u.test(code ?? "")
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
