import type { Case } from "../../core/cases/case.ts";
import type { MemberVisit } from "../visit.ts";
import type { Delivery, Person } from "./contact.ts";

/**
 * What became of the messages of one move, all parts together: on its way as long as one is, else
 * the least of what is known of them. Null when nothing is: it is forgotten after eight days.
 */
export function deliveryOfMove(
  { contact }: Pick<Case, "contact">,
  { underway, deliveries }: Pick<Person, "underway" | "deliveries">,
  move: number,
): Delivery | "underway" | "template" | null {
  const begins = `${contact}.${move}.`;
  const waiting = underway.filter(({ id }) => id.startsWith(begins));
  if (waiting.some(({ body }) => body.kind === "template")) return "template";
  if (waiting.length > 0) return "underway";
  const known = deliveries
    .filter(({ id }) => id.startsWith(begins) && /^\d+$/u.test(id.slice(begins.length)))
    .map(({ status }) => status);
  return least.find((one) => known.includes(one)) ?? null;
}

/** What matters most comes first. */
const least = ["failed", "sent", "delivered", "read"] as const;

/** The same for words of a consultant, which wait before they become a message of the contact. */
export function deliveryOfWords(
  file: Case,
  n: number,
  missed: readonly number[],
  person: Person | null,
): Delivery | "underway" | "template" | "missed" | "queued" | null {
  if (missed.includes(n)) return "missed";
  if (file.queue.some((one) => one.n === n)) return "queued";
  const carried = person?.talk.findLast((one) => one.by === "consultant" && one.n === n);
  if (person === null || carried === undefined) return null;
  return deliveryOfMove(file, person, carried.move);
}

export function sayDelivery(
  { words }: Pick<MemberVisit, "words">,
  delivery: ReturnType<typeof deliveryOfWords>,
): string | null {
  return delivery === null ? null : words[`delivery_${delivery}`];
}
