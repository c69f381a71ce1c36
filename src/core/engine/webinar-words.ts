import { sayDate, sayTime } from "../calendar/say-date.ts";
import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";
import type { Card, MomentNews } from "../webinar/mail.ts";
import { endOf, startOf } from "../webinar/plan.ts";
import type { Play } from "./play.ts";
import { beginByUs } from "./starting.ts";

/** The webinars of the programme from which people hear in the flow of this name. */
export const newsFlow = "webinar-news";

/** Another day or hour asks anew; another way in, or length, is only told. */
export function sayChange(play: Play, was: Card, card: Card): void {
  const title = titleOf(play, [card]);
  if (startOf(was) !== startOf(card)) {
    return ask(play, "moved", [card], "webinar-moved", { was: { date: startOf(was) } });
  }
  if (was.link !== null && card.link !== null && was.link !== card.link) {
    const { link } = card;
    play.draft.template({ name: "webinar-link", values: { title, link }, until: endOf(card) });
    play.say("webinar.relinked", { title, link });
  } else if (was.minutes !== card.minutes) {
    play.say("webinar.longer", { title, minutes: card.minutes });
  }
}

/** It does not take place; with the next date of the same session, if there is one. */
export function sayCancelled(play: Play, card: Card): void {
  const { webinars } = play.book;
  const next = webinars.find(
    ({ webinar }) =>
      webinar.state === "published" &&
      webinar.id !== card.id &&
      webinar.title.fr === card.title.fr &&
      startOf(webinar) > play.now,
  );
  const found =
    next === undefined
      ? { next: "" }
      : { next: next.webinar.id, nextWhen: { date: startOf(next.webinar) } };
  ask(play, "cancelled", [card], "webinar-cancelled", found);
}

/** A moment that is due: one message, however many webinars it is about. */
export function sayMoment(play: Play, news: MomentNews, cards: readonly Card[]): void {
  const [card] = cards;
  if (card === undefined) return;
  const title = titleOf(play, cards);
  const when = whenOf(card);
  const until = news.expires;
  play.says = "reminder";
  switch (news.moment) {
    case "hour-before": {
      if (card.link === null) return play.say("webinar.hour-before-soon", { title, when });
      const hour = sayTime(startOf(card), play.state.language);
      const values = { title, hour, link: card.link };
      play.draft.template({ name: "webinar-hour-before", values, until });
      return play.say("webinar.hour-before", { title, when, link: linksOf(play, cards) });
    }
    case "start": {
      const values = { title, link: card.link ?? "" };
      play.draft.template({ name: "webinar-started", values, until });
      return play.say("webinar.started", { title, link: linksOf(play, cards) });
    }
    case "replay": {
      const values = { title, link: card.replay ?? "" };
      play.draft.template({ name: "webinar-replay", values, until });
      return play.say("webinar.replay", values);
    }
    case "day-before":
      return ask(play, "day-before", cards, "webinar-day-before", {}, until);
    case "after":
      return ask(play, "after", cards, "webinar-thanks", {}, until);
    case "two-weeks":
      return ask(play, "two-weeks", cards, "webinar-two-weeks", intendedFor(play, card.id), until);
  }
}

/** What they wanted to do after the webinar, as they said it then. */
function intendedFor(play: Play, webinar: string): Readonly<Record<string, Json>> {
  const intended = play.state.facts["intended"];
  const words = Array.isArray(intended) && intended[0] === webinar ? intended[1] : undefined;
  return typeof words === "string" ? { intended: { typed: words }, isIntended: true } : {};
}

/** Begins `flows/webinar-news.yaml` with one of its questions. */
export function ask(
  play: Play,
  what: string,
  cards: readonly Card[],
  template: string,
  values: Readonly<Record<string, Json>> = {},
  until: Instant | null = null,
): void {
  const [card] = cards;
  if (card === undefined) return;
  const { language } = play.state;
  const title = titleOf(play, cards);
  const start = startOf(card);
  const own: Readonly<Record<string, string>> =
    what === "after" || what === "two-weeks"
      ? { title }
      : what === "cancelled"
        ? { title, day: sayDate(start, language, false) }
        : { title, day: sayDate(start, language, false), hour: sayTime(start, language) };
  const isAhead = what === "moved" || what === "seat" || what === "cancelled";
  beginByUs(
    play,
    newsFlow,
    {
      what,
      webinar: card.id,
      webinars: cards.map(({ id }) => id),
      title,
      when: whenOf(card),
      ...values,
    },
    { name: template, values: own, until: isAhead ? start : until },
    what === "moved" || what === "cancelled" ? "reply" : "reminder",
  );
}

/** The titles; of several that begin at different hours, each with its own. */
function titleOf(play: Play, cards: readonly Card[]): string {
  const differ = cards.some((card) => startOf(card) !== startOf(cards[0] ?? card));
  return cards
    .map(({ title, starts }) => {
      const [, month, date, clock] = /^\d{4}-(\d\d)-(\d\d)T(\d\d:\d\d)/u.exec(starts) ?? [];
      const own = title[play.state.language];
      return differ ? `${own} (${date}/${month}, ${clock})` : own;
    })
    .join(" + ");
}

function whenOf(card: Card): { date: Instant } {
  return { date: startOf(card) };
}

/** The way into each of them, one a line. */
function linksOf({ state }: Play, cards: readonly Card[]): string {
  if (cards.length === 1) return cards[0]?.link ?? "";
  return cards
    .flatMap(({ title, link }) => (link === null ? [] : [`${title[state.language]} : ${link}`]))
    .join("\n");
}
