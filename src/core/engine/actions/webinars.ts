import { z } from "zod";
import type { Phrase } from "../../language/sentences.ts";
import type { WebinarSubject } from "../../knowledge/knowledge.ts";
import type { Listed } from "../../webinar/catalogue.ts";
import { hoursHere, type Place } from "../../webinar/hours.ts";
import { endOf, startOf } from "../../webinar/plan.ts";
import type { Registration } from "../../webinar/registrations.ts";
import type { Webinar } from "../../webinar/webinar.ts";
import { isAgreed } from "../agreements.ts";
import { placeIn } from "../place-named.ts";
import type { Play } from "../play.ts";
import { answerMoment } from "../webinars.ts";
import type { Action } from "./action.ts";
import { json, phrase } from "./last-result.ts";
import { ahead, coming, fromBefore, lingers, meant, ofMine, past } from "./webinar-meant.ts";

const about = z.strictObject({ about: z.string(), webinar: z.string() });
const listing = z.strictObject({ page: z.number(), except: z.string() });
const reading = z.strictObject({ webinar: z.string(), said: z.string() });
const nothing = z.strictObject({});

/** Webinars named in one message. */
const listed = 3;

/**
 * `where`: `read` (one webinar is meant), `which` (one of theirs), `list`, `stop`, `general` (about
 * webinars as such), `stranger` (they are registered for none), or `none` (nothing is announced).
 */
export const findWebinar = {
  about: "Which webinar is meant, and what about it.",
  takes: about,
  gives: { about: "string", webinar: "string", where: "string" },
  perform({ about: asked, webinar }, play) {
    const from = webinar === "" && asked === "" ? fromBefore(play) : { about: asked, webinar };
    const { where, id } = meant(play, from.about as WebinarSubject | "", from.webinar);
    return { gives: { about: from.about, webinar: id, where } };
  },
} satisfies Action<z.infer<typeof about>>;

/** Two are enough to choose from (brief § 5.1); a third fits, and the rest is a page further. */
export const listWebinars = {
  about: "The webinars to come, those that fit best first, as lines and choices.",
  takes: listing,
  gives: { lines: "dyn", choices: "dyn", count: "double" },
  perform({ page, except }, play) {
    play.keep("contact.viewed", ["", play.now]);
    const all = coming(play, except);
    const from = page * listed >= all.length ? 0 : page * listed;
    const these = all.slice(from, from + listed);
    const more = all.length > listed ? [elsewhere("more")] : [];
    const mine = except === "" && Object.keys(ofMine(play)).length > 0 ? [elsewhere("mine")] : [];
    return {
      gives: {
        lines: json({ lines: these.map((one, at) => lineOf(play, one, at + 1)) }),
        choices: json([
          ...these.map(({ webinar }, at) => choiceOf(play, webinar, at + 1)),
          ...more,
          ...mine,
        ]),
        count: these.length,
      },
    };
  },
} satisfies Action<z.infer<typeof listing>>;

export const listMine = {
  about: "The webinars they are registered for, as lines and choices.",
  takes: nothing,
  gives: { lines: "dyn", choices: "dyn", count: "double" },
  perform(_, play) {
    const mine = [...ahead(play), ...past(play)].slice(0, 2 * listed);
    return {
      gives: {
        lines: json({
          lines: mine.map(({ card }, at) => ({
            say: "webinar.line",
            with: { n: at + 1, title: card.title[play.state.language], when: whenOf(card) },
          })),
        }),
        choices: json(mine.map(({ card }, at) => choiceOf(play, card, at + 1))),
        count: mine.length,
      },
    };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** `standing`: `gone`, `open`, `full`, `over`, and of theirs `seated`, `partly`, `waiting`, `ended`. */
export const readWebinar = {
  about: "All that may be told of one webinar, and how they stand towards it.",
  takes: reading,
  gives: {
    standing: "string",
    title: "dyn",
    when: "dyn",
    there: "dyn",
    isElsewhere: "bool",
    summary: "dyn",
    minutes: "double",
    spoken: "dyn",
    audience: "dyn",
    link: "string",
    replay: "string",
    documents: "dyn",
    hasDocuments: "bool",
    code: "string",
    place: "double",
    two: "bool",
    reminders: "bool",
    calendar: "string",
    isOn: "bool",
  },
  perform({ webinar: id, said }, play) {
    const { book, state, now } = play;
    play.keep("contact.viewed", [id, now]);
    const found = book.webinars.find(({ webinar }) => webinar.id === id);
    const mine = state.registrations.of[id];
    const known = found?.webinar ?? mine?.card;
    if (known === undefined || known.state !== "published") {
      return { gives: { standing: "gone", title: known?.title[state.language] ?? "", when: "" } };
    }
    const place: Place | null = placeIn(said) ?? state.place;
    const { there } = hoursHere(known, state.language, place);
    const start = startOf(known);
    const documents = found?.webinar.documents ?? [];
    const isOn = now > start - lingers && now < endOf(known) + lingers;
    return {
      gives: {
        standing: standingOf(play, known, found?.left ?? null, mine),
        title: known.title[state.language],
        when: whenOf(known),
        there: there ?? "",
        isElsewhere: there !== null,
        summary: found?.webinar.summary[state.language] ?? "",
        minutes: known.minutes,
        spoken: json({ list: spokenIn(found?.webinar.spoken ?? []) }),
        audience: phrase(audienceOf(found?.webinar)),
        link: known.link ?? "",
        replay: known.replay ?? "",
        documents: json({ lines: documents.map(({ title, url }) => `${title} : ${url}`) }),
        hasDocuments: documents.length > 0,
        code: mine?.code ?? "",
        place: mine?.place ?? 0,
        two: mine?.wanted === 2,
        reminders: mine?.reminders === true && isAgreed(state, "reminders"),
        calendar: book.publicUrl === null ? "" : `${book.publicUrl}/w/${id}/${state.language}.ics`,
        isOn,
      },
    };
  },
} satisfies Action<z.infer<typeof reading>>;

/** Whoever asks for the link as it begins has no need to be told that it has begun. */
export const openLink = {
  about: "They have the link and the room is open: no more reminder to come in.",
  takes: z.strictObject({ webinar: z.string() }),
  gives: {},
  perform({ webinar }, play) {
    const mine = play.state.registrations.of[webinar];
    if (mine !== undefined && !mine.opened) answerMoment(play, webinar, "start", "opened");
    return { gives: {} };
  },
} satisfies Action<{ readonly webinar: string }>;

function standingOf(
  { now }: Play,
  known: Pick<Webinar, "starts" | "zone" | "minutes">,
  left: number | null,
  mine: Registration | undefined,
): string {
  if (now >= endOf(known) + lingers) return mine === undefined ? "over" : "ended";
  if (mine === undefined) {
    if (now >= endOf(known)) return "over";
    return left === 0 ? "full" : "open";
  }
  if (mine.held === 0) return "waiting";
  return mine.held < mine.wanted ? "partly" : "seated";
}

export function whenOf(card: Pick<Webinar, "starts" | "zone">): { date: number } {
  return { date: startOf(card) };
}

function lineOf(play: Play, { webinar, left }: Listed, n: number): Phrase {
  const isMine = ofMine(play)[webinar.id] !== undefined;
  const say = isMine ? "webinar.line-mine" : left === 0 ? "webinar.line-full" : "webinar.line";
  return { say, with: { n, title: webinar.title[play.state.language], when: whenOf(webinar) } };
}

function choiceOf(
  play: Play,
  { id, title, starts }: Pick<Webinar, "id" | "title" | "starts">,
  n: number,
) {
  const [, month, day] = /^\d{4}-(\d\d)-(\d\d)/u.exec(starts) ?? [];
  return {
    id,
    label: { say: "webinar.choice", with: { n, date: `${day}/${month}` } },
    about: title[play.state.language],
  };
}

function elsewhere(id: "more" | "mine") {
  return { id, label: { say: `webinar.elsewhere.${id}` } };
}

/** Darija is one language to the ear. */
function spokenIn(spoken: Webinar["spoken"]): readonly Phrase[] {
  const names = { fr: "french", ar: "arabic", ary: "darija", "ary-Latn": "darija", en: "english" };
  return [...new Set(spoken.map((one) => names[one]))].map((name) => ({
    say: `webinar.spoken.${name}`,
  }));
}

function audienceOf(webinar: Webinar | undefined): Phrase {
  const { levels, types } = webinar?.audience ?? { levels: [], types: [] };
  const parts: Phrase[] = [];
  if (levels.length > 0) {
    const [from, to] = [Math.min(...levels), Math.max(...levels)];
    parts.push({ say: "webinar.for-levels", with: { from, to } });
  }
  for (const type of types) parts.push({ say: `words.type.${type}` });
  return parts.length === 0 ? { say: "webinar.for-all" } : { list: parts };
}
