import { z } from "zod";
import type { Instant } from "../core/instant.ts";
import { deliveryLines, type DeliveryLine, type Kept } from "../core/webinar/deliveries.ts";
import { fatesSchema } from "../core/webinar/fates.ts";
import type { Rules } from "../core/webinar/moments.ts";
import type { KeptWebinar } from "../core/webinar/seats.ts";
import type { Store } from "../store/store.ts";
import { rollsOf } from "./webinars-kept.ts";

const contactSchema = z.object({
  state: z
    .object({
      registrations: z
        .object({ of: z.record(z.string(), z.object({ fates: fatesSchema.optional() })) })
        .optional(),
    })
    .nullable(),
  outbox: z.array(z.object({ id: z.string() })),
  deliveries: z.array(
    z.object({ id: z.string(), status: z.string(), code: z.string().nullable() }),
  ),
});

const nothing: Kept = { fates: {}, outbox: [], deliveries: [] };

/** What became of every message about a webinar, by person and moment: no names, no numbers. */
export async function deliveriesOf(
  store: Pick<Store, "stateOf" | "export">,
  kept: KeptWebinar,
  rules: Rules,
  now: Instant,
): Promise<readonly DeliveryLine[]> {
  const { id } = kept.webinar;
  const lines: DeliveryLine[] = [];
  for (const roll of await rollsOf(store, kept)) {
    const known = new Map<string, Kept>();
    for (const contact of Object.keys(roll.entries)) {
      known.set(contact, await keptBy(store, contact, id));
    }
    lines.push(...deliveryLines(id, roll, (contact) => known.get(contact) ?? nothing, rules, now));
  }
  return lines.toSorted((one, other) =>
    one.code < other.code ? -1 : one.code > other.code ? 1 : 0,
  );
}

async function keptBy(
  store: Pick<Store, "export">,
  contact: string,
  webinar: string,
): Promise<Kept> {
  const read = contactSchema.safeParse(await store.export(contact));
  if (!read.success) return nothing;
  const { state, outbox, deliveries } = read.data;
  return {
    fates: state?.registrations?.of[webinar]?.fates ?? {},
    outbox: outbox.map(({ id }) => id),
    deliveries,
  };
}
