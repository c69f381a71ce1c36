import { sayDate } from "../../core/calendar/say-date.ts";
import type { Case } from "../../core/cases/case.ts";
import { caseNumber } from "../../core/cases/number.ts";
import { look } from "../../core/knowledge/learn.ts";
import type { Topic } from "../../core/knowledge/topic.ts";
import { fold as foldText } from "../../core/language/fold.ts";
import { isRightToLeft } from "../../core/language/languages.ts";
import { endOf, startOf } from "../../core/webinar/plan.ts";
import type { Webinar } from "../../core/webinar/webinar.ts";
import { canned, fillCanned } from "../canned.ts";
import { area, fold } from "../fields.ts";
import { html, said, type Html } from "../html.ts";
import { alert, button, form, searchForm, to } from "../page.ts";
import type { MemberVisit } from "../visit.ts";
import { consoleLanguages, fill } from "../words.ts";
import { languageName } from "./conversation.ts";
import { commandField } from "./desk.ts";

/** What somebody wrote before, when the page is shown again. */
export interface Draft {
  readonly text: string;
  readonly trouble: string | null;
  /** It is known that others wrote meanwhile. */
  readonly anyway: boolean;
}

const topicsShown = 5;

/** Where words for the person are written, and what can be put into them. */
export function showReply(visit: MemberVisit, id: string, file: Case, draft: Draft | null): Html {
  const { words, query } = visit;
  const { language } = file.need;
  const insert = query.get("insert");
  const text = draft?.text ?? (insert === null ? "" : insertedBy(visit, id, file, insert));
  const known = draft?.anyway === true ? file.said : Number(visit.form.get("said") ?? file.said);
  return html`<section class="panel reply" id="reply">
    <h2>${words.reply}</h2>
    ${alert(draft?.trouble ?? null)}
    ${form(
      visit,
      `/cases/${id}/say`,
      html`${commandField()}
        <input type="hidden" name="said" value="${draft?.anyway === true ? file.said : known}" />
        ${area({
          id: "text",
          name: "text",
          label: fill(words.replyIn, { language: languageName(visit, file) }),
          value: text,
          dir: isRightToLeft(language) ? "rtl" : "ltr",
          typing: to(`/cases/${id}/typing`),
        })}
        ${button(draft?.anyway === true ? words.sendAnyway : words.send)}`,
    )}
    ${readyAnswers(visit, id, file)} ${topicsFor(visit, id, file)} ${webinarsFor(visit, id, file)}
  </section>`;
}

function insertLink(id: string, key: string, name: string, text: string): Html {
  return html`<li>
    <a
      href="${`${to(`/cases/${id}`)}?insert=${encodeURIComponent(key)}#reply`}"
      data-insert="${text}"
      >${said(name)}</a
    >
  </li>`;
}

function readyAnswers(visit: MemberVisit, id: string, file: Case): Html {
  const { words, language } = visit;
  const at = consoleLanguages.indexOf(language);
  return fold(
    words.ready,
    html`<p class="hint">${words.readyAbout}</p>
      <ul class="inserts">
        ${canned.map((one) => insertLink(id, `canned:${one.id}`, one.name[at] ?? one.id, filled(visit, id, file, one)))}
      </ul>`,
  );
}

function filled(visit: MemberVisit, id: string, file: Case, one: (typeof canned)[number]): string {
  const { language } = file.need;
  const { promised } = file;
  return fillCanned(one, language, {
    me: visit.me.name,
    number: caseNumber(id),
    ...(promised === null ? {} : { date: sayDate(promised, language, false) }),
  });
}

function topicsFor(visit: MemberVisit, id: string, file: Case): Html {
  const { words, query } = visit;
  const typed = (query.get("topic") ?? "").trim().slice(0, 200);
  const request = file.brief.find(({ label }) => label === "request")?.text ?? "";
  const found = findTopics(visit, typed === "" ? request : typed);
  return fold(
    words.insertTopic,
    html`${searchForm(visit, { at: `/cases/${id}#reply`, name: "topic", label: words.findTopic, typed })}
    ${
      found.length === 0
        ? html`<p class="hint">${words.noTopic}</p>`
        : html`<ul class="inserts">
            ${found.map((topic) => insertLink(id, `topic:${topic.id}`, topic.title[visit.language], topicText(topic, file)))}
          </ul>`
    }`,
    typed !== "",
  );
}

/** By what they mean, in any language; by the letters of a title when that finds nothing. */
export function findTopics({ tools }: Pick<MemberVisit, "tools">, text: string): readonly Topic[] {
  const { knowledge } = tools.world.book;
  if (knowledge === null || text === "") return [];
  const near = look(knowledge.learned, text, topicsShown + 5)
    .near.map(({ subject }) => knowledge.topics.get(Number(subject)))
    .filter((topic) => topic !== undefined);
  const wanted = foldText(text);
  const named = [...knowledge.topics.values()].filter(({ title }) =>
    Object.values(title).some((one) => foldText(one).includes(wanted)),
  );
  return [...new Set([...named, ...near])].slice(0, topicsShown);
}

function topicText(topic: Topic, { need: { language } }: Case): string {
  return `${topic.title[language]}\n${topic.answer[language]}\n${topic.today[language]}`;
}

/** Published and still to come. */
export function comingWebinars({
  tools,
  now,
}: Pick<MemberVisit, "tools" | "now">): readonly Webinar[] {
  return tools.world.book.webinars
    .map(({ webinar }) => webinar)
    .filter((webinar) => webinar.state === "published" && endOf(webinar) > now);
}

function webinarsFor(visit: MemberVisit, id: string, file: Case): Html {
  const coming = comingWebinars(visit);
  return fold(
    visit.words.insertWebinar,
    coming.length === 0
      ? html`<p class="hint">${visit.words.noWebinarNow}</p>`
      : html`<ul class="inserts">
          ${coming.map((webinar) => insertLink(id, `webinar:${webinar.id}`, webinar.title[visit.language], webinarText(webinar, file)))}
        </ul>`,
  );
}

const invitations = {
  fr: "Pour y venir, écrivez « webinaire » quand nous aurons fini.",
  ar: "للمشاركة اكتبوا «ندوة» عندما ننتهي.",
  ary: "باش تجيو، كتبو «ندوة» ملي نساليو.",
  "ary-Latn": "Bach tjiw, ktbou « webinaire » melli nsaliw.",
  en: "To come, write “webinar” when we are done.",
} as const;

function webinarText(webinar: Webinar, { need: { language } }: Case): string {
  const when = sayDate(startOf(webinar), language, true);
  return `${webinar.title[language]}\n${when}\n${invitations[language]}`;
}

/** Without the module of the page: the text comes with the next page. */
function insertedBy(visit: MemberVisit, id: string, file: Case, key: string): string {
  const [kind, what = ""] = key.split(":");
  if (kind === "canned") {
    const one = canned.find((each) => each.id === what);
    return one === undefined ? "" : filled(visit, id, file, one);
  }
  if (kind === "topic") {
    const topic = visit.tools.world.book.knowledge?.topics.get(Number(what));
    return topic === undefined ? "" : topicText(topic, file);
  }
  const webinar = comingWebinars(visit).find((one) => one.id === what);
  return webinar === undefined ? "" : webinarText(webinar, file);
}
