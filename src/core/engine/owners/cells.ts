import { z } from "zod";
import { advanceCell, emptyCell, type Cell } from "../../diagnostic/comparison.ts";
import { day, type Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { cellOwner } from "../actions/compare.ts";
import { keep, type OwnerMail, type OwnerTurn } from "./owner.ts";

const points = z.number();
const organization = z.string();
const mailSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("join"), organization, points }),
  z.object({ kind: z.literal("withdraw"), organization }),
  z.object({
    kind: z.literal("ask"),
    organization,
    points,
    wider: z.array(z.string()),
    /** Who asked first, when a narrower cell passed the question on. */
    asker: z.string().optional(),
  }),
  z.object({ kind: z.literal("refresh") }),
]);

const week = 7 * day;

/** A cell of the anonymous comparison. A small one passes the question on to the wider one. */
export function cells(state: Json | null, mail: OwnerMail, now: Instant): OwnerTurn {
  // Written by this very function.
  const cell = (state as unknown as Cell | null) ?? emptyCell;
  const told = mailSchema.parse(mail.body);
  const refresh = { id: "refresh", at: now + week, body: { kind: "refresh" } };
  if (told.kind !== "ask") {
    const next = advanceCell(cell, told, now).cell;
    const first = state === null;
    const fresh = first ? advanceCell(next, { kind: "refresh" }, now).cell : next;
    return {
      ...keep(fresh as unknown as Json),
      timers: first || told.kind === "refresh" ? [refresh] : [],
    };
  }
  const { answer } = advanceCell(cell, told, now);
  const asker = told.asker ?? mail.from;
  const [next, ...wider] = told.wider;
  const kept = keep(cell as unknown as Json);
  if (answer?.kind === "shown") {
    const { lower, median, upper, ahead } = answer;
    const values = { lower, median, upper, ahead: ahead ?? 0 };
    return {
      ...kept,
      posts: [
        { to: asker, body: { kind: "event", event: "compared", values, organization: null } },
      ],
    };
  }
  if (next !== undefined) {
    return { ...kept, posts: [{ to: cellOwner(next), body: { ...told, wider, asker } }] };
  }
  return {
    ...kept,
    posts: [{ to: asker, body: { kind: "event", event: "none", values: {}, organization: null } }],
  };
}
