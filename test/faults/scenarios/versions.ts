import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bookFiles } from "../../../src/runtime/book-on-disk.ts";
import { printBook } from "../book.ts";
import type { State } from "../../../src/core/engine/state.ts";
import type { Scenario, Tally, Trial } from "../scenario.ts";
import { openTown, patient, type Running, type Town } from "../town.ts";

/** Old and new versions of the program and of a flow, one beside the other and one after the other. */
export const versions: readonly Scenario[] = [
  { id: "two-builds-side-by-side", stores: ["redis"], run: sideBySide },
  { id: "upgrade-in-the-middle", stores: ["sqlite", "redis"], run: upgrade },
  { id: "upgrade-taken-back", stores: ["sqlite", "redis"], run: takeBack },
];

const old = "diagnostic@1.0.0";
const next = "diagnostic@1.1.0";

/** The book of the next build: the diagnostic has changed, and its old version stands beside it. */
async function printNext(trial: Trial): Promise<Readonly<Record<string, string>>> {
  const files = await bookFiles();
  const path = "flows/diagnostic.yaml";
  const text = files.find((file) => file.path === path)?.text ?? "";
  const changed = text
    .replace("version: 1.0.0\n", "version: 1.1.0\nrenamed: { variant: length }\n")
    .replaceAll("to: variant }", "to: length }")
    .replace("- id: variant\n", "- id: length\n")
    .replace("choices: [court, complet, tout]", "choices: [tout, complet, court]");
  if (!changed.includes("id: length") || !changed.includes("tout, complet")) {
    throw new Error(`${path} is not what it was`);
  }
  const others = files.filter((file) => file.path !== path);
  const both = [
    { path, text: changed },
    { path: "flows/diagnostic@1.0.0.yaml", text },
  ];
  const file = join(trial.folder, "next-book.json");
  writeFileSync(file, printBook([...others, ...both]));
  return { CHILD_BOOK: file };
}

function size(trial: Trial): number {
  return trial.full ? 150 : 15;
}

/** Both builds play everybody's turns, whoever began where; then the old one goes. */
async function sideBySide(trial: Trial): Promise<Tally> {
  const town = await openTown(trial, { environment: patient });
  const environment = await printNext(trial);
  const oldBuild = await town.start();
  const people = size(trial);
  const first = await town.write({ people, messages: 11 });
  await town.start({ environment });
  const both = [...first.phones];
  // Which of two processes plays a first word is chance; on a busy machine not an even one.
  for (let group = 0; group < 5; group += 1) {
    const { phones } = await town.write({ people, messages: 11 });
    both.push(...phones);
    if (await hasBegun(town, phones)) break;
  }
  await town.write({ people, messages: 3, again: both });
  await oldBuild.stop();
  await finish(town, both);
  return tallyOf(town, both, "both");
}

/** Whether one of them stands in the next version. */
async function hasBegun(town: Town, phones: readonly string[]): Promise<boolean> {
  const store = await town.openStore();
  for (const id of phones) {
    const owner = await store.contactOf({ channel: "twilio-whatsapp", id });
    const kept = owner === null ? null : await store.stateOf(owner);
    // Written by the engine.
    const { session = null } = (kept?.state ?? {}) as unknown as Partial<State>;
    if (session?.frames.some(({ flow, version }) => `${flow}@${version}` === next)) return true;
  }
  return false;
}

/** Half of the people are in the middle of a diagnostic when the next build takes the place of the old one. */
async function upgrade(trial: Trial): Promise<Tally> {
  const town = await openTown(trial, { environment: patient });
  const environment = await printNext(trial);
  const people = size(trial);
  const oldBuild = await town.start();
  const first = await town.write({ people, messages: 11 });
  await replace(trial, town, oldBuild, environment);
  const second = await town.write({ people, messages: 11 });
  const both = [...first.phones, ...second.phones];
  await finish(town, both);
  return tallyOf(town, both, "both");
}

/** The next build was a mistake: whoever began with it goes on where they were, with an apology. */
async function takeBack(trial: Trial): Promise<Tally> {
  const town = await openTown(trial, { environment: patient });
  const environment = await printNext(trial);
  const people = size(trial);
  const nextBuild = await town.start({ environment });
  const { phones } = await town.write({ people, messages: 11 });
  await replace(trial, town, nextBuild, {});
  await finish(town, phones);
  return tallyOf(town, phones, "moved");
}

/** On Redis the new one comes first, as in a deployment; the file of SQLite is one process's. */
async function replace(
  trial: Trial,
  town: Town,
  before: Running,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  if (trial.store === "redis") await town.start({ environment });
  await before.stop();
  if (trial.store === "sqlite") await town.start({ environment });
}

async function finish(town: Town, phones: readonly string[]): Promise<void> {
  await town.write({ people: 0, messages: 25, again: phones, toTheEnd: true });
}

async function tallyOf(
  town: Town,
  phones: readonly string[],
  expected: "both" | "moved",
): Promise<Tally> {
  const tally = await town.tally({ recovery: await town.rests() });
  const store = await town.openStore();
  const broken: string[] = [];
  const began = { [old]: 0, [next]: 0 };
  for (const phone of phones) {
    const flows = town.people.get(phone)?.flows.filter((flow) => flow.startsWith("diagnostic@"));
    const [first = "", ...others] = flows ?? [];
    if (first === old || first === next) began[first] += 1;
    const right = expected === "both" ? others.length === 0 : others.join(" ") === old;
    if (!right) broken.push(`somebody went from ${first} to ${others.join(" and ")}`);
    const owner = await store.contactOf({ channel: "twilio-whatsapp", id: phone });
    const kept = owner === null ? null : await store.stateOf(owner);
    // Written by the engine.
    const { organization } = (kept?.state ?? {}) as unknown as Partial<State>;
    if ((organization?.results.length ?? 0) === 0) broken.push("somebody has no result");
  }
  if (began[next] === 0 || (expected === "both" && began[old] === 0)) {
    broken.push(`${began[old]} began with the old version, ${began[next]} with the new one`);
  }
  const summed = new Map<string, number>();
  for (const line of broken) summed.set(line, (summed.get(line) ?? 0) + 1);
  return {
    ...tally,
    broken: [...tally.broken, ...[...summed].map(([line, times]) => `${times} × ${line}`)],
  };
}
