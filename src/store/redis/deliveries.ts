import { randomUUID } from "node:crypto";
import { type Address, dedupeFor, type Delivery, type Outcome, type Promised } from "../store.ts";
import { textOf } from "./keys.ts";
import type { Ground, Part } from "./part.ts";
import { asList, asText, asTexts, parse, type Reply } from "./replies.ts";

/** Messages promised, handed over one at a time an owner, and what became of them. */
export function deliveriesOf({
  scripts,
  keys,
  spread,
  replicas,
}: Ground): Part<"claimDeliveries" | "recordOutcome" | "receipt"> {
  return {
    claimDeliveries({ now, lease, limit, shards, replies, except = [] }) {
      const token = randomUUID();
      const only = replies === undefined ? null : replies ? "first" : "rest";
      return spread.takeBoth(
        { most: limit, only, shards },
        () => spread.countBoth("due", now, ...except),
        async (shard, { first, rest, shares }) => {
          const claim = [now, now + lease, `${token}-${shard}`];
          const args = [...claim, first, rest, shares ? 1 : 0, ...except];
          const base = keys.base(shard);
          // A claim that is forgotten when another server takes over would be handed over twice.
          const claimed = await replicas.confirmed(
            base,
            async () => asList(await scripts.run("deliver", base, args)),
            ({ length }) => (length > 0 ? "fresh" : "nothing"),
          );
          return claimed.map(deliveryOf);
        },
      );
    },
    async recordOutcome({ owner, id, lease, address }, outcome, now) {
      const detail = detailOf(outcome);
      const args = [owner, id, lease, address.channel, now, dedupeFor, outcome.kind, detail];
      return (await scripts.run("outcome", keys.baseOfOwner(owner), args)) === 1;
    },
    async receipt({ address, delivery, providerId, status, code, at }) {
      const rest = [
        address.channel,
        delivery ?? "",
        providerId ?? "",
        status,
        JSON.stringify(code),
        at,
        dedupeFor,
      ];
      const answer = await askOwner({ scripts, keys }, "receipt", address, rest);
      return answer[0] === "applied" || answer[0] === "ignored" ? answer[0] : "unknown";
    },
  };
}

/**
 * Asks the shard of an address and, when the address was linked to a contact elsewhere, that
 * contact's shard. The script answers a list whose first word may be `elsewhere`.
 */
export async function askOwner(
  { scripts, keys }: Pick<Ground, "scripts" | "keys">,
  script: string,
  address: Address,
  rest: readonly (string | number)[],
): Promise<readonly string[]> {
  const { base, hash } = keys.place(address);
  const answer = asTexts(await scripts.run(script, base, [hash, "", "", ...rest]));
  const [word, owner = ""] = answer;
  if (word !== "elsewhere") return answer;
  const args = ["", owner, textOf(address), ...rest];
  return asTexts(await scripts.run(script, keys.baseOfOwner(owner), args));
}

/** What `outcome.lua` takes with each kind. */
function detailOf(outcome: Outcome): string | number {
  if (outcome.kind === "sent") return outcome.providerId ?? "";
  if (outcome.kind === "retry") return outcome.at;
  if (outcome.kind === "uncertain") return outcome.until;
  return JSON.stringify(outcome.code);
}

function deliveryOf(reply: Reply): Delivery {
  const [owner, , lease, tries, uncertain, message] = asList(reply);
  return {
    ...parse<Promised>(asText(message)),
    owner: asText(owner),
    lease: asText(lease),
    tries: Number(tries),
    uncertain: uncertain === "1",
  };
}
