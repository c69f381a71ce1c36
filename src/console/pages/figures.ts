import { caseNumber } from "../../core/cases/number.ts";
import { day, hour } from "../../core/instant.ts";
import { dimensions } from "../../core/diagnostic/answers.ts";
import { dropOffs, levelsOf, type Counted } from "../../core/diagnostic/tally.ts";
import { hasSentence, render } from "../../core/language/sentences.ts";
import { left } from "../cases/summary.ts";
import {
  figuresByType,
  figuresOf,
  loadCounted,
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
  const counted = await loadCounted(store);
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
      </section>
      ${dimensionsPanel(visit, counted)} ${dropOffPanel(visit, counted)}
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

/** How many structures stand at which level of each dimension. */
function dimensionsPanel({ words, tools, language }: MemberVisit, counted: Counted | null): Html {
  const { sentences } = tools.world.book;
  return html`<section class="panel">
    <h2>${words.byDimension}</h2>
    <p class="hint">${words.byDimensionAbout}</p>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">${words.dimension}</th>
            ${[1, 2, 3, 4, 5].map((one) => html`<th scope="col">${one}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${dimensions.map((dimension) => {
            const levels = levelsOf(counted, dimension);
            return html`<tr>
              <th scope="row">
                ${render(sentences, { say: `words.dimension.${dimension}` }, language)}
              </th>
              ${levels === null ? html`<td colspan="5">${words.tooFew}</td>` : levels.map((one) => html`<td>${one}</td>`)}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** At which question diagnoses are left for good. */
function dropOffPanel({ words, tools, language }: MemberVisit, counted: Counted | null): Html {
  const { sentences } = tools.world.book;
  const left = dropOffs(counted);
  const nameOf = (key: string): string => {
    const name = [`${key}.name`, key].find((one) => hasSentence(sentences, one));
    try {
      const org = { say: "words.org.unknown" };
      return name === undefined ? key : render(sentences, { say: name }, language, { org });
    } catch {
      // It has a place for what only a conversation knows.
      return key;
    }
  };
  return html`<section class="panel">
    <h2>${words.dropOff}</h2>
    <p class="hint">
      ${counted === null ? words.tooFew : fill(words.dropOffAbout, { finished: counted.finished, left: counted.left })}
    </p>
    <ul class="rows">
      ${left
        .slice(0, 20)
        .map(
          ({ question, count }) =>
            html`<li>${nameOf(question)} <small>${fill(words.times, { count })}</small></li>`,
        )}
    </ul>
  </section>`;
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
  const counted = await loadCounted(store);
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
    ...dimensions.map((dimension) => [
      dimension,
      levelsOf(counted, dimension)?.join(" / ") ?? "moins de 10",
      "",
    ]),
    ...dropOffs(counted).map(({ question, count }) => [question, String(count), ""]),
  ]);
}
