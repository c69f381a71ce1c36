import { AsyncLocalStorage } from "node:async_hooks";
import type { Twilio } from "twilio";
import { z } from "zod";
import type { Instant } from "../../core/instant.ts";
import type { TwilioWhatsappSettings } from "./config.ts";
import { readErrorCode } from "./decode.ts";
import { TwilioError, type Trouble } from "./failures.ts";

/** Runs requests of the Twilio SDK under the caller's deadline; throws `TwilioError` only. */
export type Ask = <Result>(
  signal: AbortSignal,
  work: (client: Twilio) => Promise<Result>,
) => Promise<Result>;

/**
 * Twilio's SDK over `fetch`: without retries of its own, with a deadline, and with the
 * `Retry-After` that the SDK's own errors drop. It is loaded at the first request.
 */
export function makeAsk(
  settings: TwilioWhatsappSettings,
  call: typeof fetch,
  clock: () => Instant,
): Ask {
  // The SDK has no place for a signal on its way to the HTTP client.
  const deadlines = new AsyncLocalStorage<AbortSignal>();
  let loading: Promise<Twilio> | null = null;
  const load = async (): Promise<Twilio> => {
    const { default: twilio } = await import("twilio");
    class Client extends twilio.RequestClient {
      override async request<Data>(asked: RequestOptions<Data>) {
        return exchange<Data>(asked, deadlines.getStore() ?? AbortSignal.timeout(10_000));
      }
    }
    return new twilio.Twilio(settings.accountSid, settings.authToken, { httpClient: new Client() });
  };
  async function exchange<Data>(asked: RequestOptions<Data>, signal: AbortSignal) {
    // Whoever slept while the SDK was loaded hears the deadline only when timers have run.
    await new Promise((done) => setTimeout(done, 0));
    if (signal.aborted) throw new TwilioError({ kind: "unconnected", code: "aborted" });
    const response = await call(redirect(asked, settings.apiBase), {
      method: asked.method.toUpperCase(),
      headers: writeHeaders(asked),
      body: writeBody(asked),
      redirect: "manual",
      signal,
    }).catch((error: unknown) => {
      throw new TwilioError(readConnection(error, signal));
    });
    const text = await response.text().catch(() => {
      throw new TwilioError({ kind: "lost", code: signal.aborted ? "timeout" : "cut" });
    });
    if (!response.ok) {
      throw new TwilioError({
        kind: "answered",
        status: response.status,
        code: readCode(text),
        after: readRetryAfter(response.headers.get("retry-after"), clock()),
      });
    }
    try {
      const body: Data = JSON.parse(text);
      return { statusCode: response.status, body, headers: {} };
    } catch {
      throw new TwilioError({ kind: "lost", code: "not-json" });
    }
  }
  return async (signal, work) => {
    try {
      const client = await (loading ??= load());
      return await deadlines.run(signal, () => work(client));
    } catch (error) {
      if (error instanceof TwilioError) throw error;
      // The SDK could not read an answer, or could not be loaded.
      throw new TwilioError({ kind: "lost", code: "sdk" });
    }
  };
}

/** The part of the SDK's request options that we read. */
interface RequestOptions<Data> {
  readonly method: string;
  readonly uri: string;
  readonly username?: string;
  readonly password?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: object;
  readonly data?: Data;
}

function redirect(asked: RequestOptions<unknown>, base: string | null): string {
  const url = new URL(asked.uri);
  for (const [key, value] of fieldsOf(asked.params ?? {})) url.searchParams.append(key, value);
  return base === null ? url.href : `${base}${url.pathname}${url.search}`;
}

function writeHeaders(asked: RequestOptions<unknown>): Record<string, string> {
  const basic = Buffer.from(`${asked.username ?? ""}:${asked.password ?? ""}`).toString("base64");
  return { ...asked.headers, Authorization: `Basic ${basic}` };
}

function writeBody(asked: RequestOptions<unknown>): string | null {
  if (asked.data === undefined || asked.data === null) return null;
  if (asked.headers?.["Content-Type"] === "application/json") return JSON.stringify(asked.data);
  return new URLSearchParams(fieldsOf(Object(asked.data))).toString();
}

function fieldsOf(fields: object): [string, string][] {
  return Object.entries(fields).flatMap(([key, value]: [string, unknown]) =>
    [value].flat().flatMap((each): [string, string][] => {
      return typeof each === "string" || typeof each === "number" || typeof each === "boolean"
        ? [[key, String(each)]]
        : [];
    }),
  );
}

/** Whether the request can have left: a connection that was never made took nothing with it. */
function readConnection(error: unknown, signal: AbortSignal): Trouble {
  if (signal.aborted) return { kind: "lost", code: "timeout" };
  const causes = flatten(error instanceof Error ? error.cause : null);
  const code = causes.map(({ code }) => code).find((each) => each !== undefined) ?? "unknown";
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

const failure = z.object({ code: z.union([z.number(), z.string()]).transform(String) });

function readCode(text: string): string | null {
  try {
    return readErrorCode(failure.safeParse(JSON.parse(text)).data?.code ?? "");
  } catch {
    return null;
  }
}

/** Milliseconds, from seconds or from a date. */
function readRetryAfter(header: string | null, now: Instant): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  const after = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - now;
  return Number.isNaN(after) ? null : Math.max(0, after);
}
