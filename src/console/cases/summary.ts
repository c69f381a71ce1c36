import type { BriefLine } from "../../core/cases/brief.ts";
import { isHeld, type Case } from "../../core/cases/case.ts";
import { hour, minute, type Instant } from "../../core/instant.ts";
import { hideNumbers } from "../../core/knowledge/hide-numbers.ts";
import { html, said, written, type Html } from "../html.ts";
import type { MemberVisit } from "../visit.ts";
import { fill, sayMoment } from "../words.ts";
import { holds, showsAddress } from "./access.ts";
import type { Person } from "./contact.ts";
import { sayBrief } from "./say-brief.ts";

/** How a case stands, in a few lines: it changes while one looks. */
export function showState(visit: MemberVisit, file: Case): Html {
  const { words, now, language, me } = visit;
  const { phase, need, promised, answered, holders, closed, seats } = file;
  const isLate = answered === null && promised !== null && promised < now && phase !== "closed";
  const who = holders.map(({ name }) => name).join(", ");
  return html`<p class="line">
      <span class="tag" data-phase="${phase}">${words[`phase_${phase}`]}</span>
      ${need.urgent ? html`<span class="tag" data-kind="urgent">${words.urgent}</span>` : null}
      ${isLate ? html`<span class="tag" data-kind="late">${words.late}</span>` : null}
      ${seats > 1 ? html`<span class="tag">${words.pair}</span>` : null}
      <span>${words[`reason_${file.reason}`]}</span>
    </p>
    <p>
      <strong
        >${
          holders.length === 0
            ? words.heldByNobody
            : holds(file, me.id) && holders.length === 1
              ? words.youHaveIt
              : fill(words.heldBy, { who })
        }</strong
      ><br />
      ${
        answered !== null
          ? words.answeredAlready
          : promised === null
            ? words.noPromise
            : fill(words.promisedBefore, { date: sayMoment(promised, language) })
      }
    </p>
    ${
      closed === null
        ? null
        : html`<p>
            ${fill(words.closedOn, { date: sayMoment(closed.at, language), code: words[`code_${closed.how.code}`] })}
            — ${said(closed.how.done)}
          </p>`
    }`;
}

/** The one screen that is read before anything else (brief § 6.3). */
export function showBrief(visit: MemberVisit, file: Case): Html {
  const { words } = visit;
  const isFirst = ({ label }: BriefLine): boolean => label === "request" || label === "translation";
  // What they want comes before who they are: half a minute has to do.
  const ordered = [...file.brief.filter(isFirst), ...file.brief.filter((one) => !isFirst(one))];
  const lines = ordered.map((one) => {
    const text = hideNumbers(sayBrief(visit, one));
    const isLong = one.label === "answered";
    const isTheirs = ["request", "translation", "intake"].includes(one.label);
    return html`<dt>${words[`brief_${one.label}`]}</dt>
      <dd data-label="${one.label}">
        ${
          isLong
            ? html`<details>
                <summary>${words.show}</summary>
                ${written(text)}
              </details>`
            : isTheirs
              ? written(text)
              : html`<span>${text}</span>`
        }
      </dd>`;
  });
  return html`<section class="panel">
    <h2>${words.summary}</h2>
    <dl class="brief">${lines}</dl>
  </section>`;
}

/** How they are reached: masked until somebody has the case. */
export function showReach(visit: MemberVisit, file: Case, person: Person | null): Html {
  const { words } = visit;
  if (person === null) return html`<p class="hint">${words.personGone}</p>`;
  const isShown = showsAddress(file, visit);
  return html`<p>
    ${words.reach} :
    ${person.addresses.map(({ channel, id }) => html`<bdi dir="ltr">${isShown ? id : masked(id)}</bdi> <small>${channel}</small> `)}
    ${isShown ? null : html`<br /><small>${words.maskedWhy}</small>`}
  </p>`;
}

function masked(id: string): string {
  return `•••${id.slice(-2)}`;
}

/** How long one may still write freely, and what happens when one may not. */
export function showWindow(visit: MemberVisit, file: Case, person: Person | null): Html | null {
  const { words, now } = visit;
  if (person === null || !isHeld(file.phase)) return null;
  const { window } = person;
  switch (window.kind) {
    case "none":
      return html`<p class="hint">${words.windowNone}</p>`;
    case "shut":
      return html`<p class="notice" data-kind="warning">${words.windowShut}</p>`;
    case "open":
      return html`<p class="hint" data-window="${words.windowShut}">
        ${fillWith(words.windowOpen, html`<span data-left="${window.until - now}">${left(window.until - now)}</span>`)}
      </p>`;
  }
}

/** A text with markup in the place of `{left}`. */
function fillWith(text: string, part: Html): Html {
  const [before = "", after = ""] = text.split("{left}");
  return html`${before}${part}${after}`;
}

/** « 21 h 03 », as the page counts down itself. */
export function left(ms: Instant): string {
  const hours = Math.floor(Math.max(0, ms) / hour);
  const minutes = Math.floor((Math.max(0, ms) % hour) / minute);
  return `${hours} h ${String(minutes).padStart(2, "0")}`;
}
