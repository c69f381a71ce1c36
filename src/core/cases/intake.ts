import type { Skill } from "./rota.ts";

/** The eight services of the club, by their fixed codes (brief § 0). */
export const services = [
  "site",
  "seo",
  "social",
  "p2p",
  "crowd",
  "budget",
  "training",
  "consult",
] as const;
export type Service = (typeof services)[number];

/**
 * Something a student needs before work can begin. `id` names the question: its sentence is
 * `services.intake.<id>`, its choices are children of it; the three that the diagnostic asks too
 * are said in its words (see `sayingOf`).
 *
 * Nothing here asks for a person's name, an identity, a password, a code or a bank detail.
 */
export interface IntakeQuestion {
  readonly id: string;
  /** What may be tapped; null when it takes a sentence. */
  readonly choices: readonly string[] | null;
  /** Facts and questions of the diagnostic: any of them answered settles it, and it is not asked. */
  readonly settledBy: readonly string[];
}

export interface Intake {
  readonly service: Service;
  /** Who does it; null: whoever speaks the language. */
  readonly skill: Skill | null;
  /** Two people: money or law. */
  readonly sensitive: boolean;
  readonly questions: readonly IntakeQuestion[];
}

const type = choose(
  "type",
  ["association", "coop", "fondation", "AE", "mutuelle", "creation"],
  ["P1"],
);
const equipment = choose("equipment", ["phones", "one-pc", "pcs"], ["P5"]);
const deadline = choose("deadline", ["this-week", "this-month", "later"], []);
const city = say("city", []);
const responsible = choose("responsible", ["one", "several", "nobody"], ["GOV2"]);
const lock = choose("collects-from-public", ["yes", "no"], []);

/** In the order they are asked: at most eight each, most of them known after a diagnostic. */
export const intakes: readonly Intake[] = [
  {
    service: "site",
    skill: "site",
    sensitive: false,
    questions: [
      type,
      choose("site-now", ["none", "old", "current"], ["WEB1", "E2"]),
      choose("domain", ["yes", "no"], []),
      say("site-for", []),
      choose("texts-and-pictures", ["ready", "some", "none"], []),
      choose("site-languages", ["french", "arabic", "both"], []),
      responsible,
      deadline,
    ],
  },
  {
    service: "seo",
    skill: "seo",
    sensitive: false,
    questions: [
      choose("site-now", ["none", "old", "current"], ["WEB1", "E2"]),
      choose("google-profile", ["none", "unmanaged", "managed"], ["WEB4"]),
      city,
      say("found-by", []),
      choose("receives-people", ["yes", "no"], []),
      responsible,
    ],
  },
  {
    service: "social",
    skill: "social",
    sensitive: false,
    questions: [
      choose("pages-now", ["none", "some", "weekly"], ["COM1", "E3"]),
      choose("networks", ["facebook", "instagram", "tiktok", "youtube", "several"], []),
      choose("page-access", ["ours", "shared", "lost"], []),
      choose("pictures-allowed", ["yes", "no"], []),
      equipment,
      say("audience", []),
      responsible,
    ],
  },
  {
    service: "p2p",
    skill: "p2p",
    sensitive: true,
    questions: [
      type,
      lock,
      choose("authorization", ["yes", "asked", "no"], []),
      say("collect-for", []),
      choose("amount", ["small", "middle", "large"], []),
      choose("bank-account", ["yes", "no"], ["FIN3"]),
      choose("receipts", ["yes", "no"], []),
      deadline,
    ],
  },
  {
    service: "crowd",
    skill: "crowd",
    sensitive: true,
    questions: [
      type,
      lock,
      choose("platform", ["chosen", "looking"], []),
      say("project", []),
      choose("amount", ["small", "middle", "large"], []),
      choose("video-and-pictures", ["ready", "some", "none"], []),
      choose("accounts-up-to-date", ["yes", "no"], ["FIN1", "E4"]),
      deadline,
    ],
  },
  {
    service: "budget",
    skill: "budget",
    sensitive: true,
    questions: [
      type,
      choose("follows-money", ["none", "paper", "sheet"], ["FIN1", "E4"]),
      choose("budget-written", ["yes", "no"], ["FIN2"]),
      choose("reports", ["none", "funder", "everybody"], ["TRA1", "E5"]),
      equipment,
      say("hardest", []),
      deadline,
    ],
  },
  {
    service: "training",
    skill: "training",
    sensitive: false,
    questions: [
      say("subject", ["P7"]),
      choose("people", ["1-5", "6-15", "16+"], []),
      choose("skills-now", ["few", "some", "most"], ["CMP1", "E7"]),
      equipment,
      choose("training-language", ["french", "arabic", "darija", "amazigh"], []),
      choose("where", ["online", "on-site"], []),
      city,
      deadline,
    ],
  },
  {
    service: "consult",
    skill: null,
    sensitive: false,
    questions: [
      type,
      choose("priority", ["visible", "moyens", "argent", "compte", "equipe", "proteger"], ["P7"]),
      say("request", []),
      choose("tried", ["nothing", "alone", "with-help"], []),
      deadline,
    ],
  },
];

/** What is still to be asked for a service, given the ids of what was answered before. */
export function stillToAsk(
  service: Service,
  answered: readonly string[],
): readonly IntakeQuestion[] {
  const intake = intakeOf(service);
  return intake.questions.filter(
    ({ id, settledBy }) =>
      !answered.includes(id) && !settledBy.some((question) => answered.includes(question)),
  );
}

export function intakeOf(service: Service): Intake {
  const found = intakes.find((one) => one.service === service);
  if (found === undefined) throw new Error(`no intake for ${service}`);
  return found;
}

/** The key of a question's sentence; its choices are children of it. */
export function sayingOf(id: string): string {
  const known: Readonly<Record<string, string>> = {
    type: "profile.P1",
    equipment: "profile.P5",
    priority: "profile.P7",
  };
  return known[id] ?? `services.intake.${id}`;
}

function choose(
  id: string,
  choices: readonly string[],
  settledBy: readonly string[],
): IntakeQuestion {
  return { id, choices, settledBy };
}

function say(id: string, settledBy: readonly string[]): IntakeQuestion {
  return { id, choices: null, settledBy };
}
