import { describe, expect, test } from "vitest";
import { z } from "zod";
import { languages, type Language } from "../../src/core/language/languages.ts";
import { templateTap } from "../../src/core/templates.ts";
import { until } from "../until.ts";
import { approveTemplates, coordinate, goTo, programme } from "./coordinate.ts";
import { openHouse, type House } from "./house.ts";
import { Person } from "./person.ts";

const session = programme.find(({ number }) => number === 2);

/** In the order in which the welcome offers them. */
const offered: readonly Language[] = ["ary", "fr", "ar", "ary-Latn", "en"];

describe("a webinar, from the coordinator's first command to two weeks later", () => {
  test("ten people in five languages get each message once, in their language, at its hour", async () => {
    const house = await openHouse({ WEB_CHAT: "on" });
    await approveTemplates(house);
    await coordinate(house, "add", "--session", "2", "--id", "w1", "--starts", "2026-12-03T18:30");
    await coordinate(house, "link", "w1", "https://meet.example/first");
    await coordinate(house, "publish", "w1");
    await until("it is in the catalogue", () =>
      Promise.resolve(house.service.world.book.webinars[0]?.webinar.state === "published"),
    );
    const people: Someone[] = [];
    for (const [number, language] of languages.entries()) {
      people.push(new OnWhatsApp(house, `+21260000800${number}`, language));
      people.push(await OnTheWeb.enter(house, language));
    }
    for (const one of people) await one.registers();
    expect(await coordinate(house, "list")).toMatch(/w1 .*10/u);

    // Those who left the diagnostic unfinished are reminded of it once, and that is all.
    await goTo(house, "2026-11-26T09:00");
    for (const one of people) expect((await one.unread()).length, one.name).toBe(1);

    // Nothing before its time; then the day before, by a template where the window is shut.
    await goTo(house, "2026-12-02T18:29");
    for (const one of people) expect(await one.unread(), one.name).toEqual([]);
    await goTo(house, "2026-12-02T18:30");
    for (const one of people) await one.hearsOne(session?.title[one.language] ?? "", "18:30");
    await house.restart();
    await goTo(house, "2026-12-02T18:45");
    for (const one of people) {
      expect(await one.unread(), one.name).toEqual([]);
      await one.comes();
    }

    // Another link is told at once; the hour before brings it, the start only to who did not ask for it.
    await goTo(house, "2026-12-03T10:00");
    await coordinate(house, "link", "w1", "https://meet.example/second");
    for (const one of people) await one.hearsOne("https://meet.example/second");
    await goTo(house, "2026-12-03T17:30");
    for (const one of people) await one.hearsOne("https://meet.example/second", "18:30");
    await goTo(house, "2026-12-03T18:25");
    const [early, ...others] = people;
    await early?.asksForLink();
    await house.restart();
    await goTo(house, "2026-12-03T18:30");
    expect(await early?.unread()).toEqual([]);
    for (const one of others) await one.hearsOne("https://meet.example/second");

    // Who was there is thanked within the hours, and gets the replay in the morning.
    await goTo(house, "2026-12-03T19:40");
    const present = await Promise.all(people.slice(0, 5).map((one) => one.code()));
    const list = ["code;minutes", ...present.map((code) => `${code};55`)].join("\n");
    await coordinate(house, "attendance", "w1", list);
    await goTo(house, "2026-12-03T20:29");
    await goTo(house, "2026-12-03T23:00");
    for (const one of people.slice(0, 5)) await one.hearsOne(session?.title[one.language] ?? "");
    // Whoever opened the link was there too: `early` is one of the first five.
    for (const one of people.slice(5)) expect(await one.unread(), one.name).toEqual([]);
    await coordinate(house, "replay", "w1", "https://video.example/w1");
    await goTo(house, "2026-12-04T08:59");
    for (const one of people) expect(await one.unread(), one.name).toEqual([]);
    await goTo(house, "2026-12-04T09:01");
    for (const one of people) await one.hearsOne("https://video.example/w1");
    for (const day of ["2026-12-09T10:00", "2026-12-14T10:00"]) {
      await goTo(house, day);
      for (const one of people) expect(await one.unread(), one.name).toEqual([]);
    }
    await goTo(house, "2026-12-17T18:30");
    for (const one of people.slice(0, 5)) await one.hearsOne(session?.title[one.language] ?? "");
    await goTo(house, "2026-12-20T10:00");
    for (const one of people) expect(await one.unread(), one.name).toEqual([]);
  }, 120_000);

  test("moved, cancelled and stopped: nobody hears what no longer holds", async () => {
    const house = await openHouse({ WEB_CHAT: "on" });
    await approveTemplates(house);
    await coordinate(house, "add", "--session", "2", "--id", "w1", "--starts", "2026-12-03T18:30");
    await coordinate(house, "publish", "w1");
    await until("it is in the catalogue", () =>
      Promise.resolve(house.service.world.book.webinars[0]?.webinar.state === "published"),
    );
    const [goes, stays, stops] = [1, 2, 3].map(
      (number) => new OnWhatsApp(house, `+21260000900${number}`, "fr"),
    ) as [OnWhatsApp, OnWhatsApp, OnWhatsApp]; // As many as were numbered.
    for (const one of [goes, stays, stops]) await one.registers();
    await goes.writes("je veux annuler mon inscription");
    await goes.taps("cancel");
    await stops.writes("stop");
    for (const one of [goes, stops]) await one.unread();
    // Late in the evening: it is told in the morning.
    await goTo(house, "2026-11-25T22:00");
    await coordinate(house, "move", "w1", "--starts", "2026-12-04T18:30");
    expect(await stays.unread()).toEqual([]);
    await goTo(house, "2026-11-26T09:00");
    await stays.hearsOne("vendredi 4 décembre");
    // The diagnostic they left unfinished.
    expect(await goes.unread()).toHaveLength(1);
    await goTo(house, "2026-12-02T18:30");
    expect(await stays.unread()).toEqual([]);
    await goTo(house, "2026-12-03T18:30");
    await stays.hearsOne("vendredi 4 décembre");
    await coordinate(house, "cancel", "w1");
    await stays.hearsOne("désolés");
    await goTo(house, "2026-12-06T10:00");
    for (const one of [goes, stays, stops]) expect(await one.unread(), one.name).toEqual([]);
  }, 60_000);
});

/** Somebody, wherever they write. */
abstract class Someone {
  readonly language: Language;
  protected readonly house: House;
  private read = 0;

  constructor(house: House, language: Language) {
    this.house = house;
    this.language = language;
  }

  abstract readonly name: string;
  abstract registers(): Promise<void>;
  abstract writes(text: string): Promise<void>;
  /** « Je viens » */
  abstract comes(): Promise<void>;
  protected abstract texts(): Promise<readonly string[]>;

  /** What they got since they looked last. */
  async unread(): Promise<readonly string[]> {
    const all = await this.texts();
    const unread = all.slice(this.read);
    this.read = all.length;
    return unread.map((text) => text.replaceAll(/[\u2066-\u2069]/gu, ""));
  }

  async hearsOne(...parts: readonly string[]): Promise<void> {
    const unread = await until(`${this.name} hears ${parts.join()}`, async () => {
      const [...all] = await this.texts();
      return all.length > this.read && all;
    }).then(() => this.unread());
    expect(unread, this.name).toHaveLength(1);
    for (const part of parts) expect(unread[0], this.name).toContain(part);
  }

  async asksForLink(): Promise<void> {
    await this.writes(
      { fr: "le lien", ar: "الرابط", ary: "الرابط", "ary-Latn": "lien", en: "the link" }[
        this.language
      ],
    );
    await this.unread();
  }

  /** Their code, as the confirmation told it. */
  async code(): Promise<string> {
    const all = (await this.texts()).join("\n").replaceAll(/[\u2066-\u2069]/gu, "");
    return /[2-9A-Z]{4}-[2-9A-Z]{4}/u.exec(all)?.[0] ?? "";
  }
}

class OnWhatsApp extends Someone {
  private readonly person: Person;

  constructor(house: House, from: string, language: Language) {
    super(house, language);
    this.person = new Person(house, from);
  }

  get name(): string {
    return `${this.person.from} (${this.language})`;
  }

  async registers(): Promise<void> {
    await this.person.says("salam");
    await this.person.taps(this.language);
    await this.person.taps("yes");
    await this.person.says("menu");
    for (const choice of ["webinars", "w1", "register", "yes"]) await this.person.taps(choice);
    await this.unread();
  }

  async writes(text: string): Promise<void> {
    await this.person.says(text);
  }

  async taps(choice: string): Promise<void> {
    await this.person.taps(choice);
  }

  async comes(): Promise<void> {
    const buttonPayload = templateTap("webinar-day-before", "comes");
    await this.person.sends({ buttonPayload, buttonText: "Je viens" });
    expect((await this.unread()).length, this.name).toBe(1);
  }

  protected texts(): Promise<readonly string[]> {
    return Promise.resolve(
      this.person.got.map(
        ({ body, shown, contentSid, contentVariables }) =>
          shown?.body ?? body ?? `${contentSid ?? ""} ${contentVariables ?? ""}`,
      ),
    );
  }
}

const entered = z.object({ conversationId: z.string(), token: z.string() });
const thread = z.object({
  activities: z.array(
    z.object({ text: z.string().optional(), from: z.object({ role: z.string() }) }),
  ),
});

/** On the page with the chat: everything is typed. */
class OnTheWeb extends Someone {
  readonly name: string;
  private readonly conversation: string;
  private token: string;

  private constructor(house: House, language: Language, conversation: string, token: string) {
    super(house, language);
    this.name = `the web (${language})`;
    this.conversation = conversation;
    this.token = token;
  }

  static async enter(house: House, language: Language): Promise<OnTheWeb> {
    const url = `${house.service.url}/v3/directline/conversations`;
    const response = await fetch(url, { method: "POST" });
    const { conversationId, token } = entered.parse(await response.json());
    return new OnTheWeb(house, language, conversationId, token);
  }

  async registers(): Promise<void> {
    const language = String(offered.indexOf(this.language) + 1);
    // The menu's third entry, the first webinar, « Je m'inscris », « Oui ».
    for (const text of ["salam", language, "1", "menu", "3", "1", "1", "1"])
      await this.writes(text);
    await this.unread();
  }

  async writes(text: string): Promise<void> {
    await this.call({ type: "message", text });
    await this.house.settled();
  }

  async comes(): Promise<void> {
    await this.writes("1");
    expect((await this.unread()).length, this.name).toBe(1);
  }

  protected async texts(): Promise<readonly string[]> {
    const { activities } = thread.parse(await this.call());
    return activities.filter(({ from }) => from.role === "bot").map(({ text = "" }) => text);
  }

  /** A page closed for days comes back with its old token. */
  private async call(body?: object): Promise<unknown> {
    const refreshed = await fetch(`${this.house.service.url}/v3/directline/tokens/refresh`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.token}` },
    });
    ({ token: this.token } = entered.parse(await refreshed.json()));
    const path = `/v3/directline/conversations/${this.conversation}/activities`;
    const response = await fetch(`${this.house.service.url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.status).toBe(200);
    return response.json();
  }
}
