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
];
