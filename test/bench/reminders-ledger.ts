import type { Channel, Outbound } from "../../src/channels/channel.ts";
import type { Shaped } from "../../src/channels/shape.ts";

/** What a provider was handed, counted: it takes everything at once and forgets nothing. */
export class Ledger {
  /** Provider's ids by ours: what was taken survives whoever handed it over. */
  private readonly taken = new Map<string, string>();
  private readonly times = new Map<string, number>();
  private readonly forms = new Map<string, number>();
  /** Messages that were handed over a second time. */
  doubled = 0;
  /** Told of every message that is taken, by its address. */
  listen: (address: string) => void = () => undefined;

  take({ id, address, body }: Outbound): string {
    const known = this.taken.get(id);
    if (known !== undefined) this.doubled += 1;
    const providerId = known ?? `SM${String(this.taken.size).padStart(32, "0")}`;
    this.taken.set(id, providerId);
    count(this.times, address.id);
    count(this.forms, formOf(body));
    this.listen(address.id);
    return providerId;
  }

  find(id: string): string | null {
    return this.taken.get(id) ?? null;
  }

  /** How many messages an address got since `forget`. */
  to(address: string): number {
    return this.times.get(address) ?? 0;
  }

  /** How often each form was used since `forget`, the most frequent first. */
  get byForm(): readonly (readonly [form: string, times: number])[] {
    return [...this.forms].toSorted(([, one], [, other]) => other - one);
  }

  /** Counts from zero; what was taken stays known. */
  forget(): void {
    this.times.clear();
    this.forms.clear();
    this.doubled = 0;
  }
}

/** A channel like another one, whose provider is the ledger. */
export function countingChannel(like: Channel, ledger: Ledger): Channel {
  return {
    ...like,
    send: async (outbound) => ({ kind: "sent", providerId: ledger.take(outbound) }),
    async evidence({ id }) {
      const providerId = ledger.find(id);
      return providerId === null ? "absent" : { providerId };
    },
  };
}

function formOf(body: Shaped): string {
  return body.kind === "template" ? body.name : body.kind;
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
