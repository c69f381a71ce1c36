import { Pump, pumpDefaults, type PumpOptions } from "../../src/runtime/pump.ts";
import type { World } from "../../src/runtime/world.ts";
import type { Commit, Store } from "../../src/store/store.ts";

/** What goes on between a process and the world, told to whoever counts or kills. */
export interface Eye {
  /** Posts were carried to their mailboxes. */
  carried?(): void;
  /** A turn that was kept. */
  committed?(commit: Commit): void;
  /** A call of the store that was answered after so many ms. */
  called?(name: string, took: number): void;
}

/** One life of a process: a pump on the common store, which can end between any two steps. */
export interface Life {
  readonly pump: Pump;
  /** As if the process were gone: what it asked for still happens, and it hears no answer. */
  kill(): void;
  /** Ends in peace. */
  stop(): Promise<void>;
}

export function startLife(
  world: World,
  eye: Eye,
  options: Partial<Pick<PumpOptions, "lease" | "idle" | "inFlight">> = {},
): Life {
  const soul = { alive: true };
  const store = mortal(world.store, soul, eye);
  const channels = new Map(
    [...world.channels].map(([name, channel]) => [
      name,
      {
        ...channel,
        send: guard(soul, channel.send.bind(channel)),
        evidence: guard(soul, channel.evidence.bind(channel)),
      },
    ]),
  );
  const log: World["log"] = {
    info: (event, fields) => void (soul.alive && world.log.info(event, fields)),
    warn: (event, fields) => void (soul.alive && world.log.warn(event, fields)),
  };
  const pump = new Pump({ ...world, store, channels, log }, { ...pumpDefaults, ...options });
  pump.start();
  return {
    pump,
    kill() {
      soul.alive = false;
    },
    stop: () => pump.stop(),
  };
}

/** Nothing that is done after a death is done, and nothing that was begun before it is answered. */
function guard<Given extends readonly unknown[], Answer>(
  soul: { readonly alive: boolean },
  work: (...given: Given) => Promise<Answer>,
  after: (answer: Answer, took: number, given: Given) => void = () => undefined,
): (...given: Given) => Promise<Answer> {
  return async (...given) => {
    if (!soul.alive) return forever();
    const begun = performance.now();
    const answer = await work(...given);
    // Before anybody is told, since being told may be what ends this life.
    after(answer, performance.now() - begun, given);
    return soul.alive ? answer : forever();
  };
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}

function mortal(store: Store, soul: { readonly alive: boolean }, eye: Eye): Store {
  const after = (name: string, answer: unknown, took: number, [given]: readonly unknown[]) => {
    eye.called?.(name, took);
    if (name === "carryPosts") eye.carried?.();
    // Which takes one.
    if (name === "commit" && answer === "committed") eye.committed?.(given as Commit);
  };
  const calls = new Map<string | symbol, unknown>();
  return new Proxy(store, {
    get(target, name) {
      const own: unknown = Reflect.get(target, name);
      if (typeof own !== "function" || typeof name !== "string") return own;
      if (!calls.has(name)) {
        const work = async (...given: readonly unknown[]): Promise<unknown> =>
          Reflect.apply(own, target, given);
        calls.set(
          name,
          guard(soul, work, (answer, took, given) => after(name, answer, took, given)),
        );
      }
      return calls.get(name);
    },
  });
}
