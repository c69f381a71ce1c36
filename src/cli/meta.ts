import { existsSync } from "node:fs";
import { loadEnvFile, stdout } from "node:process";
import { openGraph } from "../channels/meta/graph.ts";
import { readProfile, type Profile } from "../channels/meta/profile.ts";
import { messengerProfile } from "../channels/meta-messenger/profile.ts";
import { whatsappProfile } from "../channels/meta-whatsapp/profile.ts";
import { readSettings, type Settings } from "../config.ts";
import { Fault } from "../core/fault.ts";

const help = `npm run -s meta -- profile check   what people see before they write: the file against Meta's rules
npm run -s meta -- profile status  what differs at Meta from infra/meta/profile.yaml
npm run -s meta -- profile sync    makes it the same at Meta
`;

const patience = 60_000;

type Write = (text: string) => void;
type Task = "check" | "status" | "sync";

/** One product, and its profile; null where its channel is off. */
export interface ProfileOf {
  readonly product: string;
  readonly profile: Profile;
  readonly isOn: boolean;
}

/** The products that have a profile, with what they need to ask Meta. */
export function profilesOf(
  settings: Partial<Pick<Settings, "metaWhatsapp" | "metaMessenger">> | null,
): readonly ProfileOf[] {
  const whatsapp = settings?.metaWhatsapp ?? null;
  const messenger = settings?.metaMessenger ?? null;
  return [
    {
      product: "WhatsApp",
      isOn: whatsapp !== null,
      profile: whatsappProfile(
        whatsapp === null
          ? null
          : {
              graph: openGraph({ ...whatsapp, clock: Date.now }),
              phoneNumberId: whatsapp.phoneNumberId,
            },
      ),
    },
    {
      product: "Messenger",
      isOn: messenger !== null,
      profile: messengerProfile(
        messenger === null
          ? null
          : { graph: openGraph({ ...messenger, clock: Date.now }), pageId: messenger.pageId },
      ),
    },
  ];
}

/** Does it for every product, and writes what came of it. True when all is right. */
export async function reviewProfiles(
  task: Task,
  text: string,
  profiles: readonly ProfileOf[],
  write: Write,
): Promise<boolean> {
  const mistakes = profiles.flatMap(({ profile }) => profile.check(text));
  for (const line of mistakes) write(`infra/meta/profile.yaml ${line}\n`);
  if (mistakes.length > 0) return false;
  if (task === "check") {
    write(`${profiles.map(({ product }) => product).join(", ")}: the file is right.\n`);
    return true;
  }
  let isRight = true;
  for (const { product, profile, isOn } of profiles) {
    if (!isOn) {
      write(`${product} is off.\n`);
      continue;
    }
    const signal = AbortSignal.timeout(patience);
    const { changed, trouble } = await profile.review(text, task === "sync", signal);
    const what = task === "sync" ? "changed" : "differs";
    for (const name of changed) write(`${product}: ${name} ${what}.\n`);
    if (trouble !== null) write(`${product}: Meta stopped us (${trouble}).\n`);
    else if (changed.length === 0) write(`${product}: all is as the file says.\n`);
    isRight &&= trouble === null && (task === "sync" || changed.length === 0);
  }
  return isRight;
}

async function main([room, task, ...rest]: readonly string[]): Promise<boolean> {
  const write: Write = (text) => stdout.write(text);
  const isKnown = task === "check" || task === "status" || task === "sync";
  if (room !== "profile" || !isKnown || rest.length > 0) {
    write(help);
    return false;
  }
  const text = await readProfile();
  if (task === "check") return reviewProfiles(task, text, profilesOf(null), write);
  if (existsSync(".env")) loadEnvFile(".env");
  return reviewProfiles(task, text, profilesOf(readSettings(process.env)), write);
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
