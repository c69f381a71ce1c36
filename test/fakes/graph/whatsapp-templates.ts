import type { ServerResponse } from "node:http";
import { z } from "zod";
import { refuse, reply, takes, type Refused } from "./accidents.ts";
import type { Shown } from "./ledger.ts";
import type { GraphRequest, SideParts } from "./server.ts";
import type { TemplateRequest } from "./whatsapp-rules.ts";

/** What WhatsApp's reviewers may come to. */
export type Verdict = "PENDING" | "APPROVED" | "REJECTED" | "PAUSED" | "DISABLED";

const creation = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/u),
  language: z.enum(["fr", "ar", "ar_MA", "en"]),
  category: z.enum(["UTILITY", "MARKETING"]),
  parameter_format: z.enum(["NAMED", "POSITIONAL", "named", "positional"]).optional(),
  message_send_ttl_seconds: z.int().min(30).max(43_200).optional(),
  components: z.array(
    z.discriminatedUnion("type", [
      z.strictObject({
        type: z.literal("BODY"),
        text: z.string().min(1).max(1_024),
        example: z
          .strictObject({
            body_text_named_params: z.array(
              z.strictObject({
                param_name: z.string().regex(/^[a-z0-9_]+$/u),
                example: z.string().min(1),
              }),
            ),
          })
          .optional(),
      }),
      z.strictObject({
        type: z.literal("BUTTONS"),
        buttons: z
          .array(
            z.strictObject({ type: z.literal("QUICK_REPLY"), text: z.string().min(1).max(25) }),
          )
          .min(1)
          .max(10),
      }),
    ]),
  ),
});
export type Creation = z.infer<typeof creation>;

/** A template of the business. */
export interface KeptTemplate {
  readonly id: string;
  readonly made: Creation;
  category: string;
  status: Verdict;
  reason: string;
}

/** The templates of the business, and the reviewers of WhatsApp. */
export function makeTemplates({ plan, ledger, misbehave, nextId }: SideParts) {
  const kept = new Map<string, KeptTemplate>();
  const locked = new Set<string>();
  let flips: string | null = null;

  async function create(request: GraphRequest, response: ServerResponse): Promise<void> {
    const planned = plan("template", null);
    const judged = judge(creation.safeParse(request.body));
    const isTaken = !("code" in judged) && takes(planned);
    const id = isTaken ? nextId("9") : null;
    const route = `${request.method} ${request.path}`;
    const { body } = request;
    ledger.write({ kind: "template", product: "whatsapp", route, body, id, taken: isTaken });
    if (id !== null && !("code" in judged)) {
      const mistake = mistakeIn(judged);
      kept.set(id, {
        id,
        made: judged,
        category: flips ?? judged.category,
        status: mistake === null ? "PENDING" : "REJECTED",
        reason: mistake ?? "NONE",
      });
    }
    if (await misbehave(planned, response)) return;
    if ("code" in judged) return refuse(response, judged);
    const made = kept.get(id ?? "");
    return reply(response, 200, { id, status: made?.status, category: made?.category });
  }

  function judge(parsed: z.ZodSafeParseResult<Creation>): Creation | Refused {
    if (!parsed.success) return { status: 400, code: 100, message: "Invalid parameter" };
    const { name, language } = parsed.data;
    const isThere = [...kept.values()].some(
      ({ made }) => made.name === name && made.language === language,
    );
    const said = { status: 400, code: 100, message: "Content in this language already exists" };
    if (isThere) return { ...said, subcode: 2388024 };
    return locked.has(`${name} ${language}`) ? { ...said, subcode: 2388023 } : parsed.data;
  }

  async function list(request: GraphRequest, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.path}`;
    ledger.write({ kind: "templates", product: "whatsapp", route });
    if (await misbehave(plan("templates", null), response)) return;
    const size = Math.min(Number(request.query.get("limit") ?? 25), 200);
    const from = Number(request.query.get("after") ?? 0);
    const all = [...kept.values()];
    const page = all.slice(from, from + size);
    const isLast = from + size >= all.length;
    return reply(response, 200, {
      data: page.map(({ id, made, category, status, reason }) => ({
        id,
        name: made.name,
        language: made.language,
        status,
        category,
        parameter_format: made.parameter_format?.toUpperCase() ?? "POSITIONAL",
        rejected_reason: reason,
        components: made.components,
      })),
      paging: {
        cursors: { before: String(from), after: String(from + page.length) },
        ...(isLast ? {} : { next: "https://graph.facebook.com/next" }),
      },
    });
  }

  return {
    /** The templates, oldest first. */
    all: (): readonly KeptTemplate[] => [...kept.values()],
    create,
    list,
    /** The reviewers decide about every template whose name begins like this; those to come wait. */
    moderate(name: string, status: Verdict, category?: string): void {
      for (const one of kept.values()) {
        if (!one.made.name.startsWith(name)) continue;
        one.status = status;
        one.reason = status === "REJECTED" ? "INVALID_FORMAT" : "NONE";
        if (category !== undefined) one.category = category;
      }
    },
    /** From now on the reviewers file what is made under this, whatever was asked; null for no longer. */
    file(category: string | null): void {
      flips = category;
    },
    /** Deletes a template, as somebody might in the manager: its name is locked. */
    forget(id: string): void {
      const one = kept.get(id);
      if (one !== undefined) locked.add(`${one.made.name} ${one.made.language}`);
      kept.delete(id);
    },
    /** What the person sees of a template, or how Meta turns it down. */
    fill({ name, language, components = [] }: TemplateRequest): Shown | Refused {
      const one = [...kept.values()].find(
        ({ made }) => made.name === name && made.language === language.code,
      );
      if (one?.status === "PAUSED") return { status: 400, code: 132015, message: "Paused" };
      if (one?.status === "DISABLED") return { status: 400, code: 132016, message: "Disabled" };
      if (one === undefined || one.status !== "APPROVED") {
        return { status: 404, code: 132001, message: "Template name does not exist" };
      }
      const text = one.made.components.find(({ type }) => type === "BODY");
      const body = text?.type === "BODY" ? text.text : "";
      const names = [...body.matchAll(/\{\{([^{}]*)\}\}/gu)].map(([, each = ""]) => each);
      const given = components.flatMap((part) => (part.type === "body" ? part.parameters : []));
      if (given.length !== new Set(names).size) {
        return { status: 400, code: 132000, message: "Number of parameters does not match" };
      }
      const values = new Map(given.map((each) => [each.parameter_name ?? "", each.text]));
      if (names.some((each) => !values.has(each))) {
        return { status: 400, code: 100, message: "Parameter name is missing or empty" };
      }
      if (given.some((each) => each.text === "" || /[\n\r\t]| {5}/u.test(each.text))) {
        return { status: 400, code: 132018, message: "Param text cannot have new-line" };
      }
      const filled = body.replaceAll(/\{\{([^{}]*)\}\}/gu, (_, each: string) => {
        return values.get(each) ?? "";
      });
      if (filled.length > 1_024) return { status: 400, code: 132005, message: "Text too long" };
      const buttons = one.made.components.find(({ type }) => type === "BUTTONS");
      const payloads = new Map(
        components.flatMap((part) =>
          part.type === "button" ? [[part.index, part.parameters[0].payload] as const] : [],
        ),
      );
      const labels = buttons?.type === "BUTTONS" ? buttons.buttons.map((each) => each.text) : [];
      if ([...payloads.keys()].some((at) => at >= labels.length)) {
        return { status: 400, code: 132000, message: "There is no such button" };
      }
      const choices = labels.map((label, at) => ({
        // Without a payload, a tap sends the label back.
        id: payloads.get(at) ?? label,
        label,
        about: null,
      }));
      return { text: filled, choices, open: null, file: null, template: name };
    },
  };
}

/** Independent of our own rules: what the reviewers' machines turn down at once. */
function mistakeIn({ components }: Creation): string | null {
  const found = components.find(({ type }) => type === "BODY");
  if (found?.type !== "BODY") return "NO_BODY";
  const { text, example } = found;
  const names = [...text.matchAll(/\{\{([^{}]*)\}\}/gu)].map(([, one]) => one ?? "");
  const samples = (example?.body_text_named_params ?? []).map((one) => one.param_name);
  if (/^[^\p{L}\p{N}]*\{\{/u.test(text) || /\}\}[^\p{L}\p{N}]*$/u.test(text)) {
    return "leading or trailing parameter";
  }
  if (/\}\}[^\p{L}\p{N}]*\{\{/u.test(text)) return "adjacent parameters";
  if (names.some((one) => !samples.includes(one))) return "a sample is missing";
  if (samples.length !== new Set(names).size) return "a sample too many";
  const words = text.replaceAll(/\{\{[^{}]*\}\}/gu, " ").match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < 2 * names.length + 1) return "too many parameters for its length";
  if (/\t| {5}|\n{3}/u.test(text)) return "white space";
  return null;
}
