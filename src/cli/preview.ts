import { argv, stdout } from "node:process";
import { parseArgs } from "node:util";
import type { Capabilities } from "../channels/channel.ts";
import { capabilities as metaWhatsapp } from "../channels/meta-whatsapp/channel.ts";
import { capabilitiesOf } from "../channels/meta-messenger/channel.ts";
import { shape, type Shaped } from "../channels/shape.ts";
import { capabilities as terminal } from "../channels/terminal/channel.ts";
import { capabilities as twilioWhatsapp } from "../channels/twilio-whatsapp/channel.ts";
import type { Flowbook } from "../core/engine/book.ts";
import { previewStep, stepsOf } from "../core/engine/preview.ts";
import { Fault } from "../core/fault.ts";
import type { Message } from "../core/message.ts";
import { languages, type Language } from "../core/language/languages.ts";
import { loadBook } from "../runtime/book-on-disk.ts";
import { endWith } from "./on-store.ts";

const help = `npm run -s preview -- FLOW             the steps of a flow
npm run -s preview -- FLOW STEP        what each channel shows of it, in each language
    --language fr|ar|ary|ary-Latn|en   in one language
    --channel NAME                     on one channel
`;

/** What each channel can show: those that show the same stand in one line. */
export const shownOn: Readonly<Record<string, Capabilities>> = {
  "twilio-whatsapp": twilioWhatsapp,
  "meta-whatsapp": metaWhatsapp,
  "meta-messenger": capabilitiesOf({ humanAgent: false }),
  terminal,
};

/** One step as it will be seen: boxes of text, `[ buttons ]`, and lists with their rows. */
export function preview(
  book: Flowbook,
  where: { readonly flow: string; readonly step: string },
  language: Language,
  can: Capabilities,
  now: number,
): string {
  const parts = saidAt(book, where, language, now)?.flatMap((message) => shape(message, can));
  if (parts === undefined) return "  (this step needs what comes before it)";
  return parts.length === 0 ? "  (nothing is said here)" : parts.map(draw).join("\n");
}

/** Null for a step that only works with what earlier ones found out. Throws `flow/unknown`. */
function saidAt(
  book: Flowbook,
  { flow, step }: Parameters<typeof preview>[1],
  language: Language,
  now: number,
): readonly Message[] | null {
  if (!stepsOf(book, flow).includes(step)) throw new Fault("flow/unknown", `${flow} ${step}`);
  try {
    return previewStep(book, flow, step, language, now);
  } catch {
    return null;
  }
}

function draw(shaped: Shaped): string {
  const lines = shaped.text.split("\n").map((line) => `  │ ${line}`);
  switch (shaped.kind) {
    case "text":
      break;
    case "document":
      lines.unshift(`  │ ▤ ${shaped.file.name}`);
      break;
    case "buttons":
    case "template":
      lines.push(...shaped.buttons.map(({ label }) => `  │   [ ${label} ]${lengthOf(label)}`));
      break;
    case "list":
      lines.push(`  │   [ ≡ ${shaped.open} ]${lengthOf(shaped.open)}`);
      for (const { label, about } of shaped.rows) {
        lines.push(
          `  │     • ${label}${lengthOf(label)}${about === null ? "" : `\n  │       ${about}`}`,
        );
      }
  }
  return [`  ┌ ${shaped.kind}, ${shaped.text.length} characters`, ...lines, "  └"].join("\n");
}

function lengthOf(label: string): string {
  return `  (${label.length})`;
}

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      language: { type: "string" },
      channel: { type: "string" },
      help: { type: "boolean" },
    },
  });
  const [flow, step] = positionals;
  if (flow === undefined || values.help === true) {
    stdout.write(help);
    return flow === undefined && values.help !== true ? 2 : 0;
  }
  const book = await loadBook();
  if (step === undefined) {
    stdout.write(`${stepsOf(book, flow).join("\n")}\n`);
    return 0;
  }
  const { channel } = values;
  const language = languages.find((one) => one === values.language);
  if (values.language !== undefined && language === undefined) {
    stdout.write(`--language is one of ${languages.join(", ")}\n`);
    return 2;
  }
  for (const [name, can] of Object.entries(shownOn)) {
    if (channel !== undefined && channel !== name) continue;
    for (const one of language === undefined ? languages : [language]) {
      stdout.write(`\n${name} · ${one}\n${preview(book, { flow, step }, one, can, 0)}\n`);
    }
  }
  return 0;
}

if (import.meta.main) await endWith(() => main(argv.slice(2)), "");
