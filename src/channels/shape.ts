import type { Instant } from "../core/instant.ts";
import { isRightToLeft, type Language } from "../core/language/languages.ts";
import type { Choice, FileLink, Message } from "../core/message.ts";
import type { Capabilities } from "./channel.ts";
import { partLastParagraph, split } from "./split.ts";

/** A tappable answer as it will be shown. */
export interface Tap {
  readonly id: string;
  readonly label: string;
  /** What a person may type for it instead; its position when absent. */
  readonly digit?: string;
}

/** One provider call's worth of a message. */
export type Shaped =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly rtl: boolean;
      /** The human who wrote it (see `Message.by`). */
      readonly by?: string;
    }
  | {
      readonly kind: "buttons";
      readonly text: string;
      readonly buttons: readonly Tap[];
      readonly rtl: boolean;
    }
  | {
      readonly kind: "list";
      readonly text: string;
      readonly open: string;
      readonly rows: readonly (Tap & { readonly about: string | null })[];
      readonly rtl: boolean;
    }
  /** A file with words under it; `text` may be "". */
  | {
      readonly kind: "document";
      readonly text: string;
      readonly file: FileLink;
      readonly rtl: boolean;
    }
  /** An approved text by its name (see `templates.ts`): the provider puts the values in. */
  | {
      readonly kind: "template";
      readonly name: string;
      readonly language: Language;
      readonly values: Readonly<Record<string, string>>;
      /** When it is not to be sent any more; null when there is no such moment. */
      readonly until: Instant | null;
      /** What it comes to, for channels that show anything: the free message, and its choices. */
      readonly text: string;
      readonly buttons: readonly Tap[];
      readonly rtl: boolean;
    };

/** No channel that shows words under a file takes fewer (WhatsApp's own limit, read 2026-11-23). */
const captionMost = 1_024;

/**
 * Decides between buttons, a list and numbered lines; long texts are split at sentences.
 *
 * Nothing is ever shortened: what does not fit as buttons goes into a list, what does not fit there
 * into numbered lines. Only the last part carries the choices. Lengths are counted in UTF-16 units.
 */
export function shape(message: Message, can: Capabilities): readonly Shaped[] {
  const rtl = isRightToLeft(message.language);
  const { file } = message;
  return file === undefined ? shapeWords(message, can, rtl) : shapeFile(message, file, can, rtl);
}

/**
 * The same message in numbered lines, for a provider that turns its buttons down.
 *
 * What stands under the labels is left out when the whole would exceed `limit`.
 */
export function toText(shaped: Shaped, limit: number): Shaped {
  if (shaped.kind === "text") return shaped;
  if (shaped.kind === "document") {
    const { text, file, rtl } = shaped;
    return { kind: "text", text: joinParagraphs(text, file.url), rtl };
  }
  const choices: readonly (Tap & { readonly about?: string | null })[] =
    shaped.kind === "list" ? shaped.rows : shaped.buttons;
  if (choices.length === 0) return { kind: "text", text: shaped.text, rtl: shaped.rtl };
  const write = (withAbout: boolean): string =>
    joinParagraphs(
      shaped.text,
      choices
        .map((choice, at) => {
          const about = withAbout ? (choice.about ?? null) : null;
          return line(choice.digit ?? String(at + 1), choice.label, about, shaped.rtl);
        })
        .join("\n"),
    );
  const full = write(true);
  return { kind: "text", text: full.length <= limit ? full : write(false), rtl: shaped.rtl };
}

/** The tappable answers of a shaped message, wherever they stand. */
export function tapsIn(shaped: Shaped): readonly Tap[] {
  if (shaped.kind === "text" || shaped.kind === "document") return [];
  return shaped.kind === "list" ? shaped.rows : shaped.buttons;
}

function shapeWords(message: Message, can: Capabilities, rtl: boolean): readonly Shaped[] {
  if (message.choices.length === 0) return shapeText(message.text, can, rtl, message.by);
  return (
    shapeButtons(message, can, rtl) ??
    shapeList(message, can, rtl) ??
    shapeListedButtons(message, can, rtl) ??
    shapeText(joinParagraphs(message.text, lines(message.choices, rtl)), can, rtl)
  );
}

/**
 * The file comes first, with as much of the text under it as may stand there: all of it, or what
 * comes before the question whose answers follow in a message of their own.
 */
function shapeFile(
  message: Message,
  file: FileLink,
  can: Capabilities,
  rtl: boolean,
): readonly Shaped[] {
  const { captions = "all" } = can;
  const isPicture = file.type.startsWith("image/");
  const isHeard = file.type.startsWith("audio/");
  const most = isHeard
    ? 0
    : captions === "all" || (captions === "pictures" && isPicture)
      ? captionMost
      : 0;
  const under = (text: string): Shaped => ({ kind: "document", text, file, rtl });
  const { text, choices } = message;
  if (choices.length === 0 && text.length <= most) return [under(text)];
  const [before, question] = choices.length === 0 ? [text, ""] : partLastParagraph(text);
  if (before.length > most) return [under(""), ...shapeWords(message, can, rtl)];
  return [under(before), ...shapeWords({ ...message, text: question }, can, rtl)];
}

function shapeButtons(message: Message, can: Capabilities, rtl: boolean): readonly Shaped[] | null {
  const { buttons } = can;
  if (buttons === null || message.choices.length > buttons.most) return null;
  if (message.choices.some(({ label, about }) => about !== null || label.length > buttons.title)) {
    return null;
  }
  return withLast(message.text, can, rtl, (text) => ({
    kind: "buttons",
    text,
    buttons: message.choices.map(({ id, label, digit }) => ({ id, label, digit })),
    rtl,
  }));
}

function shapeList(message: Message, can: Capabilities, rtl: boolean): readonly Shaped[] | null {
  const { list } = can;
  const { choices, open } = message;
  if (list === null || choices.length > list.rows) return null;
  if (open === "" || open.length > list.open) return null;
  const rows = choices.map(({ id, label, short, about, digit }) => {
    const title = firstFitting([label, short], list.title);
    // A label too long for a row stands in full under its short form.
    const under = about ?? (title === label ? null : label);
    return title === null || (under?.length ?? 0) > list.about
      ? null
      : { id, label: title, about: under, digit };
  });
  if (!rows.every((row) => row !== null)) return null;
  return withLast(message.text, can, rtl, (text) => ({ kind: "list", text, open, rows, rtl }));
}

/** Where there is no list: the text names every answer in full, and the buttons their short forms. */
function shapeListedButtons(
  message: Message,
  can: Capabilities,
  rtl: boolean,
): readonly Shaped[] | null {
  const { buttons, list } = can;
  const { choices } = message;
  if (list !== null || buttons === null || choices.length > buttons.most) return null;
  const listed = lines(choices, rtl);
  if (listed.length > can.body) return null;
  const labels = choices.map(({ label, short }) => firstFitting([short, label], buttons.title));
  const named = choices.every(({ about }, at) => about === null && labels[at] !== null);
  const taps = choices.map(({ id, digit }, at) => ({
    id,
    label: (named || digit === "0" ? labels[at] : null) ?? digit,
    digit,
  }));
  return withLast(joinParagraphs(message.text, listed), can, rtl, (text) => ({
    kind: "buttons",
    text,
    buttons: taps,
    rtl,
  }));
}

function shapeText(text: string, can: Capabilities, rtl: boolean, by?: string): readonly Shaped[] {
  return split(text, can.text).map((part) => ({
    kind: "text",
    text: part,
    rtl,
    ...(by === undefined ? {} : { by }),
  }));
}

/** Puts the choices under the whole text, or under its last paragraph when it is too long. */
function withLast(
  text: string,
  can: Capabilities,
  rtl: boolean,
  make: (text: string) => Shaped,
): readonly Shaped[] {
  if (text.length <= can.body) return [make(text)];
  const [before, paragraph] = partLastParagraph(text);
  const parts = split(paragraph, can.body);
  return [
    ...shapeText(before, can, rtl),
    ...parts.slice(0, -1).flatMap((part) => shapeText(part, can, rtl)),
    ...parts.slice(-1).map(make),
  ];
}

function lines(choices: readonly Choice[], rtl: boolean): string {
  return choices.map(({ digit, label, about }) => line(digit, label, about, rtl)).join("\n");
}

/** A mark at the start makes the whole line right-to-left; isolates keep the number in its place. */
function line(digit: string, label: string, about: string | null, rtl: boolean): string {
  const own = (words: string): string => (rtl ? `\u2068${words}\u2069` : words);
  return `${rtl ? "\u200F" : ""}${digit}. ${own(label)}${about === null ? "" : ` — ${own(about)}`}`;
}

function firstFitting(labels: readonly (string | null)[], most: number): string | null {
  return labels.find((label) => label !== null && label.length <= most) ?? null;
}

function joinParagraphs(text: string, last: string): string {
  return text === "" ? last : `${text}\n\n${last}`;
}
