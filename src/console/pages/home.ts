import { html } from "../html.ts";
import { button, form, to } from "../page.ts";
import { everyone, type Route } from "../routes.ts";
import { go, page, type MemberVisit, type Visit } from "../visit.ts";
import { consoleLanguages, fill } from "../words.ts";

export const homeRoutes: readonly Route[] = [
  { method: "get", path: "/", allow: everyone, answer: showHome },
  {
    method: "get",
    path: "/live",
    allow: everyone,
    background: true,
    answer: async ({ query }) => ({ kind: "stream", topics: query.getAll("topics") }),
  },
  { method: "post", path: "/language", allow: "anyone", answer: chooseLanguage },
];

async function showHome(visit: MemberVisit) {
  const { words, me, tools } = visit;
  const places = tools.placesOf(me.role).map(
    ({ path, word }) => html`<li>
      <a class="card" href="${to(path)}"
        ><strong>${words[word]}</strong><span>${words[`${word}About`]}</span></a
      >
    </li>`,
  );
  return page(
    fill(words.hello, { name: me.name }),
    html`<ul class="cards">
        ${places}
      </ul>
      ${form(visit, "/sign-out", button(words.signOut, "quiet"), "form after")}`,
  );
}

async function chooseLanguage({ form }: Visit) {
  const language = consoleLanguages.find((one) => one === form.get("language"));
  const there = form.get("to") ?? "";
  if (language === undefined) return go("/");
  // Only back into the console: a form may be filled in by anybody.
  const isOurs = /^\/console(?:\/[\w/.-]*)?$/u.test(there) && !there.includes("..");
  return { kind: "language", language, to: isOurs ? there : to("/") } as const;
}
