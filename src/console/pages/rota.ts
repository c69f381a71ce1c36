import { weekdays } from "../../core/calendar/calendar.ts";
import type { Desk } from "../../core/cases/desk.ts";
import type { Consultant } from "../../core/cases/rota.ts";
import { asCoordinator, loadDesk } from "../cases/desk.ts";
import { setRota } from "../cases/enroll.ts";
import { isDay, today } from "../coordination/days.ts";
import { readSpans, readWeek, saySpans } from "../coordination/slots.ts";
import { fold, line, select } from "../fields.ts";
import { html, said, type Html } from "../html.ts";
import { alert, button, form as anyForm, to } from "../page.ts";
import { onlyCoordinator, type Route } from "../routes.ts";
import { go, page, type Answer, type MemberVisit } from "../visit.ts";
import { fill } from "../words.ts";

export const rotaRoutes: readonly Route[] = [
  { method: "get", path: "/settings/rota", allow: onlyCoordinator, answer: (visit) => show(visit) },
  act("/settings/rota/:consultant/hours", "rota.hours", setHours),
  act("/settings/rota/:consultant/exception", "rota.exception", addException),
  act("/settings/rota/:consultant/exception-off", "rota.exception-off", dropException),
  act("/settings/duty/add", "rota.duty", addDuty),
  act("/settings/duty/remove", "rota.duty-off", dropDuty),
];

function act(path: string, name: string, answer: (visit: MemberVisit) => Promise<Answer>): Route {
  return { method: "post", path, allow: onlyCoordinator, act: name, answer };
}

async function show(
  visit: MemberVisit,
  trouble: string | null = null,
  status = trouble === null ? 200 : 422,
): Promise<Answer> {
  const { words, tools } = visit;
  const desk = await loadDesk(tools.world.store);
  return page(
    words.rotaTitle,
    html`${alert(trouble)}
      <p><a href="${to("/settings")}">${words.settings}</a></p>
      ${
        desk.consultants.length === 0
          ? html`<p class="empty">${words.noRota}</p>`
          : html`<section class="panel">
              <p class="hint">${words.rotaAbout}</p>
              <ul class="rows">
                ${desk.consultants.map((one) => consultant(visit, desk, one))}
              </ul>
            </section>`
      }
      ${desk.consultants.length === 0 ? null : dutyPanel(visit, desk)}`,
    status,
  );
}

/** A form that says from which rota it was made. */
function formOn({ rotaChanges }: Desk) {
  return (visit: MemberVisit, path: string, content: Html): Html =>
    anyForm(
      visit,
      path,
      html`<input type="hidden" name="since" value="${rotaChanges}" />${content}`,
    );
}

function consultant(visit: MemberVisit, desk: Desk, one: Consultant): Html {
  const form = formOn(desk);
  const { words } = visit;
  const open = Object.values(desk.rows).filter(({ holders }) => holders.includes(one.id)).length;
  const { usual } = visit.tools.world.book.calendar.slots;
  return html`<li class="member">
    <p>
      <strong>${said(one.name)}</strong>
      <span class="tag">${fill(words.load, { count: open })}</span>
    </p>
    <p class="hint">${one.slots === null ? words.usualHours : words.ownHours}</p>
    ${fold(
      `${words.slots} · ${one.name}`,
      html`${form(
          visit,
          `/settings/rota/${one.id}/hours`,
          html`${weekdays.map((day) =>
              line({
                id: `${one.id}-${day}`,
                name: day,
                label: words[day],
                value: saySpans((one.slots ?? usual)[day]),
                optional: true,
                most: 80,
              }),
            )}
            <div class="buttons">
              ${button(words.save, "quiet")}
              <button class="quiet" name="usual" value="yes">${words.usualHours}</button>
            </div>`,
        )}
        <h2>${words.exceptions}</h2>
        <p class="hint">${words.exceptionAbout}</p>
        ${one.exceptions.map(({ from, to: last, slots }, at) =>
          form(
            visit,
            `/settings/rota/${one.id}/exception-off`,
            html`<p>
                <bdi dir="ltr">${from} → ${last}</bdi> ·
                ${slots.length === 0 ? words.awayDays : html`<bdi dir="ltr">${saySpans(slots)}</bdi>`}
              </p>
              <input type="hidden" name="at" value="${at}" />${button(words.remove, "danger")}`,
          ),
        )}
        ${form(
          visit,
          `/settings/rota/${one.id}/exception`,
          html`${line({ id: `${one.id}-from`, name: "from", label: words.from, type: "date" })}
          ${line({ id: `${one.id}-to`, name: "to", label: words.until_, type: "date" })}
          ${line({ id: `${one.id}-slots`, name: "slots", label: words.slots, optional: true, most: 80 })}
          ${button(words.add, "quiet")}`,
        )}`,
    )}
  </li>`;
}

function dutyPanel(visit: MemberVisit, desk: Desk): Html {
  const { duty, consultants } = desk;
  const form = formOn(desk);
  const { words } = visit;
  const name = (id: string): string => consultants.find((one) => one.id === id)?.name ?? id;
  const people = consultants.map((one) => [one.id, one.name] as const);
  return html`<section class="panel">
    <h2>${words.dutyTitle}</h2>
    ${duty.map(({ from, to: last, who }, at) =>
      form(
        visit,
        "/settings/duty/remove",
        html`<p><bdi dir="ltr">${from} → ${last}</bdi> · ${who.map(name).join(", ")}</p>
          <input type="hidden" name="at" value="${at}" />${button(words.remove, "danger")}`,
      ),
    )}
    ${form(
      visit,
      "/settings/duty/add",
      html`${line({ id: "duty-from", name: "from", label: words.from, type: "date" })}
      ${line({ id: "duty-to", name: "to", label: words.until_, type: "date" })}
      ${select({ id: "duty-who", name: "who", label: words.who, options: people })}
      ${select({ id: "duty-second", name: "who", label: words.assignSecond, options: [["", words.nobodyElse], ...people], optional: true })}
      ${button(words.add, "quiet")}`,
    )}
  </section>`;
}

/** Changes one of them; null when what was written cannot be read. */
async function change(
  visit: MemberVisit,
  by: (one: Consultant) => Consultant | null,
  trouble: string,
): Promise<Answer> {
  const desk = await loadDesk(visit.tools.world.store);
  const known = desk.consultants.find(({ id }) => id === visit.params["consultant"]);
  if (known === undefined) return { kind: "missing" };
  const changed = by(known);
  if (changed === null) return await show(visit, trouble);
  const consultants = desk.consultants.map((one) => (one === known ? changed : one));
  return await keep(visit, consultants, desk.duty);
}

async function keep(
  visit: MemberVisit,
  consultants: Desk["consultants"],
  duty: Desk["duty"],
): Promise<Answer> {
  const told = Number(visit.form.get("since") ?? "none");
  const since = Number.isSafeInteger(told) && told >= 0 ? told : undefined;
  const outcome = await setRota(visit, consultants, duty, asCoordinator(visit), since);
  if (outcome === "changed") return await show(visit, visit.words.rotaChanged, 409);
  return go("/settings/rota", outcome === null ? "full" : "rotaSet");
}

function setHours(visit: MemberVisit): Promise<Answer> {
  const { form: typed, words } = visit;
  const isUsual = typed.get("usual") === "yes";
  return change(
    visit,
    (one) => {
      if (isUsual) return { ...one, slots: null };
      const slots = readWeek((day) => typed.get(day) ?? "");
      return slots === null ? null : { ...one, slots };
    },
    words.badSlots,
  );
}

function spanIn(visit: MemberVisit): { readonly from: string; readonly to: string } | null {
  const [from, last] = [visit.form.get("from") ?? "", visit.form.get("to") ?? ""];
  const isSpan = isDay(from) && isDay(last) && from <= last && last >= today(visit);
  return isSpan ? { from, to: last } : null;
}

function addException(visit: MemberVisit): Promise<Answer> {
  const days = spanIn(visit);
  const slots = readSpans(visit.form.get("slots") ?? "");
  return change(
    visit,
    (one) =>
      days === null || slots === null || one.exceptions.length >= 30
        ? null
        : { ...one, exceptions: [...one.exceptions, { ...days, slots }] },
    days === null ? visit.words.badDate : visit.words.badSlots,
  );
}

function dropException(visit: MemberVisit): Promise<Answer> {
  const at = Number(visit.form.get("at"));
  return change(
    visit,
    (one) => ({ ...one, exceptions: one.exceptions.filter((_, place) => place !== at) }),
    "",
  );
}

async function addDuty(visit: MemberVisit): Promise<Answer> {
  const desk = await loadDesk(visit.tools.world.store);
  const days = spanIn(visit);
  const known = desk.consultants.map(({ id }) => id);
  const who = [...new Set(visit.form.getAll("who").filter((id) => known.includes(id)))];
  if (days === null || who.length === 0 || desk.duty.length >= 100)
    return await show(visit, visit.words.badDate);
  const duty = [...desk.duty, { ...days, who }].toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return await keep(visit, desk.consultants, duty);
}

async function dropDuty(visit: MemberVisit): Promise<Answer> {
  const desk = await loadDesk(visit.tools.world.store);
  const at = Number(visit.form.get("at"));
  return await keep(
    visit,
    desk.consultants,
    desk.duty.filter((_, place) => place !== at),
  );
}
