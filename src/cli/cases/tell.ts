import type { Desk } from "../../core/cases/desk.ts";
import { deskCommandSchema, type DeskCommand } from "../../core/cases/desk-mail.ts";
import { actSchema, type Act } from "../../core/cases/mail.ts";
import { deskOwner } from "../../core/cases/number.ts";
import { consultantId, skills, spokenLanguages, type Consultant } from "../../core/cases/rota.ts";
import type { Instant } from "../../core/instant.ts";
import { writeMail } from "../../runtime/mail.ts";
import type { Store } from "../../store/store.ts";

/** Something for the desk or a case, and who says it: `consultant:<id>` or `coordinator:<id>`. */
export interface Told {
  readonly to: string;
  readonly from: string;
  readonly body: DeskCommand | Act;
}

/** Puts mail into mailboxes, in this order. False when one of them holds too much already. */
export async function tell(store: Store, told: readonly Told[], now: Instant): Promise<boolean> {
  const arrivals = told.map(({ to, from, body }) => {
    const checked = to === deskOwner ? deskCommandSchema.parse(body) : actSchema.parse(body);
    const mail = writeMail({ kind: "post", from, body: checked });
    return { id: `${from}.${body.command}`, to: { owner: to }, at: now, body: mail };
  });
  const acceptances = await store.accept(arrivals, now);
  return acceptances.every(({ outcome }) => outcome === "accepted" || outcome === "duplicate");
}

/** Somebody who takes a case without standing in the rota yet: knows everything, has helped before. */
export function newcomerTo(desk: Desk, typed: string): Consultant | null {
  const id = consultantId.safeParse(idOf(typed));
  if (!id.success || desk.consultants.some((one) => one.id === id.data)) return null;
  return {
    id: id.data,
    name: typed.trim().slice(0, 40),
    languages: spokenLanguages,
    skills: Object.fromEntries(skills.map((skill) => [skill, 2 as const])),
    slots: null,
    ramadan: null,
    exceptions: [],
    experienced: true,
  };
}

/** The id that a first name stands for. */
export function idOf(typed: string): string {
  return typed
    .trim()
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-|-$/gu, "");
}
