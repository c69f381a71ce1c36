import { cells } from "./cells.ts";
import { consultants } from "./consultants.ts";
import { desks } from "./desks.ts";
import { invitations } from "./invitations.ts";
import { organizations } from "./organizations.ts";
import { questions } from "./questions.ts";
import { rolls } from "./rolls.ts";
import { webinars } from "./webinars.ts";

/** Owners that are no contacts, by the letter their ids begin with. */
export const ownerKinds = {
  o: organizations,
  j: invitations,
  s: cells,
  h: desks,
  q: questions,
  u: consultants,
  w: webinars,
  r: rolls,
} as const;
