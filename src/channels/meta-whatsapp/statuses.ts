import { z } from "zod";
import type { Instant } from "../../core/instant.ts";
import type { ReceiptEvent } from "../channel.ts";
import { readInstant } from "../meta/webhook.ts";
import { channelName, readPhone, readScoped } from "./addresses.ts";
import { readEcho } from "./encode.ts";
import { becauseOf } from "./failures.ts";

const name = z.string().optional().catch(undefined);
const statusSchema = z.object({
  id: z.string().min(1).max(300),
  status: z.string(),
  timestamp: z.unknown().optional(),
  recipient_id: name,
  recipient_user_id: name,
  biz_opaque_callback_data: name,
  errors: z.array(z.unknown()).catch([]),
});

/** `played`: a voice note was listened to. `deleted` changes nothing of what was delivered. */
const statuses: Readonly<Record<string, ReceiptEvent["status"]>> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  played: "read",
  failed: "failed",
};

/**
 * What became of one of our messages, in whatever order they come.
 *
 * Whom it was for is what our own echo says: a failure may name nobody, and a number may come back
 * written in another way than we wrote to it.
 */
export function readStatus(raw: unknown, now: Instant): ReceiptEvent | null {
  const { data } = statusSchema.safeParse(raw);
  if (data === undefined || !Object.hasOwn(statuses, data.status)) return null;
  const status = statuses[data.status];
  const echo = readEcho(data.biz_opaque_callback_data);
  const address =
    (echo === null ? null : { channel: channelName, id: echo.address }) ??
    readPhone(data.recipient_id) ??
    readScoped(data.recipient_user_id ?? data.recipient_id);
  if (status === undefined || address === null) return null;
  const code = status === "failed" ? readCode(data.errors) : null;
  const because = becauseOf(code);
  return {
    address,
    delivery: echo?.delivery ?? null,
    providerId: data.id,
    status,
    code,
    ...(because === null ? {} : { because }),
    at: readInstant(data.timestamp, now),
  };
}

const errorSchema = z.object({ code: z.coerce.string() });

/** Codes go into the log: what is no number of theirs may hold anything. */
export function readCode(errors: readonly unknown[]): string | null {
  for (const error of errors) {
    const { data } = errorSchema.safeParse(error);
    if (data !== undefined) return /^[0-9]{1,9}$/u.test(data.code) ? data.code : "unknown";
  }
  return null;
}
