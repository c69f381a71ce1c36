import express, { type RequestHandler, type Router } from "express";
import { z } from "zod";
import { html, textOf, type Html, type Shown } from "../console/html.ts";
import type { Flowbook } from "../core/engine/book.ts";
import { dayOf } from "../core/engine/actions/shown-result.ts";
import { printable } from "../core/documents/printable.ts";
import {
  certificateOwner,
  readCode,
  readIssued,
  type Issued,
} from "../core/engine/owners/certificates.ts";
import { languages, isRightToLeft, type Language } from "../core/language/languages.ts";
import { render, type Args } from "../core/language/sentences.ts";
import { certificateCode } from "../core/webinar/certificate.ts";
import { startOf } from "../core/webinar/plan.ts";
import type { Log, World } from "../runtime/world.ts";
import { signWith } from "../runtime/sign.ts";
import { limitRequests } from "./limits.ts";

/** Far more than a person types, and too few to guess a code: 40 bits each. */
const checksPerMinute = 30;

type VerifyWorld = Pick<World, "store" | "secret"> & { readonly book: Pick<Flowbook, "sentences"> };

/**
 * Whether a certificate is one of ours: `/verify/7F3A-91C0-2B`. It tells the webinar, never a name: a
 * name that is typed is compared by making the code again, and kept nowhere.
 */
export function verifyPages(world: VerifyWorld, log: Log): Router {
  const pages = express.Router();
  for (const limit of limitRequests(checksPerMinute, log)) pages.use(limit);
  pages.use((_request, response, next) => {
    response.set({
      "Content-Security-Policy":
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
      "X-Robots-Tag": "noindex",
      Vary: "Accept-Language",
    });
    next();
  });
  pages.get("/style.css", (_request, response) => {
    response.type("text/css").send(style);
  });
  pages.get("/", (request, response) => {
    const language = languageOf(request.query["lang"], request.headers["accept-language"]);
    const typed = request.query["code"];
    const code = typeof typed === "string" ? typed.trim().slice(0, 40) : "";
    if (code === "") return void response.send(page(world, language, askCode(world, language, "")));
    response.redirect(303, `/verify/${encodeURIComponent(code)}?lang=${language}`);
  });
  pages.get("/:code", shown(world));
  const form = express.urlencoded({ extended: false, limit: "4kb", parameterLimit: 5 });
  pages.post("/:code", form, compared(world));
  return pages;
}

type CodeHandler = RequestHandler<{ readonly code: string }>;

/** What a code stands for. */
function shown(world: VerifyWorld): CodeHandler {
  return async ({ params: { code }, query, headers }, response) => {
    const language = languageOf(query["lang"], headers["accept-language"]);
    const found = await issuedOf(world, code);
    if (found === null) return void response.status(404).send(unknown(world, language, code));
    response.send(known(world, language, found, null));
  };
}

/** Whether a name that is typed is the one it was made for. */
function compared(world: VerifyWorld): CodeHandler {
  return async ({ params: { code }, body, headers }, response) => {
    const { name = "", lang } = nameForm.parse(body);
    const language = languageOf(lang, headers["accept-language"]);
    const found = await issuedOf(world, code);
    if (found === null) return void response.status(404).send(unknown(world, language, code));
    const { webinar } = found.issued;
    const again = certificateCode(webinar, printable(name), signWith(world.secret));
    response.send(known(world, language, found, again === found.code));
  };
}

/** Whatever is posted: what is no short text counts as absent. */
const nameForm = z
  .object({
    name: z.string().max(400).optional().catch(undefined),
    lang: z.string().max(10).optional().catch(undefined),
  })
  .catch({});

interface Found {
  readonly code: string;
  readonly issued: Issued;
}

async function issuedOf(world: VerifyWorld, written: string | undefined): Promise<Found | null> {
  const code = readCode(written ?? "");
  if (code === null) return null;
  const kept = await world.store.stateOf(certificateOwner(code));
  const issued = readIssued(kept?.state ?? null);
  return issued === null ? null : { code, issued };
}

/** What was chosen; otherwise the first of the browser's that we speak. */
function languageOf(chosen: unknown, accepted = ""): Language {
  const wanted = [String(chosen), ...accepted.split(",").map((one) => one.split(";")[0] ?? "")];
  for (const one of wanted) {
    const tag = one.trim().toLowerCase();
    const same = languages.find((language) => language.toLowerCase() === tag);
    if (same !== undefined) return same;
    if (tag === "ar-ma") return "ary";
    const base = languages.find((language) => language === tag.split("-")[0]);
    if (base !== undefined) return base;
  }
  return "fr";
}

function tell({ book }: VerifyWorld, language: Language, name: string, args: Args = {}): string {
  return render(book.sentences, { say: `documents.verify.${name}`, with: args }, language);
}

function known(
  world: VerifyWorld,
  language: Language,
  { code, issued: { webinar } }: Found,
  isTheirs: boolean | null,
): string {
  const say = (name: string, args?: Args) => tell(world, language, name, args);
  const told = say("known", {
    title: webinar.title[language],
    day: dayOf(startOf(webinar), language),
    minutes: webinar.minutes,
  });
  const verdict = isTheirs === null ? null : isTheirs ? "same" : "different";
  const main = html`<p class="code" dir="ltr">${code}</p>
    <p>${told}</p>
    ${verdict === null ? null : html`<p class="${verdict}" role="status">${say(verdict)}</p>`}
    <form method="post" action="/verify/${code}">
      <input type="hidden" name="lang" value="${language}" />
      <label
        >${say("name")} <input name="name" dir="auto" required maxlength="300" autocomplete="off"
      /></label>
      <button>${say("check")}</button>
    </form>`;
  return page(world, language, main, `/verify/${code}`);
}

function unknown(world: VerifyWorld, language: Language, written: string | undefined): string {
  const told = html`<p role="status">${tell(world, language, "unknown")}</p>`;
  const again = askCode(world, language, (written ?? "").slice(0, 40));
  return page(world, language, [told, again]);
}

function askCode(world: VerifyWorld, language: Language, code: string): Html {
  return html`<form method="get" action="/verify">
    <input type="hidden" name="lang" value="${language}" />
    <label
      >${tell(world, language, "code")}
      <input name="code" dir="ltr" value="${code}" required maxlength="40" autocomplete="off"
    /></label>
    <button>${tell(world, language, "check")}</button>
  </form>`;
}

const names = {
  fr: "Français",
  ar: "العربية",
  ary: "الدارجة",
  "ary-Latn": "Darija",
  en: "English",
};

/** `here` is where the same is said in other languages. */
function page(world: VerifyWorld, language: Language, main: Shown, here = "/verify"): string {
  const heading = tell(world, language, "heading");
  const dir = isRightToLeft(language) ? "rtl" : "ltr";
  return textOf(html`<!doctype html>
    <html lang="${language}" dir="${dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${heading} · Rafiq</title>
        <link rel="stylesheet" href="/verify/style.css" />
      </head>
      <body>
        <main>
          <h1>${heading}</h1>
          ${main}
        </main>
        <nav>
          ${languages.map((one) => html`<a href="${`${here}?lang=${one}`}" lang="${one}">${names[one]}</a> `)}
        </nav>
      </body>
    </html>`);
}

const style = `
  body { margin: 0; background: #f3f7f9; color: #14303d; font: 18px/1.6 system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif; }
  main { max-width: 34rem; margin: 6vh auto 0; padding: 1.5rem; background: #fff; border-radius: 12px; border-top: 6px solid #0b4f6c; }
  h1 { margin: 0 0 1rem; font-size: 1.4rem; color: #0b4f6c; }
  .code { font-weight: 700; letter-spacing: .06em; text-align: start; }
  .same { padding: .6rem .8rem; border-radius: 8px; background: #e5f3ea; }
  .different { padding: .6rem .8rem; border-radius: 8px; background: #fbeee0; }
  label { display: block; margin: 1rem 0 .6rem; }
  input:not([type=hidden]) { box-sizing: border-box; width: 100%; margin-top: .4rem; padding: .6rem; font: inherit; border: 1px solid #566b76; border-radius: 8px; }
  button { padding: .6rem 1.4rem; font: inherit; color: #fff; background: #0b4f6c; border: 0; border-radius: 8px; }
  nav { max-width: 34rem; margin: 1rem auto; padding: 0 1.5rem; font-size: .9rem; }
  nav a { margin-inline-end: .8rem; color: #0b4f6c; }
`;
