import { z } from "zod";
import type { Changes } from "../../core/webinar/mail.ts";
import { endOf, startOf } from "../../core/webinar/plan.ts";
import { schedule } from "../../core/webinar/programme.ts";
import type { KeptWebinar } from "../../core/webinar/seats.ts";
import {
  cares,
  changesIt,
  freshId,
  programme,
  readStarts,
  readKept,
  readWebinars,
  tell,
} from "../coordination/programme.ts";
import { fold, line, select } from "../fields.ts";
import { html, type Html } from "../html.ts";
import { alert, button, form, to } from "../page.ts";
import { everyone, onlyCoordinator, type Route } from "../routes.ts";
import { go, page, type Answer, type MemberVisit } from "../visit.ts";
import { fill, sayMoment } from "../words.ts";
import { forecastPanel, monthNotice } from "./webinar-forecast.ts";
import { registrations } from "./webinar-registrations.ts";
import { exportSeats } from "./webinar-seats.ts";

export const webinarRoutes: readonly Route[] = [
  { method: "get", path: "/webinars", allow: everyone, answer: (visit) => list(visit) },
  { method: "get", path: "/webinars/:webinar", allow: everyone, answer: (visit) => show(visit) },
  {
    method: "post",
    path: "/webinars/:webinar/export",
    allow: onlyCoordinator,
    act: "webinar.export",
    answer: exportSeats,
  },
  {
    method: "post",
    path: "/webinars/add",
    allow: onlyCoordinator,
    act: "webinar.add",
    on: ({ form }) => form.get("session")?.slice(0, 10) ?? null,
    answer: add,
  },
  act("publish", () => ({ state: "published" })),
  act("cancel", () => ({ state: "cancelled" })),
  act("move", ({ form }) => ({ starts: readStarts(form.get("starts") ?? "") ?? "" })),
  act("link", ({ form }) => ({ link: form.get("url") ?? "" })),
  act("replay", ({ form }) => ({ replay: form.get("url") ?? "" })),
  act("capacity", ({ form }) => ({ capacity: seatsIn(form.get("capacity")) })),
];

function act(name: string, changes: (visit: MemberVisit) => Changes): Route {
  return {
    method: "post",
    path: `/webinars/:webinar/${name}`,
    allow: onlyCoordinator,
    act: `webinar.${name}`,
    answer: (visit) => change(visit, name, changes(visit)),
  };
}

function seatsIn(text: string | null): number | null {
  return text === null || text.trim() === "" ? null : Number(text);
}

async function list(visit: MemberVisit, trouble: string | null = null): Promise<Answer> {
  const { words, now, me } = visit;
  const all = await readWebinars(visit);
  const coming = all.filter(({ webinar }) => endOf(webinar) > now);
  const past = all.filter(({ webinar }) => endOf(webinar) <= now).toReversed();
  return page(
    words.webinars,
    html`${alert(trouble)} ${me.role === "coordinator" ? await monthNotice(visit) : null}
      <section>
        <h2>${words.planned}</h2>
        ${
          coming.length === 0
            ? html`<p class="empty">${words.noWebinar}</p>`
            : html`<ul class="cases">
                ${coming.map((one) => entry(visit, one))}
              </ul>`
        }
      </section>
      ${me.role === "coordinator" ? await addPanel(visit, trouble !== null) : null}
      ${
        past.length === 0
          ? null
          : html`<section class="after">
              <h2>${words.past}</h2>
              <ul class="cases">
                ${past.map((one) => entry(visit, one))}
              </ul>
            </section>`
      }`,
    trouble === null ? 200 : 422,
  );
}

function stateOf({ now }: MemberVisit, { webinar }: KeptWebinar) {
  return webinar.state === "published" && endOf(webinar) <= now ? "over" : webinar.state;
}

function entry(visit: MemberVisit, kept: KeptWebinar): Html {
  const { words, language } = visit;
  const { webinar, waiting } = kept;
  const state = stateOf(visit, kept);
  return html`<li>
    <a class="item" href="${to(`/webinars/${webinar.id}`)}">
      <span class="line"
        ><strong>${webinar.title[language]}</strong>
        <span class="tag" data-state="${state}">${words[`state_${state}`]}</span></span
      >
      <span class="about">${sayMoment(startOf(webinar), language)}</span>
      <span class="about"
        >${seats(visit, kept)}${waiting.length > 0 ? html` · ${fill(words.waitingList, { count: waiting.length })}` : null}</span
      >
    </a>
  </li>`;
}

function seats({ words }: MemberVisit, { webinar, taken }: KeptWebinar): string {
  return webinar.capacity === null
    ? fill(words.seats, { taken })
    : fill(words.seatsOf, { taken, all: webinar.capacity });
}

async function addPanel(visit: MemberVisit, isOpen: boolean): Promise<Html> {
  const { words, language, form: typed } = visit;
  const sessions = await programme();
  const options = sessions.map(
    ({ number, title }) => [String(number), `${number}. ${title[language]}`] as const,
  );
  const value = (name: string): string => typed.get(name) ?? "";
  return html`<section class="panel after">
    ${fold(
      words.addWebinar,
      form(
        visit,
        "/webinars/add",
        html`${select({ id: "session", name: "session", label: words.session, options, value: value("session") })}
        ${line({ id: "starts", name: "starts", label: words.dayAndHour, type: "datetime-local", value: value("starts") })}
        ${line({ id: "link", name: "link", label: words.link, type: "url", optional: true, value: value("link") })}
        ${line({ id: "capacity", name: "capacity", label: words.capacity, type: "number", optional: true, value: value("capacity") })}
        ${button(words.addDraft)}`,
      ),
      isOpen,
    )}
  </section>`;
}

const https = z.url({ protocol: /^https$/u });

async function add(visit: MemberVisit): Promise<Answer> {
  const { form: typed, words, now } = visit;
  const session = (await programme()).find(({ number }) => String(number) === typed.get("session"));
  if (session === undefined) return { kind: "missing" };
  const starts = readStarts(typed.get("starts") ?? "");
  if (starts === null) return await list(visit, words.badStarts);
  const url = (typed.get("link") ?? "").trim();
  if (url !== "" && !https.safeParse(url).success) return await list(visit, words.badLink);
  const capacity = seatsIn(typed.get("capacity"));
  const isNumber = capacity === null || (Number.isInteger(capacity) && capacity > 0);
  if (!isNumber) return await list(visit, words.badClosing);
  const id = await freshId(visit);
  const webinar = schedule(session, {
    id,
    starts,
    ...(url === "" ? {} : { link: url }),
    ...(capacity === null ? {} : { capacity }),
  });
  if (startOf(webinar) <= now) return await list(visit, words.badStarts);
  const isTold = await tell(visit, id, "add", { kind: "put", webinar });
  return go(`/webinars/${id}`, isTold ? "webinarAdded" : "full");
}

async function change(visit: MemberVisit, name: string, changes: Changes): Promise<Answer> {
  const { words, now } = visit;
  const id = visit.params["webinar"] ?? "";
  const kept = await readKept(visit, id);
  if (kept === null) return { kind: "missing" };
  const { starts, link, replay, capacity } = changes;
  if (starts !== undefined) {
    const isPast = starts === "" || startOf({ ...kept.webinar, starts }) <= now;
    const hasBegun = kept.webinar.state === "published" && startOf(kept.webinar) <= now;
    if (isPast || hasBegun) return await show(visit, words.badStarts);
  }
  for (const url of [link, replay]) {
    if (url !== undefined && !https.safeParse(url).success) return await show(visit, words.badLink);
  }
  if (typeof capacity === "number" && !(Number.isInteger(capacity) && capacity > 0))
    return await show(visit, words.nothingChanges);
  if (!changesIt(kept, changes, visit)) return await show(visit, words.nothingChanges);
  const isTold = await tell(visit, id, name, { kind: "edit", changes });
  return go(`/webinars/${id}`, isTold ? "webinarChanged" : "full");
}

async function show(visit: MemberVisit, trouble: string | null = null): Promise<Answer> {
  const { words, language, me, params } = visit;
  const kept = await readKept(visit, params["webinar"] ?? "");
  if (kept === null) return { kind: "missing" };
  const { webinar } = kept;
  const state = stateOf(visit, kept);
  const warnings = state === "draft" || state === "published" ? cares(visit, webinar) : [];
  return page(
    webinar.title[language],
    html`${alert(trouble)}
      <p><a href="${to("/webinars")}">${words.webinars}</a></p>
      <section class="panel">
        <p class="line">
          <span class="tag" data-state="${state}">${words[`state_${state}`]}</span>
          <strong>${sayMoment(startOf(webinar), language)}</strong>
          <bdi dir="ltr">${webinar.id}</bdi>
        </p>
        <p>${webinar.summary[language]}</p>
        <p>
          ${seats(visit, kept)}${kept.waiting.length > 0 ? html` · ${fill(words.waitingList, { count: kept.waiting.length })}` : null}
        </p>
        ${webinar.link === null ? null : html`<p>${words.link} : <a href="${webinar.link}" dir="ltr" rel="noreferrer">${webinar.link}</a></p>`}
        ${webinar.replay === null ? null : html`<p>${words.replay} : <a href="${webinar.replay}" dir="ltr" rel="noreferrer">${webinar.replay}</a></p>`}
        ${warnings.length === 0 ? null : html`<p class="notice" data-kind="warning">${words.careful} : ${warnings.map((one) => words[`care_${one}`]).join(" · ")}</p>`}
      </section>
      ${await registrations(visit, kept)}
      ${me.role === "coordinator" ? await forecastPanel(visit, kept) : null}
      ${me.role === "coordinator" ? changesPanel(visit, kept) : null}`,
    trouble === null ? 200 : 422,
  );
}

function changesPanel(visit: MemberVisit, kept: KeptWebinar): Html | null {
  const { words } = visit;
  const { webinar } = kept;
  const { id } = webinar;
  const state = stateOf(visit, kept);
  if (state === "cancelled") return null;
  const one = (
    name: string,
    title: string,
    about: string | null,
    fields: Html | null,
    kind: "quiet" | "danger" = "quiet",
  ) =>
    fold(
      title,
      form(
        visit,
        `/webinars/${id}/${name}`,
        html`${about === null ? null : html`<p class="hint">${about}</p>`} ${fields}
        ${button(fields === null ? title : words.setIt, kind)}`,
      ),
    );
  const url = (name: string, value: string | null) =>
    line({
      id: `${name}-url`,
      name: "url",
      label: words[name === "link" ? "link" : "replay"],
      type: "url",
      value: value ?? "https://",
    });
  return html`<section class="panel">
    ${
      state === "draft"
        ? form(
            visit,
            `/webinars/${id}/publish`,
            html`<p class="hint">${words.publishAbout}</p>
              ${button(words.publish)}`,
          )
        : null
    }
    ${state === "over" ? null : one("link", words.link, null, url("link", webinar.link))}
    ${state === "over" ? null : one("move", words.move, words.moveAbout, line({ id: "move-starts", name: "starts", label: words.dayAndHour, type: "datetime-local", value: webinar.starts }))}
    ${state === "over" ? null : one("capacity", words.capacity, null, line({ id: "seats", name: "capacity", label: words.capacity, type: "number", optional: true, value: webinar.capacity === null ? "" : String(webinar.capacity) }))}
    ${one("replay", words.replay, null, url("replay", webinar.replay))}
    ${state === "over" ? null : one("cancel", words.cancel, words.cancelAbout, null, "danger")}
  </section>`;
}
