import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import type { OwnerMail, OwnerTurn } from "./owner.ts";

/** Where requests for a human arrive: each is kept in the journal, with who asked. */
export function desks(_state: Json | null, mail: OwnerMail, now: Instant): OwnerTurn {
  return {
    state: { last: now },
    posts: [],
    timers: [],
    journal: [{ from: mail.from, request: mail.body }],
  };
}
