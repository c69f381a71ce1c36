import { existsSync } from "node:fs";
import { loadEnvFile, stdout } from "node:process";
import {
  templateFiles,
  templatesFolder,
  warnOf,
  type Review,
  type Standing,
} from "../channels/templates.ts";
import { metaMessenger } from "../channels/meta-messenger/channel.ts";
import { metaWhatsapp } from "../channels/meta-whatsapp/channel.ts";
import type { Channel } from "../channels/channel.ts";
import { twilioWhatsapp } from "../channels/twilio-whatsapp/channel.ts";
import type { Notes } from "../channels/twilio-whatsapp/contents.ts";
import { readSettings, type Settings } from "../config.ts";
import { Fault } from "../core/fault.ts";
import { languages } from "../core/language/languages.ts";
import { checkTemplates } from "../core/template-rules.ts";
import { readTemplates, type Template } from "../core/templates.ts";
import { silentLog } from "../runtime/world.ts";

const help = `npm run -s templates -- check   the files against the rules of the providers, without a network
npm run -s templates -- sync    creates what is missing at the provider and asks for approval
npm run -s templates -- status  how each stands at the provider, in each language, and what to do
`;

const off = `Every channel with templates is off: set TWILIO_ACCOUNT_SID or WHATSAPP_PHONE_NUMBER_ID for WhatsApp, MESSENGER_PAGE_ID for Messenger.
`;

const busy = `The bot has the store open: it finds what is made now by itself, within the hour or at its next start.
`;

/** A sync creates and submits some 80 texts, one after the other. */
const patience = 15 * 60_000;

type Write = (text: string) => void;

/** Checks the templates of a folder, this project's when none is given. True when all are right. */
export async function checkFiles(write: Write, folder = templatesFolder): Promise<boolean> {
  const files = await templateFiles(folder);
  const findings = checkTemplates(files);
  for (const { file, line, column, severity, code, message, suggestion } of findings) {
    write(`${file}:${line}:${column} ${severity} ${code} ${message}\n    ${suggestion}\n`);
  }
  if (findings.length > 0) write("\n");
  write(`${files.length} templates in ${languages.length} languages, ${findings.length} errors\n`);
  return files.length > 0 && findings.length === 0;
}

type Task = "sync" | "list";

/**
 * Looks at Twilio, or makes it right, and writes how each template stands. True when the provider
 * went along.
 */
export function reviewTemplates(
  what: Task,
  settings: NonNullable<Settings["twilioWhatsapp"]>,
  notes: Notes,
  write: Write,
  folder = templatesFolder,
): Promise<boolean> {
  return review(what, (deps) => twilioWhatsapp(settings, deps), notes, write, folder);
}

/** The same at Meta's Cloud API, of the same files. */
export function reviewMetaTemplates(
  what: Task,
  settings: NonNullable<Settings["metaWhatsapp"]>,
  notes: Notes,
  write: Write,
  folder = templatesFolder,
): Promise<boolean> {
  return review(what, (deps) => metaWhatsapp(settings, deps), notes, write, folder);
}

/** The same for a page on Messenger, of the same files. */
export function reviewPageTemplates(
  what: Task,
  settings: NonNullable<Settings["metaMessenger"]>,
  notes: Notes,
  write: Write,
  folder = templatesFolder,
): Promise<boolean> {
  return review(what, (deps) => metaMessenger(settings, deps), notes, write, folder);
}

interface Deps extends Notes {
  readonly clock: () => number;
  readonly templates: () => Promise<readonly Template[]>;
}

async function review(
  what: Task,
  open: (deps: Deps) => Pick<Channel, "name" | "templates">,
  notes: Notes,
  write: Write,
  folder: string,
): Promise<boolean> {
  const files = await templateFiles(folder);
  if (what === "sync" && checkTemplates(files).length > 0) {
    write("The files have mistakes, nothing was sent: npm run -s templates -- check\n");
    return false;
  }
  const { name, templates } = open({
    note: (name) => notes.note(name),
    setNote: (name, value) => notes.setNote(name, value),
    clock: Date.now,
    templates: async () => readTemplates(files),
  });
  const signal = AbortSignal.timeout(patience);
  const reviewed = await (what === "sync" ? templates?.sync(signal) : templates?.look(signal));
  if (reviewed === undefined) return false;
  write(tableOf(reviewed, name.includes("whatsapp") ? "WhatsApp" : "Messenger"));
  if (reviewed.trouble === null) return true;
  write(
    `The provider stopped us (${reviewed.trouble}). What is done is done: run it again later.\n`,
  );
  return false;
}

/** A line a template, a column a language; reasons below. */
export function tableOf({ standings }: Review, product = "WhatsApp"): string {
  const names = [...new Set(standings.map(({ name }) => name))];
  const of = (name: string, language: string): Standing | undefined =>
    standings.find((one) => one.name === name && one.language === language);
  const width = Math.max(8, ...names.map(({ length }) => length)) + 2;
  const rows = names.map((name) =>
    [
      name.padEnd(width),
      ...languages.map((language) => cellOf(of(name, language)).padEnd(18)),
    ].join(""),
  );
  const head = ["template".padEnd(width), ...languages.map((one) => one.padEnd(18))].join("");
  const reasons = standings
    .filter(({ because }) => because !== null)
    .map(({ name, language, because }) => `${name} ${language}: ${because}`);
  const tasks = warnOf(product, standings);
  return `${[head, ...rows, ...reasons, ...tasks].map((line) => line.trimEnd()).join("\n")}\n`;
}

/** `approved v2`; with a star when an older version goes out meanwhile. */
function cellOf(standing: Standing | undefined): string {
  if (standing === undefined) return "";
  const { state, version, covered } = standing;
  const counted = version > 1 ? ` v${version}` : "";
  return `${state}${counted}${covered && state !== "approved" ? "*" : ""}`;
}

const noNotes: Notes = { note: async () => null, setNote: async () => undefined };

async function main([what, ...rest]: readonly string[]): Promise<boolean> {
  const write: Write = (text) => stdout.write(text);
  if (what === "check" && rest.length <= 1) return checkFiles(write, rest[0]);
  // Two words for one thing: `list` came first.
  const task = what === "status" ? "list" : what;
  if ((task !== "sync" && task !== "list") || rest.length > 0) {
    write(help);
    return false;
  }
  if (existsSync(".env")) loadEnvFile(".env");
  const settings = readSettings(process.env);
  const { twilioWhatsapp: twilio, metaWhatsapp: meta, metaMessenger: page } = settings;
  const on = [twilio, meta, page].filter((one) => one !== null);
  if (on.length === 0) {
    write(off);
    return false;
  }
  // The rest of the program is no part of a check.
  const { openStore } = await import("../open-store.ts");
  const store = await openStore(settings, silentLog).catch((error: unknown) => {
    if (error instanceof Fault && error.code === "store/occupied") return null;
    throw error;
  });
  try {
    if (store === null && task === "sync") write(busy);
    const notes = store ?? noNotes;
    const name = (title: string): void => write(on.length > 1 ? `${title}\n` : "");
    let isRight = true;
    if (twilio !== null) {
      name("Twilio");
      isRight = await reviewTemplates(task, twilio, notes, write);
    }
    if (meta !== null) {
      name("Meta's Cloud API");
      isRight = (await reviewMetaTemplates(task, meta, notes, write)) && isRight;
    }
    if (page !== null) {
      name("Messenger");
      isRight = (await reviewPageTemplates(task, page, notes, write)) && isRight;
    }
    return isRight;
  } finally {
    await store?.close();
  }
}

if (import.meta.main) {
  try {
    if (!(await main(process.argv.slice(2)))) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
