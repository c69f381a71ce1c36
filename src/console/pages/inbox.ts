import type { Case } from "../../core/cases/case.ts";
import type { Row } from "../../core/cases/desk-mail.ts";
import type { Desk } from "../../core/cases/desk.ts";
import { caseNumber, deskOwner, isNumber } from "../../core/cases/number.ts";
import type { Instant } from "../../core/instant.ts";
import { fold as foldText } from "../../core/language/fold.ts";
import { concerned } from "../cases/access.ts";
import {
  asCoordinator,
  command,
  commandField,
  commandIn,
  knownCases,
  loadCase,
  loadDesk,
} from "../cases/desk.ts";
import { readMarks } from "../cases/read-marks.ts";
import { sayBrief, saySpoken } from "../cases/say-brief.ts";
import { html, said, type Html } from "../html.ts";
import { turnOf, type Topic } from "../live.ts";
import { button, form, searchForm, to } from "../page.ts";
import { everyone, onlyCoordinator, type Route } from "../routes.ts";
import { go, page, type Answer, type MemberVisit } from "../visit.ts";
import { watched } from "../watched.ts";
import { fill, sayMoment } from "../words.ts";

export const inboxRoutes: readonly Route[] = [
  { method: "get", path: "/inbox", allow: everyone, answer: (visit) => show(visit, "inbox") },
  { method: "get", path: "/cases", allow: everyone, answer: (visit) => show(visit, "cases") },
  {
    method: "post",
    path: "/inbox/seen",
    allow: onlyCoordinator,
    act: "case.alarms-seen",
    answer: seeAlarms,
  },
];

/** The list of open cases changes with every turn of the desk. */
export const inboxTopic: Topic = {
  name: "inbox",
  allow: everyone,
  positionOf: (store) => turnOf(store, deskOwner),
};

const views = ["mine", "offered", "unassigned", "waiting", "breached", "everyCase"] as const;
type View = (typeof views)[number];

/** A case in the list, with what may be shown of it. */
interface Item {
  readonly row: Row;
  /** Null for those whom it does not concern: they see that it is there, not what it says. */
  readonly file: Case | null;
  readonly unread: number;
}

async function show(visit: MemberVisit, place: "inbox" | "cases"): Promise<Answer> {
  const { words, query, tools } = visit;
  // Before the list is read, so that nothing falls between.
  const at = await tools.live.positionOf("inbox");
  const desk = await loadDesk(tools.world.store);
  const items = await itemsOf(visit, desk);
  const others = await Promise.all(
    items
      .filter(({ row }) => row.holders.includes(visit.me.id))
      .slice(0, 10)
      .map(async ({ row }) => {
        const topic = `case:${row.case}`;
        return [topic, await tools.live.positionOf(topic)] as const;
      }),
  );
  const typed = (query.get("q") ?? "").trim().slice(0, 100);
  const view = viewIn(visit, place, items);
  const shown =
    typed === ""
      ? items.filter((item) => belongs(visit, view, item))
      : await search(visit, items, typed);
  const list = html`${visit.me.role === "coordinator" ? alarmsOf(visit, desk) : null}
    <nav class="tabs" aria-label="${words.filters}">
      ${views.map((one) => tab(visit, place, one, one === view && typed === "", items))}
    </nav>
    ${
      shown.length === 0
        ? html`<p class="empty">${words.noCase}</p>`
        : html`<ul class="cases">
            ${shown.map((item) => entry(visit, desk, item))}
          </ul>`
    }`;
  return page(
    words[place],
    html`${searchForm(visit, { at: `/${place}`, name: "q", label: words.searchHint, typed })}
    ${watched(visit, { id: "cases", topic: "inbox", at, others }, list)}`,
  );
}

async function itemsOf(visit: MemberVisit, { rows }: Desk): Promise<readonly Item[]> {
  const { store } = visit.tools.world;
  const marks = await readMarks(store, visit.me.id);
  const items = await Promise.all(
    Object.values(rows).map(async (row): Promise<Item> => {
      const file = await loadCase(store, row.case);
      const isTheirs =
        file !== null &&
        visit.me.role !== "reader" &&
        (visit.me.role === "coordinator" || concerned(file, visit.team).includes(visit.me.id));
      const isMine = row.holders.includes(visit.me.id);
      const unread = isMine && file !== null ? Math.max(0, file.wrote - (marks[row.case] ?? 0)) : 0;
      return { row, file: isTheirs ? file : null, unread };
    }),
  );
  const rank = ({ row }: Item): number => (isLate(row, visit.now) ? 0 : row.need.urgent ? 1 : 2);
  return items.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      (one.row.promised ?? Infinity) - (other.row.promised ?? Infinity) ||
      one.row.opened - other.row.opened,
  );
}

function isLate({ answered, promised }: Row, now: Instant): boolean {
  return !answered && promised !== null && promised < now;
}

function belongs({ me, now }: MemberVisit, view: View, { row }: Item): boolean {
  switch (view) {
    case "mine":
      return row.holders.includes(me.id);
    case "offered":
      return row.offered.includes(me.id) && !row.holders.includes(me.id);
    case "unassigned":
      return row.holders.length < row.seats;
    case "waiting":
      return row.waitsSince !== null;
    case "breached":
      return isLate(row, now);
    case "everyCase":
      return true;
  }
}

/** What somebody came for, else the first view in which there is something. */
function viewIn(visit: MemberVisit, place: "inbox" | "cases", items: readonly Item[]): View {
  const asked = views.find((one) => one === visit.query.get("view"));
  if (asked !== undefined) return asked;
  if (place === "cases") return "everyCase";
  const filled = views.find((one) => items.some((item) => belongs(visit, one, item)));
  return filled ?? "everyCase";
}

/** By number, also of cases that are closed; by words, in the summaries one may read. */
async function search(
  visit: MemberVisit,
  items: readonly Item[],
  typed: string,
): Promise<readonly Item[]> {
  const wanted = foldText(typed);
  const open = items.filter(
    ({ row, file }) =>
      isNumber(typed, caseNumber(row.case)) ||
      (file !== null &&
        file.brief.some((line) =>
          [line.text, sayBrief(visit, line)].some((text) => foldText(text).includes(wanted)),
        )),
  );
  if (typed.replaceAll(/[^0-9A-Za-z]/gu, "").length !== 6) return open;
  const closed: Item[] = [];
  for (const id of await knownCases(visit.tools.world.store)) {
    if (!isNumber(typed, caseNumber(id)) || open.some(({ row }) => row.case === id)) continue;
    const file = await loadCase(visit.tools.world.store, id);
    if (file === null) continue;
    const isTheirs =
      visit.me.role === "coordinator" || concerned(file, visit.team).includes(visit.me.id);
    if (isTheirs && visit.me.role !== "reader")
      closed.push({ row: rowOf(id, file), file, unread: 0 });
  }
  return [...open, ...closed];
}

/** A case that left the list of the desk, in its shape. */
function rowOf(id: string, file: Case): Row {
  const { contact, revision, phase, need, seats, reason, opened, promised } = file;
  const ids = file.holders.map((one) => one.id);
  return {
    case: id,
    contact,
    revision: Math.max(1, revision),
    phase,
    need,
    seats,
    reason,
    opened,
    promised,
    answered: file.answered !== null,
    holders: ids,
    offered: [],
    tried: [],
    round: 0,
    waitsSince: null,
  };
}

function tab(
  visit: MemberVisit,
  place: string,
  view: View,
  isHere: boolean,
  items: readonly Item[],
): Html {
  const count = items.filter((item) => belongs(visit, view, item)).length;
  const unread = view === "mine" ? items.reduce((sum, one) => sum + one.unread, 0) : 0;
  return html`<a
    href="${`${to(`/${place}`)}?view=${view}`}"
    aria-current="${isHere ? "page" : "false"}"
    >${visit.words[view]}
    <span class="count">${count}</span
    >${unread > 0 ? html` <span class="dot">${unread}<span class="unseen"> ${fill(visit.words.unread, { count: unread })}</span></span>` : null}</a
  >`;
}

function entry(visit: MemberVisit, desk: Desk, { row, file, unread }: Item): Html {
  const { words, language, now } = visit;
  const request = file?.brief.find(({ label }) => label === "request")?.text ?? null;
  const inside = html`<span class="line"
      ><strong dir="ltr">${caseNumber(row.case)}</strong>
      <span class="tag" data-phase="${row.phase}">${words[`phase_${row.phase}`]}</span>
      ${row.need.urgent ? html`<span class="tag" data-kind="urgent">${words.urgent}</span>` : null}
      ${isLate(row, now) ? html`<span class="tag" data-kind="late">${words.late}</span>` : null}
      ${row.seats > 1 ? html`<span class="tag">${words.pair}</span>` : null}
      ${unread > 0 ? html`<span class="dot">${unread}<span class="unseen"> ${fill(words.unread, { count: unread })}</span></span>` : null}</span
    >
    ${request === null ? null : html`<span class="request">${said(request)}</span>`}
    <span class="about"
      >${saySpoken(visit, row.need.language)} · ${words[`reason_${row.reason}`]} ·
      ${row.holders.length === 0 ? words.heldByNobody : fill(words.heldBy, { who: namesOf(visit, desk, row.holders) })}</span
    >
    <span class="about"
      >${promiseOf(visit, row)}${row.waitsSince === null ? null : html` · ${fill(words.waitsSince, { date: sayMoment(row.waitsSince, language) })}`}</span
    >`;
  return file === null
    ? html`<li><div class="item">${inside}</div></li>`
    : html`<li><a class="item" href="${to(`/cases/${row.case}`)}">${inside}</a></li>`;
}

function promiseOf({ words, language }: MemberVisit, { answered, promised }: Row): string {
  if (answered) return words.answeredAlready;
  if (promised === null) return words.noPromise;
  return fill(words.promisedBefore, { date: sayMoment(promised, language) });
}

function namesOf({ team }: MemberVisit, { consultants }: Desk, ids: readonly string[]): string {
  return ids
    .map((id) => consultants.find((one) => one.id === id)?.name ?? team.accounts[id]?.name ?? id)
    .join(", ");
}

function alarmsOf(visit: MemberVisit, { alarms }: Desk): Html | null {
  const { words, language } = visit;
  const last = alarms.at(-1);
  if (last === undefined) return null;
  return html`<section class="notice" data-kind="warning">
    <h2>${words.alarms}</h2>
    <ul class="rows">
      ${alarms
        .slice(-20)
        .toReversed()
        .map(
          ({ case: id, why, at }) => html`<li>
            <a href="${to(`/cases/${id}`)}" dir="ltr">${caseNumber(id)}</a> ${words[`alarm_${why}`]}
            <small>${sayMoment(at, language)}</small>
          </li>`,
        )}
    </ul>
    ${form(
      visit,
      "/inbox/seen",
      html`${commandField()}<input
          type="hidden"
          name="until"
          value="${last.at}"
        />${button(words.alarmsSeen, "quiet")}`,
    )}
  </section>`;
}

async function seeAlarms(visit: MemberVisit): Promise<Answer> {
  const until = Number(visit.form.get("until"));
  if (!Number.isSafeInteger(until) || until < 0) return { kind: "missing" };
  const body = { kind: "seen", command: commandIn(visit), until } as const;
  const answer = await command(visit, { to: deskOwner, from: asCoordinator(visit), body });
  return go("/inbox", answer === null ? "onItsWay" : "seenAlarms");
}
