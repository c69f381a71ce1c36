import { cases } from "./cases.ts";
import { cells } from "./cells.ts";
import { certificates } from "./certificates.ts";
import { consultants } from "./consultants.ts";
import { invitations } from "./invitations.ts";
import { organizations } from "./organizations.ts";
import { questions } from "./questions.ts";
import { rolls } from "./rolls.ts";
import { rota } from "./rota.ts";
import { tally } from "./tally.ts";
import { webinars } from "./webinars.ts";

/** Owners that are no contacts, by the letter their ids begin with. */
export const ownerKinds = {
  o: organizations,
  j: invitations,
  s: cells,
  k: cases,
  h: rota,
  q: questions,
  u: consultants,
  w: webinars,
  r: rolls,
  a: certificates,
  y: tally,
} as const;
