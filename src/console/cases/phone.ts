import type { Shaped } from "../../channels/shape.ts";
import { html, written, type Html } from "../html.ts";
import type { MemberVisit } from "../visit.ts";
import { fill } from "../words.ts";
import type { Asked, Person } from "./contact.ts";

/** What the phone shows now: what is on its way, and the question that waits there. */
export function showPhone(visit: MemberVisit, person: Person | null): Html | null {
  const { words } = visit;
  if (person === null || (person.underway.length === 0 && person.asked === null)) return null;
  return html`<section class="panel phone">
    <h2>${words.onPhone}</h2>
    ${
      person.asked === null
        ? null
        : html`<p class="hint">${words.onPhoneAsked}</p>
            ${bubble(visit, person.asked)}`
    }
    ${
      person.underway.length === 0
        ? null
        : html`<p class="hint">${words.onPhoneUnderway}</p>
            ${person.underway.map((one) => bubble(visit, askedIn(one.body)))}`
    }
  </section>`;
}

function askedIn(body: Shaped): Pick<Asked, "text" | "choices" | "list"> {
  switch (body.kind) {
    case "text":
      return { text: body.text, choices: [], list: false };
    case "document":
      return { text: [body.text, body.file.name].join("\n").trim(), choices: [], list: false };
    case "buttons":
    case "template":
      return { text: body.text, choices: body.buttons.map(({ label }) => label), list: false };
    case "list":
      return { text: body.text, choices: body.rows.map(({ label }) => label), list: true };
  }
}

/** A message as a phone shows it: words, and under them buttons, or a list behind one. */
export function bubble(
  { words }: Pick<MemberVisit, "words">,
  { text, choices, list }: Pick<Asked, "text" | "choices" | "list">,
): Html {
  return html`<div class="bubble" dir="auto">
    ${written(text)}
    ${
      choices.length === 0
        ? null
        : list
          ? html`<details>
              <summary>${fill(words.listButton, { count: choices.length })}</summary>
              <ul class="choices">
                ${choices.map((one) => html`<li dir="auto">${one}</li>`)}
              </ul>
            </details>`
          : html`<ul class="choices">
              ${choices.map((one) => html`<li dir="auto">${one}</li>`)}
            </ul>`
    }
  </div>`;
}
