import { fileKeys } from "../../pages/files/shown.ts";
import { pageKinds } from "../../pages/pages.ts";
import { proposalKeys } from "../../pages/proposals.ts";

/** Sentences of pages that are made from ids, each with its variables. */
export const ofPages: readonly (readonly [key: string, given: readonly string[]])[] = [
  ...Object.entries(fileKeys).map(([key, given]) => [`page-files.${key}`, given] as const),
  ...proposalKeys.map((key) => [key, []] as const),
  ...pageKinds.flatMap((page) => [
    [`pages.which.${page}`, []] as const,
    [`pages.which.${page}.about`, []] as const,
  ]),
  ...["objectives", "budget", "report"].map((page) => [`pages.title.${page}`, ["year"]] as const),
  ...["budget", "report"].map((page) => [`pages.title.${page}-project`, ["name"]] as const),
  ...["student", "enough"].map((way) => [`pages.objectives.${way}`, []] as const),
  ...["name", "since", "place", "contact", "what", "for", "thanks", "hard"].map(
    (part) => [`pages.part.${part}`, []] as const,
  ),
  ...["does", "result", "objective-who", "objective-when", "objective-seen"].map(
    (part) => [`pages.part.${part}`, ["n"]] as const,
  ),
  ...["agreed", "remind", "workbook", "text", "french", "arabic", "both", "student"].map(
    (wish) => [`pages.ready.${wish}`, []] as const,
  ),
];
