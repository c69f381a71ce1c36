import { z } from "zod";
import type { Language } from "../../core/language/languages.ts";
import {
  bodyMost,
  exampleOf,
  fillTemplate,
  variable,
  variablesOf,
  type Template,
} from "../../core/templates.ts";
import type { Submission, TemplateProduct, Version } from "../meta/template-book.ts";
import type { TemplateBody } from "../meta/template-desk.ts";
import { readStatus } from "../meta/template-status.ts";
import { locales, providerName, readProviderName } from "../templates.ts";
import { channelName } from "./decode.ts";
import { errors } from "./failures.ts";

/** The utility templates of a page: what reaches people once the window is shut (channel-facts § 0). */
export function templatesOf(pageId: string): TemplateProduct {
  return { channelName, owner: pageId, errors, submissionOf, listedFields, readListed };
}

/**
 * A template as Meta takes it, with numbers for its variables.
 *
 * A tap on one of its buttons sends the label, as if it had been typed: the question that it answers
 * waits for it.
 */
function submissionOf(template: Template, language: Language): Submission {
  const { name, category, buttons } = template;
  const text = template.body[language];
  const variables = variablesOf(text);
  const labels = buttons.map(({ label }) => label[language]);
  const samples = variables.map((one) => exampleOf(template, one, language));
  const body = {
    type: "BODY",
    text: numbered(text),
    ...(samples.length === 0 ? {} : { example: { body_text: [samples] } }),
  };
  const replies = labels.map((label) => ({ type: "QUICK_REPLY", text: label }));
  const components = labels.length === 0 ? [body] : [body, { type: "BUTTONS", buttons: replies }];
  const request = { language: locales[language].locale, category, components };
  return { name, language, text, labels, variables, request };
}

/** `{title}` as `{{1}}`, in the order in which they first appear. */
function numbered(text: string): string {
  const names = variablesOf(text);
  return text.replaceAll(variable, (_, one: string) => `{{${names.indexOf(one) + 1}}}`);
}

const listedFields = "id,name,language,status,category,rejected_reason,components";
const words = z.string().optional().catch(undefined);
const listedSchema = z.object({
  id: z.coerce.string(),
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: words,
  rejected_reason: words,
  components: z
    .array(
      z.object({
        type: z.string(),
        text: words,
        buttons: z
          .array(z.object({ text: z.string() }))
          .optional()
          .catch(undefined),
      }),
    )
    .catch([]),
});

const readListed: TemplateProduct["readListed"] = (listed, textsOf) => {
  const { data } = listedSchema.safeParse(listed);
  const found = data === undefined ? null : readProviderName(data.name, data.language);
  if (data === undefined || found === null) return null;
  const { id, components, status, category, rejected_reason: reason } = data;
  const part = (type: string) => components.find((one) => one.type.toUpperCase() === type);
  const body = part("BODY")?.text;
  return {
    id,
    ...found,
    // The names behind the numbers are ours to know: those of the file, or of when it was made.
    text: textsOf(found, id).find((text) => numbered(text) === body) ?? null,
    labels: (part("BUTTONS")?.buttons ?? []).map(({ text }) => text),
    ...readStatus(status, category, reason),
  };
};

/** The message that a version makes of these values; null when one is missing or it gets too long. */
export function fillVersion(
  { name, language, version, text }: Version,
  { values }: Pick<TemplateBody, "values">,
): object | null {
  if (text === null) return null;
  const filled = fillTemplate(text, values);
  if (filled === null || filled.length > bodyMost) return null;
  const parameters = variablesOf(text).map((one) => ({
    type: "text",
    text: fillTemplate(`{${one}}`, values) ?? "",
  }));
  return {
    template: {
      name: providerName(name, language, version),
      language: { code: locales[language].locale },
      ...(parameters.length === 0 ? {} : { components: [{ type: "body", parameters }] }),
    },
  };
}
