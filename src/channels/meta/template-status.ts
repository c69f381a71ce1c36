import type { TemplateState } from "../templates.ts";

const states: Readonly<Record<string, TemplateState>> = {
  APPROVED: "approved",
  PENDING: "pending",
  IN_APPEAL: "pending",
  REJECTED: "rejected",
  PAUSED: "paused",
  DISABLED: "disabled",
  LIMIT_EXCEEDED: "disabled",
  ARCHIVED: "disabled",
  PENDING_DELETION: "missing",
  DELETED: "missing",
};

/** How a template stands. A status nobody knows is waited for. */
export function readStatus(
  status: string,
  category: string | undefined,
  reason: string | undefined,
): { readonly state: TemplateState; readonly because: string | null } {
  const state = states[status.toUpperCase()] ?? "pending";
  const filed = (category ?? "UTILITY").toUpperCase();
  // Filed elsewhere: it would cost more, and go to people who agreed to no advertising.
  if (state === "approved" && filed !== "UTILITY") {
    return { state: "marketing", because: plain(filed) };
  }
  return { state, because: plain(reason ?? "") };
}

/** Reasons are shown to operators and go into the log: a code or a few plain words. */
function plain(reason: string): string | null {
  const words = reason.replaceAll(/[^\p{L}\p{N} _.,:'()/-]/gu, " ").trim();
  return words === "" || words === "NONE" ? null : words.slice(0, 120);
}
