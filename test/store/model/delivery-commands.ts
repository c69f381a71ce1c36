import * as fc from "fast-check";
import { expect } from "vitest";
import { type Outcome, receiptStatuses } from "../../../src/store/store.ts";
import * as model from "./memory.ts";
import { command, pick, place, recent, span } from "./world.ts";

export const claimDeliveries = command(
  "claimDeliveries",
  fc.record({
    limit: fc.constantFrom(1, 2, 9),
    span,
    except: fc.oneof(fc.constant([]), fc.subarray(["meta-whatsapp", "meta-messenger"])),
  }),
  async (memory, world, { limit, span: lease, except }) => {
    const can = new Set(model.deliverable(memory, except));
    const wish = { now: memory.now, lease, limit, except };
    const deliveries = await world.store.claimDeliveries(wish);
    expect(deliveries).toHaveLength(Math.min(limit, can.size));
    for (const each of deliveries) {
      const person = model.personOf(memory, each.owner);
      expect(can.delete(person)).toBe(true);
      expect(each).toEqual(model.hand(memory, person, each.lease, lease));
    }
    world.deliveries.push(...deliveries);
  },
);

export const recordOutcome = command(
  "recordOutcome",
  fc.record({
    delivery: pick,
    span,
    named: fc.boolean(),
    kind: fc.constantFrom<Outcome["kind"]>("sent", "sent", "retry", "uncertain", "failed"),
  }),
  async (memory, world, wish) => {
    const delivery = recent(world.deliveries, wish.delivery);
    if (delivery === undefined) return;
    const until = memory.now + wish.span;
    const providerId = wish.named ? `wamid.${(world.count += 1)}` : null;
    const outcomes: { readonly [Kind in Outcome["kind"]]: Outcome } = {
      sent: { kind: "sent", providerId },
      retry: { kind: "retry", at: until },
      uncertain: { kind: "uncertain", until },
      failed: { kind: "failed", code: "131026" },
    };
    const outcome = outcomes[wish.kind];
    const answer = await world.store.recordOutcome(delivery, outcome, memory.now);
    expect(answer).toBe(model.recordOutcome(memory, delivery, outcome));
    if (providerId !== null) world.providerIds.push(providerId);
  },
);

export const receipt = command(
  "receipt",
  fc.record({
    delivery: pick,
    provider: pick,
    place,
    here: fc.boolean(),
    by: fc.constantFrom("us", "provider", "both", "both anew"),
    status: fc.constantFrom(...receiptStatuses),
  }),
  async (memory, world, { by, status, ...wish }) => {
    const delivery = recent(world.deliveries, wish.delivery);
    if (delivery === undefined) return;
    if (by === "both anew") world.providerIds.push(`wamid.${(world.count += 1)}`);
    const known = recent(world.providerIds, by === "both anew" ? 0 : wish.provider);
    const told = {
      address: wish.here ? delivery.address : wish.place,
      delivery: by === "provider" ? null : delivery.id,
      providerId: by === "us" ? null : (known ?? "x"),
      status,
      code: status === "failed" ? "131026" : null,
      at: memory.now,
    };
    expect(await world.store.receipt(told)).toBe(model.receipt(memory, told));
  },
);

export const deliveryOf = command(
  "deliveryOf",
  fc.record({ place, provider: pick }),
  async (memory, world, wish) => {
    const providerId = recent(world.providerIds, wish.provider) ?? "x";
    const ids = model.behind(memory, wish.place)?.providerIds;
    const expected = ids?.get(`${wish.place.channel} ${providerId}`) ?? null;
    expect(await world.store.deliveryOf(wish.place, providerId)).toBe(expected);
  },
);
