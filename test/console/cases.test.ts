import { describe, expect, test } from "vitest";
import { caseNumber } from "../../src/core/cases/number.ts";
import { hour } from "../../src/core/instant.ts";
import { until } from "../until.ts";
import type { Person } from "../service/person.ts";
import { readDeeds } from "../../src/console/deeds.ts";
import { openRoom, type Room } from "./room.ts";
import type { Browser } from "./console-server.ts";

function read(person: Person): string {
  return person.got
    .map(({ body, shown }) => `${body ?? ""} ${JSON.stringify(shown ?? "")}`)
    .join("\n")
    .replaceAll(/[\u2066-\u2069]/gu, "");
}

async function hears(person: Person, room: Room, text: string): Promise<void> {
  await until(`they read ${text}`, () => Promise.resolve(read(person).includes(text)));
  await room.house.settled();
}

/** Sends a form of the page of a case, as a person would who has just opened it. */
async function act(
  browser: Browser,
  id: string,
  name: string,
  fields: Record<string, string> = {},
) {
  const page = await browser.get(`/cases/${id}`);
  const command = /name="command"\s+value="([^"]*)"/u.exec(page.text)?.[1] ?? "";
  return await browser.post(`/cases/${id}/${name}`, { command, ...fields });
}

describe("a request for a human, in the console", () => {
  test("of two who take it at once one has it, and the other reads who", async () => {
    const room = await openRoom();
    const [amal, salma] = [
      await room.member("consultant", "Amal"),
      await room.member("consultant", "Salma"),
    ];
    const { person, id } = await room.asks();
    const number = caseNumber(id);
    const inbox = await amal.browser.get("/inbox?view=offered");
    expect(inbox.text).toContain(number);
    expect(inbox.text).toContain("Proposée");
    // Before it is accepted: the summary, and no way to reach them.
    const before = await amal.browser.get(`/cases/${id}`);
    expect(before.text).toContain("Je prends cette demande");
    expect(before.text).not.toContain(person.from);
    expect(before.text).not.toContain('class="talk"');

    const answers = await Promise.all([
      act(amal.browser, id, "claim"),
      act(salma.browser, id, "claim"),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 409]));
    const winner = answers[0]?.status === 303 ? amal : salma;
    const loser = winner === amal ? salma : amal;
    const told = answers.find(({ status }) => status === 409)?.text ?? "";
    expect(told).toContain(`\u2068${winner.account.name}\u2069 a été plus rapide`);
    await hears(person, room, winner.account.name);

    await person.says("on a perdu le mot de passe de la page");
    const page = await winner.browser.get(`/cases/${id}`);
    expect(page.text).toContain("Cette demande est à vous.");
    expect(page.text).toContain(person.from);
    expect(page.text).toContain("on a perdu le mot de passe de la page");
    expect((await loser.browser.get(`/cases/${id}`)).status).toBe(404);
    expect((await act(loser.browser, id, "say", { text: "moi aussi" })).status).toBe(404);
    const late = await act(loser.browser, id, "claim");
    expect(late.status).toBe(409);
    expect(late.text).toContain(`\u2068${winner.account.name}\u2069 a été plus rapide`);
    const deeds = await readDeeds(room.house.service.world.store, null, 100);
    expect(
      deeds
        .filter(({ act: what }) => what === "case.claim")
        .map(({ outcome }) => outcome)
        .toSorted(),
    ).toEqual(["done", "refused", "refused", "tried", "tried", "tried"]);
  });

  test("is talked about until it is closed: unread, sent once, notes apart, then the assistant again", async () => {
    const room = await openRoom();
    const { browser } = await room.member("consultant", "Amal");
    const { person, id } = await room.asks();
    expect((await act(browser, id, "claim")).location).toContain("say=taken");
    await hears(person, room, "Amal");
    await browser.get(`/cases/${id}`);
    await person.says("le 0612345678 est mon numéro, <b>merci</b>");
    await person.says("vous êtes là ?");
    expect((await browser.get("/inbox?view=mine")).text).toContain(
      "2</bdi> non lu".replace("</bdi>", "\u2069"),
    );
    const page = await browser.get(`/cases/${id}`);
    expect(page.text).toContain("&lt;b&gt;merci&lt;/b&gt;");
    expect(page.text).not.toContain("0612345678");
    expect(page.text).toContain("Réponse libre pendant encore");
    expect((await browser.get("/inbox?view=mine")).text).not.toContain("non lu");

    const fields = {
      command: "the-same-form-twice",
      text: "Oui, <i>je</i> suis là.\r\nUne minute.",
      said: "0",
    };
    for (const _ of [1, 2]) {
      expect((await browser.post(`/cases/${id}/say`, fields)).location).toContain("say=sent");
    }
    await hears(person, room, "Oui, <i>je</i> suis là.\nUne minute.");
    expect(read(person).split("Une minute.").length, "said and shown once").toBe(3);
    expect(
      (await act(browser, id, "note", { note: "Son numéro : 0612345678" })).location,
    ).toContain("say=noted");
    const after = await browser.get(`/cases/${id}`);
    expect(after.text).toContain("Note interne");
    expect(after.text).not.toContain("0612345678");
    expect(after.text).toContain("reçu</p>");
    expect(read(person)).not.toContain("Son numéro");

    expect(
      (await act(browser, id, "close", { code: "referred", done: "x", summary: "y" })).status,
    ).toBe(422);
    const closed = await act(browser, id, "close", {
      code: "solved",
      done: "Accès rendu",
      summary: "Vous avez de nouveau accès.\r\nGardez bien le code.",
      next: "",
      referredTo: "",
    });
    expect(closed.location).toContain("say=closedNow");
    await hears(person, room, "Vous avez de nouveau accès.");
    await hears(person, room, "Je suis de nouveau l'assistant.");
    expect((await browser.get("/cases?q=" + caseNumber(id))).text).toContain("Terminée");
    expect((await browser.get(`/cases/${id}`)).text).toContain("Accès rendu");
  });

  test("whoever is not concerned sees that it is there, not what it says; a reader opens none", async () => {
    const room = await openRoom();
    const amal = await room.member("consultant", "Amal");
    const { person, id } = await room.asks();
    await act(amal.browser, id, "claim");
    await person.says("une phrase que personne d’autre ne lit");
    const other = await room.member("consultant", "Salma");
    const reader = await room.member("reader", "Driss");
    for (const { browser } of [other, reader]) {
      const list = await browser.get("/inbox?view=everyCase");
      expect(list.text).toContain(caseNumber(id));
      expect(list.text).not.toContain(`href="/console/cases/${id}"`);
      expect(list.text).not.toContain("une phrase");
    }
    expect((await other.browser.get(`/cases/${id}`)).status).toBe(404);
    expect((await reader.browser.get(`/cases/${id}`)).status).toBe(403);
    const boss = await room.member("coordinator", "Nadia");
    expect((await boss.browser.get(`/cases/${id}`)).text).toContain("une phrase");
    expect((await boss.browser.get("/inbox?q=cooperative")).text).toContain(caseNumber(id));
  });

  test("goes from hand to hand: handed over, given back, assigned, taken away", async () => {
    const room = await openRoom();
    const [amal, salma] = [
      await room.member("consultant", "Amal"),
      await room.member("consultant", "Salma"),
    ];
    const boss = await room.member("coordinator", "Nadia");
    const { person, id } = await room.asks();
    await act(amal.browser, id, "claim");
    expect((await act(amal.browser, id, "hand-over", { to: salma.account.id })).location).toContain(
      "handedOver",
    );
    expect((await act(salma.browser, id, "claim")).location).toContain("say=taken");
    await hears(person, room, "Salma");
    expect((await amal.browser.get(`/cases/${id}`)).status).toBe(404);
    expect((await act(salma.browser, id, "give-back", { note: "examens" })).location).toContain(
      "givenBack",
    );
    await hears(person, room, "Cet étudiant ne peut pas continuer.");
    expect((await boss.browser.get("/inbox")).text).toContain("rendue à l’équipe");
    expect(
      (await act(boss.browser, id, "assign", { to: amal.account.id, second: "" })).location,
    ).toContain("assigned");
    expect((await amal.browser.get(`/cases/${id}`)).text).toContain("Cette demande est à vous.");
    expect((await act(boss.browser, id, "free", { who: amal.account.id })).location).toContain(
      "freed",
    );
    await until("nobody has it", async () => (await room.desk()).rows[id]?.holders.length === 0);
    const seen = await boss.browser.get("/inbox");
    const last = /name="until"\s+value="(\d+)"/u.exec(seen.text)?.[1] ?? "";
    expect(
      (await boss.browser.post("/inbox/seen", { command: "seen-them-all", until: last })).location,
    ).toContain("seenAlarms");
    expect((await room.desk()).alarms).toEqual([]);
  });

  test("with the window shut the page says what will happen", async () => {
    const room = await openRoom();
    const { browser } = await room.member("consultant", "Amal");
    const { id } = await room.asks();
    await act(browser, id, "claim");
    room.house.time.now += 25 * hour;
    const again = await room.member("coordinator", "Nadia");
    const page = await again.browser.get(`/cases/${id}`);
    expect(page.text).toContain("La fenêtre de 24 h est fermée.");
  });

  test("two who have it are told when the other answered first", async () => {
    const room = await openRoom();
    const [amal, salma] = [
      await room.member("consultant", "Amal"),
      await room.member("consultant", "Salma"),
    ];
    const boss = await room.member("coordinator", "Nadia");
    const { person, id } = await room.asks();
    await act(boss.browser, id, "assign", { to: amal.account.id, second: salma.account.id });
    await act(amal.browser, id, "say", { text: "Je regarde.", said: "0" });
    await hears(person, room, "Je regarde.");
    const late = await act(salma.browser, id, "say", { text: "Moi aussi je regarde.", said: "0" });
    expect(late.status).toBe(422);
    expect(late.text).toContain("\u2068Amal\u2069 a répondu pendant que vous écriviez");
    expect(late.text).toContain("Moi aussi je regarde.");
    expect(
      (await act(salma.browser, id, "say", { text: "Moi aussi.", said: "1" })).location,
    ).toContain("say=sent");
  });

  test("shows who else is writing, for a few seconds", async () => {
    const room = await openRoom();
    const [amal, boss] = [
      await room.member("consultant", "Amal"),
      await room.member("coordinator", "Nadia"),
    ];
    const { id } = await room.asks();
    await act(amal.browser, id, "claim");
    expect((await amal.browser.post(`/cases/${id}/typing`, {})).status).toBe(204);
    expect((await boss.browser.get(`/cases/${id}`)).text).toContain(
      "\u2068Amal\u2069 est en train d’écrire",
    );
    expect((await amal.browser.get(`/cases/${id}`)).text).not.toContain("est en train d’écrire");
    room.house.time.now += 10_000;
    expect((await boss.browser.get(`/cases/${id}`)).text).not.toContain("est en train d’écrire");
    const deeds = await readDeeds(room.house.service.world.store, null, 100);
    expect(deeds.some(({ act: what }) => what === "case.typing")).toBe(false);
  });

  test("ready answers, topics and webinars can be put into a reply", async () => {
    const room = await openRoom();
    const { browser } = await room.member("consultant", "Amal");
    const { id } = await room.asks();
    await act(browser, id, "claim");
    const page = await browser.get(`/cases/${id}?topic=mot de passe`);
    expect(page.text).toContain("Se présenter");
    const topic = /insert=(topic%3A\d+)/u.exec(page.text)?.[1] ?? "";
    expect(topic).not.toBe("");
    const filled = await browser.get(`/cases/${id}?insert=canned%3Ahello`);
    expect(filled.text).toMatch(/<textarea[^>]*>\s*Bonjour, je suis Amal, du club ECC/u);
    expect((await browser.get(`/cases/${id}?insert=${topic}`)).text).not.toMatch(
      /<textarea\s+id="text"[^>]*>\s*<\/textarea/u,
    );
  });
});
