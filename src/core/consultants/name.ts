/** Letters of any script, digits, and what stands inside names; nothing that turns text around. */
const shape = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'’-]{0,39}$/u;

/** A first name or pseudonym as it is shown; null when it is none. 1 to 40 characters. */
export function readName(text: string): string | null {
  const name = text.normalize("NFC").trim().replaceAll(/\s+/gu, " ");
  return shape.test(name) ? name : null;
}

/** The same name however it is written: what tells one account from another at the door. */
export function foldName(name: string): string {
  return name.normalize("NFKC").trim().replaceAll(/\s+/gu, " ").toLowerCase();
}
