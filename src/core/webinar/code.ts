/** Without 0 and O, 1, I and L: read aloud and typed on phones. */
const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/**
 * What a registered person says on entering a webinar, written `K7Q2-M9XT`: the coordinator notes
 * who was there without a name or a number. It is no secret and opens nothing.
 */
export function registrationCode(webinar: string, contact: string): string {
  const [one, other] = [hash(`${webinar} ${contact}`), hash(`${contact} ${webinar}`)];
  return `${spell(one)}-${spell(other)}`;
}

/** However it was typed. */
export function isCode(typed: string, code: string): boolean {
  return typed.toUpperCase().replaceAll(/[^0-9A-Z]/gu, "") === code.replace("-", "");
}

function spell(number: number): string {
  let [word, left] = ["", number];
  for (let count = 0; count < 4; count += 1) {
    word += letters[left % letters.length];
    left = Math.floor(left / letters.length);
  }
  return word;
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
