import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import type { Roll } from "../../webinar/entries.ts";
import { rollMailSchema, type RollMail } from "../../webinar/mail.ts";
import type { Rules } from "../../webinar/moments.ts";
import { advanceRoll } from "../../webinar/roll.ts";
import { keep, type OwnerMail, type OwnerTurn } from "./owner.ts";

/** The registrations of one webinar in one shard: who is in, and what they are told when. */
export function rolls(
  state: Json | null,
  mail: OwnerMail,
  now: Instant,
  _id: string,
  rules: Rules,
): OwnerTurn {
  const roll = readRoll(state);
  const turn = advanceRoll(roll, rollMailSchema.parse(mail.body), now, rules);
  return {
    ...keep(turn.roll),
    posts: turn.posts,
    timers: turn.wakes.map(({ id, at, moment }) => {
      const body: RollMail = { kind: "wake", moment };
      return { id, at, body };
    }),
    journal: turn.journal,
  };
}

/** For whoever shows what is planned; null before the first registration. */
export function readRoll(state: Json | null): Roll | null {
  // Written by `rolls` alone, and too long to be read with a schema at every turn.
  return state as unknown as Roll | null;
}
