import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Instant } from "../core/instant.ts";
import type { Store } from "../store/store.ts";
import { endOf } from "./journal-end.ts";

/** The journal of what was done in the console: only ever added to. */
export const deedsJournal = "console-deeds";

/** Who did what to whom or what. Ids and words of ours only: never what people wrote. */
const deedSchema = z.object({
  /** An account's id; `start` or `command` for the program, `-` for somebody unknown. */
  by: z.string(),
  /** The route's act: `people.role`. */
  act: z.string(),
  /** What it was done to: an account, an invitation, a case. */
  on: z.string().nullable(),
  /** `tried` stands before every act of somebody signed in; `refused` follows when nothing came of it. */
  outcome: z.enum(["tried", "done", "refused"]),
});
export type Deed = Readonly<z.infer<typeof deedSchema>>;

export async function recordDeed(store: Store, deed: Deed, now: Instant): Promise<void> {
  const id = `${now}.${randomBytes(9).toString("base64url")}`;
  await store.append(deedsJournal, [{ id, body: { ...deed } }], now);
}

export interface RecordedDeed extends Deed {
  readonly seq: number;
  readonly at: Instant;
}

/** The deeds before `before` (null: the last ones), newest first. */
export async function readDeeds(
  store: Store,
  before: number | null,
  limit: number,
): Promise<readonly RecordedDeed[]> {
  const end = before === null ? await endOf(store, deedsJournal) : before - 1;
  const from = Math.max(0, end - limit);
  const entries = await store.read(deedsJournal, from, end - from);
  return entries.map(({ seq, at, body }) => ({ ...deedSchema.parse(body), seq, at })).toReversed();
}
