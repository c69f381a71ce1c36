import express, { type RequestHandler, type Router } from "express";
import { html, textOf, type Html } from "../console/html.ts";
import { exportStands, fileTicket, readExportLink } from "../core/engine/export-link.ts";
import { blankState, type State } from "../core/engine/state.ts";
import type { Json } from "../core/json.ts";
import { isRightToLeft, type Language } from "../core/language/languages.ts";
import { render } from "../core/language/sentences.ts";
import { copyOfPerson } from "../runtime/copy-of-person.ts";
import { signWith } from "../runtime/sign.ts";
import type { Log, World } from "../runtime/world.ts";
import { limitRequests } from "./limits.ts";

type ExportWorld = Pick<World, "store" | "book" | "clock" | "secret">;

/** Far more than a person needs. */
const triesPerMinute = 30;

/** A turn that is played meanwhile makes us look again; so often in a row it cannot happen. */
const mostTries = 20;

/**
 * What is kept of a person, by the link they asked for: `/export/<token>`. Looking at the page opens
 * nothing, since programs that show a preview of a link look too; its button does, once. Whoever
 * pressed it takes the files from the page they got.
 */
export function exportPages(world: ExportWorld, log: Log): Router {
  const pages = express.Router();
  for (const limit of limitRequests(triesPerMinute, log)) pages.use(limit);
  pages.use((_request, response, next) => {
    response.set(headers);
    next();
  });
  pages.get("/style.css", (_request, response) => {
    response.type("text/css").send(style);
  });
  pages.get("/:token", askBefore(world));
  const form = express.urlencoded({ extended: false, limit: "4kb", parameterLimit: 5 });
  pages.post("/:token", form, giveCopy(world));
  return pages;
}

/** The page with the button: for anybody who looks, as often as they like. */
function askBefore(world: ExportWorld): RequestHandler<{ token: string }> {
  return async (request, response) => {
    const found = await find(world, request.params["token"]);
    if (found === null || found.stands !== "new")
      return void response.status(404).send(gone(world));
    response.send(askPage(world, found.state.language, request.params["token"]));
  };
}

/** The button, and the files of the page behind it. */
function giveCopy(world: ExportWorld): RequestHandler<{ token: string }> {
  return async (request, response) => {
    const token = request.params["token"];
    // Parsed by express from a form; anything may stand in it.
    const form = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    const found = "ticket" in form ? await find(world, token) : await open(world, token);
    const link = readExportLink(token);
    if (found === null || link === null || found.stands !== "open")
      return void response.status(404).send(gone(world));
    const exported = found.state.exported;
    const ticket =
      exported === null ? "" : fileTicket(exported, link.secret, signWith(world.secret));
    if ("ticket" in form && form["ticket"] !== ticket)
      return void response.status(404).send(gone(world));
    const copy = await copyOfPerson(world, link.owner);
    if (copy === null) return void response.status(404).send(gone(world));
    if (form["file"] === "json") {
      response.set("Content-Disposition", 'attachment; filename="rafiq.json"');
      return void response.type("application/json").send(JSON.stringify(copy.json, null, 2));
    }
    if (form["file"] === "text") {
      response.set("Content-Disposition", 'attachment; filename="rafiq.txt"');
      return void response.type("text/plain").send(copy.text);
    }
    response.send(openPage(world, found.state.language, token, ticket, copy.text));
  };
}

interface Found {
  readonly state: State;
  readonly turn: number;
  readonly stands: "new" | "open" | "gone";
}

async function find(world: ExportWorld, token: string): Promise<Found | null> {
  const link = readExportLink(token);
  const kept = link === null ? null : await world.store.stateOf(link.owner);
  if (link === null || kept === null || kept.state === null) return null;
  // Written by the engine alone.
  const state: State = { ...blankState, ...(kept.state as unknown as State) };
  const stands = exportStands(state.exported, link.secret, signWith(world.secret), world.clock());
  return { state, turn: kept.turn, stands };
}

/** Uses the link up, in the contact's own state: of two at once one has it. */
async function open(world: ExportWorld, token: string): Promise<Found | null> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await find(world, token);
    if (found === null || found.stands !== "new" || found.state.exported === null) return null;
    const now = world.clock();
    const state = { ...found.state, exported: { ...found.state.exported, opened: now } };
    const outcome = await world.store.commit({
      owner: readExportLink(token)?.owner ?? "",
      // No claim: the turn number alone makes it safe.
      lease: "",
      turn: found.turn,
      state: state as unknown as Json,
      consumed: [],
      dead: [],
      outbox: [],
      timers: [],
      cancelled: [],
      posts: [],
      journal: [],
      now,
    });
    if (outcome === "committed") return { state, turn: found.turn + 1, stands: "open" };
  }
  return null;
}

function askPage(world: ExportWorld, language: Language, token: string): string {
  const say = sayIn(world, language);
  return page(language, say("title-page"), [
    html`<p>${say("about")}</p>
      <form method="post" action="${`/export/${token}`}">
        <button>${say("button")}</button>
      </form>`,
  ]);
}

function openPage(
  world: ExportWorld,
  language: Language,
  token: string,
  ticket: string,
  text: string,
): string {
  const say = sayIn(world, language);
  const file = (kind: "json" | "text"): Html =>
    html`<form method="post" action="${`/export/${token}`}">
      <input type="hidden" name="ticket" value="${ticket}" />
      <button name="file" value="${kind}">${say(kind)}</button>
    </form>`;
  return page(language, say("title-page"), [
    html`<p>${say("opened")}</p>
      ${file("text")} ${file("json")}
      <pre dir="auto">${text}</pre>`,
  ]);
}

/** It may be anybody's: in every language. */
function gone(world: ExportWorld): string {
  const { languages } = world.book;
  return page(
    "fr",
    "Rafiq",
    languages.map(
      (language) =>
        html`<p lang="${language}" dir="${directionOf(language)}">
          ${sayIn(world, language)("gone")}
        </p>`,
    ),
  );
}

function sayIn({ book }: ExportWorld, language: Language): (name: string) => string {
  return (name) => render(book.sentences, { say: `data.copy.${name}` }, language);
}

function directionOf(language: Language): "rtl" | "ltr" {
  return isRightToLeft(language) ? "rtl" : "ltr";
}

function page(language: Language, title: string, main: readonly Html[]): string {
  return `<!doctype html>${textOf(html`<html lang="${language}" dir="${directionOf(language)}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>${title}</title>
      <link rel="stylesheet" href="/export/style.css" />
    </head>
    <body>
      <main>
        <h1>${title}</h1>
        ${main}
      </main>
    </body>
  </html>`)}`;
}

const headers = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex, noarchive",
};

const style = `body{margin:0;background:#f5f6f2;color:#18262b;font:1.05rem/1.6 system-ui,"Noto Sans Arabic","Noto Sans",sans-serif}
main{max-width:38rem;margin:0 auto;padding:1.25rem}
h1{font-size:1.4rem}
button{min-height:48px;margin:.25rem 0;padding:.6rem 1.2rem;border:0;border-radius:12px;background:#0b5d57;color:#fff;font:inherit;font-weight:600}
button:focus-visible{outline:3px solid #b47a12;outline-offset:2px}
pre{padding:1rem;border:1px solid #d5dbd8;border-radius:12px;background:#fff;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;font-size:.95rem}
`;
