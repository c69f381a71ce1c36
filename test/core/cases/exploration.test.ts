import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { isHeld } from "../../../src/core/cases/case.ts";
import type { DeskCommand } from "../../../src/core/cases/desk-mail.ts";
import type { Act } from "../../../src/core/cases/mail.ts";
import { caseOwner, deskOwner } from "../../../src/core/cases/number.ts";
import {
  checkMail,
  closing,
  consultant,
  deliver,
  does,
  newTown,
  nextWake,
  person,
  post,
  settle,
  wakeUp,
  type Town,
} from "./town.ts";

/*
 * Everything that can happen in a small town, in every order: a person, their contact, two cases, the
 * desk and two consultants; mail that comes late or twice, clocks that ring while mail is under way.
 */

/** What may still be done: each path does each of these at most so often. */
interface Place {
  readonly town: Town;
  readonly left: Readonly<Record<string, number>>;
}

const first = caseOwner(person, 1);
const second = caseOwner(person, 2);

type Step = readonly [name: string, apply: (town: Town) => Town];

/** All that anybody may do now. */
function steps(town: Town): readonly Step[] {
  const { human } = town.contact;
  const all: Step[] = [
    ["write", (now) => does(now, { kind: "writes", words: nextWords(now, "m") })],
    ["ask", (now) => does(now, { kind: "asks" })],
    ["stop", (now) => does(now, { kind: "stops" })],
    ["erase", (now) => does(now, { kind: "erases" })],
    ["wonder", (now) => does(now, { kind: "wonders", words: nextWords(now, "w") })],
  ];
  if (town.contact.thinking.length > 0)
    all.push(["model", (now) => does(now, { kind: "model answers" })]);
  if (human.open !== null) all.push(["withdraw", (now) => does(now, { kind: "withdraws" })]);
  if (human.last?.asked.includes("resolved") === true) {
    const told = { question: "resolved", answer: "no", reopens: true } as const;
    all.push(["not-solved", (now) => does(now, { kind: "answers", told })]);
  }
  if (human.last?.asked.includes("satisfaction") === true) {
    const told = { question: "satisfaction", score: 5 } as const;
    all.push(["rate", (now) => does(now, { kind: "answers", told })]);
  }
  for (const who of ["amal", "badr"]) {
    const from = `consultant:${who}`;
    const desk = (name: string, command: DeskCommand): void => {
      all.push([`${name} ${who}`, (now) => arrive(now, from, deskOwner, command)]);
    };
    for (const [at, id] of [first, second].entries()) {
      if (town.desk.rows[id] === undefined) continue;
      const n = at + 1;
      desk("claim", { kind: "claim", command: `claim${n}-${who}`, case: id });
      desk("refuse", { kind: "refuse", command: `refuse${n}-${who}`, case: id, reason: "absent" });
      const to = who === "amal" ? "badr" : "amal";
      desk("hand-over", { kind: "hand-over", command: `over${n}-${who}`, case: id, to });
      const act = (name: string, mail: Act): void => {
        all.push([`${name} ${who}`, (now) => arrive(now, from, id, mail)]);
      };
      const said = town.cases[id]?.file?.said ?? 0;
      act("say", {
        kind: "say",
        command: `say${n}-${who}-${said}`,
        text: `${who} ${n}.${said}`,
        language: "fr",
        assisted: false,
      });
      act("close", { kind: "close", command: `close${n}-${who}-${said}`, closing });
      act("warn", { kind: "warn", command: `warn${n}-${who}-${said}`, closing });
      act("give-back", { kind: "give-back", command: `back${n}-${who}-${said}`, note: "exam" });
    }
  }
  return all;
}

/** When a command was posted makes no difference: only when it arrives. */
function arrive(town: Town, from: string, to: string, mail: Act | DeskCommand): Town {
  return deliver(post(town, from, to, mail), `${from}>${to}`);
}

function nextWords(town: Town, prefix: string): string {
  return `${prefix}${town.contact.wrote.length}`;
}

function* successors({ town, left }: Place): Generator<readonly [name: string, place: Place]> {
  const ways = Object.keys(town.ways);
  for (const way of ways) yield [`mail ${way}`, { town: deliver(town, way), left }];
  const spend = (what: string): Place["left"] | null => {
    const count = left[what] ?? 0;
    return count === 0 ? null : { ...left, [what]: count - 1 };
  };
  // The store carries each mail once; the cases would bear twice all the same.
  const twice = spend("twice");
  if (twice !== null) {
    for (const way of ways) yield [`twice ${way}`, { town: deliver(town, way, true), left: twice }];
  }
  const wake = nextWake(town);
  const outage = ways.length === 0 ? spend("time") : spend("outage");
  if (wake !== null && outage !== null) yield ["time", { town: wakeUp(town), left: outage }];
  if (town.contact.gone) return;
  for (const [name, apply] of steps(town)) {
    const spent = spend(name.split(" ")[0] ?? name);
    if (spent !== null) yield [name, { town: apply(town), left: spent }];
  }
}

/** What must hold everywhere, and what must hold once nothing is under way. */
function faultsOf({ town }: Place): readonly string[] {
  const faults: string[] = [];
  const { contact, cases, journals, desk } = town;
  const { human } = contact;
  const say = (fault: string): void => void faults.push(fault);
  const files = Object.entries(cases).flatMap(([id, { file }]) =>
    file === null ? [] : [{ id, file }],
  );

  // Never two speakers.
  for (const { id, file } of files) {
    if (file.holders.length > file.seats) say(`${id} has more holders than seats`);
    if (isHeld(file.phase) && file.holders.length === 0) say(`${id} is held by nobody`);
    if (file.phase === "closed" && file.queue.length > 0) say(`${id} keeps words for nobody`);
  }
  if (files.filter(({ file }) => isHeld(file.phase) && file.holding).length > 1)
    say("two cases hold");
  // Each said once, in order, and only while a human speaks.
  const words = contact.said.filter(
    (line) => line.startsWith("« amal") || line.startsWith("« badr"),
  );
  if (new Set(words).size < words.length) say(`words twice: ${words.join()}`);
  let speaking = "bot";
  for (const line of contact.said) {
    if (line === "case.held") speaking = "human";
    if (["case.bot-again", "case.withdrawn", "case.gone", "case.given-back"].includes(line)) {
      if (line === "case.bot-again" && speaking === "bot") say("handed back twice");
      if (line !== "case.given-back") speaking = "bot";
    }
    if (words.includes(line) && speaking === "bot") say(`${line} while the bot speaks`);
    if (line === "model" && speaking === "human") say("the model speaks over a human");
  }
  for (const question of ["satisfaction", "follow-up"]) {
    const times = contact.said.filter((line) => line === `? ${question}`).length;
    const ended = contact.said.filter((line) => line === "case.summary").length;
    if (times > Math.min(1, ended) && human.cases < 2) say(`${question} asked ${times} times`);
  }
  if (Object.keys(town.ways).length > 0) return faults;

  // Nothing is under way: what everybody knows agrees.
  const open = files.filter(({ file }) => file.phase !== "closed");
  if (contact.gone) {
    for (const { id, file } of files) if (!file.erased) say(`${id} remembers somebody who is gone`);
    return faults;
  }
  if (open.length > 1) say("two cases are open");
  for (const { id, file } of open) {
    if (human.open?.case !== id) say(`${id} is open and its contact knows nothing of it`);
    if (isHeld(file.phase) !== (human.open?.stage === "held"))
      say(`${id}: who speaks? ${file.phase}`);
    if (isHeld(file.phase) && !file.holding) say(`${id} waits for a silence that is there`);
    // Never nobody: somebody is waited for, or a date stands that will be kept or excused.
    const { promise, apology } = file.due;
    if (file.answered === null && promise === undefined && apology === undefined) {
      say(`${id}: neither an answer nor a date`);
    }
    if (file.answered === null && promise !== undefined && promise < town.now)
      say("a broken promise");
    if (isHeld(file.phase) && Object.keys(file.due).length === 0) say(`${id} waits for nothing`);
    if (file.answered === null && human.open?.promised !== file.promised)
      say("another date was told");
    const row = desk.rows[id];
    if (row === undefined) say(`${id} is not on the list`);
    else if (row.phase !== file.phase || row.revision !== file.revision)
      say(`${id} is listed wrongly`);
  }
  if (human.open !== null && !open.some(({ id }) => id === human.open?.case)) {
    say("the contact waits for a case that is over");
  }
  for (const id of Object.keys(desk.rows)) {
    if (!open.some((one) => one.id === id)) say(`${id} is on the list and over`);
  }
  if (desk.claims.length > 0) say("a claim without an answer");
  if (desk.answers.some(({ outcome }) => outcome === "pending"))
    say("a claim that is for ever pending");
  // Every message of the person has one home: a bot that answered it, or a case where it is read.
  const kept = Object.values(journals)
    .flat()
    .flatMap((entry) =>
      entry.kind === "message" && entry.author === "person" ? [entry.text] : [],
    );
  const all = [
    ...kept,
    ...Object.entries(contact.answered).flatMap(([text, n]) =>
      Array.from({ length: n }, () => text),
    ),
  ];
  if (new Set(all).size < all.length) say(`answered twice: ${all.join()}`);
  // What was said in a case is kept for a year.
  const forgets = Object.values(cases).some(({ file }) => file === null || file.erased);
  for (const text of forgets ? [] : contact.wrote) if (!all.includes(text)) say(`${text} is lost`);
  return faults;
}

interface Explored {
  readonly states: number;
  readonly quiet: number;
  readonly deepest: number;
  /** There are no others within what each scene allows. */
  readonly all: boolean;
}

/** Breadth first, each place once; throws with the way to the first place that is wrong. */
function explore(start: Place, most: number): Explored {
  const seen = new Set<string>();
  let frontier: { place: Place; depth: number; path: Path | null }[] = [];
  let [quiet, deepest] = [0, 0];
  const enter = (place: Place, depth: number, path: Path | null): void => {
    const key = createHash("sha1").update(JSON.stringify(place)).digest("base64");
    if (seen.has(key)) return;
    seen.add(key);
    deepest = Math.max(deepest, depth);
    if (Object.keys(place.town.ways).length === 0) quiet += 1;
    const faults = faultsOf(place);
    if (faults.length > 0) throw new Error(`${faults.join("; ")}\n${spellPath(path).join("\n")}`);
    if (seen.size % 97 === 0) checkMail(place.town);
    // Whatever is under way now, once it has arrived everything agrees.
    if (seen.size % 3 === 0) {
      const still = faultsOf({ town: settle(place.town), left: place.left });
      if (still.length > 0)
        throw new Error(`${still.join("; ")}\n${spellPath(path).join("\n")}\n(rest)`);
    }
    frontier.push({ place, depth, path });
  };
  enter(start, 0, null);
  while (frontier.length > 0 && seen.size < most) {
    const layer = frontier;
    frontier = [];
    for (const { place, depth, path } of layer) {
      for (const [name, next] of successors(place)) {
        if (seen.size < most) enter(next, depth + 1, { name, before: path });
      }
    }
  }
  return { states: seen.size, quiet, deepest, all: seen.size < most };
}

interface Path {
  readonly name: string;
  readonly before: Path | null;
}

function spellPath(path: Path | null): readonly string[] {
  return path === null ? [] : [...spellPath(path.before), path.name];
}

const asked = settle(does(newTown([consultant("amal"), consultant("badr")]), { kind: "asks" }));
const claimed = settle(
  post(asked, "consultant:amal", deskOwner, { kind: "claim", command: "c0", case: first }),
);
const answered = settle(
  post(claimed, "consultant:amal", first, {
    kind: "say",
    command: "s0",
    text: "amal 0",
    language: "fr",
    assisted: false,
  }),
);
const over = settle(
  post(answered, "consultant:amal", first, { kind: "close", command: "x0", closing }),
);

const scenes: readonly (readonly [string, Town, Place["left"]])[] = [
  [
    "from the first word",
    newTown([consultant("amal"), consultant("badr")]),
    { ask: 1, write: 1, claim: 1, say: 1, close: 1 },
  ],
  [
    "they think better of it",
    newTown([consultant("amal")]),
    { ask: 2, withdraw: 1, claim: 1, stop: 1 },
  ],
  ["they want everything erased", asked, { write: 1, claim: 1, say: 1, erase: 1, time: 2 }],
  ["two students want it", asked, { write: 1, claim: 2, refuse: 1, say: 2 }],
  ["nobody wants it", asked, { write: 1, refuse: 2, claim: 1, say: 1, time: 5, outage: 1 }],
  ["a student speaks", claimed, { write: 2, say: 2, close: 1, withdraw: 1 }],
  ["a model thinks meanwhile", asked, { wonder: 2, model: 2, claim: 1, say: 1, close: 1 }],
  ["it changes hands", claimed, { write: 1, say: 2, "hand-over": 1, claim: 1, close: 1 }],
  [
    "it is handed back while they write",
    answered,
    { write: 2, close: 1, "not-solved": 1, twice: 1 },
  ],
  ["it is given back while they write", answered, { write: 2, "give-back": 1, claim: 1, say: 1 }],
  ["they are warned", answered, { write: 1, warn: 1, say: 1, time: 3, outage: 1 }],
  ["it was not solved", over, { "not-solved": 1, ask: 1, write: 1, say: 1, close: 1, time: 2 }],
  ["they stop afterwards", over, { "not-solved": 1, stop: 1, rate: 1, erase: 1, ask: 1, time: 3 }],
  ["time goes by", answered, { write: 1, say: 1, close: 1, claim: 1, rate: 1, time: 8 }],
  ["time goes by and clocks are late", claimed, { write: 1, say: 1, time: 6, outage: 2, twice: 1 }],
];

/** Always the same numbers: a way may be walked again. */
function dice(seed: number): () => number {
  let value = seed;
  return () => {
    value = (Math.imul(value, 1_664_525) + 1_013_904_223) >>> 0;
    return value / 2 ** 32;
  };
}

it("long ways through everything end well", () => {
  const left = Object.fromEntries(
    "ask write claim refuse say close warn give-back hand-over withdraw not-solved rate wonder model outage twice"
      .split(" ")
      .map((name) => [name, 3]),
  );
  const town = newTown([consultant("amal"), consultant("badr")]);
  let places = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const roll = dice(seed);
    const rare = seed % 4 === 0 ? { erase: 1, stop: 1 } : {};
    let place: Place = { town, left: { ...left, ...rare, time: 30 } };
    let path: Path | null = null;
    for (let step = 0; step < 70; step += 1) {
      const next = [...successors(place)];
      // Mail is carried more often than not: else nothing would ever arrive.
      const mail = next.filter(([name]) => name.startsWith("mail"));
      const [one, other] = [roll(), roll()];
      const among = mail.length > 0 && one < 0.6 ? mail : next;
      const chosen = among[Math.floor(other * among.length)];
      if (chosen === undefined) break;
      place = chosen[1];
      path = { name: chosen[0], before: path };
      places += 1;
      const rest = { ...place, town: settle(place.town) };
      const faults = [...faultsOf(place), ...(step % 10 === 9 ? faultsOf(rest) : [])];
      if (faults.length > 0) throw new Error(`${faults.join("; ")}\n${spellPath(path).join("\n")}`);
    }
    checkMail(place.town);
  }
  process.stdout.write(`${places} places on 400 long ways\n`);
});

let total = 0;

it.each(scenes)("whatever happens, one speaks and nobody is forgotten: %s", (name, town, left) => {
  const { states, quiet, deepest, all } = explore({ town, left }, 9_000);
  total += states;
  process.stdout.write(
    `${name}: ${states} states${all ? ", all there are" : ""}, ${quiet} at rest, ${deepest} steps deep\n`,
  );
  expect(quiet).toBeGreaterThan(5);
});

it("was looked at in so many places", () => {
  process.stdout.write(`${total} states in all\n`);
  expect(total).toBeGreaterThan(100_000);
});
