import { minute } from "../../core/instant.ts";
import { html } from "../html.ts";
import {
  codeAddress,
  inGroups,
  matchStep,
  newCodeSecret,
  newRecoveryCodes,
} from "../one-time-codes.ts";
import { alert, button, field, form, to } from "../page.ts";
import { everyone, type Route } from "../routes.ts";
import { hashOf, newWord } from "../seal.ts";
import { isCodeDue } from "../serve.ts";
import { changeTeam } from "../team.ts";
import { page, type Answer, type MemberVisit } from "../visit.ts";
import { currentPassword, passwordTrouble } from "./account.ts";
import { codeAbout, digitsIn, recoveryMark } from "./sign-in.ts";

export const codeRoutes: readonly Route[] = [
  {
    method: "get",
    path: "/account/code",
    allow: everyone,
    beforeCode: true,
    answer: async (visit) => show(visit, newCodeSecret(), null),
  },
  {
    method: "post",
    path: "/account/code",
    allow: everyone,
    beforeCode: true,
    act: "own.code",
    answer: setUp,
  },
  {
    method: "post",
    path: "/account/recovery",
    allow: everyone,
    act: "own.recovery",
    answer: renewRecovery,
  },
];

/** Whoever just gave the password need not give it again for the first code. */
const freshFor = 10 * minute;

function needsPassword({ me, session, now }: MemberVisit): boolean {
  return me.code !== null || now - session.since > freshFor;
}

function show(visit: MemberVisit, secret: string, trouble: string | null): Answer {
  const { words, me } = visit;
  const sealed = visit.tools.seal.close(secret, offerAbout(visit));
  const fields = html`<input type="hidden" name="offer" value="${sealed}" />
    <ol class="steps">
      <li><p>${words.step1}</p></li>
      <li>
        <p>${words.step2}</p>
        <p><a class="button quiet" href="${codeAddress(secret, me.name)}">${words.openApp}</a></p>
        <p class="key"><span>${words.key}</span> <code dir="ltr">${inGroups(secret)}</code></p>
      </li>
      <li>
        <p>${words.step3}</p>
        ${field({ name: "code", label: words.code, autocomplete: "one-time-code", numeric: true })}
      </li>
    </ol>
    ${needsPassword(visit) ? currentPassword(visit) : null} ${button(words.setUp)}`;
  return page(
    words.setUpTitle,
    html`<div class="narrow">
      <p>${words.setUpWhy} ${isCodeDue(visit) ? words.setUpDue : null}</p>
      ${alert(trouble)} ${form(visit, "/account/code", fields)}
    </div>`,
    trouble === null ? 200 : 422,
  );
}

/** An offered secret is for this session alone. */
function offerAbout({ session }: MemberVisit): string {
  return `offer to ${session.hash}`;
}

async function setUp(visit: MemberVisit): Promise<Answer> {
  const { words, tools, now, session, me } = visit;
  const secret = tools.seal.open(visit.form.get("offer") ?? "", offerAbout(visit));
  if (secret === null) return show(visit, newCodeSecret(), words.strange);
  const trouble = needsPassword(visit) ? await passwordTrouble(visit) : null;
  if (trouble !== null) return show(visit, secret, trouble);
  const step = matchStep(
    secret,
    digitsIn(visit.form.get("code") ?? "").replaceAll(/\s/gu, ""),
    now,
  );
  if (step === null) return show(visit, secret, words.wrongCode);
  const word = newWord();
  const codes = newRecoveryCodes();
  const changed = await changeTeam(
    tools.world.store,
    {
      kind: "code",
      session: session.hash,
      next: hashOf(word),
      sealed: tools.seal.close(secret, codeAbout(me.id)),
      step,
      recovery: codes.map((code) => recoveryMark(visit, code)),
    },
    now,
  );
  if ("refused" in changed) return { kind: "missing" };
  return { ...showRecovery(visit, codes), session: word };
}

async function renewRecovery(visit: MemberVisit): Promise<Answer> {
  const { words, tools, now, me } = visit;
  const trouble = await passwordTrouble(visit);
  if (trouble !== null)
    return page(
      words.newRecovery,
      html`${alert(trouble)}${form(visit, "/account/recovery", html`${currentPassword(visit)}${button(words.newRecovery)}`)}`,
      422,
    );
  const codes = newRecoveryCodes();
  const recovery = codes.map((code) => recoveryMark(visit, code));
  const changed = await changeTeam(
    tools.world.store,
    { kind: "recovery", account: me.id, recovery },
    now,
  );
  return "refused" in changed ? { kind: "missing" } : showRecovery(visit, codes);
}

function showRecovery({ words }: MemberVisit, codes: readonly string[]) {
  return page(
    words.recoveryTitle,
    html`<div class="narrow">
      <p>${words.recoveryAbout}</p>
      <ul class="codes" dir="ltr">
        ${codes.map((code) => html`<li><code>${code}</code></li>`)}
      </ul>
      <p><a class="button" href="${to("/")}">${words.kept}</a></p>
    </div>`,
  );
}
