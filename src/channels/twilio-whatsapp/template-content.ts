import { createHash } from "node:crypto";
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
import { locales, providerName, readProviderName, type TemplateState } from "../templates.ts";
import type { ContentBody } from "./encode.ts";

/** One template in one language, as it is given to Twilio. */
export interface Submission {
  readonly name: string;
  readonly language: Language;
  /** What it says, by which it is known again: another text is another version. */
  readonly hash: string;
  readonly content: ContentBody;
  /** The variables in the order of their numbers, from 1. */
  readonly variables: readonly string[];
  readonly approval: { readonly category: string; readonly send_ttl_seconds?: number };
}

/**
 * A template as a Content resource with numbers for its variables.
 *
 * Its buttons send back what is fixed now (`templateTap`). Examples may change without a new
 * version: only reviewers read them.
 */
export function submissionOf(template: Template, language: Language): Submission {
  const { name, category, expires } = template;
  const text = template.body[language];
  const variables = variablesOf(text);
  const body = text.replaceAll(variable, (_, one: string) => `{{${variables.indexOf(one) + 1}}}`);
  const actions = template.buttons.map(({ id, label }) => ({
    type: "QUICK_REPLY",
    title: label[language],
    id: templateTap(name, id),
  }));
  const types =
    actions.length === 0
      ? { "twilio/text": { body } }
      : { "twilio/quick-reply": { body, actions } };
  const approval = {
    category,
    // Meta gives up on a phone that is off for so long; without it, after 30 days.
    ...(expires === null ? {} : { send_ttl_seconds: expires * 60 }),
  };
  const { locale } = locales[language];
  const hash = createHash("sha256")
    .update(JSON.stringify([locale, types, approval, variables]))
    .digest("hex")
    .slice(0, 8);
  const examples = variables.map((one, at) => [at + 1, exampleOf(template, one, language)]);
  const content = { language: locale, variables: Object.fromEntries(examples), types };
  return { name, language, hash, content, variables, approval };
}

/** The text of a submission, with its variables by name. */
export function textIn({ content, variables }: Submission): Pick<Version, "body" | "variables"> {
  const [type] = Object.values(content.types);
  const { body } = z.object({ body: z.string() }).parse(type);
  const named = body.replaceAll(/\{\{(\d+)\}\}/gu, (_, number: string) => {
    return `{${variables[Number(number) - 1] ?? ""}}`;
  });
  return { body: named, variables: [...variables] };
}

/** The friendly name of a version's resource: it says all that finds it again without our notes. */
export function titleOf({ name, language, hash }: Submission, version: number): string {
  return `${providerName(name, language, version)}.${locales[language].locale}.${hash}`;
}

/** One version of a template in one language, as Twilio holds it. */
export const versionSchema = z.object({
  name: z.string(),
  // Kept by `TemplateBook` alone.
  language: z.custom<Language>((value) => typeof value === "string" && value in locales),
  version: z.number(),
  hash: z.string(),
  sid: z.string(),
  /** The text with its variables by name; null when it is of a version nobody here knows. */
  body: z.string().nullable(),
  variables: z.array(z.string()).nullable(),
  state: z.custom<TemplateState>((value) => typeof value === "string"),
  because: z.string().nullable(),
});
export type Version = z.infer<typeof versionSchema>;

const approvalSchema = z.object({
  category: z.string().nullish(),
  status: z.string().nullish(),
  rejection_reason: z.string().nullish(),
});

const listedSchema = z.object({
  sid: z.string(),
  friendly_name: z.string().nullish(),
  language: z.string().nullish(),
  approval_requests: approvalSchema.nullish(),
});

export const pageSchema = z.object({
  contents: z.array(z.unknown()),
  meta: z.object({ next_page_url: z.string().nullish() }),
});

/** A resource of the list, when it is a version of one of our templates. */
export function readListed(
  listed: unknown,
  known: (name: string, language: Language, hash: string) => Pick<Version, "body" | "variables">,
): Version | null {
  const { data } = listedSchema.safeParse(listed);
  const [, full, locale, hash] =
    /^([a-z0-9_]+)\.([a-zA-Z_]+)\.([0-9a-f]{8})$/u.exec(data?.friendly_name ?? "") ?? [];
  if (data === undefined || full === undefined || hash === undefined) return null;
  const found = readProviderName(full, locale ?? "");
  if (found === null) return null;
  const { name, language, version } = found;
  const judged = readApproval(data.approval_requests ?? {});
  return {
    name,
    language,
    version,
    hash,
    sid: data.sid,
    ...known(name, language, hash),
    ...judged,
  };
}

const states: Readonly<Record<string, TemplateState>> = {
  unsubmitted: "unsubmitted",
  received: "pending",
  pending: "pending",
  approved: "approved",
  rejected: "rejected",
  paused: "paused",
  disabled: "disabled",
};

/** What an approval says. A status nobody knows is waited for. */
export function readApproval(approval: unknown): Pick<Version, "state" | "because"> {
  const { status, category, rejection_reason } = approvalSchema.catch({}).parse(approval);
  const state = states[(status ?? "unsubmitted").toLowerCase()] ?? "pending";
  const filed = category ?? "UTILITY";
  // Approved and filed elsewhere: it would cost more, and go to people who agreed to no advertising.
  if (state === "approved" && filed.toUpperCase() !== "UTILITY") {
    return { state: "marketing", because: codeOf(filed) };
  }
  return { state, because: codeOf(rejection_reason ?? "") };
}

/** Reasons are shown to operators and go into the log: a code or a few plain words. */
function codeOf(reason: string): string | null {
  const plain = reason.replaceAll(/[^\p{L}\p{N} _.,:'()/-]/gu, " ").trim();
  return plain === "" || plain === "NONE" ? null : plain.slice(0, 120);
}

/** `ContentVariables` of a version; null when a value is missing or the text becomes too long. */
export function contentVariables(
  { body, variables }: Version,
  values: Readonly<Record<string, string>>,
): { readonly text: string; readonly variables: Readonly<Record<string, string>> } | null {
  if (body === null || variables === null) return null;
  const text = fillTemplate(body, values);
  if (text === null || text.length > bodyMost) return null;
  const filled = variables.map((one, at) => [
    String(at + 1),
    fillTemplate(`{${one}}`, values) ?? "",
  ]);
  return { text, variables: Object.fromEntries(filled) };
}
