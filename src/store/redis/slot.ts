/** The slot of a key in a Cluster: of what stands in its first braces, where something does. */
export function slotOf(key: string): number {
  const tag = /^[^{]*\{(?<tag>[^}]+)\}/u.exec(key)?.groups?.["tag"] ?? key;
  let sum = 0;
  // CRC-16 (XMODEM), as https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/
  for (const byte of new TextEncoder().encode(tag)) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = (sum & 0x8000) === 0 ? sum << 1 : (sum << 1) ^ 0x1021;
    }
    sum &= 0xffff;
  }
  return sum % 16_384;
}
