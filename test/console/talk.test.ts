import { describe, expect, test } from "vitest";
import { day, hour } from "../../src/core/instant.ts";
import type { State } from "../../src/core/engine/state.ts";
import { until } from "../until.ts";
import { openRoom } from "./room.ts";
import type { Browser } from "./console-server.ts";

async function act(browser: Browser, id: string, name: string, fields: Record<string, string>) {
  const page = await browser.get(`/cases/${id}`);
  const command = /name="command"\s+value="([^"]*)"/u.exec(page.text)?.[1] ?? "";
  return await browser.post(`/cases/${id}/${name}`, { command, ...fields });
}

/** The messages of a page: who, and all that stands there. */
function talkIn(text: string): readonly { readonly author: string; readonly all: string }[] {
  return [...text.matchAll(/<li data-author="(\w+)">([\s\S]*?)<time/gu)].map((found) => {
    const from = found.index;
    const until_ = text.indexOf('<li data-author="', from + 5);
    const end = until_ === -1 ? text.indexOf("</ol>", from) : until_;
    const all = text
      .slice(from, end)
      .replaceAll(/<[^>]+>/gu, " ")
      .replaceAll(/\s+/gu, " ")
      .replaceAll(/[\u2066-\u2069]/gu, "")
      .replaceAll("&#39;", "'");
    return { author: found[1] ?? "", all };
  });
}

describe("the conversation of a case, in the console", () => {
  test("shows what was said before, with buttons and what became of each message", async () => {
    const room = await openRoom();
    const { browser } = await room.member("consultant", "Amal");
    const { person, id } = await room.asks();
    expect((await browser.get(`/cases/${id}`)).text).not.toContain('class="talk"');
    await act(browser, id, "claim", {});
    await until(
      "the bot is silent",
      async () => (await room.desk()).rows[id]?.phase === "accepted",
    );
    await room.house.settled();
    await person.says("bghina page, 0612345678");
    await act(browser, id, "say", { text: "Bonjour, je regarde.", said: "0" });
    await until("they read it", () =>
      Promise.resolve(person.got.some(({ body }) => body?.includes("je regarde") === true)),
    );
    await room.house.settled();

    const page = await browser.get(`/cases/${id}`);
    expect(page.text).toContain("Avant la demande");
    const talk = talkIn(page.text);
    const authors = talk.map(({ author }) => author);
    // salam, welcome, « fr » tapped, … in the order they were said.
    expect(authors.slice(0, 4)).toEqual(["person", "bot", "person", "bot"]);
    expect(talk[0]?.all).toContain("salam");
    expect(talk[2]?.all).toContain("a touché");
    expect(talk[1]?.all).toContain("العربية");
    expect(talk.filter(({ all }) => all.includes("bghina page"))).toHaveLength(1);
    expect(page.text).not.toContain("0612345678");
    expect(talk.filter(({ all }) => all.includes("je regarde"))).toHaveLength(1);
    expect(talk.find(({ all }) => all.includes("Amal, de l'équipe"))?.author).toBe("bot");
    for (const { author, all } of talk) {
      if (author === "person") expect(all).not.toMatch(/reçu/u);
      else expect(all, all).toMatch(/reçu/u);
    }
  });

  test("never shows what is for the person alone, nor what they say after the end", async () => {
    const room = await openRoom();
    const { browser } = await room.member("consultant", "Amal");
    const { person, id } = await room.asks();
    await person.says("mes données");
    const list = person.got.at(-1)?.body ?? "";
    expect(list).not.toBe("");
    await act(browser, id, "claim", {});
    await room.house.settled();
    const page = await browser.get(`/cases/${id}`);
    const state = (await room.house.stateOf(person.from)) as State;
    expect(state.talk.some(({ text }) => text !== undefined && text === list)).toBe(false);
    expect(page.text).toContain("mes données");
    expect(page.text).not.toContain("le numéro ou l’adresse");
    room.house.time.now += hour;
    await act(browser, id, "close", {
      code: "solved",
      done: "Fait",
      summary: "C’est fait.",
      next: "",
      referredTo: "",
    });
    await room.house.settled();
    room.house.time.now += hour;
    await person.says("une phrase pour plus tard");
    expect((await browser.get(`/cases/${id}`)).text).not.toContain("une phrase pour plus tard");
  });

  test("is kept with the person for eight days, without anybody writing", async () => {
    const room = await openRoom();
    const { person } = await room.asks();
    const before = (await room.house.stateOf(person.from)) as State;
    expect(before.talk.length).toBeGreaterThan(4);
    room.house.time.now += 8 * day + hour;
    await until("it is forgotten", async () => {
      const state = (await room.house.stateOf(person.from)) as State;
      return state.talk.every(({ at }) => room.house.time.now - at < 8 * day);
    });
  });
});
