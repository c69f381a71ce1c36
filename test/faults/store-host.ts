import { DatabaseSync } from "node:sqlite";
import { Fault } from "../../src/core/fault.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import type { Asked, Told } from "./hosted.ts";

/**
 * A process of its own with the embedded store in it: `node store-host.ts <file>`, started by
 * `hosted.ts`, whose calls it makes. It ends with whoever started it.
 */
const [, , file = ""] = process.argv;
const tell = (told: Told) => void process.send?.(told);
process.once("disconnect", () => process.exit(0));

// What the store has open, for orders that SQLite takes on its own connection only.
const connections = new Set<DatabaseSync>();
// oxlint-disable-next-line typescript/unbound-method -- it is called on each connection below
const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function remember(this: DatabaseSync, sql: string) {
  connections.add(this);
  exec.call(this, sql);
};

try {
  serve(await openSqliteStore({ file }));
  tell({ kind: "open" });
} catch (error) {
  tell({ kind: "closed", ...reasonOf(error) });
  process.disconnect?.();
}

function serve(store: Store): void {
  process.on("message", (message) => {
    // Written by `hosted.ts` alone.
    const asked = message as Asked;
    if (asked.kind === "pragma") {
      for (const connection of connections) exec.call(connection, `PRAGMA ${asked.pragma}`);
      return;
    }
    const { number, call, args } = asked;
    // The caller has typed them.
    const made = store[call] as (...args: readonly unknown[]) => Promise<unknown>;
    made(...args).then(
      (answer) => tell({ kind: "answer", number, answer }),
      (error: unknown) => tell({ kind: "failure", number, ...reasonOf(error) }),
    );
  });
}

function reasonOf(error: unknown) {
  return {
    code: error instanceof Fault ? error.code : null,
    message: error instanceof Error ? error.message : String(error),
  };
}
