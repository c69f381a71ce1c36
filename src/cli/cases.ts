import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { stderr, stdout } from "node:process";
import { parseArgs } from "node:util";
import { closingCodes, closingSchema } from "../core/cases/closing.ts";
import { deskOwner } from "../core/cases/number.ts";
import type { Instant } from "../core/instant.ts";
import type { Store } from "../store/store.ts";
import { describe, findCase, listOpen, loadDesk } from "./cases/look.ts";
import { readRota } from "./cases/read-rota.ts";
import { idOf, newcomerTo, tell, type Told } from "./cases/tell.ts";
import { endWith, onStore } from "./on-store.ts";

const help = `npm run -s cases                             the open requests for a student, late ones first
npm run -s cases -- show ID                  one request: its summary and what was written
npm run -s cases -- take ID --as NAME        NAME answers from now on, and the assistant is silent
npm run -s cases -- say ID "text"            what the person reads, word for word
npm run -s cases -- close ID CODE "line"     hands the conversation back; the person reads the line
npm run -s cases -- give-back ID "note"      back to the team, with a note for it
npm run -s cases -- rota FILE.yaml           who answers, and when
npm run -s cases -- mode normal | reduced | closed --until 2027-01-18
ID is the number, such as K7Q-2MX. CODE: ${closingCodes.join(", ")}.
--as NAME says who, when several have it; --next "line" is asked about after two weeks; --to NAME
names the other organization of a referred case. What is told is played as soon as the bot runs.
With the embedded store, stop the bot first: one process only may open it.
`;

/** What the command works with, besides the store. */
export interface Hands {
  readonly now: Instant;
  /** A word that was never given before: the same command twice does nothing twice. */
  readonly newId: () => string;
  readonly file: (path: string) => Promise<string>;
}

export interface Said {
  readonly text: string;
  /** 2 when it was typed wrong, 1 when it cannot be done. */
  readonly code: 0 | 1 | 2;
}

interface Wish {
  readonly what: string;
  readonly rest: readonly string[];
  readonly options: {
    readonly as?: string | undefined;
    readonly next?: string | undefined;
    readonly to?: string | undefined;
    readonly until?: string | undefined;
  };
}

/** What students and coordinators do without the console. */
export async function runCases(store: Store, args: readonly string[], hands: Hands): Promise<Said> {
  const wish = readWish(args);
  if (wish === null) return { text: help, code: 2 };
  const { what, rest } = wish;
  if (what === "list") return done(listOpen(await loadDesk(store), hands.now));
  if (what === "rota") return setRota(store, rest[0] ?? "", hands);
  if (what === "mode") return setMode(store, wish, hands);
  const found = await findCase(store, rest[0] ?? "");
  if (found === null) return failed(`there is no request ${rest[0]}: npm run -s cases`);
  const { id, file } = found;
  if (what === "show") return done(await describe(store, id, file));
  if (what === "take") return take(store, id, wish.options.as ?? "", hands);
  const who = whoActs(file.holders, wish.options.as);
  if (who === null) return failed("nobody has it, or several have: take it, or say --as NAME");
  return actOn(store, found, who, wish, hands);
}

function done(text: string): Said {
  return { text, code: 0 };
}

function failed(text: string): Said {
  return { text: `${text}\n`, code: 1 };
}

/** How many words follow each command. */
const takes: Readonly<Record<string, number>> = {
  list: 0,
  show: 1,
  take: 1,
  say: 2,
  close: 3,
  "give-back": 2,
  rota: 1,
  mode: 1,
};

function readWish(args: readonly string[]): Wish | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        as: { type: "string" },
        next: { type: "string" },
        to: { type: "string" },
        until: { type: "string" },
      },
    });
    const [what = "list", ...rest] = positionals;
    if (takes[what] !== rest.length || rest.includes("")) return null;
    if (what === "take" && idOf(values.as ?? "") === "") return null;
    return { what, rest, options: values };
  } catch {
    return null;
  }
}

async function send(store: Store, told: readonly Told[], { now }: Hands, text: string) {
  const isTaken = await tell(store, told, now);
  return isTaken
    ? done(`${text}\n`)
    : failed("too much waits already: let the bot run, then again");
}

async function setRota(store: Store, path: string, hands: Hands): Promise<Said> {
  const rota = readRota(await hands.file(path));
  if (typeof rota === "string") return failed(`${path}: ${rota}`);
  const body: Told["body"] = {
    kind: "rota",
    command: hands.newId(),
    consultants: [...rota.consultants],
    duty: [...rota.duty],
  };
  const told = [{ to: deskOwner, from: coordinator, body }];
  return send(store, told, hands, `${rota.consultants.length} people in the rota.`);
}

const coordinator = "coordinator:command";

async function setMode(store: Store, { rest, options }: Wish, hands: Hands): Promise<Said> {
  const [kind] = rest;
  const command = hands.newId();
  if (kind === "normal" || kind === "reduced") {
    const body = { kind: "mode", command, mode: { kind } } as const;
    return send(store, [{ to: deskOwner, from: coordinator, body }], hands, `The mode is ${kind}.`);
  }
  const until = /^\d{4}-\d\d-\d\d$/u.test(options.until ?? "") ? options.until : undefined;
  const returns = Date.parse(`${until}T09:00:00+00:00`);
  if (kind !== "closed" || Number.isNaN(returns)) return { text: help, code: 2 };
  if (returns <= hands.now) return failed(`${until} is past`);
  const body = { kind: "mode", command, mode: { kind, returns } } as const;
  const told = [{ to: deskOwner, from: coordinator, body }];
  return send(store, told, hands, `The team is away until ${until}.`);
}

/** Whoever does not stand in the rota is entered into it first. */
async function take(store: Store, id: string, typed: string, hands: Hands): Promise<Said> {
  const desk = await loadDesk(store);
  const newcomer = newcomerTo(desk, typed);
  const told: Told[] = [];
  if (newcomer !== null) {
    const consultants = [...desk.consultants, newcomer];
    const body: Told["body"] = {
      kind: "rota",
      command: hands.newId(),
      consultants,
      duty: [...desk.duty],
    };
    told.push({ to: deskOwner, from: coordinator, body });
  }
  const from = `consultant:${idOf(typed)}`;
  told.push({ to: deskOwner, from, body: { kind: "claim", command: hands.newId(), case: id } });
  const both =
    (desk.rows[id]?.seats ?? 1) > 1 ? " Money and law take two people: another one too." : "";
  return send(store, told, hands, `${typed} takes it.${both}`);
}

function whoActs(
  holders: readonly { readonly id: string }[],
  as: string | undefined,
): string | null {
  if (as !== undefined) return idOf(as);
  const [only, ...others] = holders;
  return only === undefined || others.length > 0 ? null : only.id;
}

async function actOn(
  store: Store,
  { id, file }: NonNullable<Awaited<ReturnType<typeof findCase>>>,
  who: string,
  { what, rest, options }: Wish,
  hands: Hands,
): Promise<Said> {
  const command = hands.newId();
  const { language } = file.need;
  const post = (body: Told["body"], text: string): Promise<Said> =>
    send(store, [{ to: id, from: `consultant:${who}`, body }], hands, text);
  const [, word = "", line = ""] = rest;
  if (what === "say") {
    return post({ kind: "say", command, text: word, language, assisted: false }, "Sent.");
  }
  if (what === "give-back") return post({ kind: "give-back", command, note: word }, "Given back.");
  const closing = closingSchema.safeParse({
    code: word,
    done: line,
    next: options.next ?? null,
    summary: [line],
    language,
    referredTo: options.to ?? null,
  });
  if (!closing.success) {
    const [issue] = closing.error.issues;
    return failed(`${issue?.path.join(".") ?? "it"}: ${issue?.message ?? "is wrong"}`);
  }
  return post({ kind: "close", command, closing: closing.data }, "Closed.");
}

async function main(): Promise<number> {
  const { text, code } = await onStore((store) =>
    runCases(store, process.argv.slice(2), {
      now: Date.now(),
      newId: () => randomBytes(9).toString("hex"),
      file: (path) => readFile(path, "utf8"),
    }),
  ).catch((error: unknown) => {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "ENOENT") throw error;
    return { text: "there is no such file\n", code: 1 };
  });
  (code === 0 ? stdout : stderr).write(text);
  return code;
}

if (import.meta.main) await endWith(main, help);
