import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import type { Rules } from "../../webinar/moments.ts";

/** What another owner, a timer of its own or a colleague puts into a mailbox that is no contact's. */
export interface OwnerMail {
  /** Who posted it; "" for a timer. */
  readonly from: string;
  readonly body: Json;
}

export interface OwnerTurn {
  readonly state: Json;
  readonly posts: readonly { readonly to: string; readonly body: Json }[];
  readonly timers: readonly { readonly id: string; readonly at: Instant; readonly body: Json }[];
  /** What is kept for good, in the owner's journal. */
  readonly journal: readonly Json[];
  /** Removes the owner with its journal instead of keeping its state. */
  readonly erase?: boolean;
}

/** How owners of one kind play their mail: pure, like a contact's turn. `state` is null at first. */
export type OwnerKind = (
  state: Json | null,
  mail: OwnerMail,
  now: Instant,
  id: string,
  rules: Rules,
) => OwnerTurn;

/** A turn that changes nothing but the state. */
export function keep(state: Json): OwnerTurn {
  return { state, posts: [], timers: [], journal: [] };
}
