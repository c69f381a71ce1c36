import { stdout } from "node:process";
import type { DeadLetter } from "../store/store.ts";
import { endWith, onStore } from "./on-store.ts";

const help = `npm run -s dead                     the dead letters, the oldest first: owner, id, reason, when
npm run -s dead -- revive OWNER ID  puts one back at the end of its mailbox
With the embedded store, stop the bot first: one process only may open it.
`;

/** A list is for reading: whoever has more has another problem than letters. */
const most = 1_000;

/** Shows what could not be played, and puts it back once the cause is mended. */
async function main([what, owner, ...id]: readonly string[]): Promise<number> {
  const known = what === undefined || (what === "revive" && owner !== undefined && id.length > 0);
  if (!known) {
    stdout.write(help);
    return 1;
  }
  return onStore(async (store) => {
    if (what === undefined || owner === undefined) {
      const letters = await store.deadLetters(most);
      stdout.write(letters.length === 0 ? "No dead letter.\n" : letters.map(line).join(""));
      return 0;
    }
    // Ids may hold spaces.
    const isBack = await store.revive(owner, id.join(" "), Date.now());
    stdout.write(isBack ? "It is back in its mailbox.\n" : "There is no such letter.\n");
    return isBack ? 0 : 1;
  });
}

function line({ owner, id, reason, at }: DeadLetter): string {
  return `${owner}\t${id}\t${reason}\t${new Date(at).toISOString()}\n`;
}

await endWith(() => main(process.argv.slice(2)), help);
