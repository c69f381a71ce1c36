/** What was measured of one piece of work: microseconds of the processor each time it is done. */
export interface Measured {
  readonly median: number;
  readonly best: number;
  readonly worst: number;
}

/** How long one measurement lasts: `warm` and each of the `runs` in milliseconds of the processor. */
export interface Pace {
  readonly warm: number;
  readonly runs: number;
  readonly run: number;
}

export const fullPace: Pace = { warm: 600, runs: 9, run: 250 };

/** Enough to see that everything runs; the times mean nothing. */
export const tinyPace: Pace = { warm: 0, runs: 1, run: 0 };

/**
 * Times several pieces of work in turns, so that a busy moment of the machine falls on all of them.
 *
 * Each piece answers how many units it did: the figures are those of one unit.
 */
export function measureAll<Name extends string>(
  works: Readonly<Record<Name, () => number>>,
  pace: Pace,
): Readonly<Record<Name, Measured>> {
  // The keys of a record are its names: Object.keys forgets it.
  const names = Object.keys(works) as Name[];
  for (const name of names) repeat(works[name], pace.warm);
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let run = 0; run < pace.runs; run += 1) {
    for (const name of names) samples.get(name)?.push(repeat(works[name], pace.run));
  }
  const measured: Partial<Record<Name, Measured>> = {};
  for (const [name, times] of samples) {
    measured[name] = {
      median: quantile(times, 0.5),
      best: Math.min(...times),
      worst: Math.max(...times),
    };
  }
  // Every name was measured in the loop above.
  return measured as Record<Name, Measured>;
}

/** The value below which a share of the samples lies; NaN when there are none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Of this thread alone: what other programs do meanwhile does not count. */
function cpuTime(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/** Microseconds a unit; at least once, however short the time. */
function repeat(work: () => number, milliseconds: number): number {
  const begun = cpuTime();
  let units = 0;
  let spent: number;
  do {
    units += work();
    spent = cpuTime() - begun;
  } while (spent < milliseconds * 1000);
  return spent / units;
}
