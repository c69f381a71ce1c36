import type { Outbound } from "../channel.ts";
import { toText, type Shaped } from "../shape.ts";
import type { TwilioWhatsappSettings } from "./config.ts";

/** twilio.com/docs/content, read 2026-11-23: what may be sent in a session without approval. */
export const limits = {
  text: 1_600,
  body: 1_024,
  buttons: { most: 3, title: 20 },
  list: { rows: 10, title: 24, about: 72, open: 20 },
  id: 200,
  variables: 100,
} as const;

export const statusPath = "/webhooks/twilio/status";

/** A Content resource as the API reads it; the SDK's own classes write keys the API does not know. */
export interface ContentBody {
  readonly language: string;
  /** A sample for every variable; ours are always given, so nobody ever reads one. */
  readonly variables: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, object>>;
}

/** One `POST Messages`. With `content`, its SID takes the place of `text`. */
export interface Encoded {
  readonly to: string;
  readonly from: string;
  readonly statusCallback: string;
  /** The whole message in words: what is sent without `content` or a file, and instead of them. */
  readonly text: string;
  /** The file to fetch, and what is written under it; Twilio asks for it with GET and HEAD. */
  readonly media: { readonly url: string; readonly caption: string } | null;
  readonly content: {
    readonly body: ContentBody;
    readonly variables: Readonly<Record<string, string>>;
  } | null;
}

/**
 * A message as Twilio's requests.
 *
 * A Content resource holds the labels only. The lines of the text and the ids, which differ from
 * person to person, are its variables: one resource serves everybody, and no one's words stay in it.
 */
export function encode(outbound: Outbound, settings: TwilioWhatsappSettings): Encoded {
  const { body } = outbound;
  return {
    to: `whatsapp:${outbound.address.id}`,
    from: `whatsapp:${settings.from}`,
    statusCallback: `${settings.publicUrl}${statusPath}?d=${encodeURIComponent(outbound.id)}`,
    text: toText(body, limits.text).text,
    media: body.kind === "document" ? { url: body.file.url, caption: body.text } : null,
    content: isRich(body) && holds(body) ? encodeContent(body) : null,
  };
}

type Rich = Extract<Shaped, { kind: "buttons" | "list" }>;

function isRich(body: Shaped): body is Rich {
  return body.kind === "buttons" || body.kind === "list";
}

function holds(shaped: Rich): boolean {
  const taps = shaped.kind === "buttons" ? shaped.buttons : shaped.rows;
  const [most, title] =
    shaped.kind === "buttons"
      ? [limits.buttons.most, limits.buttons.title]
      : [limits.list.rows, limits.list.title];
  const fixed = taps.map(({ label }) => label);
  if (shaped.kind === "list") {
    fixed.push(shaped.open, ...shaped.rows.flatMap(({ about }) => about ?? []));
    if (shaped.open.length > limits.list.open) return false;
    if (shaped.rows.some(({ about }) => (about?.length ?? 0) > limits.list.about)) return false;
  }
  return (
    taps.length >= 1 &&
    taps.length <= most &&
    taps.every(({ label }) => label.length <= title) &&
    taps.every(({ id }) => id.length <= limits.id && /^[^\s]+$/u.test(id)) &&
    areDistinct(taps.map(({ id }) => id)) &&
    areDistinct(taps.map(({ label }) => label)) &&
    // A label with braces would be read as a variable.
    fixed.every((words) => words.trim() !== "" && !/\{\{|[\n\r\t]/u.test(words)) &&
    shaped.text.trim() !== "" &&
    shaped.text.length <= limits.body &&
    shaped.text.split("\n").length + taps.length <= limits.variables
  );
}

function encodeContent(shaped: Rich): NonNullable<Encoded["content"]> {
  const variables: Record<string, string> = {};
  const vary = (value: string): string => {
    const name = String(Object.keys(variables).length + 1);
    variables[name] = value;
    return `{{${name}}}`;
  };
  const body = shaped.text
    .split(/\r?\n/u)
    .map((line) => (line.trim() === "" ? "" : vary(cleanValue(line))))
    .join("\n");
  const types =
    shaped.kind === "buttons"
      ? {
          "twilio/quick-reply": {
            body,
            actions: shaped.buttons.map(({ id, label }) => ({
              type: "QUICK_REPLY",
              title: label,
              id: vary(id),
            })),
          },
        }
      : {
          "twilio/list-picker": {
            body,
            button: shaped.open,
            items: shaped.rows.map(({ id, label, about }) => ({
              item: label,
              id: vary(id),
              ...(about === null ? {} : { description: about }),
            })),
          },
        };
  return {
    body: {
      language: shaped.rtl ? "ar" : "fr",
      variables: Object.fromEntries(Object.keys(variables).map((name) => [name, name])),
      types,
    },
    variables,
  };
}

/** A value with a tab or more than four spaces in a row is refused (error 21656). */
function cleanValue(line: string): string {
  return line.replaceAll("\t", " ").replaceAll(/ {5,}/gu, "    ");
}

function areDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
