import { setTimeout as pause } from "node:timers/promises";
import type { Request } from "../../src/channels/channel.ts";
import type { TwilioFake } from "../fakes/twilio/fake.ts";

/** To whom webhooks go: to any process that is alive, or to those whose /health says they accept. */
export type Rule = "alive" | "health";

interface Target {
  readonly url: string;
}

/** Nobody waits longer for an acknowledgement; in ms. */
const patience = 300_000;

/** Spreads webhooks over the processes, in turn, and sends again what was not taken. */
export class Balancer {
  /** How often each status was answered; 0 when nobody answered. */
  readonly statuses = new Map<number, number>();
  /** Why nobody answered, each time. */
  readonly causes: string[] = [];
  private readonly twilio: TwilioFake;
  private readonly rule: Rule;
  private readonly alive: () => readonly Target[];
  private accepting: readonly Target[] = [];
  /** Resolves once somebody accepts for the first time. */
  private readonly opened = Promise.withResolvers<void>();
  private turn = 0;
  private closed = false;

  constructor(twilio: TwilioFake, rule: Rule, alive: () => readonly Target[]) {
    this.twilio = twilio;
    this.rule = rule;
    this.alive = alive;
    if (rule === "health") void this.follow();
    else this.opened.resolve();
  }

  close(): void {
    this.closed = true;
  }

  /** Sends it until it is answered 200. */
  async deliver(request: Request): Promise<void> {
    await this.opened.promise;
    const giveUp = performance.now() + patience;
    for (;;) {
      const status = await this.post(request);
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      if (status === 200) return;
      if (performance.now() > giveUp) throw new Error(`not acknowledged: ${status}`);
      await pause(50);
    }
  }

  private async post(request: Request): Promise<number> {
    const targets = this.rule === "health" ? this.accepting : this.alive();
    const target = targets[this.turn % Math.max(1, targets.length)];
    this.turn += 1;
    if (target === undefined || target.url === "") return 0;
    this.twilio.setTarget(target.url);
    try {
      return await postTo(target, request);
    } catch (error) {
      const cause = causeOf(error);
      if (this.rule === "health" && cause === "ECONNREFUSED") {
        // Nothing was sent: a load balancer asks the next one.
        this.accepting = this.accepting.filter((one) => one !== target);
        if (this.accepting.length > 0) return this.post(request);
      }
      this.causes.push(cause);
      return 0;
    }
  }

  /** As a load balancer: asks everybody again and again whether they accept. */
  private async follow(): Promise<void> {
    while (!this.closed) {
      const asked = await Promise.all(
        this.alive().map(async (target) => {
          // Whoever is slow to say so stays what it was.
          const isAccepting = (await accepts(target)) ?? this.accepting.includes(target);
          return isAccepting ? [target] : [];
        }),
      );
      this.accepting = asked.flat();
      if (this.accepting.length > 0) this.opened.resolve();
      await pause(100);
    }
  }
}

async function postTo(target: Target, { url, method, headers, raw }: Request): Promise<number> {
  const response = await fetch(target.url + url, {
    method,
    headers: Object.entries(headers).map(([key, value]): [string, string] => [key, value ?? ""]),
    body: Buffer.from(raw),
    signal: AbortSignal.timeout(15_000),
  });
  await response.arrayBuffer();
  return response.status;
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.name;
}

/** Null when no answer came in time. */
async function accepts({ url }: Target): Promise<boolean | null> {
  if (url === "") return false;
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) });
    const health: unknown = await response.json();
    return typeof health === "object" && health !== null && "accepting" in health
      ? health.accepting === true
      : false;
  } catch (error) {
    return error instanceof Error && error.name === "TimeoutError" ? null : false;
  }
}
