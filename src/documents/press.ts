import { createHash } from "node:crypto";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { mediaTypeOf, type Document } from "../core/documents/document.ts";
import { Fault } from "../core/fault.ts";
import { minute, second } from "../core/instant.ts";
import { projectRoot } from "../project-root.ts";
import { openShelf, type Shelf } from "./shelf.ts";
import type { Rendered } from "./render.ts";

/** Draws documents beside the thread that answers people. */
export interface Press {
  /**
   * The same document is the same bytes, drawn once. Throws `document/slow` for whoever has waited
   * too long, and `document/undrawable`.
   */
  render(document: Document): Promise<Rendered>;
  close(): Promise<void>;
}

/** What a provider waits for a file that it fetches. */
const patience = 15 * second;
/** A document takes a tenth of a second: one that takes so long never ends. */
const longest = 10 * second;
/** The compiler and its letters hold some 80 MB that an idle bot does not need. */
const restful = 3 * minute;

interface Order {
  readonly document: Document;
  readonly placed: number;
  readonly done: (bytes: Uint8Array) => void;
  readonly failed: (error: Error) => void;
}

/** What the thread answers; written by it alone. */
export type Printed =
  | { readonly kind: "drawn"; readonly bytes: Uint8Array }
  | { readonly kind: "failed"; readonly form: string };

/**
 * Nothing is loaded before the first document. What was drawn is kept below `folder` (see `shelf.ts`);
 * null keeps nothing. `waits` shortens the patience for tests, in ms.
 */
export function openPress(
  folder: string | null,
  waits: { readonly patience: number; readonly restful: number } = { patience, restful },
): Press {
  const shelf: Shelf | null = folder === null ? null : openShelf(folder);
  const orders: Order[] = [];
  const underway = new Map<string, Promise<Uint8Array>>();
  let thread: Worker | null = null;
  let current: Order | null = null;
  let watch: NodeJS.Timeout | undefined;
  let rest: NodeJS.Timeout | undefined;

  function open(): Worker {
    const made = new Worker(join(projectRoot, "src/documents/press-thread.ts"));
    // An idle one keeps no process alive.
    made.unref();
    made.on("message", (printed: Printed) => {
      if (printed.kind === "drawn") finish(({ done }) => done(printed.bytes));
      else finish(({ failed }) => failed(new Fault("document/undrawable", printed.form)));
    });
    made.on("error", () => stop(made));
    return made;
  }

  function finish(tell: (order: Order) => void): void {
    clearTimeout(watch);
    if (current !== null) tell(current);
    current = null;
    next();
  }

  /** The thread died, or never ends: what it was drawing fails, the rest goes to a new one. */
  function stop(dead: Worker): void {
    if (thread !== dead) return;
    thread = null;
    void dead.terminate();
    finish(({ document, failed }) => failed(new Fault("document/undrawable", document.form)));
  }

  function next(): void {
    if (current !== null) return;
    current = orders.shift() ?? null;
    if (current === null) {
      clearTimeout(rest);
      rest = setTimeout(() => void retire(), waits.restful).unref();
      return;
    }
    if (performance.now() - current.placed > waits.patience) {
      return finish(({ document, failed }) => failed(new Fault("document/slow", document.form)));
    }
    clearTimeout(rest);
    const worker = (thread ??= open());
    watch = setTimeout(() => stop(worker), longest);
    worker.postMessage(current.document, []);
  }

  async function retire(): Promise<void> {
    clearTimeout(rest);
    const gone = thread;
    thread = null;
    await gone?.terminate();
  }

  function draw(document: Document): Promise<Uint8Array> {
    return new Promise((done, failed) => {
      orders.push({ document, placed: performance.now(), done, failed });
      next();
    });
  }

  async function drawOnce(document: Document): Promise<Uint8Array> {
    const kept = await shelf?.take(document);
    if (kept != null) return kept;
    const bytes = await draw(document);
    // Whoever waits for it gets it now; a full disk is no reason to get nothing.
    void shelf?.keep(document, bytes);
    return bytes;
  }

  return {
    async render(document) {
      const key = createHash("sha256").update(JSON.stringify(document)).digest("base64");
      let drawing = underway.get(key);
      if (drawing === undefined) {
        drawing = drawOnce(document).finally(() => underway.delete(key));
        underway.set(key, drawing);
      }
      return { bytes: await drawing, type: mediaTypeOf(document) };
    },
    async close() {
      clearTimeout(watch);
      for (const { document, failed } of orders.splice(0)) {
        failed(new Fault("document/slow", document.form));
      }
      current?.failed(new Fault("document/slow", current.document.form));
      current = null;
      await retire();
    },
  };
}
