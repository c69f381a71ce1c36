/** A file that a person sent. */
export interface Fetched {
  readonly bytes: Uint8Array;
  /** As the provider calls it; "" when it does not say. */
  readonly type: string;
}

export interface MediaRules {
  /** Hosts that get our credentials, and those that a file may be fetched from without. */
  readonly trust: (url: URL) => "ours" | "without" | null;
  /** The `Authorization` of our own hosts. */
  readonly authorization: string;
  readonly call: typeof fetch;
}

/** Voice notes of WhatsApp have 16 MB at most. */
const largest = 16 * 1_024 * 1_024;

/** A provider's own address may lead to where it keeps its files, and no further. */
const leadsMost = 3;

/**
 * Fetches what a person sent, from the provider's own hosts only: credentials go to no other, and an
 * address that leads elsewhere is not followed. Null when there is nothing to be had; never throws.
 */
export async function fetchMedia(
  address: string,
  { trust, authorization, call }: MediaRules,
  signal: AbortSignal,
): Promise<Fetched | null> {
  let at = address;
  try {
    for (let led = 0; led < leadsMost; led += 1) {
      const url = URL.canParse(at) ? new URL(at) : null;
      const trusted = url === null ? null : trust(url);
      if (trusted === null) return null;
      const response = await call(at, {
        headers: trusted === "ours" ? { Authorization: authorization } : {},
        redirect: "manual",
        signal,
      });
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel();
        at = new URL(response.headers.get("location") ?? "", at).href;
        continue;
      }
      return response.ok ? await take(response) : await leave(response);
    }
  } catch {
    // The connection broke, or took too long.
  }
  return null;
}

async function take(response: Response): Promise<Fetched | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > largest) return null;
    parts.push(part);
  }
  return { bytes: Buffer.concat(parts), type: response.headers.get("content-type") ?? "" };
}

async function leave(response: Response): Promise<null> {
  await response.body?.cancel();
  return null;
}
