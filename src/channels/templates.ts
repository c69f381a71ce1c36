import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { minute, type Instant } from "../core/instant.ts";
import { isRightToLeft, languages, type Language } from "../core/language/languages.ts";
import type { Message } from "../core/message.ts";
import { readTemplates, type Template, type TemplateFile } from "../core/templates.ts";
import { projectRoot } from "../project-root.ts";
import type { Channel } from "./channel.ts";
import { shape, type Shaped } from "./shape.ts";

/** Where the templates stand: `infra/templates/` of this project. */
export const templatesFolder = join(projectRoot, "infra", "templates");

/** The files of the templates, by name; none when there is no such folder. */
export async function templateFiles(folder = templatesFolder): Promise<readonly TemplateFile[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names
      .filter((name) => name.endsWith(".yaml"))
      .sort()
      .map(async (name) => ({
        path: `infra/templates/${name}`,
        text: await readFile(join(folder, name), "utf8"),
      })),
  );
}

/** Every template as it stands on disk. Throws `book/invalid` naming a file that cannot be read. */
export async function loadTemplates(folder = templatesFolder): Promise<readonly Template[]> {
  return readTemplates(await templateFiles(folder));
}

/**
 * Meta's locale for each of our languages, with what is added to the name.
 *
 * Meta has no locale for Darija in Latin letters, and one name holds one text a locale: it is a
 * template of its own, filed under French, whose letters it shares (`ar_MA` would be read as Arabic
 * script by the reviewers).
 */
export const locales: Readonly<
  Record<Language, { readonly locale: string; readonly suffix: string }>
> = {
  fr: { locale: "fr", suffix: "" },
  ar: { locale: "ar", suffix: "" },
  ary: { locale: "ar_MA", suffix: "" },
  "ary-Latn": { locale: "fr", suffix: "_latn" },
  en: { locale: "en", suffix: "" },
};

/**
 * The name of a template at a provider: `rafiq_webinar_moved_latn_v2`.
 *
 * A text that was submitted never changes, and the name of a deleted one is locked for 30 days: a
 * changed body is a new version under a new name.
 */
export function providerName(name: string, language: Language, version: number): string {
  const { suffix } = locales[language];
  const counted = version === 1 ? "" : `_v${version}`;
  return `rafiq_${name.replaceAll("-", "_")}${suffix}${counted}`;
}

/** What a name and a locale at a provider stand for; null when they are none of ours. */
export function readProviderName(
  full: string,
  locale: string,
): { readonly name: string; readonly language: Language; readonly version: number } | null {
  const [, base, version = "1"] = /^rafiq_([a-z][a-z0-9_]*?)(?:_v([0-9]{1,4}))?$/u.exec(full) ?? [];
  if (base === undefined) return null;
  const language =
    languages.find((one) => locales[one].suffix !== "" && base.endsWith(locales[one].suffix)) ??
    languages.find((one) => locales[one].suffix === "" && locales[one].locale === locale);
  if (language === undefined || locales[language].locale !== locale) return null;
  const { suffix } = locales[language];
  const name = base.slice(0, base.length - suffix.length).replaceAll("_", "-");
  return { name, language, version: Number(version) };
}

/**
 * How a template stands at a provider. `missing`: not there, or there with another text only.
 * `marketing`: approved, but filed as advertising, to which nobody has agreed.
 */
export type TemplateState =
  | "missing"
  | "unsubmitted"
  | "pending"
  | "approved"
  | "rejected"
  | "paused"
  | "disabled"
  | "marketing";

/** One template in one language: the newest version, and whether some version can be sent. */
export interface Standing {
  readonly name: string;
  readonly language: Language;
  /** 0 before the first one. */
  readonly version: number;
  readonly state: TemplateState;
  /** An older version is approved and goes out meanwhile. */
  readonly covered: boolean;
  /** The provider's reason or code; null when it gave none. */
  readonly because: string | null;
}

/** What a provider said; `trouble` is the code with which it stopped, null when it went through. */
export interface Review {
  readonly standings: readonly Standing[];
  readonly trouble: string | null;
}

/** The templates of a channel. Nothing here throws for what a provider does. */
export interface ChannelTemplates {
  /** What cannot be sent now, for operators; asks the provider in the background now and then. */
  warnings(): readonly string[];
  /** Asks the provider how all of them stand. */
  look(signal: AbortSignal): Promise<Review>;
  /** Creates what is missing and asks for approval, each once however often it is called. */
  sync(signal: AbortSignal): Promise<Review>;
}

/** A window that is about to shut may be shut by the time a message arrives. */
const margin = 5 * minute;

/**
 * How a message goes out now: freely while the window is open, as its template afterwards. `shut`
 * when it may not go out at all.
 *
 * `lastHeard` is when the contact last wrote, 0 for never. Channels without a window say everything
 * freely.
 */
export function chooseForm(
  message: Message,
  channel: Pick<Channel, "capabilities" | "templates">,
  lastHeard: Instant,
  now: Instant,
): readonly Shaped[] | "shut" {
  const { window: usual, humanWindow = usual } = channel.capabilities;
  const window = message.by === undefined ? usual : humanWindow;
  if (window === null || now - lastHeard < window * minute - margin) {
    return shape(message, channel.capabilities);
  }
  if (message.template === undefined || channel.templates === undefined) return "shut";
  return [shapeTemplate(message, message.template)];
}

function shapeTemplate(
  message: Message,
  { name, values, until }: NonNullable<Message["template"]>,
): Shaped {
  const { language, text, choices } = message;
  const rtl = isRightToLeft(language);
  const buttons = choices.map(({ id, label, digit }) => ({ id, label, digit }));
  return { kind: "template", name, language, values, until, text, buttons, rtl };
}

/** What `/health` tells of the templates of all channels: one line a state and channel. */
export function templateWarnings(
  channels: Iterable<Pick<Channel, "templates">>,
): readonly string[] {
  return [...channels].flatMap(({ templates }) => templates?.warnings() ?? []);
}

const named = 5;

/** The lines for the standings of one channel. */
export function warnOf(channel: string, standings: readonly Standing[]): readonly string[] {
  const bad = standings.filter(({ state, covered }) => state !== "approved" && !covered);
  const states = [...new Set(bad.map(({ state }) => state))];
  return states.map((state) => {
    const these = bad.filter((one) => one.state === state);
    const some = these.slice(0, named).map(({ name, language }) => `${name} ${language}`);
    const more = these.length > named ? ", …" : "";
    return `templates/${state}: ${these.length} of ${standings.length} on ${channel} (${some.join(", ")}${more}). ${advices[state]}`;
  });
}

/** What is to be done about templates in each state. */
export const advices: Readonly<Record<TemplateState, string>> = {
  approved: "",
  pending: "Meta takes minutes to a day.",
  missing: "Run `npm run -s templates -- sync`.",
  unsubmitted: "Run `npm run -s templates -- sync`.",
  rejected: "Change the text and sync again.",
  paused: "People did not like it: it returns by itself, and is disabled the third time.",
  disabled: "Change the text and sync again.",
  marketing: "Appeal within 60 days, or change the text and sync again.",
};
