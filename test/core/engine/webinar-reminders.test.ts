import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message } from "../../../src/core/message.ts";
import { webinarOwner } from "../../../src/core/webinar/mail.ts";
import { transcriptSchema } from "../../../src/core/engine/transcript.ts";
import { givenPosts, givenState } from "../../transcripts/given.ts";
import { choiceOf } from "../../transcripts/perform.ts";
import { idOf, PureWorld, type Played } from "../../transcripts/pure-world.ts";
import { typed } from "../../transcripts/typing.ts";
import { theWholeBook } from "../../world.ts";
import { Oracle } from "./reminders-oracle.ts";

const book = await theWholeBook();
const hour = 3_600_000;

/** Webinars of a year of few holidays, an evening and a morning. */
const given = {
  w1: { title: "Protéger ses comptes en 30 minutes", session: 2, starts: "2026-12-10T18:30" },
  w2: { title: "Un site d'une page", session: 6, starts: "2026-12-12T10:00" },
} as const;
type Webinar = keyof typeof given;

type Step =
  | {
      readonly kind: "register";
      readonly webinar: Webinar;
      readonly two: boolean;
      readonly reminders: boolean;
    }
  | { readonly kind: "cancel" }
  | { readonly kind: "answer"; readonly choice: "comes" | "cannot" | "replay" }
  | { readonly kind: "say"; readonly words: string }
  | { readonly kind: "move"; readonly webinar: Webinar; readonly starts: string }
  | {
      readonly kind: "change";
      readonly webinar: Webinar;
      readonly what: "link" | "cancel" | "replay" | "attended";
    }
  | { readonly kind: "pass" | "oversleep"; readonly hours: number }
  | { readonly kind: "restart" };

const webinar = fc.constantFrom<Webinar>("w1", "w2");
const steps = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("register" as const),
      webinar,
      two: fc.boolean(),
      reminders: fc.boolean().map((no) => !no || true),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "cancel" }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      choice: fc.constantFrom("comes" as const, "cannot" as const, "replay" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("say" as const),
      words: fc.constantFrom("stop", "début", "stop rappels", "le lien", "menu", "humain"),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      webinar,
      starts: fc.constantFrom(
        "2026-12-09T18:30",
        "2026-12-11T12:30",
        "2026-12-13T10:00",
        "2026-12-13T18:30",
        "2026-12-14T09:30",
        "2026-12-16T21:00",
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      webinar,
      what: fc.constantFrom(
        "link" as const,
        "cancel" as const,
        "replay" as const,
        "attended" as const,
      ),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constantFrom("pass" as const, "pass" as const, "oversleep" as const),
      hours: fc.constantFrom(1, 3, 8, 14, 22, 30, 60),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "restart" }) },
);

/** A contact who does whatever comes, and everything that is said to them. */
class Life {
  readonly world: PureWorld;
  readonly oracle: Oracle;
  private readonly got: Message[] = [];
  private links = 0;

  constructor() {
    const transcript = transcriptSchema.parse({
      conversation: "anything",
      given: {
        languages: ["fr"],
        at: "2026-12-01T09:00:00+00:00",
        consent: true,
        webinars: Object.entries(given).map(([id, { session, starts }]) => ({
          id,
          session,
          starts,
        })),
      },
      when: [{ contact: "-" }],
    });
    this.world = new PureWorld(book, Date.parse("2026-12-01T09:00:00Z"));
    this.oracle = new Oracle(
      Object.fromEntries(
        Object.entries(given).map(([id, { title, starts }]) => [id, { title, starts }]),
      ),
    );
    this.world.put("contact", givenState(book, transcript, "fr"));
    for (const { to, from, body } of givenPosts(transcript)) this.world.post(to, from, body);
  }

  live(step: Step): void {
    switch (step.kind) {
      case "register": {
        this.say("menu");
        this.tap("webinars");
        this.tap(step.webinar);
        this.tap(step.two ? "two" : "register");
        this.tap(step.reminders ? "yes" : "no");
        return;
      }
      case "cancel":
        this.say("je veux annuler mon inscription au webinaire");
        this.tap("w1");
        this.tap("cancel");
        return;
      case "answer":
        this.tapAny(step.choice);
        return;
      case "say":
        return this.say(step.words);
      case "move":
        this.oracle.moved(step.webinar, step.starts, this.world.now);
        return this.edit(step.webinar, { starts: step.starts });
      case "change": {
        if (step.what === "attended") {
          const people = [{ who: idOf("contact"), minutes: 50 }];
          const body = { kind: "attended", people };
          return this.hears(this.world.post(webinarOwner(step.webinar), "coordinator:zineb", body));
        }
        this.links += 1;
        if (step.what === "cancel") {
          this.oracle.cancelled(step.webinar, this.world.now);
          return this.edit(step.webinar, { state: "cancelled" });
        }
        const url = `https://meet.example/${this.links}`;
        return this.edit(step.webinar, step.what === "link" ? { link: url } : { replay: url });
      }
      case "pass":
        return this.passes(step.hours * hour);
      case "oversleep":
        return this.hears(this.world.oversleep(step.hours * hour));
      case "restart":
        return this.world.restart();
    }
  }

  private passes(milliseconds: number): void {
    this.hears(this.world.pass(milliseconds));
  }

  private edit(id: Webinar, changes: { readonly [name: string]: string }): void {
    const body = { kind: "edit", changes };
    this.hears(this.world.post(webinarOwner(id), "coordinator:zineb", body));
  }

  private say(text: string): void {
    this.oracle.wrote(text, this.world.now);
    this.hears(this.world.hear("contact", { kind: "text", text }, null));
    this.passes(10_000);
  }

  /** A button of the last message, where it has it. */
  private tap(choice: string): void {
    const found = this.got.at(-1)?.choices.find(({ id }) => choiceOf(id) === choice);
    if (found !== undefined) this.tapped(found.id, found.label);
  }

  /** A button of any message, however old. */
  private tapAny(choice: string): void {
    const found = this.got
      .flatMap(({ choices }) => choices)
      .findLast(({ id }) => choiceOf(id) === choice);
    if (found !== undefined) this.tapped(found.id, found.label);
  }

  private tapped(id: string, label: string): void {
    this.oracle.wrote("", this.world.now);
    this.hears(this.world.hear("contact", { kind: "tap", id, label }, null));
    this.passes(10_000);
  }

  private hears(played: readonly Played[]): void {
    for (const { who, said, at } of played) {
      if (who !== "contact") continue;
      for (const { message, kind } of said) {
        this.got.push(message);
        this.oracle.heard(typed(message.text), message.keys, kind, at);
      }
    }
  }
}

describe("whatever people, coordinators and the machine do", () => {
  test("no reminder is wrong, doubled, or out of hours", () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 4, maxLength: 40, size: "max" }), (happened) => {
        const life = new Life();
        for (const step of happened) life.live(step);
        life.live({ kind: "pass", hours: 60 });
        expect(life.oracle.complaints).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 240_000);

  test("somebody who only says yes hears of the day before and the hour before", () => {
    const life = new Life();
    life.live({ kind: "register", webinar: "w1", two: false, reminders: true });
    life.live({ kind: "pass", hours: 10 * 24 });
    expect(life.oracle.complaints).toEqual([]);
    expect(life.oracle.said.map(({ what }) => what)).toEqual(["day-before", "hour-before"]);
  });
});
