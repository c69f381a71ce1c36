import { z } from "zod";
import { sayDate } from "../../core/calendar/say-date.ts";
import { isHeld, type Case } from "../../core/cases/case.ts";
import type { Desk } from "../../core/cases/desk.ts";
import type { Row } from "../../core/cases/desk-mail.ts";
import { entrySchema, type Entry } from "../../core/cases/mail.ts";
import { caseNumber, contactOf, deskOwner, isNumber } from "../../core/cases/number.ts";
import { readCase } from "../../core/engine/owners/cases.ts";
import { readDesk } from "../../core/engine/owners/rota.ts";
import type { Instant } from "../../core/instant.ts";
import type { Store } from "../../store/store.ts";

/** The team's list as of its last turn. */
export async function loadDesk(store: Store): Promise<Desk> {
  return readDesk((await store.stateOf(deskOwner))?.state ?? null);
}

/** A case by its number, however it was typed, or by the id of its owner; null when there is none. */
export async function findCase(
  store: Store,
  typed: string,
): Promise<{ readonly id: string; readonly file: Case } | null> {
  const { rows } = await loadDesk(store);
  const known = Object.keys(rows).find((id) => id === typed || isNumber(typed, caseNumber(id)));
  const id = known ?? typed;
  if (!/^k\d\d-./u.test(id)) return null;
  const file = readCase((await store.stateOf(id))?.state ?? null);
  return file === null || file.erased ? null : { id, file };
}

/** Open cases, late ones first, then by the date that was promised. */
export function listOpen({ rows, consultants, mode }: Desk, now: Instant): string {
  const open = Object.values(rows).toSorted(
    (one, other) =>
      Number(isLate(other, now)) - Number(isLate(one, now)) ||
      (one.promised ?? 0) - (other.promised ?? 0) ||
      one.opened - other.opened,
  );
  const name = (id: string): string => consultants.find((one) => one.id === id)?.name ?? id;
  const lines = open.map((row) => {
    const who = row.holders.map(name).join(", ");
    return `${[
      caseNumber(row.case),
      row.phase,
      row.need.language,
      row.need.urgent ? `${row.reason}, urgent` : row.reason,
      dated(row, now),
      who === "" ? "nobody has it" : who,
    ].join("  ")}\n`;
  });
  const away =
    mode.kind === "closed"
      ? `The team is away until ${sayDate(mode.returns, "en", true)}.\n`
      : mode.kind === "reduced"
        ? "The team has exams: promises take twice as long.\n"
        : "";
  return away + (lines.join("") || "No open request.\n");
}

function isLate(row: Row, now: Instant): boolean {
  return !row.answered && row.promised !== null && row.promised < now;
}

function dated(row: Row, now: Instant): string {
  if (row.answered) return "answered";
  if (row.promised === null) return "no date yet";
  const date = sayDate(row.promised, "en", true);
  return isLate(row, now) ? `LATE: promised before ${date}` : `promised before ${date}`;
}

/** All that a student sees of a case: the summary, the conversation, what became of commands. */
export async function describe(store: Store, id: string, file: Case): Promise<string> {
  const { phase, reason, need, holders, promised, opened, closed, answers } = file;
  const conversation = await conversationOf(store, id);
  return [
    `${caseNumber(id)}  ${phase}  ${need.language}  ${reason}${need.urgent ? ", urgent" : ""}\n`,
    `  opened    ${sayDate(opened, "en", true)}\n`,
    promised === null ? "" : `  promised  before ${sayDate(promised, "en", true)}\n`,
    `  has it    ${holders.map(({ name }) => name).join(", ") || "nobody"}\n`,
    ...file.brief.map(
      ({ label, text }) =>
        `  ${label.padEnd(12)}  ${text.replaceAll("\n", "\n                ")}\n`,
    ),
    ...(await addressesOf(store, id, isHeld(phase))),
    conversation.length === 0 ? "  nothing was written yet\n" : "\n",
    ...conversation.map(
      ({ author, by, text, media }) =>
        `  ${[author, by].filter((one) => one !== "").join(" ")}: ${text}${media === null ? "" : ` (${media})`}\n`,
    ),
    closed === null ? "" : `\n  closed    ${closed.how.code}: ${closed.how.done}\n`,
    ...answers.slice(-1).map(({ outcome }) => `  last command: ${outcome}\n`),
  ].join("");
}

type Message = Extract<Entry, { kind: "message" }>;

async function conversationOf(store: Store, id: string): Promise<readonly Message[]> {
  const found: Message[] = [];
  for (let after = 0; ;) {
    const entries = await store.read(id, after, 500);
    for (const { body } of entries) {
      const entry = entrySchema.parse(body);
      if (entry.kind === "message") found.push(entry);
    }
    const last = entries.at(-1);
    if (last === undefined) return found;
    after = last.seq;
  }
}

const kept = z.object({ addresses: z.array(z.object({ channel: z.string(), id: z.string() })) });

/** How to reach them: masked until somebody has the case (brief § 6.3). */
async function addressesOf(store: Store, id: string, isShown: boolean): Promise<readonly string[]> {
  const known = kept.safeParse(await store.export(contactOf(id)));
  if (!known.success) return ["  reach       the person had everything erased\n"];
  return known.data.addresses.map(
    ({ channel, id: address }) =>
      `  reach         ${channel} ${isShown ? address : `•••${address.slice(-2)}`}\n`,
  );
}
