import { z } from "zod";
import type { Language } from "../../core/language/languages.ts";
import {
  bodyMost,
  exampleOf,
  fillTemplate,
  templateTap,
  variable,
  variablesOf,
  type Template,
} from "../../core/templates.ts";
import type { Submission, TemplateProduct, Version } from "../meta/template-book.ts";
import type { TemplateBody } from "../meta/template-desk.ts";
import { readStatus } from "../meta/template-status.ts";
import { locales, providerName, readProviderName, type TemplateState } from "../templates.ts";
import { channelName } from "./addresses.ts";
import type { Body } from "./encode.ts";
import { whatsappErrors } from "./failures.ts";

/** What is particular to WhatsApp's templates, of the business with this id. */
export function whatsappTemplates(businessId: string): {
  readonly product: TemplateProduct;
  readonly fill: (version: Version, body: TemplateBody) => Body | null;
  readonly states: Readonly<Record<string, TemplateState>>;
} {
  // The ids of the choices under each, in the order of its buttons: Meta keeps their labels only.
  const ids = new Map<string, readonly string[]>();
  return {
    product: {
      channelName,
      owner: businessId,
      errors: whatsappErrors,
      listedFields,
      submissionOf(template, language) {
        ids.set(
          template.name,
          template.buttons.map(({ id }) => id),
        );
        return submissionOf(template, language);
      },
      readListed,
    },
    fill: (version, body) => fillVersion(version, body, ids.get(version.name) ?? []),
    // As quoted on 2026-11-23 (see `failures.ts`).
    states: { "132015": "paused", "132016": "disabled" },
  };
}

/**
 * A template as Meta takes it: with names for its variables (`parameter_format` NAMED), so that what
 * Meta lists says by itself which values it needs. Examples may change without a new version: only
 * reviewers read them.
 */
function submissionOf(template: Template, language: Language): Submission {
  const { name, category, expires, buttons } = template;
  const text = template.body[language];
  const variables = variablesOf(text);
  const labels = buttons.map(({ label }) => label[language]);
  const samples = variables.map((one) => ({
    param_name: one,
    example: exampleOf(template, one, language),
  }));
  const body = {
    type: "BODY",
    text: text.replaceAll(variable, "{{$1}}"),
    ...(samples.length === 0 ? {} : { example: { body_text_named_params: samples } }),
  };
  const replies = labels.map((label) => ({ type: "QUICK_REPLY", text: label }));
  return {
    name,
    language,
    text,
    labels,
    variables,
    request: {
      language: locales[language].locale,
      category,
      parameter_format: "NAMED",
      components: labels.length === 0 ? [body] : [body, { type: "BUTTONS", buttons: replies }],
      // Meta gives up on a phone that is off for so long; without it, after 30 days.
      ...(expires === null ? {} : { message_send_ttl_seconds: expires * 60 }),
    },
  };
}

const listedSchema = z.object({
  id: z.coerce.string(),
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string().optional().catch(undefined),
  rejected_reason: z.string().optional().catch(undefined),
  parameter_format: z.string().optional().catch(undefined),
  components: z
    .array(
      z.object({
        type: z.string(),
        text: z.string().optional().catch(undefined),
        buttons: z
          .array(z.object({ text: z.string() }))
          .optional()
          .catch(undefined),
      }),
    )
    .catch([]),
});

const listedFields = "id,name,language,status,category,rejected_reason,parameter_format,components";

/** One template of Meta's list, when it is a version of one of ours. */
function readListed(listed: unknown): Version | null {
  const { data } = listedSchema.safeParse(listed);
  const found = data === undefined ? null : readProviderName(data.name, data.language);
  if (data === undefined || found === null) return null;
  const body = data.components.find(({ type }) => type.toUpperCase() === "BODY")?.text;
  const buttons = data.components.find(({ type }) => type.toUpperCase() === "BUTTONS")?.buttons;
  const isNamed = body !== undefined && !/\{\{\d+\}\}/u.test(body);
  return {
    id: data.id,
    ...found,
    text: isNamed ? body.replaceAll(/\{\{([a-z]+)\}\}/gu, "{$1}") : null,
    labels: (buttons ?? []).map(({ text }) => text),
    ...readStatus(data.status, data.category, data.rejected_reason),
  };
}

/**
 * The message that a version makes of these values; null when one is missing or the text becomes too
 * long. `ids` are those of the choices under it, in the order of its buttons.
 *
 * A tap sends back the choice of this very message where it is known, and otherwise what stands for
 * the template.
 */
function fillVersion(
  { name, language, version, text, labels }: Version,
  { values, buttons }: Pick<TemplateBody, "values" | "buttons">,
  ids: readonly string[],
): Body | null {
  if (text === null) return null;
  const filled = fillTemplate(text, values);
  if (filled === null || filled.length > bodyMost) return null;
  const parameters = variablesOf(text).map((one) => ({
    type: "text",
    parameter_name: one,
    text: fillTemplate(`{${one}}`, values) ?? "",
  }));
  const taps = labels.flatMap((_, at) => {
    const id = ids[at];
    if (id === undefined) return [];
    const own = buttons.find((one) => one.id.endsWith(`:${id}`))?.id;
    const payload = own !== undefined && own.length <= 128 ? own : templateTap(name, id);
    return [
      {
        type: "button",
        sub_type: "quick_reply",
        index: String(at),
        parameters: [{ type: "payload", payload }],
      },
    ];
  });
  const components = parameters.length === 0 ? taps : [{ type: "body", parameters }, ...taps];
  return {
    type: "template",
    template: {
      name: providerName(name, language, version),
      language: { code: locales[language].locale },
      ...(components.length === 0 ? {} : { components }),
    },
  };
}
