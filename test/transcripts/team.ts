import type { TeamStep } from "../../src/core/engine/transcript.ts";
import type { Act as CaseAct } from "../../src/core/cases/mail.ts";
import type { DeskCommand } from "../../src/core/cases/desk-mail.ts";
import { caseOwner, deskOwner } from "../../src/core/cases/number.ts";
import { skills, spokenLanguages, type Consultant } from "../../src/core/cases/rota.ts";
import type { Json } from "../../src/core/json.ts";
import type { Language } from "../../src/core/language/languages.ts";
import { webinarOwner } from "../../src/core/webinar/mail.ts";

/** Something a student or a coordinator does, as the console posts it. */
export interface TeamPost {
  readonly to: string;
  readonly from: string;
  readonly body: Json;
}

/** The student of every transcript: speaks everything, knows everything, has helped before. */
const amal: Consultant = {
  id: "amal",
  name: "Amal",
  languages: spokenLanguages,
  skills: Object.fromEntries(skills.map((skill) => [skill, 2 as const])),
  slots: null,
  ramadan: null,
  exceptions: [],
  experienced: true,
};
const salma: Consultant = { ...amal, id: "salma", name: "Salma" };

/** What the console posts for one step; `cases` counts those the contact opened, `number` the steps. */
export function teamPosts(
  step: TeamStep,
  contact: string,
  cases: number,
  language: Language,
  number: number,
): readonly TeamPost[] {
  if ("webinar" in step) return webinarPosts(step, contact);
  const id = caseOwner(contact, cases);
  const command = `step-${number}`;
  const rota = { kind: "rota", command: "rota", consultants: [amal, salma], duty: [] };
  const posts: TeamPost[] = [toDesk("coordinator:zineb", rota as unknown as DeskCommand)];
  const words = (said: string | Partial<Record<Language, string>>): string =>
    typeof said === "string" ? said : (said[language] ?? "");
  const act = (body: CaseAct): TeamPost => ({
    to: id,
    from: "consultant:amal",
    body,
  });
  if ("mode" in step) {
    const { mode } = step;
    const kind = typeof mode === "string" ? mode : "closed";
    const returns = typeof mode === "string" ? {} : { returns: Date.parse(mode.closed) };
    // The schema of the step leaves these three only.
    const change = { kind: "mode", command, mode: { kind, ...returns } } as unknown as DeskCommand;
    posts.push(toDesk("coordinator:zineb", change));
  } else if ("takes" in step) {
    posts.push(toDesk(`consultant:${step.takes}`, { kind: "claim", command, case: id }));
  } else if ("says" in step) {
    const text = words(step.says);
    posts.push(act({ kind: "say", command, text, language, assisted: false }));
  } else if ("gives-back" in step) {
    posts.push(act({ kind: "give-back", command, note: step["gives-back"] }));
  } else {
    const { closes: code, summary, next } = step;
    posts.push(
      act({
        kind: "close",
        command,
        closing: {
          code,
          done: "fait",
          next: next ?? null,
          summary: summary.map(words),
          language,
          referredTo: null,
        },
      }),
    );
  }
  return posts;
}

function webinarPosts(
  { webinar, changes, attended }: Extract<TeamStep, { webinar: string }>,
  contact: string,
): readonly TeamPost[] {
  const to = webinarOwner(webinar);
  const from = "coordinator:zineb";
  const people = attended === undefined ? [] : [{ who: contact, minutes: attended }];
  return [
    ...(changes === undefined ? [] : [{ to, from, body: { kind: "edit", changes } as Json }]),
    ...(people.length === 0 ? [] : [{ to, from, body: { kind: "attended", people } }]),
  ];
}

function toDesk(from: string, body: DeskCommand): TeamPost {
  return { to: deskOwner, from, body };
}
