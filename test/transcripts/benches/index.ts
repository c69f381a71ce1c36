import type { Bench } from "./bench.ts";
import { messengerBench } from "./messenger.ts";
import { metaWhatsappBench } from "./meta-whatsapp.ts";
import { terminalBench } from "./terminal.ts";
import { twilioBench } from "./twilio.ts";
import { webBench } from "./web.ts";

/** The channels that transcripts are replayed on. */
export const benches: Readonly<Record<string, () => Bench>> = {
  terminal: terminalBench,
  "web-whatsapp": () => webBench("web-whatsapp", "wa"),
  "web-messenger": () => webBench("web-messenger", "ms"),
  "twilio-whatsapp": twilioBench,
  "meta-whatsapp": metaWhatsappBench,
  "meta-messenger": messengerBench,
};
