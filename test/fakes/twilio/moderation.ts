import { z } from "zod";
import { refuse, type ContentRequest, type Refused } from "./rules.ts";

/** What WhatsApp's reviewers may come to. */
export type Verdict = "pending" | "approved" | "rejected" | "paused" | "disabled";

/** How a Content resource stands with WhatsApp. */
export interface Approval {
  readonly name: string;
  readonly category: string;
  readonly status: Verdict;
  readonly rejection_reason: string;
  readonly send_ttl_seconds: number | null;
}

/** A Content resource with its approval; null before it was asked for. */
export interface Kept {
  readonly sid: string;
  readonly content: ContentRequest;
  approval: Approval | null;
}

const approvalRequest = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/u),
  category: z.enum(["UTILITY", "MARKETING", "AUTHENTICATION"]),
  send_ttl_seconds: z.int().min(30).max(43_200).optional(),
});

/**
 * A request for approval, as WhatsApp takes it: a name that is free in this language, and a text
 * that its own rules allow. `locked` holds the names of what was deleted, with their languages.
 */
export function askApproval(
  kept: Kept,
  raw: string,
  all: Iterable<Kept>,
  locked: ReadonlySet<string>,
): Approval | Refused {
  const parsed = approvalRequest.safeParse(JSON.parse(raw));
  if (!parsed.success) return refuse(20001, "Invalid approval request");
  if (kept.approval !== null) return refuse(20001, "Approval was requested already");
  const { name, category, send_ttl_seconds = null } = parsed.data;
  const { language } = kept.content;
  const isTaken = [...all].some(
    (one) => one.approval?.name === name && one.content.language === language,
  );
  if (isTaken || locked.has(`${name} ${language}`)) {
    return refuse(20001, "There is already content in this language for this name");
  }
  const mistake = mistakeIn(kept.content);
  return {
    name,
    category,
    status: mistake === null ? "pending" : "rejected",
    rejection_reason: mistake ?? "",
    send_ttl_seconds,
  };
}

/** Independent of our own rules: what the reviewers' machines turn down at once. */
function mistakeIn({ types, variables = {} }: ContentRequest): string | null {
  const [type] = Object.values(types);
  const body = type?.body ?? "";
  const numbers = [...body.matchAll(/\{\{([^{}]*)\}\}/gu)].map(([, one]) => one ?? "");
  if (/^[^\p{L}\p{N}]*\{\{/u.test(body) || /\}\}[^\p{L}\p{N}]*$/u.test(body))
    return "leading or trailing parameter";
  if (/\}\}[^\p{L}\p{N}]*\{\{/u.test(body)) return "adjacent parameters";
  if (numbers.some((one, at) => one !== String(at + 1))) return "parameters are not sequential";
  if (numbers.some((one) => !variables[one])) return "a sample is missing";
  const words = body.replaceAll(/\{\{[^{}]*\}\}/gu, " ").match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < 2 * numbers.length + 1) return "too many parameters for its length";
  if (/\t| {5}|\n{3}/u.test(body)) return "white space";
  return null;
}

/** What Twilio answers to a template that is not approved, whatever the window. */
export function judgeApproval({ approval }: Kept): Refused | null {
  const refused: Partial<Record<Verdict, Refused>> = {
    rejected: refuse(63040, "Template Rejected"),
    paused: refuse(63041, "Template Paused"),
    disabled: refuse(63042, "Template Disabled"),
  };
  return approval === null ? null : (refused[approval.status] ?? null);
}

/** As `GET /v1/ContentAndApprovals` lists it. */
export function writeKept({ sid, content, approval }: Kept): object {
  return {
    sid,
    ...content,
    approval_requests: {
      ...(approval ?? { name: "", category: "", rejection_reason: "", status: "unsubmitted" }),
      allow_category_change: true,
      content_type: Object.keys(content.types)[0],
    },
  };
}
