import { endOf, startOf } from "../../core/webinar/plan.ts";
import { seatsLeft } from "../../core/webinar/seats.ts";
import { readWebinar, webinarIds, type Seen } from "../../runtime/webinars-kept.ts";
import { readArguments } from "./arguments.ts";
import { writeColumns } from "./columns.ts";
import type { Command } from "./desk.ts";

const usage = "list                                   all webinars, the earliest first";

export const list: Command = {
  usage,
  async run(args, desk) {
    readArguments(args, usage, {}, { least: 0, most: 0 });
    const found: Seen[] = [];
    for (const id of await webinarIds(desk.store)) {
      const seen = await readWebinar(desk.store, id, desk.now);
      if (seen !== null) found.push(seen);
    }
    if (found.length === 0) return desk.say("No webinar yet.");
    found.sort((one, other) => startOf(one.kept.webinar) - startOf(other.kept.webinar));
    const head = [
      "id",
      "state",
      "day and hour in Morocco",
      "spoken",
      "seats",
      "left",
      "waiting",
      "title",
    ];
    const rows = [head, ...found.map((seen) => rowOf(seen, desk.now))];
    writeColumns(rows, desk.say);
    if (found.some(({ waiting }) => waiting > 0)) {
      desk.say("* has mail that the bot has not read yet; shown as it will be");
    }
  },
};

function rowOf({ kept, waiting }: Seen, now: number): readonly string[] {
  const { webinar } = kept;
  const start = Temporal.Instant.fromEpochMilliseconds(startOf(webinar));
  const local = start.toZonedDateTimeISO("Africa/Casablanca");
  const weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][local.dayOfWeek - 1] ?? "";
  const hour = local.toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
  const isOver = webinar.state === "published" && endOf(webinar) <= now;
  const left = seatsLeft(kept);
  return [
    `${webinar.id}${waiting > 0 ? "*" : ""}`,
    isOver ? "over" : webinar.state,
    `${weekday} ${hour}`,
    webinar.spoken.join(" "),
    String(kept.taken),
    left === null ? "-" : String(left),
    String(kept.waiting.length),
    webinar.title.fr,
  ];
}
