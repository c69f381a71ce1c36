import { closingSchema, type Closing } from "../../core/cases/closing.ts";
import type { Answer as Outcome } from "../../core/cases/desk-mail.ts";
import { caseNumber, deskOwner } from "../../core/cases/number.ts";
import { caseOwnersOf, caseRules, concerned } from "../cases/access.ts";
import {
  asConsultant,
  asCoordinator,
  command,
  commandIn,
  loadCase,
  type Told,
} from "../cases/desk.ts";
import { enroll } from "../cases/enroll.ts";
import { noteTyping } from "../cases/typing.ts";
import { html } from "../html.ts";
import { alert, to } from "../page.ts";
import { onlyCoordinator, type Do, type Route, type Rules } from "../routes.ts";
import { go, page, type Answer, type MemberVisit, type Notice } from "../visit.ts";
import { fill } from "../words.ts";
import { showCase } from "./case.ts";

export const caseActRoutes: readonly Route[] = [
  // Whoever comes too late reads who was first: it is decided below, not by whose it is.
  onCase("claim", claim, { ...caseRules, consultant: "yes", newcomer: "yes" }),
  onCase("refuse", refuse),
  onCase("say", say),
  onCase("note", note),
  onCase("hand-over", handOver),
  onCase("close", close),
  onCase("give-back", giveBack),
  onCase("report", report),
  { ...onCase("typing", typing), background: true },
  onCase("assign", assign, onlyCoordinator),
  onCase("free", free, onlyCoordinator),
];

function onCase(
  name: string,
  answer: (visit: MemberVisit, id: string) => Promise<Answer>,
  allow: Rules = caseRules,
): Do {
  return {
    method: "post",
    path: `/cases/:case/${name}`,
    allow,
    ownersOf: caseOwnersOf,
    act: `case.${name}`,
    answer: (visit) => answer(visit, visit.params["case"] ?? ""),
  };
}

/** Posts a command, and shows what became of it: on the page of the case, or why not. */
async function perform(
  visit: MemberVisit,
  told: Told,
  done: Notice,
  there: string,
): Promise<Answer> {
  const answer = await command(visit, told);
  if (answer === null) return go(there, "onItsWay");
  if (answer.outcome === "done" || answer.outcome === "seated") return go(there, done);
  if (answer.outcome === "waits" && told.body.kind === "claim") return go(there, "waitsForSecond");
  return refused(visit, answer);
}

/** Why nothing came of it; whoever was faster is named. */
function refused(visit: MemberVisit, { outcome, with: names }: Outcome): Answer {
  const { words, params } = visit;
  const key =
    outcome === "done" || outcome === "pending" || outcome === "seated" ? "unknown" : outcome;
  const who = names.join(", ");
  return page(
    words.notDone,
    html`${alert(fill(words[`out_${key}`], { who: who === "" ? "…" : who }))}
      <p><strong dir="ltr">${caseNumber(params["case"] ?? "")}</strong></p>
      <p>
        <a class="button" href="${to("/inbox")}">${words.inbox}</a>
      </p>`,
    409,
  );
}

async function claim(visit: MemberVisit, id: string): Promise<Answer> {
  const { me, team, tools } = visit;
  const file = await loadCase(tools.world.store, id);
  if (file === null) return { kind: "missing" };
  if (me.role !== "coordinator" && !concerned(file, team).includes(me.id)) {
    const names = file.holders.map(({ name }) => name);
    if (file.holders.length < file.seats) return { kind: "missing" };
    return refused(visit, { command: "", outcome: "taken", with: names });
  }
  await enroll(visit, me.id);
  const body = { kind: "claim", command: commandIn(visit), case: id } as const;
  return perform(
    visit,
    { to: deskOwner, from: asConsultant(visit), body },
    "taken",
    `/cases/${id}`,
  );
}

async function refuse(visit: MemberVisit, id: string): Promise<Answer> {
  const reason = (visit.form.get("reason") ?? "").trim().slice(0, 200);
  const body = {
    kind: "refuse",
    command: commandIn(visit),
    case: id,
    reason: reason === "" ? null : reason,
  } as const;
  return perform(
    visit,
    { to: deskOwner, from: asConsultant(visit), body },
    "refusedOffer",
    "/inbox",
  );
}

const textMost = 4_096;

async function say(visit: MemberVisit, id: string): Promise<Answer> {
  const { words, form, me, tools } = visit;
  const text = textIn(form, "text");
  const again = (trouble: string, anyway = false) =>
    showCase(visit, { draft: { text, trouble, anyway }, status: 422 });
  const file = await loadCase(tools.world.store, id);
  if (file === null) return { kind: "missing" };
  if (text === "") return await again(words.emptyText);
  if (text.length > textMost) return await again(words.longText);
  const known = Number(form.get("said") ?? file.said);
  if (known < file.said && file.holders.length > 1) {
    const who = file.holders
      .filter((one) => one.id !== me.id)
      .map(({ name }) => name)
      .join(", ");
    return await again(fill(words.othersWrote, { who }), true);
  }
  const body = {
    kind: "say",
    command: commandIn(visit),
    text,
    language: file.need.language,
    assisted: false,
  } as const;
  return perform(visit, { to: id, from: asConsultant(visit), body }, "sent", `/cases/${id}`);
}

/** As it was written: lines end in one way, nothing that no one sees. */
function textIn(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? "")
    .toWellFormed()
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll("\0", "")
    .trim();
}

async function note(visit: MemberVisit, id: string): Promise<Answer> {
  const text = textIn(visit.form, "note").slice(0, textMost);
  if (text === "") return await showCase(visit, { trouble: visit.words.emptyText, status: 422 });
  const body = { kind: "note", command: commandIn(visit), text } as const;
  const from = await speaker(visit, id);
  return perform(visit, { to: id, from, body }, "noted", `/cases/${id}`);
}

/** A coordinator who holds the case acts in it as everybody does. */
async function speaker(visit: MemberVisit, id: string): Promise<string> {
  const file = await loadCase(visit.tools.world.store, id);
  const holds = file?.holders.some((one) => one.id === visit.me.id) ?? false;
  return visit.me.role === "coordinator" && !holds ? asCoordinator(visit) : asConsultant(visit);
}

async function handOver(visit: MemberVisit, id: string): Promise<Answer> {
  const who = (visit.form.get("to") ?? "").slice(0, 40);
  if (!/^[a-z0-9][a-z0-9-]*$/u.test(who)) return { kind: "missing" };
  const body = { kind: "hand-over", command: commandIn(visit), case: id, to: who } as const;
  const told = { to: deskOwner, from: asConsultant(visit), body };
  return perform(visit, told, "handedOver", `/cases/${id}`);
}

async function close(visit: MemberVisit, id: string): Promise<Answer> {
  const file = await loadCase(visit.tools.world.store, id);
  if (file === null) return { kind: "missing" };
  const closing = closingIn(visit, file.need.language);
  if (closing === null)
    return await showCase(visit, { closing: visit.words.badClosing, status: 422 });
  const isWarning = visit.form.get("how") === "warn";
  const kind = isWarning ? "warn" : "close";
  const body = { kind, command: commandIn(visit), closing } as const;
  const told = { to: id, from: await speaker(visit, id), body };
  return perform(visit, told, isWarning ? "warned" : "closedNow", `/cases/${id}`);
}

function closingIn({ form }: MemberVisit, language: Closing["language"]): Closing | null {
  const value = (name: string): string | null => {
    const text = textIn(form, name);
    return text === "" ? null : text;
  };
  const lines = textIn(form, "summary")
    .split("\n")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const read = closingSchema.safeParse({
    code: form.get("code"),
    done: value("done") ?? "",
    next: value("next"),
    summary: lines,
    language,
    referredTo: value("referredTo"),
  });
  return read.success ? read.data : null;
}

async function giveBack(visit: MemberVisit, id: string): Promise<Answer> {
  const text = textIn(visit.form, "note").slice(0, textMost);
  if (text === "") return await showCase(visit, { trouble: visit.words.emptyText, status: 422 });
  const body = { kind: "give-back", command: commandIn(visit), note: text } as const;
  return perform(visit, { to: id, from: asConsultant(visit), body }, "givenBack", "/inbox");
}

async function report(visit: MemberVisit, id: string): Promise<Answer> {
  const body = { kind: "report", command: commandIn(visit), case: id } as const;
  const told = { to: deskOwner, from: asConsultant(visit), body };
  return perform(visit, told, "reported", `/cases/${id}`);
}

async function typing({ tools, me, now }: MemberVisit, id: string): Promise<Answer> {
  const { store } = tools.world;
  if ((await loadCase(store, id))?.holders.some((one) => one.id === me.id) === true) {
    await noteTyping(store, id, me.id, now);
  }
  return { kind: "nothing" };
}

async function assign(visit: MemberVisit, id: string): Promise<Answer> {
  const wanted = ["to", "second"].map((name) => (visit.form.get(name) ?? "").slice(0, 40));
  const who = [...new Set(wanted.filter((one) => /^[a-z0-9][a-z0-9-]*$/u.test(one)))];
  if (who.length === 0) return { kind: "missing" };
  const body = { kind: "assign", command: commandIn(visit), case: id, to: who } as const;
  const told = { to: deskOwner, from: asCoordinator(visit), body };
  return perform(visit, told, "assigned", `/cases/${id}`);
}

async function free(visit: MemberVisit, id: string): Promise<Answer> {
  const who = (visit.form.get("who") ?? "").slice(0, 40);
  if (!/^[a-z0-9][a-z0-9-]*$/u.test(who)) return { kind: "missing" };
  const body = { kind: "free", command: commandIn(visit), case: id, consultant: who } as const;
  const told = { to: deskOwner, from: asCoordinator(visit), body };
  return perform(visit, told, "freed", `/cases/${id}`);
}
