import type { Store } from "../store.ts";
import type { Keys } from "./keys.ts";
import type { Replicas } from "./replicas.ts";
import type { Scripts } from "./scripts.ts";
import type { Spread } from "./spread.ts";

/** Some calls of the store: `redis-store.ts` gives them their deadline. */
export type Part<Name extends keyof Store> = Pick<Store, Name>;

/** What every part works with. */
export interface Ground {
  readonly scripts: Scripts;
  readonly keys: Keys;
  readonly spread: Spread;
  readonly replicas: Replicas;
  readonly log: (code: string, detail: string) => void;
}
