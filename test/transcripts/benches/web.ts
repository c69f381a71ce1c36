import { activitySchema } from "../../../src/channels/botframework/activity.ts";
import { botframework } from "../../../src/channels/botframework/channel.ts";
import { decode } from "../../../src/channels/botframework/decode.ts";
import type { Content } from "../../../src/core/inbound.ts";
import type { Json } from "../../../src/core/json.ts";
import { persons, type Person } from "../pure-world.ts";
import { mimes, type Bench, type Seen } from "./bench.ts";

/** The simulators of the web page, each as a client sees its activities. */
export function webBench(name: string, prefix: string): Bench {
  const seen: Seen[] = [];
  const conversation = (who: Person): string => `${prefix}-${who}-0001`;
  const activitySent = (body: Json): void => {
    // Written by the channel itself, in the protocol's shape.
    const activity = body as {
      readonly type: string;
      readonly id: string;
      readonly text: string;
      readonly conversation: { readonly id: string };
      readonly suggestedActions?: { readonly actions: readonly { readonly value: string }[] };
    };
    const who = persons.find((one) => conversation(one) === activity.conversation.id);
    // Events, such as those of a handoff, are for programs.
    if (who === undefined || activity.type !== "message") return;
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
      const inbound = decode(activity, { id, address, at });
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
    case "human-elsewhere":
      return null;
  }
}
