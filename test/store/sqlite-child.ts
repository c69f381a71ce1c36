import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Arrival } from "../../src/store/store.ts";

/**
 * A process of its own that opens a store and accepts events until it is killed, some at once.
 *
 * `node sqlite-child.ts <file> <first number>`. It prints "open", then the number of each event
 * once its acceptance was acknowledged.
 */
const [, , file = "", first = "0"] = process.argv;
const store = await openSqliteStore({ file });
process.stdout.write("open\n");
for (let next = Number(first); ; next += 5) {
  await Promise.all([0, 1, 2, 3, 4].map((step) => accept(next + step)));
}

async function accept(number: number): Promise<void> {
  const now = 1_796_115_600_000;
  const address = { channel: "meta-whatsapp", id: `${Math.floor(number / 10)}` };
  const arrival: Arrival = { id: `m${number}`, to: { address }, at: now, body: { number } };
  const [acceptance] = await store.accept([arrival], now);
  if (acceptance?.outcome === "accepted") process.stdout.write(`${number}\n`);
}
