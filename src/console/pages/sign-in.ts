import { foldName } from "../../core/consultants/name.ts";
import { membersOf, type Account } from "../../core/consultants/team.ts";
import { second } from "../../core/instant.ts";
import { recordDeed } from "../deeds.ts";
import { html } from "../html.ts";
import { matchStep, plainRecoveryCode } from "../one-time-codes.ts";
import { alert, button, field, form } from "../page.ts";
import { everyone, type Route } from "../routes.ts";
import { hashOf, newWord } from "../seal.ts";
import { changeTeam, countAttempt, forgiveAttempt } from "../team.ts";
import { go, page, type Answer, type MemberVisit, type Visit } from "../visit.ts";
import { fill } from "../words.ts";

export const signInRoutes: readonly Route[] = [
  { method: "get", path: "/sign-in", allow: "anyone", answer: showDoor },
  { method: "post", path: "/sign-in", allow: "anyone", answer: signIn },
  { method: "get", path: "/code", allow: "anyone", answer: showCode },
  { method: "post", path: "/code", allow: "anyone", answer: proveCode },
  {
    method: "post",
    path: "/sign-out",
    allow: everyone,
    beforeCode: true,
    act: "own.sign-out",
    answer: signOut,
  },
];

async function showDoor(visit: Visit): Promise<Answer> {
  return visit.me === null ? door(visit, null) : go("/");
}

function door(visit: Visit, trouble: string | null, status = 200): Answer {
  const { words } = visit;
  const fields = html` ${field({ name: "name", label: words.name, value: visit.form.get("name") ?? "", autocomplete: "username" })}
  ${field({ name: "password", label: words.password, type: "password", autocomplete: "current-password" })}
  ${button(words.signIn)}`;
  return page(
    words.signIn,
    html`<div class="narrow">
      ${alert(trouble)} ${form(visit, `/sign-in${nextQuery(visit)}`, fields)}
      <p class="hint">${words.forgotten}</p>
    </div>`,
    status,
  );
}

/**
 * The same answer, the same work and the same count of tries whether there is such a name or not.
 */
async function signIn(visit: Visit): Promise<Answer> {
  const { words, tools, now, team, session } = visit;
  const { store } = tools.world;
  const name = foldName((visit.form.get("name") ?? "").slice(0, 200));
  const password = visit.form.get("password") ?? "";
  const keys = attemptKeys(visit, `name ${name}`);
  const wait = await countAttempt(store, keys, now);
  if (wait > 0) return door(visit, tooSoon(visit, wait), 429);
  const account = membersOf(team).find((one) => foldName(one.name) === name) ?? null;
  const verdict = await tools.passwords.check(password, account?.password ?? null);
  const refuse = async () => {
    await recordDeed(
      store,
      { by: account?.id ?? "-", act: "door.sign-in", on: null, outcome: "refused" },
      now,
    );
    return door(visit, words.wrongDoor, 401);
  };
  if (account === null || verdict === "wrong") return await refuse();
  const word = newWord();
  const opened = await changeTeam(
    store,
    {
      kind: "sign-in",
      account: account.id,
      session: { hash: hashOf(word), device: visit.device },
      checked: account.password,
      password: verdict === "outdated" ? await tools.passwords.hash(password) : null,
      replaces: session?.hash ?? null,
    },
    now,
  );
  if ("refused" in opened) return await refuse();
  await forgiveAttempt(store, keys, now);
  await recordDeed(store, { by: account.id, act: "door.sign-in", on: null, outcome: "done" }, now);
  const there = account.code === null ? nextOf(visit) : `/code${nextQuery(visit)}`;
  return { ...go(there), session: word };
}

async function showCode(visit: Visit): Promise<Answer> {
  const waits = halfIn(visit);
  return waits === null ? go(visit.me === null ? "/sign-in" : "/") : codeDoor(visit, null);
}

function codeDoor(visit: Visit, trouble: string | null, status = 200): Answer {
  const { words } = visit;
  const fields = html` ${field({ name: "code", label: words.code, hint: words.codeHint, autocomplete: "one-time-code" })}
  ${button(words.goOn)}`;
  return page(
    words.codeTitle,
    html`<div class="narrow">
      ${alert(trouble)} ${form(visit, `/code${nextQuery(visit)}`, fields)}
      <p class="hint">${words.codeOrRecovery}</p>
    </div>`,
    status,
  );
}

async function proveCode(visit: Visit): Promise<Answer> {
  const { tools, now, words } = visit;
  const { store } = tools.world;
  const waits = halfIn(visit);
  if (waits === null) return go("/sign-in");
  const { account, session } = waits;
  const keys = attemptKeys(visit, `code ${account.id}`);
  const wait = await countAttempt(store, keys, now);
  if (wait > 0) return codeDoor(visit, tooSoon(visit, wait), 429);
  const word = newWord();
  const next = hashOf(word);
  const typed = digitsIn(visit.form.get("code") ?? "");
  const secret = tools.seal.open(account.code?.sealed ?? "", codeAbout(account.id));
  const step = secret === null ? null : matchStep(secret, typed.replaceAll(/\s/gu, ""), now);
  const act =
    step === null
      ? ({ kind: "prove-recovery", session, next, code: recoveryMark(visit, typed) } as const)
      : ({ kind: "prove-code", session, next, step } as const);
  const proven = await changeTeam(store, act, now);
  const outcome = "refused" in proven ? "refused" : "done";
  const what = act.kind === "prove-code" ? "door.code" : "door.recovery-code";
  await recordDeed(store, { by: account.id, act: what, on: null, outcome }, now);
  if (outcome === "refused") return codeDoor(visit, words.wrongCode, 401);
  await forgiveAttempt(store, keys, now);
  return { ...go(nextOf(visit)), session: word };
}

/** Somebody between password and code. */
function halfIn({ session, team, me }: Visit): { account: Account; session: string } | null {
  const account = session === null ? undefined : team.accounts[session.account];
  if (me !== null || session === null || account === undefined) return null;
  return { account, session: session.hash };
}

async function signOut({ session, tools, now }: MemberVisit): Promise<Answer> {
  await changeTeam(tools.world.store, { kind: "sign-out", session: session.hash }, now);
  return { ...go("/sign-in", "signedOut"), session: null };
}

/** What the second factor's secret is sealed for. */
export function codeAbout(account: string): string {
  return `code of ${account}`;
}

/** How a recovery code is kept. */
export function recoveryMark({ tools }: Pick<Visit, "tools">, code: string): string {
  return tools.seal.mark("recovery code", plainRecoveryCode(code));
}

/** Under what a try is counted: a hash of what is tried, and one of the place it comes from. */
export function attemptKeys({ tools, address }: Visit, what: string): readonly string[] {
  // A household of IPv6 has a whole network of addresses.
  const place =
    address.includes(":") && !address.includes(".")
      ? address.split(":").slice(0, 4).join(":")
      : address;
  const mark = (text: string) => tools.seal.mark("attempt", text).slice(0, 22);
  return [`n${mark(what)}`, `a${mark(`address ${place}`)}`];
}

export function tooSoon({ words }: Visit, wait: number): string {
  return fill(words.tooSoon, { seconds: Math.ceil(wait / second) });
}

/** Digits of the Arabic keyboard count like ours. */
export function digitsIn(text: string): string {
  return text
    .slice(0, 100)
    .replaceAll(/[٠-٩]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x660))
    .trim();
}

function nextOf({ query }: Visit): string {
  const next = query.get("next") ?? "";
  return /^\/console\/[\w/-]{1,200}$/u.test(next) && !next.includes("//")
    ? next.slice("/console".length)
    : "/";
}

function nextQuery(visit: Visit): string {
  const next = nextOf(visit);
  return next === "/" ? "" : `?next=${encodeURIComponent(`/console${next}`)}`;
}
