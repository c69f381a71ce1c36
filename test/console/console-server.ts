import http from "node:http";
import express from "express";
import { makeConsole, type ConsoleParts } from "../../src/console/console.ts";
import { firstLink, openSeal } from "../../src/console/first-link.ts";
import { codeAt, stepOf } from "../../src/console/one-time-codes.ts";
import { makePasswords } from "../../src/console/passwords.ts";
import { hashOf, newWord } from "../../src/console/seal.ts";
import { changeTeam, loadTeam } from "../../src/console/team.ts";
import type { Act } from "../../src/core/consultants/acts.ts";
import type { Role } from "../../src/core/consultants/roles.ts";
import type { Account } from "../../src/core/consultants/team.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { keepLog, theBook } from "../world.ts";

/** A password that nobody guesses, in these tests. */
export const goodPassword = "trois chevres au soleil";
export const start = Date.UTC(2026, 10, 25, 10);
const cheap = { n: 4, r: 1, p: 1 };

export interface ConsoleServer {
  readonly store: Store;
  readonly origin: string;
  readonly lines: readonly string[];
  /** How often a password was worked on. */
  readonly derived: () => number;
  wait(ms: number): void;
  now(): number;
  /** Somebody in the team, without going through the door. */
  add(role: Role, name?: string): Promise<Account>;
  /** A browser that is signed in as somebody. */
  enter(account: Account): Promise<Browser>;
  close(): Promise<void>;
}

/** The console on a server of its own, on an embedded store in memory, or one that is given. */
export async function serveConsole(
  options: Partial<ConsoleParts> & { readonly store?: Store; readonly trustProxy?: boolean } = {},
): Promise<ConsoleServer> {
  const store = options.store ?? (await openSqliteStore({ file: ":memory:" }));
  const { log, lines } = keepLog();
  let now = start;
  let derived = 0;
  const settings = { on: true, key: "a key of the tests, long enough for it", origin: null };
  const passwords = makePasswords({
    cost: cheap,
    derive: async (password, salt) => {
      derived += 1;
      return Buffer.from(hashOf(`${password} ${salt.toString("hex")}`), "base64url");
    },
  });
  const ends = new AbortController();
  const app = express();
  app.set("trust proxy", options.trustProxy === true ? 1 : 0);
  const world = { store, log, clock: () => now, book: await theBook(), channels: new Map() };
  app.use("/console", makeConsole({ world, settings, passwords, ends: ends.signal, ...options }));
  const server = http.createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  let made = 0;
  const self: ConsoleServer = {
    store,
    origin,
    lines,
    derived: () => derived,
    now: () => now,
    wait: (ms) => {
      now += ms;
    },
    async add(role, name = `Personne ${(made += 1)}`) {
      return await addMember(store, now, role, name, await passwords.hash(goodPassword));
    },
    enter: (account) => enterAs({ store, now, origin, key: settings.key }, account),
    async close() {
      ends.abort();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      if (options.store === undefined) await store.close();
    },
  };
  return self;
}

/** Somebody in the team, without going through the door. */
export async function addMember(
  store: Store,
  now: number,
  role: Role,
  name: string,
  password = "no password opens this",
  profile: Partial<Pick<Account, "languages" | "skills">> = {},
): Promise<Account> {
  const hash = newWord();
  const id = `k${newWord()
    .slice(0, 8)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, "x")}`;
  await changeTeam(store, { kind: "invite", id, hash, role, by: "command", account: null }, now);
  const session = { hash: newWord(), device: "" };
  const told = { name, languages: ["fr" as const], skills: {}, ...profile };
  await changeTeam(store, { kind: "join", hash, id, profile: told, password, session }, now);
  await changeTeam(store, { kind: "sign-out", session: session.hash }, now);
  const account = (await loadTeam(store)).accounts[id];
  if (account === undefined) throw new Error(`${name} did not get in`);
  return account;
}

/** A browser that is signed in as somebody. */
export async function enterAs(
  { store, now, origin, key }: { store: Store; now: number; origin: string; key: string | null },
  account: Account,
): Promise<Browser> {
  const word = newWord();
  const kept = (await loadTeam(store)).accounts[account.id];
  const session = { hash: hashOf(word), device: "" };
  await changeTeam(
    store,
    {
      kind: "sign-in",
      account: account.id,
      session,
      checked: kept?.password ?? "",
      password: null,
      replaces: null,
    },
    now,
  );
  const next = session.hash;
  if (kept?.role === "coordinator" && kept.code === null) {
    const seal = await openSeal(store, { key });
    const sealed = seal.close(testSecret, `code of ${account.id}`);
    const act = { kind: "code", session: next, next, sealed, step: 0, recovery: [] } satisfies Act;
    await changeTeam(store, act, now);
  } else if (kept?.code !== null) {
    const step = (kept?.code?.last ?? 0) + 1;
    await changeTeam(store, { kind: "prove-code", session: next, next, step }, now);
  }
  const browser = openBrowser(origin);
  browser.cookies.set("rafiq", word);
  return browser;
}

export const testSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

export function testCode(now: number): string {
  return codeAt(testSecret, stepOf(now));
}

export async function linkFor(server: ConsoleServer): Promise<string> {
  const settings = { on: true, key: "a key of the tests, long enough for it", origin: null };
  return (await firstLink(server.store, settings, server.origin, server.now())) ?? "";
}

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly headers: Headers;
}

/** A browser without a screen: it keeps cookies and sends forms with what they hide. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Page>;
  /** Sends a form with the token of this browser's last page. */
  post(path: string, fields: Fields, headers?: Readonly<Record<string, string>>): Promise<Page>;
}
export type Fields = Readonly<Record<string, string>>;

export function openBrowser(origin: string): Browser {
  const cookies = new Map<string, string>();
  let token = "";
  const ask = async (path: string, init: RequestInit): Promise<Page> => {
    const url = path.startsWith("http") ? path : `${origin}/console${path === "/" ? "" : path}`;
    const headers = new Headers(init.headers);
    if (cookies.size > 0)
      headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const answer = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await answer.text();
    token = /name="token"\s+value="([^"]*)"/u.exec(text)?.[1] ?? token;
    const location = answer.headers.get("location");
    return { status: answer.status, text, location, headers: answer.headers };
  };
  return {
    cookies,
    get: (path, headers = {}) => ask(path, { headers }),
    async post(path, fields, headers = {}) {
      if (token === "") await ask("/sign-in", {});
      const body = new URLSearchParams({ token, ...fields });
      return await ask(path, {
        method: "POST",
        body,
        headers: { "Sec-Fetch-Site": "same-origin", ...headers },
      });
    },
  };
}
