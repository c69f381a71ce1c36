import type { ServerResponse } from "node:http";
import { misbehave, reply, takes, type CallKind, type Misbehavior } from "./accidents.ts";
import { askApproval, writeKept, type Kept, type Verdict } from "./moderation.ts";
import { contentRequest, refuse } from "./rules.ts";
import type { Call } from "./webhooks.ts";

/** What the rest of the stand-in lends. */
export interface ContentParts {
  readonly accountSid: string;
  readonly nextSid: (prefix: string) => string;
  readonly plan: (on: CallKind, to: string | null) => Misbehavior | null;
  readonly write: (call: Partial<Call> & Pick<Call, "kind">) => Call;
}

/** The Content API: resources, their approvals, and the reviewers of WhatsApp. */
export function makeContentApi({ accountSid, nextSid, plan, write }: ContentParts) {
  const contents = new Map<string, Kept>();
  const locked = new Set<string>();

  async function createContent(raw: string, response: ServerResponse): Promise<void> {
    const parsed = contentRequest.safeParse(JSON.parse(raw));
    const planned = plan("content", null);
    const isTaken = parsed.success && takes(planned);
    const sid = isTaken ? nextSid("HX") : null;
    write({ kind: "content", sid, body: raw, taken: isTaken });
    if (sid !== null && parsed.success) {
      contents.set(sid, { sid, content: parsed.data, approval: null });
    }
    if (await misbehave(planned, response)) return;
    if (!parsed.success) return reply(response, 400, { ...refuse(20001, "Invalid content") });
    return reply(response, 201, { sid, account_sid: accountSid, ...parsed.data });
  }

  async function createApproval(
    kept: Kept | undefined,
    raw: string,
    response: ServerResponse,
  ): Promise<void> {
    const planned = plan("approval", null);
    const answered = kept && askApproval(kept, raw, contents.values(), locked);
    const isTaken = answered !== undefined && "category" in answered && takes(planned);
    write({ kind: "approval", sid: kept?.sid ?? null, body: raw, taken: isTaken });
    if (isTaken && kept !== undefined) kept.approval = answered;
    if (await misbehave(planned, response)) return;
    if (answered === undefined) return reply(response, 404, { ...refuse(20404, "Not found", 404) });
    return reply(response, isTaken ? 201 : 400, { ...answered });
  }

  async function listContents(query: URLSearchParams, response: ServerResponse): Promise<void> {
    write({ kind: "contents" });
    if (await misbehave(plan("contents", null), response)) return;
    const size = Math.min(Number(query.get("PageSize") ?? 50), 1_000);
    const from = Number(query.get("PageToken") ?? 0);
    const until = from + size;
    const next = `https://content.twilio.com/v1/ContentAndApprovals?PageSize=${size}&PageToken=${until}`;
    return reply(response, 200, {
      contents: [...contents.values()].slice(from, until).map(writeKept),
      meta: {
        key: "contents",
        page_size: size,
        next_page_url: until < contents.size ? next : null,
      },
    });
  }

  return {
    find: (sid: string | null) => contents.get(sid ?? ""),
    all: () => [...contents.values()],
    /** False when the route is none of ours. */
    async answer(route: string, query: URLSearchParams, raw: string, response: ServerResponse) {
      const asked = /^POST \/v1\/Content\/(HX[0-9a-f]{32})\/ApprovalRequests\/whatsapp$/u.exec(
        route,
      );
      if (route === "POST /v1/Content") await createContent(raw, response);
      else if (route === "GET /v1/ContentAndApprovals") await listContents(query, response);
      else if (asked !== null) await createApproval(contents.get(asked[1] ?? ""), raw, response);
      else return false;
      return true;
    },
    moderate(name: string, status: Verdict, category?: string): void {
      for (const kept of contents.values()) {
        if (kept.approval?.name.startsWith(name) !== true) continue;
        kept.approval = {
          ...kept.approval,
          status,
          ...(category === undefined ? {} : { category }),
          rejection_reason: status === "rejected" ? "INVALID_FORMAT" : "",
        };
      }
    },
    forget(sid: string): void {
      const kept = contents.get(sid);
      if (kept?.approval) locked.add(`${kept.approval.name} ${kept.content.language}`);
      contents.delete(sid);
    },
  };
}
