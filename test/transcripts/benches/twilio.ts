import { twilioWhatsapp } from "../../../src/channels/twilio-whatsapp/channel.ts";
import { decode } from "../../../src/channels/twilio-whatsapp/decode.ts";
import { encode } from "../../../src/channels/twilio-whatsapp/encode.ts";
import type { Content } from "../../../src/core/inbound.ts";
import { persons, type Person } from "../pure-world.ts";
import { mimes, type Bench, type Seen } from "./bench.ts";

const twilioSettings = {
  accountSid: `AC${"0".repeat(32)}`,
  authToken: "0123456789abcdef",
  oldAuthToken: null,
  from: "+212500000000",
  publicUrl: "https://rafiq.example",
  apiBase: null,
};

/** Forms in, requests out, and nobody in between: the signed HTTP path has tests of its own. */
export function twilioBench(): Bench {
  const seen: Seen[] = [];
  const phone = (who: Person): string => `+21260000000${persons.indexOf(who) + 1}`;
  const real = twilioWhatsapp(twilioSettings, {
    clock: () => 0,
    note: () => Promise.resolve(null),
    setNote: () => Promise.resolve(),
  });
  return {
    channel: {
      ...real,
      send(outbound) {
        const { to, text, content } = encode(outbound, twilioSettings);
        const who = persons.find((one) => to === `whatsapp:${phone(one)}`);
        const providerId = `SM${seen.length}`;
        if (who === undefined) throw new Error("sent to a stranger");
        const ids = Object.values(content?.variables ?? {}).filter((one) => /^\d+:\S+$/u.test(one));
        seen.push({ who, providerId, text, taps: ids });
        return Promise.resolve({ kind: "sent", providerId });
      },
    },
    seen,
    read(who, content, quoted, id, at) {
      const fields = fieldsOf(content);
      if (fields === null) return null;
      const form = new Map(
        Object.entries({
          MessageSid: id,
          From: `whatsapp:${phone(who)}`,
          WaId: phone(who).slice(1),
          NumMedia: "0",
          ...(quoted === null ? {} : { OriginalRepliedMessageSid: quoted.providerId }),
          ...fields,
        }).map(([key, value]): [string, readonly string[]] => [key, [value]]),
      );
      return decode(form, { now: at, delivery: null, apiBase: null }).inbounds;
    },
  };
}

function fieldsOf(content: Content): Readonly<Record<string, string>> | null {
  switch (content.kind) {
    case "text":
      return { MessageType: "text", Body: content.text };
    case "tap": {
      const label = content.label ?? "";
      return { MessageType: "button", ButtonPayload: content.id, ButtonText: label, Body: label };
    }
    case "media":
      return {
        MessageType: content.media === "voice" ? "audio" : content.media,
        NumMedia: "1",
        MediaContentType0: mimes[content.media],
        Body: "",
      };
    case "location":
      return { MessageType: "location", Latitude: "33.5", Longitude: "-7.6", Body: "" };
    case "contact-card":
      return { MessageType: "contacts", Body: "" };
    case "reaction":
      return { MessageType: "reaction", Body: content.emoji };
    case "edit":
      return { MessageType: "edit", Body: content.text };
    case "revoke":
      return { MessageType: "revoke", Body: "" };
    case "unsupported":
      return { MessageType: "unsupported", Body: "" };
    case "opt-out":
      return { Body: "STOP", OptOutType: "STOP" };
    case "opt-in":
      return { Body: "START", OptOutType: "START" };
    case "human-elsewhere":
      return null;
  }
}
