import { organizationTypes } from "../../diagnostic/answers.ts";
import type { WebinarSubject } from "../../knowledge/knowledge.ts";
import type { Listed } from "../../webinar/catalogue.ts";
import { fitting } from "../../webinar/fitting.ts";
import { endOf, startOf } from "../../webinar/plan.ts";
import type { Registration } from "../../webinar/registrations.ts";
import type { Play } from "../play.ts";
import { lastResult } from "./last-result.ts";

/** How long after the end the room is still of use. */
export const lingers = 30 * 60_000;

/** Only for whoever is registered. */
const ofTheirOwn: readonly string[] = ["link", "late", "cancel", "move", "two", "question"];
/** About what a webinar leaves behind. */
const afterwards: readonly string[] = ["replay", "documents", "certificate"];
/** Where it matters which one is meant. */
const tellsApart: readonly string[] = ["cancel", "move", "two"];

/** What they mean: one webinar, some, or none; see `findWebinar`. */
export function meant(
  play: Play,
  asked: WebinarSubject | "told" | "",
  webinar: string,
): { readonly where: string; readonly id: string } {
  if (webinar !== "") return { where: "read", id: webinar };
  const all = coming(play, "");
  if (asked === "stop") return { where: "stop", id: "" };
  const [next, ...others] = ahead(play).map(({ card }) => card.id);
  const [latest] = past(play).map(({ card }) => card.id);
  if (asked === "" || asked === "list" || asked === "told") {
    const isEmpty = all.length === 0 && next === undefined && latest === undefined;
    return { where: isEmpty ? "none" : "list", id: "" };
  }
  if (afterwards.includes(asked)) {
    const id = isRecent(play, latest) ? latest : (next ?? latest);
    return id === undefined ? { where: "general", id: "" } : { where: "read", id };
  }
  if (ofTheirOwn.includes(asked)) {
    if (next === undefined) return { where: all.length === 0 ? "none" : "stranger", id: "" };
    const isUnclear = others.length > 0 && tellsApart.includes(asked);
    return isUnclear ? { where: "which", id: "" } : { where: "read", id: next };
  }
  const viewed = play.state.facts["viewed"];
  const [seen] = Array.isArray(viewed) ? viewed : [];
  const id = next ?? all.find((one) => one.webinar.id === seen)?.webinar.id ?? all[0]?.webinar.id;
  if (id !== undefined) return { where: "read", id };
  return { where: asked === "price" || asked === "data" ? "general" : "none", id: "" };
}

/** The conversation that called: a message of ours about a webinar. */
export function fromBefore(play: Play): { readonly about: string; readonly webinar: string } {
  const under = play.frames.at(-2);
  if (under?.flow !== "webinar-news") return { about: "", webinar: "" };
  const { what, webinar, next } = under.values;
  if (what === "cancelled") {
    return { about: "", webinar: typeof next === "string" ? next : "" };
  }
  return { about: "move", webinar: typeof webinar === "string" ? webinar : "" };
}

/** Still to come, the best fit first, without one and without those they have a seat in. */
export function coming(play: Play, except: string): readonly Listed[] {
  const { book, state, now } = play;
  const last = lastResult(play);
  const lowest = [...(last?.score.dimensions ?? [])]
    .filter(({ coverage }) => coverage > 0)
    .toSorted((one, other) => one.points - other.points)
    .map(({ dimension }) => dimension);
  const { language } = state;
  const seeker = {
    language,
    dimensions: lowest,
    level: last?.score.level ?? null,
    type: organizationTypes.find((one) => one === play.orgValue("P1")) ?? null,
  };
  const all = fitting(book.webinars, seeker, now).filter(({ webinar }) => webinar.id !== except);
  if (except === "") return all;
  // Another date: the same session first.
  const title = book.webinars.find(({ webinar }) => webinar.id === except)?.webinar.title.fr;
  const mine = ofMine(play);
  const free = all.filter(({ webinar }) => mine[webinar.id] === undefined);
  const isSame = ({ webinar }: Listed): boolean => webinar.title.fr === title;
  return [...free.filter(isSame), ...free.filter((one) => !isSame(one))];
}

/** Theirs, by id. */
export function ofMine({ state }: Play): Readonly<Record<string, Registration>> {
  return state.registrations.of;
}

/** Theirs to come or just over, the next one first. */
export function ahead(play: Play): readonly Registration[] {
  return Object.values(ofMine(play))
    .filter(({ card }) => play.now < endOf(card) + lingers)
    .toSorted((one, other) => startOf(one.card) - startOf(other.card));
}

/** Theirs that are over, the last one first. */
export function past(play: Play): readonly Registration[] {
  return Object.values(ofMine(play))
    .filter(({ card }) => play.now >= endOf(card) + lingers)
    .toSorted((one, other) => startOf(other.card) - startOf(one.card));
}

/** What they ask about afterwards is mostly the last one, even when another lies ahead. */
function isRecent(play: Play, webinar: string | undefined): boolean {
  const mine = webinar === undefined ? undefined : ofMine(play)[webinar];
  return mine !== undefined && play.now < endOf(mine.card) + 15 * 86_400_000;
}
