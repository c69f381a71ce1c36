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

/** People who wait to be told; when there are more, the sentence would come too late to be true. */
const mostWaiting = 16;

/**
 * Tells it at most once a minute a contact, past the outbox, which is what they are flooding: to one
 * person after the other, so that a crowd of them takes no more than one call of the provider's.
 *
 * A courtesy, so it never throws, and it does not disturb a provider who wants silence (`isSilent`).
 * Whoever asked for silence hears nothing either.
 */
export function tellFull(
  world: World,
  isSilent: (channel: string) => boolean = () => false,
): TellFull {
  const mayTell = seldom(minute);
  let last = Promise.resolve();
  let waiting = 0;
  return (address, owner) => {
    if (waiting >= mostWaiting || !mayTell(owner, world.clock())) return Promise.resolve();
    waiting += 1;
    last = last
      .then(() => (isSilent(address.channel) ? undefined : tell(world, address, owner)))
      .finally(() => (waiting -= 1));
    return last;
  };
}

async function tell(world: World, address: Address, owner: OwnerId): Promise<void> {
  const channel = world.channels.get(address.channel);
  if (channel === undefined) return;
  try {
    const kept = await world.store.stateOf(owner);
    // Written by `turns.ts` alone.
    const { language, stopped } = { ...blankState, ...(kept?.state as State | undefined) };
    if (stopped) return;
    const text = render(world.book.sentences, { say: "system.full" }, language);
    const message = { language, text, choices: [], open: "", keys: ["system.full"] };
    for (const [at, body] of shape(message, channel.capabilities).entries()) {
      const id = `${owner}.full-${world.clock()}.${at}`;
      await channel.send({ id, address, body, uncertain: false }, AbortSignal.timeout(15 * second));
    }
  } catch (error) {
    const code = error instanceof Error ? error.name : "unknown";
    world.log.warn("full-untold", { channel: address.channel, code });
  }
}
