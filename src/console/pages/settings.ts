import { templateWarnings } from "../../channels/templates.ts";
import { deskOwner } from "../../core/cases/number.ts";
import { asCoordinator, command, commandField, commandIn, loadDesk } from "../cases/desk.ts";
import {
  decide,
  feastDays,
  isDay,
  mayBegin,
  sayDay,
  silentDays,
  today,
  type FeastDay,
} from "../coordination/days.ts";
import { line } from "../fields.ts";
import { html, type Html } from "../html.ts";
import { alert, button, form, to } from "../page.ts";
import { onlyCoordinator, type Route } from "../routes.ts";
import { go, page, type Answer, type MemberVisit } from "../visit.ts";
import { fill, sayMoment } from "../words.ts";

export const settingsRoutes: readonly Route[] = [
  { method: "get", path: "/settings", allow: onlyCoordinator, answer: (visit) => show(visit) },
  act("/settings/mode", "settings.mode", setMode, (form) => form.get("mode")),
  act("/settings/silence", "settings.silence", silence, (form) => form.get("day")),
  act("/settings/speak", "settings.speak", speak, (form) => form.get("day")),
  act("/settings/feasts/:feast/confirm", "settings.feast", confirm),
  act("/settings/feasts/:feast/forget", "settings.feast-forget", forget),
  act("/settings/letters/revive", "settings.revive", revive, (form) => form.get("owner")),
];

function act(
  path: string,
  name: string,
  answer: (visit: MemberVisit) => Promise<Answer>,
  on?: (form: URLSearchParams) => string | null,
): Route {
  return {
    method: "post",
    path,
    allow: onlyCoordinator,
    act: name,
    answer,
    ...(on === undefined
      ? {}
      : { on: (visit: MemberVisit) => on(visit.form)?.slice(0, 80) ?? null }),
  };
}

async function show(visit: MemberVisit, trouble: string | null = null): Promise<Answer> {
  const { words } = visit;
  return page(
    words.settings,
    html`${alert(trouble)}
      <ul class="cards">
        ${card("/settings/rota", words.rotaTitle)} ${card("/settings/person", words.personTitle)}
        ${card("/figures", words.exportsTitle)}
      </ul>
      ${await modePanel(visit)} ${await silencePanel(visit)} ${await feastsPanel(visit)}
      ${templatesPanel(visit)} ${await lettersPanel(visit)}`,
    trouble === null ? 200 : 422,
  );
}

function card(path: string, name: string): Html {
  return html`<li>
    <a class="card" href="${to(path)}"><strong>${name}</strong></a>
  </li>`;
}

const modes = ["normal", "reduced", "closed"] as const;

async function modePanel(visit: MemberVisit): Promise<Html> {
  const { words, language, tools } = visit;
  const { mode } = await loadDesk(tools.world.store);
  return html`<section class="panel">
    <h2>${words.modeTitle}</h2>
    ${mode.kind === "closed" ? html`<p class="notice" data-kind="warning">${fill(words.awayUntil, { date: sayMoment(mode.returns, language) })}</p>` : null}
    ${form(
      visit,
      "/settings/mode",
      html`${commandField()}
        <fieldset>
          <legend class="unseen">${words.modeTitle}</legend>
          ${modes.map(
            (one) => html`<label class="choice"
              ><input
                type="radio"
                name="mode"
                value="${one}"
                ${one === mode.kind ? html`checked` : null}
              />
              <span
                ><strong>${words[`mode_${one}`]}</strong
                ><small>${words[`modeAbout_${one}`]}</small></span
              ></label
            >`,
          )}
        </fieldset>
        ${line({ id: "returns", name: "returns", label: words.returnsOn, type: "date", optional: true })}
        ${button(words.save)}`,
    )}
  </section>`;
}

async function setMode(visit: MemberVisit): Promise<Answer> {
  const kind = modes.find((one) => one === visit.form.get("mode"));
  if (kind === undefined) return { kind: "missing" };
  const name = commandIn(visit);
  const day = visit.form.get("returns") ?? "";
  const returns = kind === "closed" && isDay(day) ? Date.parse(`${day}T09:00:00+00:00`) : 0;
  if (kind === "closed" && returns <= visit.now) return await show(visit, visit.words.badDate);
  const mode = kind === "closed" ? ({ kind, returns } as const) : { kind };
  const body = { kind: "mode", command: name, mode } as const;
  const answer = await command(visit, { to: deskOwner, from: asCoordinator(visit), body });
  return go("/settings", answer === null ? "onItsWay" : "modeSet");
}

async function silencePanel(visit: MemberVisit): Promise<Html> {
  const { words } = visit;
  const days = (await silentDays(visit)).filter((day) => day >= today(visit));
  const isSilent = days.includes(today(visit));
  return html`<section class="panel">
    <h2>${words.silenceTitle}</h2>
    <p class="hint">${words.silenceAbout}</p>
    ${days.length === 0 ? html`<p>${words.noSilence}</p>` : null}
    ${days.map((day) =>
      form(
        visit,
        "/settings/speak",
        html`<input
            type="hidden"
            name="day"
            value="${day}"
          />${button(fill(words.endSilence, { day: sayDay(visit, day) }), "quiet")}`,
      ),
    )}
    ${isSilent ? null : form(visit, "/settings/silence", html`<input type="hidden" name="day" value="${today(visit)}" />${button(words.silentToday, "danger")}`)}
    ${form(
      visit,
      "/settings/silence",
      html`${line({ id: "silent-day", name: "day", label: words.silentOn, type: "date" })}
      ${button(words.setSilence, "quiet")}`,
    )}
  </section>`;
}

async function silence(visit: MemberVisit): Promise<Answer> {
  const day = visit.form.get("day") ?? "";
  if (!isDay(day) || day < today(visit)) return await show(visit, visit.words.badDate);
  await decide(visit, (days) => ({
    ...days,
    silentDays: [...new Set([...days.silentDays, day])].sort(),
  }));
  return go("/settings", "daysSet");
}

async function speak(visit: MemberVisit): Promise<Answer> {
  const day = visit.form.get("day") ?? "";
  await decide(visit, (days) => ({
    ...days,
    silentDays: days.silentDays.filter((one) => one !== day),
  }));
  return go("/settings", "daysSet");
}

async function feastsPanel(visit: MemberVisit): Promise<Html> {
  const { words } = visit;
  const coming = (await feastDays(visit)).filter(({ to: last }) => last >= today(visit));
  return html`<section class="panel">
    <h2>${words.feastsTitle}</h2>
    <p class="hint">${words.feastsAbout}</p>
    <ul class="rows">
      ${coming.map((one) => feastRow(visit, one))}
    </ul>
  </section>`;
}

function feastRow(visit: MemberVisit, { feast, from, to: last, confirmed }: FeastDay): Html {
  const { words } = visit;
  const when =
    confirmed !== null
      ? fill(words.feastConfirmed, { day: sayDay(visit, confirmed) })
      : from === last
        ? fill(words.feastFixed, { day: sayDay(visit, from) })
        : fill(words.feastForecast, { from: sayDay(visit, from), to: sayDay(visit, last) });
  const ask =
    confirmed === null
      ? form(
          visit,
          `/settings/feasts/${feast.id}/confirm`,
          html`${line({ id: `day-${feast.id}`, name: "day", label: words.firstDay, type: "date", value: feast.date.on })}
          ${button(words.confirm, "quiet")}`,
        )
      : form(visit, `/settings/feasts/${feast.id}/forget`, button(words.unconfirm, "danger"));
  return html`<li>
    <p><strong>${feastName(visit, feast.name)}</strong><br /><small>${when}</small></p>
    ${ask}
  </li>`;
}

/** A feast that has no words yet is shown by its own. */
function feastName({ words }: MemberVisit, name: string): string {
  switch (name) {
    case "ramadan":
    case "aid-al-fitr":
    case "aid-al-adha":
    case "moharram":
    case "mawlid":
      return words[`feast_${name}`];
    default:
      return name;
  }
}

async function confirm(visit: MemberVisit): Promise<Answer> {
  const feast = visit.params["feast"] ?? "";
  const day = visit.form.get("day") ?? "";
  const known = (await feastDays(visit)).some((one) => one.feast.id === feast);
  if (!known) return { kind: "missing" };
  if (!mayBegin(visit, feast, day)) return await show(visit, visit.words.badDate);
  await decide(visit, (days) => ({ ...days, confirmed: { ...days.confirmed, [feast]: day } }));
  return go("/settings", "daysSet");
}

async function forget(visit: MemberVisit): Promise<Answer> {
  const feast = visit.params["feast"] ?? "";
  await decide(visit, (days) => {
    const { [feast]: _, ...confirmed } = days.confirmed;
    return { ...days, confirmed };
  });
  return go("/settings", "daysSet");
}

function templatesPanel({ words, tools }: MemberVisit): Html {
  const channels = [...tools.world.channels.values()];
  const warnings = templateWarnings(channels);
  const has = channels.some(({ templates }) => templates !== undefined);
  return html`<section class="panel">
    <h2>${words.templatesTitle}</h2>
    ${
      !has
        ? html`<p>${words.templatesNone}</p>`
        : warnings.length === 0
          ? html`<p>${words.templatesFine}</p>`
          : html`<ul class="rows">
              ${warnings.map((one) => html`<li dir="ltr">${one}</li>`)}
            </ul>`
    }
  </section>`;
}

const lettersShown = 50;

async function lettersPanel(visit: MemberVisit): Promise<Html> {
  const { words, tools, language } = visit;
  const letters = await tools.world.store.deadLetters(lettersShown);
  return html`<section class="panel">
    <h2>${words.lettersTitle}</h2>
    <p class="hint">${words.lettersAbout}</p>
    ${letters.length === 0 ? html`<p>${words.noLetters}</p>` : null}
    <ul class="rows">
      ${letters.map(
        ({ owner, id, reason, at }) => html`<li class="row">
          <span
            ><code dir="ltr">${reason}</code>
            <small>${sayMoment(at, language)} · <bdi dir="ltr">${owner}</bdi></small></span
          >
          ${form(
            visit,
            "/settings/letters/revive",
            html`<input type="hidden" name="owner" value="${owner}" /><input
                type="hidden"
                name="letter"
                value="${id}"
              />${button(words.revive, "quiet")}`,
            "inline",
          )}
        </li>`,
      )}
    </ul>
  </section>`;
}

async function revive(visit: MemberVisit): Promise<Answer> {
  const { form: typed, tools, now } = visit;
  const isBack = await tools.world.store.revive(
    typed.get("owner") ?? "",
    typed.get("letter") ?? "",
    now,
  );
  tools.wake();
  return isBack ? go("/settings", "letterBack") : { kind: "missing" };
}
