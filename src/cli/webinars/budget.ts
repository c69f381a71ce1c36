import { freeAMonth } from "../../core/webinar/charges.ts";
import { charged, keepBudget, monthOf, readBudget, readSpending } from "../../runtime/spending.ts";
import { readArguments } from "./arguments.ts";
import type { Command } from "./desk.ts";
import { Mistake } from "./mistake.ts";

const usage =
  "budget [500 | none]                    charged messages a month, beyond which only promised ones go out";

/** How many messages of a month may be charged. What was promised is sent all the same. */
export const budget: Command = {
  usage,
  async run(args, desk) {
    const { positionals } = readArguments(args, usage, {}, { least: 0, most: 1 });
    const [said] = positionals;
    if (said !== undefined) {
      if (said !== "none" && !/^\d{1,7}$/u.test(said)) {
        throw new Mistake(`“${said}” is no number of messages: a whole number, or none`);
      }
      await keepBudget(desk.store, said === "none" ? null : Number(said));
    }
    const most = await readBudget(desk.store);
    const month = monthOf(desk.now);
    const spent = (await readSpending(desk.store)).get(month);
    desk.say(most === null ? "There is no budget." : `Budget: ${most} charged messages a month.`);
    if (spent === undefined) return desk.say(`What was sent in ${month} is not known.`);
    desk.say(
      `${month}: ${charged(spent)} charged: ${spent.templates} templates, and of ${spent.free} free texts those beyond ${freeAMonth}.`,
    );
    if (most === null || charged(spent) < most) return;
    desk.warn(
      "It is spent: replays, questions after two weeks and news of plans wait. Reminders, changes and answers go out as always.",
    );
  },
};
