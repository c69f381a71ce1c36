import type { KeptWebinar } from "../../core/webinar/seats.ts";
import { rollsOf } from "../../runtime/webinars-kept.ts";
import { html, type Html } from "../html.ts";
import { button, form } from "../page.ts";
import type { MemberVisit } from "../visit.ts";
import { fill, sayMoment } from "../words.ts";

/** How many registered, what they said, and how many got each reminder. */
export async function registrations(visit: MemberVisit, kept: KeptWebinar): Promise<Html> {
  const { words, language, me } = visit;
  const rolls = await rollsOf(visit.tools.world.store, kept);
  const people = rolls.flatMap(({ entries }) => Object.values(entries));
  const count = (wanted: (entry: (typeof people)[number]) => boolean): number =>
    people.filter(wanted).length;
  const figures = [
    [words.reg_registered, count(({ held }) => held > 0)],
    [words.reg_waiting, count(({ held, ticket }) => held === 0 && ticket !== null)],
    [words.reg_comes, count(({ intent }) => intent === "comes")],
    [words.reg_cannot, count(({ intent }) => intent === "cannot")],
    [words.reg_replay, count(({ intent }) => intent === "replay")],
    [words.reg_silent, count(({ intent }) => intent === null)],
    [words.reg_noReminders, count(({ reminders }) => !reminders)],
    [words.reg_opened, count(({ opened }) => opened)],
    [words.reg_came, count(({ attended }) => (attended ?? 0) > 0)],
  ] as const;
  const planned = new Map(rolls.flatMap((roll) => Object.entries(roll.planned)));
  planned.delete("end");
  const moments = [...new Set([...planned.keys(), ...people.flatMap(({ got }) => got)])];
  return html`<section class="panel">
    <h2>${words.registrations}</h2>
    <dl class="figures">
      ${figures.map(
        ([name, number]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${number}</dd>
          </div>`,
      )}
    </dl>
    ${
      moments.length === 0
        ? null
        : html`<h3>${words.reminders}</h3>
            <ul class="rows">
              ${moments.map((moment) => {
                const at = planned.get(moment);
                const got = count(({ got: all }) => all.includes(moment));
                return html`<li>
                  <code dir="ltr">${moment}</code>
                  ${at === undefined ? null : fill(words.moment_day, { date: sayMoment(at, language) })}
                  ${got > 0 ? html`· ${fill(words.toldCount, { count: got })}` : null}
                </li>`;
              })}
            </ul>`
    }
    ${me.role === "coordinator" ? form(visit, `/webinars/${kept.webinar.id}/export`, button(words.exportSeats, "quiet"), "download") : null}
  </section>`;
}
