import {
  keptQuestionSchema,
  questionCountsSchema,
  questionsOwner,
} from "../../core/engine/owners/questions.ts";
import { groupQuestions, type OpenQuestion } from "../../core/knowledge/group-questions.ts";
import { entriesOf } from "../../store/entries-of.ts";
import { findTopics } from "../cases/reply.ts";
import { saySpoken } from "../cases/say-brief.ts";
import { sayDay, today } from "../coordination/days.ts";
import { html, said, written, type Html } from "../html.ts";
import { searchForm } from "../page.ts";
import { everyone, type Route } from "../routes.ts";
import { page, type Answer, type MemberVisit } from "../visit.ts";
import { fill } from "../words.ts";

export const knowledgeRoutes: readonly Route[] = [
  { method: "get", path: "/knowledge", allow: everyone, answer: show },
];

const groupsShown = 30;

/** What people asked in vain, what was of no use, and the topics. Nothing says who asked. */
async function show(visit: MemberVisit): Promise<Answer> {
  const { words, query } = visit;
  const typed = (query.get("q") ?? "").trim().slice(0, 200);
  return page(
    words.knowledge,
    html`${searchForm(visit, { at: "/knowledge", name: "q", label: words.findTopic, typed })}
    ${typed === "" ? null : topics(visit, typed)} ${await unanswered(visit)} ${await judged(visit)}`,
  );
}

function topics(visit: MemberVisit, typed: string): Html {
  const { words, language, tools } = visit;
  const found = findTopics(visit, typed);
  const isThere = tools.world.book.knowledge !== null;
  return html`<section class="panel">
    <h2>${words.topics}</h2>
    ${found.length === 0 ? html`<p>${isThere ? words.noTopic : words.noTopicsYet}</p>` : null}
    ${found.map(
      (topic) => html`<details class="fold">
        <summary>${topic.title[language]}</summary>
        ${topic.expires < today(visit) ? html`<p class="notice" data-kind="warning">${fill(words.expired, { day: sayDay(visit, topic.expires) })}</p>` : null}
        ${written(topic.answer[language])} ${written(topic.today[language])}
        ${topic.sources.map((source) => html`<p class="hint">${source.title}${source.url === undefined ? null : html` <a href="${source.url}" dir="ltr" rel="noreferrer">${source.url}</a>`}</p>`)}
      </details>`,
    )}
  </section>`;
}

function titleOf({ tools, language }: MemberVisit, id: number): string {
  return tools.world.book.knowledge?.topics.get(id)?.title[language] ?? String(id);
}

async function unanswered(visit: MemberVisit): Promise<Html> {
  const { words } = visit;
  const questions: OpenQuestion[] = [];
  for await (const { at, body } of entriesOf(visit.tools.world.store, questionsOwner)) {
    const kept = keptQuestionSchema.parse(body);
    questions.push({ ...kept, at, nearest: "topic" in kept ? [kept.topic] : kept.nearest });
  }
  const groups = groupQuestions(questions).slice(0, groupsShown);
  return html`<section class="panel">
    <h2>${words.unanswered}</h2>
    ${groups.length === 0 ? html`<p>${words.noQuestion}</p>` : null}
    <ul class="rows">
      ${groups.map(
        ({ count, notUseful, languages, nearest, texts }) => html`<li>
          <p>
            <strong>${fill(words.times, { count })}</strong>
            <small
              >${Object.keys(languages)
                .map((one) => saySpoken(visit, one))
                .join(
                  ", ",
                )}${notUseful > 0 ? html` · ${fill(words.inVain, { count: notUseful })}` : null}</small
            >
          </p>
          ${texts.map((text) => html`<p class="quote">${said(text)}</p>`)}
          ${nearest.length === 0 ? null : html`<p class="hint">${fill(words.nearTopic, { titles: nearest.map((id) => titleOf(visit, id)).join(" · ") })}</p>`}
        </li>`,
      )}
    </ul>
  </section>`;
}

async function judged(visit: MemberVisit): Promise<Html> {
  const { words } = visit;
  const kept = await visit.tools.world.store.stateOf(questionsOwner);
  const counts = kept === null ? {} : questionCountsSchema.parse(kept.state).topics;
  const rows = Object.entries(counts)
    .map(([id, [yes, no]]) => ({ id: Number(id), yes, no }))
    .toSorted((one, other) => other.no - one.no || one.yes - other.yes);
  return html`<section class="panel">
    <h2>${words.notUseful}</h2>
    ${rows.length === 0 ? html`<p>${words.noJudgment}</p>` : null}
    <ul class="rows">
      ${rows
        .slice(0, groupsShown)
        .map(
          ({ id, yes, no }) => html`<li>
            ${titleOf(visit, id)} <small>${fill(words.useful, { yes, no })}</small>
          </li>`,
        )}
    </ul>
  </section>`;
}
