import type { Address } from "../core/address.ts";
import { blankState, type State } from "../core/engine/state.ts";
import { minute, second } from "../core/instant.ts";
import { render } from "../core/language/sentences.ts";
import { shape } from "../channels/shape.ts";
import type { OwnerId } from "../store/store.ts";
import { seldom } from "./seldom.ts";
import type { World } from "./world.ts";

/** Tells somebody that their message was not taken because too many of theirs wait already. */
export type TellFull = (address: Address, owner: OwnerId) => Promise<void>;

/**
 * Tells it at most once a minute a contact, past the outbox, which is what they are flooding.
 *
 * A courtesy, so it never throws. Whoever asked for silence hears nothing.
 */
export function tellFull(world: World): TellFull {
  const mayTell = seldom(minute);
  return async (address, owner) => {
    const now = world.clock();
    const channel = world.channels.get(address.channel);
    if (channel === undefined || !mayTell(owner, now)) return;
    try {
      const kept = await world.store.stateOf(owner);
      // Written by `turns.ts` alone.
      const { language, stopped } = { ...blankState, ...(kept?.state as State | undefined) };
      if (stopped) return;
      const text = render(world.book.sentences, { say: "system.full" }, language);
      const message = { language, text, choices: [], open: "", keys: ["system.full"] };
      for (const [at, body] of shape(message, channel.capabilities).entries()) {
        const id = `${owner}.full-${now}.${at}`;
        await channel.send(
          { id, address, body, uncertain: false },
          AbortSignal.timeout(15 * second),
        );
      }
    } catch (error) {
      const code = error instanceof Error ? error.name : "unknown";
      world.log.warn("full-untold", { channel: address.channel, code });
    }
  };
}
