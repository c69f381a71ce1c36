const shards = 64;

/** FNV-1a over the UTF-16 units: the same text always falls in the same of the 64 shards. */
export function shardOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return ((hash ^ (hash >>> 16)) >>> 0) % shards;
}

/** The id of an owner that is known by its name: `ownerId("o", name)` is `o17-name`. */
export function ownerId(kind: string, name: string, shard = shardOf(name)): string {
  return `${kind}${String(shard).padStart(2, "0")}-${name}`;
}

/** The shard written in an owner's id. */
export function shardOfOwner(owner: string): number {
  return Number(owner.slice(1, 3));
}
