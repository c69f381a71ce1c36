import { z } from "zod";
import { day, minute, type Instant } from "../../core/instant.ts";
import { channelName } from "./addresses.ts";
import type { Notice } from "./notices.ts";

/** What the channel keeps outside itself: whichever process hears of it, all tell of it. */
export interface Notes {
  note(name: string): Promise<string | null>;
  setNote(name: string, value: string): Promise<void>;
}

/** What Meta said of the account lately, for operators. */
export interface Alerts {
  hear(notice: Extract<Notice, { kind: "account" }>): void;
  /** A line for each field with bad news; looks at what other processes heard, in the background. */
  warnings(): readonly string[];
}

/** Meta does not say when most troubles end. */
const lasts = 7 * day;
const noteName = `${channelName}/alerts`;

const heardSchema = z.record(z.string(), z.object({ event: z.string(), at: z.number() }));
type Heard = z.infer<typeof heardSchema>;

export function makeAlerts(notes: Notes, clock: () => Instant): Alerts {
  let heard: Heard = {};
  let readAt = -Infinity;
  let writing: Promise<unknown> = Promise.resolve();

  async function recall(): Promise<void> {
    const kept = await notes.note(noteName).catch(() => null);
    const parsed = heardSchema.safeParse(parseJson(kept ?? ""));
    if (!parsed.success) return;
    const all: Heard = { ...heard };
    for (const [field, one] of Object.entries(parsed.data)) {
      if (one.at > (all[field]?.at ?? -Infinity)) all[field] = one;
    }
    heard = all;
  }

  return {
    hear({ field, event, isWorse, at }) {
      // Good news ends the bad news of its field, and is kept so that others know too.
      heard = { ...heard, [field]: { event: isWorse ? event : "", at } };
      writing = writing
        .then(recall)
        .then(() => notes.setNote(noteName, JSON.stringify(heard)))
        .catch(() => null);
    },
    warnings() {
      if (clock() - readAt >= minute) {
        readAt = clock();
        void recall();
      }
      return Object.entries(heard)
        .filter(([, { event, at }]) => event !== "" && clock() - at < lasts)
        .map(
          ([field, { event }]) =>
            `meta/account: WhatsApp says ${event} (${field}). Look at the WhatsApp Manager.`,
        );
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
