import type { RedisServer } from "../fakes/redis-server.ts";

/** Which store a scenario runs on; `none` has none. */
export type StoreKind = "sqlite" | "redis" | "sentinel" | "cluster" | "none";

/** One thing that goes wrong, and the count of what it cost. */
export interface Scenario {
  /** Unique, in kebab-case: how it is called on the command line and in the table. */
  readonly id: string;
  /** One run, and one line, on each. */
  readonly stores: readonly StoreKind[];
  /** True when other work on the machine would change what is measured: it runs while nothing else does. */
  readonly alone?: boolean;
  /** True when it is left out of the short form. */
  readonly long?: boolean;
  run(trial: Trial): Promise<Tally>;
}

/** What a run is given. */
export interface Trial {
  readonly store: StoreKind;
  /** Whether this is the long form, for a release. */
  readonly full: boolean;
  /** A folder of its own, gone afterwards. */
  readonly folder: string;
  /** Decides everything random: printed when something breaks, taken again with `--seed`. */
  readonly seed: number;
  /** Runs afterwards, last first, whatever happens. */
  finally(clean: () => unknown): void;
}

/** What one run counted. Everything that must be 0 is 0 in a run that kept its promises. */
export interface Tally {
  /** Messages (or calls) that were acknowledged. */
  readonly msgs: number;
  /** Times a process or a server was killed, stopped, cut off or made to misbehave. */
  readonly kills: number;
  /** Acknowledged and never played. */
  readonly lost: number;
  /** Played twice, or answered by two turns. */
  readonly dupTransitions: number;
  /** Played in another order than sent. */
  readonly orderBreaks: number;
  /** Answers that were promised and never reached the provider. */
  readonly sendsMissing: number;
  /** Answers that reached a person twice where the design does not allow it. */
  readonly dupSends: number;
  /** Attempts whose fate was unknown at first; allowed, and settled as the design says. */
  readonly uncertain: number;
  /** From the end of the fault until nothing waits any more, in seconds; null where nothing recovers. */
  readonly recovery: number | null;
  /** Other promises that broke, each in one line; empty when all were kept. */
  readonly broken: readonly string[];
}

/** A run of which nothing has been counted yet. */
export const nothing: Tally = {
  msgs: 0,
  kills: 0,
  lost: 0,
  dupTransitions: 0,
  orderBreaks: 0,
  sendsMissing: 0,
  dupSends: 0,
  uncertain: 0,
  recovery: null,
  broken: [],
};

/** Whether every promise was kept. */
export function isKept(tally: Tally): boolean {
  const { lost, dupTransitions, orderBreaks, sendsMissing, dupSends, broken } = tally;
  return lost + dupTransitions + orderBreaks + sendsMissing + dupSends + broken.length === 0;
}

/** A Redis of a scenario, gone with it. */
export function owned(trial: Trial, server: RedisServer): RedisServer {
  trial.finally(() => server.stop());
  return server;
}
