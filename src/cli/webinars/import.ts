import { createHash, createHmac } from "node:crypto";
import { z } from "zod";
import { languages } from "../../core/language/languages.ts";
import { fields, recognizeColumns, type Field } from "../../core/webinar/import/columns.ts";
import {
  readDeclared,
  type Consent,
  type Declared,
  type ImportMail,
} from "../../core/webinar/import/consent.ts";
import { maskPhone } from "../../core/webinar/import/phones.ts";
import {
  planImport,
  settle,
  type Known,
  type Line,
  type Person,
} from "../../core/webinar/import/plan-import.ts";
import { endOf, startOf } from "../../core/webinar/plan.ts";
import { seatsLeft, type KeptWebinar } from "../../core/webinar/seats.ts";
import { writeMail } from "../../runtime/mail.ts";
import { rollsOf } from "../../runtime/webinars-kept.ts";
import { entriesOf } from "../../store/entries-of.ts";
import { readArguments } from "./arguments.ts";
import { knownWebinar, registered, type Command, type Desk } from "./desk.ts";
import { Mistake } from "./mistake.ts";
import { readTable } from "./text-file.ts";

const usage = `import ID FILE.csv [--yes]             registrations from a form; without --yes only shows what it would do
        [--consent "text shown in the form, 2026-11-20"]  for everybody, when no column tells it
        [--column phone="Votre numéro"]                   ${fields.join(", ")}: a header, or #3
        [--language fr] [--channel twilio-whatsapp]`;

const options = {
  yes: { type: "boolean" },
  consent: { type: "string" },
  column: { type: "string", multiple: true },
  language: { type: "string" },
  channel: { type: "string" },
} as const;

/** The channels whose addresses are phone numbers, as E.164 writes them. */
const phoneChannels: readonly string[] = ["twilio-whatsapp"];

/** More is no registration form. */
const mostRows = 20_000;

export const importRegistrations: Command = {
  usage,
  async run(args, desk) {
    const { values, positionals } = readArguments(args, usage, options, { least: 2, most: 2 });
    const [id, path = ""] = positionals;
    const { kept } = await knownWebinar(desk, id);
    refuseClosed(kept, desk.now);
    const channel = values.channel ?? "twilio-whatsapp";
    if (!phoneChannels.includes(channel)) {
      throw new Mistake(`--channel is one of ${phoneChannels.join(", ")}`, 2);
    }
    const language = z.enum(languages).safeParse(values.language ?? kept.webinar.spoken[0]);
    if (!language.success) throw new Mistake(`--language is one of ${languages.join(", ")}`, 2);
    const byHand = readByHand(values.column ?? []);
    const bytes = await desk.file(path);
    const { table, encoding } = readTable(bytes);
    const [head, ...rows] = table.rows;
    if (head === undefined) throw new Mistake("the file has no lines");
    if (rows.length > mostRows) throw new Mistake(`the file has more than ${mostRows} lines`);
    const found = recognizeColumns(head.cells, rows, byHand);
    if (found.kind === "mistake") throw new Mistake(found.says);
    const declared = consentOf(values.consent, found.columns.consent, desk.now);
    const plan = planImport(rows, {
      header: head.cells,
      columns: found.columns,
      declared,
      language: language.data,
    });
    const imports = await openImports(desk, kept, channel);
    const lines = settle(plan, await imports.known(plan));
    desk.say(
      `${path}: ${encoding}, cells between “${table.separator === "\t" ? "tab" : table.separator}”`,
    );
    for (const field of fields) {
      const at = found.columns[field];
      if (at !== undefined) desk.say(`  ${field.padEnd(10)}${head.cells[at]?.trim() ?? ""}`);
    }
    if (found.unread.length > 0) desk.say(`  not read, not kept: ${found.unread.join(", ")}`);
    const isDone = values.yes === true;
    for (const line of lines) desk.say(describe(line, isDone));
    const people = lines.filter((line) => line.kind === "person");
    if (isDone) await imports.put(people, createHash("sha256").update(bytes).digest("hex"));
    conclude(desk, kept, lines, people, isDone);
  },
};

function refuseClosed({ webinar }: KeptWebinar, now: number): void {
  if (webinar.state === "draft") {
    throw new Mistake(`${webinar.id} is a draft: publish it first`);
  }
  if (webinar.state === "cancelled") throw new Mistake(`${webinar.id} is cancelled`);
  if (startOf(webinar) <= now) {
    throw new Mistake(`${webinar.id} ${endOf(webinar) <= now ? "is over" : "has begun"}`);
  }
}

/** `phone=Votre numéro`, field by field. */
function readByHand(said: readonly string[]): Readonly<Partial<Record<Field, string>>> {
  return Object.fromEntries(
    said.map((one) => {
      const [name = "", ...header] = one.split("=");
      const field = fields.find((known) => known === name.trim());
      if (field === undefined || header.length === 0) {
        throw new Mistake(
          `--column is written phone="Votre numéro", with one of ${fields.join(", ")}`,
          2,
        );
      }
      return [field, header.join("=")];
    }),
  );
}

/** Consent is told by a column, or declared for all; never both, never neither. */
function consentOf(
  said: string | undefined,
  column: number | undefined,
  now: number,
): Declared | null {
  if (said === undefined) {
    if (column !== undefined) return null;
    throw new Mistake(
      'nobody is registered without consent: no column tells it. Say --column consent="…", or --consent "text shown in the form, 2026-11-20"',
    );
  }
  if (column !== undefined)
    throw new Mistake("the file has a column for the consent: it decides, leave --consent out");
  const today = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO("Africa/Casablanca")
    .toPlainDate();
  const declared = readDeclared(said, today.toString());
  if (declared !== null) return declared;
  throw new Mistake(
    '--consent is the sentence people read in the form, then since when: "J\'accepte de recevoir…, 2026-11-20"',
  );
}

/** What the store knows of people who are imported for one webinar. */
async function openImports(desk: Desk, kept: KeptWebinar, channel: string) {
  const { store, now } = desk;
  const webinar = kept.webinar.id;
  const journal = `imports-${webinar}`;
  const secret = await store.secret("imports");
  // The journal outlives the contacts: it must not tell their numbers.
  const idOf = (number: string) =>
    `import-${createHmac("sha256", secret).update(`${webinar} ${channel} ${number}`).digest("hex").slice(0, 32)}`;
  const earlier = new Set<string>();
  for await (const { body } of entriesOf(store, journal)) {
    earlier.add(z.object({ import: z.string() }).parse(body).import);
  }
  const seats = new Set(registered(await rollsOf(desk.store, kept)).map(([contact]) => contact));

  async function knownOf(number: string): Promise<Known> {
    const imported = earlier.has(idOf(number));
    const contact = await store.contactOf({ channel, id: number });
    if (contact === null) return { stopped: false, registered: false, imported };
    const state = z
      .object({ stopped: z.boolean() })
      .safeParse((await store.stateOf(contact))?.state);
    return {
      stopped: state.success && state.data.stopped,
      // Those whom the bot has not registered yet are in the journal.
      registered: seats.has(contact),
      imported,
    };
  }

  return {
    async known(plan: readonly Line[]): Promise<(number: string) => Known> {
      const known = new Map<string, Known>();
      for (const line of plan) {
        if (line.kind === "person") known.set(line.number, await knownOf(line.number));
      }
      return (number) =>
        known.get(number) ?? { stopped: false, registered: false, imported: false };
    },
    /** Puts the import into each contact's mailbox, then into the journal; both may be repeated. */
    async put(people: readonly Person[], file: string): Promise<void> {
      for (let from = 0; from < people.length; from += 100) {
        const some = people.slice(from, from + 100);
        const arrivals = await Promise.all(
          some.map(async (person) => {
            const consent: Consent = { file, line: person.line, at: now, how: person.how };
            const { seats: wanted, language, reminders } = person;
            const mail: ImportMail = {
              kind: "import",
              webinar,
              seats: wanted,
              language,
              reminders,
              consent,
            };
            const address = { channel, id: person.number };
            const owner = await store.contactOf(address);
            return {
              id: idOf(person.number),
              // Whoever is known keeps the address they last wrote from.
              to: owner === null ? { address } : { owner },
              at: now,
              body: writeMail({ kind: "post", from: "coordinator", body: mail }),
            };
          }),
        );
        const outcomes = await store.accept(arrivals, now);
        const taken = some.filter((person, at) => {
          const { outcome } = outcomes[at] ?? { outcome: "full" };
          const isTaken = outcome === "accepted" || outcome === "duplicate";
          if (!isTaken)
            desk.warn(`line ${person.line}: the mailbox is full; import the file again later`);
          return isTaken;
        });
        const entries = taken.map((person) => {
          const id = idOf(person.number);
          return { id, body: { import: id, file, line: person.line, how: person.how.kind } };
        });
        await store.append(journal, entries, now);
      }
    },
  };
}

function describe(line: Line, isDone: boolean): string {
  const at = `line ${String(line.line).padEnd(5)} `;
  if (line.kind === "skipped") return `${at}${line.masked.padEnd(20)}  left out: ${line.why}`;
  const seats = line.seats === 1 ? "1 seat" : "2 seats";
  const what = `${isDone ? "registered" : "would be registered"}, ${seats}, ${line.language}`;
  const reminders = line.reminders ? "" : ", no reminders";
  const notes = line.notes.map((note) => ` (${note})`).join("");
  return `${at}${maskPhone(line.number).padEnd(20)}  ${what}${reminders}${notes}`;
}

function conclude(
  desk: Desk,
  kept: KeptWebinar,
  lines: readonly Line[],
  people: readonly Person[],
  isDone: boolean,
): void {
  const seats = people.reduce((sum, person) => sum + person.seats, 0);
  const said = isDone ? "registered" : "would be registered";
  desk.say(
    `${lines.length} lines: ${people.length} ${said} (${seats} seats), ${lines.length - people.length} left out`,
  );
  const left = seatsLeft(kept);
  if (left !== null && seats > left) desk.warn(`careful: ${left} seats are left, the others wait`);
  if (people.length === 0) return;
  desk.say(isDone ? "the bot gives the seats when it runs" : "nothing is done yet: add --yes");
}
