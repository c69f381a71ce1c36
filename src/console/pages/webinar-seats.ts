import { seatColumns, seatList } from "../../core/webinar/seat-list.ts";
import { rollsOf } from "../../runtime/webinars-kept.ts";
import { readKept } from "../coordination/programme.ts";
import { csv } from "../csv.ts";
import type { Answer, MemberVisit } from "../visit.ts";

/** The registrations of a webinar, as a file. */
export async function exportSeats(visit: MemberVisit): Promise<Answer> {
  const kept = await readKept(visit, visit.params["webinar"] ?? "");
  if (kept === null) return { kind: "missing" };
  const { id } = kept.webinar;
  const list = seatList(id, await rollsOf(visit.tools.world.store, kept));
  return csv(`inscriptions-${id}`, [seatColumns, ...list.map(({ cells }) => cells)]);
}
