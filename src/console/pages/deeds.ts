import { z } from "zod";
import { roles } from "../../core/consultants/roles.ts";
import { readDeeds, type RecordedDeed } from "../deeds.ts";
import { html, said, type Html } from "../html.ts";
import { to } from "../page.ts";
import { onlyCoordinator, type Route } from "../routes.ts";
import { page, type Answer, type MemberVisit } from "../visit.ts";
import { sayMoment, speak, type Dictionary } from "../words.ts";
import { deedWords } from "../words/deeds.ts";

export const deedsRoutes: readonly Route[] = [
  { method: "get", path: "/deeds", allow: onlyCoordinator, answer: show },
];

const perPage = 60;

async function show(visit: MemberVisit): Promise<Answer> {
  const { words, tools, query } = visit;
  const before = z.coerce.number().int().min(1).nullable().catch(null).parse(query.get("before"));
  const deeds = await readDeeds(tools.world.store, before, perPage);
  const oldest = deeds.at(-1)?.seq ?? 1;
  // An act that went well is told once; what was tried and not finished stays as it is.
  const shown = deeds.filter((deed) => deed.outcome !== "tried" || !isFinished(deed, deeds));
  return page(
    words.deeds,
    html`<p class="hint">${words.deedsNote}</p>
      <div class="scroll" tabindex="0" role="region" aria-label="${words.deeds}">
        <table>
          <thead>
            <tr>
              ${[words.when, words.who, words.what, words.onWhat, words.outcome].map((word) => html`<th scope="col">${word}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${shown.map((deed) => row(visit, deed))}
          </tbody>
        </table>
      </div>
      ${oldest > 1 ? html`<p><a href="${`${to("/deeds")}?before=${oldest}`}">${words.older}</a></p>` : null}`,
  );
}

function isFinished(tried: RecordedDeed, deeds: readonly RecordedDeed[]): boolean {
  return deeds.some(
    ({ seq, at, by, act, on, outcome }) =>
      outcome !== "tried" &&
      seq > tried.seq &&
      at === tried.at &&
      by === tried.by &&
      act === tried.act &&
      on === tried.on,
  );
}

function row(visit: MemberVisit, { at, by, act, on, outcome }: RecordedDeed): Html {
  const { words, language } = visit;
  return html`<tr>
    <td class="when">${sayMoment(at, language)}</td>
    <td><strong>${whoIs(visit, by)}</strong></td>
    <td>${nameOfAct(visit, act)}</td>
    <td>${on === null ? "—" : whoIs(visit, on)}</td>
    <td><span class="tag" data-outcome="${outcome}">${words[outcome]}</span></td>
  </tr>`;
}

/** An act that has no words yet is shown by its own. */
function nameOfAct({ language }: MemberVisit, act: string): Html {
  const dictionary: Dictionary = deedWords;
  const known = speak(dictionary, language)[act];
  return known === undefined ? html`<code dir="ltr">${act}</code>` : html`${known}`;
}

function whoIs({ team, words }: MemberVisit, id: string): Html {
  const account = team.accounts[id];
  if (account !== undefined) return said(account.name);
  const role = roles.find((one) => one === id);
  if (role !== undefined) return html`${words[role]}`;
  if (id === "start" || id === "command") return html`${words.program}`;
  return id === "-" ? html`${words.somebody}` : html`<code dir="ltr">${id}</code>`;
}
