import { describe, expect, test } from "vitest";
import { transcriptSchema } from "../../../src/core/engine/transcript.ts";
import { advance } from "../../../src/core/engine/advance.ts";
import type { Flowbook } from "../../../src/core/engine/book.ts";
import { blankState, type State } from "../../../src/core/engine/state.ts";
import type { Mail } from "../../../src/core/engine/turn.ts";
import { day, hour, minute } from "../../../src/core/instant.ts";
import type { Json } from "../../../src/core/json.ts";
import { webinarOwner } from "../../../src/core/webinar/mail.ts";
import { givenPosts, givenState } from "../../transcripts/given.ts";
import { choiceOf } from "../../transcripts/perform.ts";
import { idOf, PureWorld, type Played } from "../../transcripts/pure-world.ts";
import { typed } from "../../transcripts/typing.ts";
import { theWholeBook } from "../../world.ts";

const book = await theWholeBook();
const start = Date.UTC(2026, 11, 1, 9);
const seed = "a7".repeat(32);

/** A contact in French, and the webinar w1 on 10 December at 18:30. */
class Chat {
  readonly world: PureWorld;
  private last: readonly { readonly id: string }[] = [];

  constructor(changes: Partial<State> = {}, known: Flowbook = book) {
    const transcript = transcriptSchema.parse({
      conversation: "anything",
      given: {
        languages: ["fr"],
        at: "2026-12-01T09:00:00+00:00",
        consent: true,
        webinars: [{ id: "w1", session: 2, starts: "2026-12-10T18:30" }],
      },
      when: [{ contact: "-" }],
    });
    this.world = new PureWorld(known, start);
    this.world.put("contact", { ...givenState(known, transcript, "fr"), ...changes });
    for (const { to, from, body } of givenPosts(transcript)) this.world.post(to, from, body);
  }

  get state(): State {
    return this.world.state("contact");
  }

  change(changes: Partial<State>): void {
    this.world.put("contact", { ...this.state, ...changes });
  }

  says(text: string): readonly string[] {
    return this.hears(this.world.hear("contact", { kind: "text", text }, null));
  }

  taps(choice: string): readonly string[] {
    const id = this.last.find((one) => choiceOf(one.id) === choice)?.id ?? "";
    return this.hears(this.world.hear("contact", { kind: "tap", id, label: null }, null));
  }

  passes(time: number): readonly string[] {
    return this.hears(this.world.pass(time));
  }

  gets(body: Json): readonly string[] {
    return this.hears(this.world.post(idOf("contact"), "c01-file", body));
  }

  edits(changes: Json): readonly string[] {
    const body = { kind: "edit", changes };
    return this.hears(this.world.post(webinarOwner("w1"), "coordinator:zineb", body));
  }

  registers(reminders = true): readonly string[] {
    this.says("menu");
    for (const choice of ["webinars", "w1"]) this.taps(choice);
    const told = this.taps("register");
    this.taps(reminders ? "yes" : "no");
    return told;
  }

  private hears(played: readonly Played[]): readonly string[] {
    const messages = played
      .filter(({ who }) => who === "contact")
      .flatMap(({ said }) => said.map(({ message }) => message));
    this.last = messages.findLast(({ choices }) => choices.length > 0)?.choices ?? this.last;
    return messages.map(({ text }) => typed(text));
  }
}

const imported: Json = {
  kind: "import",
  webinar: "w1",
  seats: 1,
  language: "en",
  reminders: true,
  consent: {
    file: "0".repeat(64),
    line: 2,
    at: start,
    how: { kind: "declared", shown: "I agree to be reminded here.", since: "2026-11-20" },
  },
};

describe("whoever comes from a list", () => {
  const stranger: Partial<State> = { ...blankState };

  test("is registered in silence with the proof, and hears of the day before in their language", () => {
    const chat = new Chat(stranger);
    expect(chat.gets(imported)).toEqual([]);
    expect(chat.gets(imported)).toEqual([]);
    expect(chat.state.registrations.of["w1"]).toMatchObject({ held: 1, source: "import" });
    expect(chat.state.consents["w1"]).toMatchObject({ line: 2 });
    const [reminder, ...more] = chat.passes(8 * day + 11 * hour);
    expect(reminder).toContain("A reminder: “Protect your accounts in 30 minutes”");
    expect(more).toEqual([]);
    expect(chat.taps("comes").join()).toContain("Great, see you soon!");
  });

  test("and asked for silence before is not", () => {
    const chat = new Chat({ ...stranger, stopped: true });
    expect(chat.gets(imported)).toEqual([]);
    expect(chat.state.registrations.of).toEqual({});
    expect(chat.passes(20 * day)).toEqual([]);
  });
});

describe("a confirmation", () => {
  test("brings the calendar where people can reach it, and nothing where they cannot", () => {
    expect(new Chat().registers().join()).not.toContain("agenda");
    const reachable = { ...book, publicUrl: "https://rafiq.example" };
    expect(new Chat({}, reachable).registers().join()).toContain(
      "https://rafiq.example/w/w1/fr.ics",
    );
  });

  test("says the hour where they live, as far as their number tells", () => {
    expect(new Chat({ place: "FR" }).registers().join()).toContain("19 h 30, heure de France");
    expect(new Chat({ place: "MA" }).registers().join()).not.toContain("Chez vous");
  });

  test("keeps what was said to reminders, with the text and the moment", () => {
    const chat = new Chat();
    chat.registers();
    expect(chat.state.agreements.reminders).toMatchObject({ given: true, language: "fr" });
    chat.says("stop rappels");
    expect(chat.state.agreements.reminders?.given).toBe(false);
    expect(chat.state.registrations.of["w1"]?.reminders).toBe(false);
  });
});

describe("what is told while people are elsewhere", () => {
  test("also reaches whoever was left in a conversation that is gone", () => {
    const chat = new Chat();
    chat.registers();
    const frame = {
      flow: "gone",
      version: "1.0.0",
      step: "x",
      values: {},
      trail: [],
      aside: false,
    };
    chat.change({
      session: {
        frames: [frame],
        pending: { move: 1, offered: null },
        paused: false,
        nudged: false,
      },
    });
    expect(chat.edits({ starts: "2026-12-11T18:30" }).join()).toContain("vendredi 11 décembre");
    expect(chat.taps("comes").join()).toContain("Parfait, à bientôt");
  });

  test("leaves nothing behind once everything is erased", () => {
    const chat = new Chat();
    chat.registers();
    chat.says("mes données");
    chat.taps("erase");
    chat.taps("erase");
    expect(chat.state.registrations.of).toEqual({});
    expect(chat.world.done.filter((kind) => kind === "leave")).toHaveLength(1);
    const late: Mail = {
      kind: "webinar",
      news: { kind: "left", webinar: "w1", ask: 1 },
    };
    const turn = advance(book, chat.state, { kind: "mail", mail: late, seed }, chat.world.now);
    expect(turn.said).toEqual([]);
    expect(chat.edits({ starts: "2026-12-11T18:30" })).toEqual([]);
    expect(chat.passes(30 * day)).toEqual([]);
  });
});

describe("what we start", () => {
  test("is one message a day: the day before gives way, the day itself does not", () => {
    const chat = new Chat();
    chat.registers();
    chat.passes(8 * day);
    chat.change({ started: [chat.world.now] });
    expect(chat.passes(12 * hour)).toEqual([]);
    expect(chat.passes(day).join()).toContain("Dans une heure");
  });

  test("waits for another day when it is a question about a request", () => {
    const chat = new Chat();
    chat.says("humain");
    const { open } = chat.state.human;
    chat.change({
      started: [start],
      human: {
        ...chat.state.human,
        open: null,
        last: {
          case: open?.case ?? "",
          number: "K7Q-2MX",
          since: start,
          closed: start,
          counts: { hold: 0, life: 0, promises: 1, told: 0, wrote: 0 },
          asked: [],
          answered: [],
        },
      },
      session: null,
    });
    const mail = {
      kind: "case",
      case: open?.case ?? "",
      told: { kind: "question", question: "satisfaction", action: null },
    } as const;
    expect(chat.gets(mail)).toEqual([]);
    expect(chat.passes(12 * hour)).toEqual([]);
    expect(chat.passes(day)).toHaveLength(1);
  });

  test("never is a reminder of something unfinished when a webinar is near", () => {
    const chat = new Chat();
    chat.registers();
    chat.passes(8 * day - hour);
    chat.says("menu");
    chat.taps("diagnostic");
    const told = chat.passes(day - minute).join();
    expect(told).toContain("Petit rappel");
    expect(told).not.toContain("pas fini");
  });
});
