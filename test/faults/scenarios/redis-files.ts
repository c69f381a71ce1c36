import { spawnSync } from "node:child_process";
import { appendFileSync, readdirSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { digestOf } from "../digest.ts";
import type { Scenario, Tally, Trial } from "../scenario.ts";
import { sidOf } from "../street.ts";
import { appendOnlyFolder, connect, crowd, open, saysNotReady } from "./redis-room.ts";

/** A Redis whose file is not as it wrote it. */
export const files: readonly Scenario[] = [
  { id: "redis-torn-file", stores: ["redis"], run: tearFile },
  { id: "redis-torn-file-refused", stores: ["redis"], run: refuseTornFile },
  { id: "redis-cut-file", stores: ["redis"], run: cutFile },
];

/** A power cut in the middle of a write: the file ends with half a command, which nobody was told of. */
async function tearFile(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial);
  const folder = await appendOnlyFolder(await connect(trial, server));
  const rounds = trial.full ? 20 : 2;
  const stopWriting = town.keepWriting(crowd);
  for (let round = 0; round < rounds; round += 1) {
    await pause(700);
    await server.kill("SIGKILL");
    tear(folder);
    await server.restart();
  }
  await stopWriting();
  return town.tally({ kills: rounds, recovery: await town.rests() });
}

/** The same with `aof-load-truncated no`: Redis stays away until its file is mended by hand. */
async function refuseTornFile(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial, 2, ["--aof-load-truncated", "no"]);
  const folder = await appendOnlyFolder(await connect(trial, server));
  await town.write({ people: 6, messages: 3 });
  await server.kill("SIGKILL");
  tear(folder);
  const started = await server.restart().then(
    () => true,
    () => false,
  );
  await town.write({ people: 6, messages: 4, rate: 20, eager: true, again: true });
  await Promise.all(town.processes.map((each) => saysNotReady(each, "store/unavailable")));
  const manifest = join(folder, "appendonly.aof.manifest");
  spawnSync("redis-check-aof", ["--fix", manifest], { input: "y\n" });
  await server.restart();
  return town.tally({
    kills: 1,
    recovery: await town.rests(),
    broken: started ? ["Redis started with a torn file"] : [],
  });
}

/**
 * The end of the file is gone although the disk had it: no store survives that, whatever it says.
 *
 * What is promised then: everything up to one moment stands and nothing after it, for each person the
 * first of their messages and no gap; the service goes on without a hand; and what the provider sends
 * again is played from there. What was said after that moment is said once more, since nobody knows.
 */
async function cutFile(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial);
  const folder = await appendOnlyFolder(await connect(trial, server));
  const phones = Array.from({ length: trial.full ? 60 : 6 }, (_, at) => `+2126100000${at}`);
  const say = (phone: string, at: number) =>
    town.send({ from: phone, body: at === 0 ? "salam" : "1", sid: idOf(phone, at) });
  const idOf = (phone: string, at: number) => sidOf(`${trial.seed} cut ${phone} ${at}`);
  const rounds = [0, 1, 2, 3, 4, 5];
  for (const at of rounds) {
    await Promise.all(phones.map((phone) => say(phone, at)));
    await town.rests();
  }
  await server.kill("SIGKILL");
  const file = lastFile(folder);
  truncateSync(file, Math.floor(statSync(file).size * 0.6));
  await server.restart();
  await town.rests();
  const store = await town.openStore();
  const gaps: string[] = [];
  let kept = 0;
  for (const phone of phones) {
    const owner = await store.contactOf({ channel: "twilio-whatsapp", id: phone });
    const state = owner === null ? null : await store.stateOf(owner);
    const played = digestOf(state?.state ?? {}).mail;
    kept += played.length;
    if (played.some((id, at) => id !== idOf(phone, at))) gaps.push(`a gap in ${played.join(" ")}`);
  }
  const sent = phones.length * rounds.length;
  for (const at of rounds) {
    await Promise.all(phones.map((phone) => say(phone, at)));
    await town.rests();
  }
  const said = town.twilio.taken().length;
  const tally = await town.tally({ kills: 1, recovery: await town.rests(), repeats: "allowed" });
  const whole = phones.every((phone) =>
    town.people.get(phone)?.mail.every((id, at) => id === idOf(phone, at)),
  );
  return {
    ...tally,
    dupSends: 0,
    broken: [
      ...tally.broken,
      ...gaps,
      ...(kept > 0 && kept < sent ? [] : [`${kept} of ${sent} messages were in what was left`]),
      ...(whole ? [] : ["what was sent again was not played in order"]),
      ...(tally.dupSends <= said / 2 ? [] : [`${tally.dupSends} of ${said} were said again`]),
    ],
  };
}

function tear(folder: string): void {
  appendFileSync(lastFile(folder), "*4\r\n$4\r\nHSET\r\n$9\r\nrafiq:{s0");
}

/** The file Redis writes to. */
function lastFile(folder: string): string {
  const names = readdirSync(folder).filter((name) => name.endsWith(".incr.aof"));
  return join(folder, names.sort().at(-1) ?? "");
}
