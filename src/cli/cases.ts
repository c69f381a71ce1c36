import { stdout } from "node:process";
import { z } from "zod";
import { readSettings } from "../config.ts";
import { desk } from "../core/engine/actions/case.ts";
import { Fault } from "../core/fault.ts";
import { sayDate } from "../core/calendar/say-date.ts";
import { silentLog } from "../runtime/world.ts";
import { openStore } from "../service.ts";
import type { Store } from "../store/store.ts";

const help = `npm run -s cases            the requests for a student, the oldest first
npm run -s cases -- show ID  one request: what the person wrote, where they stand, how to reach them
With the embedded store, stop the bot first: one process only may open it.
`;

const request = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("case"),
    number: z.number(),
    language: z.string(),
    promised: z.number(),
    at: z.number(),
    during: z.string().nullable(),
  }),
  z.object({ kind: z.literal("words"), number: z.number().nullable(), words: z.string() }),
]);
const entry = z.object({ from: z.string(), request });

interface Case {
  readonly id: string;
  readonly contact: string;
  readonly language: string;
  readonly promised: number;
  readonly during: string | null;
  readonly words: readonly string[];
}

/** Shows students what was asked of them. */
async function main([what, id]: readonly string[]): Promise<void> {
  const store = await openStore(readSettings(process.env), silentLog);
  try {
    const cases = await readCases(store);
    if (what === undefined) {
      stdout.write(cases.length === 0 ? "No request yet.\n" : cases.map(line).join(""));
    } else {
      const wanted = what === "show" ? cases.find((one) => one.id === id) : undefined;
      stdout.write(wanted === undefined ? help : await describe(store, wanted));
    }
  } finally {
    await store.close();
  }
}

async function readCases(store: Store): Promise<readonly Case[]> {
  const cases = new Map<string, Case>();
  let after = 0;
  for (;;) {
    const entries = await store.read(desk, after, 200);
    for (const { body } of entries) {
      const { from, request: told } = entry.parse(body);
      const id = `${from}-${told.number ?? ""}`;
      const known = cases.get(id);
      if (told.kind === "case") {
        cases.set(id, { ...told, id, contact: from, words: [] });
      } else if (known !== undefined) {
        cases.set(id, { ...known, words: [...known.words, told.words] });
      }
    }
    const last = entries.at(-1);
    if (last === undefined) return [...cases.values()];
    after = last.seq;
  }
}

function line({ id, language, promised, words }: Case): string {
  return `${id}  ${language}  promised before ${sayDate(promised, "en", true)}  ${words.join(" / ")}\n`;
}

const kept = z.object({ addresses: z.array(z.object({ channel: z.string(), id: z.string() })) });

async function describe(store: Store, one: Case): Promise<string> {
  const known = kept.safeParse(await store.export(one.contact));
  const addresses = known.success
    ? known.data.addresses.map(({ channel, id }) => `  reach     ${channel} ${id}\n`)
    : ["  reach     the person had everything erased\n"];
  return [
    `${one.id}\n`,
    `  language  ${one.language}\n`,
    `  promised  before ${sayDate(one.promised, "en", true)}\n`,
    `  during    ${one.during ?? "nothing"}\n`,
    `  words     ${one.words.join(" / ") || "none"}\n`,
    ...addresses,
  ].join("");
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (error.code === "store/occupied") process.stderr.write(help);
  process.exitCode = 1;
}
