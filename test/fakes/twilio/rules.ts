import { z } from "zod";

/** A refusal as Twilio writes it. */
export interface Refused {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

const quickReply = z.object({
  body: z.string().min(1).max(1_024),
  actions: z
    .array(
      z.object({
        type: z.literal("QUICK_REPLY"),
        title: z.string().min(1).max(20),
        id: z.string().min(1).max(200),
      }),
    )
    .min(1)
    .max(3),
});
const listPicker = z.object({
  body: z.string().min(1).max(1_024),
  button: z.string().min(1).max(20),
  items: z
    .array(
      z.object({
        item: z.string().min(1).max(24),
        id: z.string().min(1).max(200),
        description: z.string().min(1).max(72).optional(),
      }),
    )
    .min(1)
    .max(10),
});

const plainText = z.object({ body: z.string().min(1).max(1_600) });

/** A Content resource as it may be created: unknown keys (the SDK's camel case) are refused. */
export const contentRequest = z.strictObject({
  friendly_name: z.string().min(1),
  language: z.string().min(2),
  variables: z.record(z.string().max(16), z.string().min(1)).optional(),
  types: z.union([
    z.strictObject({ "twilio/quick-reply": quickReply }),
    z.strictObject({ "twilio/list-picker": listPicker }),
    z.strictObject({ "twilio/text": plainText }),
  ]),
});
export type ContentRequest = z.infer<typeof contentRequest>;

/** What a person sees of a message, and what a tap on each answer sends back. */
export interface Shown {
  readonly body: string;
  readonly choices: readonly {
    readonly id: string;
    readonly label: string;
    readonly about: string | null;
  }[];
  readonly open: string | null;
  /** The file that goes with it. */
  readonly media?: string;
}

const values = z.record(z.string().max(16), z.string().min(1).max(1_600));

/** Puts the variables in, or says what Twilio would say. */
export function resolveContent(content: ContentRequest, variables: string): Shown | Refused {
  const given = values.safeParse(parse(variables === "" ? "{}" : variables));
  if (!given.success) return refuse(21656, "The ContentVariables parameter is invalid.");
  const { types } = content;
  const template =
    "twilio/quick-reply" in types
      ? types["twilio/quick-reply"]
      : "twilio/text" in types
        ? { ...types["twilio/text"], actions: [] }
        : types["twilio/list-picker"];
  const inBody = namesIn(template.body);
  for (const name of inBody) {
    if (/[\n\r\t]| {5}/u.test(given.data[name] ?? "")) {
      return refuse(21656, "The ContentVariables parameter is invalid.");
    }
  }
  // As the real one: a variable that is left out shows its sample.
  const fill = (text: string): string =>
    text.replaceAll(
      /\{\{([^{}]*)\}\}/gu,
      (_, name: string) => given.data[name] ?? content.variables?.[name] ?? "",
    );
  const shown: Shown = {
    body: fill(template.body),
    choices:
      "actions" in template
        ? template.actions.map(({ id, title }) => ({
            id: fill(id),
            label: fill(title),
            about: null,
          }))
        : template.items.map(({ id, item, description }) => ({
            id: fill(id),
            label: fill(item),
            about: description === undefined ? null : fill(description),
          })),
    open: "button" in template ? fill(template.button) : null,
  };
  const ids = shown.choices.map(({ id }) => id);
  if (new Set(ids).size !== ids.length || ids.some((id) => id.length > 200)) {
    return refuse(63013, "The message was rejected by the channel.");
  }
  return shown.body.length > 1_024
    ? refuse(63013, "The message was rejected by the channel.")
    : shown;
}

export function refuse(code: number, message: string, status = 400): Refused {
  return { status, code, message };
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{([^{}]*)\}\}/gu)].map((match) => match[1] ?? "");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
