import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../src/core/json.ts";
import { bundleChild } from "./bundle.ts";
import type { Trial } from "./scenario.ts";

/**
 * The book with a calendar in which everything is permitted at the hour it is now, whatever that is,
 * and one reminder: three minutes before the start.
 */
export async function openHours(trial: Trial): Promise<string> {
  const { environment } = await bundleChild();
  // Printed by `printBook`.
  const pages = JSON.parse(
    readFileSync(environment["CHILD_BOOK"] ?? "", "utf8"),
  ) as readonly (readonly [path: string, said: Record<string, Json>])[];
  const day = ["00:00-23:59"];
  const names = "monday tuesday wednesday thursday friday saturday sunday".split(" ");
  const week = Object.fromEntries(names.map((name) => [name, day]));
  const hoursAhead = 12 - new Date().getUTCHours();
  const sign = hoursAhead > 0 ? "-" : "+";
  const zone = hoursAhead === 0 ? "UTC" : `Etc/GMT${sign}${Math.abs(hoursAhead)}`;
  const changed = pages.map(([path, said]) => {
    if (path === "flows/moments.yaml") return [path, bell];
    if (path !== "flows/calendar.yaml") return [path, said];
    const permitted = {
      ...(said["permitted"] as Record<string, Json>),
      restDays: [],
      usual: week,
      ramadan: week,
    };
    return [path, { ...said, zone, holidays: [], feasts: [], permitted }];
  });
  const file = join(trial.folder, "book.json");
  writeFileSync(file, JSON.stringify(changed));
  return file;
}

const bell = {
  "hour-before": {
    class: "reminder",
    from: "start",
    at: "-3m",
    earliest: "-3m",
    latest: "-3m",
    until: "0m",
    eventDay: true,
    late: "drops",
    to: ["comes", "silent"],
    together: null,
  },
};
