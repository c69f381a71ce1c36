import { Fault } from "../../core/fault.ts";
import { asFault, type Database } from "./database.ts";

/** Calls that share one transaction, and one wait for the disk. */
export interface Group {
  /**
   * Does `work` in the transaction of this turn of the event loop and answers when it is on the
   * disk. What throws is undone alone. `afterwards` runs between the commit and the answer.
   */
  join<Answer>(work: () => Answer, afterwards?: () => void): Promise<Answer>;
  /** Does what is waiting, then refuses everything as `store/unavailable`. */
  close(): void;
}

interface Call {
  readonly work: () => unknown;
  readonly afterwards: (() => void) | undefined;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (fault: unknown) => void;
}

type Result = { readonly answer: unknown } | { readonly fault: unknown };

export function groupCommits(db: Database): Group {
  const begin = db.query("BEGIN IMMEDIATE");
  const commit = db.query("COMMIT");
  const rollback = db.query("ROLLBACK");
  const save = db.query("SAVEPOINT call");
  const undo = db.query("ROLLBACK TO call");
  const release = db.query("RELEASE call");
  let waiting: Call[] = [];
  let scheduled: NodeJS.Immediate | null = null;
  let closed = false;

  function flush(): void {
    scheduled = null;
    const calls = waiting;
    waiting = [];
    if (calls.length === 0) return;
    let results: readonly Result[];
    try {
      begin.run();
      results = calls.map(attempt);
      commit.run();
    } catch (cause) {
      if (db.inTransaction()) rollback.run();
      const fault = asFault(cause);
      results = calls.map(() => ({ fault }));
    }
    for (const [index, call] of calls.entries()) {
      const result = results[index];
      if (result !== undefined && "answer" in result) conclude(call, result.answer);
      else call.reject(result?.fault);
    }
  }

  function conclude({ afterwards, resolve, reject }: Call, answer: unknown): void {
    try {
      afterwards?.();
      resolve(answer);
    } catch (cause) {
      reject(asFault(cause));
    }
  }

  function attempt(call: Call): Result {
    save.run();
    try {
      const answer = call.work();
      release.run();
      return { answer };
    } catch (cause) {
      // Without a transaction there is nothing to return to: all calls of the group failed.
      if (!db.inTransaction()) throw cause;
      undo.run();
      release.run();
      return { fault: asFault(cause) };
    }
  }

  return {
    join<Answer>(work: () => Answer, afterwards?: () => void): Promise<Answer> {
      return new Promise((resolve, reject) => {
        if (closed) throw new Fault("store/unavailable", "the store is closed");
        // The answer handed to `resolve` is always the one `work` gave.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        waiting.push({ work, afterwards, resolve: resolve as (answer: unknown) => void, reject });
        // After the input of this turn of the loop: all that came in together shares a commit.
        scheduled ??= setImmediate(flush);
      });
    },
    close(): void {
      if (closed) return;
      closed = true;
      if (scheduled !== null) clearImmediate(scheduled);
      flush();
    },
  };
}
