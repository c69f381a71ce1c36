import { z } from "zod";
import { writeSpreadsheet } from "../../core/webinar/import/table.ts";
import { seatColumns, seatList } from "../../core/webinar/seat-list.ts";
import { rollsOf } from "../../runtime/webinars-kept.ts";
import { readArguments } from "./arguments.ts";
import { knownWebinar, type Command, type Desk } from "./desk.ts";

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
    const list = seatList(kept.webinar.id, await rollsOf(desk.store, kept));
    const rows: (readonly string[])[] = [];
    for (const { contact, cells } of list) {
      rows.push(withPhones ? [...cells, await addressesOf(desk, contact)] : cells);
    }
    const head = withPhones ? [...seatColumns, "téléphone"] : seatColumns;
    desk.write(writeSpreadsheet([head, ...rows]));
    desk.warn(
      `${rows.length} registrations${withPhones ? ", with phone numbers: keep the file safe, delete it soon" : ""}`,
    );
  },
};

const contactSchema = z.object({ addresses: z.array(z.object({ id: z.string() })) });

async function addressesOf({ store }: Desk, contact: string): Promise<string> {
  const known = contactSchema.safeParse(await store.export(contact));
  return known.success ? (known.data.addresses.find(({ id }) => id.startsWith("+"))?.id ?? "") : "";
}
