import { day, type Instant } from "../instant.ts";
import { registrationCode } from "./code.ts";
import type { Entry, Roll } from "./entries.ts";
import type { Fates } from "./fates.ts";
import { isFor, type Rules } from "./moments.ts";

/** Receipts are known so long; afterwards a message that left counts as sent. */
const receiptsKept = 8 * day;

/** How far a message came; it only ever moves to the right, and ends anywhere from `sent` on. */
export const progress = ["planned", "under way", "sent", "delivered", "read"] as const;

/** What became of one message for one person. */
export interface DeliveryLine {
  readonly contact: string;
  /** By which the coordinator knows them: no name, no number. */
  readonly code: string;
  readonly language: string;
  readonly moment: string;
  /** When it is or was wanted; null when it never was. */
  readonly planned: Instant | null;
  /** When it was said; null when it was not. */
  readonly said: Instant | null;
  readonly state: (typeof progress)[number] | "failed" | "skipped";
  /** Why it was skipped, or the code with which it failed; "" otherwise. */
  readonly reason: string;
}

/** What is kept with one contact about what they were told. */
export interface Kept {
  readonly fates: Fates;
  /** Ids of messages that are promised and have not left. */
  readonly outbox: readonly string[];
  /** What providers said of those that left. */
  readonly deliveries: readonly {
    readonly id: string;
    readonly status: string;
    readonly code: string | null;
  }[];
}

/** One line a person and moment: all that are planned, and all that could have been. */
export function deliveryLines(
  webinar: string,
  roll: Roll,
  keptBy: (contact: string) => Kept,
  rules: Rules,
  now: Instant,
): readonly DeliveryLine[] {
  return Object.entries(roll.entries).flatMap(([contact, entry]) => {
    const kept = keptBy(contact);
    return Object.keys(rules.moments).map((moment): DeliveryLine => {
      const fate = kept.fates[moment];
      return {
        contact,
        code: registrationCode(webinar, contact),
        language: entry.language,
        moment,
        planned: roll.planned[moment] ?? null,
        said: fate?.kind === "said" ? fate.at : null,
        ...becameOf(roll, entry, moment, kept, rules, now),
      };
    });
  });
}

type Became = Pick<DeliveryLine, "state" | "reason">;

function becameOf(
  roll: Roll,
  entry: Entry,
  id: string,
  kept: Kept,
  rules: Rules,
  now: Instant,
): Became {
  const fate = kept.fates[id];
  if (fate?.kind === "said") return wayOf(fate.move, fate.at, kept, now);
  if (fate?.kind === "skipped") return skipped(fate.reason);
  if (entry.got.includes(id)) return { state: "under way", reason: "" };
  const moment = rules.moments[id];
  if (moment === undefined) return skipped("unknown");
  const at = roll.planned[id];
  if (at === undefined) return skipped(moment.from === "replay" ? "no-replay" : "hours");
  if (entry.since >= at) return skipped("registered-later");
  if (!isFor(moment, entry)) {
    // Before its time whoever has not answered may still come to be one of those it is for.
    const isOpen = at > now && entry.reminders && entry.intent === null && entry.held > 0;
    return isOpen ? { state: "planned", reason: "" } : skipped(whyNot(entry, moment.unlessOpened));
  }
  return at > now ? { state: "planned", reason: "" } : skipped("too-late");
}

/** Messages of the move: the one that went wrong counts, else the one that came least far. */
function wayOf(move: number, at: Instant, { outbox, deliveries }: Kept, now: Instant): Became {
  const isOf = (id: string): boolean => Number(id.split(".").at(-2)) === move;
  const theirs = deliveries.filter(({ id }) => isOf(id));
  const failed = theirs.find(({ status }) => status === "failed");
  if (failed !== undefined) return { state: "failed", reason: failed.code ?? "unknown" };
  if (outbox.some(isOf)) return { state: "under way", reason: "" };
  const least = progress.find((one) => theirs.some(({ status }) => status === one));
  if (least !== undefined) return { state: least, reason: "" };
  if (now - at >= receiptsKept) return { state: "sent", reason: "receipt-no-longer-kept" };
  // Promised nothing: no window, and no template for it.
  return { state: "failed", reason: "window-shut" };
}

function whyNot(entry: Entry, unlessOpened: boolean): string {
  if (!entry.reminders && entry.intent !== "replay") return "no-reminders";
  if (entry.held === 0) return "waiting-list";
  if (unlessOpened && entry.opened) return "opened-already";
  if (entry.intent === "cannot" || entry.intent === "replay") return `answered-${entry.intent}`;
  return "not-for-them";
}

function skipped(reason: string): Became {
  return { state: "skipped", reason };
}
