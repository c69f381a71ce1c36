import { base } from "./first-link.ts";
import { html, said, textOf, type Html, type Shown } from "./html.ts";
import { notices, type Notice, type Visit } from "./visit.ts";
import { consoleLanguages, directionOf } from "./words.ts";

const languageNames = { fr: "Français", ar: "العربية", en: "English" } as const;
const languageSigns = { fr: "FR", ar: "ع", en: "EN" } as const;

/** A path of the console as links have it. */
export function to(path: string): string {
  return `${base}${path === "/" ? "" : path}`;
}

/** A form that does something: it carries what proves that it is ours. */
export function form(visit: Visit, path: string, content: Shown, name = "form"): Html {
  return html`<form class="${name}" method="post" action="${to(path)}">
    <input type="hidden" name="token" value="${visit.token}" />
    ${content}
  </form>`;
}

/** Looks for words by a link that can be kept. `at` is the path, `name` that of the words in it. */
export function searchForm(
  { words }: Pick<Visit, "words">,
  search: {
    readonly at: string;
    readonly name: string;
    readonly label: string;
    readonly typed: string;
  },
): Html {
  const { at, name, label, typed } = search;
  return html`<form class="search" method="get" action="${to(at)}" role="search">
    <label class="unseen" for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="search"
      value="${typed}"
      placeholder="${label}"
      maxlength="200"
      dir="auto"
      autocomplete="off"
    />
    ${button(words.search, "quiet")}
  </form>`;
}

/** The whole page around what an answer shows. */
export function renderPage(visit: Visit, title: string, main: Html): string {
  const { words, language, query } = visit;
  const notice = notices.find((one) => one === query.get("say")) ?? null;
  return `<!doctype html>${textOf(html`<html lang="${language}" dir="${directionOf(language)}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light" />
      <title>${title} · Rafiq</title>
      <link rel="icon" href="${to("/assets/icon.svg")}" />
      <link rel="stylesheet" href="${to("/assets/console.css")}" />
      <script type="module" src="${to("/assets/console.js")}"></script>
    </head>
    <body
      data-updated="${words.updated}"
      data-offline="${words.offline}"
      data-copied="${words.copied}"
      data-show="${words.show}"
      data-hide="${words.hide}"
      data-gone="${words.gonePage}"
    >
      <a class="skip" href="#main">${words.skip}</a>
      <header class="top">
        <a class="brand" href="${to("/")}"
          ><span class="mark" aria-hidden="true">ر</span>Rafiq <small>${words.console}</small></a
        >
        ${languageSwitch(visit)}
      </header>
      ${visit.me === null ? null : navigation(visit)}
      <p class="status" role="status" aria-live="polite" id="status"></p>
      <main id="main" tabindex="-1">
        ${notice === null ? null : tell(visit, notice)}
        <h1>${title}</h1>
        ${main}
      </main>
    </body>
  </html>`)}`;
}

function languageSwitch(visit: Visit): Html {
  const buttons = consoleLanguages.map(
    (one) => html`<button
      name="language"
      value="${one}"
      lang="${one}"
      title="${languageNames[one]}"
      aria-label="${languageNames[one]}"
      aria-pressed="${String(one === visit.language)}"
    >
      ${languageSigns[one]}
    </button>`,
  );
  // A page that only answers a form has no address to come back to.
  const there = visit.method === "get" ? visit.path : to("/");
  return form(
    visit,
    "/language",
    html`<input type="hidden" name="to" value="${there}" />
      <div role="group" aria-label="${visit.words.languages}">${buttons}</div>`,
    "languages",
  );
}

function navigation(visit: Visit): Html {
  const { words, me, path } = visit;
  if (me === null) return html``;
  const link = (there: string, word: string) => {
    const isHere = path === to(there) || (there !== "/" && path.startsWith(`${to(there)}/`));
    return html`<a href="${to(there)}" aria-current="${isHere ? "page" : "false"}">${word}</a>`;
  };
  return html`<nav class="places" aria-label="${words.menu}">
    ${link("/", words.home)}
    ${visit.tools.placesOf(me.role).map((place) => link(place.path, words[place.word]))}
    ${form(visit, "/sign-out", html`<button>${words.signOut}</button>`, "leave")}
  </nav>`;
}

const warnings: readonly Notice[] = ["ended", "lastCoordinator", "noAccount"];

function tell({ words }: Visit, notice: Notice): Html {
  return html`<p
    class="notice"
    role="status"
    data-kind="${warnings.includes(notice) ? "warning" : "good"}"
  >
    ${words[notice]}
  </p>`;
}

/** What went wrong with a form, where a screen reader hears it at once. */
export function alert(text: string | null): Html | null {
  return text === null
    ? null
    : html`<p class="notice" role="alert" data-kind="warning">${text}</p>`;
}

export interface Field {
  readonly name: string;
  /** Where several fields of a page have the same name; the name when left out. */
  readonly id?: string;
  readonly label: string;
  readonly type?: "text" | "password";
  readonly value?: string;
  readonly hint?: string;
  /** As browsers and their password keepers know it. */
  readonly autocomplete?: string;
  /** Digits, on a phone's keys. */
  readonly numeric?: boolean;
}

/** One line to fill in, with its label above. */
export function field({ name, label, type = "text", value = "", hint, ...more }: Field): Html {
  const { id = name } = more;
  const hintId = `${id}-hint`;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint === undefined ? null : html`<p class="hint" id="${hintId}">${hint}</p>`}
    <input
      id="${id}"
      name="${name}"
      type="${type}"
      value="${value}"
      required
      maxlength="200"
      dir="auto"
      autocapitalize="off"
      spellcheck="false"
      autocomplete="${more.autocomplete ?? "off"}"
      inputmode="${more.numeric === true ? "numeric" : "text"}"
      aria-describedby="${hint === undefined ? "" : hintId}"
    />
  </div>`;
}

export function button(text: string, kind: "main" | "quiet" | "danger" = "main"): Html {
  return html`<button class="${kind}">${text}</button>`;
}

/** The short name a person is shown by, in its own direction. */
export function nameOf(account: { readonly name: string } | null | undefined): Html {
  return said(account?.name ?? "…");
}
