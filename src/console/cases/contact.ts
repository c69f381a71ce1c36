import { z } from "zod";
import type { Shaped } from "../../channels/shape.ts";
import { minute, type Instant } from "../../core/instant.ts";
import type { Language } from "../../core/language/languages.ts";
import { languages } from "../../core/language/languages.ts";
import { hasSentence, render } from "../../core/language/sentences.ts";
import { spokenSchema, type Spoken } from "../../core/cases/talk.ts";
import { handoffIn } from "../../runtime/handoffs.ts";
import type { ConsoleWorld } from "../visit.ts";

const exportSchema = z.object({
  addresses: z.array(z.object({ channel: z.string(), id: z.string() })),
  outbox: z.array(z.object({ id: z.string(), body: z.json() })),
  deliveries: z.array(
    z.object({ id: z.string(), status: z.string(), code: z.string().nullable() }),
  ),
  state: z
    .object({
      lastHeard: z.number().catch(0),
      talk: z.array(spokenSchema).catch([]),
      language: z.enum(languages).catch("fr"),
      session: z
        .object({
          frames: z.array(z.object({ flow: z.string(), version: z.string(), step: z.string() })),
          pending: z.object({ offered: z.array(z.string()).nullable() }).nullable(),
        })
        .nullable()
        .catch(null),
    })
    .nullable()
    .catch(null),
});

/** What the console shows of the person behind a case; never their other conversations. */
export interface Person {
  readonly addresses: readonly { readonly channel: string; readonly id: string }[];
  readonly window: Window;
  /** Messages on their way to the phone, as they will be shown there. */
  readonly underway: readonly { readonly id: string; readonly body: Shaped }[];
  /** What became of messages that left, as far as it is remembered. */
  readonly deliveries: readonly { readonly id: string; readonly status: Delivery }[];
  /** What was said lately. */
  readonly talk: readonly Spoken[];
  /** What the bot asked last and still waits for, as the phone shows it; null when nothing. */
  readonly asked: Asked | null;
}

/** The provider's rule of 24 hours: `none` when the channel has no such rule. */
export type Window =
  | { readonly kind: "none" }
  | { readonly kind: "open"; readonly until: Instant }
  | { readonly kind: "shut" };

export type Delivery = "sent" | "delivered" | "read" | "failed";

export interface Asked {
  readonly language: Language;
  readonly text: string;
  readonly choices: readonly string[];
  /** More answers than fit as buttons: a list behind a button. */
  readonly list: boolean;
}

/** The person of a contact; null once they had everything erased. */
export async function loadPerson(
  world: ConsoleWorld,
  contact: string,
  now: Instant,
): Promise<Person | null> {
  const read = exportSchema.safeParse(await world.store.export(contact));
  if (!read.success) return null;
  const { addresses, outbox, deliveries, state } = read.data;
  const channel = world.channels.get(addresses[0]?.channel ?? "");
  const limit = channel?.capabilities.window ?? null;
  const until = (state?.lastHeard ?? 0) + (limit ?? 0) * minute;
  return {
    addresses,
    window:
      limit === null ? { kind: "none" } : until > now ? { kind: "open", until } : { kind: "shut" },
    // Written by the runtime, in the shape of its channel; an event of a handoff is no message.
    underway: outbox
      .filter((one) => handoffIn(one) === null)
      .map(({ id, body }) => ({ id, body: body as unknown as Shaped })),
    deliveries: deliveries.flatMap(({ id, status }) => {
      const known = deliveryOf(status);
      return known === null ? [] : [{ id, status: known }];
    }),
    talk: state?.talk ?? [],
    asked: askedOf(world, state, channel?.capabilities.buttons?.most ?? 3),
  };
}

function deliveryOf(status: string | undefined): Delivery | null {
  const known = ["sent", "delivered", "read", "failed"] as const;
  return known.find((one) => one === status) ?? null;
}

function askedOf(
  { book }: ConsoleWorld,
  state: z.infer<typeof exportSchema>["state"],
  buttons: number,
): Asked | null {
  const frame = state?.session?.frames.at(-1);
  const offered = state?.session?.pending?.offered ?? null;
  if (state === null || frame === undefined) return null;
  const flow = book.flows.get(`${frame.flow}@${frame.version}`);
  const asking = flow?.steps.get(frame.step)?.asking ?? null;
  if (asking === null) return null;
  const { language } = state;
  const say = (key: string): string | null => {
    if (!hasSentence(book.sentences, key)) return null;
    try {
      return render(book.sentences, { say: key }, language, { org: { say: "words.org.unknown" } });
    } catch {
      // It needs words that only the conversation knows.
      return null;
    }
  };
  const text = say(asking.ask);
  if (text === null) return null;
  const labelOf = (id: string): string => {
    const one = asking.choices?.find(
      (choice) => (typeof choice === "string" ? choice : choice.id) === id,
    );
    const key = typeof one === "object" ? one.label : undefined;
    return say(key ?? `${asking.ask}.${id}`) ?? say(`words.${id}`) ?? id;
  };
  const choices = (offered ?? []).map(labelOf);
  return { language, text, choices, list: choices.length > buttons };
}
