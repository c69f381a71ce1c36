import { randomBytes } from "node:crypto";
import { stderr, stdout } from "node:process";
import { parseArgs } from "node:util";
import { enroll } from "../console/cases/enroll.ts";
import { recordDeed } from "../console/deeds.ts";
import { linkOf } from "../console/first-link.ts";
import { hashOf, newWord } from "../console/seal.ts";
import { changeTeam, loadTeam } from "../console/team.ts";
import type { Act } from "../core/consultants/acts.ts";
import { roles } from "../core/consultants/roles.ts";
import { membersOf } from "../core/consultants/team.ts";
import type { Store } from "../store/store.ts";
import { endWith, onStore } from "./on-store.ts";

const help = `npm run -s consultants                          who may enter the console: id, role, name
npm run -s consultants -- invite --role ROLE    a link for one person: ${roles.join(", ")}
npm run -s consultants -- reset ID              a link for a new password; the second factor is set up anew
npm run -s consultants -- revoke ID             ends their access and all their sessions at once
With --base URL links begin otherwise than http://localhost:3000. A link works once, for 7 days.
With the embedded store, stop the bot first: one process only may open it.
`;

interface Wish {
  readonly what: string;
  readonly id: string;
  readonly role: string | undefined;
  readonly base: string;
}

/** Lets people into the console, and out of it. */
export async function runConsultants(
  store: Store,
  args: readonly string[],
  now: number,
): Promise<{ readonly text: string; readonly code: number }> {
  const wish = readWish(args);
  if (wish === null) return { text: help, code: 2 };
  const { what, id } = wish;
  if (what === "list") return { text: await list(store), code: 0 };
  if (what === "revoke") {
    const done = await change(store, { kind: "revoke", account: id }, "people.revoke", id, now);
    if (done !== null) return done;
    // What they held goes to others as soon as the bot runs.
    await enroll({ tools: { world: { store }, wake: () => undefined }, now });
    return { text: `${id} is out.\n`, code: 0 };
  }
  const role = roles.find((one) => one === wish.role);
  if (what === "invite" && role === undefined) return { text: help, code: 2 };
  const word = newWord();
  const account = what === "reset" ? id : null;
  const act: Act = {
    kind: "invite",
    id: `i${randomBytes(5).toString("hex")}`,
    hash: hashOf(word),
    role: role ?? "reader",
    by: "command",
    account,
  };
  const name = what === "reset" ? "people.reset" : "people.invite";
  const refused = await change(store, act, name, account ?? role ?? "", now);
  return refused ?? { text: `${linkOf(wish.base, word)}\n`, code: 0 };
}

function readWish(args: readonly string[]): Wish | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { role: { type: "string" }, base: { type: "string" } },
    });
    const [what = "list", id = "", ...rest] = positionals;
    const isKnown = ["list", "invite", "reset", "revoke"].includes(what) && rest.length === 0;
    const needsId = what === "reset" || what === "revoke";
    const base = new URL(values.base ?? "http://localhost:3000").origin;
    return isKnown && needsId === (id !== "") ? { what, id, role: values.role, base } : null;
  } catch {
    return null;
  }
}

async function list(store: Store): Promise<string> {
  const team = await loadTeam(store);
  const members = membersOf(team).map(({ id, role, name }) => `${id}\t${role}\t${name}\n`);
  const invited = team.invitations.map(
    ({ id, role, until, account }) =>
      `${id}\tinvited as ${account ?? role}, until ${new Date(until).toISOString()}\n`,
  );
  return [...members, ...invited].join("") || "Nobody yet.\n";
}

/** Null when it is done; else what to say. */
async function change(store: Store, act: Act, name: string, on: string, now: number) {
  const deed = { by: "command", act: name, on };
  await recordDeed(store, { ...deed, outcome: "tried" }, now);
  const changed = await changeTeam(store, act, now);
  const outcome = "refused" in changed ? "refused" : "done";
  await recordDeed(store, { ...deed, outcome }, now);
  if (!("refused" in changed)) return null;
  const text =
    changed.refused === "last-coordinator"
      ? "That is the last coordinator: invite another one first.\n"
      : `There is no account ${on}.\n`;
  return { text, code: 1 };
}

async function main(): Promise<number> {
  const { text, code } = await onStore((store) =>
    runConsultants(store, process.argv.slice(2), Date.now()),
  );
  (code === 2 ? stderr : stdout).write(text);
  return code;
}

if (import.meta.main) await endWith(main, help);
