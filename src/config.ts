import type { z } from "zod";
import {
  botframeworkSettings,
  botframeworkVariables,
  type BotframeworkSettings,
} from "./channels/botframework/config.ts";
import {
  metaMessengerSettings,
  metaMessengerVariables,
  type MetaMessengerSettings,
} from "./channels/meta-messenger/config.ts";
import {
  metaWhatsappSettings,
  metaWhatsappVariables,
  type MetaWhatsappSettings,
} from "./channels/meta-whatsapp/config.ts";
import {
  twilioWhatsappSettings,
  twilioWhatsappVariables,
  type TwilioWhatsappSettings,
} from "./channels/twilio-whatsapp/config.ts";
import { consoleSettings, consoleVariables, type ConsoleSettings } from "./console/config.ts";
import { Fault } from "./core/fault.ts";
import { llmSettings, llmVariables, type LlmSettings } from "./llm/config.ts";
import { serverSettings, serverVariables, type ServerSettings } from "./server/config.ts";
import { speechSettings, speechVariables, type SpeechSettings } from "./speech/config.ts";
import { storeSettings, storeVariables, type StoreSettings } from "./store/config.ts";

export interface Settings {
  readonly server: ServerSettings;
  readonly store: StoreSettings;
  /** Null when the channel is off. */
  readonly twilioWhatsapp: TwilioWhatsappSettings | null;
  /** Null when the channel is off. */
  readonly metaWhatsapp: MetaWhatsappSettings | null;
  /** Null when the channel is off. */
  readonly metaMessenger: MetaMessengerSettings | null;
  readonly botframework: BotframeworkSettings;
  readonly console: ConsoleSettings;
  /** Null when no language model is used. */
  readonly llm: LlmSettings | null;
  /** Null when voice notes are not listened to. */
  readonly speech: SpeechSettings | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The rooms that have settings, with their variables, in the order of `.env.example`. */
export const settingRooms = [
  { title: "Server", variables: serverVariables },
  { title: "Store", variables: storeVariables },
  { title: "WhatsApp through Twilio", variables: twilioWhatsappVariables },
  { title: "WhatsApp through Meta's Cloud API", variables: metaWhatsappVariables },
  { title: "Messenger", variables: metaMessengerVariables },
  { title: "Web chat, simulator and Azure", variables: botframeworkVariables },
  { title: "Console", variables: consoleVariables },
  { title: "Language model", variables: llmVariables },
  { title: "Voice", variables: speechVariables },
] as const;

/**
 * Reads every setting. Throws `settings/invalid` with all problems, one a line.
 *
 * Only the names of variables are told, never their values: some are secret.
 */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  const read = <T>(schema: z.ZodType<T>): T | undefined => {
    const parsed = schema.safeParse(environment);
    if (parsed.success) return parsed.data;
    problems.push(
      ...parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`),
    );
    return undefined;
  };
  const server = read(serverSettings);
  const store = read(storeSettings);
  const twilioWhatsapp = read(twilioWhatsappSettings);
  const metaWhatsapp = read(metaWhatsappSettings);
  const metaMessenger = read(metaMessengerSettings);
  const botframework = read(botframeworkSettings);
  const consoleRoom = read(consoleSettings);
  const llm = read(llmSettings);
  const speech = read(speechSettings);
  if (
    !server ||
    !store ||
    twilioWhatsapp === undefined ||
    metaWhatsapp === undefined ||
    metaMessenger === undefined ||
    !botframework ||
    llm === undefined ||
    speech === undefined ||
    !consoleRoom
  ) {
    throw new Fault("settings/invalid", `\n  ${[...new Set(problems)].join("\n  ")}`);
  }
  return {
    server,
    store,
    twilioWhatsapp,
    metaWhatsapp,
    metaMessenger,
    botframework,
    console: consoleRoom,
    llm,
    speech,
  };
}
