import type { Request, Response } from "express";
import { isAlive } from "../core/consultants/team.ts";
import { readCookie, writeCookie } from "./cookies.ts";
import { deviceOf } from "./device.ts";
import { nothingLeft } from "./headers.ts";
import { renderPage, to } from "./page.ts";
import { hashOf, newWord } from "./seal.ts";
import { loadTeam } from "./team.ts";
import type { Answer, OwnSession, Tools, Visit } from "./visit.ts";
import { consoleLanguages, consoleWords, speak, type ConsoleLanguage } from "./words.ts";

export function isSecure(request: Request): boolean {
  return request.secure;
}

/** Who comes, with what; and the cookies to set before anything is answered. */
export async function openVisit(
  tools: Tools,
  request: Request,
): Promise<{ readonly visit: Visit; readonly cookies: readonly string[] }> {
  const { store, clock } = tools.world;
  const now = clock();
  const secure = isSecure(request);
  const { cookie } = request.headers;
  const team = await loadTeam(store);
  const word = readCookie(cookie, "session", secure);
  const session = word === null ? null : sessionIn(team, hashOf(word), now);
  const account = session === null ? null : (team.accounts[session.account] ?? null);
  const language = languageIn(readCookie(cookie, "language", secure));
  const cookies: string[] = [];
  let door = readCookie(cookie, "door", secure);
  if (door === null) {
    door = newWord();
    cookies.push(writeCookie("door", door, secure));
  }
  const url = new URL(request.originalUrl, "http://console");
  const body: unknown = request.body;
  const isPost = request.method === "POST";
  return {
    cookies,
    visit: {
      tools,
      now,
      language,
      words: speak(consoleWords, language),
      method: isPost ? "post" : "get",
      isRefresh: request.get("x-refresh") === "news",
      path: url.pathname,
      params: Object.fromEntries(
        Object.entries(request.params).map(([name, value]) => [name, String(value)]),
      ),
      query: url.searchParams,
      form: new URLSearchParams(isPost && typeof body === "string" ? body : ""),
      team,
      me: session?.proven === true && account?.revoked === null ? account : null,
      session: account?.revoked === null ? session : null,
      // The same through a session's changes of id: a page that brings the new one can be used at once.
      token: tools.seal.mark(
        "form",
        session === null ? `door ${door}` : `session ${session.account} ${session.since}`,
      ),
      address: request.ip ?? "",
      device: deviceOf(request.get("user-agent") ?? ""),
      origin: tools.settings.origin ?? `${request.protocol}://${request.host}`,
    },
  };
}

function sessionIn(team: Visit["team"], hash: string, now: number): OwnSession | null {
  const session = team.sessions[hash];
  return session === undefined || !isAlive(session, now) ? null : { ...session, hash };
}

function languageIn(kept: string | null): ConsoleLanguage {
  return consoleLanguages.find((one) => one === kept) ?? "fr";
}

/** Answers; a stream is opened elsewhere. */
export function send(
  visit: Visit,
  answer: Exclude<Answer, { kind: "stream" | "missing" }>,
  request: Request,
  response: Response,
): void {
  const secure = isSecure(request);
  if ("session" in answer && answer.session !== undefined) {
    response.append("Set-Cookie", writeCookie("session", answer.session, secure));
    if (answer.session === null) response.set("Clear-Site-Data", nothingLeft);
  }
  switch (answer.kind) {
    case "page":
      return sendPage(visit, answer, response);
    case "go": {
      const [path = "/", query = ""] = answer.to.split("?", 2);
      const asked = new URLSearchParams(query);
      if (answer.say !== undefined) asked.set("say", answer.say);
      const tail = asked.size > 0 ? `?${asked.toString()}` : "";
      return response.redirect(303, `${to(path)}${tail}`);
    }
    case "file": {
      // A name of ours: letters, digits and dashes.
      response.attachment(answer.name);
      return void response.type(`${answer.type}; charset=utf-8`).send(answer.text);
    }
    case "nothing":
      return void response.status(204).end();
    case "language":
      response.append("Set-Cookie", writeCookie("language", answer.language, secure));
      return response.redirect(303, answer.to);
  }
}

export function sendPage(
  visit: Visit,
  { status, title, main }: Extract<Answer, { kind: "page" }>,
  response: Response,
): void {
  response
    .status(status)
    .type("html")
    .send(renderPage(visit, title, main));
}
