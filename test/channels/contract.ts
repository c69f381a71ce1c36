import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Channel, Opened, Outbound, Request, Sending } from "../../src/channels/channel.ts";
import { shape, type Shaped } from "../../src/channels/shape.ts";
import type { Address } from "../../src/core/address.ts";
import type { Instant } from "../../src/core/instant.ts";
import { day, minute } from "../../src/core/instant.ts";
import type { Choice, Message } from "../../src/core/message.ts";

/** What a person got: the words, and what each tap sends back. */
export interface Seen {
  readonly providerId: string;
  readonly text: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  /** The address of the file that came with it. */
  readonly file?: string | undefined;
}

/** The next call of the channel goes wrong like this. */
export type Accident =
  | "throttle"
  /** 5xx, with the message taken nevertheless. */
  | "server-error"
  /** The connection ends in the middle of the answer. */
  | "cut"
  /** Taken, then the connection ends without an answer. */
  | "drop"
  /** Not taken, and the connection ends without an answer. */
  | "lose"
  | "hang"
  /** Something answers 200, but not what the provider answers. */
  | "not-the-provider"
  | "contact-gone"
  | "opted-out"
  | "window-shut"
  | "content-refused"
  | "account-refused"
  /** The next look for evidence finds the provider down. */
  | "evidence-down";

/** A channel on a bench: its stand-in provider, its clock, and one contact. */
export interface Bench {
  readonly channel: Channel;
  readonly address: Address;
  /** Never to be seen in an outcome or an error. */
  readonly secrets: readonly string[];
  seen(): readonly Seen[];
  /** The next call has reached the provider. */
  reached(): Promise<unknown>;
  cause(accident: Accident): void;
  /** How long the provider asks to wait when it throttles, in milliseconds. */
  readonly throttledFor: number;
  /** The same channel with nobody at the provider's address. */
  readonly unreachable: Channel;
  now(): Instant;
  pass(milliseconds: number): void;
  /** A signed webhook. */
  message(id: string, text: string): Request;
  tap(id: string, choice: { readonly id: string; readonly label: string }): Request;
  receipt(outbound: Outbound, providerId: string, status: "sent" | "delivered" | "read"): Request;
  unsigned(request: Request): Request;
  close(): Promise<void>;
}

const arabic = "واش عندكم موقع؟ \u206609-08\u2069 — التكلفة 3/5 🙂";

/** What every channel must do, whoever the provider. */
export function describeChannel(name: string, makeBench: () => Promise<Bench>): void {
  describe(`${name} as a channel`, () => {
    let bench: Bench;
    let count = 0;
    beforeAll(async () => {
      bench = await makeBench();
    });
    afterAll(() => bench.close());
    // Accidents and times of one test stay out of the next.
    beforeEach(() => bench.pass(day));

    function outbound(body: Shaped): Outbound {
      count += 1;
      return { id: `c17-x:${count}/é`, address: bench.address, body, uncertain: false };
    }
    const words = (text: string): Shaped => ({ kind: "text", text, rtl: false });
    const send = (out: Outbound, channel = bench.channel): Promise<Sending> =>
      channel.send(out, AbortSignal.timeout(30_000));

    describe("sending", () => {
      test.each(messages)(
        "shows $name within the limits, every byte of it",
        async ({ message }) => {
          const before = bench.seen().length;
          for (const body of shape(message, bench.channel.capabilities)) {
            expect(await send(outbound(body))).toMatchObject({ kind: "sent" });
          }
          const seen = bench.seen().slice(before);
          const said = seen.map(({ text }) => text).join("\n");
          for (const line of message.text.split(/\n+/u)) expect(bare(said)).toContain(bare(line));
          const taps = seen.at(-1)?.choices ?? [];
          for (const { id, label, short, digit } of message.choices) {
            const tap = taps.find((each) => each.id === id);
            const isTapped = tap !== undefined && [label, short, digit].includes(tap.label);
            expect(isTapped || said.includes(`${digit}. `)).toBe(true);
          }
        },
      );

      test.each(["application/pdf", "image/png"])(
        "brings a file (%s) with the words that belong to it, and then the choices",
        async (type) => {
          const name = type === "image/png" ? "resultat-rafiq.png" : "rapport-rafiq.pdf";
          const file = { url: `https://rafiq.example/d/c00-x.1-1.abc/${name}`, name, type };
          const whole = make("Voici.\n\nEt maintenant ?", choices(["Oui", "Non"]), { file });
          const before = bench.seen().length;
          for (const body of shape(whole, bench.channel.capabilities)) {
            expect(await send(outbound(body))).toMatchObject({ kind: "sent" });
          }
          const seen = bench.seen().slice(before);
          const said = seen.map(({ text }) => text).join("\n");
          expect(said).toContain("Voici.");
          expect(said).toContain("Et maintenant ?");
          expect(seen.at(-1)?.choices.length).toBe(2);
          const files = seen.flatMap((one) => one.file ?? []);
          if (files.length > 0) expect(files).toEqual([file.url]);
        },
      );

      test("names the provider's id of what was sent", async () => {
        const sending = await send(outbound(words("Un.")));
        expect(sending).toEqual({ kind: "sent", providerId: bench.seen().at(-1)?.providerId });
      });

      test("is surely not sent when nobody is at the provider's address", async () => {
        const before = bench.seen().length;
        expect(await send(outbound(words("Deux.")), bench.unreachable)).toMatchObject({
          kind: "unsent",
        });
        expect(bench.seen().length).toBe(before);
      });

      test("is surely not sent when the deadline has passed beforehand", async () => {
        const sending = await bench.channel.send(outbound(words("Trois.")), AbortSignal.abort());
        expect(sending).toMatchObject({ kind: "unsent" });
      });

      test.each(["server-error", "cut", "drop", "lose", "not-the-provider"] as const)(
        "is uncertain after %s",
        async (accident) => {
          bench.cause(accident);
          expect(await send(outbound(words(`Quatre, ${accident}.`)))).toMatchObject({
            kind: "uncertain",
          });
        },
      );

      test("is uncertain when the deadline passes while the provider thinks", async () => {
        const deadline = new AbortController();
        bench.cause("hang");
        const reached = bench.reached();
        const sending = bench.channel.send(outbound(words("Cinq.")), deadline.signal);
        await reached;
        deadline.abort();
        expect(await sending).toMatchObject({ kind: "uncertain" });
      });

      test("waits as long as the provider asks", async () => {
        bench.cause("throttle");
        const sending = await send(outbound(words("Six.")));
        expect(sending).toMatchObject({ kind: "throttled", after: bench.throttledFor });
      });

      test.each([
        ["contact-gone", "contact"],
        ["opted-out", "opt-out"],
        ["window-shut", "window"],
        ["content-refused", "content"],
        ["account-refused", "account"],
      ] as const)("is refused for good after %s", async (accident, because) => {
        bench.cause(accident);
        expect(await send(outbound(words("Sept.")))).toMatchObject({ kind: "refused", because });
      });

      test("tells no secret and no words in what became of it", async () => {
        for (const accident of ["server-error", "cut", "content-refused"] as const) {
          bench.cause(accident);
          const told = JSON.stringify(await send(outbound(words("Confidentiel."))));
          for (const secret of [...bench.secrets, "Confidentiel", bench.address.id]) {
            expect(told).not.toContain(secret);
          }
        }
      });
    });

    describe("evidence", () => {
      test.each(["server-error", "cut", "drop"] as const)(
        "never says that a message taken before %s is absent",
        async (accident) => {
          const out = outbound(words(`Huit, ${accident}.`));
          const since = bench.now();
          bench.cause(accident);
          await send(out);
          bench.pass(10 * minute);
          const evidence = await bench.channel.evidence(out, since);
          if (evidence !== null) {
            expect(evidence).toEqual({ providerId: bench.seen().at(-1)?.providerId });
          }
        },
      );

      test("never names a message that was lost", async () => {
        const out = outbound(words("Neuf."));
        const since = bench.now();
        bench.cause("lose");
        await send(out);
        bench.pass(10 * minute);
        expect(["absent", null]).toContain(await bench.channel.evidence(out, since));
      });

      test("knows nothing when the provider does not answer", async () => {
        bench.cause("evidence-down");
        expect(await bench.channel.evidence(outbound(words("Dix.")), bench.now())).toBeNull();
      });
    });

    describe("webhooks", () => {
      const open = (request: Request): Opened => {
        const path = request.url.split("?")[0];
        const webhook = bench.channel.webhooks.find(
          (each) => each.path === path && each.method === request.method,
        );
        if (webhook === undefined) throw new Error(`no webhook at ${path}`);
        return webhook.open(request);
      };

      test("read words byte for byte", () => {
        expect(open(bench.message("m1", arabic))).toMatchObject({
          kind: "opened",
          inbounds: [
            {
              id: "m1",
              address: bench.address,
              content: { kind: "text", text: arabic },
              quoted: null,
            },
          ],
          receipts: [],
        });
      });

      test("read a tap by its id", () => {
        const opened = open(bench.tap("m2", { id: "t4.website.yes", label: "Oui" }));
        expect(opened).toMatchObject({
          inbounds: [{ id: "m2", content: { kind: "tap", id: "t4.website.yes" } }],
        });
      });

      test("give the same id on every redelivery", () => {
        const ids = [1, 2, 3].map(() => {
          const opened = open(bench.message("m3", "Salam"));
          return opened.kind === "opened" ? opened.inbounds.map(({ id }) => id) : null;
        });
        expect(ids).toEqual([["m3"], ["m3"], ["m3"]]);
      });

      test("turn away what is not signed and what was changed on the way", () => {
        const request = bench.message("m4", arabic);
        expect(open(bench.unsigned(request))).toMatchObject({ kind: "refused" });
        for (const at of [0, Math.floor(request.raw.length / 2), request.raw.length - 1]) {
          const raw = Uint8Array.from(request.raw);
          raw[at] = (raw[at] ?? 0) ^ 1;
          expect(open({ ...request, raw })).toMatchObject({ kind: "refused", status: 403 });
        }
        const spliced = Buffer.concat([request.raw, Buffer.from("&Body=x")]);
        expect(open({ ...request, raw: spliced })).toMatchObject({ kind: "refused" });
      });

      test("pass receipts on as they come, with our delivery's id", async () => {
        const out = outbound(words("Onze."));
        const sending = await send(out);
        const providerId = sending.kind === "sent" ? (sending.providerId ?? "") : "";
        const statuses = (["read", "sent", "delivered"] as const).flatMap((status) => {
          const opened = open(bench.receipt(out, providerId, status));
          return opened.kind === "opened" ? opened.receipts : [];
        });
        expect(statuses.map(({ status }) => status)).toEqual(["read", "sent", "delivered"]);
        for (const receipt of statuses) {
          expect(receipt).toMatchObject({ delivery: out.id, providerId, address: bench.address });
        }
      });

      test("survive any bytes", () => {
        const request = bench.message("m5", "Salam");
        for (const text of ["", "%", "=&=&", "{", "\0", "a=%ff%fe", "[".repeat(9_999)]) {
          const opened = open({ ...request, raw: Buffer.from(text) });
          expect(opened.kind).toBe("refused");
        }
      });
    });
  });
}

function bare(text: string): string {
  return text.replaceAll(/\s/gu, "");
}

function choices(labels: readonly string[], rest: Partial<Choice> = {}): readonly Choice[] {
  return labels.map((label, at) => ({
    id: `t12.website.${at}`,
    label,
    short: null,
    about: null,
    digit: String(at + 1),
    ...rest,
  }));
}

function make(text: string, offered: readonly Choice[], rest: Partial<Message> = {}): Message {
  return { language: "fr", text, choices: offered, open: "Choisir", keys: ["test"], ...rest };
}

const ten = ["Un", "Deux", "Trois", "Quatre", "Cinq", "Six", "Sept", "Huit", "Neuf", "Dix"];
const long = "Une phrase assez longue pour compter. ".repeat(120).trim();

const messages: readonly { readonly name: string; readonly message: Message }[] = [
  { name: "words", message: make("Bonjour.\n\nÇa va ?", []) },
  { name: "Arabic words", message: make(arabic, [], { language: "ar" }) },
  { name: "very long words", message: make(long, []) },
  { name: "one choice", message: make("Prêt ?", choices(["Oui"])) },
  {
    name: "three choices",
    message: make("Un site ?\n\nChoisissez.", choices(["Oui", "Non", "Page"])),
  },
  { name: "six choices", message: make("Combien ?", choices(ten.slice(0, 6))) },
  { name: "ten choices", message: make("Combien ?", choices(ten)) },
  {
    name: "ten choices with more to say about each",
    message: make("Combien ?", choices(ten, { about: "Ce que cela veut dire, en peu de mots" })),
  },
  { name: "twelve choices", message: make("Combien ?", choices([...ten, "Onze", "Douze"])) },
  {
    name: "labels that fit nowhere",
    message: make("Lequel ?", choices(["Une réponse beaucoup trop longue pour un bouton", "Non"])),
  },
  {
    name: "choices under a very long text",
    message: make(`${long}\n\nEt vous ?`, choices(["Oui", "Non"])),
  },
  {
    name: "Arabic choices",
    message: make(arabic, choices(["إيه", "لا", "صفحة ف \u2066Facebook\u2069"]), {
      language: "ary",
    }),
  },
  { name: "labels with braces", message: make("Lequel ?", choices(["{{1}}", "Non"])) },
  { name: "two labels that are the same", message: make("Lequel ?", choices(["Oui", "Oui"])) },
];
