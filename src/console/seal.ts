import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/** What is done with the console's key, of which nobody else learns. */
export interface Seal {
  /** Hides a text; `about` must be the same to open it. */
  readonly close: (text: string, about: string) => string;
  /** Null when it was closed by another key, or about something else. */
  readonly open: (sealed: string, about: string) => string | null;
  /** A fingerprint nobody can make without the key: of a token, a name, an address. */
  readonly mark: (purpose: string, text: string) => string;
}

export function makeSeal(key: string): Seal {
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", key, "rafiq console", use, 32));
  const [hiding, marking] = [derive("hide"), derive("mark")];
  return {
    close(text, about) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", hiding, nonce).setAAD(Buffer.from(about));
      const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString("base64url");
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length < 28) return null;
      const cipher = createDecipheriv("aes-256-gcm", hiding, bytes.subarray(0, 12), {
        authTagLength: 16,
      });
      cipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28));
      try {
        return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
    mark: (purpose, text) =>
      createHmac("sha256", marking).update(`${purpose}\n${text}`).digest("base64url"),
  };
}

/** A word of 256 bits that nobody guesses: in links and cookies. */
export function newWord(): string {
  return randomBytes(32).toString("base64url");
}

/** How such a word is kept: whoever reads the store cannot use it. */
export function hashOf(word: string): string {
  return createHash("sha256").update(word).digest("base64url");
}

export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
