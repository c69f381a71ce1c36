import { z } from "zod";
import type { Case } from "../../core/cases/case.ts";
import { caseNumber, isNumber } from "../../core/cases/number.ts";
import { cellOwner } from "../../core/engine/actions/compare.ts";
import type { Json } from "../../core/json.ts";
import { webinarOwner } from "../../core/webinar/mail.ts";
import { casesOf, copyOfPerson } from "../../runtime/copy-of-person.ts";
import { writeMail } from "../../runtime/mail.ts";
import { commandField, commandIn, knownCases, loadCase } from "../cases/desk.ts";
import { fold, line } from "../fields.ts";
import { html, type Html } from "../html.ts";
import { alert, button, form, to } from "../page.ts";
import { onlyCoordinator, type Route } from "../routes.ts";
import { go, page, type Answer, type MemberVisit } from "../visit.ts";
import { fill, sayMoment } from "../words.ts";

export const personRoutes: readonly Route[] = [
  {
    method: "get",
    path: "/settings/person",
    allow: onlyCoordinator,
    answer: (visit) => show(visit),
  },
  {
    method: "post",
    path: "/settings/person/:case/export",
    allow: onlyCoordinator,
    act: "person.export",
    answer: exportPerson,
  },
  {
    method: "post",
    path: "/settings/person/:case/erase",
    allow: onlyCoordinator,
    act: "person.erase",
    answer: erasePerson,
  },
];

/** What a person may ask for (law 09-08), found by what they know: the number of a case. */
async function show(visit: MemberVisit, trouble: string | null = null): Promise<Answer> {
  const { words, query, tools } = visit;
  const typed = (query.get("number") ?? "").trim().slice(0, 20);
  const found: { readonly id: string; readonly file: Case }[] = [];
  if (typed !== "") {
    for (const id of await knownCases(tools.world.store)) {
      if (!isNumber(typed, caseNumber(id))) continue;
      const file = await loadCase(tools.world.store, id);
      if (file !== null) found.push({ id, file });
    }
  }
  const isVain = typed !== "" && found.length === 0;
  return page(
    words.personTitle,
    html`${alert(trouble)}
      <p><a href="${to("/settings")}">${words.settings}</a></p>
      <section class="panel">
        <p class="hint">${words.personAbout}</p>
        <form class="form" method="get" action="${to("/settings/person")}">
          ${line({ id: "number", name: "number", label: words.caseNumber, value: typed, most: 20 })}
          ${button(words.find)}
        </form>
        ${isVain ? alert(words.nobodyFound) : null}
        ${found.length > 1 ? alert(words.severalFound) : null}
      </section>
      ${found.map((one) => person(visit, one.id, one.file))}`,
    trouble === null ? 200 : 422,
  );
}

function person(visit: MemberVisit, id: string, { opened }: Case): Html {
  const { words, language } = visit;
  return html`<section class="panel">
    <h2 dir="ltr">${caseNumber(id)}</h2>
    <p>${fill(words.openedOn, { date: sayMoment(opened, language) })}</p>
    ${form(
      visit,
      `/settings/person/${id}/export`,
      html`${button(words.exportPerson, "quiet")}
        <button class="quiet" name="form" value="text">${words.exportPersonText}</button>`,
      "download",
    )}
    ${fold(
      words.erasePerson,
      form(
        visit,
        `/settings/person/${id}/erase`,
        html`${commandField()}
        ${line({ id: `erase-${id}`, name: "number", label: words.caseNumber, hint: words.eraseAbout, most: 20 })}
        ${button(words.erasePerson, "danger")}`,
      ),
    )}
  </section>`;
}

/** The whole of it for a machine, or as a text to read, in the person's language. */
async function exportPerson({ tools, params, form: typed }: MemberVisit): Promise<Answer> {
  const { world } = tools;
  const id = params["case"] ?? "";
  const file = await loadCase(world.store, id);
  const copy = file === null ? null : await copyOfPerson(world, file.contact);
  if (copy === null) return { kind: "missing" };
  if (typed.get("form") === "text") {
    return { kind: "file", name: `${caseNumber(id)}.txt`, type: "text/plain", text: copy.text };
  }
  const text = `${JSON.stringify(copy.json, null, 2)}\n`;
  return { kind: "file", name: `${caseNumber(id)}.json`, type: "application/json", text };
}

const kept = z.object({
  human: z.object({ cases: z.number() }),
  registrations: z
    .object({ of: z.record(z.string(), z.unknown()), asked: z.record(z.string(), z.unknown()) })
    .catch({ of: {}, asked: {} }),
  organization: z
    .object({
      id: z.string(),
      members: z.number(),
      values: z.record(z.string(), z.tuple([z.json(), z.number(), z.string()])),
    })
    .nullable(),
});

/**
 * Erases as « mes données » does: others are told by the person's own mail, then nothing of the
 * person is left. The organization keeps what its other members said.
 */
async function erasePerson(visit: MemberVisit): Promise<Answer> {
  const { tools, params, now, words } = visit;
  const { store, channels, book } = tools.world;
  const id = params["case"] ?? "";
  const file = await loadCase(store, id);
  if (file === null) return { kind: "missing" };
  if (!isNumber(visit.form.get("number") ?? "", caseNumber(id)))
    return await show(visit, words.eraseAbout);
  const { contact } = file;
  const state = kept.safeParse((await store.stateOf(contact))?.state ?? null).data;
  const all = state === undefined ? [] : casesOf(state.human, contact);
  const told: { readonly to: string; readonly body: Json }[] = all.map((one) => ({
    to: one,
    body: { kind: "erased" },
  }));
  if (told.length === 0) told.push({ to: id, body: { kind: "erased" } });
  const organization = state?.organization ?? null;
  if (organization !== null) {
    const cells = z.array(z.string()).catch([]).parse(organization.values["cells"]?.[0]);
    if (organization.members <= 1) {
      for (const cell of cells) {
        told.push({
          to: cellOwner(cell),
          body: { kind: "withdraw", organization: organization.id },
        });
      }
    }
    told.push({ to: organization.id, body: { kind: "leave" } });
  }
  // Those of the catalogue too: a request may be on its way.
  const webinars = new Set([
    ...Object.keys(state?.registrations.of ?? {}),
    ...Object.keys(state?.registrations.asked ?? {}),
    ...book.webinars.map(({ webinar }) => webinar.id),
  ]);
  for (const webinar of webinars) {
    told.push({ to: webinarOwner(webinar), body: { kind: "leave", ask: lastAsk } });
  }
  const command = commandIn(visit);
  await store.accept(
    told.map(({ to: owner, body }, at) => ({
      id: `${contact}.${command}.${at}`,
      to: { owner },
      at: now,
      body: writeMail({ kind: "post", from: contact, body }),
    })),
    now,
  );
  const { addresses } = addressesSchema.parse((await store.export(contact)) ?? { addresses: [] });
  for (const address of addresses) await channels.get(address.channel)?.forget?.(address);
  await store.erase(contact);
  tools.wake();
  return go("/settings/person", "erasedData");
}

/** Nothing they asked before counts after it. */
const lastAsk = Number.MAX_SAFE_INTEGER;

const addressesSchema = z.object({
  addresses: z.array(z.object({ channel: z.string(), id: z.string() })),
});
