import { ownerId, shardOfOwner } from "../shard.ts";

/** The desk: every open case, who holds it, who is on duty. There is one. */
export const deskOwner = ownerId("h", "desk", 0);

/** Without 0 and O, 1, I and L: read aloud and typed on phones. */
const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/**
 * The owner of a contact's case, counted from 1: `k17-9f2c.2` stands beside `c17-9f2c`, and tells
 * nothing of the person. It never names two cases, unlike the number, which is only short.
 */
export function caseOwner(contact: string, count: number): string {
  return ownerId("k", `${contact.slice("c00-".length)}.${count}`, shardOfOwner(contact));
}

/** The contact a case belongs to. */
export function contactOf(caseId: string): string {
  return `c${caseId.slice(1, caseId.lastIndexOf("."))}`;
}

/**
 * What people and students call a case, written `K7Q-2MX`. It is no secret and opens nothing.
 *
 * Of ten thousand cases two may share one (once in twenty such sets): whoever looks for a number
 * shows all that have it.
 */
export function caseNumber(caseId: string): string {
  let left = hash(caseId);
  let word = "";
  for (let count = 0; count < 6; count += 1) {
    word += letters[left % letters.length];
    left = Math.floor(left / letters.length);
  }
  return `${word.slice(0, 3)}-${word.slice(3)}`;
}

/** However it was typed. */
export function isNumber(typed: string, number: string): boolean {
  return typed.toUpperCase().replaceAll(/[^0-9A-Z]/gu, "") === number.replace("-", "");
}

/** FNV-1a over the UTF-16 units, 32 bits, mixed once more so that every bit counts. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
  return (value ^ (value >>> 13)) >>> 0;
}
