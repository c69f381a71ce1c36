import { z } from "zod";
import { fetchMedia, type Fetched } from "../fetch-media.ts";
import type { Graph } from "../meta/graph.ts";

export interface MediaParts {
  readonly graph: Graph;
  readonly token: string;
  /** What the address of a file begins with, its id aside: `https://graph.facebook.com/v25.0/`. */
  readonly prefix: string;
  readonly call: typeof fetch;
}

const addressSchema = z.object({ url: z.string() });

/**
 * Fetches a file that a person sent: Meta is asked where it lies now (an address that lasts five
 * minutes), and only Meta's own hosts get our token. Null when it cannot be had; never throws.
 */
export async function fetchFile(
  { graph, token, prefix, call }: MediaParts,
  url: string,
  signal: AbortSignal,
): Promise<Fetched | null> {
  const id = idIn(url, prefix);
  if (id === null) return null;
  const answer = await graph.get(id, {}, signal).catch(() => null);
  const { data } = addressSchema.safeParse(answer);
  if (data === undefined) return null;
  const { origin } = new URL(prefix);
  return fetchMedia(
    data.url,
    { trust: (at) => trustIn(at, origin), authorization: `Bearer ${token}`, call },
    signal,
  );
}

/** Removes it from where Meta keeps it (for seven days otherwise). Never throws. */
export async function dropFile(
  { graph, prefix }: Pick<MediaParts, "graph" | "prefix">,
  url: string,
  signal: AbortSignal,
): Promise<void> {
  const id = idIn(url, prefix);
  if (id !== null) await graph.delete(id, {}, signal).catch(() => null);
}

function idIn(url: string, prefix: string): string | null {
  const id = url.startsWith(prefix) ? url.slice(prefix.length) : "";
  return /^[0-9A-Za-z_.-]{1,200}$/u.test(id) && !/^\.+$/u.test(id) ? id : null;
}

/** developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media, read 2026-11-25. */
function trustIn({ protocol, hostname, origin, username }: URL, base: string) {
  if (username !== "") return null;
  if (origin === base) return "ours";
  return protocol === "https:" && hostname === "lookaside.fbsbx.com" ? "ours" : null;
}
