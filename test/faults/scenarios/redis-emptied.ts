import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startProgram } from "../program.ts";
import type { Scenario, Tally, Trial } from "../scenario.ts";
import type { Town } from "../town.ts";
import { appendOnlyFolder, connect, open, saysNotReady } from "./redis-room.ts";

/** A Redis that is not there, or not the one it was. */
export const emptied: readonly Scenario[] = [
  { id: "redis-emptied", stores: ["redis"], run: (trial) => lose(trial, "flushed") },
  { id: "redis-replaced", stores: ["redis"], run: (trial) => lose(trial, "replaced") },
  { id: "redis-emptied-and-adopted", stores: ["redis"], run: adoptEmptied },
  { id: "redis-absent-at-start", stores: ["redis"], run: startWithout },
];

/**
 * All that was kept is gone while the service runs: it stands still and says so, keeps on its disk
 * what comes, greets nobody as new, and goes on when the data is back.
 */
async function lose(trial: Trial, how: "flushed" | "replaced"): Promise<Tally> {
  const { server, town } = await open(trial);
  const client = await connect(trial, server);
  await town.write({ people: 8, messages: 4 });
  await town.rests();
  const folder = await appendOnlyFolder(client);
  const copy = join(trial.folder, "copy");
  cpSync(folder, copy, { recursive: true });
  const said = town.twilio.taken().length;
  if (how === "flushed") await client.flushAll();
  else {
    await server.kill("SIGKILL");
    rmSync(folder, { recursive: true });
    await server.restart();
  }
  await town.write({ people: 8, messages: 3, eager: true, again: true });
  const told = await Promise.all(town.processes.map((each) => saysNotReady(each, "store/emptied")));
  const greeted = town.twilio.taken().length - said;
  await server.kill("SIGKILL");
  rmSync(folder, { recursive: true });
  cpSync(copy, folder, { recursive: true });
  await server.restart();
  const recovery = await town.rests();
  return town.tally({
    kills: 1,
    recovery,
    broken: [
      ...(greeted === 0 ? [] : [`${greeted} messages were sent out of an empty store`]),
      ...(told.every((one) => one) ? [] : ["/health did not say that the store was emptied"]),
    ],
  });
}

/**
 * Emptied for good: a restart alone does not make it new, its operator does. Whoever wrote meanwhile
 * waits on the disks and is served then.
 */
async function adoptEmptied(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial, trial.full ? 3 : 1);
  const client = await connect(trial, server);
  await client.flushAll();
  await town.write({ people: 6, messages: 2, eager: true });
  await restartAll(town);
  await Promise.all(town.processes.map((each) => saysNotReady(each, "store/emptied")));
  const greeted = town.twilio.taken().length;
  const folder = town.processes[0]?.folder ?? "";
  const adoption = startProgram("src/cli/store.ts", {
    cwd: folder,
    args: ["adopt"],
    environment: { REDIS_URL: server.url, DATA_DIR: folder },
  });
  const code = await adoption.exit;
  await restartAll(town);
  const recovery = await town.rests();
  await town.write({ people: 6, messages: 3, again: true });
  await town.rests();
  return town.tally({
    kills: 1,
    recovery,
    broken: [
      ...(greeted === 0 ? [] : [`${greeted} messages were sent before the store was adopted`]),
      ...(code === 0 ? [] : [`the adoption ended with ${code}: ${adoption.output.stderr}`]),
    ],
  });
}

async function restartAll(town: Town): Promise<void> {
  const all = town.processes;
  await Promise.all(all.map((each) => each.stop()));
  for (let count = 0; count < all.length; count += 1) await town.start();
}

/** Processes that start while Redis is away, or sleeps, listen all the same and go on when it is back. */
async function startWithout(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial, 0);
  const rounds = trial.full ? 6 : 2;
  const refused: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(town.processes.map((each) => each.stop()));
    await server.kill(round % 2 === 0 ? "SIGKILL" : "SIGSTOP");
    await town.start();
    await town.start();
    await town.write({ people: 5, messages: 3, rate: 20, eager: true });
    await Promise.all(town.processes.map((each) => saysNotReady(each, "store/unavailable")));
    for (const [status, times] of town.statuses)
      if (status !== 200) refused.push(`the provider was answered ${status}, ${times} times`);
    if (round % 2 === 0) await server.restart();
    else await server.kill("SIGCONT");
    await town.write({ people: 5, messages: 3, again: true });
  }
  return town.tally({ kills: rounds, recovery: await town.rests(), broken: refused });
}
