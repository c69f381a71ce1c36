import { writeSpreadsheet } from "../../core/webinar/import/table.ts";
import type { DeliveryLine } from "../../core/webinar/deliveries.ts";
import { deliveriesOf } from "../../runtime/webinar-deliveries.ts";
import { readArguments } from "./arguments.ts";
import { knownWebinar, rulesOf, type Command } from "./desk.ts";

const usage =
  "deliveries ID > FILE.csv               what became of each message, one line a person and moment";

const head = ["code", "langue", "message", "prévu", "dit", "état", "raison"] as const;

/** How far each message came, by code: planned, sent, delivered, read, failed, or skipped and why. */
export const deliveries: Command = {
  usage,
  async run(args, desk) {
    const { positionals } = readArguments(args, usage, {}, { least: 1, most: 1 });
    const { kept } = await knownWebinar(desk, positionals[0]);
    const lines = await deliveriesOf(desk.store, kept, await rulesOf(desk), desk.now);
    desk.write(writeSpreadsheet([head, ...lines.map(cellsOf)]));
    const people = new Set(lines.map(({ contact }) => contact)).size;
    desk.warn(`${people} people; receipts are known for 8 days, then a message counts as sent`);
  },
};

const states: Readonly<Record<DeliveryLine["state"], string>> = {
  planned: "prévu",
  "under way": "en route",
  sent: "envoyé",
  delivered: "remis",
  read: "lu",
  failed: "échec",
  skipped: "non envoyé",
};

function cellsOf(line: DeliveryLine): readonly string[] {
  const { code, language, moment, planned, said, state, reason } = line;
  return [code, language, moment, clockOf(planned), clockOf(said), states[state], reason];
}

function clockOf(at: number | null): string {
  if (at === null) return "";
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("Africa/Casablanca");
  return local.toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
}
