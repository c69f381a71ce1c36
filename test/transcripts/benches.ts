import { botframework } from "../../src/channels/botframework/channel.ts";
import { decode as decodeActivity } from "../../src/channels/botframework/decode.ts";
import { activitySchema } from "../../src/channels/botframework/activity.ts";
import type { Channel, Inbound, Outbound } from "../../src/channels/channel.ts";
import { terminal, type Terminal } from "../../src/channels/terminal/channel.ts";
import { twilioWhatsapp } from "../../src/channels/twilio-whatsapp/channel.ts";
import { decode as decodeForm } from "../../src/channels/twilio-whatsapp/decode.ts";
import { encode as encodeForTwilio } from "../../src/channels/twilio-whatsapp/encode.ts";
import type { Content } from "../../src/core/inbound.ts";
import type { Instant } from "../../src/core/instant.ts";
import type { Json } from "../../src/core/json.ts";
import { persons, type Person } from "./pure-world.ts";

/** One provider's message as somebody got it: all the words they can read, and the taps' ids. */
export interface Seen {
  readonly who: Person;
  readonly providerId: string;
  readonly text: string;
  readonly taps: readonly string[];
}

/** A channel with a person at its other end; everything in between is the channel's own. */
export interface Bench {
  readonly channel: Channel;
  /** Everything sent so far, oldest first. */
  readonly seen: readonly Seen[];
  /** What a person did, as the provider tells it; null when this one has no such thing. */
  read(
    who: Person,
    content: Content,
    quoted: Seen | null,
    id: string,
    at: Instant,
  ): readonly Inbound[] | null;
}

/** The channels that transcripts are replayed on. */
export const benches: Readonly<Record<string, () => Bench>> = {
  terminal: terminalBench,
  "web-whatsapp": () => webBench("web-whatsapp", "wa"),
  "web-messenger": () => webBench("web-messenger", "ms"),
  "twilio-whatsapp": twilioBench,
};

function terminalBench(): Bench {
  const seen: Seen[] = [];
  const terminals = new Map<string, Terminal>();
  const numbers = new Map<string, number>();
  for (const who of persons) {
    const print = (number: number, lines: readonly string[], { id, body }: Outbound): void => {
      numbers.set(id, number);
      const taps = body.kind === "text" ? [] : body.kind === "buttons" ? body.buttons : body.rows;
      seen.push({ who, providerId: id, text: lines.join("\n"), taps: taps.map((tap) => tap.id) });
    };
    terminals.set(who, terminal({ channel: "terminal", id: who }, print));
  }
  const of = (who: string): Terminal => {
    const found = terminals.get(who);
    if (found === undefined) throw new Error(`no terminal of ${who}`);
    return found;
  };
  return {
    channel: {
      ...of("contact").channel,
      send: (outbound, signal) => of(outbound.address.id).channel.send(outbound, signal),
    },
    seen,
    read(who, content, quoted, id, at) {
      const shown = (one: Seen): number => numbers.get(one.providerId) ?? 0;
      const line = lineOf(content, quoted && shown(quoted), (tap) => {
        const message = seen.findLast((one) => one.who === who && one.taps.includes(tap));
        if (message === undefined) return "/tap 0.0";
        const place = message.taps.indexOf(tap);
        const digit = /dont-know$/u.test(tap) ? 0 : place + 1;
        return `/tap ${shown(message)}.${digit}`;
      });
      if (line === null) return null;
      const read = of(who).read(line, id, at);
      if (typeof read === "string") throw new Error(`${line}: ${read}`);
      return [read];
    },
  };
}

function lineOf(
  content: Content,
  quoted: number | null,
  tapLine: (id: string) => string,
): string | null {
  switch (content.kind) {
    case "text":
      return quoted === null ? content.text : `/quote ${quoted} ${content.text}`;
    case "tap":
      return tapLine(content.id);
    case "media": {
      const names = { audio: "sound", image: "photo", document: "file" } as const;
      const name = content.media in names ? names[content.media as keyof typeof names] : content.media;
      return `/${name}`;
    }
    case "location":
      return "/location";
    case "contact-card":
      return "/card";
    case "reaction":
      return `/react ${content.emoji}`;
    case "edit":
      return `/edit ${content.text}`;
    case "revoke":
      return "/unsend";
    case "unsupported":
      return "/strange";
    case "opt-out":
      return "/block";
    case "opt-in":
      return "/unblock";
  }
}

/** The simulators of the web page, each as a client sees its activities. */
function webBench(name: string, prefix: string): Bench {
  const seen: Seen[] = [];
  const conversation = (who: Person): string => `${prefix}-${who}-0001`;
  const activitySent = (body: Json): void => {
    // Written by the channel itself, in the protocol's shape.
    const activity = body as {
      readonly id: string;
      readonly text: string;
      readonly conversation: { readonly id: string };
      readonly suggestedActions?: { readonly actions: readonly { readonly value: string }[] };
    };
    const who = persons.find((one) => conversation(one) === activity.conversation.id);
    if (who === undefined) return;
    const taps = activity.suggestedActions?.actions.map(({ value }) => value) ?? [];
    seen.push({ who, providerId: activity.id, text: activity.text, taps });
  };
  const bot = botframework(
    {
      webChat: true,
      production: false,
      origins: null,
      resumeDays: 7,
      publicUrl: null,
      azure: null,
    },
    {
      append: (_journal, entries) => {
        for (const { body } of entries) activitySent(body);
        return Promise.resolve();
      },
      read: () => Promise.resolve([]),
      erase: () => Promise.resolve(),
      secret: () => Promise.resolve("00"),
      note: () => Promise.resolve(null),
      setNote: () => Promise.resolve(),
      receive: () => Promise.resolve([]),
      clock: () => 0,
      newId: () => "id",
    },
  );
  const channel = bot.channels.find((one) => one.name === name);
  if (channel === undefined) throw new Error(`no channel ${name}`);
  return {
    channel,
    seen,
    read(who, content, quoted, id, at) {
      const written = activityOf(content);
      if (written === null) return null;
      const activity = activitySchema.parse({
        ...written,
        ...(quoted === null ? {} : { replyToId: quoted.providerId }),
      });
      const address = { channel: name, id: conversation(who) };
      const inbound = decodeActivity(activity, { id, address, at });
      return inbound === null ? [] : [inbound];
    },
  };
}

function activityOf(content: Content): object | null {
  switch (content.kind) {
    case "text":
      return { type: "message", text: content.text };
    case "tap":
      return { type: "message", text: content.label, value: content.id };
    case "media":
      return {
        type: "message",
        attachments: [{ contentType: mimes[content.media] }],
        channelData: { media: content.media },
      };
    case "location":
      return { type: "message", entities: [{ type: "Place" }] };
    case "contact-card":
      return { type: "message", attachments: [{ contentType: "text/vcard" }] };
    case "reaction":
      return { type: "messageReaction", reactionsAdded: [{ type: "plusOne" }] };
    case "edit":
      return { type: "messageUpdate", text: content.text };
    case "revoke":
      return { type: "messageDelete" };
    case "unsupported":
      return { type: "message", text: "" };
    case "opt-out":
    case "opt-in":
      return null;
  }
}

const mimes = {
  voice: "audio/ogg",
  audio: "audio/mpeg",
  image: "image/jpeg",
  video: "video/mp4",
  document: "application/pdf",
  sticker: "image/webp",
} as const;

const twilioSettings = {
  accountSid: `AC${"0".repeat(32)}`,
  authToken: "0123456789abcdef",
  oldAuthToken: null,
  from: "+212500000000",
  publicUrl: "https://rafiq.example",
  apiBase: null,
};

/** Forms in, requests out, and nobody in between: the signed HTTP path has tests of its own. */
function twilioBench(): Bench {
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
        const { to, text, content } = encodeForTwilio(outbound, twilioSettings);
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
      return decodeForm(form, { now: at, delivery: null, apiBase: null }).inbounds;
    },
  };
}

function fieldsOf(content: Content): Readonly<Record<string, string>> {
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
  }
}
