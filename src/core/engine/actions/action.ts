import type { z } from "zod";
import { Fault } from "../../fault.ts";
import type { Json } from "../../json.ts";
import type { Move, Play } from "../play.ts";
import type { VariableType } from "../variables.ts";
import { actions } from "./index.ts";

/** What an action answers: values for variables of the same names, and where it leads, if anywhere. */
export interface Given {
  readonly gives: Readonly<Record<string, Json>>;
  readonly move?: Move;
}

/** Something a flow may `do`: typed at both ends, so that the checker can prove its use. */
export interface Action<T> {
  readonly about: string;
  readonly takes: z.ZodType<T>;
  readonly gives: Readonly<Record<string, VariableType>>;
  perform(taken: T, play: Play): Given;
}

/** An action by its name, checking what it takes. Throws `book/invalid` for one that does not exist. */
export function actionNamed(name: string): (taken: Json, play: Play) => Given {
  // Each action checks for itself what it takes, so that here they may all be of one type.
  const action = (actions as unknown as Readonly<Record<string, Action<unknown> | undefined>>)[
    name
  ];
  if (action === undefined) throw new Fault("book/invalid", `no action ${name}`);
  return (taken, play) => action.perform(action.takes.parse(taken), play);
}
