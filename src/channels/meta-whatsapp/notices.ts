import { z } from "zod";
import type { Instant } from "../../core/instant.ts";
import type { TemplateState } from "../templates.ts";
import { becauseOf } from "./failures.ts";
import { readCode } from "./statuses.ts";

/** What Meta tells about the account itself. */
export type Notice =
  /** A template changed its state; `state` null when only a new look can tell. */
  | {
      readonly kind: "template";
      readonly name: string;
      readonly locale: string;
      readonly state: TemplateState | null;
      readonly because: string | null;
    }
  /** `event`: a word of Meta's. `isWorse` when something stops working or soon will. */
  | {
      readonly kind: "account";
      readonly field: string;
      readonly event: string;
      readonly isWorse: boolean;
      readonly at: Instant;
    };

const word = z
  .union([z.string(), z.number()])
  .transform((value) => plain(String(value)))
  .optional()
  .catch(undefined);

const templateSchema = z.object({
  event: word,
  // They go into the log.
  message_template_name: z.string().regex(/^[a-z0-9_]{1,512}$/u),
  message_template_language: z.string().regex(/^[A-Za-z_]{2,10}$/u),
  reason: word,
  new_category: word,
  correct_category: word,
});
const accountSchema = z.object({
  event: word,
  decision: word,
  alert_type: word,
  alert_info: z.object({ alert_type: word, alert_severity: word }).optional().catch(undefined),
});

/** What one change says of the account; nothing for the fields that concern people. */
export function readNotices(field: string, value: unknown, at: Instant): readonly Notice[] {
  if (field === "message_template_status_update" || field === "template_category_update") {
    const { data } = templateSchema.safeParse(value);
    return data === undefined ? [] : [templateNotice(data)];
  }
  if (accountFields.has(field)) {
    const { data } = accountSchema.safeParse(value);
    const event =
      data?.event ??
      data?.decision ??
      data?.alert_info?.alert_type ??
      data?.alert_type ??
      "unknown";
    const isWorse = !better.has(event) && data?.alert_info?.alert_severity !== "INFORMATIONAL";
    return [{ kind: "account", field, event, isWorse, at }];
  }
  // What Meta could not even hand over: only what concerns the account lasts.
  const { data } = z.object({ errors: z.array(z.unknown()).min(1) }).safeParse(value);
  if (field !== "messages" || data === undefined) return [];
  const event = readCode(data.errors) ?? "unknown";
  return [{ kind: "account", field, event, isWorse: becauseOf(event) === "account", at }];
}

function templateNotice(data: z.infer<typeof templateSchema>): Notice {
  const category = data.correct_category ?? data.new_category;
  const isAdvertising = category !== undefined && category !== "UTILITY";
  const state = isAdvertising ? "marketing" : (states[data.event ?? ""] ?? null);
  const because = isAdvertising ? category : data.reason === "NONE" ? null : (data.reason ?? null);
  return {
    kind: "template",
    name: data.message_template_name,
    locale: data.message_template_language,
    state,
    because,
  };
}

/** A reinstated one may have been filed elsewhere meanwhile: only a look can tell. */
const states: Readonly<Record<string, TemplateState>> = {
  PENDING: "pending",
  IN_APPEAL: "pending",
  REJECTED: "rejected",
  PAUSED: "paused",
  FLAGGED: "paused",
  DISABLED: "disabled",
  PENDING_DELETION: "missing",
};

const accountFields = new Set([
  "account_update",
  "account_alerts",
  "account_review_update",
  "business_status_update",
  "phone_number_quality_update",
  "phone_number_name_update",
  "security",
]);

/** What is good news, or none. */
const better = new Set([
  "VERIFIED_ACCOUNT",
  "APPROVED",
  "UNFLAGGED",
  "UPGRADE",
  "ONBOARDING",
  "PARTNER_ADDED",
  "ACCOUNT_RECONNECTED",
  "AD_ACCOUNT_LINKED",
  "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE",
]);

/** Their words are shown to operators and go into the log. */
function plain(value: string): string {
  return value
    .replaceAll(/[^\p{L}\p{N} _.,:'()/-]/gu, " ")
    .trim()
    .slice(0, 80);
}
