import { caseNumber } from "../../core/cases/number.ts";
import { day, hour } from "../../core/instant.ts";
import { render } from "../../core/language/sentences.ts";
import { left } from "../cases/summary.ts";
import {
  figuresByType,
  figuresOf,
  recentCases,
  type CaseFigures,
  type Share,
  type TypeFigures,
} from "../coordination/figures.ts";
import { csv } from "../csv.ts";
import { html, type Html } from "../html.ts";
import { button, form } from "../page.ts";
import { everyone, onlyCoordinator, type Route } from "../routes.ts";
import { page, type Answer, type MemberVisit } from "../visit.ts";
import { fill } from "../words.ts";

export const figuresRoutes: readonly Route[] = [
  { method: "get", path: "/figures", allow: everyone, answer: show },
  {
    method: "post",
    path: "/figures/export-cases",
    allow: onlyCoordinator,
    act: "figures.export-cases",
    answer: exportCases,
  },
  {
    method: "post",
    path: "/figures/export",
    allow: onlyCoordinator,
    act: "figures.export",
    answer: exportFigures,
  },
];

async function show(visit: MemberVisit): Promise<Answer> {
  const { words, tools, now, me } = visit;
  const { store } = tools.world;
  const figures = figuresOf(await recentCases(store, now), now);
  const types = await figuresByType(store, now);
  return page(
    words.figures,
    html`<section class="panel">
        <h2>${words.caseFigures}</h2>
        <dl class="figures">
          ${lines(visit, figures).map(
            ([name, value, of]) =>
              html`<div>
                <dt>${name}</dt>
                <dd>${value}${of === null ? null : html` <small>${of}</small>`}</dd>
              </div>`,
          )}
        </dl>
      </section>
      <section class="panel">
        <h2>${words.diagnosisFigures}</h2>
        <p class="hint">${words.diagnosisAbout}</p>
        <ul class="rows">
          ${types.map((one) => typeRow(visit, one))}
        </ul>
        <p class="hint">${words.byDimensionLater}</p>
      </section>
      ${me.role === "coordinator" ? exportsPanel(visit) : null}`,
  );
}

function lines(
  { words }: Pick<MemberVisit, "words">,
  figures: CaseFigures,
): readonly (readonly [name: string, value: string, of: string | null])[] {
  const part = (name: string, share: Share) =>
    share === null
      ? ([name, words.noFigure, null] as const)
      : ([
          name,
          `${Math.round((100 * share.part) / share.of)} %`,
          fill(words.ofCount, { count: share.of }),
        ] as const);
  const { first, score } = figures;
  return [
    [words.fig_cases, String(figures.cases), null],
    [words.fig_open, String(figures.open), null],
    part(words.fig_kept, figures.kept),
    [words.fig_first, first === null ? words.noFigure : duration(first), null],
    part(words.fig_solved, figures.solved),
    score === null
      ? [words.fig_score, words.noFigure, null]
      : [words.fig_score, score.average.toFixed(1), fill(words.ofCount, { count: score.of })],
    part(words.fig_reopened, figures.reopened),
  ];
}

function duration(ms: number): string {
  return ms >= 2 * day ? `${Math.round(ms / day)} j` : left(ms);
}

function typeRow(visit: MemberVisit, { type, shown }: TypeFigures): Html {
  const { words, tools, language } = visit;
  const name = render(tools.world.book.sentences, { say: `words.type.${type}` }, language);
  return html`<li>
    <strong>${name}</strong>
    <small
      >${shown === null ? words.tooFew : fill(words.quartiles, { median: shown.median, lower: shown.lower, upper: shown.upper })}</small
    >
  </li>`;
}

function exportsPanel(visit: MemberVisit): Html {
  const { words } = visit;
  return html`<section class="panel">
    <h2>${words.exportsTitle}</h2>
    <div class="buttons">
      ${form(visit, "/figures/export-cases", button(words.exportCases, "quiet"), "download")}
      ${form(visit, "/figures/export", button(words.exportFigures, "quiet"), "download")}
    </div>
  </section>`;
}

/** Codes and days only: nobody's words, names or addresses. */
async function exportCases({ tools, now }: MemberVisit): Promise<Answer> {
  const cases = await recentCases(tools.world.store, now);
  const dayOf = (at: number | null): string =>
    at === null ? "" : new Date(at).toISOString().slice(0, 10);
  const head = [
    "numéro",
    "ouverte",
    "état",
    "langue",
    "motif",
    "urgent",
    "promise",
    "réponse (h)",
    "retards",
    "issue",
    "terminée",
    "satisfaction",
    "rouverte",
  ];
  const rows = cases.map(({ id, file }) => [
    caseNumber(id),
    dayOf(file.opened),
    file.phase,
    file.need.language,
    file.reason,
    file.need.urgent ? "oui" : "non",
    dayOf(file.promised),
    file.answered === null ? "" : String(Math.round((file.answered - file.opened) / hour)),
    String(file.late),
    file.closed?.how.code ?? "",
    dayOf(file.closed?.at ?? null),
    file.score === null ? "" : String(file.score),
    String(file.reopened),
  ]);
  return csv("demandes", [head, ...rows]);
}

async function exportFigures(visit: MemberVisit): Promise<Answer> {
  const { tools, now } = visit;
  const { store } = tools.world;
  const figures = lines(visit, figuresOf(await recentCases(store, now), now));
  const types = await figuresByType(store, now);
  // What stands around a number in a page is no part of a table.
  const plain = (text: string): string => text.replaceAll(/[\u2066-\u2069]/gu, "");
  return csv("chiffres", [
    ["chiffre", "valeur", "nombre"],
    ...figures.map(([name, value, of]) => [name, value, of ?? ""].map(plain)),
    ...types.map(({ type, shown }) => [
      type,
      shown === null ? "moins de 10" : String(shown.median),
      shown === null ? "" : `${shown.lower} à ${shown.upper}`,
    ]),
  ]);
}
