import { capabilitiesOf, metaMessenger } from "../../../src/channels/meta-messenger/channel.ts";
import { decode } from "../../../src/channels/meta-messenger/decode.ts";
import { encode } from "../../../src/channels/meta-messenger/encode.ts";
import { toText } from "../../../src/channels/shape.ts";
import type { Content } from "../../../src/core/inbound.ts";
import { showMessage } from "../../fakes/graph/messenger-rules.ts";
import { persons, type Person } from "../pure-world.ts";
import type { Bench, Seen } from "./bench.ts";

const pageId = "104857600000001";
const graphBase = "https://graph.facebook.com";
const inbox = 263902037430900;

const settings = {
  meta: {
    appSecret: "0123456789abcdef",
    oldAppSecret: null,
    verifyToken: "a word of our own",
    graphBase,
    graphVersion: "v25.0",
    publicUrl: null,
  },
  pageId,
  token: "0123456789abcdef",
  appId: null,
  humanAgent: false,
  personaPicture: null,
};

/** Events in, requests out, and nobody in between: the signed HTTP path has tests of its own. */
export function messengerBench(): Bench {
  const seen: Seen[] = [];
  const scoped = (who: Person): string => `654321098765432${persons.indexOf(who)}`;
  const real = metaMessenger(settings, {
    clock: () => 0,
    note: () => Promise.resolve(null),
    setNote: () => Promise.resolve(),
  });
  return {
    channel: {
      ...real,
      capabilities: capabilitiesOf(settings),
      send(outbound) {
        const { body } = outbound;
        const who = persons.find((one) => outbound.address.id === scoped(one));
        if (who === undefined) throw new Error("sent to a stranger");
        const providerId = `m_${seen.length}`;
        if (body.kind === "template") {
          seen.push({ who, providerId, text: toText(body, 2_000).text, taps: [] });
          return Promise.resolve({ kind: "sent", providerId });
        }
        // As strict as Meta.
        const shown = showMessage(encode(outbound, body, { humanAgent: false }).message);
        if ("code" in shown) throw new Error(`refused: ${shown.message ?? shown.code}`);
        seen.push({ who, providerId, text: shown.text, taps: shown.choices.map(({ id }) => id) });
        return Promise.resolve({ kind: "sent", providerId });
      },
    },
    seen,
    read(who, content, quoted, id, at) {
      const told = eventOf(content, id);
      if (told === null) return null;
      const { message, ...other } = told;
      const isEcho = content.kind === "human-elsewhere" && content.what === "spoke";
      const [sender, recipient] = isEcho ? [pageId, scoped(who)] : [scoped(who), pageId];
      const reply = quoted === null ? {} : { reply_to: { mid: quoted.providerId } };
      const event = {
        sender: { id: sender },
        recipient: { id: recipient },
        timestamp: at,
        ...other,
        ...(message === undefined ? {} : { message: { mid: id, ...message, ...reply } }),
      };
      const received = { object: "page", entry: [{ id: pageId, messaging: [event] }] };
      return decode(received, { now: at, pageId, appId: "1", graphBase }).inbounds;
    },
  };
}

/** The event without who and when; null for what nobody can do on Messenger. */
function eventOf(
  content: Content,
  id: string,
): ({ readonly message?: object } & Readonly<Record<string, unknown>>) | null {
  const file = (type: string, payload: object = {}) => ({
    message: { attachments: [{ type, payload }] },
  });
  switch (content.kind) {
    case "text":
      return { message: { text: content.text } };
    case "tap":
      return { message: { text: content.label ?? "", quick_reply: { payload: content.id } } };
    case "media":
      switch (content.media) {
        case "voice":
          return file("audio", { url: "https://cdn.fbsbx.com/v/audioclip-1-2.mp4" });
        case "document":
          return file("file");
        case "sticker":
          return file("image", { sticker_id: 144884852352448 });
        case "audio":
        case "image":
        case "video":
          return file(content.media);
      }
      break;
    case "location":
      return file("location");
    case "contact-card":
      return null;
    case "reaction":
      return { reaction: { mid: id, action: "react", emoji: content.emoji } };
    case "edit":
      return { message_edit: { mid: id, text: content.text, num_edit: 1 } };
    case "revoke":
      return { message: { is_deleted: true } };
    case "unsupported":
      return { message: { is_unsupported: true } };
    case "opt-out":
      return notices("STOP_NOTIFICATIONS");
    case "opt-in":
      return notices("RESUME_NOTIFICATIONS");
    case "human-elsewhere":
      if (content.what === "spoke") return { message: { is_echo: true, app_id: inbox, text: "…" } };
      if (content.what === "took") return { take_thread_control: { new_owner_app_id: inbox } };
      return { pass_thread_control: { new_owner_app_id: 1 } };
  }
}

function notices(status: string): { readonly optin: object } {
  return { optin: { type: "notification_messages", notification_messages_status: status } };
}
