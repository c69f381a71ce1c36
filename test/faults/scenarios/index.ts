import type { Scenario } from "../scenario.ts";
import { attacks } from "./attacks.ts";
import { crowds } from "./crowds.ts";
import { messages } from "./messages.ts";
import { processes } from "./process.ts";
import { provider } from "./provider.ts";
import { redis } from "./redis.ts";
import { versions } from "./versions.ts";

export const scenarios: readonly Scenario[] = [
  ...processes,
  ...redis,
  ...provider,
  ...messages,
  ...crowds,
  ...versions,
  ...attacks,
];
