import { randomBytes } from "node:crypto";
import { passwordFlaw } from "../../core/consultants/password-rules.ts";
import { invitationOf, membersOf, type Invitation } from "../../core/consultants/team.ts";
import { enroll } from "../cases/enroll.ts";
import { recordDeed } from "../deeds.ts";
import { html, type Html } from "../html.ts";
import { alert, button, field, form } from "../page.ts";
import type { Route } from "../routes.ts";
import { hashOf, newWord } from "../seal.ts";
import { changeTeam } from "../team.ts";
import { go, page, type Answer, type Visit } from "../visit.ts";
import { fill } from "../words.ts";
import { profileFields, readProfile } from "./profile-fields.ts";

/**
 * The page behind a link that works once. To look at it uses nothing up: messengers open links
 * before people do.
 */
export const invitationRoutes: readonly Route[] = [
  { method: "get", path: "/invitation/:word", allow: "anyone", answer: show },
  { method: "post", path: "/invitation/:word", allow: "anyone", answer: accept },
];

async function show(visit: Visit): Promise<Answer> {
  const invitation = find(visit);
  return invitation === null ? gone(visit) : ask(visit, invitation, null);
}

function find({ params, team, now }: Visit): Invitation | null {
  return invitationOf(team, hashOf(params["word"] ?? ""), now);
}

function gone({ words }: Visit): Answer {
  return page(words.goneTitle, html`<p>${words.gone}</p>`, 410);
}

function ask(visit: Visit, invitation: Invitation, trouble: string | null): Answer {
  const { words, team, params } = visit;
  const account = team.accounts[invitation.account ?? ""] ?? null;
  const isFirst = membersOf(team).length === 0;
  const password = passwordField(visit);
  const send = (fields: Html) => form(visit, `/invitation/${params["word"] ?? ""}`, fields);
  const status = trouble === null ? 200 : 422;
  if (account !== null) {
    return page(
      words.restoreTitle,
      html`<div class="narrow">
        <p>${fill(words.restoreAbout, { name: account.name })}</p>
        ${alert(trouble)}
        ${send(html`<input type="hidden" name="username" autocomplete="username" value="${account.name}" />${password}${button(words.save)}`)}
      </div>`,
      status,
    );
  }
  const about = isFirst
    ? words.firstAbout
    : fill(words.invitationAbout, { role: words[invitation.role] });
  return page(
    isFirst ? words.firstTitle : words.invitationTitle,
    html`<div class="narrow">
      <p>${about}</p>
      ${alert(trouble)} ${send(html`${profileFields(visit, {})}${password}${button(words.join)}`)}
    </div>`,
    status,
  );
}

/** Where a new password is written. */
export function passwordField({ words }: Visit): Html {
  return field({
    name: "new-password",
    label: words.newPassword,
    hint: words.newPasswordHint,
    type: "password",
    autocomplete: "new-password",
  });
}

async function accept(visit: Visit): Promise<Answer> {
  const { words, tools, now, team } = visit;
  const { store } = tools.world;
  const invitation = find(visit);
  if (invitation === null) return gone(visit);
  const known = team.accounts[invitation.account ?? ""] ?? null;
  const profile = known ?? readProfile(visit);
  if (profile === null) return ask(visit, invitation, words.badName);
  const password = visit.form.get("new-password") ?? "";
  const flaw = passwordFlaw(password, [profile.name]);
  if (flaw !== null) return ask(visit, invitation, words[flaw]);
  const word = newWord();
  const { hash } = invitation;
  const session = { hash: hashOf(word), device: visit.device };
  const hashed = await tools.passwords.hash(password);
  const id = known?.id ?? `k${randomBytes(6).toString("hex")}`;
  const changed = await changeTeam(
    store,
    known === null
      ? { kind: "join", hash, id, profile, password: hashed, session }
      : { kind: "restore", hash, password: hashed, session },
    now,
  );
  if ("refused" in changed) {
    return changed.refused === "name-taken" ? ask(visit, invitation, words.nameTaken) : gone(visit);
  }
  const act = known === null ? "door.join" : "door.restore";
  await recordDeed(store, { by: id, act, on: invitation.id, outcome: "done" }, now);
  // From now on they are offered what waits.
  await enroll(visit);
  return { ...go("/"), session: word };
}
