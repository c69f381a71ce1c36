import type { Scenario } from "../scenario.ts";
import { attacks } from "./attacks.ts";
import { crowds } from "./crowds.ts";
import { machines } from "./machines.ts";
import { messages } from "./messages.ts";
import { model } from "./model.ts";
import { processes } from "./process.ts";
import { provider } from "./provider.ts";
import { redis } from "./redis.ts";
import { sqlite } from "./sqlite.ts";
import { time } from "./time.ts";
import { versions } from "./versions.ts";
import { webinars } from "./webinars.ts";

export const scenarios: readonly Scenario[] = [
  ...processes,
  ...redis,
  ...provider,
  ...messages,
  ...crowds,
  ...versions,
  ...sqlite,
  ...model,
  ...machines,
  ...time,
  ...attacks,
  ...webinars,
];

/** What every change is tried on: a minute's worth of the ledger, by the beginnings of ids. */
export const brief: readonly string[] = [
  "process-killed-while-starting",
  "redis-killed",
  "redis-emptied",
  "redis-cut-line",
  "provider-receipts",
  "duplicates",
  "shuffled",
  "redelivered",
  "same-id",
  "poison",
  "sqlite",
];
