import { parentPort } from "node:worker_threads";
import type { Document } from "../core/documents/document.ts";
import type { Printed } from "./press.ts";
import { renderDocument } from "./render.ts";

/** Draws one document after the other, as `press.ts` sends them. */
parentPort?.on("message", (document: Document) => {
  void print(document);
});

async function print(document: Document): Promise<void> {
  try {
    const { bytes } = await renderDocument(document);
    tell({ kind: "drawn", bytes });
  } catch {
    // What went wrong may hold words of theirs: only the form is told.
    tell({ kind: "failed", form: document.form });
  }
}

function tell(printed: Printed): void {
  parentPort?.postMessage(printed, []);
}
