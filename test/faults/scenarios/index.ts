import type { Scenario } from "../scenario.ts";
import { processes } from "./process.ts";
import { provider } from "./provider.ts";
import { redis } from "./redis.ts";

export const scenarios: readonly Scenario[] = [...processes, ...redis, ...provider];
