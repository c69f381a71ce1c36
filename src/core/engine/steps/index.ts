import { ask } from "./ask.ts";
import { branch } from "./branch.ts";
import { call } from "./call.ts";
import { end } from "./end.ts";
import { perform } from "./do.ts";
import { pick } from "./pick.ts";
import { say } from "./say.ts";
import { set } from "./set.ts";
import { wait } from "./wait.ts";

/** Every type of step, under the word that marks it in a flow file. */
export const stepTypes = { say, ask, branch, set, call, do: perform, pick, wait, end } as const;
