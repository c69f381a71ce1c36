import { mediaTypeOf, type Document } from "../core/documents/document.ts";
import { renderers } from "./renderers.ts";

export interface Rendered {
  readonly bytes: Uint8Array;
  /** Its media type. */
  readonly type: string;
}

/**
 * Draws a document here and now: a tenth of a second during which this thread does nothing else. A
 * server has it drawn beside (see `press.ts`).
 *
 * Throws `document/undrawable` when the templates cannot be set.
 */
export async function renderDocument(document: Document): Promise<Rendered> {
  // Each form has its own renderer, which TypeScript cannot follow through the record.
  const draw = renderers[document.form] as (one: Document) => Promise<Uint8Array> | Uint8Array;
  return { bytes: await draw(document), type: mediaTypeOf(document) };
}
