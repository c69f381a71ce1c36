import { z } from "zod";
import { providerName } from "../templates.ts";
import type { Ask } from "./client.ts";
import type { ContentBody } from "./encode.ts";
import { TwilioError } from "./failures.ts";
import { pageSchema, type Submission, type Version } from "./template-content.ts";

const json = { "Content-Type": "application/json", Accept: "application/json" };
const created = z.object({ sid: z.string().min(1) });

/** Makes a Content resource and answers its SID. Throws `TwilioError`. */
export function createContent(
  ask: Ask,
  signal: AbortSignal,
  title: string,
  body: ContentBody,
): Promise<string> {
  return ask(signal, async (client) => {
    // Not `contents.create`: its types are classes that write keys the API does not know.
    const answer: unknown = await client.content.v1.create({
      uri: "/Content",
      method: "post",
      data: { friendly_name: title, ...body },
      headers: json,
    });
    const { data } = created.safeParse(answer);
    if (data === undefined) throw new TwilioError({ kind: "lost", code: "no-sid" });
    return data.sid;
  });
}

/** Asks WhatsApp to approve a version; answers what was said of it. Throws `TwilioError`. */
export function requestApproval(
  ask: Ask,
  signal: AbortSignal,
  { name, language, version, sid }: Pick<Version, "name" | "language" | "version" | "sid">,
  approval: Submission["approval"],
): Promise<unknown> {
  return ask(signal, (client) =>
    client.content.v1.create({
      uri: `/Content/${sid}/ApprovalRequests/whatsapp`,
      method: "post",
      data: { name: providerName(name, language, version), ...approval },
      headers: json,
    }),
  );
}

/** More pages than an account can fill with what we make. */
const mostPages = 200;

/** Every Content resource of the account with its approval. Throws `TwilioError`. */
export function listContents(ask: Ask, signal: AbortSignal): Promise<readonly unknown[]> {
  return ask(signal, async (client) => {
    const contents: unknown[] = [];
    let params: Record<string, string> = { PageSize: "500" };
    for (let page = 0; page < mostPages; page += 1) {
      const answer: unknown = await client.content.v1.fetch({
        uri: "/ContentAndApprovals",
        method: "get",
        params,
        headers: { Accept: "application/json" },
      });
      const { data } = pageSchema.safeParse(answer);
      if (data === undefined) throw new TwilioError({ kind: "lost", code: "no-list" });
      contents.push(...data.contents);
      const next = data.meta.next_page_url ?? "";
      if (!URL.canParse(next)) return contents;
      params = Object.fromEntries(new URL(next).searchParams);
    }
    return contents;
  });
}
