import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { second, type Instant } from "../core/instant.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const stepLength = 30 * second;
const digits = 6;

/** 160 bits, as RFC 4226 asks, in the letters that authenticator programs read. */
export function newCodeSecret(): string {
  return toBase32(randomBytes(20));
}

/** The code of a time step (RFC 6238, SHA-1 and 6 digits, as every authenticator program has it). */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, "0");
}

export function stepOf(now: Instant): number {
  return Math.floor(now / stepLength);
}

/** The time step whose code this is, one before or after now included; null when it is none. */
export function matchStep(secret: string, code: string, now: Instant): number | null {
  if (code.length !== digits) return null;
  const here = stepOf(now);
  // All three are looked at, whichever fits.
  const fitting = [here - 1, here, here + 1].filter((step) =>
    timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code)),
  );
  return fitting.at(-1) ?? null;
}

/** What an authenticator program opens: one tap on the same phone. */
export function codeAddress(secret: string, name: string): string {
  const label = encodeURIComponent(`Rafiq:${name}`);
  return `otpauth://totp/${label}?secret=${secret}&issuer=Rafiq&algorithm=SHA1&digits=${digits}&period=30`;
}

/** Ten codes of 120 bits for the day the phone is lost, in groups of four. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: 10 }, () => inGroups(toBase32(randomBytes(15)).toLowerCase(), "-"));
}

/** As it is kept in the hash: whatever was written between the groups. */
export function plainRecoveryCode(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z2-7]/gu, "");
}

export function inGroups(text: string, between = " "): string {
  return (text.match(/.{1,4}/gu) ?? []).join(between);
}

function toBase32(bytes: Uint8Array): string {
  let bits = 0;
  let held = 0;
  let text = "";
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += letters[(held >>> (bits - 5)) & 31];
    held &= 0xff;
  }
  return bits > 0 ? text + letters[(held << (5 - bits)) & 31] : text;
}

function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    held = (held << 5) | letters.indexOf(letter);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >>> bits) & 0xff);
      held &= (1 << bits) - 1;
    }
  }
  return Buffer.from(bytes);
}
