import { metaWhatsapp } from "../../../src/channels/meta-whatsapp/channel.ts";
import { decode } from "../../../src/channels/meta-whatsapp/decode.ts";
import { encodeRich, encodeWords, envelope } from "../../../src/channels/meta-whatsapp/encode.ts";
import type { Content } from "../../../src/core/inbound.ts";
import {
  change,
  envelope as bodyOf,
  messageChange,
  type WhatsappParts,
} from "../../fakes/graph/whatsapp-events.ts";
import { messageRequest, recipientOf, show } from "../../fakes/graph/whatsapp-rules.ts";
import { persons, type Person } from "../pure-world.ts";
import { mimes, type Bench, type Seen } from "./bench.ts";

const phoneNumberId = "106540352242922";
const metadata = { display_phone_number: "212500000000", phone_number_id: phoneNumberId };
const settings = {
  meta: {
    appSecret: "0123456789abcdef",
    oldAppSecret: null,
    verifyToken: "a word of our own",
    graphBase: "https://graph.facebook.com",
    graphVersion: "v25.0",
    publicUrl: null,
  },
  phoneNumberId,
  businessId: "102290129340398",
  token: "0123456789abcdef",
};

/** Events in, requests out, and nobody in between: the signed HTTP path has tests of its own. */
export function metaWhatsappBench(): Bench {
  const seen: Seen[] = [];
  const phone = (who: Person): string => `+21260000000${persons.indexOf(who) + 1}`;
  const real = metaWhatsapp(settings, {
    clock: () => 0,
    note: () => Promise.resolve(null),
    setNote: () => Promise.resolve(),
  });
  return {
    channel: {
      ...real,
      send(outbound) {
        const { body } = outbound;
        const rich = body.kind === "template" ? null : encodeRich(body);
        const parsed = messageRequest.parse({
          ...envelope(outbound),
          ...(rich ?? encodeWords(body)),
        });
        const who = persons.find((one) => recipientOf(parsed) === phone(one));
        if (who === undefined || parsed.type === "template") throw new Error("sent to a stranger");
        // As strict as Meta.
        const shown = show(parsed);
        if ("code" in shown) throw new Error(`refused: ${shown.message ?? shown.code}`);
        const providerId = `wamid.${seen.length}`;
        seen.push({ who, providerId, text: shown.text, taps: shown.choices.map(({ id }) => id) });
        return Promise.resolve({ kind: "sent", providerId });
      },
    },
    seen,
    read(who, content, quoted, id, at) {
      const given = changeOf(content, { from: phone(who), at }, id, quoted?.providerId ?? null);
      const circumstances = { now: at, phoneNumberId, mediaUrl: (one: string) => one };
      return given === null ? null : decode(bodyOf("1", [given]), circumstances).inbounds;
    },
  };
}

/** The change of a webhook; null for what nobody can do here. */
function changeOf(
  content: Content,
  who: WhatsappParts,
  id: string,
  quoted: string | null,
): unknown {
  const { from, at = 0 } = who;
  const message = (more: Partial<WhatsappParts>): unknown =>
    messageChange({ ...who, ...(quoted === null ? {} : { quoted }), ...more }, id, at, metadata);
  const ofType = (type: string, value: unknown): unknown =>
    message({ message: { type, [type]: value } });
  switch (content.kind) {
    case "text":
      return message({ text: content.text });
    case "tap":
      return message({ tap: { id: content.id, label: content.label ?? "", kind: "button" } });
    case "media": {
      const mime_type = mimes[content.media];
      return content.media === "voice"
        ? ofType("audio", { id: "1", mime_type, voice: true })
        : ofType(content.media, { id: "1", mime_type });
    }
    case "location":
      return ofType("location", { latitude: 33.5, longitude: -7.6 });
    case "contact-card":
      return ofType("contacts", []);
    case "reaction":
      return ofType("reaction", { message_id: id, emoji: content.emoji });
    case "edit":
      return ofType("edit", { message: { type: "text", text: { body: content.text } } });
    case "revoke":
      return ofType("revoke", { original_message_id: id });
    case "unsupported":
      return ofType("unsupported", {});
    case "opt-out":
    case "opt-in": {
      const value = content.kind === "opt-out" ? "stop" : "resume";
      const preference = {
        wa_id: from.slice(1),
        category: "marketing_messages",
        value,
        timestamp: at,
      };
      return change("user_preferences", { metadata, user_preferences: [preference] });
    }
    case "human-elsewhere": {
      if (content.what !== "spoke") return null;
      const echo = { from: "212500000000", to: from.slice(1), id, timestamp: at, type: "text" };
      return change("smb_message_echoes", { metadata, message_echoes: [echo] });
    }
  }
}
