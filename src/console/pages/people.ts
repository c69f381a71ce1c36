import { randomBytes } from "node:crypto";
import { roles } from "../../core/consultants/roles.ts";
import { invitationLasts, membersOf, type Account } from "../../core/consultants/team.ts";
import { enroll } from "../cases/enroll.ts";
import { linkOf } from "../first-link.ts";
import { html, type Html } from "../html.ts";
import { button, form, nameOf, to } from "../page.ts";
import { onlyCoordinator, type Route } from "../routes.ts";
import { hashOf, newWord } from "../seal.ts";
import { changeTeam } from "../team.ts";
import { go, page, type Answer, type MemberVisit, type Notice } from "../visit.ts";
import { fill, sayMoment } from "../words.ts";

export const peopleRoutes: readonly Route[] = [
  { method: "get", path: "/people", allow: onlyCoordinator, answer: show },
  {
    method: "post",
    path: "/people/invite",
    allow: onlyCoordinator,
    act: "people.invite",
    on: ({ form }) => roles.find((one) => one === form.get("role")) ?? null,
    answer: (visit) => invite(visit, null),
  },
  {
    method: "post",
    path: "/people/invitations/:invitation/withdraw",
    allow: onlyCoordinator,
    act: "people.withdraw",
    answer: withdraw,
  },
  {
    method: "post",
    path: "/people/:account/role",
    allow: onlyCoordinator,
    act: "people.role",
    answer: changeRole,
  },
  {
    method: "post",
    path: "/people/:account/reset",
    allow: onlyCoordinator,
    act: "people.reset",
    answer: (visit) => invite(visit, visit.params["account"] ?? ""),
  },
  {
    method: "post",
    path: "/people/:account/sign-out",
    allow: onlyCoordinator,
    act: "people.sign-out",
    answer: signOut,
  },
  {
    method: "post",
    path: "/people/:account/revoke",
    allow: onlyCoordinator,
    act: "people.revoke",
    answer: revoke,
  },
];

async function show(visit: MemberVisit): Promise<Answer> {
  const { words, team } = visit;
  return page(
    words.people,
    html`<section class="panel">
        <h2>${words.inviteTitle}</h2>
        ${form(visit, "/people/invite", html`${roleField(visit, "invite-role", "consultant")}${button(words.invite)}`)}
      </section>
      ${team.invitations.length === 0 ? null : invitations(visit)}
      <section class="panel">
        <h2>${words.members}</h2>
        <ul class="rows">
          ${membersOf(team).map((account) => member(visit, account))}
        </ul>
      </section>`,
  );
}

function roleField({ words }: MemberVisit, id: string, chosen: string): Html {
  return html`<div class="field">
    <label for="${id}">${words.role}</label>
    <select id="${id}" name="role">
      ${roles.map((role) => html`<option value="${role}" ${role === chosen ? html`selected` : null}>${words[role]}</option>`)}
    </select>
  </div>`;
}

function invitations(visit: MemberVisit): Html {
  const { words, team, language } = visit;
  const items = team.invitations.map(({ id, role, until, account }) => {
    const whose =
      account === null
        ? words[role]
        : fill(words.forWhom, { name: team.accounts[account]?.name ?? "" });
    return html`<li class="row">
      <span
        ><strong>${whose}</strong>
        <small>${fill(words.until, { date: sayMoment(until, language) })}</small></span
      >
      ${form(visit, `/people/invitations/${id}/withdraw`, button(words.withdraw, "quiet"), "inline")}
    </li>`;
  });
  return html`<section class="panel">
    <h2>${words.pending}</h2>
    <ul class="rows">
      ${items}
    </ul>
  </section>`;
}

function member(visit: MemberVisit, account: Account): Html {
  const { words, me, language } = visit;
  const { id, role, joined, code } = account;
  const isMe = id === me.id;
  return html`<li class="member">
    <p>
      <strong>${nameOf(account)}</strong> ${isMe ? html`<small>(${words.you})</small>` : null}
      <span class="tag">${words[role]}</span>
    </p>
    <p class="hint">
      ${fill(words.since, { date: sayMoment(joined, language) })} ·
      ${code === null ? words.noCode : words.withCode}
    </p>
    <details>
      <summary>${words.manage}<span class="unseen"> ${account.name}</span></summary>
      ${form(visit, `/people/${id}/role`, html`${roleField(visit, `role-${id}`, role)}${button(words.changeRole, "quiet")}`)}
      ${form(visit, `/people/${id}/reset`, button(words.reset, "quiet"))}
      ${form(visit, `/people/${id}/sign-out`, button(words.everyoneOut, "quiet"))}
      ${form(
        visit,
        `/people/${id}/revoke`,
        html`<p class="hint">${words.revokeAbout}</p>
          ${button(words.revoke, "danger")}`,
      )}
    </details>
  </li>`;
}

/** A link that is shown here, once, and kept nowhere. */
async function invite(visit: MemberVisit, account: string | null): Promise<Answer> {
  const { words, me, now, tools, language } = visit;
  const role = roles.find((one) => one === visit.form.get("role")) ?? "reader";
  const word = newWord();
  const id = `i${randomBytes(5).toString("hex")}`;
  const made = await changeTeam(
    tools.world.store,
    { kind: "invite", id, hash: hashOf(word), role, by: me.id, account },
    now,
  );
  if ("refused" in made) return go("/people", "noAccount");
  const date = sayMoment(now + invitationLasts, language);
  return page(
    words.linkTitle,
    html`<div class="narrow">
      <p>${fill(words.linkAbout, { date })}</p>
      <p class="link"><code id="link" dir="ltr">${linkOf(visit.origin, word)}</code></p>
      <p><button type="button" class="main" data-copy="link" hidden>${words.copy}</button></p>
      <p><a href="${to("/people")}">${words.back}</a></p>
    </div>`,
  );
}

async function withdraw({ params, tools, now }: MemberVisit): Promise<Answer> {
  await changeTeam(tools.world.store, { kind: "withdraw", id: params["invitation"] ?? "" }, now);
  return go("/people", "withdrawn");
}

async function changeRole(visit: MemberVisit): Promise<Answer> {
  const { params, form, tools, now } = visit;
  const role = roles.find((one) => one === form.get("role"));
  if (role === undefined) return { kind: "missing" };
  const act = { kind: "role", account: params["account"] ?? "", role } as const;
  const changed = await changeTeam(tools.world.store, act, now);
  await enroll(visit);
  return told(changed, "roleChanged");
}

async function signOut({ params, tools, now }: MemberVisit): Promise<Answer> {
  const act = { kind: "sign-out-everywhere", account: params["account"] ?? "" } as const;
  return told(await changeTeam(tools.world.store, act, now), "saved");
}

async function revoke(visit: MemberVisit): Promise<Answer> {
  const { params, tools, now } = visit;
  const act = { kind: "revoke", account: params["account"] ?? "" } as const;
  const changed = await changeTeam(tools.world.store, act, now);
  // What they held goes to others.
  await enroll(visit);
  return told(changed, "revoked");
}

function told(changed: Awaited<ReturnType<typeof changeTeam>>, done: Notice): Answer {
  if (!("refused" in changed)) return go("/people", done);
  return go("/people", changed.refused === "last-coordinator" ? "lastCoordinator" : "noAccount");
}
