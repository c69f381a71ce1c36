import type { Outbound } from "../../../src/channels/channel.ts";
import { terminal, type Terminal } from "../../../src/channels/terminal/channel.ts";
import { tapsIn } from "../../../src/channels/shape.ts";
import type { Content } from "../../../src/core/inbound.ts";
import { persons } from "../pure-world.ts";
import type { Bench, Seen } from "./bench.ts";

/** A terminal for each person, and what they type at it. */
export function terminalBench(): Bench {
  const seen: Seen[] = [];
  const terminals = new Map<string, Terminal>();
  const numbers = new Map<string, number>();
  for (const who of persons) {
    const print = (number: number, lines: readonly string[], { id, body }: Outbound): void => {
      numbers.set(id, number);
      const taps = tapsIn(body);
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
        const digit = tap.endsWith("dont-know") ? 0 : place + 1;
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
      const name =
        content.media in names ? names[content.media as keyof typeof names] : content.media;
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
    case "human-elsewhere":
      return null;
  }
}
