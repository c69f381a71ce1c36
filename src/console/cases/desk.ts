import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Case } from "../../core/cases/case.ts";
import {
  deskCommandSchema,
  type Answer as Outcome,
  type DeskCommand,
} from "../../core/cases/desk-mail.ts";
import type { Desk } from "../../core/cases/desk.ts";
import { actSchema, caseId, type Act } from "../../core/cases/mail.ts";
import { deskOwner } from "../../core/cases/number.ts";
import { readCase } from "../../core/engine/owners/cases.ts";
import { readDesk } from "../../core/engine/owners/rota.ts";
import { second, type Instant } from "../../core/instant.ts";
import { writeMail } from "../../runtime/mail.ts";
import { entriesOf } from "../../store/entries-of.ts";
import type { Store } from "../../store/store.ts";
import { html, type Html } from "../html.ts";
import { newWord } from "../seal.ts";
import type { MemberVisit } from "../visit.ts";

/** The team's list as of its last turn. */
export async function loadDesk(store: Store): Promise<Desk> {
  return readDesk((await store.stateOf(deskOwner))?.state ?? null);
}

/** A case as of its last turn; null when there is none, or nothing is left of it. */
export async function loadCase(store: Store, id: string): Promise<Case | null> {
  if (!caseId.safeParse(id).success) return null;
  const file = readCase((await store.stateOf(id))?.state ?? null);
  return file === null || file.erased ? null : file;
}

/** What a form carries so that the same form sent twice does nothing twice. */
export function commandField(): Html {
  return html`<input type="hidden" name="command" value="${newWord().slice(0, 20)}" />`;
}

/** The command of a form: its own word, made the sender's, so that nobody takes another's. */
export function commandIn({ form, me }: MemberVisit): string {
  const word = form.get("command") ?? "";
  return `${me.id}.${/^[\w-]{8,30}$/u.test(word) ? word : newWord().slice(0, 20)}`;
}

/** Something for the desk or a case, and who says it. */
export interface Told {
  readonly to: string;
  readonly from: string;
  readonly body: DeskCommand | Act;
}

/** Whom a member speaks as: those who hold cases as themselves, whatever their role. */
export function asConsultant({ me }: MemberVisit): string {
  return `consultant:${me.id}`;
}
export function asCoordinator({ me }: MemberVisit): string {
  return `coordinator:${me.id}`;
}

/** What mail to the desk takes: a page of the console, or a command without one. */
export interface Poster {
  readonly tools: { readonly world: { readonly store: Store }; readonly wake: () => void };
  readonly now: Instant;
}

/** Puts mail into mailboxes, in this order. False when one of them holds too much already. */
export async function post({ tools, now }: Poster, told: readonly Told[]): Promise<boolean> {
  const arrivals = told.map(({ to, from, body }) => {
    const checked = to === deskOwner ? deskCommandSchema.parse(body) : actSchema.parse(body);
    const mail = writeMail({ kind: "post", from, body: checked });
    return { id: `${from}.${body.command}`, to: { owner: to }, at: now, body: mail };
  });
  const acceptances = await tools.world.store.accept(arrivals, now);
  tools.wake();
  return acceptances.every(({ outcome }) => outcome === "accepted" || outcome === "duplicate");
}

/** How long a page waits for what became of a command; then it says that it is on its way. */
const patience = 8 * second;
const pace = 40;

/** What became of commands: kept where they were posted to. */
const answersSchema = z.object({
  answers: z.array(
    z.object({ command: z.string(), outcome: z.string(), with: z.array(z.string()) }),
  ),
});

/** Posts a command and waits until it is known what became of it; null: later. */
export async function command(visit: Poster, told: Told): Promise<Outcome | null> {
  if (!(await post(visit, [told]))) return null;
  const { store } = visit.tools.world;
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const kept = answersSchema.safeParse((await store.stateOf(told.to))?.state ?? null);
    const answer = kept.data?.answers.find((one) => one.command === told.body.command);
    // Written by the desk or the case, through the schema of answers.
    if (answer !== undefined && answer.outcome !== "pending") return answer as Outcome;
    await pause(pace);
  }
  return null;
}

/** The ids of all cases that are open, or that somebody of the team ever did something about. */
export async function knownCases(store: Store): Promise<readonly string[]> {
  const { rows } = await loadDesk(store);
  const ids = new Set(Object.keys(rows));
  for await (const { body } of entriesOf(store, deskOwner)) {
    const entry = deskEntry.safeParse(body);
    if (entry.success && caseId.safeParse(entry.data.detail).success) ids.add(entry.data.detail);
  }
  return [...ids];
}

const deskEntry = z.object({ act: z.string(), detail: z.string() });
