import type { Json } from "../json.ts";
import { sides, type LineValue, type Side } from "./cells.ts";

/** Kinds of structure whose money differs: the answers to P1, without what is still to be founded. */
export const structures = ["association", "coop", "AE", "fondation", "mutuelle"] as const;
export type Structure = (typeof structures)[number];

/**
 * The lines we propose by kind of structure, in the order in which they are asked. Each is the id of a
 * line and the last part of its sentence: `fees` is `pages-lines.fees`.
 *
 * Only what comes in is named, never asked for: gifts stand only where a structure may receive them
 * (brief § 2.9).
 */
export const proposals: Readonly<Record<Structure, Readonly<Record<Side, readonly string[]>>>> = {
  association: {
    income: ["fees", "grants", "partners", "own-activities", "gifts", "carried-over"],
    expense: [
      "activities",
      "rent",
      "transport",
      "wages",
      "phone-internet",
      "printing",
      "training",
      "bank-costs",
      "unforeseen",
    ],
  },
  coop: {
    income: ["product-sales", "deliveries", "shares", "grants", "orders", "carried-over"],
    expense: [
      "raw-materials",
      "members-paid",
      "packaging",
      "water-power",
      "transport",
      "fairs",
      "wages",
      "rent",
      "bank-costs",
      "unforeseen",
    ],
  },
  AE: {
    income: ["invoices", "product-sales", "advances", "own-money"],
    expense: [
      "raw-materials",
      "equipment",
      "transport",
      "phone-internet",
      "rent",
      "taxes",
      "printing",
      "bank-costs",
      "unforeseen",
    ],
  },
  fondation: {
    income: ["grants", "partners", "gifts", "endowment", "own-activities", "carried-over"],
    expense: [
      "programmes",
      "aid",
      "wages",
      "rent",
      "transport",
      "printing",
      "audit",
      "bank-costs",
      "unforeseen",
    ],
  },
  mutuelle: {
    income: ["member-contributions", "employer-share", "grants", "investments", "carried-over"],
    expense: [
      "benefits",
      "social-fund",
      "wages",
      "rent",
      "phone-internet",
      "audit",
      "bank-costs",
      "unforeseen",
    ],
  },
};

/** The sentences of all lines, for whoever checks that they are said. */
export const proposalKeys: readonly string[] = [
  ...new Set(structures.flatMap((one) => sides.flatMap((side) => proposals[one][side]))),
].map(labelKey);

/** The structure whose lines are proposed; what is not known counts as an association. */
export function structureOf(type: Json | undefined, becoming: Json | undefined): Structure {
  const known = (value: Json | undefined): Structure | undefined =>
    structures.find((one) => one === value);
  return known(type) ?? known(becoming) ?? "association";
}

/** A proposed line as its cell `line.<id>` holds it. `at`: its place in the list, from 0. */
export function proposedLine(
  structure: Structure,
  side: Side,
  id: string,
  centimes: LineValue["centimes"],
): LineValue {
  const place = proposals[structure][side].indexOf(id);
  return { side, label: { say: labelKey(id) }, centimes, place: place === -1 ? 99 : place };
}

/** A line in both columns would be two cells of one name: each id stands on one side alone. */
export function cellOfLine(id: string): string {
  return `line.${id}`;
}

function labelKey(id: string): string {
  return `pages-lines.${id}`;
}
