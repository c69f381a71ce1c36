import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { minute, second } from "../../../src/core/instant.ts";
import type { Json } from "../../../src/core/json.ts";
import { languages } from "../../../src/core/language/languages.ts";
import { webinarOwner } from "../../../src/core/webinar/mail.ts";
import { writeMail } from "../../../src/runtime/mail.ts";
import { openRedisStore } from "../../../src/store/redis/redis-store.ts";
import { openSqliteStore } from "../../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../../src/store/store.ts";
import { startRedis, type RedisServer } from "../../fakes/redis-server.ts";
import { until } from "../../until.ts";
import { rollDice } from "../dice.ts";
import { openHours } from "../open-hours.ts";
import { owned, type Scenario, type Tally, type Trial } from "../scenario.ts";
import { openTown, type Town } from "../town.ts";

/** A webinar that changes in the very second in which its reminders go out. */
export const webinars: readonly Scenario[] = [
  {
    id: "webinar-moved-at-the-bell",
    stores: ["sqlite", "redis"],
    long: true,
    run: (trial) => ringBell(trial, "moved"),
  },
  {
    id: "webinar-cancelled-at-the-bell",
    stores: ["sqlite", "redis"],
    long: true,
    run: (trial) => ringBell(trial, "cancelled"),
  },
];

type Change = "moved" | "cancelled";

/** The reminder goes out so long before the start. */
const ahead = 3 * minute;
/** By so much a webinar is moved: its new reminder goes out so long after the old one. */
const later = 2 * minute;

/** What a crash leaves behind is taken up soon, so that the next one meets work under way. */
const soon = JSON.stringify({ deliveryLease: 2_000, deadline: 1_000 });

interface Place {
  readonly trial: Trial;
  readonly town: Town;
  /** Null on SQLite. */
  readonly server: RedisServer | null;
  readonly phones: readonly string[];
  readonly broken: string[];
  kills: number;
}

async function ringBell(trial: Trial, change: Change): Promise<Tally> {
  const server =
    trial.store === "redis" ? owned(trial, await startRedis({ appendfsync: "always" })) : null;
  const town = await openTown(trial, {
    ...(server === null ? {} : { redisUrl: server.url }),
    environment: { CHILD_PUMP: soon, CHILD_BOOK: await openHours(trial) },
    twilio: { callbacks: ["sent", "delivered"] },
  });
  await town.start();
  const { phones } = await town.write({ people: 40, messages: 1 });
  await town.rests();
  const place: Place = { trial, town, server, phones, broken: [], kills: 0 };
  const rounds = trial.full ? 8 : 1;
  for (let round = 1; round <= rounds; round += 1) await ringOnce(place, round, change);
  const recovery = await town.rests();
  return town.tally({
    kills: place.kills,
    recovery,
    repeats: "allowed",
    // A reminder of unknown fate is given up rather than said twice: `judge` holds what people heard.
    failures: "allowed",
    broken: place.broken,
  });
}

/** One webinar: everybody is registered, the bell rings, the coordinator changes their mind. */
async function ringOnce(place: Place, round: number, change: Change): Promise<void> {
  const { trial, town, server, phones } = place;
  const roll = rollDice(trial.seed + round);
  const webinar = `w${round}`;
  const start = Math.ceil((Date.now() + ahead + 8 * second) / minute) * minute;
  const first: Sitting = { webinar, start };
  await coordinate(place, async (store) => {
    await tell(store, webinar, { kind: "put", webinar: webinarAt(first) });
    for (const phone of phones) {
      const contact = await store.contactOf({ channel: "twilio-whatsapp", id: phone });
      if (contact === null) throw new Error(`${phone} is not known`);
      await tell(store, webinar, { ...registration, contact });
    }
  });
  if (town.processes.length === 0) await town.start();
  const other = server === null ? null : await town.start();
  const reminded = (sitting: Sitting): number =>
    phones.filter((phone) => heard(town, phone, sitting).some((one) => one === "reminder")).length;
  await until("the bell rings", () => reminded(first) >= 3, 120_000);
  // In the middle of it: some were told, the others are about to be.
  if (server !== null) {
    other?.kill("SIGKILL");
    place.kills += 1;
  }
  const moved: Sitting = { webinar, start: start + later };
  const changes: Json =
    change === "moved" ? { starts: localOf(moved.start) } : { state: "cancelled" };
  await coordinate(place, (store) => tell(store, webinar, { kind: "edit", changes }));
  const deaths = trial.full ? 10 : 5;
  for (let death = 0; death < deaths; death += 1) {
    const process = await town.start();
    await pause(roll() ** 2 * 400);
    if (server !== null && death % 2 === 0) {
      await server.kill("SIGKILL");
      await pause(roll() * 200);
      await server.restart();
      place.kills += 1;
    }
    process.kill("SIGKILL");
    await process.exit;
    place.kills += 1;
  }
  await town.start();
  if (change === "moved") {
    await until("the second bell rings for all", () => reminded(moved) === phones.length, 200_000);
  }
  await town.rests();
  // Whatever was too much would come now.
  await pause(2 * second);
  for (const phone of phones) judge(place, phone, first, moved, change);
}

interface Sitting {
  readonly webinar: string;
  readonly start: number;
}

type Heard = "reminder" | "change" | "other";

/** What of a person's messages is about a sitting, in order. */
function heard(town: Town, phone: string, { webinar, start }: Sitting): readonly Heard[] {
  return about(town, phone, webinar).map((text): Heard => {
    if (!text.includes(linkOf(webinar))) return "change";
    return text.includes(clockOf(start)) ? "reminder" : "other";
  });
}

function about(town: Town, phone: string, webinar: string): readonly string[] {
  return town
    .messagesTo(phone)
    .map(({ body, shown }) => (shown?.body ?? body ?? "").replaceAll(/[\u2066-\u2069]/gu, ""))
    .filter((text) => text.includes(`Bell ${webinar}.`) || text.includes(linkOf(webinar)));
}

/** What a person may have heard: the old hour at most once and never after the change, the rest once. */
function judge(
  { town, broken }: Place,
  phone: string,
  first: Sitting,
  moved: Sitting,
  change: Change,
): void {
  const texts = about(town, phone, first.webinar);
  const words = texts.map((text) => {
    if (!text.includes(linkOf(first.webinar))) return "change";
    if (text.includes(clockOf(first.start))) return "old";
    return text.includes(clockOf(moved.start)) ? "new" : "strange";
  });
  // A change of unknown fate is told once more.
  const heard = words.filter((word, at) => word !== "change" || words[at - 1] !== "change");
  const right = change === "moved" ? ["change new", "old change new"] : ["change", "old change"];
  if (!right.includes(heard.join(" "))) {
    broken.push(`${phone} ${first.webinar}: ${words.join(" ") || "silence"}`);
  }
}

/** The coordinator at work: on SQLite everything is killed first, since nobody else may open it. */
async function coordinate(place: Place, work: (store: Store) => Promise<unknown>): Promise<void> {
  const { trial, town, server } = place;
  if (server === null) {
    for (const process of town.processes) {
      process.kill("SIGKILL");
      await process.exit;
      place.kills += 1;
    }
  }
  const store =
    server === null
      ? await openSqliteStore({ file: join(trial.folder, "process-0", "rafiq.db") })
      : await openRedisStore({ url: server.url });
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

let words = 0;

async function tell(store: Store, webinar: string, body: Json): Promise<void> {
  const mail = {
    id: `coordinator ${webinar} ${(words += 1)}`,
    to: { owner: webinarOwner(webinar) },
    at: Date.now(),
    body: writeMail({ kind: "post", from: "coordinator", body }),
  };
  // A mailbox takes fifty: the bot empties it.
  await until(
    "the mailbox takes it",
    async () => (await store.accept([mail], Date.now()))[0]?.outcome !== "full",
    60_000,
  );
}

const registration = {
  kind: "register",
  seats: 1,
  language: "fr",
  reminders: true,
  source: "import",
  ask: 0,
} as const;

function webinarAt({ webinar, start }: Sitting): Json {
  const title = Object.fromEntries(languages.map((one) => [one, `Bell ${webinar}.`]));
  return {
    id: webinar,
    title,
    summary: title,
    starts: localOf(start),
    zone: "Africa/Casablanca",
    minutes: 60,
    spoken: ["fr"],
    audience: { dimensions: [], levels: [], types: [] },
    capacity: null,
    link: linkOf(webinar),
    speaker: null,
    documents: [],
    replay: null,
    state: "published",
    sequence: 0,
  };
}

function linkOf(webinar: string): string {
  return `https://meet.example/${webinar}-room`;
}

function localOf(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO("Africa/Casablanca")
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}

function clockOf(at: number): string {
  return localOf(at).slice(11);
}
