import type { Case } from "../../core/cases/case.ts";
import { entrySchema, type Entry } from "../../core/cases/mail.ts";
import { hideNumbers } from "../../core/knowledge/hide-numbers.ts";
import { entriesOf } from "../../store/entries-of.ts";
import { html, written, type Html } from "../html.ts";
import type { MemberVisit } from "../visit.ts";
import { fill, sayMoment } from "../words.ts";
import type { Person } from "./contact.ts";
import { deliveryOfMove, deliveryOfWords, sayDelivery } from "./deliveries.ts";
import { bubble } from "./phone.ts";
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

/**
 * Everything that was said: before the case was opened, folded when it is long; since then; and what
 * the bot says meanwhile, which stands with the contact only.
 */
export function showConversation(
  visit: MemberVisit,
  file: Case,
  { messages, missed }: Conversation,
  person: Person | null,
): Html {
  const { words } = visit;
  const all = [...messages, ...saidMeanwhile(file, person)].toSorted((a, b) => a.at - b.at);
  if (all.length === 0) return html`<p class="empty">${words.nothingWritten}</p>`;
  const isBefore = (one: Message): boolean => one.at < file.opened;
  const before = all.filter(isBefore);
  const since = all.filter((one) => !isBefore(one));
  const list = (some: readonly Message[], label: string): Html =>
    html`<ol class="talk" aria-label="${label}">
      ${some.map((one) => message(visit, file, one, deliveryOf(file, one, missed, person)))}
    </ol>`;
  return html`${
    before.length === 0
      ? null
      : html`<details class="fold before" ${since.length === 0 ? html`open` : null}>
          <summary>${fill(words.saidBefore, { count: before.length })}</summary>
          ${list(before, words.saidBefore_)}
        </details>`
  }
  ${since.length === 0 ? html`<p class="empty">${words.nothingWritten}</p>` : list(since, words.conversation)}`;
}

/** Of the contact's talk what belongs to this case and stands in it nowhere. */
function saidMeanwhile(file: Case, person: Person | null): readonly Message[] {
  const until = file.closed?.at ?? Number.POSITIVE_INFINITY;
  return (person?.talk ?? []).flatMap((one): Message[] => {
    const { by, at, move, text, given, choices, media, tapped } = one;
    if (by === "consultant" || given !== undefined || text === undefined) return [];
    if (at < file.opened || at > until) return [];
    return [
      {
        kind: "message",
        author: by,
        by: "",
        at,
        n: 0,
        text,
        media: media ?? null,
        move,
        ...(choices === undefined ? {} : { choices }),
        ...(tapped === undefined ? {} : { tapped }),
      },
    ];
  });
}

function message(visit: MemberVisit, file: Case, one: Message, delivery: Delivered): Html {
  const { words, language } = visit;
  const who = one.by === "" ? words.by_bot : nameIn(visit, file, one.by);
  const text = one.author === "person" ? hideNumbers(one.text) : one.text;
  const said = sayDelivery(visit, delivery);
  return html`<li data-author="${one.author}">
    <p class="author">
      ${fill(words[`by_${one.author}`], { who })}
      ${one.tapped === true ? html`<span>· ${words.tapped}</span>` : null}
      <time datetime="${new Date(one.at).toISOString()}">${sayMoment(one.at, language)}</time>
    </p>
    ${
      one.choices !== undefined
        ? bubble(visit, { text, choices: one.choices, list: one.choices.length > buttonsMost })
        : text === ""
          ? null
          : written(text)
    }
    ${one.media === null ? null : html`<em>${words.attachment}</em>`}
    ${said === null ? null : html`<p class="delivery" data-delivery="${delivery}">${said}</p>`}
  </li>`;
}

/** More answers than that are a list behind a button on WhatsApp. */
const buttonsMost = 3;

function nameIn({ team }: MemberVisit, { holders }: Case, id: string): string {
  return holders.find((one) => one.id === id)?.name ?? team.accounts[id]?.name ?? id;
}

type Delivered = ReturnType<typeof deliveryOfWords>;

function deliveryOf(
  file: Case,
  { author, n, move }: Message,
  missed: readonly number[],
  person: Person | null,
): Delivered {
  if (author === "person" || author === "note") return null;
  if (n > 0) return deliveryOfWords(file, n, missed, person);
  if (move === undefined || person === null) return null;
  return deliveryOfMove(file, person, move);
}

export function languageName(visit: MemberVisit, file: Case): string {
  return saySpoken(visit, file.need.language);
}
