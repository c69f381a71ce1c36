import { z } from "zod";
import { registrationCode } from "../../core/webinar/code.ts";
import { defuse, writeTable } from "../../core/webinar/import/table.ts";
import { readArguments } from "./arguments.ts";
import { knownWebinar, registered, rollsOf, type Command, type Desk } from "./desk.ts";

const usage =
  "export ID [--phones] > FILE.csv        the registrations, for a spreadsheet; no numbers without --phones";

/** One line a person, ordered by code: nothing tells who registered first. */
export const exportRegistrations: Command = {
  usage,
  async run(args, desk) {
    const options = { phones: { type: "boolean" } } as const;
    const { values, positionals } = readArguments(args, usage, options, { least: 1, most: 1 });
    const { kept } = await knownWebinar(desk, positionals[0]);
    const withPhones = values.phones === true;
    const head = [
      "code",
      "langue",
      "places",
      "attente",
      "rappels",
      "réponse",
      "lien ouvert",
      "présence (min)",
      "origine",
    ];
    const rows: string[][] = [];
    for (const [contact, entry] of registered(await rollsOf(desk, kept))) {
      rows.push([
        registrationCode(kept.webinar.id, contact),
        entry.language,
        String(entry.held),
        entry.held === 0 ? String(entry.place ?? "oui") : "",
        entry.reminders ? "oui" : "non",
        entry.intent === null ? "" : answers[entry.intent],
        entry.opened ? "oui" : "",
        entry.attended === null ? "" : String(entry.attended),
        entry.source === "import" ? "import" : "conversation",
        ...(withPhones ? [await addressesOf(desk, contact)] : []),
      ]);
    }
    rows.sort(([one = ""], [other = ""]) => (one < other ? -1 : 1));
    const all = [withPhones ? [...head, "téléphone"] : head, ...rows];
    // The mark tells Excel that it is UTF-8; its French edition cuts at semicolons.
    desk.write(
      `\uFEFF${writeTable(
        all.map((row) => row.map(defuse)),
        ";",
      )}`,
    );
    desk.warn(
      `${rows.length} registrations${withPhones ? ", with phone numbers: keep the file safe, delete it soon" : ""}`,
    );
  },
};

const answers = { comes: "vient", cannot: "ne vient pas", replay: "replay" } as const;

const contactSchema = z.object({ addresses: z.array(z.object({ id: z.string() })) });

async function addressesOf({ store }: Desk, contact: string): Promise<string> {
  const known = contactSchema.safeParse(await store.export(contact));
  return known.success ? (known.data.addresses.find(({ id }) => id.startsWith("+"))?.id ?? "") : "";
}
