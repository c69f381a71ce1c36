import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** What a hash costs: memory is 128 · N · r bytes. Kept beside each hash, so that it may grow. */
export interface Cost {
  /** The logarithm of N to the base of 2. */
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/**
 * OWASP's Password Storage Cheat Sheet (read 2026-11-25) names five of equal strength; this one
 * takes 32 MiB, of which small machines have enough for two at once.
 */
export const usualCost: Cost = { n: 15, r: 8, p: 3 };

export interface Passwords {
  readonly hash: (password: string) => Promise<string>;
  /**
   * Whether it is the password of a hash. Null, for somebody we do not know, costs the same and is
   * never right. `outdated`: right, but hashed at another cost.
   */
  readonly check: (
    password: string,
    kept: string | null,
  ) => Promise<"wrong" | "right" | "outdated">;
}

/** Too many people at the door: what is asked now would take memory that others need. */
export class Busy extends Error {
  override readonly name = "Busy";
}

export interface PasswordOptions {
  readonly cost?: Cost;
  /** Hashes made at once, and waiting beside them; whoever comes then is `Busy`. */
  readonly atOnce?: number;
  readonly waiting?: number;
  /** The function itself, for whoever counts. */
  readonly derive?: typeof deriveKey;
}

const keyLength = 32;

export function makePasswords(options: PasswordOptions = {}): Passwords {
  const { cost = usualCost, atOnce = 2, waiting = 16, derive = deriveKey } = options;
  const gate = makeGate(atOnce, waiting);
  // Nobody's: no password leads to it.
  const decoy = write(cost, randomBytes(16), randomBytes(keyLength));
  const usual = write(cost, Buffer.alloc(0), Buffer.alloc(0)).split("$", 2).join("$");
  return {
    async hash(password) {
      const salt = randomBytes(16);
      return write(cost, salt, await gate(() => derive(password, salt, cost)));
    },
    async check(password, kept) {
      const { cost: own, salt, key } = read(kept ?? decoy);
      const made = await gate(() => derive(password, salt, own));
      const isRight = timingSafeEqual(made, key) && kept !== null;
      return isRight ? (kept.startsWith(`${usual}$`) ? "right" : "outdated") : "wrong";
    },
  };
}

function deriveKey(password: string, salt: Buffer, { n, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** n;
  return new Promise((resolve, reject) => {
    scrypt(
      password.normalize("NFKC"),
      salt,
      keyLength,
      { N, r, p, maxmem: 256 * N * r + 2 ** 20 },
      (error, key) => (error === null ? resolve(key) : reject(error)),
    );
  });
}

function write({ n, r, p }: Cost, salt: Buffer, key: Buffer): string {
  return ["scrypt", `${n}.${r}.${p}`, salt.toString("base64url"), key.toString("base64url")].join(
    "$",
  );
}

function read(kept: string): { cost: Cost; salt: Buffer; key: Buffer } {
  const [, costs = "", salt = "", key = ""] = kept.split("$");
  const [n = 0, r = 0, p = 0] = costs.split(".").map(Number);
  return {
    cost: { n, r, p },
    salt: Buffer.from(salt, "base64url"),
    key: Buffer.from(key, "base64url"),
  };
}

/** Lets `atOnce` through, keeps `waiting` in line, and turns away the others. */
function makeGate(atOnce: number, waiting: number) {
  const line: (() => void)[] = [];
  let running = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= atOnce) {
      if (line.length >= waiting) throw new Busy();
      await new Promise<void>((resolve) => {
        line.push(resolve);
      });
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      // Whoever waited takes the place over, so that nobody slips in between.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
