import { passwordFlaw } from "../../core/consultants/password-rules.ts";
import { codeFreeFor } from "../../core/consultants/roles.ts";
import { enroll } from "../cases/enroll.ts";
import { html, type Html } from "../html.ts";
import { alert, button, field, form, to } from "../page.ts";
import { everyone, type Route, type Rules } from "../routes.ts";
import { hashOf, newWord } from "../seal.ts";
import { changeTeam, countAttempt, forgiveAttempt } from "../team.ts";
import { go, page, type Answer, type MemberVisit } from "../visit.ts";
import { fill, sayMoment } from "../words.ts";
import { passwordField } from "./invitation.ts";
import { profileFields, readProfile } from "./profile-fields.ts";
import { attemptKeys, tooSoon } from "./sign-in.ts";

/** Of one's own sessions only, whoever one is. */
const ownSessions: Rules = {
  coordinator: "own",
  consultant: "own",
  newcomer: "own",
  reader: "own",
};

export const accountRoutes: readonly Route[] = [
  { method: "get", path: "/account", allow: everyone, answer: async (visit) => show(visit) },
  {
    method: "post",
    path: "/account/profile",
    allow: everyone,
    act: "own.profile",
    answer: changeProfile,
  },
  {
    method: "post",
    path: "/account/password",
    allow: everyone,
    beforeCode: true,
    act: "own.password",
    answer: changePassword,
  },
  {
    method: "post",
    path: "/account/sessions/:session/end",
    allow: ownSessions,
    ownersOf: async (visit) => sessionIn(visit)?.owners ?? null,
    beforeCode: true,
    act: "own.end-session",
    answer: endSession,
  },
  {
    method: "post",
    path: "/account/sign-out-everywhere",
    allow: everyone,
    beforeCode: true,
    act: "own.sign-out-everywhere",
    answer: signOutEverywhere,
  },
];

function show(visit: MemberVisit, trouble: string | null = null): Answer {
  const { words } = visit;
  return page(
    words.account,
    html`${alert(trouble)}
      <section class="panel">
        <h2>${words.profile}</h2>
        <p class="hint">${fill(words.roleIs, { role: words[visit.me.role] })}</p>
        ${form(visit, "/account/profile", html`${profileFields(visit, visit.me)}${button(words.save)}`)}
      </section>
      <section class="panel">
        <h2>${words.secondFactor}</h2>
        ${secondFactor(visit)}
      </section>
      <section class="panel">
        <h2>${words.password}</h2>
        ${form(visit, "/account/password", html`${currentPassword(visit)}${passwordField(visit)}${button(words.changePassword)}`)}
      </section>
      <section class="panel">
        <h2>${words.devices}</h2>
        ${devices(visit)}
      </section>`,
    trouble === null ? 200 : 422,
  );
}

export function currentPassword({ words }: MemberVisit, id = "password"): Html {
  return field({
    name: "password",
    id,
    label: words.currentPassword,
    type: "password",
    autocomplete: "current-password",
  });
}

function secondFactor(visit: MemberVisit): Html {
  const { words, me, language } = visit;
  const setUp = (text: string) => html`<a class="button" href="${to("/account/code")}">${text}</a>`;
  if (me.code === null) {
    const date = sayMoment(me.joined + codeFreeFor[me.role], language);
    return html`<p>${fill(words.secondFactorOff, { date })}</p>
      ${setUp(words.setUp)}`;
  }
  const date = sayMoment(me.code.since, language);
  return html`<p>${fill(words.secondFactorOn, { date, left: me.recovery.length })}</p>
    ${setUp(words.setUpAgain)}
    <details>
      <summary>${words.newRecovery}</summary>
      ${form(visit, "/account/recovery", html`${currentPassword(visit, "recovery-password")}${button(words.newRecovery)}`)}
    </details>`;
}

/** The end of a session's hash is enough to tell one's own apart. */
const shortLength = 16;

function devices(visit: MemberVisit): Html {
  const { words, me, team, session, language } = visit;
  const own = Object.entries(team.sessions)
    .filter(([, { account }]) => account === me.id)
    .toSorted(([, one], [, other]) => other.seen - one.seen);
  const items = own.map(([hash, one]) => {
    const isHere = hash === session.hash;
    const path = `/account/sessions/${hash.slice(-shortLength)}/end`;
    return html`<li class="row">
      <span
        ><strong>${one.device || words.unknownDevice}</strong>
        <small
          >${isHere ? words.thisDevice : fill(words.lastSeen, { date: sayMoment(one.seen, language) })}</small
        ></span
      >
      ${isHere ? null : form(visit, path, button(words.endSession, "quiet"), "inline")}
    </li>`;
  });
  return html`<ul class="rows">
      ${items}
    </ul>
    ${form(visit, "/account/sign-out-everywhere", button(words.everywhere, "danger"))}`;
}

async function changeProfile(visit: MemberVisit): Promise<Answer> {
  const { words, me, now, tools } = visit;
  const profile = readProfile(visit);
  if (profile === null) return show(visit, words.badName);
  const changed = await changeTeam(
    tools.world.store,
    { kind: "profile", account: me.id, profile },
    now,
  );
  if ("refused" in changed) return show(visit, words.nameTaken);
  // What they speak and know decides what they are offered.
  await enroll(visit);
  return go("/account", "saved");
}

async function changePassword(visit: MemberVisit): Promise<Answer> {
  const { words, me, now, tools, session } = visit;
  const trouble = await passwordTrouble(visit);
  if (trouble !== null) return show(visit, trouble);
  const password = visit.form.get("new-password") ?? "";
  const flaw = passwordFlaw(password, [me.name]);
  if (flaw !== null) return show(visit, words[flaw]);
  const word = newWord();
  const hashed = await tools.passwords.hash(password);
  const act = {
    kind: "password",
    session: session.hash,
    next: hashOf(word),
    password: hashed,
  } as const;
  const changed = await changeTeam(tools.world.store, act, now);
  if ("refused" in changed) return { kind: "missing" };
  return { ...go("/account", "passwordChanged"), session: word };
}

/** What is wrong with the password that was asked once more; null when it is theirs. */
export async function passwordTrouble(visit: MemberVisit): Promise<string | null> {
  const { words, me, now, tools } = visit;
  const { store } = tools.world;
  const keys = attemptKeys(visit, `again ${me.id}`);
  const wait = await countAttempt(store, keys, now);
  if (wait > 0) return tooSoon(visit, wait);
  const verdict = await tools.passwords.check(visit.form.get("password") ?? "", me.password);
  if (verdict === "wrong") return words.wrongPassword;
  await forgiveAttempt(store, keys, now);
  return null;
}

function sessionIn({ params, team }: MemberVisit) {
  const short = params["session"] ?? "";
  const found = Object.entries(team.sessions).find(
    ([hash]) => short.length === shortLength && hash.endsWith(short),
  );
  return found === undefined ? null : { hash: found[0], owners: [found[1].account] };
}

async function endSession(visit: MemberVisit): Promise<Answer> {
  const found = sessionIn(visit);
  if (found === null) return { kind: "missing" };
  const act = { kind: "end-session", account: visit.me.id, session: found.hash } as const;
  await changeTeam(visit.tools.world.store, act, visit.now);
  return go("/account", "saved");
}

async function signOutEverywhere({ me, now, tools }: MemberVisit): Promise<Answer> {
  await changeTeam(tools.world.store, { kind: "sign-out-everywhere", account: me.id }, now);
  return { ...go("/sign-in", "signedOut"), session: null };
}
