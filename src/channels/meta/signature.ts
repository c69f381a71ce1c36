import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether Meta signed these bytes with one of the secrets: `X-Hub-Signature-256: sha256=<hex>`.
 *
 * Over the bytes as they came. Meta signs its JSON with every letter beyond ASCII escaped: written
 * again, Arabic and accents would no longer fit. Two headers at once, another algorithm or upper
 * case are nothing Meta sends, and refused.
 */
export function isSigned(
  raw: Uint8Array,
  header: string | undefined,
  secrets: readonly string[],
): boolean {
  const [, hex] = /^sha256=([0-9a-f]{64})$/u.exec(header ?? "") ?? [];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, "hex");
  return secrets.some(
    (secret) =>
      secret !== "" && timingSafeEqual(given, createHmac("sha256", secret).update(raw).digest()),
  );
}

/** Whether two words are the same, in a time that tells nothing of how much of them is. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

/** `appsecret_proof`: a token that was stolen is worth nothing without it. */
export function proofOf(token: string, appSecret: string): string {
  return createHmac("sha256", appSecret).update(token).digest("hex");
}

function digest(word: string): Buffer {
  return createHash("sha256").update(word).digest();
}
