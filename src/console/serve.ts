import type { Request, RequestHandler, Response } from "express";
import { codeFreeFor } from "../core/consultants/roles.ts";
import { Fault, faults } from "../core/fault.ts";
import { minute } from "../core/instant.ts";
import type { Log } from "../runtime/world.ts";
import { admits } from "./admit.ts";
import { recordDeed } from "./deeds.ts";
import { wishesOf } from "./live.ts";
import { alert, to } from "./page.ts";
import { html } from "./html.ts";
import { Busy } from "./passwords.ts";
import { isSecure, openVisit, send, sendPage } from "./receive.ts";
import { judge, type Do, type Look, type Route } from "./routes.ts";
import { hashOf, newWord } from "./seal.ts";
import { changeTeam } from "./team.ts";
import { go, page, type Answer, type MemberVisit, type Tools, type Visit } from "./visit.ts";

/** Opens what all visits share, at the first of them. */
export interface Keeper {
  readonly tools: () => Promise<Tools>;
}

/** What can be sent as it is. */
type Shown = Exclude<Answer, { kind: "missing" }>;

/** Seen is written down so often; more would only be work for the store. */
const seenEvery = minute;

/**
 * One route as express has it: who is it, may they, is the form ours; then it is written down, then
 * done, then shown. Null: there is no such page.
 */
export function serveRoute(keeper: Keeper, route: Route | null): RequestHandler {
  return async (request, response) => {
    const tools = await keeper.tools();
    const { visit, cookies } = await openVisit(tools, request);
    response.append("Set-Cookie", [...cookies]);
    if (!isSecure(request) && !isLocal(request)) {
      const { plainTitle, plain } = visit.words;
      return sendPage(visit, page(plainTitle, html`<p>${plain}</p>`, 403), response);
    }
    const answer = await answerTo(route, visit, request);
    if (answer.kind === "stream") return await stream(visit, answer.topics, request, response);
    send(visit, answer, request, response);
  };
}

async function answerTo(route: Route | null, visit: Visit, request: Request): Promise<Shown> {
  if (visit.method === "post" && !admits(request, visit)) {
    const { strangeTitle, strange } = visit.words;
    visit.tools.world.log.warn("console-strange-form", { path: route?.path ?? null });
    return page(
      strangeTitle,
      html`${alert(strange)}
        <p><a href="${to("/")}">${visit.words.home}</a></p>`,
      403,
    );
  }
  if (route === null) return missing(visit);
  if (route.allow === "anyone") return orMissing(visit, await route.answer(visit));
  const member = memberIn(visit);
  if (member === null) return toTheDoor(visit);
  return await answerMember(route, member);
}

async function answerMember(route: Look | Do, visit: MemberVisit): Promise<Shown> {
  const { words, me, now } = visit;
  const { store } = visit.tools.world;
  const verdict = await judge(route, visit);
  if (verdict !== "allowed") {
    visit.tools.world.log.warn("console-refused", { account: me.id, path: route.path, verdict });
  }
  if (verdict === "missing") return missing(visit);
  if (verdict === "forbidden") {
    return page(words.forbiddenTitle, html`<p>${words.forbidden}</p>`, 403);
  }
  if (isCodeDue(visit) && route.beforeCode !== true) return go("/account/code");
  if (route.method === "get") {
    const renewed = await keepAlive(route, visit);
    const answer = orMissing(visit, await route.answer(visit));
    const isFinal =
      (answer.kind !== "page" && answer.kind !== "go") || answer.session !== undefined;
    return renewed === null || isFinal ? answer : { ...answer, session: renewed };
  }
  if (route.background === true) {
    await keepAlive(route, visit);
    return orMissing(visit, await route.answer(visit));
  }
  const on = route.on === undefined ? (Object.values(visit.params)[0] ?? null) : route.on(visit);
  const deed = { by: me.id, act: route.act, on };
  // Before it is done: whatever happens then, it stands there.
  await recordDeed(store, { ...deed, outcome: "tried" }, now);
  await keepAlive(route, visit);
  const answer = await route.answer(visit);
  const isRefused = answer.kind === "missing" || (answer.kind === "page" && answer.status >= 400);
  const isTold =
    answer.kind === "go" && ["lastCoordinator", "noAccount", "full"].includes(answer.say ?? "");
  await recordDeed(store, { ...deed, outcome: isRefused || isTold ? "refused" : "done" }, now);
  return orMissing(visit, answer);
}

/** Whether their second factor is due, and they have none. */
export function isCodeDue({ me, now }: Pick<MemberVisit, "me" | "now">): boolean {
  return me.code === null && now - me.joined >= codeFreeFor[me.role];
}

/** Notes that they are here. Answers the session's new id when their role changed. */
async function keepAlive(route: Look | Do, visit: MemberVisit): Promise<string | null> {
  const { session, now } = visit;
  const { store } = visit.tools.world;
  if (route.method === "get" && (route.background === true || visit.isRefresh)) return null;
  if (session.stale && route.method === "get") {
    const word = newWord();
    const act = { kind: "renew", session: session.hash, next: hashOf(word) } as const;
    // Another tab may have been first.
    return "team" in (await changeTeam(store, act, now)) ? word : null;
  }
  if (now - session.seen >= seenEvery)
    await changeTeam(store, { kind: "see", session: session.hash }, now);
  return null;
}

function memberIn(visit: Visit): MemberVisit | null {
  const { me, session } = visit;
  return me === null || session === null ? null : { ...visit, me, session };
}

function toTheDoor(visit: Visit): Shown {
  const isHalfIn = visit.session !== null;
  const next = visit.method === "get" && visit.path !== to("/") ? visit.path : null;
  const query = next === null ? "" : `?next=${encodeURIComponent(next)}`;
  if (isHalfIn) return go(`/code${query}`);
  return visit.method === "get" && next === null ? go("/sign-in") : go(`/sign-in${query}`, "ended");
}

function missing({ words }: Visit): Shown {
  return page(
    words.missingTitle,
    html`<p>${words.missing}</p>
      <p><a href="${to("/")}">${words.home}</a></p>`,
    404,
  );
}

function orMissing(visit: Visit, answer: Answer): Shown {
  return answer.kind === "missing" ? missing(visit) : answer;
}

async function stream(
  visit: Visit,
  asked: readonly string[],
  request: Request,
  response: Response,
): Promise<void> {
  const member = memberIn(visit);
  if (member === null) return void response.status(401).end();
  const { live } = visit.tools;
  const wishes: string[] = [];
  for (const wish of wishesOf(asked.join(","), request.get("last-event-id") ?? "")) {
    if (await live.mayFollow(member, wish.split("@")[0] ?? "")) wishes.push(wish);
  }
  // Nothing to follow: a page that asks again would ask in vain.
  if (wishes.length === 0) return void response.status(204).end();
  live.open(member, wishes, response);
}

/** The same host without HTTPS is somebody at this machine. */
function isLocal({ hostname }: Request): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

/** Whatever went wrong, in their language when that can be known, and without what they sent. */
export async function tellTrouble(
  keeper: Keeper,
  log: Log,
  error: unknown,
  request: Request,
  response: Response,
): Promise<void> {
  if (response.headersSent) return void response.destroy();
  const given =
    typeof error === "object" && error !== null && "status" in error ? error.status : 500;
  const isAway = error instanceof Busy || (error instanceof Fault && faults[error.code].retryable);
  const status = isAway ? 503 : typeof given === "number" && given >= 400 ? given : 500;
  const code =
    error instanceof Fault ? error.code : error instanceof Error ? error.name : "unknown";
  if (status >= 500) log.warn("console-failed", { code });
  try {
    const { visit } = await openVisit(await keeper.tools(), request);
    const { words } = visit;
    const title = error instanceof Busy ? words.busyTitle : words.brokenTitle;
    sendPage(visit, page(title, html`<p>${words.broken}</p>`, status), response);
  } catch {
    response.status(503).type("text/plain").send("Réessayez dans une minute. حاولوا بعد دقيقة.");
  }
}
