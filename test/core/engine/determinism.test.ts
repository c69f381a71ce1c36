import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advance } from "../../../src/core/engine/advance.ts";
import type { OpenCase } from "../../../src/core/cases/human.ts";
import type { Told } from "../../../src/core/cases/mail.ts";
import { blankState, type State } from "../../../src/core/engine/state.ts";
import type { Input, TimerBody, Turn } from "../../../src/core/engine/turn.ts";
import type { Content } from "../../../src/core/inbound.ts";
import type { Card, News } from "../../../src/core/webinar/mail.ts";
import { day, hour, minute, second } from "../../../src/core/instant.ts";
import { theWholeBook } from "../../world.ts";

const book = { ...(await theWholeBook()), assisted: true, sign: () => "7f3a91c02b" };
const start = Date.UTC(2026, 11, 1, 9);

/** Flows may be open inside each other, never without end. */
const deepest = 8;

/** What is kept about one contact, in bytes of JSON. */
const largest = 20_000;

/** What may happen. Taps and quotes name a message by its place among all that were said. */
type Happening =
  | { readonly kind: "text"; readonly text: string; readonly quoted: number | null }
  | { readonly kind: "choose"; readonly place: number }
  | { readonly kind: "tap"; readonly message: number; readonly place: number }
  | { readonly kind: "content"; readonly content: Content }
  | { readonly kind: "timer"; readonly timer: "silence" | "late" | "erase"; readonly back: number }
  | { readonly kind: "event"; readonly event: string }
  /** What a webinar tells, or a timer of ours, whether or not they are registered. */
  | { readonly kind: "news"; readonly news: number }
  | { readonly kind: "due"; readonly timer: number }
  /** What their case tells, as often as it likes. */
  | { readonly kind: "case"; readonly told: number };

/** `n` grows, so that mail is mostly new; `open` is what the contact counts on. */
const tellings: readonly ((n: number, open: OpenCase | null) => Told)[] = [
  (n) => ({ kind: "promised", n, promised: start + n * day, returns: null, why: "opened" }),
  (n) => ({ kind: "promised", n, promised: start + n * day, returns: start, why: "opened" }),
  (n) => ({ kind: "promised", n, promised: start + n * day, returns: null, why: "late" }),
  (hold) => ({ kind: "held", hold, who: ["Amal"] }),
  (n) => ({ kind: "words", n, text: "Bonjour\nمرحبا", language: "fr", who: "Amal", sorry: false }),
  (n) => ({ kind: "nudged", n }),
  (n) => ({ kind: "returned", n, words: "une question ?", media: null }),
  () => ({ kind: "question", question: "satisfaction", action: null }),
  () => ({ kind: "question", question: "follow-up", action: "une page" }),
  () => ({ kind: "gone" }),
  (n, open) => ({
    kind: "released",
    hold: open?.stage === "held" ? open.hold : 0,
    life: open?.life ?? 0,
    why: n % 3 === 0 ? "given-back" : "closed",
    summary: ["C'est fait."],
    language: "fr",
    sorry: n % 2 === 0,
    asks: n % 4 > 0,
  }),
];

const each = { fr: "Photos", ar: "صور", ary: "تصاور", "ary-Latn": "tsawer", en: "Photos" };
const card: Card = {
  id: "w1",
  title: each,
  starts: "2026-12-10T18:30",
  zone: "Africa/Casablanca",
  minutes: 60,
  link: "https://meet.example/one",
  replay: "https://video.example/one",
  state: "published",
  sequence: 0,
  revision: 1,
  occasion: 0,
};
const standing = {
  source: "chat",
  language: "fr",
  reminders: true,
  code: "K7Q2-M9XT",
  held: 1,
  wanted: 1,
  place: null,
} as const;
const week = start + 30 * day;
const newsOf: readonly ((n: number) => News)[] = [
  (ask) => ({ kind: "registered", card, ask, ...standing }),
  (ask) => ({ kind: "registered", card, ask, ...standing, held: 0, place: 3 }),
  (ask) => ({ kind: "promoted", card: { ...card, id: "w2" }, ask, ...standing }),
  (ask) => ({ kind: "full", card, ask }),
  (ask) => ({ kind: "closed", webinar: "w1", reason: "over", ask }),
  (ask) => ({ kind: "left", webinar: "w1", ask }),
  (n) => ({
    kind: "changed",
    card: { ...card, revision: n, occasion: n, starts: `2026-12-${10 + (n % 9)}T18:30` },
  }),
  (n) => ({ kind: "changed", card: { ...card, revision: n, link: `https://meet.example/${n}` } }),
  () => ({ kind: "cancelled", card: { ...card, state: "cancelled" } }),
  () => ({ kind: "attended", webinar: "w1", minutes: 55 }),
  ...["day-before", "hour-before", "start", "after", "replay", "two-weeks"].map(
    (moment) => (): News => ({ kind: "moment", moment, card, expires: week, class: "reminder" }),
  ),
];
const timersOf: readonly ((result: number) => TimerBody)[] = [
  () => ({ kind: "told", webinar: "w1" }),
  () => ({ kind: "plan-check", action: "A37" }),
  (result) => ({ kind: "rediagnosis", result, round: 90, retry: false }),
];

const sayings = [
  "salam, 1, 2, 3, 0, ٢, oui, non, لا, iyeh, coopérative, جمعية, blorp",
  "menu, retour, pause, continuer, passer, aide, humain, langue, corriger",
  "on nous a piraté notre page, bghina site, j'en ai marre, humain, humain",
  "mes données, mon résultat, pourquoi, stop, début, English, العربية, darija",
  "Comment créer une page Facebook ?, kifach ndir site, écrivez un appel aux dons, merci, bghit chi",
  "webinaires, le lien, je veux annuler, on vient à deux, changer de date, stop rappels, certificat",
  "Je voudrais parler de notre association, بغيت نعرف كيفاش نخدمو, ACDEFG, , 👍",
].flatMap((line) => line.split(", "));
const words = fc.constantFrom(...sayings);
const contents = fc.constantFrom<Content>(
  { kind: "media", media: "voice", url: null, contentType: null, caption: "" },
  { kind: "media", media: "image", url: null, contentType: null, caption: "coopérative" },
  { kind: "location" },
  { kind: "contact-card" },
  { kind: "reaction", emoji: "👍" },
  { kind: "edit", text: "3" },
  { kind: "revoke" },
  { kind: "unsupported" },
  { kind: "opt-out" },
  { kind: "opt-in" },
  { kind: "tap", id: "999:nothing", label: null },
  { kind: "tap", id: "not ours", label: "Acheter" },
);
const happenings = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("choose" as const), place: fc.nat(9) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("text" as const),
      text: fc.oneof(words, fc.string({ maxLength: 60 })),
      quoted: fc.option(fc.nat(30), { freq: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("tap" as const),
      message: fc.nat(40),
      place: fc.nat(9),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("content" as const), content: contents }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("timer" as const),
      timer: fc.constantFrom("silence" as const, "late" as const, "erase" as const),
      back: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("event" as const),
      event: fc.constantFrom("joined", "refused", "compared", "none", "nothing"),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("news" as const),
      news: fc.nat(newsOf.length - 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("due" as const),
      timer: fc.nat(timersOf.length - 1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("case" as const),
      told: fc.nat(tellings.length - 1),
    }),
  },
);
const gaps = fc.constantFrom(
  5 * second,
  5 * second,
  minute,
  hour,
  14 * hour,
  20 * hour,
  3 * day,
  31 * day,
);
/** Somebody goes ahead for a while, and then anything happens. */
const story = fc
  .tuple(
    fc.array(fc.nat(9), { maxLength: 45, size: "max" }),
    fc.array(fc.tuple(happenings, gaps), { maxLength: 60, size: "max" }),
  )
  .map(([places, rest]) => [
    ...places.map((place): [Happening, number] => [{ kind: "choose", place }, 5 * second]),
    ...rest,
  ]);

describe("whatever happens to a conversation", () => {
  test("never stops the engine, meets silence, or grows without end", () => {
    fc.assert(
      fc.property(story, (happened) => {
        const life = new Life();
        for (const [happening, gap] of happened) life.live(happening, gap);
      }),
      { numRuns: 120 },
    );
  });

  test("the same arguments give the same turn, and leave the state before it alone", () => {
    fc.assert(
      fc.property(story, (happened) => {
        const life = new Life((before, input, now, turn) => {
          const kept = JSON.stringify(before);
          expect(advance(book, before, input, now)).toEqual(turn);
          expect(JSON.stringify(before)).toBe(kept);
        });
        for (const [happening, gap] of happened) life.live(happening, gap);
      }),
      { numRuns: 30 },
    );
  });
});

class Life {
  private state: State = blankState;
  private now = start;
  private inputs = 0;
  private late: Extract<Turn["effects"][number], { kind: "set-timer" }> | null = null;
  private readonly said: { readonly move: number; readonly ids: readonly string[] }[] = [];
  private readonly tapped = new Set<string>();
  private readonly check: (before: State, input: Input, now: number, turn: Turn) => void;

  constructor(check: Life["check"] = () => undefined) {
    this.check = check;
  }

  live(happening: Happening, gap: number): void {
    this.now += gap;
    this.inputs += 1;
    // What waits for an answer from elsewhere does not wait for ever.
    const { late } = this;
    if (late !== null && late.at <= this.now) {
      this.late = null;
      const input: Input = { kind: "timer", timer: late.body, seed: "b8".repeat(32) };
      this.state = advance(book, this.state, input, late.at).state;
    }
    const input = this.inputOf(happening);
    if (input === null) return;
    const before = this.state;
    const turn = advance(book, before, input, this.now);
    this.check(before, input, this.now, turn);
    this.state = turn.effects.some(({ kind }) => kind === "erase") ? blankState : turn.state;
    for (const { message } of turn.said) {
      this.said.push({ move: turn.state.moves, ids: message.choices.map(({ id }) => id) });
      expect(message.text.trim()).not.toBe("");
    }
    // An answer that comes from elsewhere is waited for, and a timer sees to it that it comes.
    const awaited = turn.effects.some(
      (effect) => effect.kind === "set-timer" && effect.id === "late",
    );
    for (const effect of turn.effects) {
      if (effect.kind === "set-timer" && effect.id === "late") this.late = effect;
      if (effect.kind === "cancel-timer" && effect.id === "late") this.late = null;
    }
    if (!awaited && this.mustBeAnswered(before, input)) {
      expect(turn.said.length, JSON.stringify(input)).toBeGreaterThan(0);
    }
    if (input.kind === "heard" && input.content.kind === "tap") this.tapped.add(input.content.id);
    expect(turn.state.session?.frames.length ?? 0).toBeLessThanOrEqual(deepest);
    expect(JSON.stringify(turn.state).length).toBeLessThan(largest);
  }

  private inputOf(happening: Happening): Input | null {
    const seed = String(this.inputs).padStart(64, "a7");
    const heard = (content: Content, quoted: number | null = null): Input => ({
      kind: "heard",
      content,
      quoted,
      seed,
    });
    switch (happening.kind) {
      case "text": {
        const quoted = happening.quoted === null ? undefined : this.said[happening.quoted];
        return heard({ kind: "text", text: happening.text }, quoted?.move ?? null);
      }
      case "choose": {
        const ids = this.said.at(-1)?.ids ?? [];
        const id = ids[happening.place % Math.max(1, ids.length)];
        return heard(
          id === undefined ? { kind: "text", text: "salam" } : { kind: "tap", id, label: null },
        );
      }
      case "tap": {
        const ids = this.said[happening.message]?.ids ?? [];
        const id = ids[happening.place % Math.max(1, ids.length)];
        return id === undefined ? null : heard({ kind: "tap", id, label: null });
      }
      case "content":
        return heard(happening.content);
      case "news": {
        const news = newsOf[happening.news]?.(this.inputs);
        return news === undefined ? null : { kind: "mail", mail: { kind: "webinar", news }, seed };
      }
      case "due": {
        const result = this.state.organization?.results.at(-1)?.at ?? 0;
        const timer = timersOf[happening.timer]?.(result);
        return timer === undefined ? null : { kind: "timer", timer, seed };
      }
      case "case": {
        const { open, last } = this.state.human;
        const told = tellings[happening.told]?.(this.inputs, open);
        if (told === undefined) return null;
        const mail = { kind: "case", case: (open ?? last)?.case ?? "k00-.1", told } as const;
        return { kind: "mail", mail, seed };
      }
      case "timer":
        return {
          kind: "timer",
          timer: { kind: happening.timer, move: this.state.moves - happening.back },
          seed,
        };
      case "event":
        return {
          kind: "mail",
          mail: {
            kind: "event",
            event: happening.event,
            values:
              happening.event === "compared" ? { lower: 1, median: 2, upper: 3, ahead: 4 } : {},
            organization: null,
          },
          seed,
        };
    }
  }

  /** Words and taps are, but for a button that was tapped before or says what is known already. */
  private mustBeAnswered(before: State, input: Input): boolean {
    if (input.kind !== "heard") return false;
    // A human has their words.
    if (before.human.open?.stage === "held") return false;
    const { content } = input;
    if (content.kind === "text") return true;
    if (content.kind !== "tap") return false;
    const choice = content.id.slice(content.id.indexOf(":") + 1);
    const known = Object.values(before.organization?.values ?? {}).some(
      ([value]) => value === choice || value === Number(choice),
    );
    return !this.tapped.has(content.id) && !known;
  }
}
