import type { Case } from "../../core/cases/case.ts";
import { caseNumber } from "../../core/cases/number.ts";
import { caseOwnersOf, caseRules, holds, ownersOfCase, readsAll } from "../cases/access.ts";
import { loadPerson } from "../cases/contact.ts";
import { readConversation, showConversation, typists } from "../cases/conversation.ts";
import { loadCase, loadDesk } from "../cases/desk.ts";
import { showPhone } from "../cases/phone.ts";
import { markRead } from "../cases/read-marks.ts";
import { showReply, type Draft } from "../cases/reply.ts";
import { showBrief, showReach, showState, showWindow } from "../cases/summary.ts";
import { showOffer, showTasks } from "../cases/tasks.ts";
import { typingPosition } from "../cases/typing.ts";
import { html } from "../html.ts";
import { turnOf, type Topic } from "../live.ts";
import { alert, to } from "../page.ts";
import type { Route } from "../routes.ts";
import { page, type Answer, type MemberVisit } from "../visit.ts";
import { watched } from "../watched.ts";
import { isHeld } from "../../core/cases/case.ts";

export const caseRoutes: readonly Route[] = [
  {
    method: "get",
    path: "/cases/:case",
    allow: caseRules,
    ownersOf: caseOwnersOf,
    answer: (visit) => showCase(visit),
  },
];

/** A case with its conversation, and who writes in it at this moment. */
export const caseTopics: readonly Topic[] = [
  {
    name: "case",
    allow: caseRules,
    ownersOf: ownersOfCase,
    positionOf: (store, id) => turnOf(store, id),
  },
  {
    name: "typing",
    allow: caseRules,
    ownersOf: ownersOfCase,
    positionOf: typingPosition,
  },
];

/** What stands in the page besides the case itself: words that were not sent, a form with a mistake. */
export interface Again {
  readonly draft?: Draft;
  readonly trouble?: string;
  readonly closing?: string;
  readonly status?: number;
}

/** The whole case on one page; a conversation only for those who have it. */
export async function showCase(visit: MemberVisit, again: Again = {}): Promise<Answer> {
  const { words, tools, params, now, me } = visit;
  const { store } = tools.world;
  const id = params["case"] ?? "";
  // Before what they show is read, so that nothing falls between.
  const [at, typing] = [
    await tools.live.positionOf(`case:${id}`),
    await tools.live.positionOf(`typing:${id}`),
  ];
  const file = await loadCase(store, id);
  if (file === null) return { kind: "missing" };
  const [desk, person] = [await loadDesk(store), await loadPerson(tools.world, file.contact, now)];
  const isOpen = readsAll(file, visit);
  const conversation = isOpen ? await readConversation(visit, id) : null;
  const state = html`${showState(visit, file)} ${showReach(visit, file, person)}
  ${isOpen ? showWindow(visit, file, person) : null}`;
  if (holds(file, me.id)) await markRead(store, me.id, id, file.wrote, now);
  return page(
    caseNumber(id),
    html`${alert(again.trouble ?? null)}
      <p><a href="${to("/inbox")}">${words.inbox}</a></p>
      ${watched(visit, { id: "state", topic: `case:${id}`, at, away: `${to("/inbox")}?view=everyCase&say=elsewhere` }, html`${state}${showOffer(visit, id, file)}`)}
      ${showBrief(visit, file)}
      <section class="panel" id="conversation">
        <h2>${words.conversation}</h2>
        ${
          conversation === null
            ? html`<p class="hint">${words.conversationLater}</p>`
            : watched(
                visit,
                { id: "talk", topic: `case:${id}`, at, others: [[`typing:${id}`, typing]] },
                html`${showConversation(visit, file, conversation, person)}
                ${await typists(visit, id)}`,
              )
        }
      </section>
      ${mayReply(file, me.id) ? showReply(visit, id, file, again.draft ?? null) : null}
      ${isOpen ? showPhone(visit, person) : null}
      ${showTasks(visit, id, file, desk, again.closing ?? null)}`,
    again.status ?? 200,
  );
}

function mayReply(file: Case, account: string): boolean {
  return holds(file, account) && isHeld(file.phase);
}
