import { describe, expect, test } from "vitest";
import { theBook } from "../world.ts";
import { benchReminders } from "./reminders.ts";

/** Few and short: what it counts is exact at any size, what it measures means nothing. */
const few = {
  people: 300,
  kills: 9,
  seconds: 0.4,
  talkers: 6,
  perSecond: 4,
  idle: 20,
  glance: 20,
  stillness: 200,
  durable: false,
  tell: () => undefined,
} as const;

describe("reminders that are due for everybody at once", () => {
  test.for(["redis", "embedded"] as const)(
    "reach each of them once, whenever the process is killed, on %s",
    async (store) => {
      const { first, second, isExact, text } = await benchReminders(await theBook(), {
        ...few,
        store,
      });
      for (const { lost, doubled, strayTurns, left } of [first, second]) {
        expect({ lost, doubled, strayTurns, left }, text).toEqual({
          lost: 0,
          doubled: 0,
          strayTurns: 0,
          left: 0,
        });
      }
      expect(first.byForm).toContainEqual(["webinar-day-before", few.people]);
      expect(second.byForm).toContainEqual(["webinar-hour-before", few.people]);
      expect([first.kills, second.kills]).toEqual([0, few.kills]);
      expect(isExact, text).toBe(true);
    },
  );
});
