import { isHeld, type Case } from "../../core/cases/case.ts";
import { closingCodes } from "../../core/cases/closing.ts";
import type { Desk } from "../../core/cases/desk.ts";
import { spokenBy } from "../../core/cases/desk.ts";
import { isRightToLeft } from "../../core/language/languages.ts";
import { render } from "../../core/language/sentences.ts";
import { area, fold, line, select } from "../fields.ts";
import { html, type Html } from "../html.ts";
import { alert, button, form } from "../page.ts";
import type { MemberVisit } from "../visit.ts";
import { fill } from "../words.ts";
import { holds } from "./access.ts";
import { languageName } from "./conversation.ts";
import { commandField } from "./desk.ts";
import { bubble } from "./phone.ts";

/** For whom it is offered, or who may take it: the first thing to decide. */
export function showOffer(visit: MemberVisit, id: string, file: Case): Html | null {
  const { words, me } = visit;
  const { phase, offered, invited, seats } = file;
  const isAsked = offered.some((one) => one.id === me.id) || invited?.to.id === me.id;
  const mayTake = isAsked || (file.holders.length < seats && phase !== "closed");
  if (me.role === "reader" || holds(file, me.id) || !mayTake) return null;
  return html`<section class="panel offer">
    <p class="hint">
      ${seats > 1 && file.holders.length === 0 ? words.claimPair : words.claimAbout}
    </p>
    ${form(visit, `/cases/${id}/claim`, html`${commandField()}${button(words.claim)}`)}
    ${
      isAsked
        ? fold(
            words.refuse,
            form(
              visit,
              `/cases/${id}/refuse`,
              html`${commandField()}
              ${line({ id: "refuse-reason", name: "reason", label: words.refuseReason, optional: true })}
              ${button(words.refuse, "danger")}`,
            ),
          )
        : null
    }
  </section>`;
}

/** Everything else that can be done about a case, each behind its line. */
export function showTasks(
  visit: MemberVisit,
  id: string,
  file: Case,
  desk: Desk,
  trouble: string | null,
): Html {
  const { words, me } = visit;
  const isMine = holds(file, me.id);
  const isOpen = file.phase !== "closed";
  const isHeldByMe = isMine && isHeld(file.phase);
  const coordinates = me.role === "coordinator";
  return html`<section class="panel">
    <h2>${words.tasks}</h2>
    ${isMine || coordinates ? noteForm(visit, id) : null}
    ${isHeldByMe ? handOverForm(visit, id, file, desk) : null}
    ${isOpen && (isHeldByMe || coordinates) ? closeForm(visit, id, file, isHeldByMe, trouble) : null}
    ${isHeldByMe ? giveBackForm(visit, id) : null}
    ${coordinates && isOpen ? coordination(visit, id, file, desk) : null}
    ${fold(
      words.report,
      form(
        visit,
        `/cases/${id}/report`,
        html`<p class="hint">${words.reportAbout}</p>
          ${commandField()}${button(words.report, "danger")}`,
      ),
    )}
  </section>`;
}

function noteForm(visit: MemberVisit, id: string): Html {
  const { words } = visit;
  return fold(
    words.note,
    form(
      visit,
      `/cases/${id}/note`,
      html`${commandField()}
      ${area({ id: "note", name: "note", label: words.note, hint: words.noteAbout, rows: 3 })}
      ${button(words.addNote, "quiet")}`,
    ),
  );
}

function handOverForm(visit: MemberVisit, id: string, file: Case, desk: Desk): Html | null {
  const { words, me } = visit;
  const spoken = spokenBy(file.need);
  const others = desk.consultants
    .filter((one) => one.id !== me.id && !holds(file, one.id) && one.languages.includes(spoken))
    .map((one) => [one.id, one.name] as const);
  if (others.length === 0) return null;
  return fold(
    words.handOver,
    form(
      visit,
      `/cases/${id}/hand-over`,
      html`<p class="hint">${words.handOverAbout}</p>
        ${commandField()}
        ${select({ id: "hand-over-to", name: "to", label: words.toWhom, options: others })}
        ${button(words.handOver, "quiet")}`,
    ),
  );
}

function closeForm(
  visit: MemberVisit,
  id: string,
  file: Case,
  mayWarn: boolean,
  trouble: string | null,
): Html {
  const { words, form: typed } = visit;
  const { language } = file.need;
  const value = (name: string): string => typed.get(name) ?? "";
  const { book } = visit.tools.world;
  const say = (key: string): string => render(book.sentences, { say: key }, language);
  return fold(
    words.finish,
    html`${alert(trouble)}
    ${form(
      visit,
      `/cases/${id}/close`,
      html`${commandField()}
        ${select({
          id: "code",
          name: "code",
          label: words.closingCode,
          value: value("code"),
          options: closingCodes.map((code) => [code, words[`code_${code}`]] as const),
        })}
        ${line({ id: "done", name: "done", label: words.whatWasDone, value: value("done") })}
        ${area({
          id: "summary",
          name: "summary",
          label: fill(words.summaryFor, { language: languageName(visit, file) }),
          value: value("summary"),
          rows: 3,
          most: 610,
          dir: isRightToLeft(language) ? "rtl" : "ltr",
        })}
        ${line({ id: "next", name: "next", label: words.nextStep, value: value("next"), optional: true })}
        ${line({ id: "referredTo", name: "referredTo", label: words.referredTo, value: value("referredTo"), optional: true })}
        <p class="hint">${words.thenReads}</p>
        ${bubble(visit, {
          text: `${say("case.bot-again")}\n${say("case.resolved")}`,
          choices: ["yes", "partly", "no"].map((one) => say(`case.resolved.${one}`)),
          list: false,
        })}
        <div class="buttons">
          ${button(words.closeNow)}
          ${
            mayWarn
              ? html`<button class="quiet" name="how" value="warn">${words.warnFirst}</button>`
              : null
          }
        </div>`,
    )}`,
    trouble !== null,
  );
}

function giveBackForm(visit: MemberVisit, id: string): Html {
  const { words } = visit;
  return fold(
    words.giveBack,
    form(
      visit,
      `/cases/${id}/give-back`,
      html`<p class="hint">${words.giveBackAbout}</p>
        ${commandField()}
        ${area({ id: "give-back-note", name: "note", label: words.note, rows: 3 })}
        ${button(words.giveBack, "danger")}`,
    ),
  );
}

function coordination(visit: MemberVisit, id: string, file: Case, desk: Desk): Html {
  const { words } = visit;
  const people = desk.consultants.map((one) => [one.id, one.name] as const);
  return html`${
    people.length === 0
      ? null
      : fold(
          words.assign,
          form(
            visit,
            `/cases/${id}/assign`,
            html`${commandField()}
            ${select({ id: "assign-to", name: "to", label: words.assign, options: people })}
            ${select({
              id: "assign-second",
              name: "second",
              label: words.assignSecond,
              optional: true,
              options: [["", words.nobodyElse], ...people],
            })}
            ${button(words.assign, "quiet")}`,
          ),
        )
  }
  ${file.holders.map(({ id: who, name }) =>
    form(
      visit,
      `/cases/${id}/free`,
      html`${commandField()}<input
          type="hidden"
          name="who"
          value="${who}"
        />${button(fill(words.free, { who: name }), "danger")}`,
      "form after",
    ),
  )}`;
}
