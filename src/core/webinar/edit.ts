import type { Instant } from "../instant.ts";
import type { Changes, Snapshot } from "./mail.ts";
import { endOf, startOf } from "./plan.ts";
import type { Webinar } from "./webinar.ts";

/** An edit as it was taken: what really changed, and the webinar after it. */
export interface Edited {
  readonly changes: Changes;
  readonly snapshot: Snapshot;
}

/** What stands once the webinar is over: only what is left of it may still be added. */
const afterwards = ["title", "summary", "speaker", "documents", "replay"] as const;

/** What calendars know of it: a change of these is a new SEQUENCE (RFC 5545 § 3.8.7.4). */
const inCalendars = ["title", "starts", "zone", "minutes", "link", "state"] as const;

/**
 * Changes a webinar. Null when nothing changes: the same edit twice, a cancelled webinar, another
 * time for one that is over.
 *
 * Nobody has heard of a draft, so its edits are not counted for calendars nor told.
 */
export function editWebinar(before: Snapshot, wish: Changes, now: Instant): Edited | null {
  const old = before.webinar;
  if (old.state === "cancelled") return null;
  const isOver = old.state === "published" && now >= endOf(old);
  const changes = Object.fromEntries(
    Object.entries(wish).filter(
      ([name, value]) =>
        value !== undefined &&
        (!isOver || afterwards.some((one) => one === name)) &&
        // Both were read by the same schema, so that equal values are written alike.
        JSON.stringify(value) !== JSON.stringify(old[name as keyof Webinar]),
    ),
  ) as Changes; // A part of what was given.
  if (Object.keys(changes).length === 0) return null;
  const revision = before.revision + 1;
  const isKnown = old.state === "published";
  const counts = isKnown && inCalendars.some((name) => name in changes);
  const sequence = old.sequence + (counts ? 1 : 0);
  // No change is undefined any more.
  const webinar = { ...old, ...changes, sequence } as Webinar;
  const isMoved = isKnown && startOf(webinar) !== startOf(old);
  const isLonger = webinar.minutes !== old.minutes;
  // A first link is no news: the reminders bring it.
  const isRelinked = "link" in changes && old.link !== null;
  const isNotice =
    isMoved || (isKnown && (isLonger || isRelinked || changes.state === "cancelled"));
  return {
    changes,
    snapshot: {
      webinar,
      revision,
      notice: isNotice ? revision : before.notice,
      occasion: before.occasion + (isMoved ? 1 : 0),
      moved: isMoved ? now : before.moved,
      replayed: webinar.replay === null ? null : (before.replayed ?? now),
      taken: before.taken,
    },
  };
}
