import type { ServerResponse } from "node:http";
import { z } from "zod";
import { refuse, reply, takes, type Refused } from "./accidents.ts";
import type { Shown } from "./ledger.ts";
import type { GraphRequest, SideParts } from "./server.ts";

const creation = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/u),
  language: z.enum(["fr", "ar", "ar_MA", "en"]),
  category: z.literal("UTILITY"),
  components: z
    .array(
      z.discriminatedUnion("type", [
        z.strictObject({
          type: z.literal("BODY"),
          text: z.string().min(1).max(1_024),
          example: z.strictObject({ body_text: z.tuple([z.array(z.string().min(1))]) }).optional(),
        }),
        z.strictObject({
          type: z.literal("BUTTONS"),
          buttons: z
            .array(
              z.strictObject({ type: z.literal("QUICK_REPLY"), text: z.string().min(1).max(20) }),
            )
            .min(1)
            .max(3),
        }),
      ]),
    )
    .min(1),
});

const sending = z.strictObject({
  metadata: z.string().optional(),
  template: z.strictObject({
    name: z.string(),
    language: z.strictObject({ code: z.string() }),
    components: z
      .tuple([
        z.strictObject({
          type: z.literal("body"),
          parameters: z.array(z.strictObject({ type: z.literal("text"), text: z.string().min(1) })),
        }),
      ])
      .optional(),
  }),
});

interface KeptTemplate {
  readonly id: string;
  readonly made: z.infer<typeof creation>;
  status: string;
  category: string;
}

/** The utility templates of the page: approved within seconds, never changed afterwards. */
export function makePageTemplates({ plan, ledger, misbehave, nextId }: SideParts) {
  const kept: KeptTemplate[] = [];
  const product = "messenger";

  function judge(body: unknown): z.infer<typeof creation> | Refused {
    const { data } = creation.safeParse(body);
    if (data === undefined) return { status: 400, code: 100, message: "Invalid parameter" };
    const { name, language } = data;
    const isThere = kept.some(({ made }) => made.name === name && made.language === language);
    const message = "Content in this language already exists";
    return isThere ? { status: 400, code: 100, subcode: 2388024, message } : data;
  }

  return {
    all: (): readonly KeptTemplate[] => kept,
    /** The reviewers decide about every template whose name begins like this. */
    moderate(name: string, status: string, category = "UTILITY"): void {
      for (const one of kept) {
        if (one.made.name.startsWith(name)) Object.assign(one, { status, category });
      }
    },
    async answer(request: GraphRequest, response: ServerResponse): Promise<void> {
      const route = `${request.method} ${request.path}`;
      if (request.method === "GET") {
        ledger.write({ kind: "templates", product, route });
        if (await misbehave(plan("templates", null), response)) return;
        const size = Number(request.query.get("limit") ?? 25);
        const from = Number(request.query.get("after") ?? 0);
        const data = kept.slice(from, from + size).map(({ id, made, status, category }) => ({
          ...made,
          id,
          status,
          category,
        }));
        const after = String(from + size);
        const next = from + size < kept.length ? { next: "https://graph.facebook.com/n" } : {};
        return reply(response, 200, { data, paging: { cursors: { after }, ...next } });
      }
      const planned = plan("template", null);
      const judged = judge(request.body);
      const isTaken = !("code" in judged) && takes(planned);
      const id = isTaken ? nextId("8") : null;
      const { body } = request;
      ledger.write({ kind: "template", product, route, body, id, taken: isTaken });
      if (id !== null && !("code" in judged)) {
        kept.push({ id, made: judged, status: "PENDING", category: "UTILITY" });
      }
      if (await misbehave(planned, response)) return;
      if ("code" in judged) return refuse(response, judged);
      reply(response, 200, { id, status: "PENDING", category: "UTILITY" });
    },
    /** What the person sees, or how Meta turns it down. */
    fill(message: unknown): Shown | Refused {
      const { data } = sending.safeParse(message);
      if (data === undefined) return { status: 400, code: 100, message: "Invalid parameter" };
      const { name, language, components } = data.template;
      const one = kept.find(({ made }) => made.name === name && made.language === language.code);
      if (one?.status !== "APPROVED") {
        return { status: 400, code: 100, message: "Template is not approved" };
      }
      const body = one.made.components.find(({ type }) => type === "BODY");
      const given = components?.[0].parameters.map(({ text }) => text) ?? [];
      const text = body?.type === "BODY" ? body.text : "";
      const needed = new Set([...text.matchAll(/\{\{(\d+)\}\}/gu)].map(([, at]) => at));
      if (needed.size !== given.length) {
        return { status: 400, code: 100, message: "Number of parameters does not match" };
      }
      const filled = text.replaceAll(
        /\{\{(\d+)\}\}/gu,
        (_, at: string) => given[Number(at) - 1] ?? "",
      );
      const buttons = one.made.components.find(({ type }) => type === "BUTTONS");
      const labels = buttons?.type === "BUTTONS" ? buttons.buttons.map((each) => each.text) : [];
      const choices = labels.map((label) => ({ id: label, label, about: null }));
      return { text: filled, choices, open: null, file: null, template: name };
    },
  };
}
