import { minute, second, type Instant } from "../core/instant.ts";

/** So many failures in a row, and the model is left alone for so long. */
const patience = 3;
const silence = 60 * second;

/** What a server asks for with `Retry-After` is granted up to here. */
const restMost = 10 * minute;

/** Leaves a server alone that fails: afterwards one question tries, and the others when it is answered. */
export class Breaker {
  private failures = 0;
  private until: Instant = 0;

  /** Whether to ask now. Whoever is let through after a silence starts the next one, unless it succeeds. */
  mayAsk(now: Instant): boolean {
    if (this.until === 0) return true;
    // A clock that was set back must not keep the model silent for hours.
    const left = this.until - now;
    if (left > 0 && left <= restMost) return false;
    this.until = now + silence;
    return true;
  }

  succeed(): void {
    this.failures = 0;
    this.until = 0;
  }

  /** `rest`: how long the server asks to be left alone, in milliseconds. */
  fail(now: Instant, rest: number): void {
    this.failures += 1;
    if (rest > 0) this.until = now + Math.min(rest, restMost);
    else if (this.failures >= patience) this.until = now + silence;
  }
}
