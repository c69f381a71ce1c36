import type { Shaped } from "../../channels/shape.ts";
import type { Case } from "../../core/cases/case.ts";
import { entrySchema, type Entry } from "../../core/cases/mail.ts";
import { hideNumbers } from "../../core/knowledge/hide-numbers.ts";
import { entriesOf } from "../../store/entries-of.ts";
import { html, written, type Html } from "../html.ts";
import type { MemberVisit } from "../visit.ts";
import { fill, sayMoment } from "../words.ts";
import type { Asked, Person } from "./contact.ts";
import { saySpoken } from "./say-brief.ts";
import { typingIn, typingLasts } from "./typing.ts";

export type Message = Extract<Entry, { kind: "message" }>;

/** What stands in a case's journal, in order. */
export interface Conversation {
  readonly messages: readonly Message[];
  /** Counts of the consultants' words that came when the person had left. */
  readonly missed: readonly number[];
}

export async function readConversation({ tools }: MemberVisit, id: string): Promise<Conversation> {
  const messages: Message[] = [];
  const missed: number[] = [];
  for await (const { body } of entriesOf(tools.world.store, id)) {
    const entry = entrySchema.parse(body);
    if (entry.kind === "message") messages.push(entry);
    else if (entry.act === "missed") missed.push(Number(entry.detail));
  }
  return { messages, missed };
}

/** Who writes at this moment, besides whoever looks. */
export async function typists(visit: MemberVisit, id: string): Promise<Html | null> {
  const { tools, now, me, team, words } = visit;
  const others = Object.entries(await typingIn(tools.world.store, id, now)).filter(
    ([account]) => account !== me.id,
  );
  if (others.length === 0) return null;
  const who = others.map(([account]) => team.accounts[account]?.name ?? "…").join(", ");
  const latest = Math.max(...others.map(([, at]) => at));
  return html`<p class="typing" data-vanish="${typingLasts - (now - latest)}">
    ${fill(words.isTyping, { who })}
  </p>`;
}

export function showConversation(
  visit: MemberVisit,
  file: Case,
  { messages, missed }: Conversation,
  person: Person | null,
): Html {
  const { words } = visit;
  if (messages.length === 0) return html`<p class="empty">${words.nothingWritten}</p>`;
  return html`<ol class="talk" aria-label="${words.conversation}">
    ${messages.map((one) => message(visit, file, one, deliveryOf(visit, file, one, missed, person)))}
  </ol>`;
}

function message(visit: MemberVisit, file: Case, one: Message, delivery: string | null): Html {
  const { words, language } = visit;
  const who = nameIn(visit, file, one.by);
  const text = one.author === "person" ? hideNumbers(one.text) : one.text;
  return html`<li data-author="${one.author}">
    <p class="author">
      ${fill(words[`by_${one.author}`], { who })}
      <time>${sayMoment(one.at, language)}</time>
    </p>
    ${text === "" ? null : written(text)}
    ${one.media === null ? null : html`<em>${words.attachment}</em>`}
    ${delivery === null ? null : html`<p class="delivery">${delivery}</p>`}
  </li>`;
}

function nameIn({ team }: MemberVisit, { holders }: Case, id: string): string {
  return holders.find((one) => one.id === id)?.name ?? team.accounts[id]?.name ?? id;
}

/** What is known of the way of a consultant's words: of the last ones, and of those that wait. */
function deliveryOf(
  { words }: MemberVisit,
  file: Case,
  { author, n, text }: Message,
  missed: readonly number[],
  person: Person | null,
): string | null {
  if (author !== "consultant" && author !== "assisted") return null;
  if (missed.includes(n)) return words.delivery_missed;
  if (file.queue.some((one) => one.n === n)) return words.delivery_queued;
  if (n !== file.said || person === null) return null;
  const first = plain(text).slice(0, 60);
  const waiting = person.underway.find((body) => plain(body.text).includes(first));
  const isTemplate = person.underway.some(
    (body) => body.kind === "template" && body.name === "student-answered",
  );
  if (isTemplate) return words.delivery_template;
  if (waiting !== undefined) return words.delivery_underway;
  return person.lastDelivery === null ? null : words[`delivery_${person.lastDelivery}`];
}

/** Without the marks of direction that messages get. */
function plain(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/gu, "");
}

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
            ${person.underway.map((one) => bubble(visit, askedIn(one)))}`
    }
  </section>`;
}

function askedIn(body: Shaped): Pick<Asked, "text" | "choices" | "list"> {
  switch (body.kind) {
    case "text":
      return { text: body.text, choices: [], list: false };
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

export function languageName(visit: MemberVisit, file: Case): string {
  return saySpoken(visit, file.need.language);
}
