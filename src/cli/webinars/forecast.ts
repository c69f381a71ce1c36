import { z } from "zod";
import { languages } from "../../core/language/languages.ts";
import { chargesSource, freeAMonth } from "../../core/webinar/charges.ts";
import {
  chargesOf,
  forecast as forecastOf,
  type Addressee,
  type Forecast,
  type MonthlyCharge,
  type Trouble,
} from "../../core/webinar/forecast.ts";
import { readBudget, readSpending } from "../../runtime/spending.ts";
import { rollsOf } from "../../runtime/webinars-kept.ts";
import { readArguments } from "./arguments.ts";
import { sayStart } from "./dates.ts";
import { knownWebinar, registered, rulesOf, type Command, type Desk } from "./desk.ts";
import { Mistake } from "./mistake.ts";
import { writeColumns } from "./columns.ts";

const usage =
  "forecast ID [--price 0.02]             every message still to come: when, to how many, what it costs";

/** Before anything is sent: the calendar of all messages, and what they are charged as. */
export const forecast: Command = {
  usage,
  async run(args, desk) {
    const options = { price: { type: "string" } } as const;
    const { values, positionals } = readArguments(args, usage, options, { least: 1, most: 1 });
    const price = priceIn(values.price);
    const { kept } = await knownWebinar(desk, positionals[0]);
    const { webinar } = kept;
    const people = await addresseesOf(desk, registered(await rollsOf(desk.store, kept)));
    const found = forecastOf(webinar, await rulesOf(desk), kept, people, desk.now);
    const charged = people.filter((one) => one.charged).length;
    desk.say(`${webinar.id}  ${webinar.title.fr}`);
    desk.say(sayStart(webinar));
    desk.say(
      `${people.length} people, ${charged} of them on WhatsApp; elsewhere nothing is charged`,
    );
    if (webinar.state === "draft") desk.warn("careful: it is a draft, nothing is sent");
    if (found.length === 0) return desk.say("No message is to come.");
    desk.say("");
    writeColumns([head, ...found.map(rowOf)], desk.say);
    desk.say("");
    for (const line of assumptions) desk.say(line);
    for (const one of found) {
      if (one.trouble !== null) desk.warn(`careful: ${one.moment}: ${troubles[one.trouble]}`);
    }
    const spent = await readSpending(desk.store);
    for (const one of chargesOf(found, spent)) sayMonth(one, price, desk);
    desk.say(`rules of charging: ${chargesSource}`);
    const budget = await readBudget(desk.store);
    if (budget !== null) {
      desk.say(
        `budget: ${budget} charged messages a month; reminders marked promised are sent beyond it`,
      );
    }
    if (charged > startsUnverified) {
      desk.warn(
        `careful: WhatsApp lets a business that is not verified start conversations with ${startsUnverified} people in 24 hours (channel facts § 2.5)`,
      );
    }
  },
};

const startsUnverified = 250;

const head = [
  "moment",
  "from",
  "last one by",
  "at most",
  ...languages,
  "templates",
  "free texts",
  "charged as",
  "promised",
];

const assumptions = [
  "assumed: nobody taps before they are asked, so that the window is shut and a template is needed;",
  "whoever taps « Je viens » the day before gets what follows within 24 hours as a free text.",
  "assumed: everybody who has not refused comes. The replay is added once it is published.",
];

/** Why not everybody can be told in time, for whoever decides. */
export const troubles: Readonly<Record<Trouble, string>> = {
  late: "there are so many that the last ones would be told when it makes no sense any more",
  hours: "there are so many that the last ones would be told outside the permitted hours",
  behind:
    "there are so many that the last ones are told later than wanted: no earlier hour is permitted",
};

function rowOf(one: Forecast): readonly string[] {
  const charges = [...(one.templates > 0 ? ["utility"] : []), ...(one.free > 0 ? ["service"] : [])];
  return [
    one.moment,
    clockOf(one.at),
    clockOf(one.last),
    String(one.people),
    ...languages.map((language) => String(one.byLanguage[language])),
    String(one.templates),
    String(one.free),
    charges.join(" + ") || "nothing",
    one.promised ? "yes" : "no",
  ];
}

function clockOf(at: number): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("Africa/Casablanca");
  const weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][local.dayOfWeek - 1] ?? "";
  const text = local.toPlainDateTime().toString({ smallestUnit: "minute" });
  return `${weekday} ${text.replace("T", " ")}`;
}

function sayMonth(one: MonthlyCharge, price: number | null, { say }: Desk): void {
  const { month, templates, free, spent, beyond, charged } = one;
  const known =
    spent === null
      ? `what was sent in ${month} before is not known: none is assumed`
      : `${spent.free} free texts and ${spent.templates} templates sent in ${month} before, counted since ${new Date(spent.since).toISOString().slice(0, 10)}`;
  say(`${month}: at most ${templates} templates, charged from the first one`);
  say(
    `         at most ${free} free texts, ${beyond} of them beyond the ${freeAMonth} of the month`,
  );
  say(`         ${known}`);
  say(
    price === null
      ? `         cost: ${charged} times the price of a utility message to Morocco, which our facts do not name: read it on your bill and say --price`
      : `         cost: at most ${charged} × ${price} = ${(charged * price).toFixed(2)}, at the price you said`,
  );
}

function priceIn(text: string | undefined): number | null {
  if (text === undefined) return null;
  const price = /^\d{1,3}(?:[.,]\d{1,6})?$/u.test(text) ? Number(text.replace(",", ".")) : NaN;
  if (Number.isNaN(price)) throw new Mistake(`“${text}” is no price of one message: --price 0.02`);
  return price;
}

const reachedSchema = z.object({ addresses: z.array(z.object({ channel: z.string() })) });

/** People as forecasts know them; where somebody is reached stands with the contact. */
export async function addresseesOf(
  { store }: Pick<Desk, "store">,
  people: ReturnType<typeof registered>,
): Promise<readonly Addressee[]> {
  const found: Addressee[] = [];
  for (const [contact, entry] of people) {
    const reached = reachedSchema.safeParse(await store.export(contact));
    // Whoever is not known yet was imported with a phone number.
    const channel = reached.success
      ? (reached.data.addresses[0]?.channel ?? "whatsapp")
      : "whatsapp";
    found.push({ ...entry, charged: channel.includes("whatsapp") });
  }
  return found;
}
